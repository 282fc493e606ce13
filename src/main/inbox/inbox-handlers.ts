/** Handlers of the list of messages that no case was found for: a person looks, and says where one belongs (R10). */
import type { inboxCalls, InboxRow, InboxSuggestion } from '#contract/inbox';
import { foundWords } from '#contract/words/found';
import { no } from '#domain/case/refusal';
import { appendError, changeCase, type CasesDeps } from '#main/cases/change-case';
import { staffActor } from '#main/cases/case-handlers';
import type { MessageFrames } from '#main/cases/message-frames';
import { messageSorted, receivedMessage, type Received } from '#main/cases/received-messages';
import { receivedView } from '#main/cases/received-view';
import { CallFailure, refused } from '#main/ipc/failure';
import type { HandlersOf } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { casesFor, inboxCounts, inboxPage, inboxRow, type InboxQueryRow } from '#main/store/cache/inbox-queries';
import type { CacheReader } from '#main/store/spawn';
import { caseFields } from './case-fields';
import { receiveEffectId, receiveProgress } from './receive-progress';

export type InboxHandlersDeps = {
  readonly cases: CasesDeps;
  readonly cache: CacheReader;
  readonly frames: MessageFrames;
  /** For the screen; null where no mailbox is connected. */
  readonly mailbox: string | null;
};

const rowView = (row: InboxQueryRow): InboxRow => ({
  messageId: row.message_id,
  arrivedAt: row.arrived_at,
  name: row.name,
  address: row.address,
  subject: row.subject,
  excerpt: row.excerpt,
  why: row.why,
  state: row.state,
});

/** Case numbers that a text names. */
const numbersIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\bRD-\d{1,12}\b/giu)].map(([number]) => number.toUpperCase())),
];

export const inboxHandlers = ({ cases, cache, frames, mailbox }: InboxHandlersDeps): HandlersOf<typeof inboxCalls> => {
  const { log, clock } = cases;

  const suggestionsFor = async ({ reading }: Received): Promise<InboxSuggestion[]> => {
    if (reading?.outcome !== 'read') return [];
    const { mail } = reading;
    const numbers = numbersIn(`${mail.subject}\n${mail.text}\n${mail.quoted}`);
    const { byNumber, byAddress } = await cache.query(casesFor, { numbers, address: mail.from?.address ?? null });
    const found = new Map<string, InboxSuggestion>();
    for (const [why, rows] of [['names-number', byNumber] as const, ['same-address', byAddress] as const])
      for (const row of rows) {
        const before = found.get(row.case_id);
        const { case_id: caseId, number, person } = row;
        found.set(caseId, { caseId, number, person, isOpen: row.is_open === 1, why: [...(before?.why ?? []), why] });
      }
    return [...found.values()];
  };

  /** One that is on no case. Throws CallFailure. */
  const mustFind = async (messageId: string): Promise<Received> => {
    const received = await receivedMessage(log, messageId);
    if (received === null) throw refused(no('not-found', 'There is no such message.').refusal);
    if (received.caseId !== null)
      throw new CallFailure({
        code: 'conflict',
        message: 'This message is on a case by now.',
        way: 'Read the list again.',
      });
    return received;
  };

  return {
    'inbox.standing': async () => {
      const [counts, [effect]] = await Promise.all([
        cache.query(inboxCounts, {}),
        log.effectsOf({ ids: [receiveEffectId], limit: 1 }),
      ]);
      const { lookedAt, failing } = receiveProgress(effect?.progress ?? null);
      return {
        mailbox,
        lookedAt,
        failing:
          failing === null ? null : { since: failing.since, words: foundWords(effect?.lastError ?? { code: 'fault' }) },
        ...counts,
      };
    },
    'inbox.list': async (_, { state, after }) => {
      const [at = '', id = ''] = after?.split('|') ?? [];
      const { rows, next } = await cache.query(inboxPage, { state, after: after === null ? null : { at, id } });
      return { rows: rows.map(rowView), next: next === null ? null : `${next.at}|${next.id}` };
    },
    'inbox.message': async (context, { messageId }) => {
      const [received, row] = await Promise.all([mustFind(messageId), cache.query(inboxRow, { messageId })]);
      if (row === null) throw refused(no('not-found', 'There is no such message.').refusal);
      return {
        row: rowView(row),
        message: receivedView(received, frames, sessionOf(context)),
        suggestions: await suggestionsFor(received),
      };
    },
    'inbox.attach': async (context, { messageId, caseId }) => {
      const session = sessionOf(context);
      const received = await mustFind(messageId);
      const actor = staffActor(session);
      const { mailId, ...fields } = await caseFields(log, caseId, received);
      const at = clock.now().toISOString();
      await changeCase(cases, {
        caseId,
        command: {
          kind: 'receive-message',
          message: { ...fields, messageId, mailId, matchedBy: 'person' },
        },
        actor,
        beside: [
          messageSorted(messageId, received.version, {
            type: 'message.attached',
            data: { caseId, by: `staff:${session.staffId}`, at },
          }),
        ],
      });
      return { done: true };
    },
    'inbox.putAside': async (context, { messageId }) => {
      const received = await mustFind(messageId);
      if (received.isPutAside) return { done: true };
      const at = clock.now().toISOString();
      const { staffId } = sessionOf(context);
      const { stream, expectedVersion, events } = messageSorted(messageId, received.version, {
        type: 'message.put-aside',
        data: { by: `staff:${staffId}`, at },
      });
      const result = await log.append({ streams: [{ stream, expectedVersion, events }], at });
      if (!result.ok) throw new CallFailure(appendError(result));
      return { done: true };
    },
  };
};
