/**
 * Two desks at once on one log that answers late and loses answers: what was answered yes is there once, and every rule
 * holds.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseActor, CaseCommand } from '#domain/case/commands';
import { claimsOf, effectsOf } from '#domain/case/consequences';
import type { CaseState } from '#domain/case/state';
import { evolve, replay } from '#domain/case/evolve';
import { isOpen } from '#domain/case/state';
import { changeCase, loadCase } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import { caseStream } from '#main/store/log/stored-case';
import { knownEvent } from '#support/known-event';
import { CallFailure } from '#main/ipc/failure';
import type { EventLog, StoredEvent } from '#main/store/log/event-log';
import { createMemoryLog, LostAnswer } from '#main/store/log/memory-log';
import { holdRules } from '#support/case-rules';
import type { WalkStep } from '#support/case-walks';
import { accounts, createSimulatedDesk, nextOf, walk } from '#support/case-walks';
import { agent, digest, lookedFor, openedAt, otherAgent, policyOf } from '#support/example-case';
import { casesOver } from '#support/memory-desk';

const caseIds = ['case-1', 'case-2'] as const;
const policy = policyOf({ approvalsWithoutProvider: 2 });
const opened = (caseId: string): CaseCommand => ({
  kind: 'open',
  caseId,
  number: `RD-${caseId}`,
  account: accounts[1]!,
  system: 'Sample',
  channel: 'phone',
  callerWords: '',
  callerGave: '',
  reference: '',
});

/** One clock for both, minutes apart at times: a log refuses what lies too far behind its last entry. */
type Time = { ms: number };
const deskOver = (log: EventLog, time: Time, skewMs: number): CasesDeps =>
  casesOver(log, { clock: { now: () => new Date(time.ms + skewMs) }, policy: () => policy });
/** As a caller that never heard back: the same thing again, until an answer comes. */
const surely = async <T>(ask: () => Promise<T>): Promise<{ readonly answer: T; readonly lost: number }> => {
  for (let lost = 0; lost < 200; lost += 1) {
    try {
      return { answer: await ask(), lost };
    } catch (error) {
      if (!(error instanceof LostAnswer)) throw error;
    }
  }
  throw new Error('no answer came');
};

/** Whose intention an event is of: its id carries it. */
const intentOf = (row: StoredEvent): string => row.eventId.replace(/(:\d+)?:\d+$/, '');
type Asked = {
  readonly caseId: string;
  readonly intent: string;
  readonly command: CaseCommand;
  readonly outcome: 'yes' | 'nothing' | 'refused';
  readonly code: string | null;
  readonly events: number;
  readonly isSure: boolean;
};

/**
 * One desk's day: it looks at a case, chooses what to do from what it saw, and asks; meanwhile the other desk does the
 * same.
 */
const work = async (
  name: string,
  deps: CasesDeps,
  time: Time,
  steps: readonly WalkStep[],
): Promise<readonly Asked[]> => {
  const asked: Asked[] = [];
  const earlier: (readonly [CaseCommand, CaseActor])[] = [];
  const sim = createSimulatedDesk(policy);
  for (const [index, step] of steps.entries()) {
    time.ms += Math.max(0, step.minutes) * 6_000;
    const caseId = step.other % 6 === 0 ? caseIds[1] : caseIds[0];
    const { answer: loaded } = await surely(() => loadCase(deps.log, caseId));
    sim.nowMs = time.ms;
    const [command, actor]: readonly [CaseCommand, CaseActor] =
      loaded === null ? [opened(caseId), name === 'a' ? agent : otherAgent] : nextOf(sim, loaded.state, step, earlier);
    time.ms = Math.max(time.ms, sim.nowMs);
    earlier.push([command, actor]);
    const intent = `${name}-${index}`;
    const ask = () =>
      changeCase(deps, {
        caseId,
        command,
        actor,
        intentId: intent,
        facts: (state) => ({
          digestNow: digest(state),
          looked: lookedFor(state, command),
          name: { rule: 'plain-strict-v1', equal: true },
        }),
      });
    let lost = 0;
    for (let answered = false; !answered;) {
      try {
        const { events } = await ask();
        asked.push({
          caseId,
          intent,
          command,
          outcome: events.length > 0 ? 'yes' : 'nothing',
          code: null,
          events: events.length,
          isSure: lost === 0,
        });
        answered = true;
      } catch (error) {
        if (error instanceof CallFailure) {
          asked.push({
            caseId,
            intent,
            command,
            outcome: 'refused',
            code: error.error.code,
            events: 0,
            isSure: lost === 0,
          });
          answered = true;
        } else if (error instanceof LostAnswer) {
          lost += 1;
          // Who never heard back looks before they ask again.
          const written = (await surely(() => deps.log.readStream(caseStream(caseId)))).answer.filter(
            (row) => intentOf(row) === intent,
          ).length;
          if (written > 0) {
            asked.push({ caseId, intent, command, outcome: 'yes', code: null, events: written, isSure: false });
            answered = true;
          }
        } else throw error;
      }
    }
  }
  return asked;
};

const seen = { conflicts: 0, second: 0, lost: 0, statuses: new Set<string>() };

const holds = (lostAnswers: number) =>
  fc.asyncProperty(
    fc.nat(1_000_000),
    walk(30, 60),
    walk(30, 60),
    fc.constantFrom(-8_000, 0, 3_000, 60_000),
    async (seed, first, second, skewMs) => {
      const log = createMemoryLog({ seed, hasHoles: true, answersLate: true, lostAnswers, lostAnnouncements: 0.3 });
      const time: Time = { ms: Date.parse(openedAt) };
      const desks = [deskOver(log, time, 0), deskOver(log, time, skewMs)] as const;
      const asked = (
        await Promise.all([work('a', desks[0], time, first.steps), work('b', desks[1], time, second.steps)])
      ).flat();
      const rows = new Map<string, readonly StoredEvent[]>();
      for (const caseId of caseIds) rows.set(caseId, (await surely(() => log.readStream(caseStream(caseId)))).answer);
      const { answer: effects } = await surely(() => log.effectsOf({ limit: 10_000 }));

      // What was answered yes is in the log, whole, and once; what was refused is not.
      for (const { caseId, intent, command, outcome, code, events, isSure } of asked) {
        const written = rows.get(caseId)!.filter((row) => intentOf(row) === intent);
        expect(new Set(written.map(({ eventId }) => eventId)).size).toBe(written.length);
        if (outcome === 'yes') expect(written, `${command.kind} was answered yes`).toHaveLength(events);
        else if (isSure) expect(written, `${command.kind} was answered ${outcome}`).toHaveLength(0);
        if (code === 'conflict') seen.conflicts += 1;
        if (code === 'already-open') seen.second += 1;
        if (!isSure) seen.lost += 1;
      }

      // Each case replays, version by version, and no event of it breaks a rule.
      const states: CaseState[] = [];
      for (const caseId of caseIds) {
        const stored = rows.get(caseId)!;
        expect(stored.map(({ version }) => version)).toEqual(stored.map((_, index) => index + 1));
        let state: CaseState | null = null;
        for (const row of stored) {
          const event = knownEvent(row);
          const before: CaseState | null = state;
          state = evolve(before, event);
          const asks = effectsOf(event, before, state, policy);
          holdRules({ caseId, before, event, after: state, effects: asks, policy, now: event.data.at });
          for (const { effectId, kind } of asks)
            expect(effects.find((each) => each.effectId === effectId)?.kind, `${event.type} asks for ${kind}`).toBe(
              kind,
            );
          seen.statuses.add(state.status);
        }
        expect(replay(stored.map(knownEvent))).toEqual(state);
        if (state !== null) states.push(state);
      }

      // Claims: one open case of the account (R10), links within their limits (R11), each used once (R4).
      const all = caseIds.flatMap((caseId) => rows.get(caseId)!.map(knownEvent));
      const open = states.filter(isOpen);
      expect(open.length, 'R10').toBeLessThanOrEqual(1);
      const used = all.flatMap((event) => (event.type === 'case.submitted' ? [event.data.checkId] : []));
      expect(new Set(used).size, 'R4').toBe(used.length);
      const claims = states.flatMap((state) =>
        rows
          .get(state.caseId)!
          .map(knownEvent)
          .flatMap((event) => claimsOf(event, state, policy)),
      );
      const times = (kind: 'count' | 'give-back', name: string): number =>
        claims.filter((claim) => claim.kind === kind && claim.name === name).length;
      for (const claim of claims)
        if (claim.kind === 'count')
          expect(times('count', claim.name) - times('give-back', claim.name), `R11: ${claim.name}`).toBeLessThanOrEqual(
            claim.limit,
          );
      const taken = await surely(() =>
        log.append({
          streams: [
            {
              stream: 'audit:probe',
              events: [{ eventId: 'probe', type: 'probe', schema: 1, actor: 'desk', data: {} }],
            },
          ],
          claims: [{ kind: 'unique', name: 'open-case:lumen:acc-1' }],
          at: new Date(time.ms + 120_000).toISOString(),
        }),
      );
      expect(taken.answer.ok, 'the account is free exactly when no case of it is open').toBe(open.length === 0);
      await log.close();
    },
  );

describe('two desks on one log', () => {
  test('that answers late', async () => {
    await fc.assert(holds(0), { numRuns: 40, endOnFailure: true });
  }, 60_000);

  test('that answers late and loses every sixth answer', async () => {
    await fc.assert(holds(0.16), { numRuns: 40, endOnFailure: true });
  }, 60_000);

  test("got in each other's way, lost answers and came far, or it would prove little", async () => {
    Object.assign(seen, { conflicts: 0, second: 0, lost: 0 });
    seen.statuses.clear();
    await fc.assert(holds(0.1), { numRuns: 40, seed: 20_261_124, endOnFailure: true });
    expect(seen.conflicts, 'overtaken').toBeGreaterThan(50);
    expect(seen.second, 'a second case of the account').toBeGreaterThan(10);
    expect(seen.lost, 'answers lost').toBeGreaterThan(50);
    expect([...seen.statuses]).toEqual(
      expect.arrayContaining([
        'triage',
        'awaiting-customer',
        'in-review',
        'awaiting-second',
        'fallback-review',
        'approved',
        'disabling',
        'recovered',
        'closed',
        'failed',
      ]),
    );
  }, 60_000);
});
