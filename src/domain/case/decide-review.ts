/**
 * The reviewer's decision: pass, fail or ask again. One act decides and authorises (R2, R8, R9, R12, R13, R21, R23).
 */
import { knownAddresses } from './account';
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { contactDays, noticesTo } from './notices';
import { linkAgain } from './decide-link';
import type { CaseEvent, CaseEventOf } from './events';
import { changedSince, changeReasonLength, unexplained } from './looking';
import { accessRefusal } from './may-decide';
import { checkKinds } from './events';
import type { Decision, Refusal } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { evolve } from './evolve';
import { currentLink, standingApprovals } from './state';
import { approvalsNeeded, hoursFor } from './cooling-off';

type DecideCommand = CaseCommand & { kind: 'decide' };
const hourMs = 3_600_000;
const refuse = (...of: Parameters<typeof no>): Refusal => no(...of).refusal;

const marksRefusal = (command: DecideCommand, facts: CaseFacts): Refusal | null => {
  if (command.decision === 'ask-again')
    return command.askAgain === undefined
      ? refuse('reason-missing', 'Say what the customer should change: field "askAgain".', { rule: 'R13' })
      : null;
  for (const check of checkKinds) {
    const mark = command.marks.find((candidate) => candidate.check === check);
    if (mark === undefined)
      return refuse('marks-missing', `The mark for "${check}" is missing: all four are set before a decision.`, {
        rule: 'R13',
      });
    if (mark.reason.trim().length < 3)
      return refuse('reason-missing', `The mark for "${check}" has no reason.`, { rule: 'R13' });
  }
  const silent = unexplained(command.marks, facts.looked?.first ?? null)[0];
  if (silent !== undefined)
    return refuse(
      'change-unexplained',
      `The mark for "${silent}" is another one than when you opened the comparison (${changeReasonLength} characters at least say why): field "changed".`,
      { rule: 'R13', way: 'Say why you changed it, or set it back.' },
    );
  if (command.decision === 'fail')
    return command.marks.some((mark) => mark.value !== 'pass')
      ? null
      : refuse('marks-disagree', 'All four marks say pass: a fail needs at least one that does not.', { rule: 'R13' });
  const against = command.marks.filter((mark) => mark.value !== 'pass');
  if (against.length > 0)
    return refuse(
      'marks-disagree',
      `A pass needs four marks that say pass; ${against.map((mark) => mark.check).join(' and ')} ${against.length === 1 ? 'does' : 'do'} not.`,
      { rule: 'R2' },
    );
  if (command.printedName.trim() === '')
    return refuse('marks-missing', 'Type the name as the ID prints it: field "printedName".', { rule: 'R12' });
  if (facts.name === undefined || (!facts.name.equal && command.nameReason.trim().length < 10))
    return refuse(
      'name-differs',
      'The name on the ID is not the account\'s name. A pass needs your reason why it is the same person\'s (10 characters at least): field "nameReason".',
      { rule: 'R12' },
    );
  return null;
};

/**
 * The approval that completes the number: what it authorises, when (R8), and who is told (R6, R15). `state` has the
 * decision in it.
 */
export const approved = (
  state: CaseState,
  via: 'check' | 'fallback',
  decisions: readonly string[],
  facts: CaseFacts,
): readonly CaseEvent[] => {
  const { account } = state;
  if (account === null) return [];
  const at = facts.now;
  const hours = hoursFor(state, facts.policy);
  // R16: where approvers differ, the milder way is taken: it removes nothing.
  const isMild = [...state.decisions, ...(state.fallback?.decisions ?? [])].some(
    (made) => decisions.includes(made.decisionId) && made.how === 'temporary-access',
  );
  return [
    {
      type: 'case.approved',
      data: {
        decisions,
        via,
        ...(isMild ? { how: 'temporary-access' as const } : {}),
        policyVersion: facts.policy.version,
        removal: account.capabilities.removal,
        demand: account.capabilities.demand,
        factors: account.factors.map((listed) => {
          const { label: _label, lastUsedAt: _used, ...factor } = listed;
          return factor;
        }),
        addressIds: knownAddresses(account, state.openedAt, contactDays(facts.policy)).map((address) => address.id),
        coolingOffHours: hours,
        dueAt: new Date(Date.parse(at) + hours * hourMs).toISOString(),
        effectId: facts.mint.effect(),
        at,
      },
      contact: { labels: Object.fromEntries(account.factors.map((factor) => [factor.id, factor.label])) },
    },
    ...noticesTo(state, 'approval-notice', facts),
  ];
};

/** Pass, fail or ask again; the pass that completes the number authorises the disable. */
export const decideReview = (state: CaseState, command: DecideCommand, facts: CaseFacts): Decision<CaseEvent> => {
  if (facts.digestNow !== command.digest)
    return no('view-changed', 'What you were shown has changed since. Look again before you decide.', {
      rule: 'R23',
      way: 'Read the case again.',
    });
  if (command.decision === 'pass' && command.how === 'temporary-access') {
    const barred = accessRefusal(state);
    if (barred !== null) return { ok: false, refusal: barred };
  }
  const marks = marksRefusal(command, facts);
  if (marks !== null) return { ok: false, refusal: marks };

  const at = facts.now;
  const changed = changedSince(command.marks, facts.looked?.first ?? null);
  const decided: CaseEventOf<'case.decided'> = {
    type: 'case.decided',
    data: {
      decisionId: command.decisionId,
      by: actorName(facts.actor),
      decision: command.decision,
      marks: command.marks.map(({ check, value }) => {
        const before = changed.find((mark) => mark.check === check)?.before;
        return { check, value, ...(before === undefined ? {} : { before }) };
      }),
      digest: command.digest,
      nameRule: facts.name?.rule ?? '',
      nameEqual: facts.name?.equal ?? false,
      at,
      policyVersion: facts.policy.version,
      ...(command.askAgain === undefined ? {} : { askAgain: command.askAgain }),
      ...(command.decision === 'pass' && command.how === 'temporary-access' ? { how: command.how } : {}),
    },
    identity: {
      printedName: command.printedName,
      nameReason: command.nameReason,
      note: command.note,
      reasons: Object.fromEntries(command.marks.map((mark) => [mark.check, mark.reason])),
      ...(changed.length === 0
        ? {}
        : { changes: Object.fromEntries(changed.map((mark) => [mark.check, mark.changed?.trim() ?? ''])) }),
    },
  };
  if (command.decision === 'fail') {
    const link = currentLink(state);
    const told = state.mails.find((mail) => mail.mailId === link?.mailId);
    return yes<CaseEvent>(
      decided,
      ...(told === undefined
        ? []
        : [
            {
              type: 'case.mail-asked' as const,
              data: {
                ...facts.mint.mail(),
                template: 'check-failed' as const,
                addressId: told.addressId,
                language: told.language,
                at,
              },
            },
          ]),
    );
  }
  if (command.decision === 'ask-again') return linkAgain(state, decided, facts);

  const after = evolve(state, decided);
  const approvals = standingApprovals(after).filter((made) => made.digest === command.digest);
  if (new Set(approvals.map((made) => made.by)).size < approvalsNeeded(state, facts.policy)) return yes(decided);
  return yes<CaseEvent>(
    decided,
    ...approved(
      after,
      'check',
      approvals.map((made) => made.decisionId),
      facts,
    ),
  );
};
