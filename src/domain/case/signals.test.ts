import { describe, expect, test } from 'vitest';
import { account, agent, caseIn, customer, hoursOn, open, policyOf, submission, world } from '#support/example-case';
import { desk } from '#support/example-case';
import type { SignalSeen } from './events';
import type { SignalCounts } from './signals';
import { newSignals, signalsOfRequest } from './signals';
import { currentLink } from './state';

const quiet: SignalCounts = { firm: 0, caller: 0, unusedLinks: 0 };
const policy = policyOf({ signalFirmAccounts: 3, signalCallerAccounts: 4, signalUnusedLinks: 2 });
// A Tuesday, nine in the morning in Toronto.
const byDay = '2026-11-24T14:00:00.000Z';
const seenAt = (at: string, counts: Partial<SignalCounts> = {}, facts = account({ timeZone: 'America/Toronto' })) =>
  signalsOfRequest(facts, at, { ...quiet, ...counts }, policy).map(({ signal, count }) => `${signal} ${count}`);

describe('what a request looks like beside the others', () => {
  test.each([
    ['nobody else', {}, []],
    ['two accounts of the firm, this one counted', { firm: 1 }, []],
    ['three of the firm', { firm: 2 }, ['firm-cluster 3']],
    ['three by this caller', { caller: 2 }, []],
    ['four by this caller', { caller: 3 }, ['caller-cluster 4']],
    ['one link that nobody used', { unusedLinks: 1 }, []],
    ['two links that nobody used', { unusedLinks: 2 }, ['unused-links 2']],
    ['all of it', { firm: 9, caller: 9, unusedLinks: 9 }, ['firm-cluster 10', 'caller-cluster 10', 'unused-links 9']],
  ] as const)('%s', (_, counts, signals) => {
    expect(seenAt(byDay, counts)).toEqual(signals);
  });

  test('an account without a firm is in no firm’s cluster', () => {
    expect(seenAt(byDay, { firm: 99 }, account({ firmId: null, timeZone: 'America/Toronto' }))).toEqual([]);
  });

  test.each([
    ['05:59 on a Tuesday', '2026-11-24T10:59:00.000Z', true],
    ['06:00', '2026-11-24T11:00:00.000Z', false],
    ['21:59', '2026-11-25T02:59:00.000Z', false],
    ['22:00', '2026-11-25T03:00:00.000Z', true],
    ['Friday at noon', '2026-11-27T17:00:00.000Z', false],
    ['Saturday at noon', '2026-11-28T17:00:00.000Z', true],
    ['Sunday at noon', '2026-11-29T17:00:00.000Z', true],
    ['Monday at noon', '2026-11-30T17:00:00.000Z', false],
  ])('%s by the account’s own clock', (_, at, isUnusual) => {
    expect(seenAt(at)).toEqual(isUnusual ? ['unusual-time 1'] : []);
  });

  test('night is where the account is, not where the desk is', () => {
    expect(seenAt(byDay, {}, account({ timeZone: 'Asia/Tokyo' }))).toEqual(['unusual-time 1']);
  });
});

describe('what a submission looks like', () => {
  const submittedBy = (firmCountry: string | null | undefined) => {
    const at = world();
    at.must(open(account(firmCountry === undefined ? {} : { firmCountry })), agent);
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    const { checkId } = currentLink(at.state())!;
    at.must({ kind: 'start-link-clock', checkId }, desk);
    at.must(submission(checkId, hoursOn(0)), customer);
    return at.state();
  };

  test.each([
    ['the firm’s', 'CA', []],
    ['another country than the firm’s', 'FR', [{ signal: 'unusual-country', count: 1 }]],
    ['a country, and nobody knows the firm’s', null, []],
    ['a country, and no system says the firm’s', undefined, []],
  ] as const)('an ID of %s', (_, firmCountry, signals) => {
    const { signals: seen, status, risk } = submittedBy(firmCountry);
    expect({ seen, status, risk: risk.level }).toEqual({ seen: signals, status: 'submitted', risk: 'normal' });
  });
});

describe('a signal is written down', () => {
  const once: SignalSeen = { signal: 'caller-cluster', count: 3 };
  const again = (status: Parameters<typeof caseIn>[0], count: number) => {
    const at = caseIn(status);
    const state = { ...at.state(), signals: [once] };
    return newSignals(state, [{ ...once, count }], hoursOn(1)).length;
  };

  test('when it is new or stronger, and not a second time', () => {
    expect([again('triage', 2), again('triage', 3), again('triage', 4)]).toEqual([0, 0, 1]);
  });

  test.each([
    ['triage', 1],
    ['awaiting-admin', 1],
    ['awaiting-customer', 1],
    ['link-expired', 1],
    ['submitted', 1],
    ['in-review', 1],
    ['failed', 1],
    ['awaiting-second', 0],
    ['approved', 0],
    ['disabling', 0],
    ['needs-attention', 0],
    ['recovered', 0],
    ['closed', 0],
  ] as const)('in %s: %d; what people decided about stands as they saw it (R23)', (status, written) => {
    expect(again(status, 9)).toBe(written);
  });
});
