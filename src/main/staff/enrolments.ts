/** Enrolments under way: from an invitation to a colleague, or from nothing to the first lead. */
import { randomUUID } from 'node:crypto';
import type { StaffState } from '#domain/access/staff';
import { evolveRoll } from '#domain/access/staff-events';
import { decideStaff, type StaffFacts } from '#domain/access/decide-staff';
import { evolveStaff } from '#domain/access/staff';
import { CallFailure } from '#main/ipc/failure';
import type { EventLog, NewEvent } from '#main/store/log/event-log';
import { changeStaff, invitationHash, newInvitation, type ChangeDeps } from './change-staff';
import { codeClaim } from './codes';
import {
  finishCredentials,
  prepareEnrolment,
  proveAuthenticator,
  staffCosts,
  type PreparedEnrolment,
  type StaffCosts,
} from './enrolment';
import { asVerifier, isPassword } from './passwords';
import { actorOf, appendFailure, rollStream, staffStream, toNewEvent } from './staff-log';
import type { Throttle } from './throttle';

export type EnrolmentsDeps = ChangeDeps & {
  readonly throttle: Throttle;
  /** The issuer that an authenticator app shows. */
  readonly company: () => string;
  /** A real desk takes random ones; a practice desk derives them, so that its authenticator can show the codes. */
  readonly newSecretFor: (staffId: string, generation: number) => string;
  readonly costs?: StaffCosts;
};
export type Enrolments = {
  begin(
    invitation: string,
    password: string,
  ): Promise<{
    readonly enrolmentId: string;
    readonly name: string;
    readonly otpauthQr: string;
    readonly secret: string;
  }>;
  finish(
    enrolmentId: string,
    code: string,
  ): Promise<{ readonly staffId: string; readonly backupCodes: readonly string[] }>;
};

/** Minutes and wrong codes that one enrolment has, and how many may be under way. */
export const enrolmentMinutes = 15;
export const enrolmentTries = 5;
const mostUnderWay = 20;

type UnderWay = { readonly prepared: PreparedEnrolment; readonly hash: string; readonly until: number; tries: number };

const unknownInvitation = (): CallFailure =>
  new CallFailure({
    code: 'not-found',
    message: 'This invitation is not known, was used already, or has expired.',
    field: 'invitation',
    way: 'Ask a lead for a new one.',
  });

export const createEnrolments = (deps: EnrolmentsDeps): Enrolments => {
  const costs = deps.costs ?? staffCosts;
  const underWay = new Map<string, UnderWay>();

  /** A lost authenticator takes no password away: who replaces it has to know the one they had. */
  const demandOldPassword = async (person: StaffState, password: string): Promise<void> =>
    await deps.throttle.inTurn(person.staffId, async () => {
      const verifier = asVerifier(person.credentials?.password);
      await deps.throttle.demandMayTry('sign-in', person.staffId);
      if (verifier !== null && (await isPassword(verifier, password))) return;
      await deps.throttle.record('sign-in', person.staffId, 'wrong-credentials');
      throw new CallFailure({
        code: 'wrong-credentials',
        message: 'This invitation replaces a lost authenticator: it needs the password that you had.',
        field: 'password',
        way: 'A forgotten password is reset by a lead.',
      });
    });

  return {
    async begin(invitation, password) {
      await deps.directory.refresh();
      const hash = invitationHash(invitation);
      const now = deps.now();
      const person = deps.directory.people().find((one) => one.invitation?.hash === hash);
      if (person?.invitation == null || person.invitation.expiresAt <= now.toISOString()) throw unknownInvitation();
      if (person.lost === 'authenticator') await demandOldPassword(person, password);
      const prepared = await prepareEnrolment(
        {
          staffId: person.staffId,
          label: person.address ?? person.staffId,
          issuer: deps.company(),
          password,
          secret: deps.newSecretFor(person.staffId, person.keys.length),
        },
        costs,
      );
      for (const [id, other] of underWay)
        if (other.hash === hash || other.until <= now.getTime() || underWay.size >= mostUnderWay) underWay.delete(id);
      underWay.set(prepared.enrolmentId, {
        prepared,
        hash,
        until: now.getTime() + enrolmentMinutes * 60_000,
        tries: 0,
      });
      return {
        enrolmentId: prepared.enrolmentId,
        name: person.name ?? '',
        otpauthQr: prepared.otpauthQr,
        secret: prepared.secret,
      };
    },
    async finish(enrolmentId, code) {
      const found = underWay.get(enrolmentId);
      if (found === undefined || found.until <= deps.now().getTime()) {
        underWay.delete(enrolmentId);
        throw new CallFailure({
          code: 'not-found',
          message: 'This enrolment is not under way any more.',
          field: 'enrolmentId',
          way: 'Enter the invitation again.',
        });
      }
      const { prepared, hash } = found;
      // Counted before it is looked at, so that many at once are counted, too.
      found.tries += 1;
      if (found.tries >= enrolmentTries) underWay.delete(enrolmentId);
      const step = proveAuthenticator(prepared, code, deps.now());
      const { fresh, codes } = await finishCredentials(prepared, costs);
      const person = deps.directory.state(prepared.staffId);
      await changeStaff(deps, {
        staffId: prepared.staffId,
        command: { kind: 'enrol', invitationHash: hash, ...fresh },
        actor: { kind: 'staff', staffId: prepared.staffId, role: person?.role ?? 'agent' },
        claims: async () => [codeClaim(prepared.staffId, step), { kind: 'unique', name: `invitation:${hash}` }],
      });
      underWay.delete(enrolmentId);
      return { staffId: prepared.staffId, backupCodes: codes };
    },
  };
};

/**
 * Somebody whom the desk itself brings in, invited and enrolled in one append: the first lead, or a practice desk's
 * sample staff.
 */
export type Founder = {
  readonly staffId: string;
  readonly name: string;
  readonly address: string;
  readonly role: StaffState['role'];
  readonly prepared: PreparedEnrolment;
  readonly step: number | null;
};

/** Writes founders into a log that has no staff yet. Throws `exists-already` where it has. */
export const enrolFounders = async (
  deps: {
    readonly log: EventLog;
    readonly desk: 'practice' | 'real';
    readonly now: () => Date;
    readonly costs?: StaffCosts;
  },
  founders: readonly Founder[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const now = deps.now();
  const at = now.toISOString();
  const shown = new Map<string, readonly string[]>();
  const streams: { readonly stream: string; readonly expectedVersion: number; readonly events: NewEvent[] }[] = [];
  const rollEvents: NewEvent[] = [];
  const addresses = new Set<string>();
  let roll: StaffFacts['roll'] = new Map();
  const finished = await Promise.all(
    founders.map(async (founder) => await finishCredentials(founder.prepared, deps.costs)),
  );
  for (const [index, founder] of founders.entries()) {
    const { fresh, codes } = finished[index]!;
    const invitation = newInvitation(now).fresh;
    let state: StaffState | null = null;
    const events: NewEvent[] = [];
    for (const step of [
      {
        command: {
          kind: 'invite',
          staffId: founder.staffId,
          name: founder.name,
          address: founder.address,
          role: founder.role,
          ...invitation,
        } as const,
        actor: { kind: 'desk' } as const,
      },
      {
        command: { kind: 'enrol', invitationHash: invitation.invitationHash, ...fresh } as const,
        actor: { kind: 'staff', staffId: founder.staffId, role: founder.role } as const,
      },
    ]) {
      const decision = decideStaff(state, step.command, {
        now: at,
        desk: deps.desk,
        actor: step.actor,
        roll,
        addresses,
        asked: [],
        mintAskId: randomUUID,
      });
      if (!decision.ok) throw new CallFailure(decision.refusal);
      const actor = step.actor.kind === 'desk' ? 'desk' : actorOf(founder.staffId);
      for (const event of decision.events) {
        state = evolveStaff(state, event, at);
        events.push(toNewEvent(event, actor));
      }
      for (const event of decision.roll) {
        roll = evolveRoll(roll, event);
        rollEvents.push(toNewEvent(event, actor));
      }
    }
    addresses.add(founder.address.toLowerCase());
    streams.push({ stream: staffStream(founder.staffId), expectedVersion: 0, events });
    shown.set(founder.staffId, codes);
  }
  const result = await deps.log.append({
    streams: [...streams, { stream: rollStream, expectedVersion: 0, events: rollEvents }],
    claims: founders.flatMap((founder) => (founder.step === null ? [] : [codeClaim(founder.staffId, founder.step)])),
    at,
  });
  if (result.ok) return shown;
  throw result.reason === 'conflict'
    ? new CallFailure({ code: 'exists-already', message: 'This desk has staff already.' })
    : appendFailure(result);
};

/** The first lead of a real desk, step 1: before there is a log. */
export const prepareFirstLead = async (
  who: { readonly company: string; readonly address: string; readonly password: string; readonly secret: string },
  costs: StaffCosts = staffCosts,
): Promise<PreparedEnrolment> =>
  await prepareEnrolment(
    { staffId: randomUUID(), label: who.address, issuer: who.company, password: who.password, secret: who.secret },
    costs,
  );

/** Step 2: writes the first lead. Throws `wrong-code` or `clock-off`. */
export const enrolFirstLead = async (
  deps: {
    readonly log: EventLog;
    readonly desk: 'practice' | 'real';
    readonly now: () => Date;
    readonly costs?: StaffCosts;
  },
  prepared: PreparedEnrolment,
  who: { readonly name: string; readonly address: string },
  code: string,
): Promise<{ readonly staffId: string; readonly backupCodes: readonly string[] }> => {
  const step = proveAuthenticator(prepared, code, deps.now());
  const shown = await enrolFounders(deps, [
    { staffId: prepared.staffId, name: who.name, address: who.address, role: 'lead', prepared, step },
  ]);
  return { staffId: prepared.staffId, backupCodes: shown.get(prepared.staffId) ?? [] };
};
