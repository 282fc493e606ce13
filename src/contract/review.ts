import { z } from 'zod';
import {
  askAgainReasons,
  checkKinds,
  documentKinds,
  howKinds,
  markValues,
  pictureSlots,
  providerVerdicts,
} from '#domain/case/events';
import { calendarIds } from '#domain/sla/calendar';
import { command, query } from './endpoint';
import { caseId, isoTime, limit, oneTimeCode, refusal } from './shared';

export const mark = z.strictObject({
  check: z.enum(checkKinds),
  value: z.enum(markValues),
  reason: z.string().trim().min(3, 'choose or write a reason').max(500),
  /** R13: why it is another one than when the comparison was opened. */
  changed: z.string().trim().max(500).exactOptional(),
});
export type MarkInput = z.infer<typeof mark>;

const nameRow = z.strictObject({
  account: z.string().nullable(),
  printed: z.string().nullable(),
  relation: z.enum([
    'same',
    'accent-only',
    'case-only',
    'punctuation-only',
    'only-on-account',
    'only-on-id',
    'different',
  ]),
});

const reviewView = z.strictObject({
  caseId,
  number: z.string(),
  person: z.string(),
  firm: z.string(),
  /** R23: of what this person is being shown; goes back with the decision. */
  digest: z.string(),
  mayDecide: z.boolean(),
  why: z.string(),
  rule: z.string().nullable(),
  way: z.string().nullable(),
  /**
   * Of each decision by itself: pictures may be gone, or nothing be left to disable (R5, R15, R18). What was not looked
   * at yet is not in it: the screen asks the same rule over `looked` and what it opened since (R13).
   */
  barred: z.strictObject({ pass: refusal.nullable(), fail: refusal.nullable(), 'ask-again': refusal.nullable() }),
  submittedAt: isoTime,
  country: z.string(),
  documentKind: z.enum(documentKinds),
  capture: z.enum(['automatic', 'manual']),
  termsVersion: z.string(),
  provider: z.string(),
  approvalsNeeded: z.number(),
  approvals: z.array(z.strictObject({ by: z.string(), at: isoTime })),
  policyWords: z.string(),
  evidence: z.enum(['kept', 'destroyed']),
  destroyedAt: isoTime.nullable(),
  pictures: z.array(z.strictObject({ slot: z.enum(pictureSlots), evidenceId: z.string() })),
  /** R13: what this person did with these pictures so far, whenever and wherever they sat. */
  looked: z.strictObject({
    opened: z.array(z.string()),
    unreadable: z.array(z.string()),
    first: z.partialRecord(z.enum(checkKinds), z.enum(markValues)).nullable(),
  }),
  account: z.strictObject({
    name: z.string(),
    nameSince: isoTime.nullable(),
    linkWentTo: z.string(),
    contactChanged: z.string(),
    role: z.string(),
    system: z.string(),
    readAt: isoTime,
    factors: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.string(),
        label: z.string(),
        createdAt: isoTime.nullable(),
        /** False where the desk can't: the disable stops before it begins, until somebody did it by hand. */
        removable: z.boolean(),
      }),
    ),
    /** Null where the system lists none: there may be some. */
    sessions: z.array(z.string()).nullable(),
    can: z.strictObject({
      sessions: z.enum(['listed', 'ended', 'neither']),
      removal: z.enum(['each', 'all']),
      demand: z.enum(['in-force', 'stored', 'none']),
    }),
    /** What its system can't do or doesn't say. */
    limits: z.array(limit),
    addresses: z.number(),
  }),
  override: z.string().nullable(),
  risk: z.strictObject({
    level: z.enum(['normal', 'raised']),
    reasons: z.array(z.string()),
    coolingOffHours: z.number(),
  }),
  /** R16: hours of temporary access, where the identity system offers it. */
  temporaryAccessHours: z.number().nullable(),
});
export type ReviewView = z.infer<typeof reviewView>;

export const reviewCalls = {
  'review.list': query(
    'queue:read',
    z.strictObject({}),
    z.strictObject({
      rows: z.array(
        z.strictObject({
          caseId,
          number: z.string(),
          person: z.string(),
          firm: z.string(),
          submittedAt: isoTime,
          dueAt: isoTime,
          /** The one that its due time was counted by. */
          calendarId: z.enum(calendarIds),
          mayDecide: z.boolean(),
          why: z.string(),
          status: z.enum(['in-review', 'awaiting-second', 'fallback-review']),
        }),
      ),
    }),
  ),
  'review.get': query('evidence:view', z.strictObject({ caseId }), reviewView),
  /** A handle for `app://evidence/<handle>`: works once, within a minute; the view is logged (R17, R18). */
  'review.openPicture': command(
    'evidence:view',
    z.strictObject({ caseId, evidenceId: z.string().min(1).max(100) }),
    z.strictObject({ handle: z.string() }),
  ),
  /**
   * After the four marks: the comparison and the provider's verdict (R13). The marks made before are kept in the
   * history.
   */
  'review.uncover': command(
    'evidence:view',
    z.strictObject({
      caseId,
      digest: z.string(),
      marks: z.array(mark).length(4),
      printedName: z.string().trim().min(1).max(200),
    }),
    z.strictObject({
      rule: z.string(),
      equal: z.boolean(),
      rows: z.array(nameRow),
      suspicious: z.array(z.string()),
      /** R13: marks that earlier approvers of this check changed after their own comparison, and why. */
      changed: z.array(
        z.strictObject({
          by: z.string(),
          check: z.enum(checkKinds),
          before: z.enum(markValues),
          value: z.enum(markValues),
          reason: z.string(),
        }),
      ),
      provider: z.strictObject({
        name: z.string(),
        isOwnForm: z.boolean(),
        rows: z.array(
          z.strictObject({
            check: z.enum(checkKinds),
            verdict: z.enum(providerVerdicts),
            /** The provider's own words for what it found: facts, not prose. */
            codes: z.array(z.string()),
            agrees: z.enum(['as-marked', 'differs', 'nothing-to-compare']),
          }),
        ),
      }),
    }),
  ),
  /**
   * One act: decides, and authorises when it completes the number of approvals. `code` is the reviewer's one-time code
   * (R21).
   */
  'review.decide': command(
    'decision:make',
    z.strictObject({
      caseId,
      decision: z.enum(['pass', 'fail', 'ask-again']),
      digest: z.string(),
      marks: z.array(mark).max(4),
      printedName: z.string().trim().max(200),
      nameReason: z.string().trim().max(500),
      note: z.string().trim().max(2000),
      askAgain: z.enum(askAgainReasons).nullable(),
      how: z.enum(howKinds).optional(),
      code: oneTimeCode,
    }),
    z.strictObject({ status: z.string(), approvalsLeft: z.number() }),
  ),
};
