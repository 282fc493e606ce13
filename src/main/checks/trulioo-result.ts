/** What Trulioo says of a transaction (Customer API 2.5, `GET /customer/transactions/{id}`) as the desk's own model. */
import { z } from 'zod';
import { rowsOf } from '#domain/case/decide-check';
import type { CheckKind, CheckRow, ProviderVerdict } from '#domain/case/events';
import { OutsideError } from '#main/ports';
import type { CheckStanding } from './checks-port';

const statuses = ['ACCEPTED', 'REVIEW', 'DECLINED', 'ERROR', 'NO_RESULT'] as const;
const transaction = z.object({
  status: z.string(),
  indicators: z
    .array(
      z.object({
        type: z.string(),
        result: z.string().optional(),
        score: z.number().optional(),
        subindicators: z.array(z.object({ code: z.string() })).optional(),
      }),
    )
    .optional(),
});
type Indicator = NonNullable<z.infer<typeof transaction>['indicators']>[number];

/** Codes that are about the text on the document rather than the document itself. */
const isAboutName = (code: string): boolean => code.startsWith('INPUT_MATCH');
const indicatorOf: Readonly<Record<Exclude<CheckKind, 'name'>, string>> = {
  document: 'DOCUMENT',
  face: 'FACE_MATCH',
  liveness: 'LIVENESS',
};

/** REVIEW means “insufficient information to run the test”: no soft pass. A word that nobody knows is no verdict. */
const verdictOf = (result: string | undefined): ProviderVerdict => {
  switch (result) {
    case 'ACCEPTED':
      return 'pass';
    case 'DECLINED':
      return 'fail';
    case 'REVIEW':
      return 'review';
    default:
      return 'no-result';
  }
};
const codesOf = (indicators: readonly Indicator[]): readonly string[] =>
  indicators.flatMap(({ subindicators }) => (subindicators ?? []).map(({ code }) => code));

const rowOf =
  (indicators: readonly Indicator[]) =>
  (check: CheckKind): CheckRow => {
    if (check === 'name') {
      const codes = codesOf(indicators).filter(isAboutName);
      const verdict = codes.includes('INPUT_MATCH_FAILED')
        ? 'fail'
        : codes.includes('INPUT_MATCH_PASSED')
          ? 'pass'
          : 'no-result';
      return { verdict, codes };
    }
    const found = indicators.find(({ type }) => type === indicatorOf[check]);
    if (found === undefined) return { verdict: 'no-result', codes: [] };
    return {
      verdict: verdictOf(found.result),
      codes: codesOf([found]).filter((code) => !isAboutName(code)),
      ...(found.score === undefined ? {} : { score: found.score }),
    };
  };

/** Throws OutsideError for an answer in another shape, or with a status that is not known. */
export const truliooStanding = (answer: unknown): CheckStanding => {
  const read = transaction.safeParse(answer);
  const status = statuses.find((one) => read.success && one === read.data.status);
  if (!read.success || status === undefined)
    throw new OutsideError('checks', 'unexpected', 'The identity check answered in a shape that is not known.');
  const indicators = read.data.indicators ?? [];
  const rows = rowsOf(rowOf(indicators));
  switch (status) {
    case 'ACCEPTED':
      return { state: 'passed', rows };
    case 'REVIEW':
      return { state: 'review', rows };
    case 'DECLINED':
      return { state: 'failed', rows };
    case 'ERROR':
      return { state: 'error', codes: codesOf(indicators) };
    case 'NO_RESULT':
      return { state: 'in-progress' };
  }
};
