/** Handlers of the Mail screen: what waits, was sent, failed and why. */
import type { mailCalls, MailRow } from '#contract/mail';
import type { HandlersOf, Session } from '#main/ipc/handlers';
import type { Refusal } from '#domain/case/refusal';
import type { Found } from '#domain/case/events';
import { foundWords, unsentWords } from '#contract/words/found';
import { refusalView } from '#contract/refusals';
import { sessionOf } from '#main/ipc/handlers';
import type { MailQueryRow, UnsentCell } from '#main/store/cache/case-queries';
import { mailPage } from '#main/store/cache/case-queries';
import type { Effect, EventLog } from '#main/store/log/event-log';
import type { CacheReader } from '#main/store/spawn';

const whyOf = (cell: string | null, lastError: Found | null): string | null => {
  if (cell === null) return lastError && foundWords(lastError);
  const { why, attempts } = JSON.parse(cell) as UnsentCell;
  return unsentWords(why, attempts);
};

/** The cache counts what bounced with what failed: nobody got it. */
const stateOf = ({ state, why }: MailQueryRow, effect: Effect | undefined): MailRow['state'] =>
  effect?.state === 'cancelled'
    ? 'cancelled'
    : why !== null && (JSON.parse(why) as UnsentCell).why.code === 'mail-bounced'
      ? 'bounced'
      : (state as MailRow['state']);

export const mailHandlers = (deps: {
  readonly cache: CacheReader;
  readonly log: EventLog;
  /** Whether each may be sent again by this person: the case's word. */
  readonly barredAgain: (
    session: Session,
    mails: readonly { readonly caseId: string; readonly mailId: string; readonly isFailed: boolean }[],
  ) => Promise<readonly (Refusal | null)[]>;
  readonly serverName: () => string;
}): HandlersOf<typeof mailCalls> => ({
  'mail.list': async (context, { state, after }) => {
    const [at = '', id = ''] = after?.split('|') ?? [];
    const { rows, next, counts } = await deps.cache.query(mailPage, {
      state,
      after: after === null ? null : { at, id },
    });
    const ids = rows.flatMap((row) => (row.state === 'waiting' ? [row.effect_id] : []));
    const [effects, barred] = await Promise.all([
      ids.length === 0 ? [] : deps.log.effectsOf({ ids, limit: ids.length }),
      deps.barredAgain(
        sessionOf(context),
        rows.map((row) => ({ caseId: row.case_id, mailId: row.mail_id, isFailed: row.state === 'failed' })),
      ),
    ]);
    const open = new Map(effects.map((effect) => [effect.effectId, effect]));
    return {
      counts,
      next: next === null ? null : `${next.at}|${next.id}`,
      server: deps.serverName(),
      rows: rows.map((row, index): MailRow => {
        const effect = row.state === 'waiting' ? open.get(row.effect_id) : undefined;
        return {
          mailId: row.mail_id,
          caseId: row.case_id,
          number: row.number,
          person: row.person,
          template: row.template as MailRow['template'],
          to: row.address,
          language: row.language as MailRow['language'],
          askedAt: row.asked_at,
          state: stateOf(row, effect),
          settledAt: row.settled_at,
          why: whyOf(row.why, effect?.lastError ?? null),
          attempts: effect?.attempts ?? (row.state === 'waiting' ? 0 : 1),
          nextTryAt: effect?.state === 'waiting' && effect.lastError !== null ? effect.dueAt : null,
          barredAgain: refusalView(barred[index] ?? null),
        };
      }),
    };
  },
});
