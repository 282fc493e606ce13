/**
 * A review behind the fake desk that keeps state: handles that work once, approvals, a digest, and a disable that runs
 * step by step.
 */
import type { CallOutput } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import type { ReviewView } from '#contract/review';
import { compareNames } from '#domain/names/compare';
import { refusalView } from '#contract/refusals';
import { lookedAtAll } from '#domain/case/looking';
import { mayDo } from '#domain/case/may-do';
import { factsFor, stateOf } from '../case/as-state';
import type { FakeDesk } from '../fake-desk';
import { refuse } from '../fake-desk';
import { at } from '../fake-world';

type Verdicts = Readonly<Record<'document' | 'name' | 'face' | 'liveness', 'pass' | 'review' | 'fail' | 'no-result'>>;
export type FakeReview = {
  view: ReviewView;
  verdicts: Verdicts;
  /** Marks that an earlier approver changed after their comparison. */
  changed: CallOutput<'review.uncover'>['changed'];
  readonly caseId: string;
  /** Handles that were given out, oldest first: `<slot>-<n>`. */
  readonly handles: string[];
  readonly change: (part: Partial<ReviewView>) => void;
  /** Lets the disable do its next step. */
  readonly step: () => void;
  readonly stop: (found: string) => void;
};

export const wrongCode = '000000';
const noResult: Verdicts = { document: 'no-result', name: 'no-result', face: 'no-result', liveness: 'no-result' };

const stepsOf = (view: ReviewView): NonNullable<CaseView['disable']>['steps'] =>
  [
    {
      key: 'list',
      title: 'Listed what is there',
      readBack: '1 password, 1 authenticator app, 1 security key, 3 sessions',
    },
    { key: 're-enrolment', title: 'Asked for 2FA at the next sign-in', readBack: 're-enrolment is asked for' },
    ...view.account.factors.map((factor) => ({
      key: `factor:${factor.id}`,
      title: `Removed the ${factor.kind.toLowerCase()} “${factor.label}”`,
      readBack: 'gone from the list',
    })),
    { key: 'sessions', title: 'Ended the sessions', readBack: '0 sessions' },
    { key: 'compare', title: 'Compared the account with what was expected', readBack: 'no second factor, no session' },
    {
      key: 'tell',
      title: `Told ${view.account.addresses} known addresses`,
      readBack: `${view.account.addresses} known addresses`,
    },
  ].map((step) => ({ ...step, state: 'waiting' as const, readBack: step.readBack, at: null }));

/**
 * Puts a review in the place of the fake desk's own refusals: Jean-Philippe Larivière's, unless another person is
 * named.
 */
export const addReview = (
  desk: FakeDesk,
  options: { readonly person?: string; readonly more?: Partial<ReviewView>; readonly provider?: Verdicts } = {},
): FakeReview => {
  const found = desk.cases.find((one) => one.person === (options.person ?? 'Jean-Philippe Larivière'));
  if (found === undefined) throw new Error('addReview: no such case');
  const { caseId } = found;
  let plan: NonNullable<CaseView['disable']>['steps'] = [];
  const fake: FakeReview = {
    caseId,
    handles: [],
    changed: [],
    verdicts: options.provider ?? noResult,
    view: {
      caseId,
      number: found.number,
      person: found.person,
      firm: found.firm,
      digest: 'digest-1',
      mayDecide: true,
      why: 'You may decide: you neither opened this case nor sent its link.',
      rule: null,
      way: null,
      barred: { pass: null, fail: null, 'ask-again': null },
      submittedAt: at('11-09 10:31'),
      country: 'UT',
      documentKind: 'identity-card',
      capture: 'automatic',
      termsVersion: '2026-11-01',
      provider: options.provider === undefined ? 'own-form' : 'Sample provider',
      approvalsNeeded: 1,
      approvals: [],
      policyWords: 'No provider stands behind our own form. This desk’s policy asks for one reviewer.',
      evidence: 'kept',
      destroyedAt: null,
      pictures: [
        { slot: 'front', evidenceId: 'e-front' },
        { slot: 'back', evidenceId: 'e-back' },
        { slot: 'selfie', evidenceId: 'e-selfie' },
      ],
      looked: { opened: [], unreadable: [], first: null },
      account: {
        name: found.person,
        nameSince: '2019-09-02T18:00:00.000Z',
        linkWentTo: 'jp@lariviere-fils.example',
        contactChanged: 'Not in the last 14 days',
        role: 'Firm member, firm of 6',
        system: 'Sample identity system',
        readAt: at('11-10 10:23'),
        factors: [
          {
            id: 'f1',
            kind: 'Authenticator app',
            label: 'iPhone de JP',
            createdAt: '2024-03-12T18:00:00.000Z',
            removable: true,
          },
          {
            id: 'f2',
            kind: 'Security key',
            label: 'YubiKey 5',
            createdAt: '2025-06-03T18:00:00.000Z',
            removable: true,
          },
        ],
        sessions: ['Chrome on Windows', 'the iPhone app', 'an unknown device'],
        can: { sessions: 'listed', removal: 'each', demand: 'in-force' },
        limits: [],
        addresses: 3,
      },
      override: null,
      risk: { level: 'normal', reasons: [], coolingOffHours: 0 },
      temporaryAccessHours: null,
      ...options.more,
    },
    change: (part) => {
      fake.view = { ...fake.view, ...part };
      desk.emit({ type: 'changed', topics: [`case:${caseId}`] });
    },
    step: () =>
      desk.changeCase(caseId, (view) => {
        if (view.disable === null) return view;
        const next = view.disable.steps.findIndex((step) => step.state !== 'done');
        const steps = view.disable.steps.map((step, index) =>
          index === next
            ? {
                ...step,
                state: 'done' as const,
                readBack: plan[index]?.readBack ?? null,
                at: new Date(Date.parse(at('11-10 10:32')) + index * 1000).toISOString(),
              }
            : index === next + 1
              ? { ...step, state: 'running' as const }
              : step,
        );
        const isOver = steps.every((step) => step.state === 'done');
        return {
          ...view,
          status: isOver ? 'recovered' : 'disabling',
          disable: { ...view.disable, steps, finishedAt: isOver ? at('11-10 10:33') : null },
        };
      }),
    stop: (what) =>
      desk.changeCase(caseId, (view) => {
        if (view.disable === null) return view;
        const next = view.disable.steps.findIndex((step) => step.state !== 'done');
        return {
          ...view,
          status: 'needs-attention',
          disable: {
            ...view.disable,
            steps: view.disable.steps.map((step, index) =>
              index === next ? { ...step, state: 'stopped' as const, readBack: what } : step,
            ),
            stopped: {
              reason: 'account-changed',
              found: what,
              at: at('11-10 10:33'),
            },
          },
        };
      }),
  };

  desk.on('review.list', () => ({
    rows: [
      {
        caseId: 'case-2',
        number: 'RD-2401',
        person: 'Marie-Ève Saint-Onge',
        firm: 'Cabinet Saint-Onge',
        submittedAt: at('11-06 09:40'),
        dueAt: at('11-10 17:00'),
        calendarId: 'ca-federal' as const,
        mayDecide: false,
        why: 'You sent its link. Whoever sends the link does not decide.',
        status: 'in-review' as const,
      },
      {
        caseId: 'case-1',
        number: 'RD-2400',
        person: 'Geoffrey Whitcombe',
        firm: 'Harrow & Finch LLP',
        submittedAt: at('11-05 14:02'),
        dueAt: at('11-09 17:00'),
        calendarId: 'ca-federal' as const,
        mayDecide: true,
        why: 'You neither opened this case nor sent its link.',
        status: 'in-review' as const,
      },
      {
        caseId,
        number: found.number,
        person: found.person,
        firm: found.firm,
        submittedAt: at('11-09 10:31'),
        dueAt: at('11-12 17:00'),
        calendarId: 'ca-federal' as const,
        mayDecide: true,
        why: 'You neither opened this case nor sent its link.',
        status: 'awaiting-second' as const,
      },
    ],
  }));
  /** R15, R18: what may be decided about such pictures and factors is the domain's word. */
  const barred = (): ReviewView['barred'] => {
    const view = desk.cases.find((one) => one.caseId === caseId);
    if (view === undefined || desk.session.state !== 'signed-in') return fake.view.barred;
    const state = stateOf(view);
    const shown = { ...state, submission: state.submission && { ...state.submission, evidence: fake.view.evidence } };
    const facts = factsFor(desk.session.who);
    const of = (decision: 'pass' | 'fail' | 'ask-again') =>
      refusalView(mayDo(shown, { kind: 'decide', decision }, { ...facts, looked: lookedAtAll(shown) }));
    return { pass: of('pass'), fail: of('fail'), 'ask-again': of('ask-again') };
  };
  desk.on('review.get', () => ({ ...fake.view, barred: barred() }));
  desk.on('review.openPicture', ({ evidenceId }) => {
    const slot =
      fake.view.pictures.find((picture) => picture.evidenceId === evidenceId)?.slot ??
      refuse('evidence-gone', 'This picture is not there any more.', {
        rule: 'R18',
        way: 'Ask again, with a new link.',
      });
    const handle = `${slot}-${fake.handles.length + 1}`;
    fake.handles.push(handle);
    return { handle };
  });
  desk.on('review.uncover', ({ digest, marks, printedName }) => {
    if (digest !== fake.view.digest)
      return refuse('view-changed', 'What you were shown has changed since. Look again before you decide.', {
        rule: 'R23',
        way: 'Read the case again.',
      });
    const compared = compareNames(fake.view.account.name, printedName);
    return {
      rule: compared.rule,
      equal: compared.equal,
      rows: compared.rows.map((row) => ({
        account: row.account ?? null,
        printed: row.printed ?? null,
        relation: row.relation,
      })),
      suspicious: compared.suspicious.map(
        (finding) => `${finding.side === 'account' ? 'On the account' : 'As typed'}: ${finding.note}`,
      ),
      changed: fake.changed,
      provider: {
        name: fake.view.provider === 'own-form' ? 'Our own form, no provider' : fake.view.provider,
        isOwnForm: fake.view.provider === 'own-form',
        rows: marks.map(({ check, value }) => ({
          check,
          verdict: fake.verdicts[check],
          codes: fake.verdicts[check] === 'review' ? ['POOR_IMAGE_QUALITY'] : [],
          agrees:
            fake.verdicts[check] === 'no-result'
              ? ('nothing-to-compare' as const)
              : fake.verdicts[check] === value
                ? ('as-marked' as const)
                : ('differs' as const),
        })),
      },
    };
  });
  desk.on('review.decide', (input) => {
    if (input.digest !== fake.view.digest)
      return refuse('view-changed', 'What you were shown has changed since. Look again before you decide.', {
        rule: 'R23',
        way: 'Read the case again.',
      });
    if (input.code === wrongCode)
      return refuse('wrong-code', 'That code is wrong. Four tries are left.', { rule: 'R21' });
    const approvals = [
      ...fake.view.approvals,
      { by: desk.session.state === 'signed-in' ? desk.session.who.name : '', at: at('11-10 10:31') },
    ];
    const left = input.decision === 'pass' ? fake.view.approvalsNeeded - approvals.length : 0;
    if (input.decision !== 'pass') {
      fake.view = { ...fake.view, mayDecide: false, why: 'Nothing to decide.', evidence: 'destroyed', pictures: [] };
      desk.changeCase(caseId, (view) => ({
        ...view,
        status: input.decision === 'fail' ? 'failed' : 'awaiting-customer',
      }));
      return {
        status: input.decision === 'fail' ? 'failed' : 'awaiting-customer',
        approvalsLeft: fake.view.approvalsNeeded,
      };
    }
    fake.view = {
      ...fake.view,
      approvals,
      mayDecide: false,
      why: 'You approved this case already. The second approval needs another reviewer.',
      rule: 'R9',
      way: 'Another reviewer.',
    };
    if (left > 0) {
      desk.changeCase(caseId, (view) => ({ ...view, status: 'awaiting-second' }));
      return { status: 'awaiting-second', approvalsLeft: left };
    }
    plan = stepsOf(fake.view);
    const { coolingOffHours: hours, reasons } = fake.view.risk;
    const endsAt = at('11-11 10:31');
    desk.changeCase(caseId, (view) => ({
      ...view,
      status: hours > 0 ? 'approved' : 'disabling',
      disable: {
        effectId: 'effect-1',
        via: 'check',
        how: input.how ?? 'disable',
        coolingOff: hours > 0 ? { hours, reasons, endsAt, state: 'running', changed: null } : null,
        approvedAt: at('11-10 10:31'),
        dueAt: hours > 0 ? endsAt : at('11-10 10:24'),
        coolingOffHours: hours,
        steps: plan.map((step, index) => ({
          ...step,
          readBack: null,
          state: index === 0 && hours === 0 ? ('running' as const) : ('waiting' as const),
        })),
        stopped: null,
        retrying: null,
        finishedAt: null,
      },
    }));
    return { status: 'approved', approvalsLeft: 0 };
  });
  desk.on('cases.resumeDisable', ({ code }) => {
    if (code === wrongCode) return refuse('wrong-code', 'That code is wrong. Four tries are left.', { rule: 'R21' });
    desk.changeCase(caseId, (view) => ({
      ...view,
      status: 'disabling',
      disable: view.disable && {
        ...view.disable,
        stopped: null,
        steps: view.disable.steps.map((step) =>
          step.state === 'stopped' ? { ...step, state: 'running' as const, readBack: null } : step,
        ),
      },
    }));
    return { done: true };
  });
  return fake;
};
