/** What any adapter demands of a request before it looks at the log. Throws BadRequest with the field and the rule. */
import {
  BadRequest,
  checkpointStream,
  checkpointType,
  introductionPrefix,
  type Append,
  type NewEvent,
} from './event-log';

const streamPattern = /^(?:desk|guidance|(?:case|message|account|staff|seen|audit):[^\s\p{Cc}\p{Cs}]{1,200})$/u;
const keyPragma =
  /^(?:case:[^\s\p{Cc}\p{Cs}]{1,200}\/(?:contact|identity)|(?:account|staff|message):[^\s\p{Cc}\p{Cs}]{1,200})$/u;
const actorPattern = /^(?:customer|desk|staff:[^\s\p{Cc}\p{Cs}]{1,200})$/u;
const namePattern = /^[^\p{Cc}\p{Cs}]{1,300}$/u;
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Bytes of canonical JSON in one event, and as many again under its seal: pictures are not events. */
export const maxContentBytes = 256 * 1024;
const maxEvents = 1000;

/** \p{Cs} in the patterns: a lone surrogate would be stored as another text than the one that was hashed. */
const fits = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);

const demand = (holds: boolean, field: string, rule: string): void => {
  if (!holds) throw new BadRequest(field, rule);
};

/** An ISO 8601 UTC time with milliseconds: the one form whose text sorts as the times do. */
export const demandTime = (value: unknown, field: string): void =>
  demand(
    fits(value, timePattern) && !Number.isNaN(Date.parse(String(value))),
    field,
    'must be an ISO time in UTC with milliseconds, like 2025-03-01T09:30:00.000Z',
  );

export const demandStream = (value: unknown, field: string): void =>
  demand(
    fits(value, streamPattern),
    field,
    'must be desk, guidance, or case:, message:, account:, staff:, seen: or audit: with an id',
  );

export const demandKey = (value: unknown, field: string): void =>
  demand(
    fits(value, keyPragma),
    field,
    'must be case:<id>/contact, case:<id>/identity, or account:, staff: or message: with an id',
  );

const demandName = (value: unknown, field: string): void =>
  demand(fits(value, namePattern), field, 'must be 1 to 300 printable characters');

const demandOnce = (values: readonly string[], field: string): void =>
  demand(new Set(values).size === values.length, field, 'must not name the same one twice');

const demandEvent = (event: NewEvent, field: string): void => {
  demandName(event.eventId, `${field}.eventId`);
  demandName(event.type, `${field}.type`);
  demand(event.type !== checkpointType, `${field}.type`, 'is written by the log alone');
  demand(!event.eventId.startsWith(introductionPrefix), `${field}.eventId`, 'begins like one of the log’s own');
  demand(Number.isInteger(event.schema) && event.schema >= 1, `${field}.schema`, 'must be a whole number from 1');
  demand(fits(event.actor, actorPattern), `${field}.actor`, 'must be staff:<id>, customer or desk');
  if (event.personal !== undefined) demandKey(event.personal.key, `${field}.personal.key`);
};

/** Checks the whole request's form; content that JSON can't hold is found when it is written down. */
export const demandAppend = (request: Append): void => {
  demandTime(request.at, 'at');
  demandOnce(
    request.streams.map((each) => each.stream),
    'streams',
  );
  demandOnce(
    [...request.streams, ...(request.guards ?? [])].map((each) => each.stream),
    'guards',
  );
  for (const [i, guard] of (request.guards ?? []).entries()) {
    demandStream(guard.stream, `guards[${i}].stream`);
    demand(
      Number.isInteger(guard.expectedVersion) && guard.expectedVersion >= 0,
      `guards[${i}].expectedVersion`,
      'must be a whole number from 0',
    );
  }
  const events = request.streams.flatMap((each) => each.events);
  for (const [i, each] of request.streams.entries()) {
    demandStream(each.stream, `streams[${i}].stream`);
    demand(each.stream !== checkpointStream, `streams[${i}].stream`, 'is written by the log alone');
    const { expectedVersion } = each;
    demand(
      expectedVersion === undefined || (Number.isInteger(expectedVersion) && expectedVersion >= 0),
      `streams[${i}].expectedVersion`,
      'must be a whole number from 0',
    );
    for (const [j, event] of each.events.entries()) demandEvent(event, `streams[${i}].events[${j}]`);
  }
  demand(events.length <= maxEvents, 'streams', `must hold at most ${maxEvents} events`);
  demandOnce(
    events.map((event) => event.eventId),
    'eventId',
  );
  for (const [i, claim] of (request.claims ?? []).entries()) {
    demandName(claim.name, `claims[${i}].name`);
    if (claim.kind === 'unique' && claim.holder !== undefined)
      demand(typeof claim.holder === 'object', `claims[${i}].holder`, 'must be a JSON object');
    if (claim.kind === 'count')
      demand(Number.isInteger(claim.limit) && claim.limit >= 0, `claims[${i}].limit`, 'must be a whole number from 0');
  }
  // Without an event id a repeat would look like a second use, and count twice.
  demand(events.length > 0 || (request.claims ?? []).length === 0, 'claims', 'must come with an event');
  for (const [i, effect] of (request.effects ?? []).entries()) {
    demandName(effect.effectId, `effects[${i}].effectId`);
    demandName(effect.kind, `effects[${i}].kind`);
    demandStream(effect.stream, `effects[${i}].stream`);
    demandTime(effect.dueAt, `effects[${i}].dueAt`);
  }
  demandOnce(
    (request.effects ?? []).map((effect) => effect.effectId),
    'effects',
  );
  demandOnce(
    (request.settles ?? []).map((settle) => settle.effectId),
    'settles',
  );
  for (const [i, settle] of (request.settles ?? []).entries()) {
    demandName(settle.effectId, `settles[${i}].effectId`);
    if (settle.dueAt !== undefined) demandTime(settle.dueAt, `settles[${i}].dueAt`);
    demand(
      settle.leaseMs === undefined || (Number.isInteger(settle.leaseMs) && settle.leaseMs > 0),
      `settles[${i}].leaseMs`,
      'must be a whole number from 1',
    );
    demand(
      settle.keepLease !== true || settle.state === 'waiting',
      `settles[${i}].keepLease`,
      'goes with state waiting only',
    );
  }
};
