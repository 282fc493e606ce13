import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { newDeskFile, readDeskFile } from '#main/desk/desk-file';
import { startDesk } from '#support/practice-desk';
import type { PracticeDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';

/** desk.json as 0.1.0 wrote it: format 1, the same fields. */
const asOf010 = (kind: 'practice' | 'real', state: 'making' | 'ready' = 'ready') => ({
  format: 1,
  kind,
  company: 'Lumen',
  product: 'Lumen Practice',
  createdAt: '2026-11-01T15:00:00.000Z',
  state,
  pagesPort: 41_234,
});
/** Every file under a folder, with its content's hash and its time. */
const everything = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => {
        const at = join(folder, name);
        const stat = statSync(at);
        const content = stat.isFile() ? createHash('sha256').update(readFileSync(at)).digest('hex') : 'folder';
        return [name, `${content} ${stat.mtimeMs}`];
      }),
  );
const madeBy010 = (kind: 'practice' | 'real', state?: 'making' | 'ready') => {
  const folder = temporaryFolder();
  writeFileSync(join(folder.path, 'desk.json'), JSON.stringify(asOf010(kind, state), null, 2));
  for (const name of ['store', 'evidence', 'evidence-keys', 'sample-world']) {
    mkdirSync(join(folder.path, name));
    writeFileSync(join(folder.path, name, 'kept'), `the ${name} of 0.1.0`);
  }
  for (const name of ['vault.json', 'secrets.json', 'last-here.json']) writeFileSync(join(folder.path, name), '{}');
  // Not the desk's: Chromium keeps its own beside it.
  writeFileSync(join(folder.path, 'Preferences'), '{}');
  return folder;
};
const opened: PracticeDesk[] = [];
const open = async (folder: string): Promise<PracticeDesk> => {
  const desk = await startDesk(folder, { open: false });
  opened.push(desk);
  return desk;
};
afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.end();
});

describe('a real desk of 0.1.0', () => {
  it.each(['ready', 'making'] as const)(
    '(%s) is refused by name, with what to do, and nothing is written at all',
    async (state) => {
      const folder = madeBy010('real', state);
      const before = everything(folder.path);
      const desk = await open(folder.path);
      const { stage, message, earlier } = await desk.ask('desk.state', {});
      expect([stage, earlier]).toEqual(['refused', null]);
      expect(message).toContain('made by Recovery Desk 0.1.0');
      expect(message).toContain('Open it with Recovery Desk 0.1.0, or choose another data folder');
      expect((await desk.refusal('desk.replaceEarlier', { confirm: 'move it aside' })).code).toBe('practice-only');
      expect((await desk.refusal('desk.startOver', { confirm: 'start over' })).code).toBe('store-away');
      await desk.ask('desk.openPractice', {});
      expect(everything(folder.path)).toEqual(before);
      folder.remove();
    },
  );
});

describe('a practice desk of 0.1.0', () => {
  it('starts over only when a person agrees; until then nothing is written', async () => {
    const folder = madeBy010('practice');
    const before = everything(folder.path);
    const desk = await open(folder.path);
    expect(await desk.ask('desk.state', {})).toMatchObject({
      stage: 'earlier',
      message: null,
      earlier: { version: '0.1.0', movesTo: join(folder.path, 'made-by-0.1.0') },
    });
    await desk.ask('desk.openPractice', {});
    expect((await desk.refusal('desk.replaceEarlier', { confirm: 'yes' })).code).toBe('bad-input');
    expect(everything(folder.path)).toEqual(before);
    folder.remove();
  });

  it('is moved aside whole when somebody does, and a new one stands in its place', async () => {
    const folder = madeBy010('practice');
    const before = everything(folder.path);
    const desk = await open(folder.path);
    await desk.ask('desk.replaceEarlier', { confirm: 'move it aside' });
    expect(await desk.ask('desk.state', {})).toMatchObject({ stage: 'open', kind: 'practice', earlier: null });
    const aside = everything(join(folder.path, 'made-by-0.1.0'));
    const { Preferences: chromiums, ...deskOwn } = before;
    expect(Object.keys(aside)).toEqual(Object.keys(deskOwn));
    for (const [name, content] of Object.entries(deskOwn))
      if (!content.startsWith('folder')) expect(aside[name]).toBe(content);
    expect(everything(folder.path)['Preferences']).toBe(chromiums);
    expect(await readDeskFile(folder.path)).toMatchObject({ format: 2, state: 'ready' });
    folder.remove();
  }, 60_000);

  it('whose move was cut short goes on into the same folder, and never over an earlier one', async () => {
    const folder = madeBy010('practice');
    mkdirSync(join(folder.path, 'made-by-0.1.0'));
    writeFileSync(join(folder.path, 'made-by-0.1.0', 'desk.json'), JSON.stringify(asOf010('practice')));
    mkdirSync(join(folder.path, 'made-by-0.1.0-2'));
    const desk = await open(folder.path);
    expect((await desk.ask('desk.state', {})).earlier?.movesTo).toBe(join(folder.path, 'made-by-0.1.0-2'));
    await desk.ask('desk.replaceEarlier', { confirm: 'move it aside' });
    expect(existsSync(join(folder.path, 'made-by-0.1.0-2', 'store', 'kept'))).toBe(true);
    folder.remove();
  }, 60_000);
});

it('a new desk’s file says the format that this version reads', () => {
  expect(newDeskFile({ kind: 'real', company: 'L', product: 'L', createdAt: '2026-11-01T15:00:00.000Z' }).format).toBe(
    2,
  );
});
