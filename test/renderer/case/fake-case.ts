/** What the fake desk answers to the calls of a case: enough of main's doing that a screen goes on. */
import type { CallName, CallOutput, CallParsed } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import type { Person } from '#contract/shared';
import { refuse } from '../fake-desk';
import { morning } from '../fake-world';

type World = {
  readonly find: (caseId: string) => CaseView;
  readonly change: (caseId: string, edit: (view: CaseView) => CaseView) => void;
  readonly told: (view: CaseView, words: string) => CaseView;
  readonly me: () => Person;
};
const done = { done: true } as const;
const now = new Date(morning).toISOString();
const overNext: CaseView['next'] = {
  action: 'none',
  title: 'Closed',
  reason: 'Nothing more happens here.',
  refusal: null,
};

type Fallback = NonNullable<CaseView['fallback']>;
type Attestation = NonNullable<Fallback['attestation']>;
const digestOf = (fallback: Fallback): string => `digest-${fallback.items.map((item) => item.note).join().length}`;
const missingOf = (fallback: Fallback): string[] => [
  ...fallback.items.filter((item) => item.value !== 'seen').map((item) => item.words),
  ...(fallback.attestation !== null && fallback.attestation.asked?.answeredAt == null
    ? ['The code from whoever vouches']
    : []),
];

type Names = Extract<
  CallName,
  | `fallback.${string}`
  | 'cases.freeze'
  | 'cases.close'
  | 'cases.recordWay'
  | 'cases.reopen'
  | 'cases.recordRepudiation'
  | 'cases.revokeApproval'
  | 'cases.snooze'
  | 'cases.wake'
  | 'cases.checkWatch'
  | 'cases.logEnquiry'
>;
type CaseHandlers = { [N in Names]: (input: CallParsed<N>) => CallOutput<N> };

/** The handlers over one fake world. */
export const caseHandlers = ({ find, change, told, me }: World): CaseHandlers => {
  const act = (caseId: string, edit: (view: CaseView) => CaseView, words: string): { readonly done: true } => {
    change(caseId, (view) => told(edit(view), words));
    return done;
  };
  const inFallback = (view: CaseView, edit: (fallback: Fallback) => Fallback): CaseView => {
    if (view.fallback === null) return refuse('wrong-status', 'No alternate method is under way.');
    const fallback = edit(view.fallback);
    return { ...view, fallback: { ...fallback, missing: fallback.stage === 'preparing' ? missingOf(fallback) : [] } };
  };
  const attested = (fallback: Fallback, edit: (attestation: Attestation) => Attestation): Fallback => ({
    ...fallback,
    attestation: fallback.attestation && edit(fallback.attestation),
  });
  return {
    'cases.recordWay': ({ caseId, way, outcome, why }) => {
      const isWorked = outcome === 'worked';
      return act(
        caseId,
        (view) => ({
          ...view,
          ...(isWorked
            ? {
                status: 'closed' as const,
                outcome: 'self-served',
                next: overNext,
              }
            : {}),
          selfHelp: view.selfHelp.map((said) =>
            said.way === way
              ? outcome === 'taken-back'
                ? { ...said, outcome, why: null }
                : { ...said, outcome, why, by: me().name, at: now }
              : said,
          ),
        }),
        `Way recorded: ${outcome}`,
      );
    },
    'cases.freeze': ({ caseId, words }) =>
      act(
        caseId,
        (view) => ({ ...view, frozen: { at: now, by: me().name, via: 'staff', saidAbout: null, words, done: [] } }),
        'Stopped',
      ),
    'cases.recordRepudiation': ({ caseId, words }) =>
      act(
        caseId,
        (view) => ({
          ...view,
          frozen: { at: now, by: me().name, via: 'told', saidAbout: null, words, done: [] },
        }),
        'Repudiation recorded',
      ),
    'cases.close': ({ caseId, outcome, duplicateOf }) =>
      act(
        caseId,
        (view) => ({
          ...view,
          status: 'closed',
          outcome,
          next: overNext,
          frozen: null,
          duplicateOf: duplicateOf === null ? null : { caseId: 'case-2', number: duplicateOf },
        }),
        'Closed',
      ),
    'cases.reopen': ({ caseId, reason }) =>
      reason.length < 10
        ? refuse('reason-missing', 'Say why it is opened again, in at least 10 characters.')
        : act(
            caseId,
            (view) => ({
              ...view,
              status: 'triage',
              outcome: null,
              next: {
                action: 'rule-out-self-help',
                title: 'Rule out the faster ways',
                reason: 'It was opened again.',
                refusal: null,
              },
            }),
            'Opened again',
          ),
    'cases.revokeApproval': ({ caseId, code }) =>
      code === '000000'
        ? refuse('wrong-code', 'That code is wrong. Four tries are left.')
        : act(
            caseId,
            (view) => ({
              ...view,
              status: 'in-review',
              disable: null,
              next: { action: 'review', title: 'Decide', reason: 'The approval was taken back.', refusal: null },
            }),
            'Approval taken back',
          ),
    'cases.snooze': ({ caseId, until, reason }) =>
      act(caseId, (view) => ({ ...view, snooze: { until, by: me().name, at: now, reason } }), 'Put aside'),
    'cases.wake': ({ caseId }) => act(caseId, (view) => ({ ...view, snooze: null }), 'Taken up again'),
    'cases.checkWatch': ({ caseId }) => {
      change(caseId, (view) => ({
        ...view,
        watch: view.watch && { ...view.watch, looks: view.watch.looks + 1, lastLookAt: now },
      }));
      return { factors: 0 };
    },
    'cases.logEnquiry': () => done,
    'fallback.open': ({ caseId, kind, reason }) =>
      act(
        caseId,
        (view) => {
          const seen =
            view.fallbackKinds.find((one) => one.kind === kind) ?? refuse('not-found', 'There is no such method.');
          const fallback: Fallback = {
            fallbackId: 'fallback-1',
            kind,
            title: seen.title,
            what: seen.what,
            strength: seen.strength,
            stage: 'preparing',
            openedBy: me().name,
            openedAt: now,
            reason,
            script: ['Say who you are.'],
            items: [
              {
                key: 'same-person',
                words: 'The person on the ID is the person on the call',
                value: null,
                note: null,
                by: null,
                at: null,
              },
            ],
            attestation: null,
            missing: ['The person on the ID is the person on the call'],
            approvalsNeeded: 2,
            approvals: 0,
            dueAt: null,
            decisions: [],
            mayDecide: false,
            why: 'Only reviewers decide.',
            rule: 'R9',
            way: null,
            barredApproval: null,
          };
          return {
            ...view,
            status: 'fallback-review',
            fallback,
            next: {
              action: 'prepare-fallback',
              title: 'Gather the evidence',
              reason: 'Then two reviewers decide.',
              refusal: null,
            },
          };
        },
        'Alternate method begun',
      ),
    'fallback.setItem': ({ caseId, item, value, note }) =>
      note.length < 3
        ? refuse('reason-missing', 'Say what you saw, and where it is kept.', { rule: 'R13', field: 'note' })
        : act(
            caseId,
            (view) =>
              inFallback(view, (fallback) => ({
                ...fallback,
                items: fallback.items.map((one) =>
                  one.key === item ? { ...one, value, note, by: me().name, at: now } : one,
                ),
              })),
            'Evidence noted',
          ),
    'fallback.askAttestation': ({ caseId, attestorId }) =>
      act(
        caseId,
        (view) =>
          inFallback(view, (fallback) =>
            attested(fallback, (attestation) => ({
              ...attestation,
              asked: {
                name: attestation.candidates.find((one) => one.accountId === attestorId)?.name ?? '',
                to: 'c•••@firm.example',
                expiresAt: new Date(morning + 24 * 3_600_000).toISOString(),
                attemptsLeft: 5,
                answeredAt: null,
                mail: 'sent',
              },
            })),
          ),
        'Code sent',
      ),
    'fallback.answerAttestation': ({ caseId, digits }) => {
      const ok = digits.replace(' ', '') === '12345678';
      change(caseId, (view) =>
        inFallback(view, (fallback) =>
          attested(fallback, (attestation) => ({
            ...attestation,
            asked: attestation.asked && {
              ...attestation.asked,
              attemptsLeft: attestation.asked.attemptsLeft - (ok ? 0 : 1),
              answeredAt: ok ? now : null,
            },
          })),
        ),
      );
      return { ok, attemptsLeft: find(caseId).fallback?.attestation?.asked?.attemptsLeft ?? 0 };
    },
    'fallback.submit': ({ caseId }) =>
      act(
        caseId,
        (view) => ({
          ...inFallback(view, (fallback) => ({
            ...fallback,
            stage: 'deciding',
            dueAt: new Date(morning + 48 * 3_600_000).toISOString(),
          })),
          next: {
            action: 'wait',
            title: 'Two reviewers decide',
            reason: 'The evidence stands as they see it.',
            refusal: null,
          },
        }),
        'Reviewers asked',
      ),
    'fallback.withdraw': ({ caseId }) =>
      act(
        caseId,
        (view) => ({
          ...inFallback(view, (fallback) => ({ ...fallback, stage: 'withdrawn' })),
          status: 'failed',
          next: {
            action: 'alternate-method',
            title: 'Offer another method',
            reason: 'The method was taken back.',
            refusal: null,
          },
        }),
        'Method taken back',
      ),
    'fallback.get': ({ caseId }) => {
      const view = find(caseId);
      const fallback = view.fallback ?? refuse('not-found', 'No alternate method is under way.');
      return {
        digest: digestOf(fallback),
        fallback,
        account: {
          name: view.person,
          firmName: view.firm,
          role: view.account?.role ?? 'member',
          limits: [],
          factors: view.account?.factors.map((factor) => factor.label) ?? [],
          addresses: 2,
          contactChanged: '1 address changed lately: not used for a link',
        },
        override: view.override?.reason ?? null,
        risk: view.risk.reasons,
        coolingOffHours: 24,
        temporaryAccessHours: null,
        earlier: [],
      };
    },
    'fallback.decide': ({ caseId, decision, digest, code }) => {
      if (code === '000000') return refuse('wrong-code', 'That code is wrong. Four tries are left.');
      const fallback = find(caseId).fallback ?? refuse('not-found', 'No alternate method is under way.');
      if (digest !== digestOf(fallback))
        return refuse('view-changed', 'What you were shown has changed.', { rule: 'R23', way: 'Look again.' });
      const approvals = fallback.approvals + (decision === 'approve' ? 1 : 0);
      const isOver = decision === 'refuse' || approvals >= fallback.approvalsNeeded;
      const status = decision === 'refuse' ? 'failed' : isOver ? 'approved' : 'fallback-review';
      change(caseId, (view) =>
        told(
          {
            ...inFallback(view, (one) => ({
              ...one,
              approvals,
              stage: decision === 'refuse' ? 'refused' : isOver ? 'approved' : 'deciding',
              mayDecide: false,
              why: 'You decided this fallback already.',
              rule: 'R9',
            })),
            status,
          },
          'Fallback decided',
        ),
      );
      return { status, approvalsLeft: Math.max(0, fallback.approvalsNeeded - approvals) };
    },
  };
};
