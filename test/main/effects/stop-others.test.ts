import { expect, test } from 'vitest';
import { loadCase } from '#main/cases/change-case';
import { historyOf } from '#main/cases/history';
import { stopOthersDeed } from '#main/effects/re-secure';
import { createMemoryLog } from '#main/store/log/memory-log';
import { agent, customer, open, openedAt } from '#support/example-case';
import { casesOver, oneCase, quietRunner } from '#support/memory-desk';

test('“this wasn’t me” about a case that is closed stops the account’s open one, which says about which it was said', async () => {
  const log = createMemoryLog();
  const cases = casesOver(log);
  const first = oneCase(cases);
  await first.change(open(), agent);
  await first.change({ kind: 'close', outcome: 'withdrawn', reason: 'They found the phone.', tell: false }, agent);
  const second = oneCase(cases, 'case-2');
  await second.change({ ...open(), caseId: 'case-2', number: 'RD-1002' } as never, agent);
  await first.change({ kind: 'freeze', via: 'notice', words: 'I never called.' }, customer);
  const runner = quietRunner({
    log,
    clock: cases.clock,
    lanes: [{ name: 'stop', kinds: { 'stop-others': stopOthersDeed({ cases }) }, leaseMs: 10_000 }],
  });
  await runner.drain();
  // The person's words are theirs; what the desk adds is a value, and its words are made where it is shown.
  expect((await second.state()).frozen).toEqual({
    by: 'customer',
    via: 'notice',
    at: openedAt,
    saidAbout: 'RD-1001',
    words: 'I never called.',
  });
  const rows = (await loadCase(log, 'case-2'))!.stored;
  const told = historyOf(
    rows,
    (actor) => actor,
    (iso) => iso,
    { identity: true, hidesDecisions: false },
  );
  expect(told.map(({ entry }) => entry)).toContainEqual(
    expect.objectContaining({
      words: "“This wasn't me”, said about RD-1001: everything stopped",
      detail: 'I never called.',
      tone: 'bad',
    }),
  );
});

test('it stops one that is stopped by a word already, and says nothing twice', async () => {
  const log = createMemoryLog();
  const cases = casesOver(log);
  const first = oneCase(cases);
  await first.change(open(), agent);
  await first.change({ kind: 'close', outcome: 'withdrawn', reason: 'They found the phone.', tell: false }, agent);
  const second = oneCase(cases, 'case-2');
  await second.change({ ...open(), caseId: 'case-2', number: 'RD-1002' } as never, agent);
  await second.change({ kind: 'freeze', via: 'notice', words: '' }, customer);
  await first.change({ kind: 'freeze', via: 'notice', words: '' }, customer);
  const deed = stopOthersDeed({ cases });
  const [effect] = await log.effectsOf({ kind: 'stop-others', limit: 1 });
  await deed(effect!);
  await deed(effect!);
  expect(await second.state()).toMatchObject({ repudiations: 2, frozen: { saidAbout: 'RD-1001', words: '' } });
});
