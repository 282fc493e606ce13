/** Cases for tests, made the only way there is: commands in, events out, no clock but the test's. */
import type { AccountFacts } from '#domain/case/account';
import type { CaseActor, CaseCommand, CaseFacts, ReceivedMessage } from '#domain/case/commands';
import { decideCase } from '#domain/case/decide';
import { noResultRows, rowsOf } from '#domain/case/decide-check';
import { nextStep } from '#domain/case/disable-steps';
import type { CaseEvent, CheckKind, CheckRows, Mark, ProviderVerdict } from '#domain/case/events';
import { checkKinds, ways } from '#domain/case/events';
import { lookedAtAll, notLooked } from '#domain/case/looking';
import type { Looked } from '#domain/case/looking';
import type { Decision } from '#domain/case/refusal';
import type { CaseState, CaseStatus } from '#domain/case/state';
import { evolve } from '#domain/case/evolve';
import { currentLink, decisionView } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import { defaultPolicy } from '#domain/policy/policy';
import { calendarOf } from '#domain/sla/calendar';
import { dueAfterBusinessDays } from '#domain/sla/due';
import { everyCapability } from '#support/capabilities';

export const openedAt = '2026-03-10T15:00:00.000Z';
const hourMs = 3_600_000;
/** So many hours after the case was opened. */
export const hoursOn = (hours: number): string => new Date(Date.parse(openedAt) + hours * hourMs).toISOString();
export const daysBefore = (days: number): string => hoursOn(-24 * days);

export const person = (
  id: string,
  role: 'agent' | 'reviewer' | 'lead',
  address = `${id}@desk.example`,
): CaseActor & { readonly kind: 'staff' } => ({ kind: 'staff', id, role, address });
export const agent = person('agnes', 'agent');
export const otherAgent = person('arthur', 'agent');
export const reviewer = person('rita', 'reviewer');
export const secondReviewer = person('ravi', 'reviewer');
export const lead = person('lena', 'lead');
/** A reviewer whose own account the case is about. */
export const ownReviewer = person('olga', 'reviewer', 'Olga@Firm.example');
/** The agent who opened it, a reviewer since. */
export const promoted = person('agnes', 'reviewer');
export const customer: CaseActor = { kind: 'customer' };
export const desk: CaseActor = { kind: 'desk' };

/**
 * One locked-out person with two usable addresses, one too new, one of unknown age, one replaced lately and one long
 * ago.
 */
export const account = (more: Partial<AccountFacts> = {}): AccountFacts => ({
  accountId: 'lumen:acc-1',
  name: 'Olga Novak',
  nameSince: daysBefore(400),
  login: 'olga@firm.example',
  firmId: 'lumen:firm-1',
  firmName: 'Novak Law',
  firmStatus: 'active',
  role: 'member',
  language: 'en',
  timeZone: 'America/Toronto',
  factors: [
    { id: 'f1', kind: 'totp', label: 'Phone', createdAt: daysBefore(300) },
    { id: 'f2', kind: 'security-key', label: 'Key', createdAt: daysBefore(200) },
  ],
  sessions: [],
  addresses: [
    { id: 'old', address: 'olga@firm.example', since: daysBefore(900), until: null },
    { id: 'private', address: 'olga@home.example', since: daysBefore(40), until: null },
  ],
  members: [{ accountId: 'lumen:acc-1', name: 'Olga Novak', role: 'member', hasSecondFactor: true }],
  capabilities: everyCapability,
  readAt: openedAt,
  ...more,
});
export const addresses = {
  usable: { id: 'old', address: 'olga@firm.example', since: daysBefore(900), until: null },
  tooNew: { id: 'new', address: 'new@post.example', since: daysBefore(5), until: null },
  unknown: { id: 'unknown', address: 'who@post.example', since: null, until: null },
  replaced: { id: 'gone', address: 'gone@firm.example', since: daysBefore(900), until: daysBefore(5) },
  longGone: { id: 'long-gone', address: 'ancient@firm.example', since: daysBefore(900), until: daysBefore(90) },
} as const;

/** R23 without a hash: the view itself. */
export const digest = (state: CaseState | null): string => (state === null ? '' : JSON.stringify(decisionView(state)));
export const marks = (value: Mark['value'] = 'pass'): readonly Mark[] =>
  checkKinds.map((check) => ({ check, value: check === 'face' ? value : 'pass', reason: 'as seen' }));

export const policyOf = (more: Partial<Policy> = {}): Policy => ({ ...defaultPolicy('practice'), ...more });

export type World = {
  readonly state: () => CaseState;
  readonly maybe: () => CaseState | null;
  readonly events: () => readonly CaseEvent[];
  /** Hours since the opening. */
  clock: number;
  /** Asks, and folds in what was answered. */
  ask(command: CaseCommand, actor: CaseActor, facts?: Partial<CaseFacts>): Decision<CaseEvent>;
  /** The same, of which only yes is expected. */
  must(command: CaseCommand, actor: CaseActor, facts?: Partial<CaseFacts>): readonly CaseEvent[];
  /** Asks without folding in. */
  try(command: CaseCommand, actor: CaseActor, facts?: Partial<CaseFacts>): Decision<CaseEvent>;
};

/** An empty world under a policy. */
export const world = (policy: Policy = policyOf()): World => {
  let state: CaseState | null = null;
  let events: readonly CaseEvent[] = [];
  let minted = 0;
  const next = (): number => (minted += 1);
  const self: World = {
    clock: 0,
    state: () => {
      if (state === null) throw new Error('no case yet');
      return state;
    },
    maybe: () => state,
    events: () => events,
    try: (command, actor, facts = {}) =>
      decideCase(state, command, {
        now: hoursOn(self.clock),
        actor,
        policy,
        digestNow: digest(state),
        looked: lookedFor(state, command),
        name: { rule: 'plain-strict-v1', equal: true },
        mint: {
          mail: () => {
            const n = next();
            return { mailId: `mail-${n}`, noticeHash: `notice-${n}` };
          },
          link: () => {
            const n = next();
            return { checkId: `check-${n}`, tokenHash: `token-${n}` };
          },
          effect: () => `effect-${next()}`,
          attestationCode: (mailId) => `attestation-${mailId}`,
        },
        ...facts,
      }),
    ask: (command, actor, facts) => {
      const decision = self.try(command, actor, facts);
      if (decision.ok) {
        events = [...events, ...decision.events];
        state = decision.events.reduce<CaseState | null>(evolve, state);
      }
      return decision;
    },
    must: (command, actor, facts) => {
      const decision = self.ask(command, actor, facts);
      if (!decision.ok) throw new Error(`${command.kind}: ${decision.refusal.code}: ${decision.refusal.message}`);
      return decision.events;
    },
  };
  return self;
};

export const open = (facts = account()): CaseCommand => ({
  kind: 'open',
  caseId: 'case-1',
  number: 'RD-1001',
  account: facts,
  system: 'Sample',
  channel: 'phone',
  callerWords: 'Lost the phone',
  callerGave: '',
  reference: '',
});
export const submission = (checkId: string, at = openedAt): CaseCommand => ({
  kind: 'submit',
  submission: {
    checkId,
    submissionId: `submission-of-${checkId}`,
    termsVersion: '1',
    language: 'en',
    country: 'CA',
    documentKind: 'passport',
    capture: 'automatic',
    pictures: [{ slot: 'front', evidenceId: 'e1', sha256: 'aa', bytes: 1, contentType: 'image/jpeg' }],
  },
  provider: 'own-form',
  due: dueAfterBusinessDays({ from: at, days: 2, calendar: calendarOf('ca-federal'), counting: 'calendar-day' }),
});
/** What a provider said about a check; our own form by default, behind which nobody stands. */
export const result = (checkId: string, more: Partial<CaseCommand & { kind: 'record-result' }> = {}): CaseCommand => ({
  kind: 'record-result',
  checkId,
  outcome: 'none',
  codes: [],
  rows: noResultRows,
  ...more,
});
/** Rows of a provider that says the same of each check, but for those named. */
export const rowsBut = (verdict: ProviderVerdict, but: Partial<Record<CheckKind, ProviderVerdict>> = {}): CheckRows =>
  rowsOf((check) => ({ verdict: but[check] ?? verdict, codes: [] }));
/** The form comes in through the newest link, and its result after it. */
export const submitForm = (at: World, more?: Partial<CaseCommand & { kind: 'record-result' }>): void => {
  const { checkId } = currentLink(at.state())!;
  at.must(submission(checkId, hoursOn(at.clock)), customer);
  at.must(result(checkId, more), desk);
};
/** R13: whoever decides looked at everything and opened the comparison with the marks that they decide by. */
export const lookedFor = (state: CaseState | null, command: CaseCommand): Looked =>
  state === null || command.kind !== 'decide'
    ? notLooked
    : {
        ...lookedAtAll(state),
        first: Object.fromEntries(command.marks.map(({ check, value }) => [check, value])),
      };
/** A message from the customer, as its reader found it. */
export const receive = (messageId: string, more: Partial<ReceivedMessage> = {}): CaseCommand => ({
  kind: 'receive-message',
  message: {
    messageId,
    kind: 'message',
    matchedBy: 'token',
    mailId: null,
    from: { name: 'Olga Novak', address: 'olga@firm.example' },
    subject: 'Re: your request',
    saysNotMe: false,
    dmarc: null,
    ...more,
  },
});
let decisions = 0;
export const decide = (
  decision: 'pass' | 'fail' | 'ask-again',
  over: string,
  more: Partial<CaseCommand & { kind: 'decide' }> = {},
): CaseCommand => ({
  kind: 'decide',
  decisionId: `decision-${(decisions += 1)}`,
  decision,
  marks: decision === 'ask-again' ? [] : marks(decision === 'pass' ? 'pass' : 'fail'),
  printedName: 'Olga Novak',
  nameReason: '',
  note: '',
  digest: over,
  ...(decision === 'ask-again' ? { askAgain: 'blurred' as const } : {}),
  ...more,
});

/** The desk's own doings that come next in a case by themselves; null when it waits for somebody. */
export const desksNext = (state: CaseState): CaseCommand | null => {
  const link = currentLink(state);
  if (link?.state === 'asked') return { kind: 'start-link-clock', checkId: link.checkId };
  const mail = state.mails.find((candidate) => candidate.state === 'waiting');
  if (mail !== undefined)
    return { kind: 'mail-accepted', mailId: mail.mailId, messageId: `<${mail.mailId}@x>`, rawSha256: 'cc' };
  if (state.status === 'submitted' && state.submission !== null) return result(state.submission.checkId);
  if (state.status === 'approved') return { kind: 'begin-disable' };
  if (state.status !== 'disabling' || state.disable === null) return null;
  const step = nextStep(state.disable);
  return step === null
    ? null
    : step === 'tell'
      ? { kind: 'finish-disable' }
      : { kind: 'step-disable', step, readBack: { code: 'removed' } };
};

/** Every message that waits is taken by a mail server. */
export const deliver = (at: World): World => {
  for (const { mailId, state } of at.state().mails)
    if (state === 'waiting')
      at.must({ kind: 'mail-accepted', mailId, messageId: `<${mailId}@x>`, rawSha256: 'aa' }, desk);
  return at;
};

const ruleOut = (at: World): void => {
  for (const way of ways) at.must({ kind: 'record-way', way, outcome: 'impossible', why: 'not there' }, agent);
};

/** A case in a status, by the shortest way there. */
export const caseIn = (
  status: Exclude<CaseStatus, 'fallback-review'>,
  policy: Policy = policyOf({ approvalsWithoutProvider: status === 'awaiting-second' ? 2 : 1 }),
): World => {
  const at = world(policy);
  const step = (reached: CaseStatus, work: () => void): boolean => {
    work();
    return reached === status;
  };
  const run = (until: CaseStatus): void => {
    for (let next = desksNext(at.state()); next !== null && at.state().status !== until; next = desksNext(at.state()))
      at.must(next, desk);
  };
  if (step('triage', () => at.must(open(), agent))) return at;
  if (status === 'awaiting-admin') {
    at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'offered', why: '' }, agent);
    return at;
  }
  if (status === 'closed') {
    at.must({ kind: 'close', outcome: 'withdrawn', reason: 'called it off' }, agent);
    return at;
  }
  ruleOut(at);
  if (
    step('awaiting-customer', () => {
      at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
      run('recovered');
    })
  )
    return at;
  const { checkId } = currentLink(at.state())!;
  if (status === 'link-expired') {
    at.clock += 73;
    at.must({ kind: 'expire-link', checkId }, desk);
    return at;
  }
  if (
    step('submitted', () => {
      at.clock += 1;
      at.must(submission(checkId, hoursOn(at.clock)), customer);
    })
  )
    return at;
  if (step('in-review', () => at.must(result(checkId), desk))) return at;
  if (status === 'failed') {
    at.must(decide('fail', digest(at.state())), reviewer);
    return at;
  }
  at.must(decide('pass', digest(at.state())), reviewer);
  if (status === 'awaiting-second' || status === 'approved') return at;
  run('disabling');
  if (status === 'disabling') return at;
  if (status === 'needs-attention') {
    at.must(
      {
        kind: 'stop-disable',
        step: 'list',
        reason: 'account-changed',
        found: { code: 'strangers', labels: ['Pixel 9'] },
      },
      desk,
    );
    return at;
  }
  run('recovered');
  return at;
};
