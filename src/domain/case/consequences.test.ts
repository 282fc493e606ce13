import { describe, expect, test } from 'vitest';
import { agent, caseIn, customer, decide, desk, digest, hoursOn, lead, policyOf, reviewer, secondReviewer, submission } from '#support/example-case';
import type { World } from '#support/example-case';
import type { CaseClaim, CaseEffect } from './consequences';
import { claimsOf, effectsOf } from './consequences';
import type { CaseState } from './state';
import { currentLink, evolve } from './state';

const policy = policyOf();
/** Claims and effects of everything that happened since `work` began. */
const consequencesOf = (at: World, work: () => void): { readonly claims: readonly CaseClaim[]; readonly effects: readonly CaseEffect[] } => {
  const from = at.events().length;
  work();
  const claims: CaseClaim[] = [];
  const effects: CaseEffect[] = [];
  let state: CaseState | null = null;
  for (const [index, event] of at.events().entries()) {
    const before = state;
    state = evolve(state, event);
    if (index < from) continue;
    claims.push(...claimsOf(event, state, policy));
    effects.push(...effectsOf(event, before, state, policy));
  }
  return { claims, effects };
};
const kinds = (effects: readonly CaseEffect[]): readonly string[] => effects.map((effect) => `${effect.kind} ${effect.effectId}`);

describe('claims', () => {
  test('opening takes the account\'s one case and the number (R10)', () => {
    const at = caseIn('triage');
    expect(claimsOf(at.events()[0]!, at.state(), policy)).toEqual([{ kind: 'unique', name: 'open-case:acc-1' }, { kind: 'unique', name: 'case-number:RD-1001' }]);
  });
  test('a link counts for the account\'s day and for whoever sends it (R11)', () => {
    const at = caseIn('awaiting-customer');
    expect(consequencesOf(at, () => at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent)).claims).toEqual([{ kind: 'count', name: 'links:acc-1:2026-03-10', limit: 3 }, { kind: 'count', name: 'links-by:staff:agnes:2026-03-10T15', limit: 20 }]);
  });
  test('a link that follows an ask again counts for the account, and for nobody\'s hour', () => {
    const at = caseIn('in-review');
    expect(consequencesOf(at, () => at.must(decide('ask-again', digest(at.state())), reviewer)).claims.map(({ name }) => name)).toEqual(['links:acc-1:2026-03-10']);
  });
  test('sending again costs nothing', () => {
    const at = caseIn('awaiting-customer');
    expect(consequencesOf(at, () => at.must({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent)).claims).toEqual([]);
  });
  test('a submission uses its link up (R4)', () => {
    const at = caseIn('awaiting-customer');
    const { checkId } = currentLink(at.state())!;
    expect(consequencesOf(at, () => at.must(submission(checkId), customer)).claims).toEqual([{ kind: 'unique', name: `link-used:${checkId}` }]);
  });
  test.each(['closed', 'recovered'] as const)('a case that is %s gives the account free', (status) => {
    const at = caseIn(status);
    expect(claimsOf(at.events().at(-1)!, at.state(), policy)).toEqual([{ kind: 'release', name: 'open-case:acc-1' }]);
  });
});

describe('effects', () => {
  test('each round of a message is a deed of its own', () => {
    const at = caseIn('awaiting-customer');
    const { mailId } = currentLink(at.state())!;
    const again = (): readonly string[] => kinds(consequencesOf(at, () => at.must({ kind: 'send-again', mailId }, agent)).effects);
    expect(again()).toEqual([`send-mail mail:${mailId}:2`]);
    at.must({ kind: 'mail-failed', mailId, why: 'No.' }, desk);
    expect(again()).toEqual([`send-mail mail:${mailId}:3`]);
  });
  test('a link ends when it was said to', () => {
    const at = caseIn('awaiting-customer');
    const started = at.events().find((event) => event.type === 'case.link-clock-started')!;
    expect(effectsOf(started, null, at.state(), policy)).toMatchObject([{ kind: 'expire-link', dueAt: hoursOn(72) }]);
  });
  test('pictures go after ten days at the latest (R18)', () => {
    const at = caseIn('in-review');
    const submitted = at.events().find((event) => event.type === 'case.submitted')!;
    expect(effectsOf(submitted, null, at.state(), policy)).toMatchObject([{ kind: 'destroy-evidence', dueAt: hoursOn(1 + 240), payload: { why: 'ten-days' } }]);
  });
  test.each(['fail', 'ask-again'] as const)('pictures go with a decision: %s', (decision) => {
    const at = caseIn('in-review');
    const { checkId } = currentLink(at.state())!;
    expect(kinds(consequencesOf(at, () => at.must(decide(decision, digest(at.state())), reviewer)).effects)).toContain(`destroy-evidence evidence:${checkId}:decided`);
  });
  test('pictures stay until the last approval', () => {
    const at = caseIn('awaiting-second');
    const first = at.events().findLast((event) => event.type === 'case.decided')!;
    expect(effectsOf(first, at.state(), at.state(), policy)).toEqual([]);
    expect(kinds(consequencesOf(at, () => at.must(decide('pass', digest(at.state())), secondReviewer)).effects).filter((effect) => !effect.startsWith('send-mail'))).toEqual([`disable ${at.state().disable?.effectId ?? ''}`, `destroy-evidence evidence:${currentLink(at.state())!.checkId}:decided`]);
  });
  test('closing a case in review takes its pictures', () => {
    const at = caseIn('in-review');
    expect(kinds(consequencesOf(at, () => at.must({ kind: 'close', outcome: 'withdrawn', reason: 'called off' }, agent)).effects)).toEqual([`destroy-evidence evidence:${currentLink(at.state())!.checkId}:closed`]);
  });
  test('a lifted freeze asks for the disable anew, not before it was due', () => {
    const at = caseIn('approved');
    at.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
    at.clock += 5;
    const { effects } = consequencesOf(at, () => at.must({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead));
    expect(effects).toMatchObject([{ kind: 'disable', effectId: at.state().disable?.effectId, dueAt: hoursOn(at.clock) }]);
    const event = at.events().at(-1)!;
    const later = { ...at.state(), disable: { ...at.state().disable!, dueAt: hoursOn(99) } };
    expect(effectsOf(event, at.state(), later, policy)).toMatchObject([{ dueAt: hoursOn(99) }]);
  });
  test('a lifted freeze asks for nothing where no disable ran, or where one had stopped of itself', () => {
    for (const status of ['triage', 'in-review', 'needs-attention', 'recovered'] as const) {
      const at = caseIn(status);
      at.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
      expect(consequencesOf(at, () => at.must({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead)).effects, status).toEqual([]);
    }
  });
});
