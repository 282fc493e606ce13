/** A case begins, is worked on and waits: opened, read, triaged, assigned, put aside. */
import { z } from 'zod';
import { actor, count, id, text, time, version } from '../../log/fields';
import { kind } from '../../log/kind';
import { channels, signals, wayOutcomes, ways } from '../events';
import { accountFacts, accountId, risk } from './account-facts';

export const wayFound = z.strictObject({ way: z.enum(ways), open: z.boolean(), reason: text, count });
export const signalSeen = z.strictObject({ signal: z.enum(signals), count });
/** The desk sent the steps of a way by mail; the account was read, and has no second factor any more. */
export const wayBecause = z.enum(['steps-mailed', 'no-factor-listed']);
const channel = z.enum(channels);

export const openingKinds = {
  'case.opened': kind({
    data: z.strictObject({
      caseId: id,
      number: text,
      accountId,
      /** Null where nobody knows the firm. */
      firmId: accountId.nullable(),
      by: actor,
      channel,
      at: time,
      policyVersion: version,
      /** After a repudiation of what was done already: end the sessions, lock the account. */
      reSecures: id.exactOptional(),
    }),
    contact: z.strictObject({ callerWords: text, callerGave: text, reference: text }),
  }),
  'case.account-read': kind({
    data: z.strictObject({
      at: time,
      system: text,
      risk,
      /** R23: what was approved has changed. */
      voidsApprovals: z.literal(true).exactOptional(),
    }),
    contact: z.strictObject({ facts: accountFacts }),
  }),
  'case.triage-computed': kind({ data: z.strictObject({ findings: z.array(wayFound), at: time }) }),
  'case.signals-seen': kind({ data: z.strictObject({ signals: z.array(signalSeen), at: time }) }),
  'case.request-attached': kind({
    data: z.strictObject({ by: actor, channel, at: time }),
    contact: z.strictObject({ callerWords: text }),
  }),
  'case.assigned': kind({
    data: z.strictObject({ to: id.nullable(), by: actor, at: time }),
    contact: z.strictObject({ note: text }),
  }),
  'case.snoozed': kind({
    /** `until` null: until something happens. */
    data: z.strictObject({ until: time.nullable(), snoozeId: id, by: actor, at: time }),
    contact: z.strictObject({ reason: text }),
  }),
  'case.woken': kind({ data: z.strictObject({ by: actor, at: time }) }),
  'case.noted': kind({
    data: z.strictObject({ by: actor, at: time }),
    contact: z.strictObject({ text }),
  }),
  'case.way-recorded': kind({
    data: z.strictObject({
      way: z.enum(ways),
      outcome: z.enum(wayOutcomes),
      /** Why, where no person said it. */
      because: wayBecause.exactOptional(),
      by: actor,
      at: time,
    }),
    contact: z.strictObject({ why: text }),
  }),
  'case.self-help-overridden': kind({
    data: z.strictObject({ by: actor, at: time }),
    contact: z.strictObject({ reason: text }),
  }),
} as const;
