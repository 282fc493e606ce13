/** Temporary access beside the disable (R16): asked for by reviewers, where the system offers it. */
import { describe, expect, test } from 'vitest';
import {
  account,
  agent,
  decide,
  digest,
  open,
  policyOf,
  reviewer,
  secondReviewer,
  submitForm,
  world,
} from '#support/example-case';
import type { World } from '#support/example-case';
import { decideFallback, fallbackIn, letDesk, withColleagues } from '#support/every-case';
import { everyCapability } from '#support/capabilities';
import type { CaseEvent } from './events';

const without = { capabilities: { ...everyCapability, temporaryAccess: false } };
const how = 'temporary-access' as const;
const howOf = (events: readonly CaseEvent[]) =>
  events.flatMap((event) =>
    event.type === 'case.approved' || event.type === 'case.decided' || event.type === 'case.fallback-decided'
      ? [event.data.how ?? 'disable']
      : [],
  );
const inReview = (facts = account(), approvalsWithoutProvider: 1 | 2 = 1): World => {
  const at = world(policyOf({ approvalsWithoutProvider }));
  at.must(open(facts), agent);
  at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  letDesk(at);
  submitForm(at);
  return at;
};

describe('of a check', () => {
  const pass = (at: World, asked?: typeof how) =>
    decide('pass', digest(at.state()), asked === undefined ? {} : { how: asked });

  test('is refused where the system offers none, and only then', () => {
    const at = inReview(account(without));
    expect(at.try(pass(at, how), reviewer)).toMatchObject({ refusal: { code: 'access-not-offered', rule: 'R16' } });
    expect(howOf(at.must(pass(at), reviewer))).toEqual(['disable', 'disable']);
    // A fail asks for nothing, whatever was chosen before.
    const failing = inReview(account(without));
    expect(howOf(failing.must(decide('fail', digest(failing.state()), { how }), reviewer))).toEqual(['disable']);
  });

  test('is what is authorised where it is asked for', () => {
    const at = inReview();
    expect(howOf(at.must(pass(at, how), reviewer))).toEqual([how, how]);
  });

  test.each([
    [how, undefined],
    [undefined, how],
  ])('is what is authorised where two differ (%s, %s): it removes nothing', (first, second) => {
    const at = inReview(account(), 2);
    expect(howOf(at.must(pass(at, first), reviewer))).toEqual([first ?? 'disable']);
    expect(howOf(at.must(pass(at, second), secondReviewer))).toEqual([second ?? 'disable', how]);
  });

  test('is not authorised by an earlier word that counts no more', () => {
    const at = inReview(account(), 2);
    at.must(pass(at, how), reviewer);
    at.must({ kind: 'read-account', account: account({ name: 'Olga Nowak' }), system: 'Sample' }, agent);
    for (const by of [reviewer, secondReviewer]) at.must(pass(at), by);
    expect(at.state().disable?.how).toBe('disable');
  });
});

describe('of an alternate method', () => {
  const approve = (at: World, asked?: typeof how) =>
    decideFallback(at.state(), 'approve', asked === undefined ? {} : { how: asked });

  test('is refused where the system offers none, and only then', () => {
    const at = fallbackIn('deciding', { facts: withColleagues(without) });
    expect(at.try(approve(at, how), reviewer)).toMatchObject({ refusal: { code: 'access-not-offered', rule: 'R16' } });
    expect(at.try(approve(at), reviewer)).toMatchObject({ ok: true });
    expect(howOf(at.must(decideFallback(at.state(), 'refuse', { how }), reviewer))).toEqual(['disable']);
  });

  test.each([
    [how, how],
    [how, undefined],
    [undefined, how],
  ])('is what is authorised where one of two asks for it (%s, %s)', (first, second) => {
    const at = fallbackIn('deciding');
    at.must(approve(at, first), reviewer);
    expect(howOf(at.must(approve(at, second), secondReviewer))).toEqual([second ?? 'disable', how]);
  });

  test('is not where neither does', () => {
    const at = fallbackIn('deciding');
    at.must(approve(at), reviewer);
    expect(howOf(at.must(approve(at), secondReviewer))).toEqual(['disable', 'disable']);
  });
});
