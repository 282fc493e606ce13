import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CommandKind } from '#domain/case/asks';
import type { JsonObject } from '#domain/json';
import { currentLink } from '#domain/case/state';
import { loadCase } from '#main/cases/change-case';
import { createAudit } from '#main/cases/audit';
import { createEnquiries } from '#main/cases/enquiries';
import { createHeld } from '#main/cases/held';
import { mustMay } from '#main/cases/case-handlers';
import { historyOf } from '#main/cases/history';
import { mailsOfCases } from '#main/cases/mails-of-cases';
import { expireLinkDeed } from '#main/effects/small-deeds';
import { createGuidance } from '#main/guidance/guidance';
import { CallFailure } from '#main/ipc/failure';
import { reviewHandlers } from '#main/review/review-handlers';
import { practicePassword } from '#main/staff/practice-staff';
import { createPolicyStore } from '#main/policy/policy-store';
import { checkedLog } from '#main/store/log/checked-log';
import type { EventLog, StoredEvent } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';
import { agent, caseIn, customer, desk, open, openedAt, policyOf } from '#support/example-case';
import { createClock, startDesk } from '../staff/desk';
import { casesOver, oneCase, quietRunner } from '#support/memory-desk';

const account = 'lumen:acc-1';
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallFailure)) throw new Error('was not refused');
  return error.error;
};
/** What a newer desk writes into a stream. */
const newerWrites = async (
  log: EventLog,
  stream: string,
  type: string,
  data: JsonObject,
  schema = 1,
  at = openedAt,
) => {
  const result = await log.append({
    streams: [{ stream, events: [{ eventId: randomUUID(), type, schema, actor: 'desk', data }] }],
    at,
  });
  expect(result.ok).toBe(true);
};
/** A desk over a log, with its clock, and a lane that ends links. */
const deskOn = (log: EventLog, clock: { now: Date }) => {
  const deps = casesOver(log, {
    clock: { now: () => clock.now },
    held: createHeld(log, { policy: () => false, staff: () => false }),
  });
  const faults: unknown[] = [];
  const runner = quietRunner({
    log,
    clock: deps.clock,
    onFault: (_, error) => faults.push(error),
    lanes: [{ name: 'clock', leaseMs: 1000, kinds: { 'expire-link': expireLinkDeed(deps) } }],
  });
  return {
    runner,
    faults,
    cases: deps,
    ...oneCase(deps),
    history: async () =>
      historyOf(
        (await loadCase(log, 'case-1'))!.stored,
        (actor) => actor,
        (iso) => iso,
        { identity: true, hidesDecisions: false },
      ),
    effect: async (kind: string) => (await log.effectsOf({ kind, limit: 10 })).at(-1)!,
  };
};
const withLink = async (at: ReturnType<typeof deskOn>): Promise<void> => {
  await at.change(open(), agent);
  await at.change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  await at.change({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  await at.change({ kind: 'start-link-clock', checkId: currentLink(await at.state())!.checkId }, desk);
};

describe('a log with events and fields of a newer version, opened by this one', () => {
  test.each([
    ['an event that this version has no name for', 'case.painted', { colour: 'red', at: openedAt }, 1],
    ['a field that it has no name for', 'case.woken', { by: 'desk', at: openedAt, mood: 'fine' }, 1],
    ['a later shape of an event', 'case.woken', { by: 'desk', at: openedAt }, 2],
    ['a value that is not on its list', 'case.closed', { outcome: 'abducted', by: 'desk', at: openedAt }, 1],
  ])('keeps %s, and leaves the case for looking at and stopping alone', async (_, type, data, schema) => {
    const log = createMemoryLog();
    const at = deskOn(log, { now: new Date(openedAt) });
    await withLink(at);
    const before = await at.state();
    await newerWrites(log, 'case:case-1', type, data, schema);
    expect(await at.state()).toMatchObject({ unread: 1, status: before.status, links: before.links });
    expect(await refusal(at.change({ kind: 'note', text: 'Rang again' }, agent))).toMatchObject({
      code: 'written-by-newer',
      message: 'Part of this case was written by a newer version of Recovery Desk.',
      way: 'Update this desk to go on.',
    });
    const [newest, ...older] = await at.history();
    expect(newest?.entry).toMatchObject({ words: 'Written by a newer version of Recovery Desk', tone: 'warn' });
    expect(older.length).toBe((await log.readStream('case:case-1')).length - 1);
    await at.change({ kind: 'freeze', via: 'notice', words: 'Not me' }, customer);
    expect(await at.state()).toMatchObject({ frozen: { via: 'notice' }, unread: 1 });
  });

  test('does no deed of such a case: it waits, by name, and costs no attempt', async () => {
    const log = createMemoryLog();
    const clock = { now: new Date(openedAt) };
    const at = deskOn(log, clock);
    await withLink(at);
    await newerWrites(log, 'case:case-1', 'case.painted', { at: openedAt });
    for (let day = 1; day <= 30; day += 1) {
      clock.now = new Date(Date.parse(openedAt) + (72 + 24 * day) * 3_600_000);
      await at.runner.drain();
    }
    expect(await at.effect('expire-link')).toMatchObject({
      state: 'waiting',
      lastError: { code: 'written-by-newer' },
      attempts: 0,
    });
    expect(await at.state()).toMatchObject({ status: 'awaiting-customer' });
    expect(at.faults).toEqual([]);
  });
});

describe('two desks of different versions on one log', () => {
  /** What the older desk makes of an event of this version: a shape that came after it. */
  const asOlder = (log: EventLog, unknown: (row: StoredEvent) => boolean): EventLog => {
    const older = (rows: readonly StoredEvent[]) =>
      rows.map((row) => (unknown(row) ? { ...row, schema: row.schema + 1 } : row));
    return {
      ...log,
      readStream: async (stream, after) => older(await log.readStream(stream, after)),
      readAfter: async (position, limit) => older(await log.readAfter(position, limit)),
    };
  };

  test('the newer one writes; the older one reads, holds, still stops, and goes on after its update', async () => {
    const log = createMemoryLog();
    const clock = { now: new Date(openedAt) };
    const newer = deskOn(log, clock);
    const older = deskOn(
      asOlder(log, (row) => row.type === 'case.noted'),
      clock,
    );
    await withLink(older);
    await newer.change({ kind: 'note', text: 'In a shape of tomorrow' }, agent);
    expect((await older.state()).unread).toBe(1);
    expect((await newer.state()).unread).toBe(0);
    expect(await refusal(older.change({ kind: 'assign', to: 'maya' }, agent))).toMatchObject({
      code: 'written-by-newer',
    });

    clock.now = new Date(Date.parse(openedAt) + 73 * 3_600_000);
    await older.runner.drain();
    expect(await older.effect('expire-link')).toMatchObject({
      state: 'waiting',
      lastError: { code: 'written-by-newer' },
    });
    await older.change({ kind: 'freeze', via: 'staff', words: 'Wait' }, agent);
    expect((await newer.state()).frozen).not.toBeNull();

    // The update: the same log, read by a version that knows the shape.
    const updated = deskOn(log, clock);
    clock.now = new Date(clock.now.getTime() + 10 * 60_000);
    await updated.runner.drain();
    expect(await updated.effect('expire-link')).toMatchObject({ state: 'done' });
    expect(await updated.state()).toMatchObject({ status: 'link-expired', unread: 0 });
    await updated.change({ kind: 'note', text: 'Read again' }, agent);
  });
});

describe('something that a newer version wrote beside the cases', () => {
  const heldBy = async (log: EventLog, kind: CommandKind) =>
    (await createHeld(log, { policy: () => false, staff: () => false })(kind, account))();

  test('on an account holds what is decided about it, and is left out of its enquiries', async () => {
    const log = createMemoryLog();
    const enquiries = createEnquiries(checkedLog(log), { now: () => new Date(openedAt) });
    await enquiries.write(account, 'maya', 'phone', 'Asked how long it takes');
    expect(await heldBy(log, 'decide')).toEqual([]);
    await newerWrites(log, `account:${account}`, 'account.warned', { at: openedAt });
    expect(await heldBy(log, 'decide')).toEqual(['account']);
    expect(await heldBy(log, 'note')).toEqual([]);
    expect(await enquiries.of(account)).toMatchObject([{ words: 'Asked how long it takes' }]);
    const at = deskOn(log, { now: new Date(openedAt) });
    await at.change(open(), agent);
    await at.change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    expect(await refusal(at.change({ kind: 'send-link', addressId: 'old', language: 'en' }, agent))).toMatchObject({
      code: 'written-by-newer',
      message: expect.stringContaining('this account') as string,
    });
    await at.change({ kind: 'note', text: 'Rang again' }, agent);
  });

  test('on an account bars each way in which somebody asks whether they may: a call, the review’s list, a mail again', async () => {
    const log = createMemoryLog();
    const at = deskOn(log, { now: new Date(openedAt) });
    const state = caseIn('in-review').state();
    await newerWrites(log, `account:${state.accountId}`, 'account.warned', { at: openedAt });
    const sits = { seatId: 'seat-1', name: 'Rita', address: 'rita@desk.example' };
    const rita = { ...sits, staffId: 'rita', role: 'reviewer' as const };
    const agnes = { ...sits, staffId: 'agnes', role: 'agent' as const, address: 'agnes@desk.example' };
    expect(await refusal(mustMay(at.cases, state, { kind: 'decide' }, rita))).toMatchObject({
      code: 'written-by-newer',
      message: expect.stringContaining('this account') as string,
    });
    const list = reviewHandlers({
      cases: at.cases,
      cache: { query: async () => ({ states: [state], next: null }) },
    } as never)['review.list'];
    const { rows } = await list({ session: rita, seat: null, now: () => new Date(openedAt) }, {});
    expect(rows).toMatchObject([{ mayDecide: false, why: expect.stringContaining('this account') as string }]);

    await at.change(open(), agent);
    const { mailId } = (await at.state()).mails[0]!;
    const mails = await mailsOfCases(at.cases)(agnes, [{ caseId: 'case-1', mailId }], []);
    expect(mails).toMatchObject([{ mailId, barredAgain: { code: 'written-by-newer' } }]);
  });

  test('in the guidance holds its approval, and takes what customers say', async () => {
    const log = createMemoryLog();
    const guidance = createGuidance({
      log,
      clock: { now: () => new Date(openedAt) },
      policy: () => policyOf(),
      names: { product: 'Lumen', support: 'support@lumen.example' },
      timeZone: () => 'America/Toronto',
    });
    await newerWrites(log, 'guidance', 'guidance.retired', { at: openedAt });
    const { digest } = await guidance.now();
    const approve = { kind: 'approve' as const, digest };
    expect(await refusal(guidance.change({ command: approve, actor: 'staff:lena' } as never))).toMatchObject({
      code: 'written-by-newer',
      message: 'Part of the guidance was written by a newer version of Recovery Desk.',
    });
    const said = {
      kind: 'say' as const,
      feedbackId: 'said-1',
      section: 'emails' as const,
      feedback: 'yes' as const,
      language: 'en' as const,
      comment: '',
    };
    await guidance.change({ command: said, actor: 'customer' });
    expect((await log.readStream('guidance')).map(({ type }) => type)).toEqual([
      'guidance.retired',
      'guidance.feedback',
    ]);
  });

  test('in the policy is known, and changes no value', async () => {
    const log = createMemoryLog();
    const policies = await createPolicyStore(log, 'practice');
    expect(policies.hasUnread()).toBe(false);
    const before = policies.current();
    await newerWrites(log, 'desk', 'policy.frozen', { at: openedAt });
    await policies.refresh();
    expect(policies.hasUnread()).toBe(true);
    expect(policies.current()).toEqual(before);
    policies.close();
  });

  test('about a colleague bars them from signing in, and nobody else; about the roll it holds changes of the staff', async () => {
    const clock = createClock();
    const log = createMemoryLog();
    const at = await startDesk(clock, log);
    await newerWrites(log, 'staff:maya-okafor', 'staff.suspended', { at: openedAt }, 1, clock.now().toISOString());
    await at.directory.refresh();
    expect(at.directory.hasUnread('maya-okafor')).toBe(true);
    expect(at.directory.hasUnread('daniel-achebe')).toBe(false);
    expect(at.directory.hasUnread()).toBe(true);
    expect(
      await at.call('session.signIn', {
        staffId: 'maya-okafor',
        password: practicePassword,
        code: at.codeOf('maya-okafor'),
      }),
    ).toMatchObject({ ok: false, error: { code: 'written-by-newer' } });
    await at.signIn('thomas-hale');
    const change = { staffId: 'daniel-achebe', role: 'agent', code: at.codeOf('thomas-hale', 1) };
    await newerWrites(log, 'staff:roll', 'staff.roll-shuffled', { at: openedAt }, 1, clock.now().toISOString());
    expect(await at.call('staff.changeRole', change)).toMatchObject({
      ok: false,
      error: { code: 'written-by-newer', message: expect.stringContaining('the staff') as string },
    });
  });

  test('in a case’s audit is told as that, and hides no other line', async () => {
    const log = createMemoryLog();
    const audit = createAudit(checkedLog(log), { now: () => new Date(openedAt) });
    await audit.evidenceViewed('case-1', 'maya', 'picture-1');
    await newerWrites(log, 'audit:case:case-1', 'audit.downloaded', { at: openedAt });
    const lines = await audit.lines('case-1', (actor) => actor, false);
    expect(lines.map(({ entry }) => entry.words)).toEqual([
      'staff:maya looked at a picture',
      'Written by a newer version of Recovery Desk',
    ]);
  });
});

test('an event of ours that doesn’t fit its schema is refused with the field’s name, and nothing of its append is written', async () => {
  const log = createMemoryLog();
  const checked = checkedLog(log);
  const event = (data: JsonObject) => ({
    eventId: randomUUID(),
    type: 'case.woken',
    schema: 1,
    actor: 'desk' as const,
    data,
  });
  await expect(
    checked.append({
      streams: [
        { stream: 'case:a', events: [event({ by: 'desk', at: openedAt })] },
        { stream: 'case:b', events: [event({ by: 'desk', at: 'yesterday, the secret day' })] },
      ],
      at: openedAt,
    }),
  ).rejects.toThrow(/^case\.woken: data\.at: (?!.*secret)/);
  expect(await log.head()).toMatchObject({ position: 0 });
});
