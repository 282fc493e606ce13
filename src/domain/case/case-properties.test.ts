/** Whatever anybody does in whatever order: the rules that must hold after every single event. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agent, otherAgent, policyOf } from '#support/example-case';
import { holdRules } from '#support/case-rules';
import { accounts, changedPolicy, createSimulatedDesk, nextOf, walk } from '#support/case-walks';
import type { Answer, SimulatedDesk } from '#support/case-walks';
import { isAccountOf, knownAddresses } from './account';
import type { CaseActor, CaseCommand } from './commands';
import type { CaseEvent } from './events';
import { refusalCodes } from './refusal';
import type { CaseStatus } from './state';
import { replay } from './evolve';
import { approvalsBehind, isOpen, statuses } from './state';

/**
 * Who asks twice hears nothing new: answers of mail servers, of the identity system, of a customer's browser come
 * again.
 */
const saidOnce = new Set<CaseCommand['kind']>([
  'start-link-clock',
  'mail-accepted',
  'mail-failed',
  'receive-message',
  'read-message',
  'mail-bounced',
  'open-link',
  'remind-link',
  'expire-link',
  'submit',
  'change-cooling-off',
  'begin-disable',
  'step-disable',
  'stop-disable',
  'finish-disable',
  'step-secure',
  'wake',
  'close',
  'reopen',
  'unfreeze',
  'decide',
  'decide-fallback',
  'open-fallback',
  'submit-fallback',
  'withdraw-fallback',
  'revoke-approval',
  'resume-disable',
]);
const holdAnswer = ({ command, actor, before, code, happened }: Answer): void => {
  if (code !== null) expect([...refusalCodes, 'claim-taken']).toContain(code);
  if (actor.kind === 'staff' && happened.length > 0 && before !== null && isAccountOf(before.account!, actor.address))
    expect(['freeze', 'assign'], 'R9: nobody on their own account').toContain(command.kind);
};

/** R6: an approval and what was done are told to every address that is known then, each with a message of its own. */
const holdNotices = ({ happened }: Answer): void => {
  for (const { event, after } of happened) {
    if (event.type !== 'case.approved' && event.type !== 'case.recovered') continue;
    const template =
      event.type === 'case.approved'
        ? 'approval-notice'
        : after.disable?.how === 'temporary-access'
          ? 'temporary-notice'
          : 'disabled-notice';
    const told = happened.flatMap((one) =>
      one.event.type === 'case.mail-asked' && one.event.data.template === template ? [one.event.data.addressId] : [],
    );
    expect(told, `R6: ${template}`).toEqual(
      knownAddresses(after.account!, after.openedAt, { recent: 14, replaced: 30 }).map(({ id }) => id),
    );
  }
};

const opened = (approvals: 1 | 2, which: number): SimulatedDesk => {
  const desk = createSimulatedDesk(policyOf({ approvalsWithoutProvider: approvals }));
  desk.ask(
    'case-1',
    {
      kind: 'open',
      caseId: 'case-1',
      number: 'RD-1001',
      account: accounts[which]!,
      system: 'Sample',
      channel: 'phone',
      callerWords: '',
      callerGave: '',
      reference: '',
    },
    [agent, otherAgent][which % 2]!,
  );
  return desk;
};

describe('random walks by random people', () => {
  const seen = new Set<CaseStatus>();
  const ended = new Set<string>();
  const holds = fc.property(walk(10, 90), ({ approvals, account, steps }) => {
    const desk = opened(approvals, account);
    const earlier: (readonly [CaseCommand, CaseActor])[] = [];
    for (const step of steps) {
      desk.nowMs += step.minutes * 60_000;
      desk.policy = changedPolicy(desk.policy, step.policy);
      const [command, actor] = nextOf(desk, desk.state('case-1')!, step, earlier);
      earlier.push([command, actor]);
      const answer = desk.ask('case-1', command, actor);
      holdAnswer(answer);
      holdNotices(answer);
      for (const one of answer.happened) holdRules(one);
      if (answer.happened.length > 0 && saidOnce.has(command.kind))
        expect(desk.ask('case-1', command, actor).happened, `${command.kind} twice`).toEqual([]);
      const state = desk.state('case-1')!;
      if (
        state.disable?.finishedAt === null &&
        state.disable.stopped === null &&
        state.frozen === null &&
        isOpen(state)
      )
        expect(desk.effects.get(state.disable.effectId)?.kind, 'a disable that may go on is asked for').toBe('disable');
      seen.add(state.status);
      if (state.outcome !== null) ended.add(state.outcome);
    }
    expect(replay(desk.events('case-1'))).toEqual(desk.state('case-1'));
  });

  test('never break a rule, never throw, and are told by their events', () => {
    fc.assert(holds, { numRuns: 300 });
  }, 60_000);

  test('have been in every status and come to every end, or they would prove little', () => {
    // Always the same walks: that they get everywhere must not be luck.
    seen.clear();
    ended.clear();
    fc.assert(holds, { numRuns: 800, seed: 20_261_124 });
    expect([...seen].toSorted()).toEqual(statuses.toSorted());
    expect([...ended].toSorted()).toEqual([
      'disabled-by-admin',
      'duplicate',
      'fraud',
      'recovered',
      'rejected',
      'self-served',
      'withdrawn',
    ]);
  }, 60_000);

  test('a case whose personal content was erased has the same status, links and approvals', () => {
    fc.assert(
      fc.property(walk(10, 60), ({ approvals, account, steps }) => {
        const desk = opened(approvals, account);
        for (const step of steps) {
          desk.nowMs += Math.max(0, step.minutes) * 60_000;
          desk.ask('case-1', ...nextOf(desk, desk.state('case-1')!, step, []));
        }
        const erased = replay(
          desk.events('case-1').map((event) => ({ type: event.type, data: event.data }) as CaseEvent),
        )!;
        const { status, frozen, links, disable, outcome, version, fallback, watch } = desk.state('case-1')!;
        expect(erased).toMatchObject({ status, links, outcome, version, watch });
        expect(erased.frozen?.at).toBe(frozen?.at);
        expect(erased.disable?.steps).toEqual(disable?.steps);
        expect(erased.disable?.dueAt).toBe(disable?.dueAt);
        expect(erased.fallback?.stage).toBe(fallback?.stage);
        expect(approvalsBehind(erased).map(({ decisionId }) => decisionId)).toEqual(
          approvalsBehind(desk.state('case-1')!).map(({ decisionId }) => decisionId),
        );
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
