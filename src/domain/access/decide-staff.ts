/** The one place that says yes or no to a change of the staff. Pure: facts in, events or a named refusal out. */
import type { Role } from './roles';
import { may } from './roles';
import type { StaffState } from './staff';
import { secondLead } from './second-lead';
import type { Asked, BackupCodeHashes, Credentials, Roll, RollEvent, StaffEvent, StaffStanding } from './staff-events';
import { activeLeads } from './staff-events';

/** Why a change of the staff is refused. */
export const staffRefusalCodes = [
  'not-found',
  'wrong-status',
  'role-may-not',
  'last-lead',
  'exists-already',
  'decided-already',
  'approvals-missing',
  'bad-input',
  'code-used',
] as const;
export type StaffRefusalCode = (typeof staffRefusalCodes)[number];
export type StaffRefusal = {
  readonly code: StaffRefusalCode;
  readonly message: string;
  readonly rule?: string;
  readonly way?: string;
  readonly field?: string;
};

export type StaffActor =
  | { readonly kind: 'desk' }
  | { readonly kind: 'staff'; readonly staffId: string; readonly role: Role };
export type FreshInvitation = { readonly invitationHash: string; readonly expiresAt: string };
export type FreshCredentials = {
  readonly keyId: string;
  readonly publicKey: string;
  readonly credentials: Credentials;
  readonly codeSet: string;
  readonly backupCodes: BackupCodeHashes;
};

export type StaffCommand =
  | ({
      readonly kind: 'invite';
      readonly staffId: string;
      readonly name: string;
      readonly address: string;
      readonly role: Role;
    } & FreshInvitation)
  | ({ readonly kind: 'enrol'; readonly invitationHash: string } & FreshCredentials)
  | { readonly kind: 'change-role'; readonly role: Role }
  | { readonly kind: 'end-access'; readonly handOverTo: string | null }
  | ({ readonly kind: 'reset-password' } & FreshInvitation)
  /** The invitation is used by the second vouch only. */
  | ({ readonly kind: 'vouch' } & FreshInvitation)
  | { readonly kind: 'use-backup-code'; readonly codeSet: string; readonly index: number }
  | { readonly kind: 'make-backup-codes'; readonly codeSet: string; readonly backupCodes: BackupCodeHashes };

export type StaffFacts = {
  readonly now: string;
  readonly desk: 'practice' | 'real';
  /** Who asks; a person who enrols or signs in acts for themself. */
  readonly actor: StaffActor;
  readonly roll: Roll;
  /** Addresses of everybody who has access or is invited, lower case. */
  readonly addresses: ReadonlySet<string>;
  /** Leads' words that wait for a second one. */
  readonly asked: readonly Asked[];
  readonly mintAskId: () => string;
};
export type StaffDecision =
  /** `refusal`: this much is written down, and the person is told why no more. */
  | {
      readonly ok: true;
      readonly events: readonly StaffEvent[];
      readonly roll: readonly RollEvent[];
      readonly refusal?: StaffRefusal;
    }
  | { readonly ok: false; readonly refusal: StaffRefusal };

/** Colleagues who must say that an authenticator is lost, and for how long that counts. */
export const vouchesNeeded = 2;
export const vouchHours = 24;

const no = (
  code: StaffRefusalCode,
  message: string,
  more: Omit<StaffRefusal, 'code' | 'message'> = {},
): StaffDecision => ({ ok: false, refusal: { code, message, ...more } });
const by = (actor: StaffActor): string => (actor.kind === 'desk' ? 'desk' : `staff:${actor.staffId}`);

/** Vouches that still count at a time (ISO). */
export const standingVouches = (state: StaffState, now: string): StaffState['vouches'] =>
  state.vouches.filter((vouch) => Date.parse(now) - Date.parse(vouch.at) < vouchHours * 3_600_000);

const noLastLead = (doing: string): StaffDecision =>
  no('last-lead', `This is the last lead. ${doing} would leave the desk without one.`, {
    rule: 'R21',
    way: 'Enrol another lead first.',
  });

const invite = (
  state: StaffState | null,
  command: StaffCommand & { kind: 'invite' },
  facts: StaffFacts,
): StaffDecision => {
  if (state !== null || command.staffId === 'roll')
    return no('exists-already', 'There is a colleague with this id already.', { field: 'staffId' });
  // The first lead, and a practice desk's sample staff, are brought in by the desk itself.
  if (
    facts.actor.kind === 'desk'
      ? facts.desk !== 'practice' && facts.roll.size > 0
      : !may(facts.actor.role, 'staff:manage')
  )
    return no('role-may-not', 'Only a lead invites colleagues.', { way: 'Ask a lead.' });
  if (command.name.trim() === '') return no('bad-input', '"name": a name is needed.', { field: 'name' });
  if (facts.addresses.has(command.address.toLowerCase()))
    return no('exists-already', 'A colleague has this address already.', {
      field: 'address',
      way: 'Reset their password, or use another address.',
    });
  return {
    ok: true,
    events: [
      {
        type: 'staff.invited',
        data: {
          staffId: command.staffId,
          role: command.role,
          by: by(facts.actor),
          invitationHash: command.invitationHash,
          expiresAt: command.expiresAt,
          at: facts.now,
        },
        personal: { name: command.name.trim(), address: command.address },
      },
    ],
    roll: [
      {
        type: 'staff.roll-changed',
        data: { staffId: command.staffId, role: command.role, standing: 'invited', at: facts.now },
      },
    ],
  };
};

const enrol = (state: StaffState, command: StaffCommand & { kind: 'enrol' }, facts: StaffFacts): StaffDecision => {
  if (state.invitation === null || state.invitation.hash !== command.invitationHash)
    return no('not-found', 'This invitation is not known, or was used already.', {
      field: 'invitation',
      way: 'Ask a lead for a new one.',
    });
  if (state.invitation.expiresAt <= facts.now)
    return no('wrong-status', 'This invitation has expired.', {
      field: 'invitation',
      way: 'Ask a lead for a new one.',
    });
  const data = {
    staffId: state.staffId,
    keyId: command.keyId,
    publicKey: command.publicKey,
    codeSet: command.codeSet,
    codes: command.backupCodes.hashes.length,
    at: facts.now,
  };
  const personal = { credentials: command.credentials, backupCodes: command.backupCodes };
  return {
    ok: true,
    events: [
      state.lost === null
        ? { type: 'staff.enrolled', data, personal }
        : { type: 'staff.re-enrolled', data: { ...data, lost: state.lost }, personal },
    ],
    roll: [
      {
        type: 'staff.roll-changed',
        data: { staffId: state.staffId, role: state.role, standing: 'active', at: facts.now },
      },
    ],
  };
};

const vouch = (state: StaffState, command: StaffCommand & { kind: 'vouch' }, facts: StaffFacts): StaffDecision => {
  if (facts.actor.kind !== 'staff') return no('role-may-not', 'Only colleagues vouch.');
  if (facts.actor.staffId === state.staffId)
    return no('role-may-not', 'Nobody vouches for themself.', { way: 'Ask two colleagues.' });
  const again =
    state.standing === 'reset' && state.lost === 'authenticator' && (state.invitation?.expiresAt ?? '') <= facts.now;
  if (state.standing !== 'active' && !again)
    return no(
      'wrong-status',
      state.standing === 'reset'
        ? 'A new invitation for this colleague is already under way.'
        : 'This colleague has no authenticator to lose.',
    );
  const actor = by(facts.actor);
  const standing = standingVouches(state, facts.now);
  if (standing.some((one) => one.by === actor))
    return no('decided-already', 'You have vouched for this colleague already.', { way: 'Another colleague has to.' });
  const vouched: StaffEvent = { type: 'staff.vouched', data: { staffId: state.staffId, by: actor, at: facts.now } };
  if (new Set([...standing.map((one) => one.by), actor]).size < vouchesNeeded)
    return { ok: true, events: [vouched], roll: [] };
  return {
    ok: true,
    events: [
      vouched,
      {
        type: 'staff.authenticator-reset-asked',
        data: {
          staffId: state.staffId,
          by: actor,
          invitationHash: command.invitationHash,
          expiresAt: command.expiresAt,
          at: facts.now,
        },
      },
    ],
    roll: [
      {
        type: 'staff.roll-changed',
        data: { staffId: state.staffId, role: state.role, standing: 'reset', at: facts.now },
      },
    ],
  };
};

const decideAlone = (state: StaffState | null, command: StaffCommand, facts: StaffFacts): StaffDecision => {
  if (command.kind === 'invite') return invite(state, command, facts);
  if (state === null) return no('not-found', 'There is no such colleague.', { field: 'staffId' });
  const { staffId } = state;
  if (state.standing === 'ended') return no('wrong-status', "This colleague's access has ended.");
  const isLastLead = state.role === 'lead' && state.standing === 'active' && activeLeads(facts.roll, staffId) === 0;
  const isSelf = facts.actor.kind === 'staff' && facts.actor.staffId === staffId;
  const manages = facts.actor.kind === 'staff' && may(facts.actor.role, 'staff:manage');
  const rolled = (role: Role, standing: StaffStanding): readonly RollEvent[] => [
    { type: 'staff.roll-changed', data: { staffId, role, standing, at: facts.now } },
  ];
  switch (command.kind) {
    case 'enrol':
      return enrol(state, command, facts);
    case 'vouch':
      return vouch(state, command, facts);
    case 'change-role':
      if (!manages) return no('role-may-not', 'Only a lead changes roles.', { way: 'Ask a lead.' });
      if (isSelf) return no('role-may-not', 'Nobody changes their own role.', { way: 'Ask another lead.' });
      if (state.role === command.role)
        return no(
          'wrong-status',
          `This colleague is ${command.role === 'agent' ? 'an' : 'a'} ${command.role} already.`,
          { field: 'role' },
        );
      if (isLastLead) return noLastLead('Another role');
      return {
        ok: true,
        events: [
          {
            type: 'staff.role-changed',
            data: { staffId, from: state.role, to: command.role, by: by(facts.actor), at: facts.now },
          },
        ],
        roll: rolled(command.role, state.standing),
      };
    case 'end-access': {
      if (!manages) return no('role-may-not', 'Only a lead ends access.', { way: 'Ask a lead.' });
      if (isLastLead) return noLastLead('Ending their access');
      if (command.handOverTo === staffId)
        return no('bad-input', '"handOverTo": their cases can\'t be handed to themself.', { field: 'handOverTo' });
      if (command.handOverTo !== null && facts.roll.get(command.handOverTo)?.standing !== 'active')
        return no('not-found', '"handOverTo": there is no such colleague at work.', { field: 'handOverTo' });
      return {
        ok: true,
        events: [
          {
            type: 'staff.access-ended',
            data: { staffId, by: by(facts.actor), handOverTo: command.handOverTo, at: facts.now },
          },
        ],
        roll: rolled(state.role, 'ended'),
      };
    }
    case 'reset-password':
      if (!manages) return no('role-may-not', 'Only a lead resets passwords.', { way: 'Ask a lead.' });
      if (isLastLead) return noLastLead('Until they enrol again, a reset');
      return {
        ok: true,
        events: [
          {
            type: 'staff.password-reset-asked',
            data: {
              staffId,
              by: by(facts.actor),
              invitationHash: command.invitationHash,
              expiresAt: command.expiresAt,
              at: facts.now,
            },
          },
        ],
        roll: rolled(state.role, state.standing === 'invited' ? 'invited' : 'reset'),
      };
    case 'use-backup-code':
      if (state.standing !== 'active' || state.backupCodes?.codeSet !== command.codeSet)
        return no('wrong-status', 'These backup codes are not valid any more.');
      if (state.backupCodes.used.includes(command.index))
        return no('code-used', 'This backup code was used already.', { rule: 'R21', way: 'Use another one.' });
      return {
        ok: true,
        events: [
          {
            type: 'staff.backup-code-used',
            data: { staffId, codeSet: command.codeSet, index: command.index, at: facts.now },
          },
        ],
        roll: [],
      };
    case 'make-backup-codes':
      if (!isSelf || state.standing !== 'active') return no('role-may-not', 'Everybody makes their own backup codes.');
      return {
        ok: true,
        events: [
          {
            type: 'staff.backup-codes-made',
            data: { staffId, codeSet: command.codeSet, codes: command.backupCodes.hashes.length, at: facts.now },
            personal: { backupCodes: command.backupCodes },
          },
        ],
        roll: [],
      };
  }
};

/** Yes with events, or no with a named refusal. `state` is null for somebody who is not known. */
export const decideStaff = (state: StaffState | null, command: StaffCommand, facts: StaffFacts): StaffDecision => {
  const decision = decideAlone(state, command, facts);
  if (!decision.ok) return decision;
  const second = secondLead(state?.staffId ?? '', command, facts);
  switch (second.outcome) {
    case 'not-needed':
      return decision;
    case 'second':
      return { ...decision, roll: [...decision.roll, second.event] };
    case 'asked-already':
      return no('decided-already', 'You have asked for this already. It takes a second lead.', {
        way: 'Another lead has to ask for the same.',
      });
    case 'first':
      return {
        ok: true,
        events: [],
        roll: [second.event],
        refusal: {
          code: 'approvals-missing',
          message:
            'This desk has more than one lead, so a second one has to ask for the same. Your word is written down and counts for three days.',
          way: 'Another lead has to ask for the same.',
        },
      };
  }
};
