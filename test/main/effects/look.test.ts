import { describe, expect, test } from 'vitest';
import { addressStanding } from '#domain/case/account';
import { seenStream } from '#main/accounts/seen-addresses';
import { looksHandlers } from '#main/cases/looks-handlers';
import { createMemoryLog } from '#main/store/log/memory-log';
import { addressBook, dayMs, hourMs, leaseMs, lookingDesk, minuteMs, testClock } from '#support/look-world';

const policyDays = { recent: 14, replaced: 30 };

const oneDesk = (more: { readonly people?: number } = {}) => {
  const log = createMemoryLog();
  const clock = testClock();
  const book = addressBook('plain');
  for (let n = 1; n <= (more.people ?? 7); n += 1) book.people.set(`p${n}`, new Set([`p${n}@firm.example`]));
  const desk = lookingDesk(log, clock, [book]);
  const eventsOf = () => log.readStream(seenStream('plain'));
  const since = (id: string, address = `${id}@firm.example`) => desk.since('plain', id, address);
  const effect = async () => (await log.effectsOf({ ids: ['look:plain'], limit: 1 }))[0]!;
  /** The first look, a minute after the connection. */
  const connect = async () => {
    await desk.begin();
    clock.pass(minuteMs);
    const pages = await desk.look();
    return { pages, at: clock.iso() };
  };
  return { log, clock, book, desk, eventsOf, since, effect, connect };
};

describe('the daily look', () => {
  test('asks for every page, a minute after the connection, and keeps when each address was first seen', async () => {
    const { desk, clock, book, connect, since, eventsOf } = oneDesk();
    await desk.begin();
    expect(await desk.look()).toBe(0);
    const { pages, at } = await connect();
    expect(pages).toBe(3);
    expect(book.served.map(({ cursor }) => cursor)).toEqual([null, 'p3', 'p6']);
    clock.pass(hourMs);
    expect(await since('p1')).toBe(at);
    expect(await since('p7')).toBe(at);
    expect(await since('p1', 'other@firm.example')).toBeNull();
    expect((await eventsOf()).map(({ type }) => type)).toEqual([
      'seen.begun',
      'seen.changed',
      'seen.changed',
      'seen.changed',
      'seen.looked',
    ]);
  });

  test('is made once a day, at a start too, and writes one event of a day on which nothing changed', async () => {
    const { desk, clock, connect, eventsOf, effect, log, book } = oneDesk();
    await connect();
    const before = (await eventsOf()).length;
    for (let hour = 0; hour < 14; hour += 1) {
      clock.pass(hourMs);
      const again = lookingDesk(log, clock, [book]);
      await again.begin();
      expect(await again.look()).toBe(0);
    }
    clock.pass(2 * hourMs);
    expect(clock.iso()).toMatch(/^2026-03-03/);
    expect(await desk.look()).toBe(3);
    expect((await eventsOf()).slice(before).map(({ type }) => type)).toEqual(['seen.looked']);
    expect(await effect()).toMatchObject({ dueAt: '2026-03-04T00:00:00.000Z', attempts: 0, state: 'waiting' });
    expect((await log.effectsOf({ limit: 10 })).length).toBe(1);
  });

  test('lets an address that was away in it begin anew, when it comes back', async () => {
    const { desk, clock, book, connect, since } = oneDesk();
    await connect();
    book.people.get('p2')!.delete('p2@firm.example');
    clock.pass(dayMs);
    await desk.look();
    book.people.get('p2')!.add('p2@firm.example');
    expect(await since('p2')).toBeNull();
    clock.pass(dayMs);
    await desk.look();
    expect(await since('p2')).toBe(clock.iso());
    expect(await since('p3')).not.toBe(clock.iso());
  });

  test('takes an account for gone after a whole look without it, and not before', async () => {
    const { desk, clock, book, connect, since, eventsOf } = oneDesk();
    const { at } = await connect();
    const gone = book.people.get('p1')!;
    book.people.delete('p1');
    clock.pass(dayMs);
    await desk.onePage();
    expect(await since('p1')).toBe(at);
    await desk.look();
    expect(await since('p1')).toBeNull();
    expect((await eventsOf()).at(-2)).toMatchObject({ type: 'seen.changed', data: { appeared: [] } });
    book.people.set('p1', gone);
    clock.pass(dayMs);
    await desk.look();
    expect(await since('p1')).toBe(clock.iso());
  });

  test('starts an address anew that moved to another account', async () => {
    const { desk, clock, book, connect, since } = oneDesk();
    await connect();
    book.people.get('p1')!.clear();
    book.people.get('p2')!.add('p1@firm.example');
    clock.pass(dayMs);
    await desk.look();
    expect(await since('p1')).toBeNull();
    expect(await since('p2', 'p1@firm.example')).toBe(clock.iso());
  });

  test('says that an address is new where an earlier look had not shown it', async () => {
    const { desk, clock, book, connect } = oneDesk();
    await connect();
    clock.pass(dayMs);
    book.people.get('p1')!.add('new@post.example');
    await desk.look();
    const { addresses } = await desk.read('plain', 'p1', book.listed('p1'));
    expect(addresses.map(({ basis }) => basis)).toEqual(['first-seen', 'appeared']);
    expect(addresses.map((one) => addressStanding(one, clock.iso(), policyDays))).toEqual(['unknown-since', 'too-new']);
    await desk.lookFor(14);
    const later = await desk.read('plain', 'p1', book.listed('p1'));
    expect(later.addresses.map((one) => addressStanding(one, clock.iso(), policyDays))).toEqual(['usable', 'usable']);
  });

  test('leaves alone what the system says itself, and takes the older of two lower bounds', async () => {
    const { desk, clock, connect } = oneDesk();
    const { at } = await connect();
    await desk.lookFor(3);
    const dates = (since: string | null, basis?: 'unchanged', until: string | null = null) => ({
      id: 'x',
      address: 'p1@firm.example',
      since,
      until,
      ...(basis === undefined ? {} : { basis }),
    });
    const account = await desk.read('plain', 'p1', []);
    const shown = await desk.seen.dated({
      ...account,
      factors: [],
      reEnrolmentRequired: false,
      locked: false,
      temporaryAccessUntil: null,
      addresses: [
        dates('2020-01-01T00:00:00.000Z'),
        dates(clock.iso()),
        dates('2026-01-01T00:00:00.000Z', 'unchanged'),
        dates(clock.iso(), 'unchanged'),
        dates(null, undefined, clock.iso()),
      ],
    });
    expect(shown.addresses.map(({ since, basis }) => `${since} ${basis ?? ''}`)).toEqual([
      '2020-01-01T00:00:00.000Z ',
      `${clock.iso()} `,
      '2026-01-01T00:00:00.000Z unchanged',
      `${at} first-seen`,
      'null ',
    ]);
  });
});

describe('a gap in the looks', () => {
  test('of a long weekend, Thursday to Tuesday, changes nothing', async () => {
    const { desk, clock, connect, since } = oneDesk();
    const { at } = await connect();
    clock.pass(5 * dayMs);
    expect(await since('p1')).toBe(at);
    await desk.look();
    expect(await since('p1')).toBe(at);
  });

  test('of more than six days lets nothing count until the next whole look, and everything anew from it', async () => {
    const { desk, clock, connect, since, book } = oneDesk();
    await connect();
    await desk.lookFor(20);
    clock.pass(6 * dayMs + hourMs);
    expect(await since('p1')).toBeNull();
    expect((await desk.read('plain', 'p1', book.listed('p1'))).looks).toMatchObject({ standing: 'stale' });
    await desk.look();
    const anew = clock.iso();
    expect(await since('p1')).toBe(anew);
    await desk.lookFor(13);
    expect(await since('p1')).toBe(anew);
    expect(await desk.read('plain', 'p1', book.listed('p1'))).toMatchObject({
      looks: { standing: 'current', since: anew, lastAt: clock.iso() },
    });
  });

  test('and a first day later than now say nothing', async () => {
    const { desk, clock, connect, since } = oneDesk();
    await connect();
    await desk.lookFor(2);
    clock.pass(-3 * dayMs);
    expect(await since('p1')).toBeNull();
  });
});

describe('a look that is cut short', () => {
  test('goes on at the page where it stood, in another process, and asks for no page twice', async () => {
    const { clock, desk, book, log, since, eventsOf } = oneDesk();
    await desk.begin();
    clock.pass(minuteMs);
    await desk.onePage();
    const again = lookingDesk(log, clock, [book]);
    expect(await again.look()).toBe(2);
    expect(book.served.map(({ cursor }) => cursor)).toEqual([null, 'p3', 'p6']);
    clock.pass(dayMs);
    await again.onePage();
    expect(await lookingDesk(log, clock, [book]).look()).toBe(2);
    expect((await eventsOf()).filter(({ type }) => type === 'seen.changed')).toHaveLength(3);
    expect(await since('p1')).not.toBeNull();
  });

  test('by a death before its page was written down asks for that page again, when the lease has run out', async () => {
    const { clock, desk, book, log } = oneDesk();
    await desk.begin();
    clock.pass(minuteMs);
    await desk.onePage();
    await desk.lease();
    const again = lookingDesk(log, clock, [book], { worker: 'another desk' });
    expect(await again.look()).toBe(0);
    clock.pass(leaseMs);
    expect(await again.look()).toBe(2);
    expect(book.served.map(({ cursor }) => cursor)).toEqual([null, 'p3', 'p6']);
  });

  test('writes nothing under a lease that another desk holds by now', async () => {
    const { clock, desk, book, log, eventsOf } = oneDesk();
    await desk.begin();
    clock.pass(minuteMs);
    const lost = (await desk.lease())!;
    clock.pass(leaseMs);
    await lookingDesk(log, clock, [book], { worker: 'another desk' }).look();
    const before = await eventsOf();
    expect(await desk.deed(lost)).toEqual({ outcome: 'settled' });
    expect(await eventsOf()).toEqual(before);
  });

  test('for more than a day begins anew: its first pages are too old', async () => {
    const { clock, desk, book } = oneDesk();
    await desk.begin();
    clock.pass(minuteMs);
    await desk.onePage();
    clock.pass(dayMs + minuteMs);
    await desk.look();
    expect(book.served.map(({ cursor }) => cursor)).toEqual([null, null, 'p3', 'p6']);
  });
});

describe('a system that fails', () => {
  test('is asked again later and later, says why, and goes on at its page', async () => {
    const { clock, desk, book, effect } = oneDesk();
    await desk.begin();
    clock.pass(minuteMs);
    await desk.onePage();
    book.fails = 'down';
    const waits: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      expect(await desk.look()).toBe(1);
      const { dueAt, lastError, attempts } = await effect();
      expect(lastError).toEqual({ code: 'outside', system: 'accounts', kind: 'down' });
      expect(attempts).toBe(0);
      waits.push((Date.parse(dueAt) - clock.now().getTime()) / 1000);
      clock.pass(Date.parse(dueAt) - clock.now().getTime());
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    expect(desk.failures()).toBe(10);
    book.fails = null;
    await desk.look();
    expect(book.served.map(({ cursor }) => cursor)).toEqual([null, 'p3', 'p6']);
  });

  test('that refuses a page is asked from the first one', async () => {
    const { clock, desk, book } = oneDesk();
    await desk.begin();
    clock.pass(minuteMs);
    await desk.onePage();
    book.fails = 'refused';
    await desk.look();
    book.fails = null;
    clock.pass(minuteMs);
    await desk.look();
    expect(book.served.map(({ cursor }) => cursor)).toEqual([null, null, 'p3', 'p6']);
  });

  test('that lists nobody all at once was not looked at: nothing is gone', async () => {
    const { clock, desk, book, connect, since, effect } = oneDesk();
    const { at } = await connect();
    const people = [...book.people];
    book.people.clear();
    clock.pass(dayMs);
    await desk.onePage();
    expect((await effect()).lastError).toEqual({ code: 'lists-nobody' });
    for (const [id, addresses] of people) book.people.set(id, addresses);
    clock.pass(hourMs);
    await desk.look();
    expect(await since('p1')).toBe(at);
  });

  test('does not hold another one', async () => {
    const log = createMemoryLog();
    const clock = testClock();
    const [down, up] = [addressBook('down'), addressBook('up')];
    down.fails = 'slow';
    for (const book of [down, up]) book.people.set('p1', new Set(['p1@firm.example']));
    const desk = lookingDesk(log, clock, [down, up]);
    await desk.begin();
    clock.pass(minuteMs);
    await desk.look();
    expect(await desk.since('up', 'p1', 'p1@firm.example')).toBe(clock.iso());
    expect(await desk.since('down', 'p1', 'p1@firm.example')).toBeNull();
  });

  test('is named in the settings with its reason, and so is one whose looks are too old to count', async () => {
    const { clock, desk, book, connect } = oneDesk();
    const list = async () =>
      (
        await looksHandlers({ log: desk.log, accounts: { addressBooks: [book] }, seen: desk.seen })['looks.list'](
          { now: clock.now } as never,
          {},
        )
      ).systems[0]!;
    await desk.begin();
    expect(await list()).toMatchObject({ standing: 'first', lookedAt: null, failing: null, addresses: 0 });
    const { at } = await connect();
    expect(await list()).toEqual({
      name: 'The plain system',
      standing: 'current',
      begunAt: expect.any(String) as string,
      countsFrom: null,
      lookedAt: at,
      addresses: 7,
      nextAt: '2026-03-03T00:00:00.000Z',
      failing: null,
    });
    book.fails = 'down';
    clock.pass(7 * dayMs);
    await desk.look();
    expect(await list()).toMatchObject({ standing: 'stale', failing: 'The identity system can’t be reached.' });
    book.fails = null;
    clock.pass(hourMs);
    await desk.look();
    expect(await list()).toMatchObject({ standing: 'current', failing: null, countsFrom: clock.iso() });
  });
});

describe('several desks on one log', () => {
  test('look once together, page by page, and know the same', async () => {
    const log = createMemoryLog({ seed: 5, hasHoles: true, answersLate: true });
    const clock = testClock();
    const book = addressBook('plain', 2);
    for (let n = 10; n < 30; n += 1) book.people.set(`p${n}`, new Set([`p${n}@firm.example`]));
    const desks = ['one', 'two', 'three'].map((worker) => lookingDesk(log, clock, [book], { worker }));
    for (let day = 0; day < 3; day += 1) {
      await Promise.all(desks.map((desk) => desk.begin()));
      clock.pass(day === 0 ? minuteMs : dayMs);
      await Promise.all(desks.map((desk) => desk.look()));
      for (const desk of desks) await desk.look();
    }
    expect(book.served).toHaveLength(30);
    const [one, ...others] = await Promise.all(desks.map((desk) => desk.since('plain', 'p15', 'p15@firm.example')));
    expect(one).not.toBeNull();
    expect(others).toEqual([one, one]);
  });

  test('leave a system to each other that only one of them is connected to', async () => {
    const log = createMemoryLog();
    const clock = testClock();
    const book = addressBook('plain');
    book.people.set('p1', new Set(['p1@firm.example']));
    await lookingDesk(log, clock, [book]).begin();
    clock.pass(minuteMs);
    expect(await lookingDesk(log, clock, [], { worker: 'elsewhere' }).look()).toBe(1);
    clock.pass(hourMs);
    expect(await lookingDesk(log, clock, [book]).look()).toBe(1);
    expect(book.served).toHaveLength(1);
  });
});

describe('what a newer version wrote of the looks', () => {
  test('lets nothing count by them, and no look go on', async () => {
    const { log, clock, book, desk, connect, since } = oneDesk();
    await connect();
    await log.append({
      streams: [
        {
          stream: seenStream('plain'),
          events: [{ eventId: 'later', type: 'seen.rehashed', schema: 1, actor: 'desk', data: {} }],
        },
      ],
      at: clock.iso(),
    });
    expect(await since('p1')).toBeNull();
    clock.pass(dayMs);
    await expect(desk.onePage()).rejects.toMatchObject({ error: { code: 'written-by-newer' } });
    expect(book.served).toHaveLength(3);
  });
});
