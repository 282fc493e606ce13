/** When an alternate method may begin, and when its evidence is whole (R18, R20). */
import { describe, expect, test } from 'vitest';
import { account, agent, caseIn, desk, hoursOn, policyOf } from '#support/example-case';
import { attestor, fallbackIn, submitFallback, withColleagues } from '#support/every-case';
import { kindFacts } from '../fallback/kinds';
import { mayAskAttestation, mayOpenFallback, maySubmitFallback } from './may-fallback';

const facts = { policy: policyOf() };

describe('the evidence is whole', () => {
  test('only with the code of whoever vouches, though everything else was seen', () => {
    const at = fallbackIn('preparing', { method: 'firm-attestation' });
    for (const { key } of kindFacts['firm-attestation'].items)
      at.must({ kind: 'set-fallback-item', item: key, value: 'seen', note: 'Seen.' }, agent);
    const missing = {
      refusal: { code: 'evidence-missing', message: expect.stringContaining('whoever vouches') as string },
    };
    expect(at.try(submitFallback, agent)).toMatchObject(missing);
    at.must({ kind: 'ask-attestation', attestorId: 'lumen:acc-2', attestor }, agent);
    expect(at.try(submitFallback, agent)).toMatchObject(missing);
    at.must({ kind: 'answer-attestation', codeHash: at.state().fallback!.attestation!.codeHash }, agent);
    expect(maySubmitFallback(at.state(), facts)).toBeNull();
  });

  test('with what was seen, not with what was noted as missing', () => {
    const at = fallbackIn('preparing');
    const [first, ...others] = kindFacts['live-video-call'].items;
    for (const { key } of others)
      at.must({ kind: 'set-fallback-item', item: key, value: 'seen', note: 'Seen.' }, agent);
    at.must({ kind: 'set-fallback-item', item: first!.key, value: 'missing', note: 'Not shown.' }, agent);
    expect(maySubmitFallback(at.state(), facts)).toMatchObject({
      code: 'evidence-missing',
      message: expect.stringContaining(first!.words) as string,
    });
  });
});

test('nobody is asked to vouch where nobody in the firm may any more', () => {
  const { state } = fallbackIn('preparing', { method: 'firm-attestation' });
  expect(mayAskAttestation(state())).toBeNull();
  expect(mayAskAttestation({ ...state(), account: account() })).toMatchObject({ code: 'role-may-not' });
});

describe('an alternate method begins in review', () => {
  test('once the pictures are gone, and not while reviewers can look at them (R18)', () => {
    const at = caseIn('in-review');
    expect(mayOpenFallback(at.state(), 'live-video-call', facts)).toMatchObject({ code: 'wrong-status' });
    const { checkId } = at.state().submission!;
    at.must({ kind: 'evidence-destroyed', checkId, why: 'ten-days' }, desk);
    expect(mayOpenFallback(at.state(), 'live-video-call', facts)).toBeNull();
  });

  test('whichever is open: one that the level closed is refused by name (R20)', () => {
    const elevated = { policy: policyOf({ threatLevel: 'elevated' }) };
    const state = { ...caseIn('failed').state(), account: withColleagues({ readAt: hoursOn(0) }) };
    expect(mayOpenFallback(state, 'firm-attestation', facts)).toBeNull();
    expect(mayOpenFallback(state, 'firm-attestation', elevated)).toMatchObject({
      code: 'fallback-closed',
      rule: 'R20',
    });
    expect(mayOpenFallback(state, undefined, elevated)).toBeNull();
  });
});
