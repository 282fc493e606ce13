import { describe, expect, test } from 'vitest';
import { hoursOn, agent, caseIn, customer, deliver, desk, lead, policyOf, reviewer } from '#support/example-case';
import type { World } from '#support/example-case';
import { fallbackIn, frozenSituations, askOf, fitting, inCoolingOff, standing } from '#support/every-case';
import type { CaseCommand } from './commands';
import { replay } from './evolve';
import { isRepudiated } from './state';

const repudiate = (at: World, words = 'This was not me.'): World => {
  at.must({ kind: 'freeze', via: 'notice', words }, customer);
  return at;
};
const lift = { kind: 'unfreeze', reason: 'Called the customer back.' } as const;
const statusChanging = [
  'case.link-asked',
  'case.submitted',
  'case.decided',
  'case.fallback-opened',
  'case.fallback-decided',
  'case.approved',
  'case.disable-begun',
  'case.disable-resumed',
  'case.recovered',
  'case.way-recorded',
  'case.reopened',
];

describe('frozen', () => {
  test.each(frozenSituations)('over %s, nobody but a lead ends it, and nothing of the process goes on', (situation) => {
    const at = standing(situation, true);
    for (const kind of Object.keys(fitting) as readonly CaseCommand['kind'][])
      for (const actor of [agent, reviewer, customer, desk]) {
        const answer = askOf(at, fitting[kind].command(at), actor);
        if (!answer.ok) continue;
        for (const event of answer.events) expect(statusChanging, kind).not.toContain(event.type);
        expect(
          answer.events.map(({ type }) => type),
          kind,
        ).not.toContain('case.unfrozen');
      }
  });

  test.each(['triage', 'awaiting-customer', 'in-review', 'approved', 'recovered', 'closed'] as const)(
    'lifted over %s, the status is what it was',
    (status) => {
      const at = repudiate(caseIn(status));
      at.must(lift, lead);
      expect(at.state()).toMatchObject({ frozen: null, status });
      expect(replay(at.events())).toEqual(at.state());
    },
  );

  test('lifting needs a lead and a reason that says something', () => {
    const at = repudiate(caseIn('in-review'));
    expect(at.try(lift, reviewer)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R7' } });
    expect(at.try({ kind: 'unfreeze', reason: 'ok      ' }, lead)).toMatchObject({
      refusal: { code: 'reason-missing', rule: 'R7', message: expect.stringContaining('"reason"') as string },
    });
  });

  test('lifting lets a disable that ran go on under a new effect, but not one that had stopped of itself', () => {
    const ran = repudiate(caseIn('disabling'));
    const before = ran.state().disable?.effectId;
    ran.must(lift, lead);
    expect(ran.state().status).toBe('disabling');
    expect(ran.state().disable?.effectId).not.toBe(before);
    const stopped = repudiate(caseIn('needs-attention'));
    stopped.must(lift, lead);
    expect(stopped.state().status).toBe('needs-attention');
    expect(stopped.state().disable?.stopped).not.toBeNull();
    expect(stopped.try({ kind: 'resume-disable' }, lead)).toMatchObject({ refusal: { code: 'role-may-not' } });
  });

  test('over a cooling-off that ends meanwhile, nothing begins; lifted, the disable is asked for anew', () => {
    const at = repudiate(inCoolingOff());
    at.clock += 100;
    expect(at.try({ kind: 'begin-disable' }, desk)).toMatchObject({ refusal: { code: 'frozen' } });
    const [lifted, changed, ...told] = at.must(lift, lead);
    expect(lifted).toMatchObject({ type: 'case.unfrozen' });
    // The owner's word was overruled: they hear of it, and have a day to say it again (R7, R8).
    expect(changed).toMatchObject({
      type: 'case.cooling-off-changed',
      data: { why: 'repudiated', effectId: at.state().disable?.effectId, dueAt: hoursOn(at.clock + 24) },
    });
    expect(told.map((event) => event.type === 'case.mail-asked' && event.data.template)).toEqual(
      at.state().disable?.addressIds.map(() => 'cooling-off-changed'),
    );
    expect(at.try({ kind: 'begin-disable' }, desk)).toMatchObject({ refusal: { code: 'cooling-off' } });
    at.clock += 24;
    at.must({ kind: 'begin-disable' }, desk);
  });

  const liftedUnder = (at: World, policy = policyOf()) =>
    at.must(lift, lead, { policy }).find((event) => event.type === 'case.cooling-off-changed')?.data;

  test('overruled where no cooling-off was asked for, an approval waits as long as one of raised risk', () => {
    const at = repudiate(caseIn('approved'));
    expect(at.state().disable).toMatchObject({ coolingOffHours: 0, awayMs: 0 });
    at.clock += 5;
    const policy = policyOf({ coolingOffHoursNormal: 0, coolingOffHoursRaised: 36 });
    expect(liftedUnder(at, policy)).toMatchObject({ hours: 36, dueAt: hoursOn(at.clock + 36) });
  });

  test('overruled under a milder policy, it waits as long as when it was decided', () => {
    const at = repudiate(inCoolingOff(policyOf({ coolingOffHoursRaised: 72 })));
    at.clock += 1;
    expect(liftedUnder(at)).toMatchObject({ hours: 72, dueAt: hoursOn(at.clock + 72) });
  });

  test('overruled again and again, each time begins anew, and none before it is taken back', () => {
    const at = deliver(repudiate(inCoolingOff()));
    const away: number[] = [];
    for (const hours of [3, 10, 1]) {
      at.clock += hours;
      expect(liftedUnder(at)).toMatchObject({ hours: 24, dueAt: hoursOn(at.clock + 24) });
      away.push(at.state().disable!.awayMs);
      repudiate(at, `Again, not me (${hours}).`);
    }
    expect(away.toSorted((a, b) => a - b)).toEqual(away);
    expect(away[0]).toBeGreaterThan(0);
  });

  test('overruled when its disable has begun, it goes on at once: what waits has no use any more', () => {
    const at = repudiate(caseIn('disabling'));
    expect(at.must(lift, lead).map(({ type }) => type)).toEqual(['case.unfrozen']);
  });

  test("a colleague's own stop, lifted, costs no more time", () => {
    const at = inCoolingOff();
    at.must({ kind: 'freeze', via: 'staff', words: 'Looks odd.' }, lead);
    at.clock += 100;
    expect(at.must(lift, lead).map(({ type }) => type)).toEqual(['case.unfrozen']);
    at.must({ kind: 'begin-disable' }, desk);
  });

  test('a closed case that is repudiated and lifted starts no disable and stays closed', () => {
    const at = caseIn('needs-attention');
    at.must({ kind: 'close', outcome: 'fraud', reason: 'An impostor.' }, reviewer);
    repudiate(at);
    expect(at.must(lift, lead)).toMatchObject([
      { type: 'case.unfrozen', data: expect.not.objectContaining({ effectId: expect.anything() as string }) as object },
    ]);
    at.ask(
      {
        kind: 'stop-disable',
        step: 'list',
        reason: 'check-refused',
        found: { code: 'refused', refusal: 'cooling-off' },
      },
      desk,
    );
    expect(at.state().status).toBe('closed');
  });

  test('a case is not put aside, so that the lead sees it, and what was put aside wakes', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'snooze', until: null, reason: 'They call back.' }, agent);
    repudiate(at);
    expect(at.state().snooze).toBeNull();
    expect(at.try({ kind: 'snooze', until: null, reason: 'They call back.' }, agent)).toMatchObject({
      refusal: { code: 'frozen', rule: 'R7' },
    });
  });
});

describe('whose word it is', () => {
  const told = {
    kind: 'freeze',
    via: 'told',
    channel: 'phone',
    words: 'The owner rang on the number we know.',
  } as const;

  test("a colleague's stop is no repudiation; the owner's word goes over it", () => {
    const at = caseIn('approved');
    at.must({ kind: 'freeze', via: 'staff', words: 'I misread the name.' }, reviewer);
    expect(isRepudiated(at.state())).toBe(false);
    at.must(told, agent);
    expect(isRepudiated(at.state())).toBe(true);
    expect(at.state().frozen).toMatchObject({ via: 'told', by: 'staff:agnes', words: told.words });
  });

  test('a second stop, and a second press without words, say nothing new; more words are kept', () => {
    const at = repudiate(fallbackIn('deciding'));
    expect(at.must({ kind: 'freeze', via: 'staff', words: 'odd' }, agent)).toEqual([]);
    expect(at.must({ kind: 'freeze', via: 'notice', words: ' ' }, customer)).toEqual([]);
    expect(at.must({ kind: 'freeze', via: 'notice', words: 'And I never had a camera.' }, customer)).toHaveLength(1);
    expect(at.state().frozen?.words).toBe('And I never had a camera.');
  });

  test('told needs what was said', () => {
    expect(caseIn('triage').try({ ...told, words: ' ' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', rule: 'R7', message: expect.stringContaining('"words"') as string },
    });
  });

  test('a closed case is repudiated by its owner, but there is nothing for a colleague to stop', () => {
    for (const status of ['closed', 'recovered'] as const) {
      const at = caseIn(status);
      expect(at.try({ kind: 'freeze', via: 'staff', words: 'odd' }, agent)).toMatchObject({
        refusal: { code: 'closed' },
      });
      at.must(told, agent);
      expect(at.state()).toMatchObject({ status, frozen: { via: 'told' } });
    }
  });

  test('the desk freezes nothing', () => {
    expect(caseIn('triage').try({ kind: 'freeze', via: 'staff', words: 'odd' }, desk)).toMatchObject({
      refusal: { code: 'role-may-not' },
    });
  });
});
