import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { at } from './project.mjs';

const widest = 120;

// What is left of a line without the texts in it: a sentence, a pattern, a rule of CSS or a line of SQL is data.
const withoutTexts = (line) =>
  line.replace(/^\s*(?:\w+: )?\/(?:[^/\\]|\\.)+\/[a-z]*/, '').replace(/`[^`]*`|'[^']*'|"[^"]*"|[`'"].*$/g, '');

/** Lines of a source that are wider than 120 columns, but for the texts in them; `inTemplate` lines are all text. */
export const longLines = (source) => {
  let inTemplate = false;
  return source.split('\n').flatMap((line, index) => {
    const wasInTemplate = inTemplate;
    if ((line.replaceAll('\\`', '').split('`').length - 1) % 2 === 1) inTemplate = !inTemplate;
    const isData = wasInTemplate || withoutTexts(line).length <= widest;
    return line.length <= widest || isData ? [] : [index + 1];
  });
};

/** Names every line that is too wide, as `file:line`; the formatter breaks what it can, people break the rest. */
export const findLongLines = async () => {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard'], { cwd: at() });
  const files = stdout.split('\n').filter((file) => /\.(ts|tsx|mjs|js)$/.test(file));
  const found = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(at(file), 'utf8').catch(() => '');
      return longLines(source).map((line) => `${file}:${line}`);
    }),
  );
  return found.flat();
};
