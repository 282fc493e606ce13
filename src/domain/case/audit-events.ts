/** Looks at evidence and refused attempts, stream `audit:case:<id>` (R17, R18): never in the way of a decision. */
import { z } from 'zod';
import { id, text, time } from '../log/fields';
import { kind } from '../log/kind';
import { checkKinds, markValues } from './events';

export const auditKinds = {
  'audit.evidence-viewed': kind({ data: z.strictObject({ evidenceId: id, at: time }) }),
  /** A picture that somebody tried to open and the desk could not read. */
  'audit.evidence-unreadable': kind({ data: z.strictObject({ evidenceId: id, at: time }) }),
  /** R13: of each opening of the comparison; the first one's are the marks that decide. */
  'audit.marks-set': kind({
    data: z.strictObject({ checkId: id, at: time, marks: z.partialRecord(z.enum(checkKinds), z.enum(markValues)) }),
  }),
  /** `call` and `code` are names of the contract. */
  'audit.refused': kind({ data: z.strictObject({ call: text, code: text, rule: text.exactOptional(), at: time }) }),
  'audit.submission-refused': kind({ data: z.strictObject({ fault: text, at: time }) }),
} as const;
