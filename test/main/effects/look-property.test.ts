/** R5: whatever happens to accounts, systems and desks, no address counts from a day on which it was not yet there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestGapDays } from '#domain/account/seen';
import { createMemoryLog } from '#main/store/log/memory-log';
import { addressBook, dayMs, hourMs, lookingDesk, minuteMs, testClock } from '#support/look-world';

const people = ['ada', 'bo', 'cy', 'dee', 'eve'] as const;
const mails = ['1@post.example', '2@post.example', '3@post.example'] as const;

type Step =
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'add' | 'remove'; readonly who: string; readonly mail: string }
  | { readonly do: 'move'; readonly who: string; readonly to: string; readonly mail: string }
  | { readonly do: 'delete'; readonly who: string }
  /** A desk that looks for so many pages, and dies then: with a lease in its hand, or between two. */
  | { readonly do: 'look'; readonly pages: number; readonly dies: 'no' | 'between' | 'leased' }
  | { readonly do: 'fails'; readonly how: 'down' | 'refused' | null };

const who = fc.constantFrom(...people);
const mail = fc.constantFrom(...mails);
const days = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 100, max: 400 }) }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('add' as const, 'remove' as const), who, mail }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), who, to: who, mail }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), who }) },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('look' as const),
        pages: fc.oneof(
          { weight: 3, arbitrary: fc.constant(99) },
          { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }) },
        ),
        dies: fc.constantFrom('no' as const, 'no' as const, 'between' as const, 'leased' as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('fails' as const), how: fc.constantFrom('down', 'refused', null, null) }),
    },
  ),
  { minLength: 10, maxLength: 80 },
) as fc.Arbitrary<readonly Step[]>;

/** `staysAwayMs`: an address that left an account doesn't come back there before. */
const world = (staysAwayMs: number) => {
  const log = createMemoryLog();
  const clock = testClock();
  const book = addressBook('plain', 2);
  const cameAt = new Map<string, number>();
  const wentAt = new Map<string, number>();
  let desk = lookingDesk(log, clock, [book]);
  const restart = () => (desk = lookingDesk(log, clock, [book]));
  const now = () => clock.now().getTime();
  const add = (id: string, address: string): void => {
    const key = `${id} ${address}`;
    if (book.listed(id).has(address) || now() - (wentAt.get(key) ?? -Infinity) < staysAwayMs) return;
    book.people.set(id, new Set([...book.listed(id), address]));
    cameAt.set(key, now());
  };
  const remove = (id: string, address: string): boolean => {
    const was = book.people.get(id)?.delete(address) ?? false;
    if (was) wentAt.set(`${id} ${address}`, now());
    return was;
  };
  const take = async (step: Step): Promise<void> => {
    switch (step.do) {
      case 'wait':
        return clock.pass(step.hours * hourMs);
      case 'add':
        return add(step.who, step.mail);
      case 'remove':
        return void remove(step.who, step.mail);
      case 'move':
        if (remove(step.who, step.mail)) add(step.to, step.mail);
        return;
      case 'delete':
        for (const address of book.listed(step.who)) remove(step.who, address);
        return void book.people.delete(step.who);
      case 'fails':
        book.fails = step.how;
        return;
      case 'look': {
        for (let page = 0; page < step.pages && (await desk.onePage()); page += 1) clock.pass(minuteMs);
        if (step.dies === 'leased') await desk.lease();
        if (step.dies !== 'no') restart();
      }
    }
  };
  /** Every address that stands somewhere now, with when it came there and since when the desk says that it is there. */
  const claims = async () => {
    const found = [];
    for (const [id, addresses] of book.people)
      for (const address of addresses) {
        const since = await desk.since('plain', id, address);
        if (since !== null)
          found.push({ id, address, since: Date.parse(since), came: cameAt.get(`${id} ${address}`)! });
      }
    return found;
  };
  return { log, clock, book, take, claims, add, begin: () => desk.begin() };
};

describe('an address that was first seen', () => {
  test('is never said to be there earlier than it came, where what goes stays away for longer than a gap', async () => {
    let claimed = 0;
    await fc.assert(
      fc.asyncProperty(days, async (steps) => {
        const at = world((longestGapDays + 1) * dayMs);
        for (const id of people.slice(0, 3)) at.add(id, `${id}@firm.example`);
        await at.begin();
        for (const step of steps) {
          await at.take(step);
          for (const { since, came, id, address } of await at.claims()) {
            claimed += 1;
            expect(since, `${id} ${address}`).toBeGreaterThanOrEqual(came);
          }
        }
      }),
      { numRuns: 150 },
    );
    // Nothing is proven by a desk that says nothing.
    expect(claimed).toBeGreaterThan(1000);
  });

  test('counts from no day after which any page showed its account without it', async () => {
    await fc.assert(
      fc.asyncProperty(days, async (steps) => {
        const at = world(0);
        for (const id of people.slice(0, 3)) at.add(id, `${id}@firm.example`);
        await at.begin();
        const shownWithout = new Map<string, number>();
        for (const step of steps) {
          const before = at.book.served.length;
          const began = at.clock.now().getTime();
          await at.take(step);
          for (const { page } of at.book.served.slice(before))
            for (const { accountId, addresses } of page.accounts)
              for (const address of [...mails, `${accountId}@firm.example`])
                if (!addresses.some((one) => one.address === address))
                  shownWithout.set(`${accountId} ${address}`, began);
          for (const { since, id, address } of await at.claims())
            expect(since, `${id} ${address}`).toBeGreaterThanOrEqual(shownWithout.get(`${id} ${address}`) ?? 0);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('becomes as old as it is at a desk that looks each day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9 }), async (daysOfLooks, count) => {
        const log = createMemoryLog();
        const clock = testClock();
        const book = addressBook('plain', 2);
        for (let n = 0; n < count; n += 1) book.people.set(`p${n}`, new Set([`p${n}@firm.example`]));
        const desk = lookingDesk(log, clock, [book]);
        await desk.begin();
        clock.pass(minuteMs);
        const first = clock.iso();
        await desk.lookFor(daysOfLooks);
        for (const id of book.people.keys()) expect(await desk.since('plain', id, `${id}@firm.example`)).toBe(first);
      }),
      { numRuns: 30 },
    );
  });
});
