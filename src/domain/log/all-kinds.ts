/** Every kind of event that this version writes. */
import { z } from 'zod';
import { attemptKinds, rollKinds, staffKinds } from '../access/staff-schemas';
import { accountKinds } from '../account/account-events';
import { seenKinds } from '../account/seen-events';
import { auditKinds } from '../case/audit-events';
import { caseKinds } from '../case/schemas/case-kinds';
import { messageKinds } from '../case/schemas/message';
import { inboxKinds } from '../mail/incoming/inbox-events';
import { guidanceKinds } from '../guidance/guidance-schemas';
import { policyKinds } from '../policy/policy-schemas';
import { count, digest } from './fields';
import type { Kinds } from './kind';
import { kind } from './kind';

/** The log's own: a signed root over the first `size` rows, and where a desk's key may sign from here on, that key. */
const checkpointKinds = {
  'log.checkpoint': kind({ data: z.strictObject({ size: count, root: digest, introduces: z.string().optional() }) }),
} as const;

export const allKinds: Kinds = {
  ...caseKinds,
  ...messageKinds,
  ...inboxKinds,
  ...staffKinds,
  ...rollKinds,
  ...attemptKinds,
  ...policyKinds,
  ...guidanceKinds,
  ...accountKinds,
  ...seenKinds,
  ...auditKinds,
  ...checkpointKinds,
};
