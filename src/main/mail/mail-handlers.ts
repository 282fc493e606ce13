/** Handlers of the Mail screen: what waits, leaves, was sent, failed or was taken back, and why. */
import type { mailCalls, MailRow } from '#contract/mail';
import { refusalView } from '#contract/refusals';
import type { MailView } from '#contract/thread';
import { no } from '#domain/case/refusal';
import type { HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import type { MailQueryRow } from '#main/store/cache/case-queries';
import { mailPage } from '#main/store/cache/case-queries';
import type { Effect, EventLog } from '#main/store/log/event-log';
import type { CacheReader } from '#main/store/spawn';

/** What the cache knows is enough for one that left: it is sent again from its case. */
const sentView = (row: MailQueryRow): MailView => ({
  mailId: row.mail_id,
  template: row.template as MailView['template'],
  to: row.address,
  language: row.language as MailView['language'],
  askedAt: row.asked_at,
  state: row.state as MailView['state'],
  settledAt: row.settled_at,
  // Only its case tells what answers it.
  answeredAt: null,
  why: null,
  attempts: 1,
  nextTryAt: null,
  undoUntil: null,
  barredCancel: refusalView(no('already-done', 'It left already.').refusal),
  canBeRewritten: false,
  barredAgain: refusalView(
    no('already-done', 'Only what failed is sent again from here.', { way: 'Open the case.' }).refusal,
  ),
});

export const mailHandlers = (deps: {
  readonly cache: CacheReader;
  readonly log: EventLog;
  /** Each as its case shows it to this person. */
  readonly ofCases: (
    session: Session,
    mails: readonly { readonly caseId: string; readonly mailId: string }[],
    effects: readonly Effect[],
  ) => Promise<readonly (MailView | null)[]>;
  readonly serverName: () => string;
}): HandlersOf<typeof mailCalls> => ({
  'mail.list': async (context, { state, search, after }) => {
    const [at = '', id = ''] = after?.split('|') ?? [];
    const { rows, next, counts } = await deps.cache.query(mailPage, {
      state,
      search,
      after: after === null ? null : { at, id },
    });
    const unsent = rows.filter((row) => row.state !== 'sent');
    const ids = unsent.map((row) => row.effect_id);
    const effects = ids.length === 0 ? [] : await deps.log.effectsOf({ ids, limit: ids.length });
    const views = await deps.ofCases(
      sessionOf(context),
      unsent.map((row) => ({ caseId: row.case_id, mailId: row.mail_id })),
      effects,
    );
    const view = new Map(unsent.map((row, index) => [row.mail_id, views[index] ?? null]));
    return {
      counts,
      next: next === null ? null : `${next.at}|${next.id}`,
      server: deps.serverName(),
      rows: rows.map((row): MailRow => ({
        ...(view.get(row.mail_id) ?? sentView(row)),
        caseId: row.case_id,
        number: row.number,
        person: row.person,
      })),
    };
  },
});
