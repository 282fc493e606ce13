/** Shapes of what happens to the policy, stream `desk`. Reasons are about rules, not people: they stay in the data. */
import { z } from 'zod';
import { actor, id, text, time, version } from '../log/fields';
import { kind } from '../log/kind';
import { policyKeys } from './values';

const value = z.union([z.number(), z.string(), z.array(z.number())]);
export const policyChanges = z.partialRecord(z.enum(policyKeys), z.strictObject({ from: value, to: value }));

export const policyKinds = {
  'policy.changed': kind({
    data: z.strictObject({
      /** Of the policy with this change; one more than before. */
      version,
      changes: policyChanges,
      /** Where it took two leads, `by` asked first and `secondedBy` wrote this. */
      by: actor,
      secondedBy: actor.nullable(),
      askId: id.nullable(),
      at: time,
      reason: text,
      secondReason: text.nullable(),
    }),
  }),
  /**
   * One lead's word for a change that takes two (see access/second-lead.ts). It is void when the version is not this
   * one any more.
   */
  'policy.change-asked': kind({
    data: z.strictObject({ askId: id, basedOn: version, changes: policyChanges, by: actor, at: time, reason: text }),
  }),
} as const;
