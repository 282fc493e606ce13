import { describe, expect, test } from 'vitest';
import type { ProviderVerdict } from '#domain/case/events';
import { currentLink } from '#domain/case/state';
import type { CheckAsked, CheckStanding, ChecksPort } from '#main/checks/checks-port';
import { ownFormChecks } from '#main/checks/own-form';
import { askCheckDeed } from '#main/effects/ask-check';
import { OutsideError } from '#main/ports';
import type { EventLog } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';
import {
  agent,
  customer,
  decide,
  desk,
  digest,
  lead,
  open,
  openedAt,
  policyOf,
  reviewer,
  rowsBut,
  secondReviewer,
  submission,
} from '#support/example-case';
import { casesOver, oneCase, quietRunner } from '#support/memory-desk';

const hourMs = 3_600_000;
const passed: CheckStanding = { state: 'passed', rows: rowsBut('pass') };
const pending: CheckStanding = { state: 'in-progress' };
const never = new Promise<CheckStanding>(() => undefined);
type Told = CheckStanding | Error | Promise<CheckStanding> | (() => Promise<CheckStanding>);

/** A provider with one transaction a check, that answers as told, and from then on with what it said last. */
const fakeProvider = (...told: readonly Told[]) => {
  const left = [...told];
  const transactions = new Map<string, number>();
  const asked: CheckAsked[] = [];
  const port: ChecksPort = {
    id: 'fake-provider',
    async ask(check) {
      asked.push(check);
      transactions.set(check.checkId, (transactions.get(check.checkId) ?? 0) + 1);
      const answer = (left.length > 1 ? left.shift() : left[0]) ?? passed;
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? await answer() : await answer;
    },
  };
  return { port, asked, say: (...more: readonly Told[]) => void left.splice(0, left.length, ...more) };
};

/** A case whose form came in, at a desk over a log in memory that any number of runners work on. */
const submitted = async (port: ChecksPort, log: EventLog = createMemoryLog()) => {
  let now = Date.parse(openedAt);
  const cases = casesOver(log, {
    clock: { now: () => new Date(now) },
    policy: () => policyOf({ approvalsWithoutProvider: 2 }),
  });
  const { change, state } = oneCase(cases);
  const runner = () =>
    quietRunner({
      log,
      clock: cases.clock,
      lanes: [
        {
          name: 'checks',
          leaseMs: 20_000,
          kinds: { 'ask-check': askCheckDeed({ cases, checks: port, patienceMs: 30 }) },
        },
      ],
    });
  const submit = async () => {
    const { checkId } = currentLink(await state())!;
    await change({ kind: 'start-link-clock', checkId }, desk);
    await change(submission(checkId), customer);
    return checkId;
  };
  await change(open(), agent);
  await change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  await change({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  const checkId = await submit();
  const own = runner();
  return {
    change,
    state,
    checkId,
    submit,
    runner,
    drain: () => own.drain(),
    async later(ms = 400_000) {
      now += ms;
      await own.drain();
    },
    effects: () => log.effectsOf({ kind: 'ask-check', limit: 100 }),
    results: async () =>
      (await log.readStream('case:case-1')).filter(({ type }) => type === 'case.result-arrived').length,
  };
};

describe('a submission and its result are two transactions', () => {
  test('our own form answers at once, and knows nothing: people decide', async () => {
    const at = await submitted(ownFormChecks);
    expect(await at.state()).toMatchObject({ status: 'submitted', result: null });
    await at.drain();
    expect(await at.state()).toMatchObject({
      status: 'in-review',
      result: { outcome: 'none', rows: rowsBut('no-result'), approvalsNeeded: 2 },
    });
  });

  test('a desk that dies between the two asks when it is back, and there is one result', async () => {
    const provider = fakeProvider(passed);
    const log = createMemoryLog();
    const at = await submitted(provider.port, log);
    // The one before had leased the deed, and died while it asked.
    const [deed] = await at.effects();
    const { effect: leased } = await log.leaseEffect({
      at: openedAt,
      leaseMs: 20_000,
      worker: 'this desk',
      kinds: ['ask-check'],
    });
    expect(leased?.effectId).toBe(deed?.effectId);
    expect((await at.state()).status).toBe('submitted');
    await at.runner().drain();
    expect(await at.state()).toMatchObject({ status: 'in-review', result: { outcome: 'passed' } });
    await at.drain();
    expect(await at.results()).toBe(1);
  });

  test('the clock starts with the submission, and the result does not move it (R22)', async () => {
    const at = await submitted(fakeProvider(pending, passed).port);
    const { due } = (await at.state()).submission!;
    await at.drain();
    await at.later(20 * hourMs);
    expect(await at.state()).toMatchObject({ status: 'in-review', submission: { at: openedAt, due } });
  });
});

describe('a provider', () => {
  test('that is at work is asked again, with back-off', async () => {
    const provider = fakeProvider({ state: 'sent' }, { state: 'opened' }, pending, { state: 'submitted' }, passed);
    const at = await submitted(provider.port);
    await at.drain();
    await at.drain();
    expect(provider.asked).toHaveLength(1);
    for (let times = 0; times < 4; times += 1) await at.later();
    expect(provider.asked).toHaveLength(5);
    expect(new Set(provider.asked.map(({ checkId }) => checkId))).toEqual(new Set([at.checkId]));
    expect(await at.state()).toMatchObject({ status: 'in-review', result: { outcome: 'passed', approvalsNeeded: 1 } });
  });

  test.each([
    ['is slow', never, 'slow'],
    ['drops the connection', new OutsideError('checks', 'down', 'Gone.'), 'down'],
    ['answers nonsense', new OutsideError('checks', 'unexpected', 'What?'), 'unexpected'],
    ['stays at work', pending, 'pending'],
  ] as const)('that %s: after an hour the case says so, once; and it is still asked', async (_, told, why) => {
    const provider = fakeProvider(told);
    const at = await submitted(provider.port);
    await at.drain();
    expect((await at.state()).submission?.late).toBeNull();
    await at.later(hourMs);
    await at.later(hourMs);
    expect(await at.state()).toMatchObject({ status: 'submitted', submission: { late: { why } } });
    provider.say(passed);
    await at.later();
    expect(await at.state()).toMatchObject({ status: 'in-review', result: { outcome: 'passed' } });
  });

  test('that says nothing for a day is not waited for: people decide, as without a provider', async () => {
    const at = await submitted(fakeProvider(pending).port);
    await at.later(23 * hourMs);
    expect((await at.state()).status).toBe('submitted');
    await at.later(hourMs);
    expect(await at.state()).toMatchObject({
      status: 'in-review',
      result: { outcome: 'error', codes: ['no-answer'], rows: rowsBut('no-result'), approvalsNeeded: 2 },
    });
  });

  test('that has the answer when a desk comes back after days is heard before it is given up', async () => {
    const at = await submitted(fakeProvider(passed).port);
    await at.later(72 * hourMs);
    expect(await at.state()).toMatchObject({ result: { outcome: 'passed' } });
  });

  test.each([
    ['error', ['ENGINE_DOWN']],
    ['expired', []],
    ['abandoned', []],
  ] as const)('that ends with %s has no verdict: people decide, or ask again', async (state, codes) => {
    const at = await submitted(fakeProvider({ state, codes }).port);
    await at.drain();
    expect(await at.state()).toMatchObject({
      status: 'in-review',
      result: { outcome: state, codes, rows: rowsBut('no-result'), approvalsNeeded: 2 },
    });
    await at.change(decide('ask-again', digest(await at.state())), reviewer);
    expect((await at.state()).status).toBe('awaiting-customer');
  });

  test('that refuses for good is asked once', async () => {
    const provider = fakeProvider(new OutsideError('checks', 'refused', 'No such customer.'));
    const at = await submitted(provider.port);
    await at.later();
    await at.later();
    expect(provider.asked).toHaveLength(1);
    expect(await at.state()).toMatchObject({ status: 'in-review', result: { outcome: 'error', codes: ['refused'] } });
  });

  test.each([
    ['a fail', { state: 'failed', rows: rowsBut('pass', { face: 'fail' }) }],
    ['a review, which is no soft pass', { state: 'review', rows: rowsBut('review') }],
    ['a pass with a row that fails', { state: 'passed', rows: rowsBut('pass', { liveness: 'fail' }) }],
  ] as const)('whose word is %s is never a result in the favour of the customer (R9)', async (_, standing) => {
    const at = await submitted(fakeProvider(standing).port);
    await at.drain();
    expect((await at.state()).result?.approvalsNeeded).toBe(2);
    await at.change(decide('pass', digest(await at.state())), reviewer);
    expect((await at.state()).status).toBe('awaiting-second');
    await at.change(decide('pass', digest(await at.state())), secondReviewer);
    expect((await at.state()).status).toBe('approved');
  });

  test('whose codes and score come with a row leaves them in the log as facts', async () => {
    const verdict: ProviderVerdict = 'fail';
    const rows = { ...rowsBut('pass'), document: { verdict, codes: ['SCREEN_USED', 'EXPIRED'], score: 0.2 } };
    const at = await submitted(fakeProvider({ state: 'failed', rows }).port);
    await at.drain();
    expect((await at.state()).result?.rows.document).toEqual({
      verdict,
      codes: ['SCREEN_USED', 'EXPIRED'],
      score: 0.2,
    });
  });
});

describe('between a submission and its result', () => {
  const words = 'This was not me.';

  test('a freeze lets nobody ask; a lead lifts it, and the provider is asked (R7)', async () => {
    const provider = fakeProvider(passed);
    const at = await submitted(provider.port);
    await at.change({ kind: 'freeze', via: 'notice', words }, customer);
    await at.later();
    expect(provider.asked).toHaveLength(0);
    expect((await at.state()).status).toBe('submitted');
    await at.change({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead);
    await at.drain();
    expect(await at.state()).toMatchObject({ status: 'in-review', result: { outcome: 'passed' } });
  });

  test('a repudiation that comes while the provider is asked stops its result, until a lead lifts it (R7)', async () => {
    const during: (() => Promise<unknown>)[] = [];
    const provider = fakeProvider(async () => {
      await during.shift()?.();
      return passed;
    });
    const at = await submitted(provider.port);
    during.push(() => at.change({ kind: 'freeze', via: 'notice', words }, customer));
    await at.drain();
    expect(await at.state()).toMatchObject({ status: 'submitted', result: null, repudiations: 1 });
    await at.change({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead);
    await at.drain();
    expect(await at.results()).toBe(1);
  });

  test('a case that was closed, or closed and opened again, hears no result of before', async () => {
    const during: (() => Promise<unknown>)[] = [];
    const provider = fakeProvider(async () => {
      await during.shift()?.();
      return passed;
    });
    const at = await submitted(provider.port);
    during.push(async () => {
      await at.change({ kind: 'close', outcome: 'withdrawn', reason: 'Found the phone.' }, agent);
      await at.change({ kind: 'reopen', reason: 'It was another phone.' }, lead);
    });
    await at.drain();
    expect(await at.state()).toMatchObject({ status: 'triage', result: null });
    expect(await at.results()).toBe(0);
    expect((await at.effects()).map(({ state }) => state)).not.toContain('waiting');
  });

  test('the end of the link changes nothing: its form was sent', async () => {
    const at = await submitted(fakeProvider(pending, passed).port);
    await at.drain();
    await at.later(12 * hourMs);
    await at.change({ kind: 'expire-link', checkId: at.checkId }, desk);
    expect(await at.state()).toMatchObject({ status: 'in-review', links: [{ state: 'used' }] });
  });

  test('pictures that went after their ten days leave a result that asks for a new link (R18)', async () => {
    const at = await submitted(fakeProvider(passed).port);
    await at.change({ kind: 'evidence-destroyed', checkId: at.checkId, why: 'ten-days' }, desk);
    await at.drain();
    expect(await at.state()).toMatchObject({ status: 'in-review', submission: { evidence: 'destroyed' } });
    await expect(at.change(decide('pass', digest(await at.state())), reviewer)).rejects.toMatchObject({
      error: { code: 'evidence-gone' },
    });
  });

  test('nobody decides, and after an ask again only the new form’s result counts', async () => {
    const provider = fakeProvider({ state: 'failed', rows: rowsBut('fail') });
    const at = await submitted(provider.port);
    await expect(at.change(decide('pass', digest(await at.state())), reviewer)).rejects.toMatchObject({
      error: { code: 'wrong-status' },
    });
    await at.drain();
    await at.change(decide('ask-again', digest(await at.state())), reviewer);
    await at.submit();
    expect(await at.state()).toMatchObject({ status: 'submitted', result: null });
    // Late, about the first check, and out of order.
    const late = {
      kind: 'record-result',
      checkId: at.checkId,
      outcome: 'passed',
      codes: [],
      rows: rowsBut('pass'),
    } as const;
    expect((await at.change(late, desk)).events).toEqual([]);
    expect((await at.state()).status).toBe('submitted');
    await at.drain();
    expect(await at.state()).toMatchObject({ status: 'in-review', result: { outcome: 'failed' } });
  });

  test('a result that comes twice is written once', async () => {
    const at = await submitted(fakeProvider(passed).port);
    await at.drain();
    const again = {
      kind: 'record-result',
      checkId: at.checkId,
      outcome: 'failed',
      codes: [],
      rows: rowsBut('fail'),
    } as const;
    expect((await at.change(again, desk)).events).toEqual([]);
    expect(await at.results()).toBe(1);
    expect((await at.state()).result?.outcome).toBe('passed');
  });
});
