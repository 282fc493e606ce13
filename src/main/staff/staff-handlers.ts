import { randomUUID } from 'node:crypto';
import type { staffCalls, StaffRow } from '#contract/staff';
import { standingVouches, vouchesNeeded, type StaffActor, type StaffCommand } from '#domain/access/decide-staff';
import type { StaffState } from '#domain/access/staff';
import { backupCodesLeft, initialsOf, presentKey } from '#domain/access/staff';
import { activeLeads } from '#domain/access/staff-events';
import type { JsonObject } from '#domain/json';
import type { CallContext, HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import type { Claim } from '#main/store/log/event-log';
import { changeStaff, newInvitation, type ChangeDeps } from './change-staff';
import type { Enrolments } from './enrolments';
import type { Signature } from './signing';

export type StaffHandlersDeps = ChangeDeps & {
  /** R21. */
  readonly confirm: (session: Session, code: string) => Promise<readonly Claim[]>;
  readonly sign: (session: Session, payload: JsonObject) => Promise<Signature>;
  readonly enrolments: Enrolments;
  readonly openCasesOf: (staffId: string) => Promise<number>;
  /** Gives the open cases of somebody to a colleague, or to nobody; answers how many. */
  readonly handOverCases: (from: string, to: string | null, context: CallContext) => Promise<number>;
};

const asActor = (session: Session): StaffActor => ({ kind: 'staff', staffId: session.staffId, role: session.role });

/** One handler for each call of contract/staff.ts. Every change costs a code, and is signed by who makes it (R21). */
export const staffHandlers = (deps: StaffHandlersDeps): HandlersOf<typeof staffCalls> => {
  const { directory } = deps;
  const change = async (context: CallContext, staffId: string, code: string, command: StaffCommand) => {
    const session = sessionOf(context);
    return await changeStaff(deps, {
      staffId,
      command,
      actor: asActor(session),
      claims: async () => await deps.confirm(session, code),
      sign: (payload) => deps.sign(session, payload),
    });
  };
  const toRow = async (one: StaffState): Promise<StaffRow> => {
    const name = one.name ?? 'A former colleague';
    return {
      staffId: one.staffId,
      name,
      initials: initialsOf(name),
      address: one.address ?? '',
      role: one.role,
      state: one.standing,
      since: one.since,
      lastSignInAt: (await directory.attempts('sign-in', one.staffId)).lastSuccessAt,
      openCases: one.standing === 'ended' ? 0 : await deps.openCasesOf(one.staffId),
      backupCodesLeft: backupCodesLeft(one),
      keyId: presentKey(one)?.keyId ?? null,
      vouchedBy: standingVouches(one, deps.now().toISOString()).map(
        (vouch) => directory.find(vouch.by)?.name ?? 'A former colleague',
      ),
    };
  };

  return {
    'staff.list': async () => {
      await directory.refresh();
      const rows = await Promise.all(directory.people().map(toRow));
      return {
        people: rows.toSorted(
          (a, b) => Number(a.state === 'ended') - Number(b.state === 'ended') || a.name.localeCompare(b.name, 'en'),
        ),
        leads: activeLeads((await directory.roll()).state.roll),
      };
    },
    'staff.invite': async (context, input) => {
      const staffId = randomUUID();
      const { text, fresh } = newInvitation(deps.now());
      await change(context, staffId, input.code, {
        kind: 'invite',
        staffId,
        name: input.name,
        address: input.address,
        role: input.role,
        ...fresh,
      });
      return { staffId, invitation: text, expiresAt: fresh.expiresAt };
    },
    'staff.changeRole': async (context, input) => {
      await change(context, input.staffId, input.code, { kind: 'change-role', role: input.role });
      return { done: true };
    },
    'staff.endAccess': async (context, input) => {
      await change(context, input.staffId, input.code, { kind: 'end-access', handOverTo: input.handOverTo });
      // Access first: a hand-over that fails leaves cases to assign, never somebody at the desk.
      return { handedOver: await deps.handOverCases(input.staffId, input.handOverTo, context) };
    },
    'staff.resetPassword': async (context, input) => {
      const { text, fresh } = newInvitation(deps.now());
      await change(context, input.staffId, input.code, { kind: 'reset-password', ...fresh });
      return { staffId: input.staffId, invitation: text, expiresAt: fresh.expiresAt };
    },
    'staff.vouch': async (context, input) => {
      const { text, fresh } = newInvitation(deps.now());
      const { events } = await change(context, input.staffId, input.code, { kind: 'vouch', ...fresh });
      const isComplete = events.some((event) => event.type === 'staff.authenticator-reset-asked');
      const person = directory.state(input.staffId);
      return {
        vouched:
          isComplete || person === null ? vouchesNeeded : standingVouches(person, deps.now().toISOString()).length,
        needed: vouchesNeeded,
        invitation: isComplete ? { staffId: input.staffId, invitation: text, expiresAt: fresh.expiresAt } : null,
      };
    },
    'staff.beginEnrolment': async (_context, input) => await deps.enrolments.begin(input.invitation, input.password),
    'staff.finishEnrolment': async (_context, input) => {
      const { staffId, backupCodes } = await deps.enrolments.finish(input.enrolmentId, input.code);
      return { staffId, backupCodes: [...backupCodes] };
    },
  };
};
