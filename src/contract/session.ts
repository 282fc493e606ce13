import { z } from 'zod';
import { permissions } from '#domain/access/roles';
import { command, query } from './endpoint';
import { done, isoTime, nothing, oneTimeCode, person, staffId } from './shared';

/** Who sits at the desk. `remembered` have signed in since the start and come back with a code alone. */
const sessionState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('signed-out'), people: z.array(person), lastStaffId: staffId.nullable() }),
  z.strictObject({ state: z.literal('locked'), who: person, people: z.array(person), since: isoTime }),
  z.strictObject({
    state: z.literal('signed-in'),
    who: person,
    permissions: z.array(z.enum(permissions)),
    idleMinutes: z.number(),
    remembered: z.array(person),
    backupCodesLeft: z.number(),
  }),
]);
export type SessionState = z.infer<typeof sessionState>;

/** A code from the authenticator, or one of the ten backup codes (`xxxx-xxxx`). */
const signInCode = z.string().trim().min(6).max(16);

export const sessionCalls = {
  'session.state': query('anyone', nothing, sessionState),
  /**
   * Wrong: `wrong-credentials` without saying which; `throttled` with the end in its message; `clock-off` names the
   * clock.
   */
  'session.signIn': command(
    'anyone',
    z.strictObject({ staffId, password: z.string().min(1).max(256), code: signInCode }),
    sessionState,
  ),
  /**
   * One key and a code: for people who signed in since the start; others get `wrong-credentials` and sign in with their
   * password.
   */
  'session.switchTo': command('anyone', z.strictObject({ staffId, code: oneTimeCode }), sessionState),
  'session.lock': command('signed-in', nothing, done),
  'session.signOut': command('anyone', nothing, done),
  /** Somebody is there: puts the idle lock off. */
  'session.touch': command('signed-in', nothing, done),
  'session.makeBackupCodes': command(
    'signed-in',
    z.strictObject({ code: oneTimeCode }),
    z.strictObject({ codes: z.array(z.string()) }),
  ),
};
