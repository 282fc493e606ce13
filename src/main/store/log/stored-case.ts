/** Between the log's rows and the domain's case events. */
import type { CaseEvent } from '#domain/case/events';
import { actorName } from '#domain/case/commands';
import type { CaseActor } from '#domain/case/commands';
import { caseKinds } from '#domain/case/schemas/case-kinds';
import type { JsonObject } from '#domain/json';
import type { Unread } from '#domain/log/kind';
import { readEvent, schemaOf } from '#domain/log/kind';
import type { NewEvent, StoredEvent } from '#main/store/log/event-log';

export const caseStream = (caseId: string): string => `case:${caseId}`;
export const caseIdOf = (stream: string): string | null => (stream.startsWith('case:') ? stream.slice(5) : null);

/** A case event as the log keeps it; personal content goes under the key of its kind. */
export const toNewEvent = (
  caseId: string,
  event: CaseEvent,
  actor: CaseActor,
  eventId: string,
  signature?: NewEvent['signature'],
): NewEvent => {
  const contact = 'contact' in event ? event.contact : undefined;
  const identity = 'identity' in event ? event.identity : undefined;
  const personal =
    contact !== undefined
      ? { key: `case:${caseId}/contact` as const, content: contact as unknown as JsonObject }
      : identity !== undefined
        ? { key: `case:${caseId}/identity` as const, content: identity as unknown as JsonObject }
        : undefined;
  return {
    eventId,
    type: event.type,
    schema: schemaOf(caseKinds[event.type]),
    actor: actorName(actor),
    data: event.data as unknown as JsonObject,
    ...(personal === undefined ? {} : { personal }),
    ...(signature === undefined ? {} : { signature }),
  };
};

/** A row of a case's stream as an event, or as one that this version can't read. */
export const readCaseEvent = (stored: StoredEvent): CaseEvent | Unread => {
  const event = readEvent(caseKinds, stored);
  return event.type === 'unread' ? { ...event, raw: { ...event.raw, caseId: caseIdOf(stored.stream) ?? '' } } : event;
};
