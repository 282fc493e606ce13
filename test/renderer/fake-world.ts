/**
 * The sample desk that the screens are looked at and tested with: one morning, Tuesday 10 November 2026, 10:24 in
 * Vancouver.
 */
import type { CaseView } from '#contract/cases';
import { barredView } from '#contract/refusals';
import { offerNames } from '#domain/case/offers';
import type { Person } from '#contract/shared';
import { canadaFederal } from '#domain/sla/calendars/federal';
import { dueAfterBusinessDays } from '#domain/sla/due';
import { explainDue } from '#domain/sla/explain';
import type { CaseStatus } from '#domain/case/state';
import { leftAlone } from './case/fake-outbox';

export const morning = Date.parse('2026-11-10T17:24:00.000Z');
export const zone = 'America/Vancouver';
/** A time of that desk's day: `11-09 15:02`. */
export const at = (text: string): string =>
  new Date(Date.parse(`2026-${text.replace(' ', 'T')}:00.000-07:00`)).toISOString();

const person = (staffId: string, name: string, initials: string, role: Person['role']): Person => ({
  staffId,
  name,
  initials,
  role,
});
export const maya = person('maya', 'Maya Okafor', 'MO', 'agent');
export const people: readonly Person[] = [
  maya,
  person('elodie', 'Élodie Gagné', 'ÉG', 'agent'),
  person('priya', 'Priya Raman', 'PR', 'agent'),
  person('theo', 'Theo Hall', 'TH', 'agent'),
  person('daniel', 'Daniel Achebe', 'DA', 'reviewer'),
  person('ines', 'Ines Kowalczyk', 'IK', 'reviewer'),
  person('sophie', 'Sophie Lavallée', 'SL', 'reviewer'),
  person('rosa', 'Rosa Tran', 'RT', 'lead'),
];
export const personOf = (staffId: string): Person => people.find((candidate) => candidate.staffId === staffId)!;

type DueView = NonNullable<CaseView['review']['due']>;
/** The due time of a form that came in then, as main explains it. */
export const dueOf = (from: string): DueView => {
  const due = dueAfterBusinessDays({ from, days: 2, calendar: canadaFederal, counting: 'calendar-day' });
  return {
    dueAt: due.dueAt,
    calendar: `${due.calendar.name}, v${due.calendar.version}`,
    calendarId: due.calendar.id,
    lines: [...explainDue(due, 'en')],
    closedDays: due.trace
      .filter((day) => day.kind === 'holiday')
      .map((day) => ({ date: day.date, name: day.holiday?.en ?? '' })),
  };
};

type Seed = {
  readonly name: string;
  readonly firm: string;
  readonly status: CaseStatus;
  readonly owner: string | null;
  readonly link?: Partial<NonNullable<CaseView['link']>>;
  readonly submitted?: string;
  readonly more?: Partial<CaseView>;
};

const noLink: CaseView['link'] = null;
const linkOf = (seed: Seed): CaseView['link'] =>
  seed.link === undefined
    ? noLink
    : { state: 'running', at: null, sentAt: null, openedAt: null, to: 'known@firm.example', number: 1, ...seed.link };

const account = (name: string, firm: string): NonNullable<CaseView['account']> => {
  const login = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@firm.example`;
  return {
    system: 'Sample identity system',
    readAt: at('11-10 10:21'),
    name,
    nameSince: '2021-03-14T18:00:00.000Z',
    login,
    firmName: firm,
    firmSize: 6,
    role: 'member',
    language: 'en',
    timeZone: 'America/Toronto',
    factors: [
      {
        id: 'f1',
        kind: 'totp',
        name: 'Authenticator app',
        label: 'Authenticator app',
        createdAt: '2024-03-14T18:00:00.000Z',
        codesLeft: null,
      },
      {
        id: 'f2',
        kind: 'backup-codes',
        name: 'Backup codes',
        label: 'Backup codes',
        createdAt: '2024-03-14T18:00:00.000Z',
        codesLeft: 3,
      },
    ],
    sessions: [],
    limits: [],
    addresses: [
      {
        addressId: 'a1',
        address: login,
        since: '2021-03-14T18:00:00.000Z',
        basis: 'system',
        until: null,
        standing: 'usable',
      },
      {
        addressId: 'a2',
        address: 'new@courrier.example',
        since: at('11-05 09:00'),
        basis: 'system',
        until: null,
        standing: 'too-new',
      },
    ],
    looks: null,
    mayDisable: [
      { name: 'Claire Dubé', role: 'primary-subscriber', may: true, why: 'May disable it: 2FA is on.' },
      { name: 'Peter Nygaard', role: 'administrator', may: false, why: 'May not: has no 2FA.' },
    ],
  };
};

/** Nobody asked yet: who may do what is answered by the domain, when somebody looks. */
const unasked = barredView(
  Object.fromEntries(offerNames.map((offer) => [offer, null])) as Parameters<typeof barredView>[0],
);

type WayView = CaseView['selfHelp'][number];
type WayWords = WayView['words']['en'];
const wayWords: Readonly<Record<WayView['way'], { readonly en: WayWords; readonly fr: WayWords }>> = {
  'still-signed-in': {
    en: {
      title: 'Use a device where you are still signed in',
      intro: 'You are still signed in on another device. From there you can set up the new phone yourself.',
      steps: [
        'On that device, open Settings, then Security.',
        'Choose “Change authenticator app”.',
        'Scan the code with the new phone.',
      ],
      never: 'Nobody from us asks for a code or a password.',
    },
    fr: {
      title: 'Utiliser un appareil encore connecté',
      intro:
        'Une session est encore ouverte sur un autre appareil. De là, vous pouvez configurer le nouveau téléphone.',
      steps: [
        'Sur cet appareil, ouvrez Paramètres, puis Sécurité.',
        'Choisissez « Changer d’application ».',
        'Numérisez le code avec le nouveau téléphone.',
      ],
      never: 'Personne chez nous ne demande un code ou un mot de passe.',
    },
  },
  'backup-code': {
    en: {
      title: 'Use a backup code',
      intro: 'When you set up 2FA you were shown ten backup codes. One of them lets you in.',
      steps: [
        'Find the codes: on paper, in a password manager, or in your files.',
        'At the sign-in, choose “Use a backup code”.',
        'Type one of them. It works once.',
      ],
      never: 'Never read a backup code out to anybody.',
    },
    fr: {
      title: 'Utiliser un code de secours',
      intro: 'À la configuration, dix codes de secours vous ont été montrés. L’un d’eux suffit.',
      steps: [
        'Retrouvez les codes : sur papier, dans un gestionnaire ou dans vos fichiers.',
        'À la connexion, choisissez « Utiliser un code de secours ».',
        'Tapez-en un. Il sert une fois.',
      ],
      never: 'Ne lisez jamais un code de secours à quiconque.',
    },
  },
  'someone-in-the-firm': {
    en: {
      title: 'Ask somebody in your firm',
      intro: 'Claire Dubé can turn 2FA off for you in a minute.',
      steps: [
        'Ask Claire Dubé in person or by phone.',
        'They open Firm settings, then Users, and turn 2FA off for you.',
        'Sign in and set it up again.',
      ],
      never: 'They need no code from you.',
    },
    fr: {
      title: 'Demander à quelqu’un du cabinet',
      intro: 'Claire Dubé peut désactiver l’authentification pour vous en une minute.',
      steps: [
        'Demandez à Claire Dubé, en personne ou par téléphone.',
        'Elle ouvre Paramètres du cabinet, puis Utilisateurs, et la désactive pour vous.',
        'Connectez-vous et configurez-la de nouveau.',
      ],
      never: 'Aucun code de votre part n’est nécessaire.',
    },
  },
};

/** The alternate methods as main lists them at a normal threat level. */
export const fallbackKindViews: CaseView['fallbackKinds'] = [
  {
    kind: 'live-video-call',
    title: 'Live video call',
    what: 'A colleague calls the customer and sees person and ID together.',
    strength: 'strong',
    open: true,
    why: 'Strong: open to everybody.',
  },
  {
    kind: 'firm-attestation',
    title: 'Firm administrator’s attestation',
    what: 'Somebody in the firm who may vouch gets a code at an address from before the case, and reads it to you.',
    strength: 'weak',
    open: true,
    why: 'Weak: stands beside what is known otherwise.',
  },
  {
    kind: 'billing-proof',
    title: 'Billing proof',
    what: 'Proof of the firm’s latest payment, sent from an address from before the case.',
    strength: 'weak',
    open: false,
    why: 'Only the Primary Subscriber sees the firm’s billing.',
  },
  {
    kind: 'notarised-letter',
    title: 'Notarised letter',
    what: 'A notary confirms identity and signature; the letter is checked with the notary.',
    strength: 'strong',
    open: true,
    why: 'Strong: open to everybody.',
  },
];

const nextOf = (status: CaseStatus): CaseView['next'] => {
  const next = (action: CaseView['next']['action'], title: string, reason: string): CaseView['next'] => ({
    action,
    title,
    reason,
    refusal: null,
  });
  switch (status) {
    case 'triage':
      return next(
        'rule-out-self-help',
        'Rule out the faster ways',
        'Nobody has asked yet about an open session, a backup code or somebody in the firm.',
      );
    case 'awaiting-admin':
      return next(
        'rule-out-self-help',
        'Wait for the firm',
        'Claire Dubé was asked to disable 2FA. If she can’t, record that it is impossible.',
      );
    case 'awaiting-customer':
      return next('wait', 'Wait for the form', 'The link was opened, the form is not finished. It expires by itself.');
    case 'link-expired':
      return next('new-link', 'Send a new link', 'The link expired before the form came in.');
    case 'submitted':
      return next('wait', 'Wait for the check', 'The provider is at work.');
    case 'in-review':
      return next('review', 'Decide', 'The form is in and nobody has decided yet.');
    case 'awaiting-second':
      return next('review', 'Second approval', 'One reviewer has passed it; a second one is needed.');
    case 'approved':
      return next('watch-disable', 'The cooling-off runs', '2FA is disabled when it ends, unless somebody stops it.');
    case 'disabling':
      return next('watch-disable', 'Disabling runs', 'The steps complete by themselves; each is read back.');
    case 'needs-attention':
      return next('resume-disable', 'Look at what stopped', 'A factor that was not on the list: the account changed.');
    case 'failed':
      return next('alternate-method', 'Offer another method', 'The check was not passed.');
    case 'fallback-review':
      return next('wait', 'Two approvals', 'The fallback waits for its reviewers.');
    case 'recovered':
      return next('none', 'Nothing to do', 'The person is back in. The account is watched until 2FA is on again.');
    case 'closed':
      return next('none', 'Closed', 'Nothing more happens here.');
  }
};

const seeds: readonly Seed[] = [
  {
    name: 'Geoffrey Whitcombe',
    firm: 'Harrow & Finch LLP',
    status: 'in-review',
    owner: 'daniel',
    link: { state: 'used', at: at('11-05 14:02'), sentAt: at('11-04 11:10') },
    submitted: at('11-05 14:02'),
    more: { marks: ['administrator'] },
  },
  {
    name: 'Marie-Ève Saint-Onge',
    firm: 'Cabinet Saint-Onge',
    status: 'in-review',
    owner: 'sophie',
    link: { state: 'used', at: at('11-06 09:40'), sentAt: at('11-05 10:00') },
    submitted: at('11-06 09:40'),
  },
  {
    name: 'Callum Reid',
    firm: 'Prairie Sky Law',
    status: 'awaiting-second',
    owner: 'ines',
    link: { state: 'used', at: at('11-06 11:15'), sentAt: at('11-05 16:30') },
    submitted: at('11-06 11:15'),
  },
  {
    name: 'Margaux Delisle',
    firm: 'Delisle Roy Avocats',
    status: 'awaiting-customer',
    owner: 'maya',
    link: {
      state: 'running',
      at: at('11-12 09:40'),
      sentAt: at('11-09 09:40'),
      openedAt: at('11-09 15:02'),
      to: 'm.delisle@delisle-roy.example',
    },
    more: { marks: ['primary-subscriber', 'contact-changed'] },
  },
  {
    name: 'Sasha Petrenko',
    firm: 'Kettle Valley Law',
    status: 'awaiting-customer',
    owner: 'priya',
    link: { state: 'running', at: at('11-12 10:05'), sentAt: at('11-09 10:05') },
  },
  {
    name: 'Giulia Marchetti',
    firm: 'Marchetti Boyd LLP',
    status: 'link-expired',
    owner: 'theo',
    link: { state: 'expired', at: at('11-09 16:20'), sentAt: at('11-06 16:20') },
  },
  { name: 'Hannah Brandt', firm: 'Northlight Law', status: 'triage', owner: 'maya', more: { marks: ['on-phone'] } },
  {
    name: 'Kwame Osei',
    firm: 'Osei Lindqvist LLP',
    status: 'awaiting-customer',
    owner: 'rosa',
    link: { state: 'stopped', at: at('11-10 08:52'), sentAt: at('11-09 12:00') },
    more: {
      marks: ['repudiated'],
      frozen: {
        at: at('11-10 08:52'),
        by: 'The customer',
        via: 'notice',
        saidAbout: null,
        words: 'This was not me.',
        done: [],
      },
      next: {
        action: 'lift-freeze',
        title: 'Nothing may run',
        reason: 'The customer says that this was not them. A lead looks into it.',
        refusal: { code: 'role-may-not', message: 'Only a lead lifts a freeze.', rule: 'R7', way: 'Ask Rosa Tran.' },
      },
    },
  },
  {
    name: 'Jean-Philippe Larivière',
    firm: 'Larivière & Fils',
    status: 'in-review',
    owner: 'daniel',
    link: { state: 'used', at: at('11-09 10:31'), sentAt: at('11-06 12:00') },
    submitted: at('11-09 10:31'),
  },
  {
    name: 'Wendy Chan',
    firm: 'Blackwood Chan LLP',
    status: 'in-review',
    owner: null,
    link: { state: 'used', at: at('11-09 15:48'), sentAt: at('11-06 16:05') },
    submitted: at('11-09 15:48'),
    more: {
      marks: ['primary-subscriber'],
      next: {
        action: 'review',
        title: 'Decide',
        reason: 'The form is in.',
        refusal: {
          code: 'sender-decides',
          message: 'You sent its link, on Fri 6 Nov at 16:05.',
          rule: 'R9',
          way: 'Another reviewer decides it.',
        },
      },
    },
  },
  {
    name: 'Luc Tessier',
    firm: 'Tessier Morin Notaires',
    status: 'approved',
    owner: 'sophie',
    link: { state: 'used', at: at('11-05 10:12'), sentAt: at('11-04 09:00') },
    submitted: at('11-05 10:12'),
    more: {
      marks: ['administrator'],
      disable: {
        effectId: 'e1',
        via: 'check',
        how: 'disable',
        coolingOff: {
          hours: 24,
          reasons: ['Firm Administrator'],
          endsAt: at('11-10 15:30'),
          state: 'running',
          changed: null,
        },
        approvedAt: at('11-09 15:30'),
        dueAt: at('11-10 15:30'),
        coolingOffHours: 24,
        steps: [],
        stopped: null,
        retrying: null,
        finishedAt: null,
      },
    },
  },
  { name: 'Anne-Sophie Beauchemin', firm: 'Beauchemin Lachance', status: 'awaiting-admin', owner: 'elodie' },
  {
    name: 'Adaeze Nwosu',
    firm: 'Ironbridge Counsel',
    status: 'awaiting-customer',
    owner: 'priya',
    link: { state: 'running', at: at('11-12 13:30'), sentAt: at('11-09 13:30'), openedAt: at('11-10 09:51') },
  },
  { name: 'Rory MacIsaac', firm: 'Aucoin MacIsaac', status: 'triage', owner: null },
  {
    name: 'Noémie Desrosiers',
    firm: 'Desrosiers Family Law',
    status: 'awaiting-customer',
    owner: 'elodie',
    link: { state: 'running', at: at('11-13 09:12'), sentAt: at('11-10 09:12') },
  },
  {
    name: 'Benoît Fontaine',
    firm: 'Fontaine Legault',
    status: 'failed',
    owner: 'theo',
    link: { state: 'used', at: at('11-04 13:05'), sentAt: at('11-03 10:00') },
    submitted: at('11-04 13:05'),
  },
  {
    name: 'Imogen Yates',
    firm: 'Pinecrest Legal',
    status: 'needs-attention',
    owner: 'maya',
    link: { state: 'used', at: at('11-04 15:20'), sentAt: at('11-03 16:00') },
    submitted: at('11-04 15:20'),
  },
  {
    name: 'Olivier Vautrin',
    firm: 'Vautrin Juristes',
    status: 'recovered',
    owner: 'maya',
    link: { state: 'used', at: at('11-04 15:20'), sentAt: at('11-03 16:00') },
    submitted: at('11-04 15:20'),
  },
];

const viewOf = (seed: Seed, index: number): CaseView => {
  const isDecided = ['failed', 'approved', 'recovered', 'needs-attention'].includes(seed.status);
  const due = seed.submitted === undefined ? null : dueOf(seed.submitted);
  const link = linkOf(seed);
  const isRuledOut = link !== null;
  const mayBegin = ['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired', 'failed'].includes(seed.status);
  const said = (way: WayView['way'], hint: string, isOpen = true): WayView => ({
    way,
    open: isOpen,
    words: wayWords[way],
    outcome: isRuledOut ? 'impossible' : null,
    why: isRuledOut ? 'Not there any more.' : null,
    by: isRuledOut ? 'Maya Okafor' : null,
    at: isRuledOut ? at('11-09 09:35') : null,
    hint,
  });
  return {
    caseId: `case-${index + 1}`,
    number: `RD-${2400 + index}`,
    version: 1,
    person: seed.name,
    firm: seed.firm,
    status: seed.status,
    outcome: seed.status === 'recovered' ? 'recovered' : null,
    frozen: null,
    next: nextOf(seed.status),
    owner: seed.owner === null ? null : personOf(seed.owner),
    marks: [],
    openedAt: at('11-09 09:31'),
    openedBy: 'Maya Okafor',
    channel: 'phone',
    callerWords: 'New phone, the app did not move over.',
    callerGave: 'someone@webpost.example',
    reference: '',
    requests: 1,
    account: account(seed.name, seed.firm),
    risk: { level: 'normal', reasons: [] },
    selfHelp: [
      said('still-signed-in', 'No session is open. The last one was Safari on a Mac, today at 08:51.'),
      said('backup-code', 'Three of ten are left. They were made on 14 March 2024 and shown once.'),
      said('someone-in-the-firm', 'One of two may.'),
    ],
    numbers: { linkHours: 72, reviewBusinessDays: 2, recentContactDays: 14, watchReminderDays: [1, 3, 7] },
    fallback: null,
    fallbackKinds: mayBegin ? [...fallbackKindViews] : [],
    signals: [],
    snooze: null,
    watch: null,
    secures: null,
    securedBy: null,
    duplicateOf: null,
    standsStill: null,
    enquiries: [],
    override: null,
    linkGate: { open: false, conditions: [] },
    link,
    review: {
      state: due === null ? (link === null ? 'none' : 'not-started') : isDecided ? 'kept' : 'running',
      at: due === null ? null : isDecided ? at('11-06 16:10') : due.dueAt,
      startedAt: seed.submitted ?? null,
      due,
      ifSubmittedNow: due === null ? dueOf(new Date(morning).toISOString()) : null,
    },
    unread: [],
    maybeNotMe: null,
    mails: link?.sentAt
      ? [
          {
            mailId: `mail-${index}`,
            template: 'recovery-link',
            to: link.to ?? '',
            language: 'fr',
            askedAt: link.sentAt,
            state: 'sent',
            settledAt: link.sentAt,
            answeredAt: null,
            why: null,
            attempts: 1,
            nextTryAt: null,
            barredAgain: null,
            ...leftAlone,
          },
        ]
      : [],
    disable: null,
    barred: unasked,
    ...seed.more,
  };
};

/** `n` cases: the morning's eighteen, then as many more of the same kinds as asked for. */
export const makeCases = (n: number): CaseView[] =>
  Array.from({ length: n }, (_, index) => {
    const seed = seeds[index % seeds.length]!;
    const round = Math.floor(index / seeds.length);
    return viewOf(round === 0 ? seed : { ...seed, name: `${seed.name} ${'I'.repeat(round + 1)}` }, index);
  });
