/**
 * Random walks of a desk's cases: any command by anybody, every now and then what brings a case on, under a policy that
 * leads change meanwhile, by clocks that run backwards, with answers that come late and twice. Claims are held as the
 * log holds them, and the desk's disable asks as the effect does (R24).
 */
import fc from 'fast-check';
import type { AccountFacts } from '#domain/case/account';
import type { CaseActor, CaseCommand } from '#domain/case/commands';
import type { CaseEffect } from '#domain/case/consequences';
import { claimsOf, effectsOf } from '#domain/case/consequences';
import { coolingOffEnd } from '#domain/case/cooling-off';
import { decideCase } from '#domain/case/decide';
import { mayExecute } from '#domain/case/decide-disable';
import { nextStep } from '#domain/case/disable-steps';
import type { CaseEvent } from '#domain/case/events';
import {
  checkOutcomes,
  fallbackKinds,
  outcomes,
  providerVerdicts,
  waitReasons,
  wayOutcomes,
  ways,
} from '#domain/case/events';
import { unreadMessages } from '#domain/case/messages';
import type { RefusalCode } from '#domain/case/refusal';
import { openWays } from '#domain/case/self-help';
import type { CaseState } from '#domain/case/state';
import { evolve } from '#domain/case/evolve';
import { approvalsBehind, currentLink, isOpen } from '#domain/case/state';
import { kindFacts } from '#domain/fallback/kinds';
import type { Policy } from '#domain/policy/policy';
import {
  account,
  addresses,
  agent,
  customer,
  decide,
  desk,
  digest,
  lookedFor,
  hoursOn,
  lead,
  openedAt,
  otherAgent,
  ownReviewer,
  policyOf,
  promoted,
  receive,
  result,
  reviewer,
  rowsBut,
  secondReviewer,
  submission,
} from './example-case';
import {
  attestor,
  decideFallback,
  fourthReviewer,
  openFallback,
  submitFallback,
  thirdReviewer,
  withColleagues,
} from './every-case';

const hourMs = 3_600_000;
const people = [
  agent,
  otherAgent,
  promoted,
  reviewer,
  secondReviewer,
  thirdReviewer,
  fourthReviewer,
  ownReviewer,
  lead,
] as const;
const reviewers = [reviewer, secondReviewer, thirdReviewer, fourthReviewer, promoted] as const;
const anyone: readonly CaseActor[] = [...people, customer, desk];
const byName = (name: string) => [...reviewers].find(({ id }) => `staff:${id}` === name) ?? null;
export const accounts: readonly AccountFacts[] = [
  account(),
  withColleagues(),
  withColleagues({ role: 'administrator' }),
  account({ addresses: Object.values(addresses) }),
  account({ factors: account().factors.slice(0, 1) }),
  account({ name: 'Olga Roy' }),
  account({ addresses: [{ ...addresses.usable, until: hoursOn(1) }, account().addresses[1]!] }),
  account({ factors: [] }),
];

export type Happened = {
  readonly caseId: string;
  readonly before: CaseState | null;
  readonly event: CaseEvent;
  readonly after: CaseState;
  readonly effects: readonly CaseEffect[];
  readonly policy: Policy;
  readonly now: string;
};
export type Answer = {
  readonly command: CaseCommand;
  readonly actor: CaseActor;
  readonly before: CaseState | null;
  readonly code: RefusalCode | 'claim-taken' | null;
  readonly happened: readonly Happened[];
};

/** A desk without a log: cases, the claims that hold them apart, and every deed that was asked for. */
export const createSimulatedDesk = (first: Policy = policyOf()) => {
  const cases = new Map<string, CaseState>();
  const histories = new Map<string, CaseEvent[]>();
  const claims = new Set<string>();
  const counts = new Map<string, number>();
  const effects = new Map<string, CaseEffect>();
  let minted = 0;
  const desk_ = {
    policy: first,
    nowMs: Date.parse(openedAt),
    now: (): string => new Date(desk_.nowMs).toISOString(),
    state: (caseId: string): CaseState | null => cases.get(caseId) ?? null,
    states: (): readonly CaseState[] => [...cases.values()],
    events: (caseId: string): readonly CaseEvent[] => histories.get(caseId) ?? [],
    effects,
    claims,
    ask(caseId: string, command: CaseCommand, actor: CaseActor): Answer {
      const before = cases.get(caseId) ?? null;
      const decision = decideCase(before, command, {
        now: desk_.now(),
        actor,
        policy: desk_.policy,
        digestNow: digest(before),
        looked: lookedFor(before, command),
        name: { rule: 'plain-strict-v1', equal: true },
        mint: {
          mail: () => {
            minted += 1;
            return { mailId: `mail-${minted}`, noticeHash: `notice-${minted}` };
          },
          link: () => {
            minted += 1;
            return { checkId: `check-${minted}`, tokenHash: `token-${minted}` };
          },
          effect: () => `effect-${(minted += 1)}`,
          attestationCode: (mailId) => `attestation-${mailId}`,
        },
      });
      if (!decision.ok) return { command, actor, before, code: decision.refusal.code, happened: [] };
      const taken = new Set(claims);
      const counted = new Map(counts);
      const happened: Happened[] = [];
      let state = before;
      for (const event of decision.events) {
        const after = evolve(state, event);
        for (const claim of claimsOf(event, after, desk_.policy)) {
          const isTaken =
            (claim.kind === 'unique' && taken.has(claim.name)) ||
            (claim.kind === 'count' && (counted.get(claim.name) ?? 0) >= claim.limit);
          if (isTaken) return { command, actor, before, code: 'claim-taken', happened: [] };
          if (claim.kind === 'release') taken.delete(claim.name);
          else if (claim.kind === 'give-back') counted.set(claim.name, Math.max(0, (counted.get(claim.name) ?? 0) - 1));
          else if (claim.kind === 'unique') taken.add(claim.name);
          else counted.set(claim.name, (counted.get(claim.name) ?? 0) + 1);
        }
        happened.push({
          caseId,
          before: state,
          event,
          after,
          effects: effectsOf(event, state, after, desk_.policy),
          policy: desk_.policy,
          now: desk_.now(),
        });
        state = after;
      }
      claims.clear();
      for (const name of taken) claims.add(name);
      counts.clear();
      for (const [name, count] of counted) counts.set(name, count);
      for (const each of happened.flatMap((one) => one.effects)) effects.set(each.effectId, each);
      if (state !== null) cases.set(caseId, state);
      histories.set(caseId, [...desk_.events(caseId), ...decision.events]);
      return { command, actor, before, code: null, happened };
    },
  };
  return desk_;
};
export type SimulatedDesk = ReturnType<typeof createSimulatedDesk>;

/** What the disable's effect would do now: go on, wait (null), or stop with the reason. */
export const asTheEffect = (desk_: SimulatedDesk, state: CaseState): CaseCommand | null => {
  const run = state.disable;
  const step = run && nextStep(run);
  if (!run || !step) return null;
  const barred =
    mayExecute(state, desk_.now(), desk_.policy, byName) ??
    (approvalsBehind(state).some((made) => made.digest !== digest(state)) ? { code: 'view-changed' as const } : null);
  if (barred?.code === 'frozen' || barred?.code === 'message-unread') return null;
  if (barred?.code === 'cooling-off') {
    const end = coolingOffEnd(state, desk_.policy);
    if (end?.state === 'not-started') return null;
    if (end?.state === 'ends')
      return end.at > run.dueAt && end.why !== null
        ? { kind: 'change-cooling-off', why: end.why, hours: end.hours, awayMs: run.awayMs, dueAt: end.at }
        : null;
  }
  if (barred !== null)
    return { kind: 'stop-disable', step, reason: 'check-refused', found: { code: 'refused', refusal: barred.code } };
  return state.status === 'approved'
    ? { kind: 'begin-disable' }
    : step === 'tell'
      ? { kind: 'finish-disable' }
      : { kind: 'step-disable', step, readBack: { code: 'removed' } };
};

const pickOf = <T>(list: readonly T[], pick: number): T => list[pick % list.length]!;

/** The desk's own next doing, as its effects would. */
const desksOwn = (state: CaseState, pick: number): CaseCommand | null => {
  const link = currentLink(state);
  if (link?.state === 'asked' && isOpen(state) && state.frozen === null && state.reSecures === null)
    return { kind: 'start-link-clock', checkId: link.checkId };
  const mail = state.mails.find((candidate) => candidate.state === 'waiting');
  if (mail !== undefined)
    return pick % 6 === 0
      ? {
          kind: 'mail-failed',
          mailId: mail.mailId,
          why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' },
        }
      : {
          kind: 'mail-accepted',
          mailId: mail.mailId,
          messageId: `<${mail.mailId}.${state.version}@x>`,
          rawSha256: 'aa',
        };
  return null;
};

/** What would bring a case on, so that random walks get far. It may let time pass. */
export const helpful = (desk_: SimulatedDesk, state: CaseState, pick: number): readonly [CaseCommand, CaseActor] => {
  const keptBack = state.mails.find(({ state: is, before }) => is === 'waiting' && before !== null);
  const sender = people.find(({ id }) => `staff:${id}` === keptBack?.by);
  if (keptBack !== undefined && sender !== undefined && pick % 4 === 0)
    return [{ kind: 'undo-mail', mailId: keptBack.mailId }, sender];
  const own = desksOwn(state, pick);
  if (own !== null) return [own, desk];
  const [unread] = unreadMessages(state);
  if (unread !== undefined && pick % 2 === 0)
    return [{ kind: 'read-message', messageId: unread.messageId }, pickOf([agent, reviewer, lead], pick)];
  if (state.frozen !== null)
    return pick % 4 === 0 && isOpen(state)
      ? [{ kind: 'close', outcome: 'fraud', reason: 'An impostor.' }, lead]
      : [{ kind: 'unfreeze', reason: 'Called the customer back.' }, lead];
  if (state.reSecures !== null)
    return !isOpen(state)
      ? [{ kind: 'note', text: 'done' }, agent]
      : pick % 3 === 0
        ? [
            { kind: 'close', outcome: pickOf(['fraud', 'withdrawn'] as const, pick), reason: 'The owner was reached.' },
            lead,
          ]
        : [
            { kind: 'step-secure', step: pickOf(['sessions', 'lock'] as const, pick), readBack: { code: 'removed' } },
            desk,
          ];
  switch (state.status) {
    case 'triage':
    case 'awaiting-admin': {
      const [way] = openWays(state);
      if (way !== undefined && state.override === null)
        return [
          { kind: 'record-way', way, outcome: pickOf(['tried', 'impossible', 'offered'] as const, pick), why: 'asked' },
          agent,
        ];
      return pick % 3 === 0
        ? [openFallback(pickOf(fallbackKinds, pick)), agent]
        : [
            {
              kind: 'send-link',
              addressId: pickOf(['old', 'private'], pick),
              language: 'en',
              draftId: `draft-${pick}`,
            },
            pickOf([agent, otherAgent], pick),
          ];
    }
    case 'awaiting-customer':
      return pick % 6 === 0
        ? [openFallback(pickOf(fallbackKinds, pick)), otherAgent]
        : [submission(currentLink(state)!.checkId, desk_.now()), customer];
    case 'link-expired':
      return [{ kind: 'send-link', addressId: 'private', language: 'fr', draftId: `draft-${pick}` }, otherAgent];
    case 'in-review':
    case 'awaiting-second':
      return [
        decide(
          pick % 11 === 0
            ? 'ask-again'
            : pick % 7 === 0 || state.submission?.evidence === 'destroyed'
              ? 'fail'
              : 'pass',
          digest(state),
          pick % 4 === 0 ? { how: 'temporary-access' } : {},
        ),
        pickOf(reviewers, pick),
      ];
    case 'failed':
      return [openFallback(pickOf(fallbackKinds, pick)), agent];
    case 'fallback-review': {
      const { fallback } = state;
      if (fallback?.stage === 'deciding')
        return [
          decideFallback(
            state,
            pick % 9 === 0 ? 'refuse' : 'approve',
            pick % 4 === 0 ? { how: 'temporary-access' } : {},
          ),
          pickOf(reviewers, pick),
        ];
      const item = fallback && kindFacts[fallback.kind].items.find(({ key }) => fallback.items[key]?.value !== 'seen');
      if (item)
        return [{ kind: 'set-fallback-item', item: item.key, value: 'seen', note: 'Seen, kept in the folder.' }, agent];
      if (fallback && kindFacts[fallback.kind].attested && fallback.attestation?.answeredAt == null)
        return fallback.attestation === null || fallback.attestation.expiresAt <= desk_.now()
          ? [{ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }, agent]
          : [{ kind: 'answer-attestation', codeHash: pick % 4 === 0 ? 'wrong' : fallback.attestation.codeHash }, agent];
      return [submitFallback, otherAgent];
    }
    case 'approved': {
      const end = coolingOffEnd(state, desk_.policy);
      const notice = state.mails.find(
        (mail) => mail.template === 'approval-notice' && (mail.state === 'failed' || mail.state === 'bounced'),
      );
      if (end?.state === 'nobody-told' && notice !== undefined)
        return [{ kind: 'send-again', mailId: notice.mailId }, agent];
      if (pick % 5 === 0) return [{ kind: 'revoke-approval', reason: 'I read the name wrong.' }, reviewer];
      if (end?.state === 'ends')
        desk_.nowMs = Math.max(desk_.nowMs, Date.parse(end.at), Date.parse(state.disable!.dueAt));
      return [asTheEffect(desk_, state) ?? { kind: 'note', text: 'waits' }, desk];
    }
    case 'disabling':
      return [asTheEffect(desk_, state) ?? { kind: 'note', text: 'waits' }, desk];
    case 'needs-attention':
      return pick % 3 === 0
        ? [{ kind: 'revoke-approval', reason: 'I read the name wrong.' }, reviewer]
        : pick % 5 === 0
          ? [{ kind: 'close', outcome: 'fraud', reason: 'An impostor.' }, reviewer]
          : [{ kind: 'resume-disable' }, pickOf(reviewers, pick)];
    case 'recovered':
      return pick % 3 === 0
        ? [{ kind: 'freeze', via: 'notice', words: 'Not me.' }, customer]
        : [{ kind: 'watch-looked', factors: pick % 2 }, desk];
    case 'closed':
      return [{ kind: 'reopen', reason: 'They called again about it.' }, lead];
    case 'submitted':
      return pick % 5 === 0
        ? [{ kind: 'result-late', checkId: currentLink(state)!.checkId, why: 'down' }, desk]
        : [anyResult(currentLink(state)!.checkId, pick), desk];
  }
};

const anyResult = (checkId: string, pick: number): CaseCommand =>
  result(checkId, {
    outcome: pickOf(checkOutcomes, pick),
    rows: rowsBut(pickOf(providerVerdicts, pick), { face: pickOf(providerVerdicts, Math.floor(pick / 4)) }),
  });

/** Any command, well-formed or stale, with ids of messages and links old and new. */
export const anything = (desk_: SimulatedDesk, state: CaseState, pick: number, other: number): CaseCommand => {
  const one = <T>(list: readonly T[]): T => pickOf(list, other);
  const checkId = state.links.length === 0 ? 'no-check' : one(state.links).checkId;
  const mailId = state.mails.length === 0 ? 'no-mail' : one(state.mails).mailId;
  const later = (hours: number): string => new Date(desk_.nowMs + hours * hourMs).toISOString();
  const all: readonly (() => CaseCommand)[] = [
    () => ({
      kind: 'attach',
      channel: 'chat',
      callerWords: '',
      signals:
        other % 2 === 0
          ? []
          : [
              {
                signal: one(['caller-cluster', 'firm-cluster', 'unusual-time', 'unused-links']),
                count: 3 + (other % 4),
              },
            ],
    }),
    () => ({ kind: 'read-account', account: one(accounts), system: 'Sample' }),
    () => ({ kind: 'assign', to: one([null, 'arthur', 'rita']) }),
    () => ({ kind: 'snooze', until: one([null, later(5), later(-5)]), reason: 'later' }),
    () => ({ kind: 'wake', snoozeId: one([null, state.snooze?.snoozeId ?? 'old']) }),
    () => ({ kind: 'note', text: 'a note' }),
    () => ({ kind: 'record-way', way: one(ways), outcome: pickOf(wayOutcomes, Math.floor(other / 3)), why: 'asked' }),
    () => ({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }),
    () => ({
      kind: 'send-self-help',
      way: one(ways),
      addressId: one(['old', 'new', 'nowhere']),
      language: 'en',
      ...(other % 2 === 0 ? { draftId: `draft-${other}` } : {}),
    }),
    () => ({
      kind: 'send-link',
      addressId: one(['old', 'private', 'new', 'gone', 'unknown', 'nowhere']),
      language: 'en',
      ...(other % 2 === 0 ? { draftId: `draft-${other}` } : {}),
    }),
    () => ({ kind: 'send-again', mailId }),
    () => ({ kind: 'undo-mail', mailId: state.mails.findLast(({ before }) => before !== null)?.mailId ?? mailId }),
    () => ({ kind: 'cancel-mail', mailId }),
    () => ({ kind: 'start-link-clock', checkId }),
    () => ({ kind: 'mail-accepted', mailId, messageId: `<${mailId}.${state.version}@x>`, rawSha256: 'aa' }),
    () => ({
      kind: 'mail-failed',
      mailId,
      why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' },
    }),
    () =>
      receive(`message-${other % 40}`, {
        kind: one(['message', 'message', 'auto-reply', 'report', 'invitation']),
        matchedBy: one(['token', 'headers', 'person']),
        mailId: one([mailId, null, 'nowhere']),
        from: one([
          null,
          { name: 'Olga', address: 'olga@firm.example' },
          { name: '\u202eOlga', address: 'someone@post.example' },
        ]),
        saysNotMe: other % 3 === 0,
      }),
    () => ({ kind: 'read-message', messageId: one(state.received)?.messageId ?? 'nowhere' }),
    () => ({ kind: 'mail-bounced', mailId, status: one(['5.1.1', '5.2.2', '']), says: 'No such user here' }),
    () => ({ kind: 'open-link', checkId, device: 'phone' }),
    () => ({ kind: 'remind-link', checkId }),
    () => ({ kind: 'expire-link', checkId }),
    () => submission(checkId, desk_.now()),
    () => anyResult(checkId, other),
    () => ({ kind: 'result-late', checkId, why: one(waitReasons) }),
    () => decide('pass', other % 3 === 0 ? 'an older view' : digest(state)),
    () => decide('fail', digest(state)),
    () => decide('ask-again', digest(state)),
    () => openFallback(one(fallbackKinds)),
    () => ({
      kind: 'set-fallback-item',
      item: one(kindFacts[state.fallback?.kind ?? 'live-video-call'].items).key,
      value: one(['seen', 'missing'] as const),
      note: 'Seen once.',
    }),
    () => ({ kind: 'ask-attestation', attestorId: one(['lumen:acc-2', 'lumen:acc-1']), attestor }),
    () => ({ kind: 'answer-attestation', codeHash: one(['wrong', state.fallback?.attestation?.codeHash ?? 'none']) }),
    () => submitFallback,
    () =>
      decideFallback(state, one(['approve', 'approve', 'refuse']), other % 4 === 0 ? { digest: 'an older view' } : {}),
    () => ({ kind: 'withdraw-fallback', reason: 'They found a camera.' }),
    () => ({
      kind: 'change-cooling-off',
      why: 'pages-away',
      hours: one([0, 24, 48]),
      awayMs: one([0, hourMs, 5 * hourMs]),
      dueAt: later(one([-30, 0, 3, 30])),
    }),
    () => ({ kind: 'revoke-approval', reason: 'I read the name wrong.' }),
    () => asTheEffect(desk_, state) ?? { kind: 'begin-disable' },
    () => asTheEffect(desk_, state) ?? { kind: 'finish-disable' },
    () => ({
      kind: 'stop-disable',
      step: 'list',
      reason: one(['account-changed', 'check-refused'] as const),
      found: { code: 'account-changed' },
    }),
    () => ({ kind: 'resume-disable' }),
    () => ({ kind: 'evidence-destroyed', checkId, why: one(['ten-days', 'unsent', 'closed'] as const) }),
    () => ({ kind: 'watch-looked', factors: one([0, 0, 1]) }),
    () => ({ kind: 'step-secure', step: one(['sessions', 'lock', 'unlock'] as const), readBack: { code: 'removed' } }),
    () => ({ kind: 'stop-secure', step: 'lock', found: { code: 'lock-not-listed' } }),
    () => ({ kind: 'freeze', via: one(['notice', 'told', 'staff'] as const), words: one(['', 'Not me, I say.']) }),
    () => ({ kind: 'unfreeze', reason: 'Called the customer back.' }),
    () => ({
      kind: 'close',
      outcome: one(outcomes),
      reason: 'called off',
      duplicateOf: 'case-0',
      tell: other % 2 === 0,
    }),
    () => ({ kind: 'reopen', reason: 'They called again about it.' }),
  ];
  return pickOf(all, pick)();
};

const desksKinds = new Set<CaseCommand['kind']>([
  'record-result',
  'result-late',
  'start-link-clock',
  'mail-accepted',
  'mail-failed',
  'receive-message',
  'mail-bounced',
  'remind-link',
  'expire-link',
  'change-cooling-off',
  'begin-disable',
  'step-disable',
  'stop-disable',
  'finish-disable',
  'evidence-destroyed',
  'watch-looked',
  'step-secure',
  'stop-secure',
  'wake',
]);
/** Anybody, but every other time whoever such a command is from. */
export const somebody = (command: CaseCommand, who: number): CaseActor =>
  anyone[who] ??
  (desksKinds.has(command.kind)
    ? desk
    : command.kind === 'submit' || command.kind === 'open-link'
      ? customer
      : pickOf(people, who));

export type WalkStep = {
  readonly does: 'helps' | 'anything' | 'again';
  readonly pick: number;
  readonly other: number;
  readonly who: number;
  readonly minutes: number;
  readonly policy: number;
};
const step: fc.Arbitrary<WalkStep> = fc.record({
  does: fc.oneof(
    { weight: 13, arbitrary: fc.constant('helps' as const) },
    { weight: 5, arbitrary: fc.constant('anything' as const) },
    { weight: 2, arbitrary: fc.constant('again' as const) },
  ),
  pick: fc.nat(9_999),
  other: fc.nat(9_999),
  who: fc.nat(2 * anyone.length - 1),
  // Backwards, too: by less than a log would refuse, and by far more.
  minutes: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 0, max: 90 }) },
    { weight: 1, arbitrary: fc.integer({ min: -180, max: 0 }) },
    { weight: 1, arbitrary: fc.constant(73 * 60) },
  ),
  policy: fc.nat(40),
});
export const walk = (minLength: number, maxLength: number) =>
  fc.record({
    approvals: fc.constantFrom(1 as const, 2 as const),
    account: fc.nat(6),
    steps: fc.array(step, { minLength, maxLength, size: 'max' }),
  });

/** What a lead sets meanwhile; mostly nothing. */
export const changedPolicy = (policy: Policy, pick: number): Policy => {
  switch (pick) {
    case 0:
      return { ...policy, version: policy.version + 1, threatLevel: 'elevated' };
    case 1:
      return { ...policy, version: policy.version + 1, threatLevel: 'normal' };
    case 2:
      return {
        ...policy,
        version: policy.version + 1,
        coolingOffHoursNormal: policy.coolingOffHoursNormal === 0 ? 12 : 0,
      };
    case 3:
      return {
        ...policy,
        version: policy.version + 1,
        approvalsWithoutProvider: policy.approvalsWithoutProvider === 1 ? 2 : 1,
      };
    default:
      return policy;
  }
};
/** The command of one step and who gives it. `earlier` is what was asked before, which comes once more. */
export const nextOf = (
  desk_: SimulatedDesk,
  state: CaseState,
  { does, pick, other, who }: WalkStep,
  earlier: readonly (readonly [CaseCommand, CaseActor])[],
): readonly [CaseCommand, CaseActor] => {
  if (does === 'helps') return helpful(desk_, state, pick);
  const old = earlier.length === 0 ? undefined : pickOf(earlier, pick);
  if (
    does === 'again' &&
    old !== undefined &&
    !['begin-disable', 'step-disable', 'finish-disable'].includes(old[0].kind)
  )
    return old;
  const command = anything(desk_, state, pick, other);
  return [command, somebody(command, who)];
};
