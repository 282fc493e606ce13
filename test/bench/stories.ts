/** What happens to a case in the bench, told as commands to the domain with the hours between them. */
import { tellingNotices } from '#domain/case/cooling-off';
import { defaultPolicy } from '#domain/policy/policy';
import type { Policy } from '#domain/policy/policy';
import type { AccountFacts, FirmRole } from '#domain/case/account';
import type { CaseActor, CaseCommand } from '#domain/case/commands';
import { nextStep } from '#domain/case/disable-steps';
import { noResultRows } from '#domain/case/decide-check';
import type { CaseState } from '#domain/case/state';
import { currentLink } from '#domain/case/state';
import { calendarOf } from '#domain/sla/calendar';
import { dueAfterBusinessDays } from '#domain/sla/due';
import { firmName, personName, pick } from './people';
import type { Random } from './people';
import { everyCapability } from '#support/capabilities';

/** The rules of the bench: no limit on links, since a year's cases are told in a month. */
export const policy: Policy = { ...defaultPolicy('practice'), linksPerAccountAndDay: 1e6, linksPerAgentAndHour: 1e6 };

export const agents = [
  'maya-okafor',
  'elodie-gagnon',
  'priya-raman',
  ...Array.from({ length: 27 }, (_, i) => `agent-${i}`),
];
const reviewers = ['daniel-achebe', 'ines-kowalczyk', 'sophie-lavallee'];
const dayMs = 86_400_000;

export const staff = (id: string, role: 'agent' | 'reviewer' | 'lead'): CaseActor => ({
  kind: 'staff',
  id,
  role,
  address: `${id}@desk.example`,
});
const customer: CaseActor = { kind: 'customer' };
const desk: CaseActor = { kind: 'desk' };

/** A command with the hours that go by before it. `command` sees the case as it then is. */
export type Step = {
  readonly hours: number;
  readonly actor: CaseActor;
  readonly command: (state: CaseState | null, now: string) => CaseCommand;
};

const account = (random: Random, index: number, now: string): AccountFacts => {
  const name = personName(random);
  const role: FirmRole = random() < 0.85 ? 'member' : random() < 0.6 ? 'administrator' : 'primary-subscriber';
  const before = (days: number): string => new Date(Date.parse(now) - days * dayMs).toISOString();
  const mail = `${name.toLowerCase().replaceAll(/[^a-z]+/gu, '.')}.${index}@firm.example`;
  return {
    accountId: `bench:account-${index}`,
    name,
    nameSince: before(900),
    login: mail,
    firmId: `bench:firm-${index % 4000}`,
    firmName: firmName(random),
    firmStatus: 'active',
    role,
    language: random() < 0.7 ? 'en' : 'fr',
    timeZone: 'America/Toronto',
    factors: [
      { id: `totp-${index}`, kind: 'totp', label: 'Phone', createdAt: before(500) },
      { id: `codes-${index}`, kind: 'backup-codes', label: 'Backup codes', createdAt: before(500), codesLeft: 3 },
    ],
    sessions: [{ id: `session-${index}`, device: 'Chrome on Windows', lastSeenAt: before(2) }],
    addresses: [
      { id: `mail-${index}`, address: mail, since: before(800), until: null },
      ...(random() < 0.3
        ? [{ id: `other-${index}`, address: `other.${index}@post.example`, since: before(700), until: null }]
        : []),
    ],
    members: Array.from({ length: 3 }, (_, i) => ({
      accountId: `bench:colleague-${index}-${i}`,
      name: personName(random),
      role: i === 0 ? ('primary-subscriber' as const) : ('member' as const),
      hasSecondFactor: i !== 1,
    })),
    capabilities: everyCapability,
    readAt: now,
  };
};

const notSent = (state: CaseState | null) => state?.mails.find((mail) => mail.state === 'waiting');
const waitingNotice = (state: CaseState | null) =>
  state === null ? undefined : tellingNotices(state, policy).find((mail) => mail.state === 'waiting');
const marks = (['document', 'name', 'face', 'liveness'] as const).map((check) => ({
  check,
  value: 'pass' as const,
  reason: 'Looked at, and it fits',
}));

/** One case's whole story; how far it gets is told by when the bench stops listening. */
// oxlint-disable-next-line func-style -- a generator has no other form
export function* storyOf(random: Random, index: number): Generator<Step> {
  const agent = staff(pick(random, agents), 'agent');
  const soon = () => random() * 2;
  const later = () => 4 + random() * 60;
  const by = (hours: number, actor: CaseActor, command: Step['command']): Step => ({ hours, actor, command });
  const accepted = (hours: number): Step =>
    by(hours, desk, (state) => ({
      kind: 'mail-accepted',
      mailId: notSent(state)?.mailId ?? '',
      messageId: `<${index}-${Math.floor(random() * 1e9)}@lumen-practice.example>`,
      rawSha256: 'ab'.repeat(32),
    }));
  const link = (state: CaseState | null): string => (state === null ? '' : (currentLink(state)?.checkId ?? ''));

  yield by(0, agent, (_, now) => ({
    kind: 'open',
    caseId: `bench-${index.toString(36).padStart(6, '0')}`,
    number: `RD-${100_000 + index}`,
    account: account(random, index, now),
    system: 'Lumen Practice',
    channel: pick(random, ['phone', 'email', 'chat'] as const),
    callerWords: 'New phone, and the app did not move over with the rest.',
    callerGave: '',
    reference: '',
  }));
  if (random() < 0.75)
    yield by(soon(), agent, () => ({ kind: 'assign', to: agent.kind === 'staff' ? agent.id : null }));
  yield accepted(0.01);
  if (random() < 0.7) {
    yield by(later(), agent, () => ({
      kind: 'record-way',
      way: 'still-signed-in',
      outcome: 'worked',
      why: 'Was signed in on the laptop, and added the new phone there.',
    }));
    return;
  }
  yield by(later(), agent, () => ({
    kind: 'record-way',
    way: 'still-signed-in',
    outcome: 'tried',
    why: 'No device is signed in any more.',
  }));
  yield by(0.05, agent, () => ({
    kind: 'record-way',
    way: 'backup-code',
    outcome: 'impossible',
    why: 'No backup code is left.',
  }));
  yield by(later(), agent, () => ({
    kind: 'record-way',
    way: 'someone-in-the-firm',
    outcome: 'impossible',
    why: 'They were asked, and can’t this week.',
  }));
  yield by(soon(), agent, (state) => ({
    kind: 'send-link',
    addressId: state?.account?.addresses[0]?.id ?? '',
    language: 'en',
  }));
  yield by(0.01, desk, (state) => ({ kind: 'start-link-clock', checkId: link(state) }));
  yield accepted(0.01);
  if (random() < 0.3) {
    yield by(72.1, desk, (state) => ({ kind: 'expire-link', checkId: link(state) }));
    yield by(later(), agent, () => ({ kind: 'close', outcome: 'withdrawn', reason: 'Did not come back to us.' }));
    return;
  }
  yield by(random() * 60, customer, (state) => ({ kind: 'open-link', checkId: link(state), device: 'phone' }));
  yield by(0.2, customer, (state, now) => ({
    kind: 'submit',
    provider: 'own-form',
    due: dueAfterBusinessDays({
      from: now,
      days: policy.reviewBusinessDays,
      calendar: calendarOf(policy.calendarId),
      counting: policy.counting,
    }),
    submission: {
      checkId: link(state),
      submissionId: `submission-${index}`,
      termsVersion: '1',
      language: 'en',
      country: 'CA',
      documentKind: 'passport',
      capture: 'automatic',
      pictures: (['front', 'selfie'] as const).map((slot) => ({
        slot,
        evidenceId: `${slot}-${index}`,
        sha256: 'cd'.repeat(32),
        bytes: 180_000,
        contentType: 'image/jpeg',
      })),
    },
  }));
  yield by(0.01, desk, (state) => ({
    kind: 'record-result',
    checkId: link(state),
    outcome: 'none',
    codes: [],
    rows: noResultRows,
  }));
  const reviewer = staff(pick(random, reviewers), 'reviewer');
  const fails = random() < 0.1;
  const decision = (state: CaseState | null): CaseCommand => ({
    kind: 'decide',
    decisionId: `decision-${index}`,
    decision: fails || state?.risk.level === 'raised' ? 'fail' : 'pass',
    marks:
      fails || state?.risk.level === 'raised'
        ? marks.map((mark) => (mark.check === 'face' ? { ...mark, value: 'fail' as const } : mark))
        : marks,
    printedName: state?.account?.name ?? '',
    nameReason: '',
    note: '',
    digest: 'ef'.repeat(32),
  });
  yield by(6 + random() * 40, reviewer, decision);
  let failed = false;
  yield by(0.01, desk, (state) => {
    failed = state?.status === 'failed';
    return {
      kind: 'mail-accepted',
      // R8: what tells the owner lets the disable begin.
      mailId: (waitingNotice(state) ?? notSent(state))?.mailId ?? '',
      messageId: `<told-${index}@lumen-practice.example>`,
      rawSha256: 'ab'.repeat(32),
    };
  });
  if (failed) {
    yield by(later(), agent, () => ({ kind: 'close', outcome: 'rejected', reason: 'The check did not pass.' }));
    return;
  }
  yield by(0.01, desk, () => ({ kind: 'begin-disable' }));
  for (let i = 0; i < 6; i += 1)
    yield by(0.001, desk, (state) => ({
      kind: 'step-disable',
      step: state?.disable ? (nextStep(state.disable) ?? 'compare') : 'compare',
      readBack: { code: 'removed' },
    }));
  yield by(0.001, desk, () => ({ kind: 'finish-disable' }));
  yield accepted(0.01);
}
