/** Whatever anybody does in whatever order: the rules that must hold after every single event. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, addresses, agent, customer, decide, desk, desksNext, digest, hoursOn, lead, open, otherAgent, ownReviewer, policyOf, promoted, reviewer, secondReviewer, submission, world } from '#support/example-case';
import type { World } from '#support/example-case';
import { addressStanding, isAccountOf } from './account';
import type { CaseActor, CaseCommand } from './commands';
import { mayExecute } from './decide-disable';
import type { CaseEvent } from './events';
import { ways, wayOutcomes } from './events';
import { refusalCodes } from './refusal';
import { openWays } from './self-help';
import type { CaseState, CaseStatus } from './state';
import { currentLink, evolve, replay, standingApprovals } from './state';

/** PRODUCT.md, "Statuses of a case", event by event. The provider answers at once, and the second approval is the first one's next step. */
const graph: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  triage: ['awaiting-admin', 'awaiting-customer', 'closed'], 'awaiting-admin': ['triage', 'awaiting-customer', 'closed'], 'awaiting-customer': ['link-expired', 'submitted', 'closed'], 'link-expired': ['awaiting-customer', 'closed'],
  submitted: ['in-review'], 'in-review': ['awaiting-second', 'awaiting-customer', 'failed', 'closed'], 'awaiting-second': ['in-review', 'approved', 'awaiting-customer', 'failed', 'closed'], approved: ['disabling', 'needs-attention'],
  disabling: ['needs-attention', 'recovered'], 'needs-attention': ['disabling', 'approved', 'closed'], recovered: [], failed: ['closed'], 'fallback-review': [], closed: [],
};
const days = { recent: 14, replaced: 30 };
const people = [agent, otherAgent, promoted, reviewer, secondReviewer, ownReviewer, lead] as const;
const actors: readonly CaseActor[] = [...people, customer, desk];
const decider = (name: string) => [reviewer, secondReviewer, promoted].find(({ id }) => `staff:${id}` === name) ?? null;
const accounts = [account(), account({ addresses: Object.values(addresses) }), account({ factors: account().factors.slice(0, 1) }), account({ name: 'Olga Roy' }), account({ addresses: [{ ...addresses.usable, until: hoursOn(1) }, account().addresses[1]!] })] as const;

const after = (before: CaseState | null, event: CaseEvent, at: World): CaseState => {
  const state = evolve(before, event);
  if (before === null) return state;
  if (state.status !== before.status) expect(graph[before.status], `${event.type} moved ${before.status} to ${state.status}`).toContain(state.status);
  if (before.frozen !== null && state.frozen === null) expect(event).toMatchObject({ type: 'case.unfrozen', data: { by: 'staff:lena' } });
  if (before.frozen !== null) expect(['case.link-asked', 'case.submitted', 'case.decided', 'case.approved', 'case.disable-begun', 'case.disable-resumed', 'case.recovered', 'case.closed']).not.toContain(event.type);
  switch (event.type) {
    case 'case.link-asked':
      expect(before.override !== null || openWays(before).length === 0, 'R3').toBe(true);
      break;
    case 'case.mail-asked':
      if (event.data.template === 'recovery-link' || event.data.template === 'ask-again') expect(addressStanding(before.account!.addresses.find(({ id }) => id === event.data.addressId)!, before.openedAt, days), 'R5').toBe('usable');
      break;
    case 'case.submitted': {
      const link = before.links.find(({ checkId }) => checkId === event.data.checkId);
      expect(link, 'R4: only the newest').toBe(currentLink(before));
      expect(['used', 'replaced', 'expired'], 'R4').not.toContain(link?.state);
      expect(link!.expiresAt! > hoursOn(at.clock), 'R4: before its end').toBe(true);
      break;
    }
    case 'case.decided':
      expect([before.openedBy, ...before.senders], 'R9').not.toContain(event.data.by);
      expect(['staff:rita', 'staff:ravi', 'staff:agnes'], 'R9: a reviewer, not of their own account').toContain(event.data.by);
      expect(event.data.digest, 'R23').toBe(digest(before));
      break;
    case 'case.approved': {
      const approvals = standingApprovals(before);
      expect(new Set(approvals.map(({ by }) => by)).size, 'R9: enough different people').toBeGreaterThanOrEqual(before.result!.approvalsNeeded);
      expect(new Set(approvals.map((made) => made.digest)), 'R23: over one view, the present one').toEqual(new Set([digest(before)]));
      expect(before.risk.level, 'R8').toBe('normal');
      expect(mayExecute(state, event.data.dueAt, decider), 'what is authorised can be executed').toBeNull();
      break;
    }
    default:
  }
  expect(state.links.filter((link) => ['asked', 'running', 'opened', 'undeliverable'].includes(link.state)).length, 'R4: one link lives').toBeLessThanOrEqual(1);
  if (state.status === 'awaiting-second') for (const made of standingApprovals(state)) expect(made.digest, 'R23: an approval that stands is over what is shown').toBe(digest(state));
  if (state.frozen !== null) expect(mayExecute(state, hoursOn(9_999), decider), 'R7').toMatchObject({ code: 'frozen' });
  return state;
};

/** What would bring the case on, so that random walks get far. */
const helpful = (state: CaseState, pick: number): readonly [CaseCommand, CaseActor] => {
  const byItself = desksNext(state);
  const link = currentLink(state);
  if (state.frozen !== null) return [{ kind: 'unfreeze', reason: 'Called the customer back.' }, lead];
  if (byItself !== null) return [byItself, desk];
  switch (state.status) {
    case 'triage': case 'awaiting-admin': {
      const [way] = openWays(state);
      return way === undefined || state.override !== null ? [{ kind: 'send-link', addressId: 'old', language: 'en' }, pick % 2 === 0 ? agent : otherAgent] : [{ kind: 'record-way', way, outcome: pick % 2 === 0 ? 'tried' : 'impossible', why: 'asked' }, agent];
    }
    case 'awaiting-customer': return [submission(link!.checkId), customer];
    case 'link-expired': return [{ kind: 'send-link', addressId: 'private', language: 'fr' }, otherAgent];
    case 'in-review': case 'awaiting-second': return [decide(pick % 7 === 0 ? 'ask-again' : 'pass', digest(state)), pick % 2 === 0 ? reviewer : secondReviewer];
    case 'needs-attention': return [{ kind: 'resume-disable' }, reviewer];
    default: return [{ kind: 'note', text: 'nothing to do' }, agent];
  }
};

const anything = (at: World, pick: number, other: number): CaseCommand => {
  const state = at.state();
  const link = state.links[other % Math.max(1, state.links.length)];
  const mail = state.mails[other % Math.max(1, state.mails.length)];
  const checkId = link?.checkId ?? 'no-check';
  const mailId = mail?.mailId ?? 'no-mail';
  const one = <T,>(list: readonly T[]): T => list[other % list.length]!;
  const all: readonly CaseCommand[] = [
    { kind: 'attach', channel: 'chat', callerWords: '' }, { kind: 'read-account', account: one(accounts), system: 'Sample' }, { kind: 'record-way', way: one(ways), outcome: wayOutcomes[Math.floor(other / 3) % 3]!, why: 'asked' },
    { kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, { kind: 'send-link', addressId: one(['old', 'private', 'new', 'gone', 'unknown', 'nowhere']), language: 'en' }, { kind: 'send-again', mailId },
    { kind: 'start-link-clock', checkId }, { kind: 'mail-accepted', mailId, messageId: '<x>', rawSha256: 'aa' }, { kind: 'mail-failed', mailId, why: 'No such mailbox.' }, { kind: 'open-link', checkId, device: 'phone' }, { kind: 'expire-link', checkId }, submission(checkId),
    decide('pass', other % 3 === 0 ? 'an older view' : digest(state)), decide('fail', digest(state)), decide('ask-again', digest(state)), { kind: 'begin-disable' }, { kind: 'step-disable', step: one(['list', 'sessions', 'compare'] as const), readBack: 'x' },
    { kind: 'stop-disable', step: 'list', reason: one(['account-changed', 'check-refused'] as const), found: 'x' }, { kind: 'resume-disable' }, { kind: 'finish-disable' }, { kind: 'evidence-destroyed', checkId, why: 'ten-days' },
    { kind: 'freeze', via: one(['notice', 'staff'] as const), words: '' }, { kind: 'unfreeze', reason: 'Called the customer back.' }, { kind: 'close', outcome: 'withdrawn', reason: 'called off' },
  ];
  return all[pick % all.length]!;
};

const desksOwn = new Set<CaseCommand['kind']>(['start-link-clock', 'mail-accepted', 'mail-failed', 'expire-link', 'begin-disable', 'step-disable', 'stop-disable', 'finish-disable', 'evidence-destroyed']);
/** Anybody, but every other time whoever such a command is from. */
const somebody = (command: CaseCommand, who: number): CaseActor => (actors[who] ?? ( desksOwn.has(command.kind) ? desk : command.kind === 'submit' || command.kind === 'open-link' ? customer : people[who % people.length]!));

const walk = fc.record({
  twoApprovals: fc.boolean(), opener: fc.integer({ min: 0, max: 1 }), withManyAddresses: fc.boolean(),
  steps: fc.array(fc.record({ isHelpful: fc.integer({ min: 0, max: 9 }).map((n) => n < 7), pick: fc.nat(999), other: fc.nat(999), who: fc.nat(2 * actors.length - 1), hours: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 3 }) }, { weight: 1, arbitrary: fc.constant(73) }) }), { minLength: 10, maxLength: 60 }),
});

const next = (at: World, isHelpful: boolean, pick: number, other: number, who: number): readonly [CaseCommand, CaseActor] => {
  if (isHelpful) return helpful(at.state(), pick);
  const command = anything(at, pick, other);
  return [command, somebody(command, who)];
};

describe('random walks by random people', () => {
  const seen = new Set<CaseStatus>();
  const holds = fc.property(walk, ({ twoApprovals, opener, withManyAddresses, steps }) => {
    const at = world(policyOf({ approvalsWithoutProvider: twoApprovals ? 2 : 1 }));
      at.must(open(accounts[withManyAddresses ? 1 : 0]), [agent, otherAgent][opener]!);
      for (const { isHelpful, pick, other, who, hours } of steps) {
        at.clock += hours;
        const [command, actor] = next(at, isHelpful, pick, other, who);
        const before = at.state();
        const decision = at.ask(command, actor);
        if (!decision.ok) { expect(refusalCodes).toContain(decision.refusal.code); continue; }
        if (actor.kind === 'staff' && decision.events.length > 0) expect(isAccountOf(before.account!, actor.address) && command.kind !== 'freeze', 'R9: nobody on their own account').toBe(false);
        decision.events.reduce<CaseState>((state, event) => after(state, event, at), before);
        seen.add(at.state().status);
      }
      expect(replay(at.events())).toEqual(at.state());
    });

  test('never break a rule, never throw, and are told by their events', () => { fc.assert(holds, { numRuns: 400 }); });

  test('have been in every status, or they would prove little', () => {
    // Always the same walks: that they get everywhere must not be luck.
    seen.clear();
    fc.assert(holds, { numRuns: 600, seed: 20_261_124 });
    expect([...seen].toSorted()).toEqual(['approved', 'awaiting-admin', 'awaiting-customer', 'awaiting-second', 'closed', 'disabling', 'failed', 'in-review', 'link-expired', 'needs-attention', 'recovered', 'triage']);
  });

  test('a case whose personal content was erased has the same status, links and approvals', () => {
    fc.assert(fc.property(walk, ({ steps }) => {
      const at = world(policyOf({ approvalsWithoutProvider: 2 }));
      at.must(open(), agent);
      for (const { isHelpful, pick, other, who } of steps) at.ask(...next(at, isHelpful, pick, other, who));
      const erased = replay(at.events().map((event) => ({ type: event.type, data: event.data }) as CaseEvent))!;
      const { status, frozen, links, disable, outcome, version } = at.state();
      expect(erased).toMatchObject({ status, links, outcome, version });
      expect(erased.frozen?.at).toBe(frozen?.at);
      expect(erased.disable?.steps).toEqual(disable?.steps);
      expect(standingApprovals(erased).map(({ decisionId }) => decisionId)).toEqual(standingApprovals(at.state()).map(({ decisionId }) => decisionId));
    }), { numRuns: 150 });
  });
});
