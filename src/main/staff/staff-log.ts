/** Between the log's rows and the domain's staff events, and what a refused append says. */
import { randomUUID } from 'node:crypto';
import type { CallError } from '#contract/errors';
import type { RollEvent, StaffEvent } from '#domain/access/staff-events';
import { attemptKinds, rollKinds, staffKinds } from '#domain/access/staff-schemas';
import type { JsonObject } from '#domain/json';
import type { Unread } from '#domain/log/kind';
import { readEvent, schemaOf } from '#domain/log/kind';
import { CallFailure } from '#main/ipc/failure';
import type { Actor, AppendRefusal, NewEvent, StoredEvent } from '#main/store/log/event-log';
import type { Signature } from './signing';
import { eventPayload } from './signing';

export const rollStream = 'staff:roll';
export const staffStream = (staffId: string): string => `staff:${staffId}`;
/** Sign-ins, locks and wrong attempts: never in the staff stream, or they would make a lead's change conflict. */
export const signInStream = (staffId: string): string => `audit:sign-in:${staffId}`;
export const codesStream = (staffId: string): string => `audit:codes:${staffId}`;

export const actorOf = (staffId: string): Actor => `staff:${staffId}`;

const streamOf = (event: StaffEvent | RollEvent) =>
  event.type === 'staff.roll-changed' || event.type === 'staff.change-asked' || event.type === 'staff.change-seconded'
    ? rollStream
    : staffStream(event.data.staffId);

/** A staff event as the log keeps it. */
export const toNewEvent = (event: StaffEvent | RollEvent, actor: Actor): NewEvent => {
  const personal = 'personal' in event ? event.personal : undefined;
  return {
    eventId: randomUUID(),
    type: event.type,
    schema: schemaOf({ ...staffKinds, ...rollKinds }[event.type]),
    data: event.data as unknown as JsonObject,
    actor,
    ...(personal === undefined
      ? {}
      : { personal: { key: `staff:${event.data.staffId}` as const, content: personal as unknown as JsonObject } }),
  };
};

/** The same, signed over its own payload where somebody signs. */
export const toSignedEvent = async (
  event: StaffEvent | RollEvent,
  actor: Actor,
  sign?: (payload: JsonObject) => Promise<Signature>,
): Promise<NewEvent> => {
  const row = toNewEvent(event, actor);
  return sign === undefined ? row : { ...row, signature: await sign(eventPayload(streamOf(event), row)) };
};

/** An entry of the audit streams. */
export const auditEvent = (
  type: keyof typeof attemptKinds,
  staffId: string,
  at: string,
  more: JsonObject = {},
): NewEvent => ({
  eventId: randomUUID(),
  type,
  schema: schemaOf(attemptKinds[type]),
  actor: actorOf(staffId),
  data: { staffId, at, ...more },
});

/** A row of a person's stream as an event, or as one that this version can't read. */
export const readStaffEvent = (stored: StoredEvent): StaffEvent | Unread => readEvent(staffKinds, stored);
/** The same of the roll. */
export const readRollEvent = (stored: StoredEvent): RollEvent | Unread => readEvent(rollKinds, stored);

const wordsFor = (refusal: AppendRefusal): CallError => {
  switch (refusal.reason) {
    case 'conflict':
      return {
        code: 'conflict',
        message: 'Somebody else changed the staff meanwhile. Nothing of yours was written.',
        way: 'Look again, then decide again.',
      };
    case 'claim-taken':
      return refusal.claim.startsWith('code:')
        ? {
            code: 'code-used',
            message: 'This code was used already. A code counts once.',
            rule: 'R21',
            way: 'Wait for the next one.',
          }
        : { code: 'conflict', message: 'This was taken meanwhile.', way: 'Try again.' };
    case 'clock-behind':
      return {
        code: 'clock-behind',
        message: `This computer's clock (${refusal.at}) lies before the last entry (${refusal.last}). Time never runs backwards in the log.`,
        way: 'Set the clock right.',
      };
    case 'read-only':
      return { code: 'read-only', message: refusal.why };
    case 'erased':
      return { code: 'not-found', message: 'This person was erased.' };
    case 'limit-reached':
    case 'lease-lost':
      return { code: 'conflict', message: 'The log refused to write.', way: 'Try again.' };
  }
};

/** A refused append as a call's failure. */
export const appendFailure = (refusal: AppendRefusal): CallFailure => new CallFailure(wordsFor(refusal));
