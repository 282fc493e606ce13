/** A row of a case that this version must be able to read. */
import type { CaseEvent } from '#domain/case/events';
import type { StoredEvent } from '#main/store/log/event-log';
import { readCaseEvent } from '#main/store/log/stored-case';

export const knownEvent = (stored: StoredEvent): CaseEvent => {
  const event = readCaseEvent(stored);
  if (event.type === 'unread') throw new Error(`${event.data.of} is not readable`);
  return event;
};
