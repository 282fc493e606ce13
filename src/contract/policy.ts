import { z } from 'zod';
import { policyGroups, policyKeys } from '#domain/policy/values';
import { command, query } from './endpoint';
import { caseId, isoTime, nothing, oneTimeCode } from './shared';

const key = z.enum(policyKeys);
const value = z.union([z.number(), z.string().max(40), z.array(z.number()).max(10)]);
const is = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('integer'), min: z.number(), max: z.number() }),
  z.strictObject({ kind: z.literal('rising'), count: z.number(), min: z.number(), max: z.number() }),
  z.strictObject({
    kind: z.literal('choice'),
    options: z.array(z.strictObject({ value: z.string(), words: z.string() })),
  }),
]);
/** What was and what is, in words. */
const changed = z.strictObject({ key, title: z.string(), from: z.string(), to: z.string() });
const change = z.strictObject({
  version: z.number(),
  at: isoTime,
  by: z.string(),
  secondedBy: z.string().nullable(),
  reason: z.string(),
  secondReason: z.string().nullable(),
  signed: z.boolean(),
  changes: z.array(changed),
});
export type PolicyChangeView = z.infer<typeof change>;

const policyValue = z.strictObject({
  key,
  group: z.enum(policyGroups),
  title: z.string(),
  unit: z.string().nullable(),
  rule: z.string().nullable(),
  words: z.string(),
  is,
  value,
  default: value,
  valueWords: z.string(),
  defaultWords: z.string(),
  isDefault: z.boolean(),
  /** Null for a value that nobody changed. */
  last: z
    .strictObject({
      version: z.number(),
      at: isoTime,
      by: z.string(),
      secondedBy: z.string().nullable(),
      reason: z.string(),
    })
    .nullable(),
});
export type PolicyValueView = z.infer<typeof policyValue>;

/** R20, before it is set. */
const threatLine = z.strictObject({ what: z.string(), normal: z.string(), elevated: z.string() });
const asked = z.strictObject({
  askId: z.string(),
  by: z.string(),
  isMine: z.boolean(),
  at: isoTime,
  until: isoTime,
  reason: z.string(),
  changes: z.array(changed),
  values: z.partialRecord(key, value),
});
export type PolicyAskedView = z.infer<typeof asked>;

const policyView = z.strictObject({
  version: z.number(),
  values: z.array(policyValue),
  history: z.array(change),
  asked: z.array(asked),
  threat: z.array(threatLine),
  people: z.strictObject({ reviewers: z.number(), leads: z.number() }),
  /** A change takes a second lead (real desk with two). */
  takesTwo: z.boolean(),
  warnings: z.array(z.string()),
});
export type PolicyView = z.infer<typeof policyView>;

const values = z.partialRecord(key, value);
export type WantedPolicyValues = z.infer<typeof values>;

const preview = z.strictObject({
  changes: z.array(changed),
  /** What the policy may not be: field, rule, and both in words. While there is one, `cases` is empty. */
  problems: z.array(z.strictObject({ field: key, rule: z.string().nullable(), message: z.string() })),
  cases: z.array(z.strictObject({ caseId, number: z.string(), person: z.string(), what: z.array(z.string()) })),
  /** So many open cases would be treated differently; `cases` has the first 1000 of them to break. */
  differing: z.number(),
  /** Open cases, all of which were asked about. */
  open: z.number(),
  warnings: z.array(z.string()),
  threat: z.array(threatLine),
});
export type PolicyPreview = z.infer<typeof preview>;

export const policyCalls = {
  /** Every value with its bounds, default and last change; the history newest first, 200 at most. */
  'policy.get': query('policy:read', nothing, policyView),
  /** What the wanted values would change, and for whom. Writes nothing. */
  'policy.preview': query('policy:change', z.strictObject({ values }), preview),
  /**
   * A new version. `version`: the one that the person was shown. Where it takes two leads, the first gets
   * `approvals-missing`: their word is written down.
   */
  'policy.change': command(
    'policy:change',
    z.strictObject({ values, version: z.number(), reason: z.string().trim().max(1000), code: oneTimeCode }),
    z.strictObject({ version: z.number() }),
  ),
};
