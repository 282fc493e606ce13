/** The disable: authorised, delayed, done step by step, stopped (R8, R15, R16, R24). */
import { z } from 'zod';
import { actor, count, id, text, time, version } from '../../log/fields';
import { kind } from '../../log/kind';
import { caseFactor } from './account-facts';
import { found } from './found';
import { readBack } from './read-back';

export const coolingOffChange = z.enum(['notice-late', 'pages-away', 'policy', 'repudiated']);
/** In their order (R15). A factor's step carries its id; `factors` takes all of them at once. */
export const disableStep = z.union([
  z.enum(['list', 'factors', 'sessions', 'grant', 're-enrolment', 'compare', 'tell']),
  z.templateLiteral(['factor:', z.string()]),
]);

export const disableKinds = {
  'case.approved': kind({
    data: z.strictObject({
      decisions: z.array(id),
      factors: z.array(caseFactor.omit({ label: true })),
      addressIds: z.array(id),
      via: z.enum(['check', 'fallback']),
      removal: z.enum(['each', 'all']),
      demand: z.enum(['in-force', 'stored', 'none']),
      how: z.literal('temporary-access').exactOptional(),
      policyVersion: version,
      coolingOffHours: z.number(),
      dueAt: time,
      effectId: id,
      at: time,
    }),
    contact: z.strictObject({ labels: z.record(z.string(), text) }),
  }),
  'case.cooling-off-changed': kind({
    data: z.strictObject({
      effectId: id,
      why: coolingOffChange,
      hours: z.number(),
      /** Time in which no repudiation could arrive (R8), added up. */
      awayMs: z.number(),
      dueAt: time,
      at: time,
    }),
  }),
  'case.approval-revoked': kind({
    data: z.strictObject({ by: actor, at: time }),
    contact: z.strictObject({ reason: text }),
  }),
  'case.disable-begun': kind({ data: z.strictObject({ effectId: id, at: time }) }),
  'case.disable-step': kind({
    data: z.strictObject({ effectId: id, step: disableStep, readBack, at: time }),
  }),
  'case.disable-stopped': kind({
    data: z.strictObject({
      effectId: id,
      step: disableStep,
      reason: z.enum(['account-changed', 'identity-system', 'read-back-differs', 'check-refused']),
      at: time,
    }),
    contact: z.strictObject({ found }),
  }),
  'case.disable-resumed': kind({ data: z.strictObject({ effectId: id, by: actor, at: time }) }),
  'case.recovered': kind({ data: z.strictObject({ at: time }) }),
  'case.watch-looked': kind({ data: z.strictObject({ look: count, days: count, at: time }) }),
  'case.watch-ended': kind({ data: z.strictObject({ factors: count, at: time }) }),
} as const;
