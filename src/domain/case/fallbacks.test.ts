import { describe, expect, test } from 'vitest';
import {
  account,
  addresses,
  agent,
  caseIn,
  desk,
  hoursOn,
  lead,
  open,
  otherAgent,
  ownReviewer,
  person,
  policyOf,
  promoted,
  reviewer,
  secondReviewer,
  submission,
  world,
  customer,
} from '#support/example-case';
import type { World } from '#support/example-case';
import {
  attestor,
  decideFallback,
  fallbackIn,
  fourthReviewer,
  gather,
  openFallback,
  submitFallback,
  thirdReviewer,
  withColleagues,
} from '#support/every-case';
import { missingOf, mostWrongCodes } from './may-fallback';
import { barredFromDeciding } from './may-decide';
import { mayExecute } from './decide-disable';
import { currentLink } from './state';

const elevated = policyOf({ threatLevel: 'elevated' });
const able = [reviewer, secondReviewer, thirdReviewer, fourthReviewer];
const byName = (name: string) => able.find(({ id }) => `staff:${id}` === name) ?? null;
const templates = (at: World): readonly string[] => at.state().mails.map(({ template }) => template);

describe('an alternate method is opened', () => {
  test('after a failed check, and the customer is told what to prepare', () => {
    const at = caseIn('failed');
    at.must(openFallback(), agent);
    expect(at.state()).toMatchObject({
      status: 'fallback-review',
      fallback: { stage: 'preparing', kind: 'live-video-call' },
      risk: { level: 'raised', reasons: ['failed-check', 'fallback'] },
    });
    expect(templates(at)).toContain('fallback-asked');
  });

  test('instead of the form: only when self-help is ruled out, and with a reason (R3)', () => {
    const at = world();
    at.must(open(withColleagues()), agent);
    expect(at.try(openFallback(), agent)).toMatchObject({ refusal: { code: 'self-help-open', rule: 'R3' } });
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    expect(at.try(openFallback('live-video-call', { reason: 'short' }), agent)).toMatchObject({
      refusal: { code: 'reason-missing', message: expect.stringContaining('"reason"') as string },
    });
    at.must(openFallback(), agent);
  });

  test('not while a form is judged', () => {
    expect(caseIn('in-review').try(openFallback(), agent)).toMatchObject({ refusal: { code: 'wrong-status' } });
  });

  test('to nobody where no address from before the case is left, but it is opened', () => {
    const at = world();
    at.must(open(account({ addresses: [addresses.tooNew] })), agent);
    at.must(openFallback(), agent);
    expect(templates(at)).not.toContain('fallback-asked');
  });

  test('the reading of the account that every reviewer causes does not take its cooling-off away (R8)', () => {
    const at = fallbackIn('deciding');
    at.must({ kind: 'read-account', account: withColleagues({ readAt: hoursOn(2) }), system: 'Sample' }, desk);
    expect(at.state().risk.reasons).toEqual(['fallback']);
    for (const by of able.slice(0, 2)) at.must(decideFallback(at.state()), by);
    expect(at.state()).toMatchObject({
      status: 'approved',
      disable: { via: 'fallback', coolingOffHours: 24, dueAt: hoursOn(at.clock + 24) },
    });
  });

  test('taken back, it adds nothing to the risk of the form that follows', () => {
    const at = fallbackIn('deciding');
    at.must({ kind: 'withdraw-fallback', reason: 'They found a camera.' }, agent);
    expect(at.state()).toMatchObject({ status: 'triage', risk: { level: 'normal', reasons: [] } });
  });

  test('taken back after a failed check, the check stays failed; in a case that was opened again, it does not', () => {
    const failed = caseIn('failed');
    failed.must(openFallback(), agent);
    failed.must({ kind: 'withdraw-fallback', reason: 'Another method.' }, agent);
    expect(failed.state().status).toBe('failed');
    failed.must({ kind: 'close', outcome: 'rejected', reason: 'They gave up.' }, agent);
    failed.must({ kind: 'reopen', reason: 'They came with a lawyer.' }, agent);
    failed.must(openFallback(), agent);
    failed.must({ kind: 'withdraw-fallback', reason: 'They found a camera.' }, agent);
    expect(failed.state().status).toBe('triage');
    failed.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  });
});

describe('its evidence', () => {
  test('is asked for item by item: none may be missing, and each says where it is kept', () => {
    const at = fallbackIn('preparing');
    expect(at.try(submitFallback, agent)).toMatchObject({ refusal: { code: 'evidence-missing' } });
    expect(
      at.try({ kind: 'set-fallback-item', item: 'favourite-colour', value: 'seen', note: 'Blue, they said.' }, agent),
    ).toMatchObject({ refusal: { code: 'not-found', message: expect.stringContaining('"item"') as string } });
    expect(at.try({ kind: 'set-fallback-item', item: 'same-person', value: 'seen', note: ' ' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', rule: 'R13' },
    });
    gather(at);
    at.must({ kind: 'set-fallback-item', item: 'same-person', value: 'missing', note: 'The light was bad.' }, agent);
    expect(missingOf(at.state().fallback!)).toEqual(['The person on the ID is the person on the call']);
    at.must({ kind: 'set-fallback-item', item: 'same-person', value: 'seen', note: 'Called once more.' }, agent);
    at.must(submitFallback, agent);
  });

  test('stands as reviewers see it, until the method is taken back (R23)', () => {
    expect(
      fallbackIn('deciding').try(
        { kind: 'set-fallback-item', item: 'same-person', value: 'missing', note: 'On second thoughts.' },
        agent,
      ),
    ).toMatchObject({ refusal: { code: 'wrong-status', rule: 'R23' } });
  });

  describe('of an attestation', () => {
    const asked = (): World => {
      const at = fallbackIn('preparing', { method: 'firm-attestation' });
      at.must({ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }, agent);
      return at;
    };
    const answer = (at: World, codeHash = at.state().fallback!.attestation!.codeHash) =>
      at.ask({ kind: 'answer-attestation', codeHash }, agent);

    test('is a code, sent to an address from before the case (R5)', () => {
      const at = asked();
      expect(at.state().mails.at(-1)).toMatchObject({ template: 'attestation-request', addressId: 'adam' });
      answer(at);
      expect(at.state().fallback?.attestation?.answeredAt).not.toBeNull();
      for (const address of [
        { ...attestor.address, since: hoursOn(-24) },
        { ...attestor.address, since: null },
        { ...attestor.address, until: hoursOn(-1) },
      ])
        expect(
          fallbackIn('preparing', { method: 'firm-attestation' }).try(
            { kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor: { ...attestor, address } },
            agent,
          ),
        ).toMatchObject({ refusal: { code: 'address-too-new', rule: 'R5' } });
    });

    test('comes from nobody who may not vouch', () => {
      for (const attestorId of ['lumen:acc-1', 'lumen:acc-9'] as const)
        expect(
          fallbackIn('preparing', { method: 'firm-attestation' }).try(
            { kind: 'ask-attestation', attestorId, attestor },
            agent,
          ),
        ).toMatchObject({ refusal: { code: 'role-may-not' } });
      expect(
        fallbackIn('preparing').try({ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }, agent),
      ).toMatchObject({ refusal: { code: 'wrong-status' } });
    });

    test('comes from any of those who may, not only from the first', () => {
      const other = {
        accountId: 'lumen:acc-7',
        name: 'Ines Roux',
        role: 'administrator',
        hasSecondFactor: true,
      } as const;
      const facts = withColleagues();
      const members = facts.members === 'unknown' ? [] : [...facts.members, other];
      const at = fallbackIn('preparing', { method: 'firm-attestation', facts: { ...facts, members } });
      for (const attestorId of ['lumen:acc-2', 'lumen:acc-7'] as const)
        expect(at.try({ kind: 'ask-attestation', attestorId, attestor }, agent)).toMatchObject({ ok: true });
    });

    test('takes five wrong codes and no sixth, not even the right one; a new code begins anew', () => {
      const at = asked();
      for (let i = 0; i < mostWrongCodes; i += 1) expect(answer(at, 'wrong').ok).toBe(true);
      expect(answer(at)).toMatchObject({ refusal: { code: 'code-expired' } });
      at.must({ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }, agent);
      expect(answer(at).ok).toBe(true);
      expect(answer(at)).toMatchObject({ refusal: { code: 'already-done' } });
    });

    test('ends after a day', () => {
      const at = asked();
      at.clock += 24;
      expect(answer(at)).toMatchObject({ refusal: { code: 'code-expired' } });
    });
  });
});

describe('reviewers decide it (R9, R20, R23)', () => {
  test.each([
    ['normal', policyOf(), 2],
    ['elevated', elevated, 3],
    ['elevated, four by policy', policyOf({ threatLevel: 'elevated', approvalsForFallbackElevated: 4 }), 4],
  ] as const)('%s: so many different people', (_, policy, people) => {
    const at = fallbackIn('deciding', { policy });
    able.slice(0, people).forEach((by) => {
      expect(at.state().status).toBe('fallback-review');
      at.must(decideFallback(at.state()), by);
      if (at.state().status === 'fallback-review')
        expect(at.try(decideFallback(at.state()), by)).toMatchObject({
          refusal: { code: 'decided-already', rule: 'R9' },
        });
    });
    expect(at.state()).toMatchObject({ status: 'approved', fallback: { stage: 'approved' } });
    expect(
      mayExecute(
        {
          ...at.state(),
          mails: at
            .state()
            .mails.map((mail) => ({ ...mail, state: 'sent' as const, settledAt: mail.askedAt, toldAt: mail.askedAt })),
        },
        hoursOn(200),
        policy,
        byName,
      ),
    ).toBeNull();
  });

  test('a level that is elevated between the first and the second asks for a third', () => {
    const at = fallbackIn('half');
    at.must(decideFallback(at.state()), secondReviewer, { policy: elevated });
    expect(at.state().status).toBe('fallback-review');
    at.must(decideFallback(at.state()), thirdReviewer, { policy: elevated });
    expect(at.state().status).toBe('approved');
  });

  test('one that is lowered in between takes nothing back', () => {
    const at = fallbackIn('half', { policy: elevated });
    at.must(decideFallback(at.state()), secondReviewer, { policy: policyOf() });
    expect(at.state().status).toBe('fallback-review');
  });

  test.each([
    ['an agent', agent, 'role-may-not'],
    ['a lead', lead, 'role-may-not'],
    ['whoever opened the case', promoted, 'opener-decides'],
    ['whose account it is', ownReviewer, 'own-account'],
  ] as const)('not %s', (_, actor, code) => {
    const at = fallbackIn('deciding');
    for (const decision of ['approve', 'refuse'] as const)
      expect(at.try(decideFallback(at.state(), decision), actor)).toMatchObject({ refusal: { code, rule: 'R9' } });
  });

  test('not whoever sent a link of the case, nor whoever opened, gathered, asked for a code or handed in', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, person('rita', 'agent'));
    at.must(openFallback(), otherAgent);
    gather(at, person('ravi', 'agent')).must(submitFallback, person('rosa', 'agent'));
    expect(barredFromDeciding(at.state(), reviewer, 'fallback')).toMatchObject({ code: 'sender-decides' });
    for (const barred of [secondReviewer, thirdReviewer, person('arthur', 'reviewer')])
      expect(barredFromDeciding(at.state(), barred, 'fallback'), barred.id).toMatchObject({
        code: 'preparer-decides',
        rule: 'R9',
      });
    expect(barredFromDeciding(at.state(), fourthReviewer, 'fallback')).toBeNull();
  });

  test.each(['deciding', 'half'] as const)('a no when it is %s is no, and the customer hears it', (stage) => {
    const at = fallbackIn(stage);
    at.must(decideFallback(at.state(), 'refuse'), secondReviewer);
    expect(at.state()).toMatchObject({
      status: 'failed',
      disable: null,
      fallback: { stage: 'refused' },
      fallbacksRefused: 1,
    });
    expect(templates(at).at(-1)).toBe('fallback-failed');
    expect(at.try(decideFallback(at.state()), thirdReviewer)).toMatchObject({ refusal: { code: 'wrong-status' } });
  });

  test('approvals over different views never add up', () => {
    const at = fallbackIn('half');
    at.must(decideFallback(at.state(), 'approve', { digest: 'another view' }), secondReviewer, {
      digestNow: 'another view',
    });
    expect(at.state().status).toBe('fallback-review');
    expect(
      at
        .state()
        .fallback?.decisions.filter((made) => !made.void)
        .map(({ by }) => by),
    ).toEqual(['staff:ravi']);
  });

  test('an account that changed voids the first approval, and its reviewer may look again', () => {
    const at = fallbackIn('half');
    const old = decideFallback(at.state());
    const [read] = at.must(
      { kind: 'read-account', account: withColleagues({ name: 'Olga Roy' }), system: 'Sample' },
      desk,
    );
    expect(read).toMatchObject({ data: { voidsApprovals: true } });
    expect(at.state()).toMatchObject({ status: 'fallback-review', fallback: { stage: 'deciding' } });
    expect(at.try(old, secondReviewer)).toMatchObject({ refusal: { code: 'view-changed', rule: 'R23' } });
    at.must(decideFallback(at.state()), reviewer);
    at.must(decideFallback(at.state()), secondReviewer);
    expect(at.state().status).toBe('approved');
  });

  test('a word for another fallback, without a reason, or over an old view is refused by name', () => {
    const at = fallbackIn('deciding');
    expect(at.try(decideFallback(at.state(), 'approve', { fallbackId: 'the one before' }), reviewer)).toMatchObject({
      refusal: { code: 'view-changed', rule: 'R23' },
    });
    expect(at.try(decideFallback(at.state(), 'approve', { digest: 'old' }), reviewer)).toMatchObject({
      refusal: { code: 'view-changed', rule: 'R23' },
    });
    expect(at.try(decideFallback(at.state(), 'refuse', { reason: 'no' }), reviewer)).toMatchObject({
      refusal: { code: 'reason-missing', rule: 'R13' },
    });
    expect(at.try(decideFallback(at.state()), reviewer, { policy: policyOf() }).ok).toBe(true);
  });

  test('a weak method closes when the level is elevated: its yes is refused, its no is not (R20)', () => {
    const at = fallbackIn('deciding', { method: 'firm-attestation' });
    expect(at.try(decideFallback(at.state()), reviewer, { policy: elevated })).toMatchObject({
      refusal: { code: 'fallback-closed', rule: 'R20' },
    });
    expect(at.try(decideFallback(at.state(), 'refuse'), reviewer, { policy: elevated }).ok).toBe(true);
  });
});

describe('an approved one', () => {
  test('that is taken back is gathered again, and all its approvals are void', () => {
    const at = fallbackIn('approved');
    at.must({ kind: 'revoke-approval', reason: 'The notary rang back.' }, reviewer);
    expect(at.state()).toMatchObject({
      status: 'fallback-review',
      disable: null,
      fallback: { stage: 'preparing' },
      risk: { reasons: ['fallback'] },
    });
    expect(at.state().fallback?.decisions.every((made) => made.void)).toBe(true);
    at.must(submitFallback, agent);
    at.must(decideFallback(at.state()), reviewer);
    expect(at.state().status).toBe('fallback-review');
  });

  test('is not let go on by whoever gathered its evidence', () => {
    const at = fallbackIn('preparing');
    gather(at, person('rosa', 'agent')).must(submitFallback, agent);
    for (const by of [reviewer, secondReviewer]) at.must(decideFallback(at.state()), by);
    at.must(
      {
        kind: 'stop-disable',
        step: 'list',
        reason: 'check-refused',
        found: { code: 'refused', refusal: 'cooling-off' },
      },
      desk,
    );
    expect(at.try({ kind: 'resume-disable' }, thirdReviewer)).toMatchObject({
      refusal: { code: 'preparer-decides', rule: 'R9' },
    });
    at.must({ kind: 'resume-disable' }, reviewer);
    expect(at.state().status).toBe('approved');
  });
});

test('a link that comes back late finds the fallback in its place', () => {
  const at = caseIn('awaiting-customer');
  at.must(openFallback(), agent);
  expect(at.try(submission(currentLink(at.state())!.checkId), customer)).toMatchObject({
    refusal: { code: 'link-replaced', rule: 'R4' },
  });
});
