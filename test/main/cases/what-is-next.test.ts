/** What a case says is next, to each person: over every situation that the rules tell apart. */
import { describe, expect, test } from 'vitest';
import type { CaseState } from '#domain/case/state';
import { nextStepOf } from '#domain/case/next-step';
import { nextStepWords } from '#contract/words/next-step';
import type { Situation } from '#support/every-case';
import { fallbackIn, frozenSituations, reSecure, situations, standing, withColleagues } from '#support/every-case';
import { account, addresses, agent, caseIn, customer, desk, hoursOn, open } from '#support/example-case';
import { policyOf, world } from '#support/example-case';
import { people, viewOf } from '#support/view-of-case';
import type { Who } from '#support/view-of-case';

const nextWords = (state: CaseState): string => nextStepWords[nextStepOf(state)];

describe('what is next, for whom', () => {
  // Agent, reviewer (who approved where one did), another reviewer, lead. In brackets: somebody else's to do.
  const stands: Readonly<Record<Situation, readonly [string, string, string, string]>> = {
    triage: ['send-link', '(send-link)', '(send-link)', '(send-link)'],
    'awaiting-admin': ['rule-out-self-help', '(rule-out-self-help)', '(rule-out-self-help)', '(rule-out-self-help)'],
    'awaiting-customer': ['wait', 'wait', 'wait', 'wait'],
    'link-expired': ['new-link', '(new-link)', '(new-link)', '(new-link)'],
    submitted: ['wait', 'wait', 'wait', 'wait'],
    'in-review': ['wait', 'review', 'review', 'wait'],
    'awaiting-second': ['wait', '(review)', 'review', 'wait'],
    failed: ['alternate-method', '(alternate-method)', '(alternate-method)', '(alternate-method)'],
    'fallback: gathering': ['prepare-fallback', '(prepare-fallback)', '(prepare-fallback)', '(prepare-fallback)'],
    'fallback: deciding': ['wait', 'decide-fallback', 'decide-fallback', 'wait'],
    approved: ['cooling-off', 'cooling-off', 'cooling-off', 'cooling-off'],
    disabling: ['watch-disable', 'watch-disable', 'watch-disable', 'watch-disable'],
    'needs-attention': ['(resume-disable)', 'resume-disable', 'resume-disable', '(resume-disable)'],
    recovered: ['watch-account', 'watch-account', 'watch-account', 'watch-account'],
    closed: ['reopen', 'reopen', 'reopen', 'reopen'],
    're-secure': ['wait', 'wait', 'wait', 'wait'],
  };
  test.each(situations)('%s', (situation) => {
    const seen = (Object.keys(people) as Who[]).map((who) => {
      const { next } = viewOf(standing(situation), who);
      return next.refusal === null ? next.action : `(${next.action})`;
    });
    expect(seen).toEqual(stands[situation]);
  });

  test.each(frozenSituations)('frozen over %s: a lead looks into it, everybody else asks one (R7)', (situation) => {
    for (const who of ['agent', 'reviewer', 'lead'] as const) {
      const { next } = viewOf(standing(situation, true), who);
      expect(next.action, who).toBe(who === 'lead' ? 'lift-freeze' : 'ask-lead');
      if (who === 'lead') expect(next.refusal).toBeNull();
      else expect(next.refusal, who).toMatchObject({ code: 'role-may-not', rule: 'R7', way: 'Ask a lead.' });
    }
  });

  test('a freeze says what it lies over: before a disable, or after one that another case undoes (R7)', () => {
    expect(viewOf(standing('in-review', true), 'lead').next.title).toMatch(/^Look into it/);
    expect(viewOf(standing('recovered', true), 'lead').next.title).toBe('Look at the case that secures the account');
  });

  test('an approval without a cooling-off is not waited for (R8)', () => {
    const { next } = viewOf({ state: caseIn('approved').state(), clock: 1, policy: policyOf() }, 'reviewer');
    expect(next).toMatchObject({ action: 'watch-disable', title: 'The disable is due' });
  });

  test('a way that is open comes before the link, and each is counted', () => {
    const at = world();
    at.must(open(account({ sessions: [{ id: 's', device: 'A phone', lastSeenAt: hoursOn(0) }] })), agent);
    const now = { state: at.state(), clock: 1, policy: policyOf() };
    expect(viewOf(now, 'agent').next).toMatchObject({
      action: 'rule-out-self-help',
      reason: 'One way back is open: the link comes after them.',
    });
    expect(nextWords(now.state)).toBe('Rule out self-help');
  });

  test('a message of the link that no server took is sent again, unless its case is somebody else’s (R4)', () => {
    const at = world();
    at.must(open(), agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    const { mailId } = at.state().mails.at(-1)!;
    at.must(
      { kind: 'mail-failed', mailId, why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' } },
      desk,
    );
    const now = { state: at.state(), clock: 1, policy: policyOf() };
    expect(viewOf(now, 'agent').next).toMatchObject({
      action: 'send-again',
      reason: 'The mail server refused this mail for good (550 5.1.1). It says: “No such mailbox”',
      refusal: null,
    });
    expect(viewOf(now, 'reviewer').next.refusal).toMatchObject({ code: 'role-may-not' });
    expect(nextWords(now.state)).toBe('Mail failed: send again');
    expect(viewOf(now, 'agent').mails.find((mail) => mail.mailId === mailId)?.barredAgain).toBeNull();
  });

  test('where no address is left, the alternate method is next instead of the link (R5)', () => {
    const at = world();
    at.must(open(account({ addresses: [addresses.tooNew, addresses.unknown] })), agent);
    const view = viewOf({ state: at.state(), clock: 1, policy: policyOf() }, 'agent');
    expect(view.next).toMatchObject({ action: 'alternate-method', refusal: null });
    expect(view.linkGate).toMatchObject({ open: false });
    expect(view.linkGate.conditions.filter(({ met }) => !met)).toEqual([{ of: 'address', met: false }]);
  });

  test('whoever opened a case sees why they do not decide it, though they are a reviewer by now (R9)', () => {
    const { state } = standing('in-review');
    const { next, barred } = viewOf(
      { state: { ...state, openedBy: 'staff:rita' }, clock: 1, policy: policyOf() },
      'reviewer',
    );
    expect(next.action).toBe('review');
    expect(next.refusal).toMatchObject({ code: 'opener-decides', rule: 'R9', way: 'Another reviewer.' });
    expect(barred.decide).toEqual(next.refusal);
  });
});

describe('what the words beside it say', () => {
  const seen = (state: CaseState, who: Who = 'agent') => viewOf({ state, clock: 2, policy: policyOf() }, who).next;

  test.each([
    ['notice', customer, /^Somebody pressed “this wasn't me” on a notice/],
    ['told', agent, /^The owner told the staff “this wasn't me”/],
    ['staff', agent, /^A colleague stopped this case/],
  ] as const)('a freeze by %s says where it came from (R7)', (via, by, words) => {
    const at = caseIn('in-review');
    at.must({ kind: 'freeze', via, words: 'Said on the phone.' }, by);
    expect(seen(at.state(), 'lead').reason).toMatch(words);
    expect(seen(at.state(), 'agent').reason).toMatch(words);
  });

  test('only a stop by staff after the disable is no case that secures the account', () => {
    const at = caseIn('recovered');
    const frozen = { by: 'staff:arthur', at: hoursOn(2), saidAbout: null, words: null };
    expect(seen({ ...at.state(), frozen: { ...frozen, via: 'staff' } }, 'lead').title).toMatch(/^Look into it/);
    expect(seen({ ...at.state(), frozen: { ...frozen, via: 'told' } }, 'lead').title).toMatch(/secures the account/);
  });

  test('a link says whether self-help was ruled out or passed over (R3)', () => {
    const sessions = [{ id: 's', device: 'A phone', lastSeenAt: hoursOn(0) }];
    const at = world();
    at.must(open(account({ sessions })), agent);
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    expect(seen(at.state())).toMatchObject({
      action: 'send-link',
      reason: expect.stringMatching(/^Self-help was passed over/) as string,
    });
    expect(seen(caseIn('triage').state()).reason).toMatch(/^No faster way is open/);
  });

  test('every way that is open is counted', () => {
    const at = world();
    const sessions = [{ id: 's', device: 'A phone', lastSeenAt: hoursOn(0) }];
    at.must(open(withColleagues({ sessions })), agent);
    expect(seen(at.state()).reason).toBe('2 ways back are open: the link comes after them.');
  });

  test('a link on its way is told from one that waits for the customer', () => {
    const at = world();
    at.must(open(), agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    expect(seen(at.state())).toMatchObject({ action: 'wait', title: 'The message is on its way' });
    expect(seen(caseIn('awaiting-customer').state()).title).toBe('Wait for the customer');
  });

  test('a message that failed is not the link’s when another was sent since', () => {
    const at = caseIn('awaiting-customer');
    const [notice] = at.state().mails;
    const mails = at.state().mails.map((mail) => (mail === notice ? { ...mail, state: 'failed' as const } : mail));
    expect(seen({ ...at.state(), mails }).action).toBe('wait');
  });

  test('without an address and without a method, the link’s refusal stays in sight (R5)', () => {
    const at = world();
    at.must(open(account({ addresses: [addresses.tooNew] })), agent);
    expect(seen(at.state(), 'reviewer')).toMatchObject({
      action: 'send-link',
      refusal: { code: 'role-may-not' },
    });
  });

  test('the first approval is told from the second (R9)', () => {
    expect(seen(caseIn('in-review').state(), 'lead').reason).toMatch(/^The form was submitted/);
    expect(seen(caseIn('in-review').state(), 'reviewer').title).toBe('Look at the evidence and decide');
    const second = caseIn('awaiting-second').state();
    expect(seen(second, 'lead').reason).toMatch(/^One reviewer approved/);
    expect(seen(second, 'another reviewer')).toMatchObject({
      title: 'Look at the evidence for the second approval',
      reason: expect.stringMatching(/^One reviewer approved/) as string,
    });
  });

  test('a recovery by temporary access is not watched (R16); one that has 2FA again has nothing left to do', () => {
    const { state } = standing('recovered');
    expect(seen({ ...state, disable: { ...state.disable!, how: 'temporary-access' } })).toMatchObject({
      action: 'none',
      title: 'Recovered by temporary access',
    });
    expect(seen({ ...state, watch: { ...state.watch!, endedAt: hoursOn(9) } })).toMatchObject({
      action: 'none',
      title: 'Recovered, and 2FA is on again',
    });
    expect(seen({ ...state, watch: null }).action).toBe('none');
  });

  test('after a method was refused the end is named beside another one', () => {
    const at = fallbackIn('preparing');
    expect(seen({ ...at.state(), status: 'failed', fallback: null })).toMatchObject({
      title: 'Another method is needed',
      reason: expect.stringMatching(/^The check did not pass/) as string,
    });
    expect(seen({ ...at.state(), status: 'failed', fallbacksRefused: 1 })).toMatchObject({
      action: 'alternate-method',
      title: 'Another method, or the end',
      reason: expect.stringMatching(/^The method was refused/) as string,
    });
  });

  test('an account that is being secured: the desk first, a person where it could not, then the owner (R7)', () => {
    const at = reSecure();
    expect(seen(at.state(), 'lead')).toMatchObject({ action: 'wait', title: 'The account is being secured' });
    const { state } = reSecure();
    const stuck = {
      ...state().secure,
      stopped: { step: 'lock' as const, found: { code: 'strangers' as const, labels: ['Pixel 9'] }, at: hoursOn(1) },
    };
    expect(seen({ ...state(), secure: stuck }, 'lead')).toMatchObject({ title: 'Secure the account by hand' });
    at.must({ kind: 'step-secure', step: 'lock', readBack: { code: 'locked' } }, desk);
    expect(seen(at.state(), 'lead')).toMatchObject({ title: 'Reach the owner', refusal: null });
  });

  test('a case that secured an account is not opened again', () => {
    const at = reSecure();
    expect(seen({ ...at.state(), status: 'closed', closedAt: hoursOn(3) }, 'lead').action).toBe('none');
    expect(seen(caseIn('closed').state()).action).toBe('reopen');
  });
});
