import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectPicture } from '#main/pages/inspect-picture';

const folder = resolve(import.meta.dirname, '../../../resources/specimens');
type Specimen = {
  readonly accountId: string;
  readonly documentKind: string;
  readonly mrz: readonly string[];
  readonly pictures: Readonly<Record<string, string>>;
};
const specimens = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as readonly Specimen[];

/** ICAO 9303-3, 4.9, written for this test alone. */
const check = (text: string): number => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += Math.max(0, alphabet.indexOf(text[at]!)) * [7, 3, 1][at % 3]!;
  return sum % 10;
};
const holds = (line: string, from: number, to: number) => check(line.slice(from, to)) === Number(line[to]);

describe.each(specimens)('the specimen of $accountId', ({ accountId, documentKind, mrz, pictures }) => {
  test('has a machine-readable zone whose check digits are right', () => {
    if (documentKind === 'passport') {
      const [, two] = mrz as [string, string];
      expect(mrz.map((line) => line.length)).toEqual([44, 44]);
      expect([holds(two, 0, 9), holds(two, 13, 19), holds(two, 21, 27)]).toEqual([true, true, true]);
      expect(check(two.slice(0, 10) + two.slice(13, 20) + two.slice(21, 43))).toBe(Number(two[43]));
    } else {
      const [one, two] = mrz as [string, string, string];
      expect(mrz.map((line) => line.length)).toEqual([30, 30, 30]);
      expect([holds(one, 5, 14), holds(two, 0, 6), holds(two, 8, 14)]).toEqual([true, true, true]);
      expect(check(one.slice(5) + two.slice(0, 7) + two.slice(8, 15) + two.slice(18, 29))).toBe(Number(two[29]));
    }
  });

  test('has pictures that the form would take, small, and marked as a specimen', async () => {
    const names = await readdir(join(folder, accountId));
    for (const [slot, file] of Object.entries(pictures)) {
      expect(inspectPicture(await readFile(join(folder, accountId, file)))).toMatchObject({
        ok: true,
        contentType: 'image/jpeg',
      });
      expect(await readFile(join(folder, accountId, `${slot}.svg`), 'utf8')).toContain('SPECIMEN');
    }
    for (const name of names) expect((await stat(join(folder, accountId, name))).size).toBeLessThan(150 * 1024);
  });
});
