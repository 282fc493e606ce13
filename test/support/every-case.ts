/** A case in every situation that the rules tell apart, and one fitting command of each kind, by whom it is for. */
import type { AccountFacts } from '#domain/case/account';
import type { CaseActor, CaseCommand, CaseFacts } from '#domain/case/commands';
import { decideCase } from '#domain/case/decide';
import { nextStep } from '#domain/case/disable-steps';
import type { CaseEvent, FallbackKind } from '#domain/case/events';
import type { Decision } from '#domain/case/refusal';
import type { CaseState } from '#domain/case/state';
import { evolve } from '#domain/case/evolve';
import { currentLink } from '#domain/case/state';
import { kindFacts } from '#domain/fallback/kinds';
import type { Policy } from '#domain/policy/policy';
import { calendarOf } from '#domain/sla/calendar';
import { dueAfterBusinessDays } from '#domain/sla/due';
import {
  account,
  agent,
  caseIn,
  customer,
  daysBefore,
  decide,
  desk,
  desksNext,
  digest,
  lookedFor,
  hoursOn,
  lead,
  open,
  otherAgent,
  person,
  policyOf,
  result,
  receive,
  reviewer,
  secondReviewer,
  submission,
  submitForm,
  world,
} from './example-case';
import type { World } from './example-case';

export const thirdReviewer = person('rosa', 'reviewer');
export const fourthReviewer = person('remy', 'reviewer');
/** A firm in which somebody may vouch: an administrator with 2FA on themself. */
export const withColleagues = (more: Partial<AccountFacts> = {}): AccountFacts =>
  account({
    members: [
      { accountId: 'lumen:acc-1', name: 'Olga Novak', role: 'member', hasSecondFactor: true },
      { accountId: 'lumen:acc-2', name: 'Adam Roy', role: 'administrator', hasSecondFactor: true },
    ],
    ...more,
  });
export const attestor = {
  name: 'Adam Roy',
  role: 'administrator',
  language: 'en',
  timeZone: 'America/Toronto',
  address: { id: 'adam', address: 'adam@firm.example', since: daysBefore(500), until: null },
} as const;

const due = dueAfterBusinessDays({
  from: hoursOn(1),
  days: 2,
  calendar: calendarOf('ca-federal'),
  counting: 'calendar-day',
});
export const submitFallback: CaseCommand = { kind: 'submit-fallback', due };
let made = 0;
export const openFallback = (
  method: FallbackKind = 'live-video-call',
  more: Partial<CaseCommand & { kind: 'open-fallback' }> = {},
): CaseCommand => ({
  kind: 'open-fallback',
  fallbackId: `fallback-${(made += 1)}`,
  method,
  reason: 'There is no camera on any device.',
  ...more,
});
/** One reviewer's word, over the view that the state now has. */
export const decideFallback = (
  state: CaseState,
  decision: 'approve' | 'refuse' = 'approve',
  more: Partial<CaseCommand & { kind: 'decide-fallback' }> = {},
): CaseCommand => ({
  kind: 'decide-fallback',
  decisionId: `word-${(made += 1)}`,
  fallbackId: state.fallback?.fallbackId ?? 'none',
  decision,
  reason: 'I saw all that it asks for.',
  digest: digest(state),
  ...more,
});

/** All the evidence that the method asks for, gathered by one person. */
export const gather = (at: World, by: CaseActor = agent): World => {
  const { fallback } = at.state();
  for (const item of kindFacts[fallback!.kind].items)
    at.must({ kind: 'set-fallback-item', item: item.key, value: 'seen', note: 'Seen, kept in the case folder.' }, by);
  if (kindFacts[fallback!.kind].attested) {
    at.must({ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }, by);
    at.must({ kind: 'answer-attestation', codeHash: at.state().fallback!.attestation!.codeHash }, by);
  }
  return at;
};
/** The desk's own next doings, until nothing is left or a status is reached. */
export const letDesk = (at: World, until: CaseState['status'] | null = null): World => {
  for (let next = desksNext(at.state()); next !== null && at.state().status !== until; next = desksNext(at.state()))
    if (!at.ask(next, desk).ok) break;
  return at;
};
/** A case whose alternate method is at one of its stages. */
export const fallbackIn = (
  stage: 'preparing' | 'deciding' | 'half' | 'approved',
  {
    policy = policyOf(),
    method = 'live-video-call',
    facts = withColleagues(),
  }: { readonly policy?: Policy; readonly method?: FallbackKind; readonly facts?: AccountFacts } = {},
): World => {
  const at = world(policy);
  at.must(open(facts), agent);
  at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  at.must(openFallback(method), agent);
  letDesk(at);
  at.clock += 1;
  if (stage === 'preparing') return at;
  gather(at).must(submitFallback, agent);
  if (stage === 'deciding') return at;
  at.must(decideFallback(at.state()), reviewer);
  if (stage === 'half') return at;
  at.must(decideFallback(at.state()), secondReviewer);
  if (policy.threatLevel === 'elevated') at.must(decideFallback(at.state()), thirdReviewer);
  return at;
};
/** An account whose disable waits for a day, because of who it is. */
export const inCoolingOff = (policy = policyOf()): World => {
  const at = world(policy);
  at.must(open(withColleagues({ role: 'administrator' })), agent);
  at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  letDesk(at);
  submitForm(at);
  at.must(decide('pass', digest(at.state())), reviewer);
  if (at.state().status === 'awaiting-second') at.must(decide('pass', digest(at.state())), secondReviewer);
  return letDesk(at, 'disabling');
};
/** After a repudiation of what was done: the sessions are ended, the lock is still to come. */
export const reSecure = (): World => {
  const at = world();
  at.must(
    {
      kind: 'open-re-secure',
      caseId: 're-secure-case-1',
      number: 'RD-1002',
      account: account(),
      system: 'Sample',
      reSecures: 'case-1',
      channel: 'email',
      words: 'This was not me.',
    },
    desk,
  );
  at.must({ kind: 'step-secure', step: 'sessions', readBack: { code: 'sessions-ended', ended: 1, left: 0 } }, desk);
  return at;
};

export const situations = [
  'triage',
  'awaiting-admin',
  'awaiting-customer',
  'link-expired',
  'submitted',
  'in-review',
  'awaiting-second',
  'failed',
  'fallback: gathering',
  'fallback: deciding',
  'approved',
  'disabling',
  'needs-attention',
  'recovered',
  'closed',
  're-secure',
] as const;
export type Situation = (typeof situations)[number];
export const frozenSituations = [
  'triage',
  'awaiting-customer',
  'in-review',
  'fallback: deciding',
  'approved',
  'disabling',
  'recovered',
  'closed',
  'submitted',
] as const satisfies readonly Situation[];

const build: Readonly<Record<Situation, () => World>> = {
  triage: () => caseIn('triage'),
  'awaiting-admin': () => caseIn('awaiting-admin'),
  'awaiting-customer': () => caseIn('awaiting-customer'),
  'link-expired': () => caseIn('link-expired'),
  submitted: () => caseIn('submitted'),
  'in-review': () => caseIn('in-review'),
  'awaiting-second': () => caseIn('awaiting-second'),
  failed: () => caseIn('failed'),
  'fallback: gathering': () => {
    const at = fallbackIn('preparing', { method: 'firm-attestation' });
    at.must({ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }, agent);
    return at;
  },
  'fallback: deciding': () => fallbackIn('deciding', { method: 'firm-attestation' }),
  approved: () => inCoolingOff(),
  disabling: () => caseIn('disabling'),
  'needs-attention': () => caseIn('needs-attention'),
  recovered: () => caseIn('recovered'),
  closed: () => caseIn('closed'),
  're-secure': () => reSecure(),
};
export type Standing = { readonly state: CaseState; readonly clock: number; readonly policy: Policy };

/** A case in a situation; its messages are settled but one, which was asked for again and is still on its way. */
export const standing = (situation: Situation, isFrozen = false): Standing => {
  const at = build[situation]();
  for (const mail of at.state().mails)
    if (mail.state === 'waiting')
      at.must({ kind: 'mail-accepted', mailId: mail.mailId, messageId: `<${mail.mailId}@x>`, rawSha256: 'aa' }, desk);
  const [first] = at.state().mails;
  if (first !== undefined) at.must({ kind: 'send-again', mailId: first.mailId }, agent);
  if (isFrozen) at.must({ kind: 'freeze', via: 'notice', words: 'This was not me.' }, customer);
  return {
    state: at.state(),
    clock: at.clock,
    policy: situation === 'awaiting-second' ? policyOf({ approvalsWithoutProvider: 2 }) : policyOf(),
  };
};

let minted = 0;
const mint: CaseFacts['mint'] = {
  mail: () => {
    minted += 1;
    return { mailId: `late-mail-${minted}`, noticeHash: `late-notice-${minted}` };
  },
  link: () => {
    minted += 1;
    return { checkId: `late-check-${minted}`, tokenHash: `late-token-${minted}` };
  },
  effect: () => `late-effect-${(minted += 1)}`,
  attestationCode: (mailId) => `attestation-${mailId}`,
};
/** Asks a case that stands so, and leaves it as it is. */
export const askOf = (
  { state, clock, policy }: Standing,
  command: CaseCommand,
  actor: CaseActor,
): Decision<CaseEvent> =>
  decideCase(state, command, {
    now: hoursOn(clock),
    actor,
    policy,
    digestNow: digest(state),
    looked: lookedFor(state, command),
    name: { rule: 'plain-strict-v1', equal: true },
    mint,
  });
const after = (at: Standing, ...asked: readonly (readonly [CaseCommand, CaseActor])[]): Standing =>
  asked.reduce<Standing>((now, [command, actor]) => {
    const answer = askOf(now, command, actor);
    return answer.ok ? { ...now, state: answer.events.reduce<CaseState>(evolve, now.state) } : now;
  }, at);

type Asked = {
  readonly command: (at: Standing) => CaseCommand;
  readonly by: CaseActor | ((at: Standing) => CaseActor);
  /** What has to have happened for the command to make sense, where it can. */
  readonly first?: (at: Standing) => Standing;
};
const checkOf = ({ state }: Standing): string => currentLink(state)?.checkId ?? 'no-check';
const onItsWay = ({ state }: Standing): string =>
  state.mails.find((mail) => mail.state === 'waiting')?.mailId ?? 'no-mail';
const runSteps = (at: Standing): Standing => {
  const step = at.state.status === 'disabling' && at.state.disable ? nextStep(at.state.disable) : null;
  return step === null || step === 'tell'
    ? at
    : runSteps(after(at, [{ kind: 'step-disable', step, readBack: { code: 'removed' } }, desk]));
};
const gatherAll = (at: Standing): Standing =>
  at.state.fallback?.stage !== 'preparing' || at.state.status !== 'fallback-review'
    ? at
    : after(
        at,
        ...kindFacts[at.state.fallback.kind].items.map(
          (item) =>
            [
              { kind: 'set-fallback-item', item: item.key, value: 'seen', note: 'Seen, kept in the case folder.' },
              agent,
            ] as const,
        ),
        [{ kind: 'answer-attestation', codeHash: at.state.fallback.attestation?.codeHash ?? '' }, agent],
      );
const ruleOut = (at: Standing): Standing =>
  after(at, [{ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent]);
/** Only a lead closes what is frozen or secures an account; only a reviewer what had stopped of itself. */
const closer = ({ state }: Standing): CaseActor =>
  state.frozen !== null || state.reSecures !== null
    ? lead
    : state.status === 'needs-attention'
      ? secondReviewer
      : agent;

/** One command of each kind that fits as well as it can, by whoever it is for. */
export const fitting: Readonly<Record<CaseCommand['kind'], Asked>> = {
  open: { by: agent, command: () => open() },
  'open-re-secure': {
    by: desk,
    command: () => ({
      kind: 'open-re-secure',
      caseId: 'x',
      number: 'RD-9',
      account: account(),
      system: 'Sample',
      reSecures: 'case-1',
      channel: 'email',
      words: '',
    }),
  },
  attach: {
    by: otherAgent,
    command: () => ({
      kind: 'attach',
      channel: 'phone',
      callerWords: 'Calling again.',
      signals: [{ signal: 'caller-cluster', count: 3 }],
    }),
  },
  'read-account': {
    by: desk,
    command: ({ state }) => ({
      kind: 'read-account',
      account: { ...state.account!, readAt: hoursOn(9) },
      system: 'Sample',
    }),
  },
  assign: { by: otherAgent, command: () => ({ kind: 'assign', to: 'arthur' }) },
  snooze: {
    by: agent,
    command: ({ clock }) => ({ kind: 'snooze', until: hoursOn(clock + 24), reason: 'They call back tomorrow.' }),
  },
  wake: {
    by: desk,
    command: ({ state }) => ({ kind: 'wake', snoozeId: state.snooze?.snoozeId ?? null }),
    first: (at) => after(at, [{ kind: 'snooze', until: null, reason: 'They call back.' }, agent]),
  },
  note: { by: agent, command: () => ({ kind: 'note', text: 'They sounded calm.' }) },
  'record-way': {
    by: agent,
    command: () => ({ kind: 'record-way', way: 'backup-code', outcome: 'tried', why: 'The page is lost.' }),
  },
  'override-self-help': {
    by: agent,
    command: () => ({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }),
  },
  'send-self-help': {
    by: agent,
    command: () => ({ kind: 'send-self-help', way: 'backup-code', addressId: 'old', language: 'en' }),
  },
  'send-link': { by: agent, command: () => ({ kind: 'send-link', addressId: 'old', language: 'en' }), first: ruleOut },
  'send-answer': {
    by: agent,
    command: () => ({
      kind: 'send-answer',
      addressId: 'old',
      language: 'en',
      own: { subject: 'Your question', written: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'Yes.' }] }] },
    }),
  },
  'send-again': {
    by: agent,
    command: ({ state }) => ({
      kind: 'send-again',
      mailId: state.mails.findLast((mail) => mail.state !== 'waiting')?.mailId ?? 'no-mail',
    }),
  },
  'undo-mail': {
    by: agent,
    command: ({ state }) => ({
      kind: 'undo-mail',
      mailId: state.mails.findLast((mail) => mail.draftId !== null)?.mailId ?? 'no-mail',
    }),
    first: (at) =>
      after(at, [
        {
          kind: 'send-answer',
          addressId: 'old',
          language: 'en',
          draftId: 'draft-1',
          own: { subject: 'Your question', written: [] },
        },
        at.state.frozen === null ? agent : { ...agent, role: 'lead' },
      ]),
  },
  'cancel-mail': { by: desk, command: (at) => ({ kind: 'cancel-mail', mailId: onItsWay(at) }) },
  'start-link-clock': { by: desk, command: (at) => ({ kind: 'start-link-clock', checkId: checkOf(at) }) },
  'mail-accepted': {
    by: desk,
    command: (at) => ({ kind: 'mail-accepted', mailId: onItsWay(at), messageId: '<y>', rawSha256: 'bb' }),
  },
  'mail-failed': {
    by: desk,
    command: (at) => ({
      kind: 'mail-failed',
      mailId: onItsWay(at),
      why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' },
    }),
  },
  'receive-message': { by: desk, command: () => receive('message-9') },
  'read-message': {
    by: reviewer,
    command: () => ({ kind: 'read-message', messageId: 'message-8' }),
    first: (at) => after(at, [receive('message-8'), desk]),
  },
  'mail-bounced': {
    by: desk,
    command: ({ state }) => ({
      kind: 'mail-bounced',
      mailId: state.mails.findLast((mail) => mail.state === 'sent')?.mailId ?? 'no-mail',
      status: '5.1.1',
      says: 'No such user',
    }),
  },
  'open-link': { by: customer, command: (at) => ({ kind: 'open-link', checkId: checkOf(at), device: 'phone' }) },
  'remind-link': { by: desk, command: (at) => ({ kind: 'remind-link', checkId: checkOf(at) }) },
  'expire-link': {
    by: desk,
    command: (at) => ({ kind: 'expire-link', checkId: checkOf(at) }),
    first: (at) => ({ ...at, clock: at.clock + 73 }),
  },
  submit: { by: customer, command: (at) => submission(checkOf(at)) },
  'record-result': { by: desk, command: (at) => result(checkOf(at)) },
  'result-late': { by: desk, command: (at) => ({ kind: 'result-late', checkId: checkOf(at), why: 'down' }) },
  decide: { by: secondReviewer, command: ({ state }) => decide('pass', digest(state)) },
  'open-fallback': { by: agent, command: () => openFallback(), first: ruleOut },
  'set-fallback-item': {
    by: agent,
    command: () => ({
      kind: 'set-fallback-item',
      item: 'called-back',
      value: 'seen',
      note: 'On the number from the account.',
    }),
  },
  'ask-attestation': { by: agent, command: () => ({ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }) },
  'answer-attestation': {
    by: agent,
    command: ({ state }) => ({ kind: 'answer-attestation', codeHash: state.fallback?.attestation?.codeHash ?? '' }),
  },
  'submit-fallback': { by: agent, command: () => submitFallback, first: gatherAll },
  'decide-fallback': { by: reviewer, command: ({ state }) => decideFallback(state) },
  'withdraw-fallback': { by: agent, command: () => ({ kind: 'withdraw-fallback', reason: 'They found a camera.' }) },
  'change-cooling-off': {
    by: desk,
    command: ({ state }) => ({
      kind: 'change-cooling-off',
      why: 'pages-away',
      hours: state.disable?.coolingOffHours ?? 0,
      awayMs: 7_200_000,
      dueAt: new Date(Date.parse(state.disable?.dueAt ?? hoursOn(0)) + 7_200_000).toISOString(),
    }),
  },
  'revoke-approval': { by: reviewer, command: () => ({ kind: 'revoke-approval', reason: 'I read the name wrong.' }) },
  'watch-looked': { by: desk, command: () => ({ kind: 'watch-looked', factors: 0 }) },
  'step-secure': {
    by: desk,
    command: () => ({ kind: 'step-secure', step: 'lock', readBack: { code: 'locked' } }),
  },
  'stop-secure': {
    by: desk,
    command: () => ({ kind: 'stop-secure', step: 'lock', found: { code: 'lock-not-listed' } }),
  },
  'begin-disable': { by: desk, command: () => ({ kind: 'begin-disable' }) },
  'step-disable': {
    by: desk,
    command: ({ state }) => ({
      kind: 'step-disable',
      step: (state.disable && nextStep(state.disable)) ?? 'list',
      readBack: { code: 'removed' },
    }),
  },
  'stop-disable': {
    by: desk,
    command: () => ({
      kind: 'stop-disable',
      step: 'list',
      reason: 'account-changed',
      found: { code: 'strangers', labels: ['Pixel 9'] },
    }),
  },
  'resume-disable': { by: reviewer, command: () => ({ kind: 'resume-disable' }) },
  'finish-disable': { by: desk, command: () => ({ kind: 'finish-disable' }), first: runSteps },
  'evidence-destroyed': {
    by: desk,
    command: (at) => ({ kind: 'evidence-destroyed', checkId: checkOf(at), why: 'ten-days' }),
  },
  freeze: {
    by: agent,
    command: () => ({ kind: 'freeze', via: 'told', words: 'The owner rang: it was not them.', channel: 'phone' }),
  },
  unfreeze: { by: lead, command: () => ({ kind: 'unfreeze', reason: 'Called the customer back.' }) },
  close: {
    by: closer,
    command: ({ state }) => ({
      kind: 'close',
      outcome: state.frozen === null ? 'withdrawn' : 'fraud',
      reason: 'They called it off.',
    }),
  },
  reopen: { by: agent, command: () => ({ kind: 'reopen', reason: 'They called again about it.' }) },
};
