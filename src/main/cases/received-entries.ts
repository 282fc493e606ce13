/** Messages that came, as entries of a case's thread. */
import type { ReceivedEntry } from '#contract/thread';
import { refusalView } from '#contract/refusals';
import type { MayFacts } from '#domain/case/asks';
import { mayDo } from '#domain/case/may-do';
import { holdsDisable } from '#domain/case/messages';
import type { CaseState } from '#domain/case/state';
import type { StoredEvent } from '#main/store/log/event-log';
import { readCaseEvent } from '#main/store/log/stored-case';
import { templateNames } from '#contract/words/template';
import type { Place } from './history';

/** Each where it came; whoever read it stands in it. */
export const receivedEntries = (
  state: CaseState,
  stored: readonly StoredEvent[],
  facts: MayFacts,
  nameOf: (actor: string) => string,
): readonly (Place & { readonly entry: ReceivedEntry })[] => {
  const rows = new Map(
    stored.flatMap((row) => {
      const event = readCaseEvent(row);
      return event.type === 'case.message-received' ? [[event.data.messageId, row] as const] : [];
    }),
  );
  const barredRead = refusalView(mayDo(state, { kind: 'read-message' }, facts));
  return state.received.flatMap((message) => {
    const row = rows.get(message.messageId);
    if (row === undefined) return [];
    const answered = state.mails.find(({ mailId }) => mailId === message.mailId);
    const entry: ReceivedEntry = {
      kind: 'received',
      id: row.eventId,
      at: row.recordedAt,
      messageId: message.messageId,
      what: message.kind,
      name: message.content?.name ?? '',
      address: message.content?.address ?? '',
      from: message.from,
      matchedBy: message.matchedBy,
      attachedBy: message.matchedBy === 'person' ? nameOf(row.actor) : null,
      subject: message.content?.subject ?? null,
      answers: answered === undefined ? null : templateNames[answered.template],
      saysNotMe: message.saysNotMe,
      dmarc: message.dmarc,
      readBy: message.readBy.map(({ by, at }) => ({ name: nameOf(by), at })),
      holds: holdsDisable(state, message),
      barredRead,
    };
    return [{ at: row.recordedAt, version: row.version, id: row.eventId, entry }];
  });
};
