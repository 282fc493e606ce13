/** The two clocks of a case, its marks, and its place in the queue. */
import { describe, expect, test } from 'vitest';
import type { CaseState } from '#domain/case/state';
import { nextStepOf } from '#domain/case/next-step';
import { nextStepWords } from '#contract/words/next-step';
import { dueOf, linkCell, marksOf, reviewCell, sortAtOf } from '#main/store/cache/cells';
import type { Situation } from '#support/every-case';
import { fallbackIn, frozenSituations, openFallback, situations, standing } from '#support/every-case';
import { account, agent, caseIn, customer, hoursOn, open } from '#support/example-case';
import { policyOf, reviewer, world } from '#support/example-case';
import { viewOf } from '#support/view-of-case';

const nextWords = (state: CaseState): string => nextStepWords[nextStepOf(state)];

describe('the two clocks and the marks of a row', () => {
  const cells = (state: CaseState) => [linkCell(state).state, reviewCell(state).state, nextWords(state)];
  const table: Readonly<Record<Situation, readonly [string, string, string]>> = {
    triage: ['none', 'none', 'Send the link'],
    'awaiting-admin': ['none', 'none', 'Ask whether the firm did it'],
    'awaiting-customer': ['running', 'not-started', 'Wait: not opened yet'],
    'link-expired': ['expired', 'not-started', 'Send a new link'],
    submitted: ['used', 'running', 'Provider at work'],
    'in-review': ['used', 'running', 'Decide'],
    'awaiting-second': ['used', 'running', 'Second approval'],
    failed: ['used', 'kept', 'Offer another method'],
    'fallback: gathering': ['none', 'none', 'Gather the evidence'],
    'fallback: deciding': ['none', 'running', 'Approve the other method'],
    approved: ['used', 'kept', 'Cooling-off'],
    disabling: ['used', 'kept', '2FA is being disabled'],
    'needs-attention': ['used', 'kept', 'Look at the disable'],
    recovered: ['used', 'kept', '2FA off, to be set up again'],
    closed: ['none', 'none', 'Nothing'],
    're-secure': ['none', 'none', 'The account is being secured'],
  };
  test.each(situations)('%s', (situation) => {
    expect(cells(standing(situation).state)).toEqual(table[situation]);
  });
  test.each(frozenSituations)('frozen over %s: a lead is asked, no clock runs', (situation) => {
    const { state } = standing(situation, true);
    expect(nextWords(state)).toBe('A lead looks into it');
    expect(linkCell(state).state).not.toBe('running');
    expect(reviewCell(state).state).not.toBe('running');
    expect(marksOf(state)).toContain('repudiated');
  });

  test('a review that ends in time is kept, one that ends late is not; without an answer it is still running', () => {
    const { state } = standing('failed');
    const told = reviewCell(state);
    expect(told.state).toBe('kept');
    const { submission } = state;
    const late = { ...state, submission: { ...submission!, due: { ...submission!.due, dueAt: state.openedAt } } };
    expect(reviewCell(late)).toEqual({ state: 'ended', at: told.at });
    expect(reviewCell({ ...state, mails: [] })).toEqual({ state: 'running', at: submission!.due.dueAt });
  });

  test('each mark for its own reason, and none else', () => {
    const at = caseIn('awaiting-customer');
    expect(marksOf(at.state())).toEqual([]);
    const { state } = standing('awaiting-customer');
    expect(marksOf({ ...state, requests: 2 })).toEqual(['attached']);
    expect(marksOf({ ...state, risk: { level: 'raised', reasons: ['contact-changed'] } })).toEqual(['contact-changed']);
    expect(marksOf({ ...state, account: account({ role: 'administrator' }) })).toEqual(['administrator']);
    expect(marksOf({ ...state, account: account({ role: 'primary-subscriber' }) })).toEqual(['primary-subscriber']);
    expect(marksOf({ ...state, override: { by: 'x', at: state.openedAt, reason: 'y' } })).toEqual(['overridden']);
    expect(marksOf({ ...state, mails: state.mails.map((mail) => ({ ...mail, state: 'failed' })) })).toEqual([
      'mail-failed',
    ]);
    expect(marksOf(standing('triage').state)).toEqual(['on-phone']);
    expect(marksOf(standing('recovered').state)).toEqual(['watched']);
    expect(marksOf(standing('re-secure').state)).toContain('re-secure');
  });

  test('an opened link is told from one that was not', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'open-link', checkId: at.state().links.at(-1)!.checkId, device: 'phone' }, customer);
    expect(nextWords(at.state())).toBe('Wait: opened');
    expect(viewOf({ state: at.state(), clock: 1, policy: policyOf() }, 'agent').next.title).toBe('Wait for the form');
  });
});

describe('the queue: what breaks first is first', () => {
  // By which clock a case can break a promise; null where none runs.
  const due: Readonly<Record<Situation, 'link' | 'review' | 'fallback' | 'disable' | null>> = {
    triage: null,
    'awaiting-admin': null,
    'awaiting-customer': 'link',
    'link-expired': null,
    submitted: 'review',
    'in-review': 'review',
    'awaiting-second': 'review',
    failed: null,
    'fallback: gathering': null,
    'fallback: deciding': 'fallback',
    approved: 'disable',
    disabling: null,
    'needs-attention': null,
    recovered: null,
    closed: null,
    're-secure': null,
  };
  const whenOf = (
    state: CaseState,
  ): Readonly<Record<'link' | 'review' | 'fallback' | 'disable', string | undefined>> => ({
    link: state.links.at(-1)?.expiresAt ?? undefined,
    review: state.submission?.due.dueAt,
    fallback: state.fallback?.due?.dueAt,
    disable: state.disable?.dueAt,
  });
  test.each(situations)('%s', (situation) => {
    const { state } = standing(situation);
    const clock = due[situation];
    expect(dueOf(state)).toBe(clock === null ? null : whenOf(state)[clock]);
  });

  test('a failed case is due by nothing, though its review would still run: it comes up after fourteen days', () => {
    const { state } = standing('failed');
    expect(dueOf({ ...state, mails: [] })).toBeNull();
    expect(sortAtOf(state)).toBe(new Date(Date.parse(state.updatedAt) + 14 * 86_400_000).toISOString());
  });

  test('one without a clock comes up after three days, one with a clock by that', () => {
    const quiet = standing('triage').state;
    expect(sortAtOf(quiet)).toBe(new Date(Date.parse(quiet.updatedAt) + 3 * 86_400_000).toISOString());
    const busy = standing('in-review').state;
    expect(sortAtOf(busy)).toBe(busy.submission!.due.dueAt);
  });

  test('a repudiation stands first, by when it came; a watched account by how long it is without 2FA', () => {
    const alert = standing('in-review', true).state;
    expect(sortAtOf(alert)).toBe(alert.updatedAt);
    expect(sortAtOf(standing('re-secure').state)).toBe(standing('re-secure').state.updatedAt);
    const watched = standing('recovered').state;
    expect(sortAtOf({ ...watched, updatedAt: hoursOn(999) })).toBe(watched.watch!.since);
  });
});

describe('the promise of a review is kept when its outcome was told', () => {
  const failed = () => standing('failed').state;
  const told = (state: CaseState) => state.mails.find(({ template }) => template === 'check-failed')!;
  const withMail = (state: CaseState, more: Partial<CaseState['mails'][number]>): CaseState => ({
    ...state,
    mails: state.mails.map((mail) => (mail.mailId === told(state).mailId ? { ...mail, ...more } : mail)),
  });

  test('not by a message that no mail server took', () => {
    const running = { state: 'running', at: failed().submission!.due.dueAt };
    expect(reviewCell(withMail(failed(), { state: 'waiting', toldAt: null, settledAt: null }))).toEqual(running);
    expect(reviewCell(withMail(failed(), { state: 'failed', toldAt: null, settledAt: hoursOn(2) }))).toEqual(running);
  });

  test('by the first time that one took it: sending it again, in vain or late, moves nothing', () => {
    const state = failed();
    const { toldAt } = told(state);
    expect(reviewCell(withMail(state, { state: 'waiting', settledAt: null }))).toEqual({ state: 'kept', at: toldAt });
    expect(reviewCell(withMail(state, { state: 'failed', settledAt: hoursOn(900) }))).toEqual({
      state: 'kept',
      at: toldAt,
    });
    expect(reviewCell(withMail(state, { settledAt: hoursOn(900) }))).toEqual({ state: 'kept', at: toldAt });
  });

  test('not by one about the check before, and by the earliest of several', () => {
    const state = failed();
    const before = withMail(state, { askedAt: new Date(Date.parse(state.result!.at) - 1).toISOString() });
    expect(reviewCell(before).state).toBe('running');
    const mail = told(state);
    const two = (first: string, second: string): CaseState => ({
      ...state,
      mails: [
        { ...mail, toldAt: hoursOn(Number(first)) },
        { ...mail, mailId: 'another', toldAt: hoursOn(Number(second)) },
        { ...mail, mailId: 'not yet', toldAt: null },
      ],
    });
    expect(reviewCell(two('5', '4')).at).toBe(hoursOn(4));
    expect(reviewCell(two('4', '5')).at).toBe(hoursOn(4));
  });

  test('at the very moment at which it is due it is still kept', () => {
    const state = failed();
    expect(reviewCell(withMail(state, { toldAt: state.submission!.due.dueAt })).state).toBe('kept');
  });
});

describe('a link as a cell', () => {
  test('that waits to be sent has not started, and one that a newer one replaced says so', () => {
    const at = world();
    at.must(open(), agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    expect(linkCell(at.state())).toEqual({ state: 'not-started', at: null });
    const [link] = at.state().links;
    expect(linkCell({ ...at.state(), links: [{ ...link!, state: 'replaced' }] })).toEqual({
      state: 'replaced',
      at: null,
    });
  });

  test('that was used stays used under a freeze: its form is what the case rests on', () => {
    const { state } = standing('submitted', true);
    expect(linkCell(state)).toEqual({ state: 'used', at: state.submission!.at });
  });
});

describe('a mark goes when its reason has gone', () => {
  test('watched: only a recovered account, and only until 2FA is on again', () => {
    const { state } = standing('recovered');
    expect(marksOf({ ...state, watch: { ...state.watch!, endedAt: hoursOn(5) } })).not.toContain('watched');
    expect(marksOf({ ...state, watch: null })).not.toContain('watched');
    expect(marksOf({ ...state, status: 'triage', channel: 'email' })).not.toContain('watched');
  });

  test('on the phone: only who called, and only before they were helped on', () => {
    const { state } = standing('triage');
    expect(marksOf({ ...state, channel: 'email' })).toEqual([]);
    expect(marksOf({ ...state, status: 'awaiting-customer' })).toEqual([]);
  });

  test('put aside, and a message among several that no mail server took', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'snooze', until: null, reason: 'They are away until Monday.' }, reviewer);
    expect(marksOf(at.state())).toEqual(['snoozed']);
    const [first, ...others] = at.state().mails;
    expect(others.length).toBeGreaterThan(0);
    expect(marksOf({ ...at.state(), snooze: null, mails: [{ ...first!, state: 'failed' }, ...others] })).toEqual([
      'mail-failed',
    ]);
  });
});

describe('a case is due by the clock that it stands under', () => {
  test('not by its link where an alternate method is on its way, or a lead looks into it', () => {
    const at = caseIn('awaiting-customer');
    at.must(openFallback(), agent);
    expect(linkCell(at.state()).state).toBe('replaced');
    expect(dueOf(at.state())).toBeNull();
    expect(dueOf(standing('awaiting-customer', true).state)).toBeNull();
  });

  test('not by a review of an alternate method that was answered', () => {
    expect(reviewCell(fallbackIn('approved').state())).toEqual({ state: 'none', at: null });
  });

  test('not by the check that failed, once reviewers look at an alternate method', () => {
    const { state } = fallbackIn('deciding');
    const failed = standing('failed').state;
    expect(dueOf({ ...state(), submission: failed.submission })).toBe(state().fallback!.due!.dueAt);
  });
});
