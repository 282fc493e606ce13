import { expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';

const { longLines } = (await import(
  fileURLToPath(new URL('../../../scripts/lib/long-lines.mjs', import.meta.url))
)) as {
  longLines: (source: string) => readonly number[];
};

it('a line of code that is wider than 120 columns is named; one that its texts alone make wide is data', () => {
  const wide = `const total = ${Array.from({ length: 30 }, (_, i) => `value${i}`).join(' + ')};`;
  const sentence = `const words = '${'A sentence for people. '.repeat(8)}';`;
  const text = ['const query = `', 'SELECT '.repeat(30), '`;'].join('\n');
  expect(longLines(['const a = 1;', wide, sentence, text].join('\n'))).toEqual([2]);
  expect(longLines(`${sentence.slice(0, -1)} + ${wide.slice(14)}`)).toEqual([1]);
  expect(longLines(`${' '.repeat(118)}ab`)).toEqual([]);
  expect(longLines(`${' '.repeat(118)}abc`)).toEqual([1]);
});
