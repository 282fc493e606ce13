import { describe, expect, test } from 'vitest';
import { agent, caseIn, customer, desk, lead, policyOf } from '#support/example-case';
import type { World } from '#support/example-case';
import { letDesk, reSecure } from '#support/every-case';
import { nextSecureStep } from './decide-afterwards';

describe('watching an account until 2FA is on again', () => {
  const look = (at: World, days: number, factors = 0): number => {
    at.clock = base(at) + days * 24;
    return at.must({ kind: 'watch-looked', factors }, desk).filter((event) => event.type === 'case.mail-asked').length;
  };
  const started = new WeakMap<World, number>();
  const base = (at: World): number => {
    const now = started.get(at) ?? at.clock;
    started.set(at, now);
    return now;
  };

  test('reminds every known address on the first, third and seventh day, once each', () => {
    const at = letDesk(caseIn('recovered'));
    expect([0, 1, 1, 2, 3, 4, 6, 7, 8, 14].map((days) => look(at, days))).toEqual([0, 2, 0, 0, 2, 0, 0, 2, 0, 0]);
    expect(
      at
        .state()
        .mails.filter(({ template }) => template === 'enrol-reminder')
        .map(({ days }) => days),
    ).toEqual([1, 1, 3, 3, 7, 7]);
  });

  test('one reminder stands for those that were missed while the desk was closed', () => {
    const at = letDesk(caseIn('recovered'));
    expect([look(at, 5), look(at, 6), look(at, 30)]).toEqual([2, 0, 2]);
  });

  test('ends when a factor is there, and then says nothing any more', () => {
    const at = letDesk(caseIn('recovered'));
    look(at, 2, 1);
    expect(at.state().watch?.endedAt).not.toBeNull();
    expect(at.must({ kind: 'watch-looked', factors: 0 }, desk)).toEqual([]);
  });

  test('reminds nobody while the case is frozen, and a clock that runs backwards reminds nobody either', () => {
    const at = letDesk(caseIn('recovered'));
    expect(look(at, -1)).toBe(0);
    at.must({ kind: 'freeze', via: 'notice', words: 'This was not me.' }, customer);
    expect(look(at, 1)).toBe(0);
    expect(at.state().watch?.looks).toBe(2);
  });
});

describe('putting a case aside', () => {
  test.each([
    ['in the past', -1, 'bad-time'],
    ['for more than thirty days', 31 * 24, 'bad-time'],
  ] as const)('not %s', (_, hours, code) => {
    const at = caseIn('triage');
    expect(
      at.try(
        {
          kind: 'snooze',
          until: new Date(Date.parse(at.state().openedAt) + hours * 3_600_000).toISOString(),
          reason: 'They call back.',
        },
        agent,
      ),
    ).toMatchObject({ refusal: { code, message: expect.stringContaining('"until"') as string } });
  });

  test('needs to say what for', () => {
    expect(caseIn('triage').try({ kind: 'snooze', until: null, reason: '' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', message: expect.stringContaining('"reason"') as string },
    });
  });

  test.each([
    ['a second request', (at: World) => at.must({ kind: 'attach', channel: 'phone', callerWords: '' }, agent)],
    [
      'a message that broke',
      (at: World) =>
        at.must(
          {
            kind: 'mail-failed',
            mailId: at.state().mails[0]!.mailId,
            why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' },
          },
          desk,
        ),
    ],
    ['a freeze', (at: World) => at.must({ kind: 'freeze', via: 'notice', words: '' }, customer)],
    ['its own hour', (at: World) => at.must({ kind: 'wake', snoozeId: at.state().snooze!.snoozeId }, desk)],
  ] as const)('ends with %s', (_, what) => {
    const at = caseIn('triage');
    at.must({ kind: 'snooze', until: null, reason: 'They call back.' }, agent);
    what(at);
    expect(at.state().snooze).toBeNull();
  });

  test("does not end with the desk's bookkeeping, nor with the hour of an earlier time", () => {
    const at = caseIn('triage');
    at.must({ kind: 'snooze', until: null, reason: 'They call back.' }, agent);
    const { snoozeId } = at.state().snooze!;
    at.must({ kind: 'snooze', until: null, reason: 'They call back tomorrow.' }, agent);
    expect(at.must({ kind: 'wake', snoozeId }, desk)).toEqual([]);
    letDesk(at);
    expect(at.state().snooze).not.toBeNull();
  });
});

describe('securing an account again (R7)', () => {
  test('sessions first, then the lock, each once; the known addresses hear it with the lock', () => {
    const at = reSecure();
    expect(at.must({ kind: 'step-secure', step: 'sessions', readBack: { code: 'no-session-left' } }, desk)).toEqual([]);
    expect(nextSecureStep(at.state())).toBe('lock');
    const told = at
      .must({ kind: 'step-secure', step: 'lock', readBack: { code: 'locked' } }, desk)
      .filter((event) => event.type === 'case.mail-asked');
    expect(told.map(({ data }) => data.template)).toEqual(['re-secured', 're-secured']);
    expect(nextSecureStep(at.state())).toBeNull();
    expect(at.state().status).toBe('needs-attention');
  });

  test("a step that the identity system can't do is written down, and a later one that works takes it away", () => {
    const at = reSecure();
    at.must({ kind: 'stop-secure', step: 'lock', found: { code: 'lock-not-listed' } }, desk);
    expect(at.state().secure.stopped).toMatchObject({ step: 'lock' });
    at.must({ kind: 'step-secure', step: 'lock', readBack: { code: 'locked' } }, desk);
    expect(at.state().secure.stopped).toBeNull();
  });

  test('nothing is recovered in such a case, and a repeated request to open it opens nothing', () => {
    const at = reSecure();
    expect(
      at.try({ kind: 'send-link', addressId: 'old', language: 'en' }, agent, { policy: policyOf() }),
    ).toMatchObject({ refusal: { code: 'wrong-status', rule: 'R7' } });
    expect(
      at.must(
        {
          kind: 'open-re-secure',
          caseId: 'x',
          number: 'RD-9',
          account: at.state().account!,
          system: 'Sample',
          reSecures: 'case-1',
          channel: 'email',
          words: '',
        },
        desk,
      ),
    ).toEqual([]);
    at.must({ kind: 'close', outcome: 'fraud', reason: 'The owner was reached.' }, lead);
    expect(at.state()).toMatchObject({ status: 'closed', outcome: 'fraud' });
  });
});
