/** A message is sent again where somebody is helped by it: the same link with the same end, and no dead one (R4, R5). */
import { describe, expect, test } from 'vitest';
import { account, addresses, agent, caseIn, desk, hoursOn, open, policyOf, world } from '#support/example-case';
import type { World } from '#support/example-case';
import { fallbackIn, inCoolingOff, letDesk } from '#support/every-case';
import { maySendAgain } from './may-link';
import type { CaseState } from './state';
import { currentLink } from './state';

const codeOf = (state: CaseState, mailId: string, now = hoursOn(1)) =>
  maySendAgain(state, mailId, { now, policy: policyOf() })?.code ?? null;
const ofLink = (state: CaseState) => codeOf(state, currentLink(state)!.mailId);
const linkIn = (at: World): World => {
  at.must(open(), agent);
  at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  return at;
};

describe('the link’s message goes out again', () => {
  test('when a mail server took it or did not, but not while it is on its way', () => {
    const at = linkIn(world());
    expect(ofLink(at.state())).toBe('wrong-status');
    letDesk(at, 'submitted');
    expect(ofLink(at.state())).toBeNull();
    expect(codeOf(at.state(), 'no such message')).toBe('not-found');
  });

  test('to the last moment of its time and not at its end, whether or not the desk noted that already', () => {
    const { state } = caseIn('awaiting-customer');
    const { mailId, expiresAt } = currentLink(state())!;
    const end = Date.parse(expiresAt!);
    expect(codeOf(state(), mailId, new Date(end - 1).toISOString())).toBeNull();
    expect(codeOf(state(), mailId, expiresAt!)).toBe('link-expired');
    const expired = caseIn('link-expired').state();
    expect(codeOf(expired, currentLink(expired)!.mailId, hoursOn(0))).toBe('link-expired');
  });

  test('not when it was used, replaced by a newer one, or its case closed', () => {
    expect(ofLink(caseIn('in-review').state())).toBe('link-used');
    const at = caseIn('awaiting-customer');
    const first = currentLink(at.state())!.mailId;
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    letDesk(at, 'submitted');
    expect([codeOf(at.state(), first), ofLink(at.state())]).toEqual(['link-replaced', null]);
    at.must({ kind: 'close', outcome: 'withdrawn', reason: 'called it off' }, agent);
    expect(ofLink(at.state())).toBe('closed');
  });

  test('not to an address that was replaced since', () => {
    const at = caseIn('awaiting-customer');
    const [old, ...others] = account().addresses;
    const gone = account({ addresses: [{ ...old!, until: hoursOn(0) }, ...others] });
    at.must({ kind: 'read-account', account: gone, system: 'Sample' }, desk);
    expect(ofLink(at.state())).toBe('address-too-new');
  });
});

describe('another message goes out again', () => {
  test('when what it tells still holds: not an approval that was taken back', () => {
    const { state } = inCoolingOff();
    const mail = state().mails.find(({ template }) => template === 'approval-notice')!;
    expect(codeOf(state(), mail.mailId)).toBeNull();
    for (const template of ['approval-notice', 'cooling-off-changed'] as const) {
      const takenBack = { ...state(), disable: null, mails: [{ ...mail, template }] };
      expect(codeOf(takenBack, mail.mailId), template).toBe('wrong-status');
    }
    expect(
      codeOf({ ...state(), disable: null, mails: [{ ...mail, template: 'request-notice' }] }, mail.mailId),
    ).toBeNull();
  });

  test('when its code is still waited for', () => {
    const decided = fallbackIn('deciding', { method: 'firm-attestation' }).state();
    const state = (): CaseState => ({ ...decided, mails: decided.mails.map((mail) => ({ ...mail, state: 'failed' })) });
    const asked = state().fallback!.attestation!;
    const preparing = { ...state(), fallback: { ...state().fallback!, stage: 'preparing' as const } };
    const justBefore = new Date(Date.parse(asked.expiresAt) - 1).toISOString();
    expect(codeOf(preparing, asked.mailId, justBefore)).toBeNull();
    expect(codeOf(preparing, asked.mailId, asked.expiresAt)).toBe('code-expired');
    expect(codeOf(state(), asked.mailId)).toBe('code-expired');
    const newer = { ...preparing.fallback, attestation: { ...asked, mailId: 'a newer one' } };
    expect(codeOf({ ...preparing, fallback: newer }, asked.mailId)).toBe('code-expired');
  });
});

test('an address is named for what is wrong with it (R5)', () => {
  const wordsFor = (addressId: string) => {
    const at = world();
    at.must(open(account({ addresses: Object.values(addresses) })), agent);
    const asked = at.try({ kind: 'send-link', addressId, language: 'en' }, agent);
    return asked.ok ? null : `${asked.refusal.message} ${asked.refusal.way ?? ''}`;
  };
  expect(wordsFor('old')).toBeNull();
  for (const id of ['gone', 'long-gone']) expect(wordsFor(id)).toMatch(/^This address was replaced.*older address/);
  for (const id of ['new', 'unknown']) expect(wordsFor(id)).toMatch(/^This address was changed less than 14 days/);
});
