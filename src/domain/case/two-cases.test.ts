/**
 * R10 over several cases: the claims that the log holds keep one open case per account, whoever opens, reopens, closes
 * or repudiates.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agent, desk, lead, otherAgent, policyOf } from '#support/example-case';
import { accounts, createSimulatedDesk, nextOf, walk } from '#support/case-walks';
import type { SimulatedDesk } from '#support/case-walks';
import type { CaseActor, CaseCommand } from './commands';
import { isOpen } from './state';

const ids = ['case-1', 'case-2', 'case-3'] as const;
const accountOf = (caseId: string, isOther: boolean) => ({
  ...accounts[1]!,
  accountId: isOther && caseId === 'case-3' ? ('lumen:acc-9' as const) : ('lumen:acc-1' as const),
});
const openOf = (caseId: string, isOther: boolean): CaseCommand => ({
  kind: 'open',
  caseId,
  number: `RD-${caseId}`,
  account: accountOf(caseId, isOther),
  system: 'Sample',
  channel: 'phone',
  callerWords: '',
  callerGave: '',
  reference: '',
});

/**
 * The deeds that open a re-secure case, done as soon as they are asked for; refused while another case of the account
 * is open.
 */
const secureAgain = (sim: SimulatedDesk): void => {
  for (const { kind, payload } of sim.effects.values()) {
    const followed = payload['caseId'];
    if (kind !== 'open-re-secure' || followed === undefined || sim.state(`re-${followed}`) !== null) continue;
    sim.ask(
      `re-${followed}`,
      {
        kind: 'open-re-secure',
        caseId: `re-${followed}`,
        number: `RS-${followed}`,
        account: sim.state(followed)!.account!,
        system: 'Sample',
        reSecures: followed,
        channel: 'email',
        words: '',
      },
      desk,
    );
  }
};
const openOnes = (sim: SimulatedDesk): readonly string[] =>
  sim
    .states()
    .filter(isOpen)
    .map(({ accountId }) => accountId);

const seen = { reopened: 0, secured: 0, refused: 0 };
const holds = fc.property(walk(60, 200), fc.boolean(), ({ approvals, steps }, isOther) => {
  const sim = createSimulatedDesk(policyOf({ approvalsWithoutProvider: approvals }));
  const earlier: (readonly [CaseCommand, CaseActor])[] = [];
  sim.ask('case-1', openOf('case-1', isOther), agent);
  for (const step of steps) {
    sim.nowMs += Math.max(0, step.minutes) * 60_000;
    const all = [
      ...ids,
      ...sim
        .states()
        .map(({ caseId }) => caseId)
        .filter((id) => id.startsWith('re-')),
    ];
    // Mostly on with the open one, or hardly any comes to its end.
    const caseId =
      (step.other % 3 === 0 ? undefined : sim.states().find(isOpen)?.caseId) ?? all[step.who % all.length]!;
    const state = sim.state(caseId);
    const [command, actor] =
      state === null
        ? ([openOf(caseId, isOther), [agent, otherAgent][step.who % 2]!] as const)
        : !isOpen(state) && state.status === 'closed' && step.pick % 2 === 0
          ? ([{ kind: 'reopen', reason: 'They called again about it.' } as const, lead] as const)
          : nextOf(sim, state, step, earlier);
    earlier.push([command, actor]);
    const answer = sim.ask(caseId, command, actor);
    if (answer.code === 'claim-taken') seen.refused += 1;
    if (answer.happened.some(({ event }) => event.type === 'case.reopened')) seen.reopened += 1;
    secureAgain(sim);
    const open = openOnes(sim);
    expect(new Set(open).size, 'one open case per account').toBe(open.length);
    expect(
      [...sim.claims].filter((name) => name.startsWith('open-case:')).toSorted(),
      'the claim is held by the open case, and by nothing else',
    ).toEqual(open.map((accountId) => `open-case:${accountId}`).toSorted());
  }
  seen.secured += sim.states().filter(({ reSecures }) => reSecures !== null).length;
});

test('never two open cases of an account, and never an account that stays taken by a closed one', () => {
  fc.assert(holds, { numRuns: 100 });
}, 60_000);

test('cases were reopened, secured again and refused, or it would prove little', () => {
  Object.assign(seen, { reopened: 0, secured: 0, refused: 0 });
  fc.assert(holds, { numRuns: 100, seed: 20_261_124 });
  expect(seen.reopened).toBeGreaterThan(0);
  expect(seen.secured).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
}, 60_000);
