/** A case's beginning, the requests for it, and what is read of its account (R3, R6, R9, R10, R23). */
import { waysBack } from '../triage/ways';
import type { AccountFacts } from './account';
import { isAccountOf, riskOf, sinceLastLook } from './account';
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import type { CaseEvent } from './events';
import { evolve } from './evolve';
import { contactDays, noticesTo } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { decisionView } from './state';

type Answer = Decision<CaseEvent>;
const dayMs = 86_400_000;

/** What the account's facts say about the ways back, written down with them (R3). */
const computed = (account: AccountFacts, at: string): CaseEvent => ({
  type: 'case.triage-computed',
  data: { findings: waysBack(account), at },
});

/** A case begins, and the account was read for it. */
const begun = (
  command: CaseCommand & { kind: 'open' | 'open-re-secure' },
  facts: CaseFacts,
  contact: { readonly callerWords: string; readonly callerGave: string; readonly reference: string },
): readonly CaseEvent[] => {
  const { account } = command;
  const at = facts.now;
  return [
    {
      type: 'case.opened',
      data: {
        caseId: command.caseId,
        number: command.number,
        accountId: account.accountId,
        firmId: account.firmId,
        by: actorName(facts.actor),
        channel: command.channel,
        at,
        policyVersion: facts.policy.version,
        ...(command.kind === 'open' ? {} : { reSecures: command.reSecures }),
      },
      contact,
    },
    {
      type: 'case.account-read',
      data: { at, system: command.system, risk: riskOf(account, at, contactDays(facts.policy)) },
      contact: { facts: account },
    },
  ];
};

/** A new case of an account, and every known address told (R6). */
export const open = (command: CaseCommand & { kind: 'open' }, facts: CaseFacts): Answer => {
  if (facts.actor.kind !== 'staff') return no('role-may-not', 'Only staff open cases.');
  const { account } = command;
  if (isAccountOf(account, facts.actor.address))
    return no('own-account', 'This is your own account. A colleague has to open the case.', { rule: 'R9' });
  const at = facts.now;
  const { callerWords, callerGave, reference } = command;
  return yes<CaseEvent>(
    ...begun(command, facts, { callerWords, callerGave, reference }),
    computed(account, at),
    ...((command.signals ?? []).length === 0
      ? []
      : [{ type: 'case.signals-seen' as const, data: { signals: command.signals ?? [], at } }]),
    ...(command.take === true
      ? [{ type: 'case.assigned' as const, data: { to: facts.actor.id, by: actorName(facts.actor), at } }]
      : []),
    ...noticesTo({ account, openedAt: at }, 'request-notice', facts),
  );
};

/** R7: a repudiation of what was done already opens a case that secures the account again. */
export const openReSecure = (command: CaseCommand & { kind: 'open-re-secure' }, facts: CaseFacts): Answer =>
  yes<CaseEvent>(...begun(command, facts, { callerWords: command.words, callerGave: '', reference: '' }));

/** R6: a further request is told like the first, once a day at most: nobody rides unnoticed on another's case. */
export const requestAgain = (state: CaseState, facts: CaseFacts): readonly CaseEvent[] => {
  const last = state.mails.findLast((mail) => mail.template === 'request-notice')?.askedAt ?? '';
  return state.frozen !== null || (last !== '' && Date.parse(facts.now) - Date.parse(last) < dayMs)
    ? []
    : noticesTo(state, 'request-notice', facts);
};

/** What was read of the account. When it changes what the first of two reviewers approved, both approve anew (R23). */
export const readAccount = (
  state: CaseState,
  command: CaseCommand & { kind: 'read-account' },
  facts: CaseFacts,
): Answer => {
  const account = sinceLastLook(state.account, command.account);
  const read: CaseEvent & { type: 'case.account-read' } = {
    type: 'case.account-read',
    data: {
      at: facts.now,
      system: command.system,
      risk: riskOf(account, state.openedAt, contactDays(facts.policy)),
    },
    contact: { facts: account },
  };
  // Somebody in the firm did it themself, in the identity system: the case notices (PRODUCT.md, step 1.3).
  if (state.status === 'awaiting-admin' && (state.account?.factors.length ?? 0) > 0 && account.factors.length === 0) {
    return yes<CaseEvent>(
      read,
      {
        type: 'case.way-recorded',
        data: {
          way: 'someone-in-the-firm',
          outcome: 'worked',
          because: 'no-factor-listed',
          by: actorName(facts.actor),
          at: facts.now,
        },
      },
      {
        type: 'case.closed',
        data: { outcome: 'disabled-by-admin', by: actorName(facts.actor), at: facts.now },
      },
    );
  }
  const findings = computed(account, facts.now);
  // Field by field: the log keeps an object's keys in another order than the one they were written in.
  const isNews = waysBack(account).some(
    (now) =>
      !state.triage.some(
        (found) =>
          found.way === now.way && found.open === now.open && found.reason === now.reason && found.count === now.count,
      ),
  );
  const isSameView = JSON.stringify(decisionView(state)) === JSON.stringify(decisionView(evolve(state, read)));
  const isHalfApproved =
    state.status === 'awaiting-second' ||
    (state.status === 'fallback-review' && (state.fallback?.decisions ?? []).some((made) => !made.void));
  return yes<CaseEvent>(
    isHalfApproved && !isSameView ? { ...read, data: { ...read.data, voidsApprovals: true } } : read,
    ...(isNews ? [findings] : []),
  );
};
