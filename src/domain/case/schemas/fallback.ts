/** The alternate method (PRODUCT.md, step 6). */
import { z } from 'zod';
import { actor, count, digest, id, language, text, time, version } from '../../log/fields';
import { kind } from '../../log/kind';
import { due } from '../../sla/due-schema';
import { fallbackKinds } from '../events';
import { accountId, caseAddress, firmRole } from './account-facts';

/** Who in the firm vouches for a colleague, with the address (known before the case) that the code went to. */
export const attestor = z.strictObject({ name: text, role: firmRole, language, timeZone: text, address: caseAddress });
/** One reviewer's word over a fallback, as it was signed. */
export const fallbackDecisionMade = z.strictObject({
  decisionId: id,
  fallbackId: id,
  by: actor,
  decision: z.enum(['approve', 'refuse']),
  digest,
  policyVersion: version,
  at: time,
  how: z.literal('temporary-access').exactOptional(),
});

export const fallbackEventKinds = {
  'case.fallback-opened': kind({
    data: z.strictObject({ fallbackId: id, kind: z.enum(fallbackKinds), by: actor, at: time }),
    contact: z.strictObject({ reason: text }),
  }),
  'case.fallback-item': kind({
    data: z.strictObject({ fallbackId: id, item: text, value: z.enum(['seen', 'missing']), by: actor, at: time }),
    contact: z.strictObject({ note: text }),
  }),
  'case.attestation-asked': kind({
    data: z.strictObject({
      fallbackId: id,
      attestorId: accountId,
      mailId: id,
      codeHash: digest,
      expiresAt: time,
      by: actor,
      at: time,
    }),
    contact: z.strictObject({ attestor }),
  }),
  'case.attestation-answered': kind({
    data: z.strictObject({ fallbackId: id, ok: z.boolean(), by: actor, at: time }),
  }),
  'case.fallback-submitted': kind({
    data: z.strictObject({ fallbackId: id, approvalsNeeded: count, due, by: actor, at: time }),
  }),
  'case.fallback-decided': kind({ data: fallbackDecisionMade, identity: z.strictObject({ reason: text }) }),
  'case.fallback-withdrawn': kind({
    data: z.strictObject({ fallbackId: id, by: actor, at: time }),
    contact: z.strictObject({ reason: text }),
  }),
} as const;
