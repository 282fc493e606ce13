import type { sessionCalls } from '#contract/session';
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#domain/json';
import type { HandlersOf, Session } from '#main/ipc/handlers';
import { seatOf, sessionOf } from '#main/ipc/handlers';
import type { Claim } from '#main/store/log/event-log';
import { makeBackupCodes } from './backup-codes';
import { changeStaff, type ChangeDeps } from './change-staff';
import { staffCosts, type StaffCosts } from './enrolment';
import type { Signature } from './signing';

export type SessionHandlersDeps = ChangeDeps & {
  /** R21. */
  readonly confirm: (session: Session, code: string) => Promise<readonly Claim[]>;
  readonly sign: (session: Session, payload: JsonObject) => Promise<Signature>;
  readonly costs?: StaffCosts;
};

/** One handler for each call of contract/session.ts: each speaks of the seat that the call came from. */
export const sessionHandlers = (deps: SessionHandlersDeps): HandlersOf<typeof sessionCalls> => ({
  'session.state': async (context) => await seatOf(context).state(),
  'session.signIn': async (context, input) => {
    await seatOf(context).signIn(input);
    return await seatOf(context).state();
  },
  'session.switchTo': async (context, input) => {
    await seatOf(context).switchTo(input);
    return await seatOf(context).state();
  },
  'session.lock': async (context) => {
    seatOf(context).lock('asked');
    return { done: true };
  },
  'session.signOut': async (context) => {
    seatOf(context).signOut();
    return { done: true };
  },
  'session.touch': async (context) => {
    seatOf(context).touch();
    return { done: true };
  },
  'session.makeBackupCodes': async (context, input) => {
    const session = sessionOf(context);
    const claims = await deps.confirm(session, input.code);
    const { codes, hashes } = await makeBackupCodes((deps.costs ?? staffCosts).backupCodes);
    await changeStaff(deps, {
      staffId: session.staffId,
      command: { kind: 'make-backup-codes', codeSet: randomUUID(), backupCodes: hashes },
      actor: { kind: 'staff', staffId: session.staffId, role: session.role },
      claims: async () => claims,
      sign: (payload) => deps.sign(session, payload),
    });
    return { codes: [...codes] };
  },
});
