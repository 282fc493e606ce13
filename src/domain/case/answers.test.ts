/** What a customer answers, who reads it, and what did not arrive (R2, R5, R7, R8, R9). */
import { describe, expect, test } from 'vitest';
import {
  account,
  addresses,
  agent,
  caseIn,
  decide,
  deliver,
  desk,
  digest,
  hoursOn,
  lead,
  open,
  otherAgent,
  ownReviewer,
  policyOf,
  receive,
  reviewer,
  world,
} from '#support/example-case';
import type { World } from '#support/example-case';
import type { ReceivedMessage } from './commands';
import { claimsOf, effectsOf } from './consequences';
import { coolingOffEnd, tellingNotices } from './cooling-off';
import { mayExecute } from './decide-disable';
import { mayDo } from './may-do';
import { mayBeNotMe, unreadMessages } from './messages';
import { nextStepOf } from './next-step';
import { currentLink } from './state';

const read = (messageId: string) => ({ kind: 'read-message', messageId }) as const;
const bounce = (mailId: string, status = '5.1.1', says = 'No such user here') =>
  ({ kind: 'mail-bounced', mailId, status, says }) as const;
/** Approved, its notices taken, nothing begun. */
const approved = (): World => {
  const at = deliver(caseIn('approved'));
  at.clock += 1;
  return at;
};
const beginRefusal = (at: World) =>
  mayDo(at.state(), { kind: 'begin-disable' }, { now: hoursOn(at.clock), actor: desk, policy: policyOf() });
const everybody = (name: string) => (name === 'staff:rita' ? reviewer : null);
const stepRefusal = (at: World) => mayExecute(at.state(), hoursOn(at.clock), policyOf(), everybody);
const noticesOf = (at: World) =>
  at
    .state()
    .mails.filter(({ template }) => template === 'approval-notice')
    .map(({ mailId }) => mailId);

describe('a message', () => {
  test('that nobody has read holds the disable of its case, until somebody has', () => {
    const at = approved();
    expect(beginRefusal(at)).toBeNull();
    at.must(receive('m1'), desk);
    expect(beginRefusal(at)).toMatchObject({ code: 'message-unread', rule: 'R7', way: 'Read it.' });
    expect(stepRefusal(at)).toMatchObject({ code: 'message-unread' });
    expect(nextStepOf(at.state())).toBe('read-message');
    at.must(read('m1'), otherAgent);
    expect(beginRefusal(at)).toBeNull();
    expect(nextStepOf(at.state())).toBe('disable-is-due');
  });

  test('that is read last asks for the disable anew, once and not before its time; the one before does nothing more', () => {
    const at = approved();
    const before = at.state().disable!.effectId;
    at.must(receive('m1'), desk);
    at.must(receive('m2'), desk);
    const [first] = at.must(read('m1'), agent);
    expect(first).toMatchObject({ data: { messageId: 'm1' } });
    expect(at.state().disable!.effectId).toBe(before);
    const held = at.state();
    const [last] = at.must(read('m2'), agent);
    const { effectId } = at.state().disable!;
    expect(effectId).not.toBe(before);
    expect(effectsOf(last!, held, at.state(), policyOf())).toEqual([
      { effectId, kind: 'disable', dueAt: hoursOn(at.clock), payload: { caseId: 'case-1' } },
    ]);
    expect(at.must(read('m2'), agent), 'again').toEqual([]);
    expect(at.must(read('m2'), lead), 'by a second person').toMatchObject([{ data: { messageId: 'm2' } }]);
    expect(at.state().disable!.effectId).toBe(effectId);
  });

  test('holds between two steps while nothing was removed, and not half-way through what can’t be undone', () => {
    const at = caseIn('disabling');
    at.must({ kind: 'step-disable', step: 'list', readBack: { code: 'removed' } }, desk);
    at.must(receive('m1'), desk);
    expect(stepRefusal(at)).toMatchObject({ code: 'message-unread' });
    at.must({ kind: 'step-disable', step: 'factor:f1', readBack: { code: 'removed' } }, desk);
    expect(stepRefusal(at)).toBeNull();
    at.must(read('m1'), agent);
    expect(at.events().at(-1)).not.toHaveProperty('data.effectId');
  });

  test.each(['auto-reply', 'report', 'invitation'] as const)(
    'of kind %s holds nothing, and says nothing for anybody',
    (kind) => {
      const at = approved();
      at.must(receive('m1', { kind, saysNotMe: true }), desk);
      expect(beginRefusal(at)).toBeNull();
      expect(unreadMessages(at.state())).toEqual([]);
      expect(mayBeNotMe(at.state())).toBe(false);
    },
  );

  test('is received once, and belongs to one case', () => {
    const at = caseIn('awaiting-customer');
    const [event] = at.must(receive('m1'), desk);
    expect(claimsOf(event!, at.state(), policyOf())).toEqual([
      { kind: 'unique', name: 'received:m1', holder: { caseId: 'case-1' } },
    ]);
    expect(at.must(receive('m1'), desk)).toEqual([]);
  });

  const before = { name: 'Olga', address: 'OLGA@firm.example ' };
  test.each<[string, ReceivedMessage['from'], string]>([
    ['an address from before the case, whatever its case', before, 'from-before'],
    ['one that was added days ago', { name: '', address: 'new@post.example' }, 'of-the-account'],
    ['one of unknown age', { name: '', address: 'who@post.example' }, 'of-the-account'],
    ['one that was replaced lately, and was there before', { name: '', address: 'gone@firm.example' }, 'from-before'],
    [
      'a stranger’s who is called like the owner',
      { name: 'olga@firm.example', address: 'olga@firm.example.evil.example' },
      'somebody-else',
    ],
    ['none that can be read', null, 'nobody'],
  ])('says of %s whose it is, and nothing follows from that', (_what, from, expected) => {
    const at = world();
    at.must(open(account({ addresses: Object.values(addresses) })), agent);
    const { received: _, ...was } = at.state();
    at.must(receive('m1', { from }), desk);
    expect(at.state().received[0]!.from).toBe(expected);
    const { received: __, ...is } = at.state();
    expect({ ...is, version: 0, updatedAt: '' }).toEqual({ ...was, version: 0, updatedAt: '' });
  });

  test('from whoever vouches is told apart from a stranger’s, and what a person attaches says that a person did', () => {
    const at = caseIn('awaiting-customer');
    at.must(receive('m1', { matchedBy: 'token' }), agent);
    expect(at.state().received[0]).toMatchObject({ matchedBy: 'person' });
  });

  test('keeps its sender’s name as one line in which nothing turns round', () => {
    const at = caseIn('awaiting-customer');
    at.must(
      receive('m1', { from: { name: 'Olga\u202E\r\nBcc: x', address: 'a@b.example' }, subject: 'Re:\u200Bx\ty' }),
      desk,
    );
    expect(at.state().received[0]!.content).toEqual({ name: 'Olga Bcc: x', address: 'a@b.example', subject: 'Re:x y' });
  });

  test('that answers none of this case’s messages says so', () => {
    const at = caseIn('awaiting-customer');
    const { mailId } = currentLink(at.state())!;
    at.must(receive('m1', { mailId }), desk);
    at.must(receive('m2', { mailId: 'another-case' }), desk);
    expect(at.state().received.map((message) => message.mailId)).toEqual([mailId, null]);
  });

  test('is taken while the case is frozen and after its end; nobody reads one on their own account (R9)', () => {
    for (const at of [caseIn('closed'), caseIn('recovered')]) expect(at.must(receive('m1'), desk)).toHaveLength(1);
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'freeze', via: 'staff', words: '' }, agent);
    at.must(receive('m1'), desk);
    expect(at.ask(read('m1'), ownReviewer)).toMatchObject({ refusal: { code: 'own-account', rule: 'R9' } });
    expect(at.must(read('m1'), agent)).toHaveLength(1);
  });

  test('brings back what was put aside; what a machine answers does not', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'snooze', until: null, reason: 'They write.' }, agent);
    at.must(receive('m1', { kind: 'auto-reply' }), desk);
    expect(at.state().snooze).not.toBeNull();
    at.must(receive('m2'), desk);
    expect(at.state().snooze).toBeNull();
  });
});

describe('a message that could be “this wasn’t me”', () => {
  test('freezes nothing by itself, is a mark until it was recorded as the owner’s word, and holds the disable', () => {
    const at = approved();
    at.must(receive('m1', { saysNotMe: true }), desk);
    expect(at.state().frozen).toBeNull();
    expect(mayBeNotMe(at.state())).toBe(true);
    at.must(read('m1'), reviewer);
    expect(mayBeNotMe(at.state()), 'read is not answered').toBe(true);
    at.must({ kind: 'freeze', via: 'told', channel: 'email', words: 'They wrote that it was not them.' }, agent);
    expect(mayBeNotMe(at.state())).toBe(false);
  });

  test('is not read away by who opened the case or sent its link (R9)', () => {
    const at = approved();
    at.must(receive('m1', { saysNotMe: true }), desk);
    at.must(read('m1'), agent);
    expect(beginRefusal(at)).toMatchObject({ code: 'message-unread', rule: 'R9', way: 'Ask a colleague to read it.' });
    const [event] = at.must(read('m1'), otherAgent);
    expect(event).toHaveProperty('data.effectId');
    expect(beginRefusal(at)).toBeNull();
  });
});

describe('a bounce', () => {
  test('settles the message as bounced, with what the other server said as one harmless line', () => {
    const at = deliver(caseIn('triage'));
    const { mailId } = at.state().mails[0]!;
    at.must(bounce(mailId, '5.1.1; DROP', 'no\r\nsuch\u202E user'), desk);
    expect(at.state().mails[0]).toMatchObject({
      state: 'bounced',
      toldAt: null,
      why: { code: 'mail-bounced', status: '', says: 'no such user' },
    });
    expect(at.must(bounce(mailId), desk), 'twice').toEqual([]);
    expect(at.ask(bounce('nowhere'), desk)).toMatchObject({ refusal: { code: 'not-found' } });
  });

  test('of the link’s message: the link is not delivered, another address is next, and R5 holds for it', () => {
    const at = caseIn('awaiting-customer');
    const link = currentLink(at.state())!;
    at.must(bounce(link.mailId), desk);
    expect(currentLink(at.state())!.state).toBe('undeliverable');
    expect(nextStepOf(at.state())).toBe('choose-address');
    expect(at.ask({ kind: 'send-link', addressId: 'nowhere', language: 'en' }, agent)).toMatchObject({
      refusal: { rule: 'R5' },
    });
    at.must({ kind: 'send-link', addressId: 'private', language: 'en' }, agent);
  });

  test('of a link’s message that was opened meanwhile ends nothing', () => {
    const at = caseIn('awaiting-customer');
    const link = currentLink(at.state())!;
    at.must({ kind: 'open-link', checkId: link.checkId, device: 'phone' }, { kind: 'customer' });
    at.must(bounce(link.mailId), desk);
    expect(currentLink(at.state())!.state).toBe('opened');
    expect(nextStepOf(at.state())).toBe('wait-opened');
  });

  test('of the only notice from before the case: nobody was told, so nothing runs until one is taken again (R8)', () => {
    const at = approved();
    const [first, second] = noticesOf(at);
    at.must(bounce(first!), desk);
    expect(coolingOffEnd(at.state(), policyOf())).toMatchObject({ state: 'ends' });
    at.must(bounce(second!), desk);
    expect(coolingOffEnd(at.state(), policyOf())).toEqual({ state: 'nobody-told' });
    expect(beginRefusal(at)).toMatchObject({ code: 'cooling-off', rule: 'R8' });
    at.clock += 1;
    at.must({ kind: 'send-again', mailId: first! }, agent);
    expect(coolingOffEnd(at.state(), policyOf())).toEqual({ state: 'not-started' });
    deliver(at);
    expect(tellingNotices(at.state(), policyOf()).map(({ toldAt }) => toldAt)).toContain(hoursOn(at.clock));
    expect(beginRefusal(at)).toBeNull();
  });

  test('of the notice that a running cooling-off was counted from moves its end to the next one’s (R8)', () => {
    const policy = policyOf({ coolingOffHoursNormal: 24, approvalsWithoutProvider: 1 });
    const at = caseIn('in-review', policy);
    at.must(decide('pass', digest(at.state())), reviewer);
    const [first, second] = noticesOf(at);
    const accept = (mailId: string) =>
      at.must({ kind: 'mail-accepted', mailId, messageId: '<x>', rawSha256: 'aa' }, desk);
    accept(first!);
    const counted = coolingOffEnd(at.state(), policy);
    at.clock += 3;
    accept(second!);
    expect(coolingOffEnd(at.state(), policy)).toEqual(counted);
    at.must(bounce(first!), desk);
    const end = coolingOffEnd(at.state(), policy);
    expect(end).toMatchObject({ state: 'ends', why: 'notice-late', at: hoursOn(at.clock + 24) });
  });

  test('of an earlier round of a message that is on its way again counts against the earlier round alone', () => {
    const at = approved();
    const [first] = noticesOf(at);
    at.must({ kind: 'send-again', mailId: first! }, agent);
    at.must(bounce(first!), desk);
    expect(at.state().mails.find(({ mailId }) => mailId === first)).toMatchObject({ state: 'waiting', toldAt: null });
  });
});
