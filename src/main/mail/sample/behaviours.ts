/** What becomes of mail to an address of the sample world, as somebody who tries the desk chose it. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** `bounces`: taken, and reported as undeliverable afterwards. `away`: kept, and answered by an absence. */
export const behaviours = ['arrives', 'bounces', 'away'] as const;
export type Behaviour = (typeof behaviours)[number];

const Kept = z.record(z.string(), z.enum(behaviours));

export type Behaviours = {
  of(address: string): Behaviour;
  set(address: string, does: Behaviour): void;
};

/** Kept in a file. `bounce@` anywhere bounces by its name. */
export const openBehaviours = (file: string): Behaviours => {
  const known = new Map<string, Behaviour>();
  try {
    for (const [address, does] of Object.entries(Kept.parse(JSON.parse(readFileSync(file, 'utf8')))))
      known.set(address, does);
  } catch {
    // None was chosen yet.
  }
  return {
    of: (address) => known.get(address.toLowerCase()) ?? (/^bounce@/iu.test(address) ? 'bounces' : 'arrives'),
    set: (address, does) => {
      known.set(address.toLowerCase(), does);
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(known)), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
};
