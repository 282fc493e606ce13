import { z } from 'zod';
import { command, query } from './endpoint';
import { storeStatus } from './events';
import { caseId, done, isoTime, nothing, oneTimeCode } from './shared';

const wayName = z.enum(['utility', 'node', 'run-as-node']);

/**
 * How the store's process was started (Electron's utility process, a child under a Node of its own, one under Electron
 * run as Node), and which ways failed before. `not-here`: it can't be tried on this machine. `ended`: before it
 * answered, or again and again while it opened. A detail is a code, a signal, a version or the driver's own words.
 */
export const storeWay = z.strictObject({
  way: wayName,
  node: z.string(),
  failed: z.array(
    z.strictObject({
      way: wayName,
      why: z.enum(['not-here', 'ended', 'silent', 'wrong-answer', 'no-driver', 'no-cipher']),
      detail: z.string(),
    }),
  ),
});

const deskState = z.strictObject({
  /**
   * `none`: first start, nothing was chosen yet. `passphrase`: the vault waits for the desk's passphrase. `earlier`: a
   * practice desk of a version whose log this one does not read.
   */
  stage: z.enum(['none', 'passphrase', 'opening', 'open', 'refused', 'earlier']),
  kind: z.enum(['practice', 'real']).nullable(),
  message: z.string().nullable(),
  /** With that stage: who made it, and the folder that it is moved to, whole, when a person agrees. */
  earlier: z.strictObject({ version: z.string(), movesTo: z.string() }).nullable(),
  store: storeStatus,
  vault: z.strictObject({ protection: z.enum(['safe-storage', 'passphrase', 'file']), words: z.string() }).nullable(),
  /** The desk's zone, IANA. */
  timeZone: z.string(),
  company: z.string(),
  version: z.string(),
  electron: z.string(),
  /** Null until the store was started, and where nobody chose a way. */
  storeWay: storeWay.nullable(),
});
export type DeskState = z.infer<typeof deskState>;

const strip = z.strictObject({
  threatLevel: z.enum(['normal', 'elevated']),
  /** The last exchange with the identity system, and whether it answered. */
  online: z.boolean(),
  lastExchangeAt: isoTime.nullable(),
  mailWaiting: z.number(),
  mailFailed: z.number(),
  approvalsWithoutProvider: z.number(),
  /** What fell due while the desk was closed, in one line; null when nothing did. */
  whileAway: z.string().nullable(),
});

const enrolment = z.strictObject({
  /** Shown on purpose, to the person it belongs to: to be scanned or typed into an authenticator. */
  otpauthQr: z.string(),
  secret: z.string(),
  enrolmentId: z.string(),
});

/** Which system the sample one of a practice desk plays; `keycloak-new` is a realm as it comes. */
export const identityKinds = ['sample', 'keycloak', 'keycloak-new', 'okta', 'entra', 'google'] as const;
const identityKind = z.enum(identityKinds);
export type IdentityKind = z.infer<typeof identityKind>;

export const deskCalls = {
  'desk.state': query('anyone', nothing, deskState),
  'desk.strip': query('signed-in', nothing, strip),
  'desk.openPractice': command('anyone', nothing, done),
  /** Set up a desk, step 1: the first lead. Answers with what to scan; `desk.finishSetUp` confirms with a code. */
  'desk.beginSetUp': command(
    'anyone',
    z.strictObject({
      company: z.string().trim().min(1).max(80),
      name: z.string().trim().min(1).max(120),
      address: z.email(),
      password: z.string().min(12).max(256),
      vaultPassphrase: z.string().min(12).max(256).nullable(),
    }),
    enrolment,
  ),
  'desk.finishSetUp': command(
    'anyone',
    z.strictObject({ enrolmentId: z.string(), code: oneTimeCode }),
    z.strictObject({ backupCodes: z.array(z.string()) }),
  ),
  'desk.unlockVault': command('anyone', z.strictObject({ passphrase: z.string().min(1).max(256) }), done),
  /** Whether the operating system encrypts what the vault keeps, so that no passphrase is needed. */
  'desk.vaultChoices': query('anyone', nothing, z.strictObject({ safeStorage: z.boolean(), words: z.string() })),
  /** Practice desk only: windows of the sample world. */
  'desk.openMailbox': command('signed-in', z.strictObject({ address: z.email().nullable() }), done),
  'desk.openAuthenticator': command('anyone', nothing, done),
  'desk.openIdentitySystem': command('signed-in', nothing, done),
  /** Practice desk only: the codes of the sample staff, for the practice authenticator's window. */
  'desk.practiceCodes': query(
    'anyone',
    nothing,
    z.strictObject({
      password: z.string(),
      people: z.array(
        z.strictObject({
          staffId: z.string(),
          name: z.string(),
          role: z.string(),
          code: z.string(),
          nextCode: z.string(),
          validUntil: isoTime,
        }),
      ),
    }),
  ),
  /**
   * Practice desk only: what the sample customer of a case types at their own sign-in; `code` is of the app used last,
   * null while the next one is to come.
   */
  'desk.practiceCustomer': query(
    'signed-in',
    z.strictObject({ caseId }),
    z.strictObject({
      name: z.string(),
      login: z.string(),
      password: z.string().nullable(),
      code: z.string().nullable(),
      codeValidUntil: isoTime.nullable(),
      apps: z.array(z.strictObject({ label: z.string(), code: z.string().nullable() })),
      backupCodesLeft: z.number(),
    }),
  ),
  /** Practice desk only: which system the sample one plays, and what each of them can't do or say. */
  'desk.identityKinds': query(
    'signed-in',
    nothing,
    z.strictObject({
      chosen: identityKind,
      kinds: z.array(z.strictObject({ kind: identityKind, limits: z.array(z.string()) })),
    }),
  ),
  /** Practice desk only: at once, for all its accounts. */
  'desk.chooseIdentityKind': command('signed-in', z.strictObject({ kind: identityKind }), done),
  'desk.startOver': command('anyone', z.strictObject({ confirm: z.literal('start over') }), done),
  /** A practice desk of an earlier version is moved aside, and a new one made. */
  'desk.replaceEarlier': command('anyone', z.strictObject({ confirm: z.literal('move it aside') }), done),
  'desk.verifyLog': command(
    'audit:verify',
    nothing,
    z.strictObject({ ok: z.boolean(), words: z.string(), events: z.number(), checkpoints: z.number() }),
  ),
};
