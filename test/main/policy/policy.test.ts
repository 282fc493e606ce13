import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PolicyPreview, PolicyView } from '#contract/policy';
import { defaultPolicy } from '#domain/policy/policy';
import { createPolicyStore } from '#main/policy/policy-store';
import { createMemoryLog } from '#main/store/log/memory-log';
import { createClock, hours, wrongCode } from '../staff/desk';
import type { TestClock } from '../staff/desk';
import { ruth, startPolicyDesk } from './desk';
import type { PolicyDesk } from './desk';

const [maya, daniel, second] = ['maya-okafor', 'daniel-achebe', 'thomas-hale'] as const;
const expectError = (result: Awaited<ReturnType<PolicyDesk['ask']>>, error: object) => {
  expect(result).toMatchObject({ ok: false, error });
};
let clock: TestClock;
let desk: PolicyDesk;
beforeEach(async () => {
  clock = createClock();
  desk = await startPolicyDesk(clock, 'practice');
});
const get = (at: PolicyDesk = desk): Promise<PolicyView> => at.must<PolicyView>('policy.get');
const valueOf = (view: PolicyView, key: string) => view.values.find((one) => one.key === key)!;

describe('reading the policy', () => {
  it('is everybody’s: each value with its bounds, its default, and that nobody changed it', async () => {
    await desk.signIn(maya);
    const view = await get();
    expect(view).toMatchObject({
      version: 1,
      history: [],
      asked: [],
      takesTwo: false,
      people: { reviewers: 3, leads: 2 },
    });
    expect(valueOf(view, 'linkHours')).toEqual({
      key: 'linkHours',
      group: 'link',
      title: 'A link is good for',
      unit: 'hours',
      rule: 'R4',
      words: 'Counted from the first attempt to send it; a link that runs keeps its end.',
      is: { kind: 'integer', min: 12, max: 168 },
      value: 72,
      default: 72,
      valueWords: '72 hours',
      defaultWords: '72 hours',
      isDefault: true,
      last: null,
    });
    expectError(await desk.ask('policy.preview', { values: {} }), { code: 'not-permitted' });
    expectError(await desk.change(maya, { linkHours: 48 }), { code: 'not-permitted', way: 'Ask a lead.' });
  });

  it('shows a real desk its own bounds', async () => {
    const real = await startPolicyDesk(clock, 'real');
    await real.signIn(maya);
    expect(valueOf(await get(real), 'approvalsWithoutProvider')).toMatchObject({
      is: { kind: 'integer', min: 2, max: 2 },
      value: 2,
      default: 2,
    });
  });
});

describe('a change of the policy', () => {
  it('costs a code and a reason, makes a new version, and says who, when and why', async () => {
    await desk.signIn(ruth);
    expect(await desk.change(ruth, { linkHours: 48, watchReminderDays: [2, 4, 8] })).toEqual({
      ok: true,
      value: { version: 2 },
    });
    const view = await get();
    const change = {
      version: 2,
      by: 'Ruth Tremblay',
      secondedBy: null,
      reason: 'Looked at the last month.',
      at: clock.now().toISOString(),
    };
    expect(valueOf(view, 'linkHours')).toMatchObject({ value: 48, default: 72, isDefault: false, last: change });
    expect(view.history).toEqual([
      {
        ...change,
        secondReason: null,
        signed: true,
        changes: [
          { key: 'linkHours', title: 'A link is good for', from: '72 hours', to: '48 hours' },
          {
            key: 'watchReminderDays',
            title: 'Reminders to turn 2FA on',
            from: '1, 3 and 7 days after the disable',
            to: '2, 4 and 8 days after the disable',
          },
        ],
      },
    ]);
    expect(desk.policies.current()).toEqual({
      ...defaultPolicy('practice'),
      version: 2,
      linkHours: 48,
      watchReminderDays: [2, 4, 8],
    });
  });

  it('keeps every version, and another desk on the log follows', async () => {
    const other = await createPolicyStore(desk.log, 'practice');
    await desk.signIn(ruth);
    await desk.change(ruth, { linkHours: 48 });
    await desk.change(ruth, { linkHours: 36 });
    await expect.poll(() => other.current().linkHours).toBe(36);
    expect([1, 2, 3, 4].map((n) => other.version(n)?.linkHours)).toEqual([72, 48, 36, undefined]);
    expect((await createPolicyStore(desk.log, 'practice', { linkHours: 60 })).version(1)?.linkHours).toBe(60);
    other.close();
  });

  it.each<readonly [string, object, object]>([
    [
      'a value outside its bounds',
      { linkHours: 500 },
      {
        code: 'bad-input',
        field: 'linkHours',
        rule: 'R4',
        message: 'A link is good for: a whole number from 12 to 168.',
      },
    ],
    ['a value of another kind', { linkHours: 'long' }, { code: 'bad-input', field: 'linkHours' }],
    [
      'values that don’t fit each other',
      { coolingOffHoursRaised: 72 },
      { code: 'bad-input', field: 'coolingOffHoursRaisedElevated', rule: 'R20' },
    ],
    ['a value that there is none of', { coffeeHours: 2 }, { code: 'bad-input' }],
    ['nothing that would change', { linkHours: 72 }, { code: 'bad-input', field: 'values' }],
  ])('is refused with %s, and costs no code', async (_, values, error) => {
    await desk.signIn(ruth);
    const code = desk.freshCode(ruth);
    const input = { version: 1, reason: 'Looked at the last month.', code };
    expectError(await desk.ask('policy.change', { ...input, values }), error);
    expect(await desk.ask('policy.change', { ...input, values: { linkHours: 48 } })).toMatchObject({ ok: true });
  });

  it('is refused without a reason, with a wrong code, and with a code that was used', async () => {
    await desk.signIn(ruth);
    expectError(await desk.change(ruth, { linkHours: 48 }, { reason: 'why not' }), {
      code: 'reason-missing',
      field: 'reason',
    });
    expectError(await desk.change(ruth, { linkHours: 48 }, { code: wrongCode(desk, ruth) }), { code: 'wrong-code' });
    const code = desk.freshCode(ruth);
    expect(await desk.change(ruth, { linkHours: 48 }, { code })).toMatchObject({ ok: true });
    expectError(
      await desk.ask('policy.change', {
        values: { linkHours: 36 },
        version: 2,
        reason: 'Looked at the last month.',
        code,
      }),
      { code: 'code-used', rule: 'R21' },
    );
    expect(desk.policies.current().linkHours).toBe(48);
  });

  it('of somebody who looks at an old version is refused, and tells of the new one', async () => {
    await desk.signIn(ruth);
    await desk.change(ruth, { linkHours: 48 });
    expectError(await desk.change(ruth, { linkHours: 36 }, { version: 1 }), {
      code: 'conflict',
      message: 'The policy was changed meanwhile: it is at version 2 now. Nothing of yours was written.',
    });
  });

  it('of two leads at once is one: the other is told, and nothing of theirs is written', async () => {
    const other = await startPolicyDesk(clock, 'practice', desk.log);
    await desk.signIn(ruth);
    await other.signIn(second);
    const input = { version: 1, reason: 'Looked at the last month.' };
    const results = await Promise.all([
      desk.ask('policy.change', { ...input, values: { linkHours: 48 }, code: desk.freshCode(ruth) }),
      other.ask('policy.change', { ...input, values: { linkHours: 36 }, code: other.codeOf(second) }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expectError(
      results.find((result) => !result.ok)!,
      { code: 'conflict' },
    );
    expect((await get()).history).toHaveLength(1);
  });

  it('is signed by its author over what it says: another entry in the log changes nothing, and is spoken of', async () => {
    const log = createMemoryLog();
    const at = await startPolicyDesk(clock, 'practice', log);
    await at.signIn(ruth);
    await at.change(ruth, { linkHours: 48 });
    const [row] = await log.readStream('desk');
    const forge = async (more: object, data: object): Promise<void> => {
      await log.append({
        streams: [
          {
            stream: 'desk',
            events: [
              {
                ...row!,
                ...more,
                eventId: randomUUID(),
                data: {
                  ...row!.data,
                  version: 3,
                  changes: { approvalsWithoutProvider: { from: 1, to: 1 }, linkHours: { from: 48, to: 12 } },
                  ...data,
                },
              },
            ],
          },
        ],
        at: clock.now().toISOString(),
      });
    };
    await forge({}, {});
    await forge({ signature: undefined }, {});
    await forge({ actor: `staff:${maya}` }, {});
    await forge({}, { secondedBy: `staff:${second}`, askId: 'never-asked' });
    const view = await get(at);
    expect(view).toMatchObject({
      version: 2,
      history: [{ version: 2, signed: true }],
      warnings: [
        '4 entries in the log would change the policy without a signature that holds. The policy above is without them.',
      ],
    });
    expect(await at.change(ruth, { linkHours: 36 })).toEqual({ ok: true, value: { version: 3 } });
    expect((await startPolicyDesk(clock, 'practice', log)).policies.current()).toMatchObject({
      version: 3,
      linkHours: 36,
    });
  });
});

describe('on a real desk with two leads', () => {
  let other: PolicyDesk;
  beforeEach(async () => {
    desk = await startPolicyDesk(clock, 'real');
    other = await startPolicyDesk(clock, 'real', desk.log);
    await desk.signIn(ruth);
    await other.signIn(second);
  });

  it('the first asks, everybody sees it, and the same wish of the second changes it, with both names', async () => {
    expectError(await desk.change(ruth, { threatLevel: 'elevated' }), {
      code: 'approvals-missing',
      way: 'Another lead has to ask for the same.',
    });
    expect(desk.policies.current().threatLevel).toBe('normal');
    const view = await get(other);
    expect(view).toMatchObject({
      version: 1,
      takesTwo: true,
      history: [],
      asked: [
        {
          by: 'Ruth Tremblay',
          isMine: false,
          reason: 'Looked at the last month.',
          values: { threatLevel: 'elevated' },
          changes: [{ title: 'Threat level', from: 'Normal', to: 'Elevated' }],
        },
      ],
    });
    expect(Date.parse(view.asked[0]!.until) - Date.parse(view.asked[0]!.at)).toBe(hours(72));
    expect(await other.change(second, view.asked[0]!.values, { reason: 'I see the same attack.' })).toEqual({
      ok: true,
      value: { version: 2 },
    });
    expect(await get()).toMatchObject({
      version: 2,
      asked: [],
      history: [
        {
          by: 'Ruth Tremblay',
          secondedBy: 'Thomas Hale',
          reason: 'Looked at the last month.',
          secondReason: 'I see the same attack.',
          signed: true,
        },
      ],
    });
  });

  it('one lead can’t be both', async () => {
    await desk.change(ruth, { linkHours: 48 });
    expectError(await desk.change(ruth, { linkHours: 48 }), { code: 'decided-already' });
    expectError(await desk.change(ruth, { linkHours: 36 }), { code: 'approvals-missing' });
    expect((await get()).asked.map(({ isMine }) => isMine)).toEqual([true, true]);
    expect(desk.policies.current().version).toBe(1);
  });

  it('a word is gone after three days', async () => {
    await desk.change(ruth, { linkHours: 48 });
    clock.pass(hours(72));
    await other.signIn(second);
    expect((await get(other)).asked).toEqual([]);
    expectError(await other.change(second, { linkHours: 48 }), { code: 'approvals-missing' });
  });
});

describe('the preview', () => {
  it('says what would change, and why not', async () => {
    await desk.signIn(ruth);
    const preview = (values: object): Promise<PolicyPreview> => desk.must<PolicyPreview>('policy.preview', { values });
    expect(await preview({ linkHours: 48, idleMinutes: 10 })).toMatchObject({
      changes: [{ key: 'linkHours', from: '72 hours', to: '48 hours' }],
      problems: [],
      cases: [],
      open: 0,
      differing: 0,
    });
    expect(await preview({ linkHours: 24 })).toMatchObject({
      problems: [
        {
          field: 'linkReminderHours',
          rule: 'R4',
          message: 'Reminder before it ends: less than a link is good for (24 hours).',
        },
      ],
      cases: [],
    });
    expect((await preview({})).changes).toEqual([]);
  });

  it('warns where too few reviewers are at work, and so does the page afterwards', async () => {
    await desk.signIn(ruth);
    const reviewers = desk.directory
      .all()
      .filter((one) => one.role === 'reviewer')
      .map((one) => one.staffId);
    for (const staffId of reviewers.filter((id) => id !== daniel))
      await desk.done('staff.endAccess', { staffId, handOverTo: null, code: desk.freshCode(ruth) });
    const { warnings } = await desk.must<PolicyPreview>('policy.preview', { values: { threatLevel: 'elevated' } });
    expect(warnings).toEqual([
      'A pass of our own form asks for 2 reviewers; one is at work. No such case could be approved.',
      'An alternate method asks for 3 reviewers; one is at work. None could be approved.',
    ]);
    expect(await desk.change(ruth, { threatLevel: 'elevated' })).toMatchObject({ ok: true });
    expect(await get()).toMatchObject({ people: { reviewers: 1 }, warnings });
  });
});
