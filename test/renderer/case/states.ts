/** What a case can be in, beyond the morning's eighteen: each by name, laid over one of them. */
import type { CaseView } from '#contract/cases';
import { refusalView } from '#contract/refusals';
import { writtenByNewer } from '#domain/case/rests-on';
import type { FakeDesk } from '../fake-desk';
import { at, fallbackKindViews } from '../fake-world';

type Edit = (view: CaseView) => CaseView;
type Fallback = NonNullable<CaseView['fallback']>;
const next = (
  action: CaseView['next']['action'],
  title: string,
  reason: string,
  refusal: CaseView['next']['refusal'] = null,
): CaseView['next'] => ({ action, title, reason, refusal });

const call: Fallback = {
  fallbackId: 'fallback-1',
  kind: 'live-video-call',
  title: 'Live video call',
  what: 'A colleague calls the customer and sees person and ID together.',
  strength: 'strong',
  stage: 'preparing',
  openedBy: 'Theo Hall',
  openedAt: at('11-10 09:02'),
  reason: 'The camera of the only device is broken; a colleague lends a laptop for the call.',
  script: [
    'Say who you are and that the call is not recorded.',
    'Ask the person to show both sides of the ID, then to hold it beside their face.',
    'Ask for a slow turn of the head to a side that you choose, then for a hand passed before the face.',
    'Never ask for a code, a password, a birthday or anything else that a stranger could have read.',
    'Anything odd: end the call politely and stop the case.',
  ],
  items: [
    {
      key: 'invited-at-known-address',
      words: 'The invitation went to an address from before the case',
      value: 'seen',
      note: 'Sent to benoit.fontaine@firm.example on Monday, kept in the case’s mail.',
      by: 'Theo Hall',
      at: at('11-10 09:10'),
    },
    {
      key: 'id-beside-face',
      words: 'The ID was held beside the face, both sides, in good light',
      value: 'seen',
      note: 'Québec driving licence, no glare.',
      by: 'Theo Hall',
      at: at('11-10 09:40'),
    },
    {
      key: 'same-person',
      words: 'The person on the ID is the person on the call',
      value: null,
      note: null,
      by: null,
      at: null,
    },
    {
      key: 'name-read',
      words: 'The name on the ID was read out and is the account’s name',
      value: null,
      note: null,
      by: null,
      at: null,
    },
    {
      key: 'asked-movements',
      words: 'Asked movements were made at once: head to the side, hand before the face',
      value: 'missing',
      note: 'The line was too slow to tell.',
      by: 'Theo Hall',
      at: at('11-10 09:44'),
    },
    {
      key: 'no-coaching',
      words: 'Nobody else led the person through the call',
      value: null,
      note: null,
      by: null,
      at: null,
    },
  ],
  attestation: null,
  missing: [
    'The person on the ID is the person on the call',
    'The name on the ID was read out and is the account’s name',
    'Asked movements were made at once: head to the side, hand before the face',
    'Nobody else led the person through the call',
  ],
  approvalsNeeded: 2,
  approvals: 0,
  dueAt: null,
  decisions: [],
  mayDecide: false,
  why: 'There is nothing to decide now.',
  rule: null,
  way: null,
  barredApproval: null,
};
const vouching: Fallback = {
  ...call,
  kind: 'firm-attestation',
  title: 'Firm administrator’s attestation',
  what: 'Somebody in the firm who may vouch gets a code at an address from before the case, and reads it to you.',
  strength: 'weak',
  script: [
    'Call the administrator on a number from the account, not one that the caller gave.',
    'Ask whether they have spoken with their colleague themself about this.',
    'Ask for the eight digits from the email, and type them in. You never see them beforehand.',
  ],
  items: [
    {
      key: 'called-back',
      words: 'You called the administrator back on a number that the account had before',
      value: 'seen',
      note: 'Office number from 2021.',
      by: 'Theo Hall',
      at: at('11-10 09:10'),
    },
    {
      key: 'knows-the-request',
      words: 'The administrator spoke with the colleague in person or by voice',
      value: null,
      note: null,
      by: null,
      at: null,
    },
  ],
  attestation: {
    candidates: [
      { accountId: 'sample:claire', name: 'Claire Dubé', role: 'primary-subscriber' },
      { accountId: 'sample:peter', name: 'Peter Nygaard', role: 'administrator' },
    ],
    asked: null,
  },
  missing: ['The administrator spoke with the colleague in person or by voice', 'The code from whoever vouches'],
};
const complete: Fallback = {
  ...call,
  stage: 'deciding',
  items: call.items.map((item) => ({
    ...item,
    value: 'seen',
    note: item.note ?? 'As asked, on the call.',
    by: 'Theo Hall',
    at: at('11-10 09:50'),
  })),
  missing: [],
  approvals: 1,
  dueAt: at('11-12 17:00'),
  mayDecide: true,
  why: 'You may decide: you neither opened this case, sent its link nor gathered its evidence.',
};

const inFallback =
  (fallback: Fallback, what: CaseView['next']): Edit =>
  (view) => ({
    ...view,
    status: 'fallback-review',
    fallback,
    fallbackKinds: [],
    next: what,
  });
const cooling =
  (state: NonNullable<NonNullable<CaseView['disable']>['coolingOff']>['state'], changed: string | null = null): Edit =>
  (view) => ({
    ...view,
    next: next(
      'cooling-off',
      'Wait for the cooling-off',
      'The decision stands; 2FA goes off by itself when the time has run, unless somebody says “this wasn’t me”. Nobody can shorten it.',
    ),
    disable: view.disable && {
      ...view.disable,
      coolingOff: {
        hours: 24,
        reasons: ['Firm Administrator', 'contact changed lately'],
        endsAt: at('11-10 15:30'),
        state,
        changed,
      },
    },
  });
const steps = (done: number): NonNullable<CaseView['secures']>['steps'] => [
  {
    key: 'sessions',
    title: done > 0 ? 'Ended the sessions' : 'End the sessions',
    state: done > 0 ? 'done' : 'running',
    readBack: done > 0 ? 'no session is open' : null,
    at: done > 0 ? at('11-10 09:01') : null,
  },
  {
    key: 'lock',
    title: done > 1 ? 'Locked the account' : 'Lock the account',
    state: done > 1 ? 'done' : done === 1 ? 'running' : 'waiting',
    readBack: done > 1 ? 'the account is locked' : null,
    at: done > 1 ? at('11-10 09:02') : null,
  },
];
const recovered: Edit = (view) => ({
  ...view,
  status: 'recovered',
  outcome: 'recovered',
  watch: { since: at('11-07 10:00'), days: 3, looks: 12, lastLookAt: at('11-10 10:00'), endedAt: null },
  next: next(
    'watch-account',
    'Recovered; watched until 2FA is on again',
    'The desk looks and reminds the customer by itself.',
  ),
});

/** Each by the name that a test, or `?state=` in a browser, calls it by. */
export const states: Readonly<Record<string, Edit>> = {
  gathering: inFallback(
    call,
    next('prepare-fallback', 'Gather the evidence', 'When all of it is there, the reviewers are asked.'),
  ),
  gathered: inFallback(
    { ...complete, stage: 'preparing', approvals: 0, dueAt: null },
    next('prepare-fallback', 'Gather the evidence', 'When all of it is there, the reviewers are asked.'),
  ),
  vouching: inFallback(
    vouching,
    next('prepare-fallback', 'Gather the evidence', 'When all of it is there, the reviewers are asked.'),
  ),
  'vouching-asked': inFallback(
    {
      ...vouching,
      attestation: {
        ...vouching.attestation!,
        asked: {
          name: 'Claire Dubé',
          to: 'c•••@firm.example',
          expiresAt: at('11-11 10:00'),
          attemptsLeft: 5,
          answeredAt: null,
          mail: 'sent',
        },
      },
    },
    next('prepare-fallback', 'Gather the evidence', 'When all of it is there, the reviewers are asked.'),
  ),
  deciding: inFallback(
    complete,
    next('wait', 'Reviewers decide', '2 different reviewers have to approve; any one of them can refuse.'),
  ),
  'deciding-reviewer': inFallback(
    complete,
    next(
      'decide-fallback',
      'Look at the evidence and decide',
      'Give your own word first: the others’ words are shown afterwards.',
    ),
  ),
  'deciding-barred': inFallback(
    {
      ...complete,
      mayDecide: false,
      why: 'You opened this case. Whoever opens a case does not decide it.',
      rule: 'R9',
      way: 'Another reviewer.',
    },
    next('decide-fallback', 'Look at the evidence and decide', 'Give your own word first.', {
      code: 'opener-decides',
      message: 'You opened this case. Whoever opens a case does not decide it.',
      rule: 'R9',
      way: 'Another reviewer.',
    }),
  ),
  'fallback-refused': (view) => ({
    ...inFallback(
      {
        ...complete,
        stage: 'refused',
        approvals: 1,
        decisions: [
          {
            by: 'Daniel Achebe',
            decision: 'approve',
            at: at('11-10 10:00'),
            reason: 'The same person, without doubt.',
          },
          {
            by: 'Ines Kowalczyk',
            decision: 'refuse',
            at: at('11-10 10:10'),
            reason: 'The movements came late every time.',
          },
        ],
      },
      next(
        'alternate-method',
        'Another method, or the end',
        'The method was refused. Another kind may still help; otherwise close the case as rejected, with words for the customer.',
      ),
    )(view),
    status: 'failed',
    fallbackKinds: [...fallbackKindViews],
  }),
  'reviewer-waits': (view) => ({
    ...view,
    next: next('rule-out-self-help', 'Find the fastest way back', '3 ways back are open: the link comes after them.', {
      code: 'role-may-not',
      message: 'A support agent does this.',
      rule: null,
      way: 'Ask a support agent.',
    }),
  }),
  'one-way': (view) => ({
    ...view,
    selfHelp: view.selfHelp.map((way) => ({
      ...way,
      open: way.way === 'backup-code',
      ...(way.way === 'someone-in-the-firm' ? { hint: 'A firm of one has nobody else.' } : {}),
    })),
  }),
  cooling: cooling('running', 'The notice of the approval went out late: the time counts from then.'),
  'cooling-not-started': cooling('not-started'),
  'cooling-nobody-told': cooling('nobody-told'),
  'frozen-told': (view) => ({
    ...cooling('frozen')(view),
    frozen: {
      at: at('11-10 10:02'),
      by: 'Maya Okafor',
      via: 'told',
      saidAbout: null,
      words: 'She called back on her office number: she never asked for this.',
      done: [
        'Removed the authenticator app “iPhone”: gone',
        'Ended the sessions: none open',
        'A removed factor can’t be put back: the account can be locked, and its sessions ended.',
      ],
    },
    next: next(
      'ask-lead',
      'Ask a lead',
      'The owner told the staff “this wasn’t me”. Nothing runs until a lead has looked into it.',
      { code: 'role-may-not', message: 'Only a lead lifts a freeze.', rule: 'R7', way: 'Ask a lead.' },
    ),
  }),
  'frozen-lead': (view) => ({
    ...states['frozen-told']!(view),
    next: next(
      'lift-freeze',
      'Look into it, then lift the freeze or close the case',
      'The owner told the staff “this wasn’t me”. Nothing runs until a lead has looked into it.',
    ),
  }),
  securing: (view) => ({
    ...view,
    marks: ['re-secure'],
    secures: { of: { caseId: 'case-18', number: 'RD-2417' }, steps: steps(1), stopped: null },
    next: next(
      'wait',
      'The account is being secured',
      'Its sessions end and it is locked, as far as its system can; each step is read back.',
    ),
  }),
  secured: (view) => ({
    ...view,
    marks: ['re-secure'],
    secures: { of: { caseId: 'case-18', number: 'RD-2417' }, steps: steps(2), stopped: null },
    next: next(
      'secure-account',
      'Reach the owner',
      'The sessions are ended and the account is locked. Reach the owner at an address from before the case. Close as fraud when it was not them (the account stays locked), as withdrawn when it was a false alarm (it is unlocked).',
    ),
  }),
  watched: recovered,
  'watch-done': (view) => ({
    ...recovered(view),
    watch: { since: at('11-07 10:00'), days: 2, looks: 9, lastLookAt: at('11-09 12:00'), endedAt: at('11-09 12:00') },
    next: next('none', 'Recovered, and 2FA is on again', 'Nothing is left to do.'),
  }),
  'secured-elsewhere': (view) => ({ ...recovered(view), securedBy: { caseId: 'case-2', number: 'RD-2401' } }),
  'with-securing': (view) => ({ ...view, securedBy: { caseId: 'case-2', number: 'RD-2401' } }),
  snoozed: (view) => ({
    ...view,
    marks: ['snoozed'],
    snooze: {
      until: at('11-16 09:00'),
      by: 'Maya Okafor',
      at: at('11-10 09:30'),
      reason: 'She is in court until Monday.',
    },
  }),
  signalled: (view) => ({
    ...view,
    risk: { level: 'raised', reasons: ['contact-changed'] },
    duplicateOf: null,
    signals: [
      {
        signal: 'firm-cluster',
        title: 'Several accounts of this firm',
        explanation: '4 accounts of Northlight Law asked within 24 hours. A real outage looks like this, too.',
      },
      {
        signal: 'unusual-time',
        title: 'Unusual time',
        explanation: 'Asked at 03:12 of the firm’s own time; it works from 8 to 18.',
      },
    ],
    enquiries: [
      {
        at: at('11-02 11:00'),
        by: 'Priya Raman',
        channel: 'phone',
        words: 'Asked whether support can read the second factor’s secret. No.',
      },
    ],
  }),
  closed: (view) => ({
    ...view,
    status: 'closed',
    outcome: 'withdrawn',
    next: next('reopen', 'Closed', 'It can be opened again.'),
  }),
  'written-by-newer': (view) => ({
    ...view,
    standsStill: refusalView(writtenByNewer('case')),
  }),
  duplicate: (view) => ({
    ...states['closed']!(view),
    outcome: 'duplicate',
    duplicateOf: { caseId: 'case-2', number: 'RD-2401' },
  }),
};

/** Puts a case of that desk in one of the states. */
export const putIn = (desk: FakeDesk, caseId: string, state: string): void => {
  const edit = states[state];
  if (edit === undefined) throw new Error(`There is no state ${state}.`);
  desk.cases = desk.cases.map((view) => (view.caseId === caseId ? edit(view) : view));
};
