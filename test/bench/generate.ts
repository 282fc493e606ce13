/** Cases for the bench, decided and evolved by the domain itself: many in flight at once, as over a real month. */
import { randomBytes, randomUUID } from 'node:crypto';
import { claimsOf, effectsOf } from '#domain/case/consequences';
import type { CaseFacts } from '#domain/case/commands';
import { decideCase } from '#domain/case/decide';
import type { CaseState } from '#domain/case/state';
import { evolve } from '#domain/case/evolve';
import { isOpen } from '#domain/case/state';
import { caseStream, toNewEvent } from '#main/store/log/stored-case';
import type { Append } from '#main/store/log/event-log';
import { randomFrom } from './people';
import { policy, storyOf } from './stories';
import type { Step } from './stories';
import { lookedAtAll } from '#domain/case/looking';

const hourMs = 3_600_000;
/** From the first case to the end; a case lives some days of it, so about a tenth is open at the end. */
const horizonMs = 30 * 24 * hourMs;

type Running = {
  at: number;
  readonly index: number;
  readonly steps: Generator<Step>;
  step: Step;
  state: CaseState | null;
};

/** A binary heap by time: the next that happens is on top. */
const timeline = () => {
  const heap: Running[] = [];
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    push(one: Running): void {
      let i = heap.push(one) - 1;
      for (let up = (i - 1) >> 1; i > 0 && heap[up]!.at > heap[i]!.at; up = (i - 1) >> 1) {
        swap(i, up);
        i = up;
      }
    },
    pop(): Running | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined || heap.length === 0) return top;
      heap[0] = last;
      for (let i = 0; ;) {
        const left = 2 * i + 1;
        if (left >= heap.length) return top;
        const least = left + 1 < heap.length && heap[left + 1]!.at < heap[left]!.at ? left + 1 : left;
        if (heap[least]!.at >= heap[i]!.at) return top;
        swap(i, least);
        i = least;
      }
    },
  };
};

export type Generated = { readonly cases: number; readonly events: number; readonly openIds: readonly string[] };

/** Mints identifiers as the desk does. */
export const mint: CaseFacts['mint'] = {
  mail: () => ({ mailId: randomUUID(), noticeHash: randomBytes(32).toString('hex') }),
  link: () => ({ checkId: randomUUID(), tokenHash: randomBytes(32).toString('hex') }),
  effect: () => randomUUID(),
  attestationCode: () => randomBytes(32).toString('hex'),
};

/**
 * Gives appends of so many cases in the order in which they happen, the last at `until`. What is due before `until` is
 * done already and asks for no effect, so that a desk over them has nothing to make up for.
 */
// oxlint-disable-next-line func-style -- a generator has no other form
export function* generateAppends(count: number, until: Date): Generator<Append, Generated> {
  const random = randomFrom(7);
  const queue = timeline();
  const began = until.getTime() - horizonMs;
  const gap = horizonMs / count;
  const leftOpen = new Set<string>();
  let opened = 0;
  let events = 0;
  const openNext = (): void => {
    const steps = storyOf(random, opened);
    queue.push({ at: began + gap * opened, index: opened, steps, step: steps.next().value as Step, state: null });
    opened += 1;
  };
  openNext();
  for (;;) {
    const one = queue.pop();
    if (one === undefined || one.at > until.getTime()) return { cases: opened, openIds: [...leftOpen], events };
    if (one.state === null && opened < count) openNext();
    const now = new Date(one.at).toISOString();
    const { actor } = one.step;
    const command = one.step.command(one.state, now);
    const decision = decideCase(one.state, command, {
      now,
      actor,
      policy,
      mint,
      digestNow: 'ef'.repeat(32),
      ...(one.state === null ? {} : { looked: lookedAtAll(one.state) }),
      name: { rule: 'strict-1', equal: true },
    });
    if (!decision.ok) throw new Error(`the bench's story breaks a rule: ${command.kind}: ${decision.refusal.message}`);
    const claims: Append['claims'][] = [];
    const effects: NonNullable<Append['effects']>[number][] = [];
    for (const event of decision.events) {
      const before = one.state;
      one.state = evolve(before, event);
      claims.push(claimsOf(event, one.state, policy));
      effects.push(
        ...effectsOf(event, before, one.state, policy)
          .filter((effect) => effect.dueAt > until.toISOString())
          .map((effect) => ({ ...effect, stream: caseStream(one.state!.caseId) })),
      );
    }
    if (one.state !== null && isOpen(one.state)) leftOpen.add(one.state.caseId);
    else if (one.state !== null) leftOpen.delete(one.state.caseId);
    const { caseId, version } = one.state!;
    if (decision.events.length > 0) {
      events += decision.events.length;
      yield {
        at: now,
        streams: [
          {
            stream: caseStream(caseId),
            expectedVersion: version - decision.events.length,
            events: decision.events.map((event) => toNewEvent(caseId, event, actor, randomUUID())),
          },
        ],
        claims: claims.flatMap((each) => each ?? []),
        effects,
      };
    }
    const following = one.steps.next();
    if (following.done !== true)
      queue.push({ ...one, step: following.value, at: one.at + following.value.hours * hourMs });
  }
}
