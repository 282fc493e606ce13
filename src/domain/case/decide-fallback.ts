/**
 * The alternate method: opened with a reason, prepared item by item, approved by different reviewers, refused by any
 * one (R1, R9, R20, R23).
 */
import { attestorsOf, kindFacts } from '../fallback/kinds';
import { approvalsForFallback } from '../policy/policy';
import { isAccountOf } from './account';
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { approved } from './decide-review';
import type { CaseEvent } from './events';
import { accessRefusal } from './may-decide';
import { answerTo } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState, Fallback } from './state';
import { evolve } from './evolve';

type FallbackCommand = Extract<
  CaseCommand,
  {
    kind:
      | 'open-fallback'
      | 'set-fallback-item'
      | 'ask-attestation'
      | 'answer-attestation'
      | 'submit-fallback'
      | 'decide-fallback'
      | 'withdraw-fallback';
  }
>;
const hourMs = 3_600_000;
const minReason = 10;
const openFallback = (
  state: CaseState,
  command: FallbackCommand & { kind: 'open-fallback' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  if (command.reason.trim().length < minReason)
    return no(
      'reason-missing',
      `Say why another method is needed, in at least ${minReason} characters: field "reason".`,
    );
  return yes<CaseEvent>(
    {
      type: 'case.fallback-opened',
      data: { fallbackId: command.fallbackId, kind: command.method, by: actorName(facts.actor), at: facts.now },
      contact: { reason: command.reason },
    },
    ...answerTo(state, 'fallback-asked', facts),
  );
};

const askAttestation = (
  state: CaseState,
  fallback: Fallback,
  command: FallbackCommand & { kind: 'ask-attestation' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  if (state.account === null || !attestorsOf(state.account).some((member) => member.accountId === command.attestorId))
    return no(
      'role-may-not',
      'This person may not vouch: the Primary Subscriber may, or an administrator with 2FA on themself, never for the Primary Subscriber.',
      { way: 'Choose another person.' },
    );
  const { since, until } = command.attestor.address;
  if (
    until !== null ||
    since === null ||
    Date.parse(state.openedAt) - Date.parse(since) < facts.policy.recentContactDays * 24 * hourMs
  )
    return no(
      'address-too-new',
      `A code goes only to an address that was there ${facts.policy.recentContactDays} days before the case.`,
      { rule: 'R5' },
    );
  // Whoever reads the customer's mail would read the code, too: it would show nothing new (R2).
  if (isAccountOf(state.account, command.attestor.address.address))
    return no(
      'address-not-known',
      "This person's address is one of the account's own: a code there says nothing of somebody else.",
      { rule: 'R2', way: 'Choose another person, or another method.' },
    );
  const mail = facts.mint.mail();
  const by = actorName(facts.actor);
  return yes<CaseEvent>(
    {
      type: 'case.attestation-asked',
      data: {
        fallbackId: fallback.fallbackId,
        attestorId: command.attestorId,
        mailId: mail.mailId,
        codeHash: facts.mint.attestationCode(mail.mailId),
        expiresAt: new Date(Date.parse(facts.now) + facts.policy.attestationHours * hourMs).toISOString(),
        by,
        at: facts.now,
      },
      contact: { attestor: command.attestor },
    },
    {
      type: 'case.mail-asked',
      data: {
        ...mail,
        template: 'attestation-request',
        addressId: command.attestor.address.id,
        language: command.attestor.language,
        at: facts.now,
      },
    },
  );
};

const answerAttestation = (
  fallback: Fallback,
  command: FallbackCommand & { kind: 'answer-attestation' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  return yes({
    type: 'case.attestation-answered',
    data: {
      fallbackId: fallback.fallbackId,
      ok: command.codeHash === fallback.attestation?.codeHash,
      by: actorName(facts.actor),
      at: facts.now,
    },
  });
};

const decide = (
  state: CaseState,
  fallback: Fallback,
  command: FallbackCommand & { kind: 'decide-fallback' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  if (command.fallbackId !== fallback.fallbackId || facts.digestNow !== command.digest)
    return no('view-changed', 'What you were shown has changed since. Look again before you decide.', {
      rule: 'R23',
      way: 'Read the case again.',
    });
  if (command.reason.trim().length < minReason)
    return no('reason-missing', `Say what you saw, in at least ${minReason} characters: field "reason".`, {
      rule: 'R13',
    });
  const barred = command.decision === 'approve' && command.how === 'temporary-access' ? accessRefusal(state) : null;
  if (barred !== null) return { ok: false, refusal: barred };
  const decided: CaseEvent = {
    type: 'case.fallback-decided',
    data: {
      decisionId: command.decisionId,
      fallbackId: fallback.fallbackId,
      by: actorName(facts.actor),
      decision: command.decision,
      digest: command.digest,
      policyVersion: facts.policy.version,
      at: facts.now,
      ...(command.decision === 'approve' && command.how === 'temporary-access' ? { how: command.how } : {}),
    },
    identity: { reason: command.reason },
  };
  if (command.decision === 'refuse') return yes<CaseEvent>(decided, ...answerTo(state, 'fallback-failed', facts));
  const after = evolve(state, decided);
  const approvals =
    after.fallback?.decisions.filter(
      (made) => made.decision === 'approve' && !made.void && made.digest === command.digest,
    ) ?? [];
  const needed = Math.max(fallback.approvalsNeeded, approvalsForFallback(facts.policy));
  if (new Set(approvals.map((made) => made.by)).size < needed) return yes(decided);
  return yes<CaseEvent>(
    decided,
    ...approved(
      after,
      'fallback',
      approvals.map((made) => made.decisionId),
      facts,
    ),
  );
};

/** Commands on the fallback of a case. */
export const decideFallback = (state: CaseState, command: FallbackCommand, facts: CaseFacts): Decision<CaseEvent> => {
  if (command.kind === 'open-fallback') return openFallback(state, command, facts);
  const { fallback } = state;
  if (fallback === null) return no('wrong-status', 'No alternate method is under way.');
  const at = facts.now;
  const by = actorName(facts.actor);
  if (command.kind === 'decide-fallback') return decide(state, fallback, command, facts);
  if (command.kind === 'withdraw-fallback') {
    if (command.reason.trim().length < 3)
      return no('reason-missing', 'Say why the method is taken back: field "reason".');
    return yes({
      type: 'case.fallback-withdrawn',
      data: { fallbackId: fallback.fallbackId, by, at },
      contact: { reason: command.reason },
    });
  }
  switch (command.kind) {
    case 'set-fallback-item':
      if (!kindFacts[fallback.kind].items.some((item) => item.key === command.item))
        return no('not-found', 'This method has no such item: field "item".');
      if (command.note.trim().length < 3)
        return no('reason-missing', 'Say what you saw, and where it is kept: field "note".', { rule: 'R13' });
      return yes({
        type: 'case.fallback-item',
        data: { fallbackId: fallback.fallbackId, item: command.item, value: command.value, by, at },
        contact: { note: command.note },
      });
    case 'ask-attestation':
      return askAttestation(state, fallback, command, facts);
    case 'answer-attestation':
      return answerAttestation(fallback, command, facts);
    case 'submit-fallback':
      return yes({
        type: 'case.fallback-submitted',
        data: {
          fallbackId: fallback.fallbackId,
          approvalsNeeded: approvalsForFallback(facts.policy),
          due: command.due,
          by,
          at,
        },
      });
  }
};
