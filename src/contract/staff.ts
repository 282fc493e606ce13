import { z } from 'zod';
import { command, query } from './endpoint';
import { done, isoTime, nothing, oneTimeCode, role, staffId } from './shared';

const staffRow = z.strictObject({
  staffId,
  name: z.string(),
  initials: z.string(),
  address: z.string(),
  role,
  state: z.enum(['invited', 'active', 'reset', 'ended']),
  since: isoTime,
  lastSignInAt: isoTime.nullable(),
  openCases: z.number(),
  backupCodesLeft: z.number(),
  keyId: z.string().nullable(),
  /** Colleagues who have vouched for a lost authenticator so far; two are needed. */
  vouchedBy: z.array(z.string()),
});
export type StaffRow = z.infer<typeof staffRow>;

/** Shown once, to be handed over in person. */
const invitation = z.strictObject({ staffId, invitation: z.string(), expiresAt: isoTime });

export const staffCalls = {
  'staff.list': query('staff:read', nothing, z.strictObject({ people: z.array(staffRow), leads: z.number() })),
  'staff.invite': command(
    'staff:manage',
    z.strictObject({ name: z.string().trim().min(1).max(120), address: z.email(), role, code: oneTimeCode }),
    invitation,
  ),
  'staff.changeRole': command('staff:manage', z.strictObject({ staffId, role, code: oneTimeCode }), done),
  /** Their open cases are handed over; the last lead can't be removed. */
  'staff.endAccess': command(
    'staff:manage',
    z.strictObject({ staffId, handOverTo: staffId.nullable(), code: oneTimeCode }),
    z.strictObject({ handedOver: z.number() }),
  ),
  /** A forgotten password: a new invitation, and with it a new signing key. The old one's signatures stay valid. */
  'staff.resetPassword': command('staff:manage', z.strictObject({ staffId, code: oneTimeCode }), invitation),
  /**
   * A lost authenticator and no backup code: two colleagues say so, each with a code of their own; the second one's
   * call answers with the invitation.
   */
  'staff.vouch': command(
    'staff:read',
    z.strictObject({ staffId, code: oneTimeCode }),
    z.strictObject({ vouched: z.number(), needed: z.number(), invitation: invitation.nullable() }),
  ),
  /** What an invited person does, step 1: password. Answers with what to scan. */
  'staff.beginEnrolment': command(
    'anyone',
    z.strictObject({
      invitation: z.string().trim().min(8).max(100),
      password: z.string().min(12, 'twelve characters at least').max(256),
    }),
    z.strictObject({ enrolmentId: z.string(), name: z.string(), otpauthQr: z.string(), secret: z.string() }),
  ),
  'staff.finishEnrolment': command(
    'anyone',
    z.strictObject({ enrolmentId: z.string(), code: oneTimeCode }),
    z.strictObject({ staffId, backupCodes: z.array(z.string()) }),
  ),
};
