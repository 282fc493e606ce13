/**
 * Which case a message belongs to. What proves it is something that we gave out: a case's token in the address that it
 * was sent to, or the number of a mail of ours that it answers. Its sender's address proves nothing.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMail } from '#domain/mail/incoming/incoming-mail';
import { casesByNumber, type SentMail } from '#main/cases/by-claim';
import { namedCases } from '#main/mail/reply-address';
import type { EventLog } from '#main/store/log/event-log';
import { mailsAnswered } from './case-fields';

export type MatchDeps = {
  readonly log: Pick<EventLog, 'holdersOf'>;
  /** The desk's own address. */
  readonly own: string;
  readonly replyToken: (caseId: string) => string;
};
export type Match = { readonly caseId: string; readonly by: 'token' | 'headers' };

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The cases whose token stands in an address: one that somebody guessed is none. */
const byToken = async ({ log, own, replyToken }: MatchDeps, mail: IncomingMail): Promise<readonly string[]> => {
  const named = namedCases(own, mail.to);
  const caseIds = await casesByNumber(
    log,
    named.map(({ number }) => number),
  );
  return [
    ...new Set(
      caseIds.flatMap((caseId, index) =>
        caseId !== null && isSame(replyToken(caseId), named[index]!.token) ? [caseId] : [],
      ),
    ),
  ];
};

/** Null where nothing names a case, or its addresses name several: then a person looks. */
export const matchOf = async (deps: MatchDeps, mail: IncomingMail): Promise<Match | null> => {
  const tokens = await byToken(deps, mail);
  const [answered] = await mailsAnswered(deps.log, { outcome: 'read', mail });
  const headers: Match | null = answered === undefined ? null : { caseId: answered.caseId, by: 'headers' };
  // A report is about the one mail that it names, whoever it came to.
  if (mail.kind === 'report' && headers !== null) return headers;
  const [caseId] = tokens;
  if (tokens.length > 1) return null;
  return caseId === undefined ? headers : { caseId, by: 'token' };
};

/** The mail that a report speaks of, by its Message-ID; null where that is none of ours. */
export const reportedMail = async (log: Pick<EventLog, 'holdersOf'>, mail: IncomingMail): Promise<SentMail | null> =>
  mail.kind !== 'report' || mail.reportOf === null
    ? null
    : ((await mailsAnswered(log, { outcome: 'read', mail: { ...mail, answers: [] } }))[0] ?? null);
