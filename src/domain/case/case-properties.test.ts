/** Whatever anybody does in whatever order: the rules that must hold after every single event. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agent, digest, otherAgent, policyOf } from '#support/example-case';
import { asTheEffect, accounts, changedPolicy, createSimulatedDesk, nextOf, walk } from '#support/case-walks';
import type { Answer, Happened, SimulatedDesk } from '#support/case-walks';
import { addressStanding, isAccountOf } from './account';
import type { CaseActor, CaseCommand } from './commands';
import { coolingOffEnd } from './cooling-off';
import type { CaseEvent } from './events';
import { refusalCodes } from './refusal';
import { openWays } from './self-help';
import type { CaseState, CaseStatus } from './state';
import { approvalsBehind, currentLink, hasProviderResult, isOpen, replay, standingApprovals, statuses } from './state';
import { approvalsForFallback, approvalsForPass, coolingOffHours } from '../policy/policy';

const days = { recent: 14, replaced: 30 };
const reviewers = ['staff:rita', 'staff:ravi', 'staff:rosa', 'staff:remy', 'staff:agnes'];
/** Deeds that already happened, late words of the owner and of mail servers, and what people note down: nothing that moves a case. */
const afterTheEnd = new Set<CaseEvent['type']>(['case.noted', 'case.assigned', 'case.mail-asked-again', 'case.mail-accepted', 'case.mail-failed', 'case.mail-asked', 'case.link-opened', 'case.link-expired', 'case.evidence-destroyed', 'case.watch-looked', 'case.watch-ended', 'case.disable-step', 'case.secure-step', 'case.secure-stopped', 'case.frozen', 'case.unfrozen', 'case.woken', 'case.reopened']);
/** What would bring a frozen case on. */
const onwards = new Set<CaseEvent['type']>(['case.link-asked', 'case.submitted', 'case.decided', 'case.approved', 'case.fallback-opened', 'case.fallback-submitted', 'case.fallback-decided', 'case.disable-begun', 'case.disable-resumed', 'case.recovered', 'case.way-recorded', 'case.reopened', 'case.snoozed']);

const people = (made: readonly { readonly by: string }[]): number => new Set(made.map(({ by }) => by)).size;

const rulesOfDeciding = (before: CaseState, event: CaseEvent, after: CaseState, policy: Happened['policy']): void => {
  if (event.type === 'case.decided' || event.type === 'case.fallback-decided') {
    expect([before.openedBy, ...before.senders], 'R9: neither opened nor sent').not.toContain(event.data.by);
    expect(reviewers, 'R9: a reviewer').toContain(event.data.by);
    expect(isAccountOf(before.account!, `${event.data.by.slice('staff:'.length)}@desk.example`), 'R9: not their own account').toBe(false);
    expect(event.data.digest, 'R23').toBe(digest(before));
  }
  if (event.type === 'case.fallback-decided') {
    expect(before.fallback!.preparers, 'R9: gathered nothing').not.toContain(event.data.by);
    expect(before.fallback!.decisions.filter((made) => !made.void).map(({ by }) => by), 'R9: once').not.toContain(event.data.by);
    if (event.data.decision === 'refuse') expect(after, 'one no is no').toMatchObject({ status: 'failed', disable: null });
  }
  if (event.type === 'case.decided' && event.data.decision !== 'pass') expect(after.disable, 'one no is no').toBeNull();
  if (event.type === 'case.approved') {
    const approvals = approvalsBehind(after);
    const needed = event.data.via === 'fallback' ? Math.max(before.fallback!.approvalsNeeded, approvalsForFallback(policy)) : Math.max(before.result!.approvalsNeeded, approvalsForPass(policy, hasProviderResult(before.result)));
    expect(people(approvals), 'R9, R20: enough different people, by the policy of now').toBeGreaterThanOrEqual(needed);
    expect(new Set(approvals.map((made) => made.digest)), 'R23: over one view, the present one').toEqual(new Set([digest(before)]));
    expect(event.data.coolingOffHours, 'R8').toBe(coolingOffHours(policy, event.data.via === 'fallback' || before.risk.level === 'raised'));
  }
};

const rulesOfTheDisable = ({ before, event, after, policy, now }: Happened & { readonly before: CaseState }): void => {
  if (event.type === 'case.disable-begun' && before.disable!.begunAt === null) {
    expect(before.frozen, 'R7').toBeNull();
    const end = coolingOffEnd(before, policy);
    expect(end?.state, 'R8').toBe('ends');
    expect(end?.state === 'ends' && end.at <= now && before.disable!.dueAt <= now, 'R8: not before its end').toBe(true);
  }
  if (['case.disable-begun', 'case.recovered'].includes(event.type)) expect(people(approvalsBehind(before)), 'R9, R24').toBeGreaterThanOrEqual(before.disable!.via === 'fallback' ? approvalsForFallback(policy) : approvalsForPass(policy, hasProviderResult(before.result)));
  if (before.disable !== null && after.disable !== null) {
    expect(after.disable.approvedAt).toBe(before.disable.approvedAt);
    for (const part of ['coolingOffHours', 'awayMs', 'dueAt'] as const) expect(after.disable[part] >= before.disable[part], `R8: ${part} never gets less`).toBe(true);
    expect(after.disable.steps.length, 'what was done stays written').toBeGreaterThanOrEqual(before.disable.steps.length);
  }
  if (after.disable !== null) for (const made of approvalsBehind(after)) expect(made.digest, 'R23: what was approved stands').toBe(digest(after));
};

const hold = (happened: Happened, desk: SimulatedDesk): void => {
  const { before, event, after, effects, policy } = happened;
  if (before === null) return;
  if (!isOpen(before)) {
    expect(afterTheEnd, `${event.type} after the end`).toContain(event.type);
    if (event.type !== 'case.reopened') expect(after, `${event.type} after the end`).toMatchObject({ status: before.status, outcome: before.outcome, closedAt: before.closedAt });
  }
  if (before.frozen !== null) expect(onwards, 'R7: nothing goes on').not.toContain(event.type);
  if (before.frozen !== null && after.frozen === null) expect(['case.unfrozen', 'case.closed'].includes(event.type) && (event.data as { by?: string }).by === 'staff:lena', 'R7: only a lead').toBe(true);
  if (event.type === 'case.link-asked' && event.data.by.startsWith('staff:')) expect(before.override !== null || openWays(before).length === 0, 'R3').toBe(true);
  if (event.type === 'case.fallback-opened' && before.status !== 'failed') expect(before.override !== null || openWays(before).length === 0, 'R3').toBe(true);
  if (event.type === 'case.mail-asked' && ['recovery-link', 'ask-again', 'self-help', 'link-reminder'].includes(event.data.template)) expect(addressStanding(before.account!.addresses.find(({ id }) => id === event.data.addressId)!, before.openedAt, days), 'R5').toBe('usable');
  if (event.type === 'case.submitted') {
    const link = before.links.find(({ checkId }) => checkId === event.data.checkId);
    expect(link, 'R4: only the newest').toBe(currentLink(before));
    expect(['used', 'replaced', 'expired'], 'R4').not.toContain(link?.state);
    expect(link!.expiresAt! > happened.now, 'R4: before its end').toBe(true);
  }
  rulesOfDeciding(before, event, after, policy);
  rulesOfTheDisable({ ...happened, before });
  expect(after.links.filter((link) => ['asked', 'running', 'opened', 'undeliverable'].includes(link.state)).length, 'R4: one link lives').toBeLessThanOrEqual(1);
  if (after.status === 'awaiting-second') for (const made of standingApprovals(after)) expect(made.digest, 'R23: an approval that stands is over what is shown').toBe(digest(after));
  if (after.status === 'fallback-review') for (const made of after.fallback!.decisions) if (!made.void) expect(made.digest, 'R23').toBe(digest(after));
  if (after.frozen !== null) expect(asTheEffect(desk, after), 'R7').toBeNull();
  // What has to follow is asked for in the same append.
  if (event.type === 'case.mail-asked' || event.type === 'case.mail-asked-again') expect(effects.map(({ kind }) => kind)).toEqual(['send-mail']);
  if (event.type === 'case.frozen' && event.data.via !== 'staff' && after.status === 'recovered') expect(effects.map(({ kind }) => kind), 'R7: secured again').toEqual(['open-re-secure']);
  if (event.type === 'case.recovered') expect(effects.map(({ kind }) => kind), 'R16: temporary access leaves 2FA on').toEqual(after.disable?.how === 'temporary-access' ? [] : ['watch']);
};

/** Who asks twice hears nothing new: answers of mail servers, of the identity system, of a customer's browser come again. */
const saidOnce = new Set<CaseCommand['kind']>(['see-signals', 'start-link-clock', 'mail-accepted', 'mail-failed', 'open-link', 'remind-link', 'expire-link', 'submit', 'change-cooling-off', 'begin-disable', 'step-disable', 'stop-disable', 'finish-disable', 'step-secure', 'wake', 'close', 'reopen', 'unfreeze', 'decide', 'decide-fallback', 'open-fallback', 'submit-fallback', 'withdraw-fallback', 'revoke-approval', 'resume-disable']);
const holdAnswer = ({ command, actor, before, code, happened }: Answer): void => {
  if (code !== null) expect([...refusalCodes, 'claim-taken']).toContain(code);
  if (actor.kind === 'staff' && happened.length > 0 && before !== null && isAccountOf(before.account!, actor.address)) expect(['freeze', 'assign'], 'R9: nobody on their own account').toContain(command.kind);
};

const opened = (approvals: 1 | 2, which: number): SimulatedDesk => {
  const desk = createSimulatedDesk(policyOf({ approvalsWithoutProvider: approvals }));
  desk.ask('case-1', { kind: 'open', caseId: 'case-1', number: 'RD-1001', account: accounts[which]!, system: 'Sample', channel: 'phone', callerWords: '', callerGave: '', reference: '' }, [agent, otherAgent][which % 2]!);
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
      for (const one of answer.happened) hold(one, desk);
      if (answer.happened.length > 0 && saidOnce.has(command.kind)) expect(desk.ask('case-1', command, actor).happened, `${command.kind} twice`).toEqual([]);
      const state = desk.state('case-1')!;
      if (state.disable?.finishedAt === null && state.disable.stopped === null && state.frozen === null && isOpen(state)) expect(desk.effects.get(state.disable.effectId)?.kind, 'a disable that may go on is asked for').toBe('disable');
      seen.add(state.status);
      if (state.outcome !== null) ended.add(state.outcome);
    }
    expect(replay(desk.events('case-1'))).toEqual(desk.state('case-1'));
  });

  test('never break a rule, never throw, and are told by their events', () => { fc.assert(holds, { numRuns: 400 }); });

  test('have been in every status and come to every end, or they would prove little', () => {
    // Always the same walks: that they get everywhere must not be luck.
    seen.clear();
    ended.clear();
    fc.assert(holds, { numRuns: 800, seed: 20_261_124 });
    expect([...seen].toSorted()).toEqual(statuses.filter((status) => status !== 'submitted').toSorted());
    expect([...ended].toSorted()).toEqual(['disabled-by-admin', 'duplicate', 'fraud', 'recovered', 'rejected', 'self-served', 'withdrawn']);
  });

  test('a case whose personal content was erased has the same status, links and approvals', () => {
    fc.assert(fc.property(walk(10, 60), ({ approvals, account, steps }) => {
      const desk = opened(approvals, account);
      for (const step of steps) {
        desk.nowMs += Math.max(0, step.minutes) * 60_000;
        desk.ask('case-1', ...nextOf(desk, desk.state('case-1')!, step, []));
      }
      const erased = replay(desk.events('case-1').map((event) => ({ type: event.type, data: event.data }) as CaseEvent))!;
      const { status, frozen, links, disable, outcome, version, fallback, watch } = desk.state('case-1')!;
      expect(erased).toMatchObject({ status, links, outcome, version, watch });
      expect(erased.frozen?.at).toBe(frozen?.at);
      expect(erased.disable?.steps).toEqual(disable?.steps);
      expect(erased.disable?.dueAt).toBe(disable?.dueAt);
      expect(erased.fallback?.stage).toBe(fallback?.stage);
      expect(approvalsBehind(erased).map(({ decisionId }) => decisionId)).toEqual(approvalsBehind(desk.state('case-1')!).map(({ decisionId }) => decisionId));
    }), { numRuns: 150 });
  });
});
