/**
 * The alternate method as the window shows it. While reviewers decide, nobody who may still decide sees the others'
 * words (R9).
 */
import type { CaseView, FallbackView } from '#contract/cases';
import type { Role } from '#domain/access/roles';
import { may } from '#domain/access/roles';
import type { MayFacts } from '#domain/case/asks';
import { actorName } from '#domain/case/commands';
import { mayOffer } from '#domain/case/may-do';
import { missingOf, mostWrongCodes } from '#domain/case/may-fallback';
import { approvalsNeeded } from '#domain/case/cooling-off';
import { fallbackKinds } from '#domain/case/events';
import type { CaseState } from '#domain/case/state';
import { attestorsOf, kindFacts, kindsFor } from '#domain/fallback/kinds';
import { maskAddress } from '#domain/mail/clean';
import type { Policy } from '#domain/policy/policy';
import { refusalView } from '#contract/refusals';

type Who = { readonly id: string; readonly role: Role; readonly address: string };

/** The fallback for one person; null when there is none. */
export const fallbackViewOf = (
  state: CaseState,
  facts: MayFacts,
  nameOf: (actor: string) => string,
): FallbackView | null => {
  const { fallback } = state;
  if (fallback === null) return null;
  const kind = kindFacts[fallback.kind];
  const barred = mayOffer(state, { kind: 'decide-fallback' }, facts);
  const standing = fallback.decisions.filter((made) => !made.void);
  const isMine = (by: string): boolean => by === actorName(facts.actor);
  const isOver = fallback.stage !== 'deciding';
  const told =
    fallback.attestation === null ? null : state.mails.find((mail) => mail.mailId === fallback.attestation?.mailId);
  return {
    fallbackId: fallback.fallbackId,
    kind: fallback.kind,
    title: kind.title,
    what: kind.what,
    strength: kind.strength,
    stage: fallback.stage,
    openedBy: nameOf(fallback.openedBy),
    openedAt: fallback.openedAt,
    reason: fallback.reason ?? '(erased)',
    script: [...kind.script],
    items: kind.items.map((item) => {
      const done = fallback.items[item.key];
      return {
        key: item.key,
        words: item.words,
        value: done?.value ?? null,
        note: done?.note ?? null,
        by: done ? nameOf(done.by) : null,
        at: done?.at ?? null,
      };
    }),
    attestation: kind.attested
      ? {
          candidates:
            state.account === null
              ? []
              : attestorsOf(state.account).map(({ accountId, name, role }) => ({ accountId, name, role })),
          asked: fallback.attestation && {
            name: fallback.attestation.attestor?.name ?? '(erased)',
            to: maskAddress(fallback.attestation.attestor?.address.address ?? ''),
            expiresAt: fallback.attestation.expiresAt,
            attemptsLeft: Math.max(0, mostWrongCodes - fallback.attestation.wrong),
            answeredAt: fallback.attestation.answeredAt,
            mail: told?.state ?? 'waiting',
          },
        }
      : null,
    missing: [...missingOf(fallback)],
    approvalsNeeded: approvalsNeeded(state, facts.policy),
    approvals: new Set(standing.filter((made) => made.decision === 'approve').map((made) => made.by)).size,
    dueAt: fallback.due?.dueAt ?? null,
    decisions: standing
      .filter((made) => isOver || isMine(made.by))
      .map((made) => ({
        by: nameOf(made.by),
        decision: made.decision,
        at: made.at,
        reason: facts.actor.kind === 'staff' && may(facts.actor.role, 'evidence:view') ? made.reason : null,
      })),
    mayDecide: barred === null,
    why: barred?.message ?? 'You may decide: you neither opened this case, sent its link nor gathered its evidence.',
    rule: barred?.rule ?? null,
    way: barred?.way ?? null,
    barredApproval: refusalView(mayOffer(state, { kind: 'decide-fallback', decision: 'approve' }, facts)),
  };
};

/** The kinds to choose from where one may begin, with the reason for each. */
export const fallbackKindsOf = (state: CaseState, policy: Policy): CaseView['fallbackKinds'] => {
  if (state.account === null) return [];
  const standing = kindsFor(state.account, policy);
  return fallbackKinds.map((kind) => {
    const { title, what, strength } = kindFacts[kind];
    const one = standing.find((candidate) => candidate.kind === kind);
    return { kind, title, what, strength, open: one?.open ?? false, why: one?.why ?? '' };
  });
};

/** What others decided, hidden from reviewers who may still decide (R9, R13). */
export const hidesDecisions = (state: CaseState, who: Who): boolean => {
  const made =
    state.fallback?.stage === 'deciding'
      ? state.fallback.decisions
      : state.status === 'in-review' || state.status === 'awaiting-second'
        ? state.decisions
        : null;
  return made !== null && who.role === 'reviewer' && !made.some((one) => !one.void && one.by === `staff:${who.id}`);
};
