/**
 * The alternate method: opened with a reason, prepared item by item, approved by different reviewers, refused by any
 * one (R1, R9, R20, R23).
 */
import { attestorsOf, kindFacts, kindsFor } from '../fallback/kinds';
import { approvalsForFallback } from '../policy/policy';
import { isAccountOf } from './account';
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { approved } from './decide-review';
import type { CaseEvent } from './events';
import { answerTo } from './notices';
import type { Decision, Refusal } from './refusal';
import { no, yes } from './refusal';
import { openWays } from './self-help';
import type { CaseState, Fallback } from './state';
import { evolve } from './state';

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
/** After so many wrong codes a new one has to be sent: eight digits can't be guessed in five. */
export const mostWrongCodes = 5;

/**
 * R9: why a person may not decide this fallback; null when they may. Asked by the screen, the decision, and whoever
 * executes.
 */
export const mayDecideFallback = (
  state: CaseState,
  staff: { readonly id: string; readonly role: string; readonly address: string },
): Refusal | null => {
  const name = `staff:${staff.id}`;
  const { fallback } = state;
  if (staff.role !== 'reviewer')
    return no('role-may-not', 'Only security reviewers approve a fallback.', { rule: 'R9', way: 'Ask a reviewer.' })
      .refusal;
  if (state.openedBy === name)
    return no('opener-decides', 'You opened this case. Whoever opens a case does not decide it.', {
      rule: 'R9',
      way: 'Another reviewer.',
    }).refusal;
  if (state.senders.includes(name))
    return no('sender-decides', 'You sent a link of this case. Whoever sends the link does not decide.', {
      rule: 'R9',
      way: 'Another reviewer.',
    }).refusal;
  if (state.account !== null && isAccountOf(state.account, staff.address))
    return no('own-account', 'This is your own account.', { rule: 'R9', way: 'Another reviewer.' }).refusal;
  if (fallback?.preparers.includes(name))
    return no('preparer-decides', 'You gathered evidence for this fallback. Whoever gathers it does not decide.', {
      rule: 'R9',
      way: 'Another reviewer.',
    }).refusal;
  if (fallback?.decisions.some((made) => !made.void && made.by === name))
    return no('decided-already', 'You decided this fallback already. The next approval needs another reviewer.', {
      rule: 'R9',
      way: 'Another reviewer.',
    }).refusal;
  return null;
};

/** What is still missing before reviewers are asked, in words. */
export const missingOf = (fallback: Fallback): readonly string[] => [
  ...kindFacts[fallback.kind].items
    .filter((item) => fallback.items[item.key]?.value !== 'seen')
    .map((item) => item.words),
  ...(kindFacts[fallback.kind].attested && fallback.attestation?.answeredAt == null
    ? ['The code from whoever vouches']
    : []),
];

const closedNow = (state: CaseState, fallback: Pick<Fallback, 'kind'>, facts: CaseFacts): Refusal | null => {
  if (state.account === null) return no('not-found', 'The account was not read yet.').refusal;
  const standing = kindsFor(state.account, facts.policy).find((one) => one.kind === fallback.kind);
  return standing?.open === true
    ? null
    : no('fallback-closed', standing?.why ?? 'There is no such method.', { rule: 'R20', way: 'Choose another method.' })
        .refusal;
};

/**
 * Where an alternate method may begin: after a fail, instead of the form, or when its pictures are gone before anybody
 * decided (R18).
 */
export const mayBeginFallback = (state: CaseState): boolean =>
  ['failed', 'triage', 'awaiting-admin', 'awaiting-customer', 'link-expired'].includes(state.status) ||
  (state.status === 'in-review' && state.submission?.evidence === 'destroyed');

const openFallback = (
  state: CaseState,
  command: FallbackCommand & { kind: 'open-fallback' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  if (!mayBeginFallback(state))
    return no('wrong-status', 'An alternate method begins after a failed check, or instead of the form.', {
      way: 'Finish what is under way first.',
    });
  if (
    state.status !== 'failed' &&
    state.status !== 'in-review' &&
    state.override === null &&
    openWays(state).length > 0
  )
    return no('self-help-open', 'A faster way back is not ruled out yet.', {
      rule: 'R3',
      way: 'Record the ways that are open, or override with a reason.',
    });
  if (command.reason.trim().length < minReason)
    return no(
      'reason-missing',
      `Say why another method is needed, in at least ${minReason} characters: field "reason".`,
    );
  const closed = closedNow(state, { kind: command.method }, facts);
  if (closed !== null) return { ok: false, refusal: closed };
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
  if (!kindFacts[fallback.kind].attested) return no('wrong-status', 'This method asks nobody to vouch.');
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
  const asked = fallback.attestation;
  if (asked === null) return no('wrong-status', 'No code was sent yet.');
  if (asked.answeredAt !== null) return no('already-done', 'The code was accepted already.');
  if (asked.expiresAt <= facts.now) return no('code-expired', 'This code has ended.', { way: 'Send a new one.' });
  if (asked.wrong >= mostWrongCodes)
    return no('code-expired', `After ${mostWrongCodes} wrong codes this one is void.`, { way: 'Send a new one.' });
  return yes({
    type: 'case.attestation-answered',
    data: {
      fallbackId: fallback.fallbackId,
      ok: command.codeHash === asked.codeHash,
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
  if (fallback.stage !== 'deciding')
    return no('wrong-status', 'The evidence is still being gathered: there is nothing to decide yet.');
  if (facts.actor.kind !== 'staff')
    return no('role-may-not', 'Only security reviewers approve a fallback.', { rule: 'R9' });
  const barred = mayDecideFallback(state, facts.actor);
  if (barred !== null) return { ok: false, refusal: barred };
  if (command.fallbackId !== fallback.fallbackId || facts.digestNow !== command.digest)
    return no('view-changed', 'What you were shown has changed since. Look again before you decide.', {
      rule: 'R23',
      way: 'Read the case again.',
    });
  if (command.reason.trim().length < minReason)
    return no('reason-missing', `Say what you saw, in at least ${minReason} characters: field "reason".`, {
      rule: 'R13',
    });
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
  const closed = closedNow(state, fallback, facts);
  if (closed !== null) return { ok: false, refusal: closed };
  if ((state.account?.factors.length ?? 0) === 0)
    return no('no-factor', 'The account has no second factor: there is nothing to disable.', {
      rule: 'R15',
      way: 'Close the case as self-served.',
    });
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
  if (fallback === null || state.status !== 'fallback-review')
    return no('wrong-status', 'No alternate method is under way.');
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
  if (fallback.stage !== 'preparing')
    return no('wrong-status', 'Reviewers are deciding: the evidence stands as they see it.', {
      rule: 'R23',
      way: 'Take the method back to change it.',
    });
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
    case 'submit-fallback': {
      const missing = missingOf(fallback);
      if (missing.length > 0)
        return no('evidence-missing', `Not all of the evidence is there: ${missing.join('; ')}.`, {
          way: 'Gather it, or take the method back.',
        });
      const closed = closedNow(state, fallback, facts);
      if (closed !== null) return { ok: false, refusal: closed };
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
  }
};
