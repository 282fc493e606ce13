/** What stopped a deed, put it off or made it needless: a code with its values. Words are the catalogue's. */
import { z } from 'zod';
import { count, text } from '../../log/fields';
import { refusalCodes } from '../refusal';
import { risk } from './account-facts';

const plain = z.enum([
  // A disable (R7, R8, R15, R16, R24).
  'facts-erased',
  'approver-unknown',
  'account-changed',
  'account-gone',
  'system-changed',
  'demand-not-taken',
  'demand-gone',
  'factor-still-listed',
  'access-not-offered',
  'access-not-listed',
  'access-gone',
  'later-end',
  'message-unread',
  'disable-replaced',
  'disable-finished',
  // An account that is secured.
  'cannot-lock',
  'lock-not-listed',
  'unlock-not-listed',
  'secured-already',
  'locked-already',
  'other-case-open',
  // Messages and links.
  'mail-gone',
  'mail-settled',
  'approval-gone',
  'code-not-awaited',
  'link-not-awaited',
  'link-awaited',
  'link-replaced',
  'stopped-before-sent',
  'link-ended',
  'address-replaced',
  'mail-no-tls',
  'mail-address',
  'mail-too-large',
  'mail-lost',
  'mail-slow',
  'mail-unfinished',
  'mail-no-name',
  'mail-no-smtp',
  'mail-down',
  'mail-certificate',
  'mail-unreachable',
  'mail-unknown',
  'mail-not-written',
  // What else the desk does by itself.
  'case-gone',
  'case-closed',
  'firm-not-awaited',
  'not-watched',
  'result-not-awaited',
  'frozen',
  'evidence-gone',
  'provider-at-work',
  'lists-nobody',
  'no-handler',
  'fault',
  'written-by-newer',
]);

export const found = z.discriminatedUnion('code', [
  z.strictObject({ code: plain }),
  z.strictObject({ code: z.literal('sessions-left'), left: count }),
  z.strictObject({ code: z.literal('factors-left'), left: count }),
  z.strictObject({ code: z.literal('risk-raised'), reasons: risk.shape.reasons }),
  /** Factors that were not listed at the decision, and those that the system lets nobody remove: as they are called. */
  z.strictObject({ code: z.literal('strangers'), labels: z.array(text) }),
  z.strictObject({ code: z.literal('not-removable'), labels: z.array(text) }),
  /** R9: the policy asks for more by now. */
  z.strictObject({ code: z.literal('approvals-missing'), needed: count, there: count }),
  /** The domain's no. */
  z.strictObject({ code: z.literal('refused'), refusal: z.enum(refusalCodes) }),
  /** An outside system failed; `status` as it answered. */
  z.strictObject({
    code: z.literal('outside'),
    system: z.enum(['accounts', 'mail', 'checks']),
    kind: z.enum(['down', 'slow', 'refused', 'unexpected']),
    status: count.exactOptional(),
  }),
  /** A mail server's answer: its status (RFC 5321 §4.2, RFC 3463), and what of its words may be quoted. */
  z.strictObject({ code: z.literal('mail-sign-in'), status: text }),
  z.strictObject({
    code: z.enum(['mail-refused', 'mail-takes-none', 'mail-put-off', 'mail-bounced']),
    status: text,
    says: text,
  }),
  /** A message of ours that can't be sent as it is. */
  z.strictObject({ code: z.literal('mail-malformed'), field: text }),
]);
