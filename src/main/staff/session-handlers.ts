import type { sessionCalls } from '#contract/session';
import { randomUUID } from 'node:crypto';
import type { HandlersOf } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { makeBackupCodes } from './backup-codes';
import { changeStaff, type ChangeDeps } from './change-staff';
import { staffCosts, type StaffCosts } from './enrolment';
import type { Sessions } from './sessions';

export type SessionHandlersDeps = ChangeDeps & { readonly sessions: Sessions; readonly costs?: StaffCosts };

/** One handler for each call of contract/session.ts. */
export const sessionHandlers = (deps: SessionHandlersDeps): HandlersOf<typeof sessionCalls> => {
  const { sessions } = deps;
  return {
    'session.state': async () => await sessions.state(),
    'session.signIn': async (_context, input) => {
      await sessions.signIn(input);
      return await sessions.state();
    },
    'session.switchTo': async (_context, input) => {
      await sessions.switchTo(input);
      return await sessions.state();
    },
    'session.lock': async () => {
      sessions.lock('asked');
      return { done: true };
    },
    'session.signOut': async () => {
      sessions.signOut();
      return { done: true };
    },
    'session.touch': async () => {
      sessions.touch();
      return { done: true };
    },
    'session.makeBackupCodes': async (context, input) => {
      const session = sessionOf(context);
      const claim = await sessions.confirm(session, input.code);
      const { codes, hashes } = await makeBackupCodes((deps.costs ?? staffCosts).backupCodes);
      await changeStaff(deps, {
        staffId: session.staffId,
        command: { kind: 'make-backup-codes', codeSet: randomUUID(), backupCodes: hashes },
        actor: { kind: 'staff', staffId: session.staffId, role: session.role },
        claims: async () => [claim],
        sign: (payload) => sessions.sign(session, payload),
      });
      return { codes: [...codes] };
    },
  };
};
