import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { AccountFacts, FirmRole } from '../case/account';
import { riskOf } from '../case/account';
import type { CaseActor, CaseCommand, CaseFacts } from '../case/commands';
import { claimsOf, effectsOf } from '../case/consequences';
import { coolingOffEnd } from '../case/cooling-off';
import { decideCase } from '../case/decide';
import { mayExecute } from '../case/decide-disable';
import { noResultRows } from '../case/decide-check';
import { nextStep } from '../case/disable-steps';
import type { CaseEvent } from '../case/events';
import { checkKinds, fallbackKinds } from '../case/events';
import { contactDays } from '../case/notices';
import type { CaseState } from '../case/state';
import { evolve } from '../case/evolve';
import { currentLink, isOpen } from '../case/state';
import { attestorsOf, kindFacts } from '../fallback/kinds';
import { calendarOf } from '../sla/calendar';
import { dueAfterBusinessDays } from '../sla/due';
import type { Policy } from './policy';
import { defaultPolicy } from './policy';
import { treatedDifferently } from './preview';
import type { PolicyKey } from './values';
import { checkPolicy, minOf, policyDefinitions } from './values';
import { everyCapability } from '#support/capabilities';
import { lookedAtAll } from '../case/looking';

const openedAt = '2026-03-10T15:00:00.000Z';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const daysBefore = (days: number): string => new Date(Date.parse(openedAt) - days * dayMs).toISOString();
const staff = (id: string, role: 'agent' | 'reviewer' | 'lead'): CaseActor => ({
  kind: 'staff',
  id,
  role,
  address: `${id}@desk.example`,
});
const agent = staff('agnes', 'agent');
const lead = staff('lena', 'lead');
const reviewers = ['rita', 'ravi', 'rosa', 'rolf'].map((id) => staff(id, 'reviewer'));
const desk: CaseActor = { kind: 'desk' };

const ages = [5, 12, 20, 40, 900];
const accountOf = (role: FirmRole, addressAges: readonly number[], replacedBefore: number | null): AccountFacts => ({
  accountId: 'lumen:acc-1',
  name: 'Olga Novak',
  nameSince: daysBefore(400),
  login: 'olga@firm.example',
  firmId: 'lumen:firm-1',
  firmName: 'Novak Law',
  firmStatus: 'active',
  role,
  language: 'en',
  timeZone: 'America/Toronto',
  factors: [{ id: 'f1', kind: 'totp', label: 'Phone', createdAt: daysBefore(300) }],
  sessions: [],
  addresses: [
    ...addressAges.map((age, at) => ({
      id: `a${at}`,
      address: `a${at}@post.example`,
      since: daysBefore(age),
      until: null,
    })),
    ...(replacedBefore === null
      ? []
      : [{ id: 'gone', address: 'gone@post.example', since: daysBefore(900), until: daysBefore(replacedBefore) }]),
  ],
  members: [
    { accountId: 'lumen:acc-1', name: 'Olga Novak', role, hasSecondFactor: true },
    { accountId: 'lumen:acc-2', name: 'Piet Vos', role: 'primary-subscriber', hasSecondFactor: true },
  ],
  capabilities: everyCapability,
  readAt: openedAt,
});

/**
 * A case under a policy, with all that the desk writes with its events. What a policy's number alone makes different is
 * kept in `told`.
 */
const play = (policy: Policy, start: CaseState | null, startAt: string) => {
  let minted = start === null ? 0 : 1000;
  let state = start;
  const told: unknown[] = [];
  /** R11: whether the day's links of the account still allow it. */
  const limits = (event: CaseEvent, next: CaseState): readonly boolean[] =>
    claimsOf(event, next, policy).flatMap((claim) =>
      claim.kind === 'count' && claim.name.startsWith('links:')
        ? [next.links.filter((link) => link.askedAt.slice(0, 10) === self.now.slice(0, 10)).length <= claim.limit]
        : [],
    );
  const self = {
    now: startAt,
    told,
    state: (): CaseState => {
      if (state === null) throw new Error('no case yet');
      return state;
    },
    facts: (actor: CaseActor): CaseFacts => ({
      now: self.now,
      actor,
      policy,
      digestNow: 'as shown',
      ...(state === null ? {} : { looked: lookedAtAll(state) }),
      name: { rule: 'plain', equal: true },
      mint: {
        mail: () => {
          minted += 1;
          return { mailId: `mail-${minted}`, noticeHash: `notice-${minted}` };
        },
        link: () => {
          minted += 1;
          return { checkId: `check-${minted}`, tokenHash: `token-${minted}` };
        },
        effect: () => {
          minted += 1;
          return `effect-${minted}`;
        },
        attestationCode: () => 'hash',
      },
    }),
    /** Without folding in; only the kind of a refusal counts, its words name numbers. */
    asks: (command: CaseCommand, actor: CaseActor): void => {
      const kept = minted;
      const decision = decideCase(state, command, self.facts(actor));
      minted = kept;
      told.push([command.kind, decision.ok ? decision.events.map(bare) : decision.refusal.code]);
      if (decision.ok)
        decision.events.reduce((before, event) => {
          const next = evolve(before, event);
          told.push(limits(event, next));
          return next;
        }, self.state());
    },
    does: (command: CaseCommand, actor: CaseActor): boolean => {
      const decision = decideCase(state, command, self.facts(actor));
      told.push([command.kind, decision.ok ? 'yes' : decision.refusal.code]);
      if (!decision.ok) return false;
      for (const event of decision.events) {
        const before = state;
        state = evolve(state, event);
        told.push(bare(event), effectsOf(event, before, state, policy), limits(event, state));
      }
      return true;
    },
  };
  return self;
};
type Play = ReturnType<typeof play>;
/** Without the version, and without how a due time explains itself. */
const bare = (event: CaseEvent): unknown => ({
  type: event.type,
  data: { ...event.data, policyVersion: 0, ...('due' in event.data ? { due: event.data.due.dueAt } : {}) },
});

const decideCommand = (
  decision: 'pass' | 'fail',
  decisionId: string,
  how: 'disable' | 'temporary-access' = 'disable',
): CaseCommand => ({
  kind: 'decide',
  how,
  decisionId,
  decision,
  marks: checkKinds.map((check) => ({
    check,
    value: decision === 'fail' && check === 'face' ? 'fail' : 'pass',
    reason: 'as seen',
  })),
  printedName: 'Olga Novak',
  nameReason: '',
  note: '',
  digest: 'as shown',
});
const dueNow = (at: Play, policy: Policy) =>
  dueAfterBusinessDays({
    from: at.now,
    days: policy.reviewBusinessDays,
    calendar: calendarOf(policy.calendarId),
    counting: policy.counting,
  });
const read = (at: Play): CaseCommand => ({ kind: 'read-account', account: at.state().account!, system: 'Sample' });
const attestation = (at: Play): CaseCommand => ({
  kind: 'ask-attestation',
  attestorId: attestorsOf(at.state().account!)[0]?.accountId ?? 'lumen:nobody',
  attestor: {
    name: 'Piet Vos',
    role: 'primary-subscriber',
    language: 'en',
    timeZone: 'UTC',
    address: { id: 'p', address: 'piet@post.example', since: daysBefore(900), until: null },
  },
});
const deliver = (at: Play): void => {
  for (const mail of at.state().mails)
    if (mail.state === 'waiting')
      at.does({ kind: 'mail-accepted', mailId: mail.mailId, messageId: '<m>', rawSha256: 'aa' }, desk);
};
const submission = (at: Play, policy: Policy): CaseCommand => ({
  kind: 'submit',
  submission: {
    checkId: currentLink(at.state())!.checkId,
    submissionId: 's',
    termsVersion: '1',
    language: 'en',
    country: 'CA',
    documentKind: 'passport',
    capture: 'manual',
    pictures: [],
  },
  provider: 'own-form',
  due: dueNow(at, policy),
});

/** One step on the usual way of a case; false when nobody has anything to do, or it can't go on. */
const step = (at: Play, policy: Policy, usable: () => string | undefined): boolean => {
  if (at.state().frozen !== null) return at.does({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead);
  deliver(at);
  const state = at.state();
  const link = currentLink(state);
  switch (state.status) {
    case 'triage':
    case 'awaiting-admin':
    case 'link-expired': {
      if (state.override === null && state.status !== 'link-expired')
        return at.does({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
      const addressId = usable();
      return at.does(
        addressId === undefined
          ? { kind: 'open-fallback', fallbackId: 'fb', method: 'live-video-call', reason: 'No address is left.' }
          : { kind: 'send-link', addressId, language: 'en' },
        agent,
      );
    }
    case 'awaiting-customer':
      if (link?.expiresAt === null) return at.does({ kind: 'start-link-clock', checkId: link.checkId }, desk);
      at.does({ kind: 'remind-link', checkId: link!.checkId }, desk);
      return at.does(submission(at, policy), { kind: 'customer' });
    case 'submitted':
      return at.does(
        { kind: 'record-result', checkId: link!.checkId, outcome: 'none', codes: [], rows: noResultRows },
        desk,
      );
    case 'in-review':
    case 'awaiting-second':
      at.does(read(at), desk);
      return reviewers.some(
        (reviewer, index) => at.state().status !== 'approved' && at.does(decideCommand('pass', `d${index}`), reviewer),
      );
    case 'failed':
      return at.does(
        { kind: 'open-fallback', fallbackId: 'fb', method: 'live-video-call', reason: 'The check had failed.' },
        agent,
      );
    case 'fallback-review': {
      const { fallback } = state;
      if (fallback?.stage === 'deciding')
        return reviewers.some(
          (reviewer, index) =>
            at.state().status === 'fallback-review' &&
            at.does(
              {
                kind: 'decide-fallback',
                decisionId: `f${index}`,
                fallbackId: fallback.fallbackId,
                decision: 'approve',
                reason: 'Saw it all myself.',
                digest: 'as shown',
              },
              reviewer,
            ),
        );
      const item = kindFacts[fallback!.kind].items.find((one) => fallback!.items[one.key]?.value !== 'seen');
      if (item !== undefined)
        return at.does({ kind: 'set-fallback-item', item: item.key, value: 'seen', note: 'as seen' }, agent);
      if (
        kindFacts[fallback!.kind].attested &&
        (fallback!.attestation === null ||
          (fallback!.attestation.answeredAt === null && fallback!.attestation.expiresAt <= at.now))
      )
        return at.does(attestation(at), agent);
      if (kindFacts[fallback!.kind].attested && fallback!.attestation?.answeredAt === null)
        return at.does({ kind: 'answer-attestation', codeHash: 'hash' }, agent);
      return at.does({ kind: 'submit-fallback', due: dueNow(at, policy) }, agent);
    }
    case 'approved': {
      const asRead =
        state.account === null
          ? state
          : {
              ...state,
              risk:
                riskOf(state.account, state.openedAt, contactDays(policy)).level === 'raised'
                  ? { ...state.risk, level: 'raised' as const }
                  : state.risk,
            };
      const end = coolingOffEnd(asRead, policy);
      at.told.push(end?.state === 'ends' && end.hours === 0 ? 'at once' : end);
      if (end?.state !== 'ends') return false;
      at.now = [at.now, end.at, state.disable!.dueAt].toSorted().at(-1)!;
      const refusal = mayExecute(state, '9999-01-01T00:00:00.000Z', policy, (name) => ({
        id: name.slice(6),
        role: 'reviewer',
        address: '',
      }));
      at.told.push(refusal?.code ?? 'may');
      return refusal === null && at.does({ kind: 'begin-disable' }, desk);
    }
    case 'disabling': {
      const next = nextStep(state.disable!);
      // What the effect asks the identity system for.
      if (next === 'grant') at.told.push(policy.temporaryAccessHours);
      return at.does(
        next === null || next === 'tell'
          ? { kind: 'finish-disable' }
          : { kind: 'step-disable', step: next, readBack: { code: 'removed' } },
        desk,
      );
    }
    case 'recovered': {
      if (state.watch === null || state.watch.looks > 3) return false;
      const due = effectsOf(
        { type: 'case.watch-looked', data: { look: 0, days: 0, at: at.now } },
        state,
        state,
        policy,
      )[0]!.dueAt;
      at.now = due;
      return at.does({ kind: 'watch-looked', factors: 0 }, desk);
    }
    default:
      return false;
  }
};

/**
 * Everything that lies ahead of a case, as the domain tells it: what may be asked now, and its usual way to the end.
 */
const future = (state: CaseState, policy: Policy, now: string): string => {
  const at = play(policy, { ...state, frozen: null }, now);
  if (state.disable === null) {
    at.asks(read(at), desk);
    for (const method of fallbackKinds)
      at.asks({ kind: 'open-fallback', fallbackId: 'fb', method, reason: 'The customer can’t use the form.' }, agent);
    for (const { id } of state.account!.addresses) at.asks({ kind: 'send-link', addressId: id, language: 'en' }, agent);
    // Once it was answered, nobody asks for another code.
    if (state.fallback !== null && state.fallback.attestation?.answeredAt == null) at.asks(attestation(at), agent);
  }
  if (state.status === 'in-review' || state.status === 'awaiting-second')
    at.asks(
      { ...decideCommand('fail', 'x'), decision: 'ask-again', askAgain: 'blurred' } as CaseCommand,
      reviewers[0]!,
    );
  // The address that the desk would choose, if any of them still may get a link.
  const usable = (): string | undefined =>
    state.account!.addresses.find(
      ({ id }) => decideCase(at.state(), { kind: 'send-link', addressId: id, language: 'en' }, at.facts(agent)).ok,
    )?.id;
  for (let steps = 0; steps < 60 && step(at, policy, usable); steps += 1);
  return JSON.stringify(at.told);
};

const policyWith = (more: Partial<Policy>): Policy => ({ ...defaultPolicy('practice'), ...more });
const oneOf = (key: PolicyKey): fc.Arbitrary<unknown> => {
  const { is } = policyDefinitions.find((definition) => definition.key === key)!;
  return is.kind === 'integer'
    ? fc.integer({ min: minOf(is, 'practice'), max: Math.min(is.max, 96) })
    : is.kind === 'choice'
      ? fc.constantFrom(...is.options.map(({ value }) => value))
      : fc
          .uniqueArray(fc.integer({ min: is.min, max: 9 }), { minLength: is.count, maxLength: is.count })
          .map((days) => days.toSorted((a, b) => a - b));
};
const changed = (policy: Policy): fc.Arbitrary<Policy> =>
  fc
    .subarray(
      policyDefinitions.map(({ key }) => key),
      { minLength: 1, maxLength: 2 },
    )
    .chain((keys) =>
      fc.tuple(...keys.map(oneOf)).map(
        (values) =>
          ({
            ...policy,
            ...Object.fromEntries(keys.map((key, at) => [key, values[at]])),
            version: policy.version + 1,
          }) as Policy,
      ),
    )
    .filter((made) => checkPolicy(made, 'practice').length === 0);
const anyAccount = fc.record({
  role: fc.constantFrom('member' as const, 'administrator' as const),
  addresses: fc.subarray(ages, { minLength: 1 }),
  replaced: fc.constantFrom(null, 5, 40, 90),
});

/** A case some steps along one of its ways, under a policy. */
const walked = (
  policy: Policy,
  given: {
    readonly account: AccountFacts;
    readonly steps: number;
    readonly detour: 'none' | 'fail' | 'fallback' | 'attested' | 'freeze' | 'mild';
  },
): Play => {
  const at = play(policy, null, openedAt);
  at.does(
    {
      kind: 'open',
      caseId: 'c1',
      number: 'RD-1',
      account: given.account,
      system: 'Sample',
      channel: 'phone',
      callerWords: '',
      callerGave: '',
      reference: '',
    },
    agent,
  );
  at.does({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  if (given.detour === 'fallback' || given.detour === 'attested')
    at.does(
      {
        kind: 'open-fallback',
        fallbackId: 'fb',
        method: given.detour === 'attested' ? 'firm-attestation' : 'live-video-call',
        reason: 'The customer has no camera.',
      },
      agent,
    );
  const usable = (): string | undefined =>
    given.account.addresses.find(
      ({ id }) => decideCase(at.state(), { kind: 'send-link', addressId: id, language: 'en' }, at.facts(agent)).ok,
    )?.id;
  for (let steps = 0; steps < given.steps && isOpen(at.state()); steps += 1) {
    at.now = new Date(Date.parse(at.now) + hourMs).toISOString();
    if (given.detour === 'fail' && at.state().status === 'in-review') {
      at.does(decideCommand('fail', 'no'), reviewers[3]!);
      continue;
    }
    if (
      at.state().status === 'in-review' ||
      (at.state().status === 'fallback-review' && at.state().fallback?.stage === 'deciding')
    ) {
      // One approval at a time, so that a walk can end between two.
      const reviewer = reviewers[(steps + 3) % 4]!;
      at.does(
        at.state().status === 'in-review'
          ? decideCommand('pass', `w${steps}`, given.detour === 'mild' ? 'temporary-access' : 'disable')
          : {
              kind: 'decide-fallback',
              decisionId: `w${steps}`,
              fallbackId: 'fb',
              decision: 'approve',
              reason: 'Saw it all myself.',
              digest: 'as shown',
            },
        reviewer,
      );
      continue;
    }
    if (!step(at, policy, usable)) break;
  }
  if (given.detour === 'freeze' && isOpen(at.state()))
    at.does({ kind: 'freeze', via: 'staff', words: 'Something is odd.' }, agent);
  return at;
};
const policies = changed(policyWith({ approvalsWithoutProvider: 2 })).chain((before) =>
  changed(before).map((after) => ({ before, after })),
);
const anyCase = fc.record({
  account: anyAccount.map(({ role, addresses, replaced }) => accountOf(role, addresses, replaced)),
  steps: fc.integer({ min: 0, max: 15 }),
  detour: fc.constantFrom(
    'none' as const,
    'fail' as const,
    'fallback' as const,
    'attested' as const,
    'freeze' as const,
    'mild' as const,
  ),
  policies,
});

describe('the preview of a change', () => {
  const seen = new Map<string, number>();
  test('lists exactly the open cases that then behave differently', () => {
    fc.assert(
      fc.property(anyCase, ({ policies: { before, after }, ...given }) => {
        const at = walked(before, given);
        const state = at.state();
        fc.pre(isOpen(state));
        const listed = treatedDifferently([state], before, after, at.now);
        const differs = future(state, before, at.now) !== future(state, after, at.now);
        expect(
          listed.map(({ what }) => what),
          `${state.status}: ${JSON.stringify(listed)}`,
        ).toEqual(differs ? [expect.any(Array)] : []);
        const key = `${state.status} ${differs ? 'differs' : 'same'}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
        // Always the same walks: that they get into every status must not be luck.
      }),
      { numRuns: 2000, seed: 20_261_124 },
    );
  }, 30_000);

  test('was asked about cases in every open status, treated the same and differently', () => {
    for (const status of [
      'triage',
      'awaiting-customer',
      'submitted',
      'in-review',
      'awaiting-second',
      'failed',
      'fallback-review',
      'approved',
      'disabling',
    ])
      for (const how of ['same', 'differs']) expect([...seen.keys()], `${status} ${how}`).toContain(`${status} ${how}`);
  });
});

describe('what the preview says', () => {
  const given = { account: accountOf('member', [900], null), detour: 'none' } as const;
  const what = (
    steps: number,
    more: Partial<Policy>,
    base: Partial<Policy> = {},
    other: Partial<Parameters<typeof walked>[1]> = {},
  ): readonly string[] => {
    const before = policyWith(base);
    const at = walked(before, { ...given, ...other, steps });
    return treatedDifferently([at.state()], before, { ...before, ...more, version: 2 }, at.now)[0]?.what ?? [];
  };
  it('of the threat level: more people, more time, weak methods closed', () => {
    expect(what(0, { threatLevel: 'elevated' })).toEqual([
      'It needs 2 approvals instead of 1.',
      'Its cooling-off is 24 hours instead of none.',
      "Closed as alternate method: firm administrator's attestation.",
    ]);
  });
  it('of a link that is still to be sent, and not of one that runs: its end is fixed', () => {
    expect(what(0, { linkHours: 48, linkReminderHours: 12 })).toEqual([
      'Its next link is good for 48 hours instead of 72.',
      "Its link's reminder goes out 12 hours before the end instead of 24.",
    ]);
    expect(what(2, { linkHours: 48, linkReminderHours: 12 })).toEqual([]);
  });
  it('of a case in review: approvals only grow', () => {
    expect(what(4, { approvalsWithoutProvider: 2 })).toEqual(['It needs 2 approvals instead of 1.']);
    expect(what(4, { approvalsWithoutProvider: 1 }, { approvalsWithoutProvider: 2 })).toEqual([]);
  });
  it('of a cooling-off that runs: it only grows', () => {
    const raised = { account: accountOf('administrator', [900], null) };
    expect(what(5, { coolingOffHoursRaised: 48 }, {}, raised)).toEqual([
      expect.stringMatching(/^Its cooling-off ends /),
    ]);
    expect(what(5, { coolingOffHoursRaised: 12 }, {}, raised)).toEqual([]);
  });
  it('of a case that has one approval and would need two', () => {
    expect(what(5, { threatLevel: 'elevated' }, {}, { account: accountOf('administrator', [900], null) })).toEqual([
      'Its disable stops: the policy asks for 2 approvals by now; one is there.',
      expect.stringMatching(/^Its cooling-off ends /),
    ]);
  });
  it('of an address that would be too new', () => {
    expect(what(0, { recentContactDays: 30 }, {}, { account: accountOf('member', [20, 900], null) })).toEqual([
      'A link may go to 1 address instead of 2.',
      'Its risk is raised: contact changed.',
      'Its cooling-off is 24 hours instead of none.',
    ]);
  });
  it('of another calendar: when it would be due, both times by the clock that the desk has now', () => {
    expect(what(0, { calendarId: 'ca-on' })).toEqual([
      'What is submitted now is due Thu 12 Mar, 14:00 America/Vancouver time instead of Thu 12 Mar, 17:00 America/Vancouver time.',
    ]);
    // The same days and hours at the same place: nothing differs, and a cooling-off runs by no calendar.
    expect(what(0, { calendarId: 'ca-bc' })).toEqual([]);
    expect(what(4, { calendarId: 'ca-nl' }, {}, { account: accountOf('administrator', [900], null) })).toEqual([]);
  });
  it('of nothing but values that no case is treated by', () => {
    expect(what(0, { idleMinutes: 5, linksPerAgentAndHour: 10, reopenDays: 5, signalDays: 3, version: 9 })).toEqual([]);
  });
  it('of a closed case, nothing', () => {
    const before = policyWith({});
    const at = walked(before, { ...given, steps: 0 });
    at.does({ kind: 'close', outcome: 'withdrawn', reason: 'called off' }, agent);
    expect(treatedDifferently([at.state()], before, policyWith({ threatLevel: 'elevated' }), at.now)).toEqual([]);
  });
});
