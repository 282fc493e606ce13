/** Reads a mail as it is written, before anybody else does. */
import { isBlank, linesOf, textOfLine, type Written, type WrittenLine } from './written';
import type { Finding, FindingPlace, LintContext, TextRule } from './lint/finding';
import { links } from './lint/links';
import { revealing } from './lint/revealing';
import { otherAccounts, secrets, unseenCharacters } from './lint/secrets';
import { doubleGreeting, isInOtherLanguage, promises, shouting } from './lint/tone';

/** `subject` is null where the template gives it; `mayBeEmpty` where the template says enough by itself. */
export type MailToLint = {
  readonly subject: string | null;
  readonly written: Written;
  readonly mayBeEmpty: boolean;
};

const everywhere: readonly TextRule[] = [
  links,
  revealing,
  secrets,
  otherAccounts,
  unseenCharacters,
  promises,
  shouting,
];
const inBody: readonly TextRule[] = [...everywhere, doubleGreeting];
/** Characters that mail programs show of a subject. */
export const longestSubject = 120;
/** More than a person reads, in characters. */
export const longestText = 4000;

const linksOf = (line: WrittenLine) => {
  let at = 0;
  return line.flatMap((piece) => {
    const from = at;
    at += piece.kind === 'field' ? 1 : piece.text.length;
    return piece.kind === 'link' ? [{ from, to: at, url: piece.url }] : [];
  });
};

const fieldsWithoutValue = (line: WrittenLine, at: { block: number; item: number | null }, context: LintContext) => {
  let from = 0;
  return line.flatMap((piece): readonly Finding[] => {
    const place: FindingPlace = { part: 'written', ...at, from, to: from + 1 };
    from += piece.kind === 'field' ? 1 : piece.text.length;
    return piece.kind !== 'field' || context.fieldsWithValue.includes(piece.field)
      ? []
      : [
          {
            rule: 'field-without-value',
            severity: 'error',
            place,
            about: piece.field,
            repair: { kind: 'put', text: '' },
          },
        ];
  });
};

const whole = (finding: Omit<Finding, 'place' | 'repair'>, place: FindingPlace): Finding => ({
  ...finding,
  place,
  repair: null,
});

/** Every finding in reading order: subject, then line by line. */
export const lintMail = ({ subject, written, mayBeEmpty }: MailToLint, context: LintContext): readonly Finding[] => {
  const found: Finding[] = [];
  const start: FindingPlace = { part: 'written', block: 0, item: null, from: 0, to: 0 };
  if (subject !== null) {
    const whereabouts: FindingPlace = { part: 'subject', from: 0, to: subject.length };
    if (subject.trim() === '') found.push(whole({ rule: 'empty', severity: 'error', about: 'subject' }, whereabouts));
    if (subject.length > longestSubject)
      found.push(whole({ rule: 'too-long', severity: 'error', about: String(longestSubject) }, whereabouts));
    for (const rule of everywhere)
      for (const { from, to, ...rest } of rule({ text: subject, links: [], isFirst: false }, context))
        found.push({ ...rest, place: { part: 'subject', from, to } });
  }
  const lines = linesOf(written).filter(({ line }) => !isBlank(line));
  if (lines.length === 0 && !mayBeEmpty)
    found.push(whole({ rule: 'empty', severity: 'error', about: 'written' }, start));
  if (context.language !== context.accountLanguage)
    found.push(whole({ rule: 'other-language', severity: 'warning', about: 'account' }, start));
  lines.forEach(({ at, line }, index) => {
    const given = { text: textOfLine(line), links: linksOf(line), isFirst: index === 0 };
    found.push(...fieldsWithoutValue(line, at, context));
    for (const rule of inBody)
      for (const { from, to, ...rest } of rule(given, context))
        found.push({ ...rest, place: { part: 'written', ...at, from, to } });
  });
  const text = lines.map(({ line }) => textOfLine(line)).join('\n');
  if (isInOtherLanguage(text, context.language))
    found.push(whole({ rule: 'other-language', severity: 'warning', about: 'text' }, start));
  if (text.length > longestText)
    found.push(whole({ rule: 'too-long', severity: 'warning', about: String(longestText) }, start));
  return found;
};

/** True when nothing keeps the mail from leaving. */
export const mayLeave = (findings: readonly Finding[]): boolean =>
  findings.every(({ severity }) => severity === 'warning');
