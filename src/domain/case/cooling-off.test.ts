import { describe, expect, test } from 'vitest';
import {
  hoursOn,
  account,
  addresses,
  agent,
  caseIn,
  daysBefore,
  decide,
  deliver,
  desk,
  digest,
  open,
  policyOf,
  reviewer,
  secondReviewer,
  submitForm,
  world,
} from '#support/example-case';
import type { World } from '#support/example-case';
import { fallbackIn, inCoolingOff, letDesk, withColleagues } from '#support/every-case';
import { approvalsNeeded, coolingOffEnd, hoursFor } from './cooling-off';
import type { CaseState } from './state';
import type { Policy } from '../policy/policy';

const hourMs = 3_600_000;
const elevated = policyOf({ threatLevel: 'elevated' });

/** A pass over an account, with its notices on their way. */
const passed = (facts = account(), policy: Policy = policyOf()): World => {
  const at = world(policy);
  at.must(open(facts), agent);
  at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  letDesk(at);
  submitForm(at);
  for (const by of [reviewer, secondReviewer])
    if (at.state().status !== 'approved') at.must(decide('pass', digest(at.state())), by);
  return at;
};
const notices = (state: CaseState) => state.mails.filter(({ template }) => template === 'approval-notice');
/** Settles the notices of the approval, minutes after it. */
const settle = (at: World, ...outcomes: readonly (number | 'failed' | 'waiting')[]): CaseState => {
  const approvedAt = at.clock;
  notices(at.state()).forEach(({ mailId }, index) => {
    const outcome = outcomes[index] ?? 'waiting';
    if (outcome === 'waiting') return;
    at.clock = approvedAt + (outcome === 'failed' ? 0 : outcome / 60);
    at.must(
      outcome === 'failed'
        ? { kind: 'mail-failed', mailId, why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' } }
        : { kind: 'mail-accepted', mailId, messageId: '<x>', rawSha256: 'aa' },
      desk,
    );
  });
  return at.state();
};
const endsAfter = (state: CaseState, policy = policyOf()): number | string => {
  const end = coolingOffEnd(state, policy);
  return end?.state === 'ends'
    ? (Date.parse(end.at) - Date.parse(state.disable!.approvedAt)) / hourMs
    : (end?.state ?? 'none');
};

describe('how long a decision waits (R8, R20)', () => {
  const replaced = account({ addresses: [...account().addresses, addresses.replaced] });
  test.each([
    ['a member, nothing changed', account(), 0, 24],
    ['an administrator', account({ role: 'administrator' }), 24, 48],
    ['the Primary Subscriber', account({ role: 'primary-subscriber' }), 24, 48],
    ['somebody whose role no system says', account({ role: 'unknown' }), 24, 48],
    ['an address changed five days before', account({ addresses: [addresses.usable, addresses.tooNew] }), 24, 48],
    ['an address of unknown age', account({ addresses: [addresses.usable, addresses.unknown] }), 24, 48],
    ['an address replaced five days before', replaced, 24, 48],
    ['an address replaced long ago', account({ addresses: [addresses.usable, addresses.longGone] }), 0, 24],
  ] as const)('%s', (_, facts, normal, whenElevated) => {
    expect(passed(facts).state().disable?.coolingOffHours).toBe(normal);
    expect(passed(facts, elevated).state().disable?.coolingOffHours).toBe(whenElevated);
  });

  test('an alternate method', () => {
    expect(fallbackIn('approved').state().disable?.coolingOffHours).toBe(24);
    expect(fallbackIn('approved', { policy: elevated }).state().disable?.coolingOffHours).toBe(48);
    expect(hoursFor(fallbackIn('deciding').state(), policyOf())).toBe(24);
  });

  test.each([
    [['firm-cluster'], 24],
    [['caller-cluster'], 24],
    [['unused-links'], 24],
    [['unusual-time'], 0],
    [['unusual-country'], 0],
    [['unusual-time', 'unusual-country'], 24],
  ] as const)('signals %j: a cluster raises it, what can be chance only beside something else', (signals, hours) => {
    const at = caseIn('in-review');
    const seen = signals.map((signal) => ({ signal, count: 3 }));
    at.must({ kind: 'attach', channel: 'phone', callerWords: '', signals: seen }, agent);
    expect(hoursFor(at.state(), policyOf())).toBe(hours);
  });

  test("a policy's own hours", () => {
    expect(passed(account(), policyOf({ coolingOffHoursNormal: 6 })).state().disable?.coolingOffHours).toBe(6);
  });
});

describe('when it ends', () => {
  const raised = (): World => passed(withColleagues({ role: 'administrator' }));
  test.each([
    ['both notices at once', [0, 0], 24],
    ['one at once, one broken', [0, 'failed'], 24],
    ['one broken, one at once', ['failed', 0], 24],
    ['one at once, one on its way', [0], 24],
    ['the first after 15 minutes: nobody lost time', [15, 'failed'], 24],
    ['the first after 16 minutes: the day begins with it', [16, 'failed'], 24 + 16 / 60],
    ['after three hours', [180, 200], 27],
    ['on their way', [], 'not-started'],
    ['one broken, one on its way', ['failed'], 'not-started'],
    ['all broken', ['failed', 'failed'], 'nobody-told'],
  ] as const)('%s', (_, outcomes, end) => {
    expect(endsAfter(settle(raised(), ...outcomes))).toBe(end);
  });

  test.each([
    ['one taken', [0, 'failed'], 0],
    ['both taken after ten hours', [600, 600], 0],
    ['on their way', [], 'not-started'],
    ['all broken', ['failed', 'failed'], 'nobody-told'],
  ] as const)('where there is none, at once, but not before a notice was taken: %s', (_, outcomes, end) => {
    expect(endsAfter(settle(passed(), ...outcomes))).toBe(end);
  });

  test.each([
    ['added five days ago', addresses.tooNew, 'nobody-told'],
    ['there since nobody knows when', addresses.unknown, 'nobody-told'],
    ['replaced lately, and known for long before', addresses.replaced, 24],
    ['added ten days ago and replaced five days ago', { ...addresses.replaced, since: daysBefore(10) }, 'nobody-told'],
    ['there since nobody knows when, and replaced', { ...addresses.replaced, since: null }, 'nobody-told'],
    ['known for long before, and replaced after the opening', { ...addresses.replaced, until: hoursOn(1) }, 24],
  ] as const)("the owner's old address breaks, and one takes the notice that was %s (R8)", (_, other, end) => {
    const facts = account({ role: 'administrator', addresses: [addresses.usable, other] });
    const at = passed(facts);
    expect(endsAfter(settle(at, 'failed', 0))).toBe(end);
    const elsewhere = at.state().mails.map((mail) => ({ ...mail, to: mail.to && { ...mail.to, since: null } }));
    expect(endsAfter({ ...at.state(), mails: elsewhere })).toBe('nobody-told');
  });

  test('an attacker’s mailbox starts nothing at 0 hours either, and the case says what to do (R8)', () => {
    const at = passed(
      account({ addresses: [addresses.usable, addresses.tooNew] }),
      policyOf({ coolingOffHoursRaised: 0 }),
    );
    at.clock += 1;
    settle(at, 'failed', 0);
    const policy = policyOf({ coolingOffHoursRaised: 0 });
    expect(endsAfter(at.state(), policy)).toBe('nobody-told');
    const begin = at.try({ kind: 'begin-disable' }, desk);
    expect(begin).toMatchObject({
      refusal: { code: 'cooling-off', rule: 'R8', way: expect.stringContaining('again') as string },
    });
    const { mailId } = notices(at.state())[0]!;
    at.must({ kind: 'send-again', mailId }, agent);
    deliver(at);
    expect(at.try({ kind: 'begin-disable' }, desk).ok).toBe(true);
  });

  test('where no address is from before the case, nothing runs, and the way on is not a notice', () => {
    const at = fallbackIn('approved', { facts: withColleagues({ addresses: [addresses.tooNew] }) });
    deliver(at);
    at.clock += 999;
    expect(endsAfter(at.state())).toBe('nobody-told');
    const begin = at.try({ kind: 'begin-disable' }, desk);
    expect(begin).toMatchObject({
      refusal: { code: 'cooling-off', way: expect.stringContaining('Take the approval back') as string },
    });
  });

  test('a notice that was sent anew after all had broken starts it', () => {
    const at = raised();
    settle(at, 'failed', 'failed');
    at.clock += 2;
    const { mailId } = notices(at.state())[0]!;
    at.must({ kind: 'send-again', mailId }, agent);
    expect(endsAfter(at.state())).toBe('not-started');
    at.must({ kind: 'mail-accepted', mailId, messageId: '<x>', rawSha256: 'aa' }, desk);
    expect(endsAfter(at.state())).toBe(26);
    expect(coolingOffEnd(at.state(), policyOf())).toMatchObject({ why: 'notice-late' });
  });

  test('time in which no repudiation could arrive is added', () => {
    const at = raised();
    settle(at, 0, 0);
    at.must(
      {
        kind: 'change-cooling-off',
        why: 'pages-away',
        hours: 24,
        awayMs: 2 * hourMs,
        dueAt: new Date(Date.parse(at.state().disable!.dueAt) + 2 * hourMs).toISOString(),
      },
      desk,
    );
    expect(endsAfter(at.state())).toBe(26);
    expect(coolingOffEnd(at.state(), policyOf())).toMatchObject({ why: 'pages-away', hours: 24 });
  });

  test('the stricter of then and now: a level that was elevated since makes it longer, one that was lowered does not make it shorter', () => {
    const at = raised();
    settle(at, 0, 0);
    expect(endsAfter(at.state(), elevated)).toBe(48);
    expect(coolingOffEnd(at.state(), elevated)).toMatchObject({ why: 'policy' });
    at.must(
      {
        kind: 'change-cooling-off',
        why: 'policy',
        hours: 48,
        awayMs: 0,
        dueAt: new Date(Date.parse(at.state().disable!.approvedAt) + 48 * hourMs).toISOString(),
      },
      desk,
    );
    expect(endsAfter(at.state())).toBe(48);
    expect(endsAfter(passed().state(), elevated)).toBe('not-started');
  });

  test('a notice of an approval that was taken back starts nothing: this one is not told yet (R8)', () => {
    const at = raised();
    const [notice] = notices(at.state());
    const before = hoursOn(-1);
    const old = { ...notice!, mailId: 'of the one before', askedAt: before, toldAt: before, state: 'sent' as const };
    expect(endsAfter({ ...at.state(), mails: [old, ...at.state().mails] })).toBe('not-started');
  });

  test('as long as was said, it says no reason for a change', () => {
    const at = raised();
    settle(at, 15, 15);
    expect(endsAfter(at.state())).toBe(24);
    expect(coolingOffEnd(at.state(), policyOf())).toMatchObject({ why: null });
  });

  test('nothing runs where nothing is approved', () => {
    expect(coolingOffEnd(caseIn('in-review').state(), policyOf())).toBeNull();
  });
});

describe('a change of it', () => {
  const change = (at: World, more: { readonly hours?: number; readonly awayMs?: number; readonly byMs: number }) =>
    at.must(
      {
        kind: 'change-cooling-off',
        why: 'pages-away',
        hours: more.hours ?? 24,
        awayMs: more.awayMs ?? 0,
        dueAt: new Date(Date.parse(at.state().disable!.dueAt) + more.byMs).toISOString(),
      },
      desk,
    );

  test('never makes it shorter, in hours, in time away or in its end', () => {
    const at = inCoolingOff();
    const { dueAt } = at.state().disable!;
    for (const byMs of [-hourMs, -1, 0]) expect(change(at, { byMs })).toEqual([]);
    change(at, { awayMs: 5 * hourMs, byMs: 5 * hourMs });
    change(at, { hours: 1, awayMs: 0, byMs: 1 });
    expect(at.state().disable).toMatchObject({ coolingOffHours: 24, awayMs: 5 * hourMs });
    expect(at.state().disable!.dueAt > dueAt).toBe(true);
  });

  test('of an hour or more is told to every known address, a shorter one to nobody', () => {
    expect(change(inCoolingOff(), { byMs: hourMs - 1 })).toHaveLength(1);
    expect(
      change(inCoolingOff(), { byMs: hourMs })
        .filter((event) => event.type === 'case.mail-asked')
        .map(({ data }) => data.template),
    ).toEqual(['cooling-off-changed', 'cooling-off-changed']);
  });

  test('asks for the disable anew, under another effect', () => {
    const at = inCoolingOff();
    const { effectId } = at.state().disable!;
    change(at, { byMs: hourMs });
    expect(at.state().disable?.effectId).not.toBe(effectId);
  });
});

describe('how many approve, now (R9, R20)', () => {
  test.each([
    ['a check', () => caseIn('in-review').state(), 1, 2],
    ['a check on a real desk', () => caseIn('awaiting-second').state(), 2, 2],
    ['a fallback that is gathered', () => fallbackIn('preparing').state(), 2, 3],
    ['a fallback that is decided', () => fallbackIn('deciding').state(), 2, 3],
    ['a fallback that was approved', () => fallbackIn('approved').state(), 2, 3],
    [
      'a fallback that came in under the elevated level',
      () => fallbackIn('deciding', { policy: elevated }).state(),
      3,
      3,
    ],
  ] as const)('%s', (_, of, normal, whenElevated) => {
    expect([approvalsNeeded(of(), policyOf()), approvalsNeeded(of(), elevated)]).toEqual([normal, whenElevated]);
  });
});
