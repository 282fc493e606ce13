/** A desk of an earlier version makes room: everything of it goes into a folder of its own, and nothing is deleted. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '#main/files/durable';
import { worldFolder } from './back-ends';
import { deskFile } from './desk-file';

/** What a desk keeps in its data folder. Its own file is the last: until it is gone, a move that was cut short goes on. */
export const deskEntries = (folder: string): readonly string[] => [
  worldFolder(folder),
  ...['store', 'evidence', 'evidence-keys', 'vault.json', 'secrets.json', 'last-here.json', deskFile].map((name) =>
    join(folder, name),
  ),
];

/** Where a desk of this version goes: inside the same data folder, so that no other disk is asked. */
export const asideOf = (folder: string, version: string): string => {
  for (let n = 1; ; n += 1) {
    const aside = join(folder, `made-by-${version}${n === 1 ? '' : `-${n}`}`);
    if (!existsSync(join(aside, deskFile))) return aside;
  }
};

export const moveAside = async (folder: string, version: string): Promise<void> => {
  const aside = asideOf(folder, version);
  await makeFolder(aside);
  for (const entry of deskEntries(folder))
    if (existsSync(entry)) await rename(entry, join(aside, entry.slice(folder.length + 1)));
};
