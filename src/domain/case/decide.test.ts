import { describe, expect, test } from 'vitest';
import {
  account, addresses, agent, caseIn, customer, daysBefore, decide, desk, desksNext, digest, hoursOn, lead, marks, open, openedAt, ownReviewer, person, policyOf, promoted, reviewer, secondReviewer, submission, world,
} from '#support/example-case';
import type { World } from '#support/example-case';
import type { CaseActor, CaseCommand } from './commands';
import { mayExecute } from './decide-disable';
import { mayDecide } from './decide-review';
import { refusalCodes } from './refusal';
import type { RefusalCode } from './refusal';
import { openWays } from './self-help';
import type { CaseStatus } from './state';
import { currentLink, replay, standingApprovals, statuses } from './state';

const reachable = statuses.filter((status): status is Parameters<typeof caseIn>[0] => status !== 'submitted' && status !== 'fallback-review');
const actors: Readonly<Record<string, CaseActor>> = { agent, reviewer: secondReviewer, lead, customer, desk };

/** Every kind of command, as fitting to the case as it can be. */
const commandsOn = (at: World): readonly CaseCommand[] => {
  const state = at.state();
  const link = currentLink(state);
  const mail = state.mails.at(-1);
  const checkId = link?.checkId ?? 'no-check';
  return [
    open(), { kind: 'attach', channel: 'phone', callerWords: 'again' }, { kind: 'read-account', account: account(), system: 'Sample' }, { kind: 'assign', to: 'agnes' }, { kind: 'note', text: 'a note' },
    { kind: 'record-way', way: 'backup-code', outcome: 'tried', why: 'none left' }, { kind: 'override-self-help', reason: 'The account is new and there is nobody to ask.' },
    { kind: 'send-link', addressId: 'old', language: 'en' }, { kind: 'send-again', mailId: link?.mailId ?? mail?.mailId ?? 'no-mail' }, { kind: 'start-link-clock', checkId },
    { kind: 'mail-accepted', mailId: mail?.mailId ?? '', messageId: '<x>', rawSha256: 'aa' }, { kind: 'mail-failed', mailId: mail?.mailId ?? '', why: 'No such mailbox.' },
    { kind: 'open-link', checkId, device: 'phone' }, { kind: 'expire-link', checkId }, submission(checkId), decide('pass', digest(state)), decide('fail', digest(state)), decide('ask-again', digest(state)),
    { kind: 'begin-disable' }, { kind: 'step-disable', step: 'list', readBack: 'two' }, { kind: 'stop-disable', step: 'list', reason: 'account-changed', found: 'a stranger' }, { kind: 'resume-disable' }, { kind: 'finish-disable' },
    { kind: 'evidence-destroyed', checkId, why: 'ten-days' }, { kind: 'freeze', via: 'staff', words: 'odd' }, { kind: 'unfreeze', reason: 'Called the customer back.' }, { kind: 'close', outcome: 'withdrawn', reason: 'called it off' },
  ];
};
const freeze = (at: World): World => { at.must({ kind: 'freeze', via: 'notice', words: 'not me' }, customer); return at; };
/** Staff's and the customer's commands that do something, by whom. What happens by itself is left out. */
const acceptedOf = (at: World): readonly string[] => commandsOn(at).flatMap((command) => Object.entries(actors).flatMap(([name, actor]) => {
  const decision = at.try(command, actor);
  return decision.ok && decision.events.length > 0 && actor.kind !== 'desk' && !['note', 'assign', 'attach', 'read-account'].includes(command.kind) ? [`${command.kind === 'decide' ? command.decision : command.kind} by ${name}`] : [];
}));
const staffOnly = (what: string): readonly string[] => ['agent', 'reviewer', 'lead'].map((name) => `${what} by ${name}`);

describe('every status, every command, every actor', () => {
  test.each(reachable.flatMap((status) => [[status, false], [status, true]] as const))('%s (frozen: %s): an answer that was thought of', (status, isFrozen) => {
    const at = caseIn(status);
    expect(at.state().status).toBe(status);
    if (isFrozen) freeze(at);
    for (const command of commandsOn(at)) for (const [name, actor] of Object.entries(actors)) {
      const decision = at.try(command, actor);
      if (decision.ok) {
        for (const event of decision.events) expect(event.type, `${command.kind} by ${name}`).toMatch(/^case\./);
        continue;
      }
      expect(refusalCodes, `${command.kind} by ${name}`).toContain(decision.refusal.code);
      expect(decision.refusal.message).toMatch(/^[A-Z].*[.]$/s);
    }
  });

  test.each([
    ['triage', [...staffOnly('record-way'), ...staffOnly('override-self-help'), ...staffOnly('close')]],
    ['awaiting-admin', [...staffOnly('record-way'), ...staffOnly('override-self-help'), ...staffOnly('close')]],
    ['awaiting-customer', [...staffOnly('send-link'), ...staffOnly('send-again'), 'open-link by customer', 'submit by customer', ...staffOnly('close')]],
    ['link-expired', [...staffOnly('send-link'), ...staffOnly('close'), 'open-link by customer']],
    ['in-review', ['pass by reviewer', 'fail by reviewer', 'ask-again by reviewer', ...staffOnly('close'), 'open-link by customer']],
    ['awaiting-second', ['pass by reviewer', 'fail by reviewer', 'ask-again by reviewer', ...staffOnly('close'), 'open-link by customer']],
    ['approved', ['open-link by customer']],
    ['disabling', ['open-link by customer']],
    ['needs-attention', ['resume-disable by reviewer', 'close by reviewer', 'open-link by customer']],
    ['failed', [...staffOnly('close'), 'open-link by customer']],
  ] as const)('in %s only this goes', (status, accepted) => {
    const always = [...staffOnly('freeze'), 'freeze by customer'];
    expect(acceptedOf(caseIn(status)).toSorted()).toEqual([...accepted, ...always].toSorted());
  });

  test.each(reachable.filter((status) => status !== 'closed' && status !== 'recovered'))('frozen over %s, only a lead changes anything, and only by lifting it (R7)', (status) => {
    expect(acceptedOf(freeze(caseIn(status)))).toEqual(['unfreeze by lead']);
  });

  test.each(['closed', 'recovered'] as const)('%s accepts nothing that changes its status, whoever asks', (status) => {
    const at = caseIn(status);
    for (const command of commandsOn(at)) for (const actor of [...Object.values(actors), promoted]) {
      const before = at.events().length;
      at.ask(command, actor);
      expect(at.state().status, command.kind).toBe(status);
      expect(at.events().slice(before).map(({ type }) => type)).not.toContain('case.link-asked');
    }
  });

  test('no command but open works where no case is, and open works only there', () => {
    const at = caseIn('triage');
    const nowhere = world();
    for (const command of commandsOn(at)) for (const actor of Object.values(actors)) {
      const decision = nowhere.try(command, actor);
      if (command.kind !== 'open') expect(decision).toMatchObject({ ok: false });
      else expect(decision.ok).toBe(actor.kind === 'staff');
    }
    expect(at.try(open(), agent)).toMatchObject({ ok: false, refusal: { code: 'already-open' } });
  });
});

describe('frozen', () => {
  test.each(reachable)('from %s it stays so until a lead lifts it, and the status stays what it was', (status) => {
    const at = freeze(caseIn(status));
    for (const command of commandsOn(at)) for (const actor of [agent, secondReviewer, customer, desk]) at.ask(command, actor);
    expect(at.state().frozen).not.toBeNull();
    const during = at.state().status;
    at.must({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead);
    expect(at.state()).toMatchObject({ frozen: null, status: during });
  });

  test('lifting needs a lead and a reason that says something', () => {
    const at = freeze(caseIn('in-review'));
    expect(at.try({ kind: 'unfreeze', reason: 'Called the customer back.' }, reviewer)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R7' } });
    expect(at.try({ kind: 'unfreeze', reason: 'ok      ' }, lead)).toMatchObject({ refusal: { code: 'reason-missing', rule: 'R7', message: expect.stringContaining('"reason"') as string } });
  });

  test('lifting lets a disable that ran go on under a new effect, but not one that had stopped of itself', () => {
    const ran = freeze(caseIn('disabling'));
    const before = ran.state().disable?.effectId;
    ran.must({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead);
    expect(ran.state().status).toBe('disabling');
    expect(ran.state().disable?.effectId).not.toBe(before);
    const stopped = freeze(caseIn('needs-attention'));
    stopped.must({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead);
    expect(stopped.state().status).toBe('needs-attention');
    expect(stopped.state().disable?.stopped).not.toBeNull();
    expect(stopped.try({ kind: 'resume-disable' }, lead)).toMatchObject({ refusal: { code: 'role-may-not' } });
  });

  test('a closed case that is repudiated and lifted starts no disable and stays closed', () => {
    const at = caseIn('needs-attention');
    at.must({ kind: 'close', outcome: 'fraud', reason: 'An impostor.' }, reviewer);
    freeze(at);
    expect(at.must({ kind: 'unfreeze', reason: 'It is closed anyway.' }, lead)).toMatchObject([{ type: 'case.unfrozen', data: expect.not.objectContaining({ effectId: expect.anything() as string }) as object }]);
    at.ask({ kind: 'stop-disable', step: 'list', reason: 'check-refused', found: 'late' }, desk);
    expect(at.state().status).toBe('closed');
  });
});

describe('self-help before a link (R3)', () => {
  test('a way counts when it was tried or is impossible, not when it was only offered', () => {
    const at = caseIn('triage');
    expect(openWays(at.state())).toEqual(['still-signed-in', 'backup-code', 'someone-in-the-firm']);
    at.must({ kind: 'record-way', way: 'still-signed-in', outcome: 'tried', why: '' }, agent);
    at.must({ kind: 'record-way', way: 'backup-code', outcome: 'impossible', why: 'none left' }, agent);
    at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'offered', why: '' }, agent);
    expect(openWays(at.state())).toEqual(['someone-in-the-firm']);
    expect(at.try({ kind: 'send-link', addressId: 'old', language: 'en' }, agent)).toMatchObject({ refusal: { code: 'self-help-open', rule: 'R3' } });
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  });

  test('another way\'s answer does not end the waiting for the firm', () => {
    const at = caseIn('awaiting-admin');
    at.must({ kind: 'record-way', way: 'backup-code', outcome: 'tried', why: '' }, agent);
    expect(at.state().status).toBe('awaiting-admin');
    at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'tried', why: '' }, agent);
    expect(at.state().status).toBe('triage');
  });

  test('impossible needs a reason, passing over a longer one; both name their field', () => {
    const at = caseIn('triage');
    expect(at.try({ kind: 'record-way', way: 'backup-code', outcome: 'impossible', why: ' ' }, agent)).toMatchObject({ refusal: { code: 'reason-missing', rule: 'R3', message: expect.stringContaining('"why"') as string } });
    expect(at.try({ kind: 'override-self-help', reason: 'too short' }, agent)).toMatchObject({ refusal: { code: 'reason-missing', rule: 'R3', message: expect.stringContaining('"reason"') as string } });
  });

  test.each([['still-signed-in', 'self-served'], ['backup-code', 'self-served'], ['someone-in-the-firm', 'disabled-by-admin']] as const)('%s that worked closes the case as %s', (way, outcome) => {
    const at = caseIn('triage');
    at.must({ kind: 'record-way', way, outcome: 'worked', why: '' }, agent);
    expect(at.state()).toMatchObject({ status: 'closed', outcome });
  });
});

describe('where a link goes (R5)', () => {
  const ready = (facts = account({ addresses: Object.values(addresses) })): World => {
    const at = world();
    at.must(open(facts), agent);
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    return at;
  };
  test.each([['new', 'address-too-new'], ['unknown', 'address-too-new'], ['gone', 'address-too-new'], ['long-gone', 'address-too-new'], ['never-heard-of', 'address-not-known']] as const)('not to "%s"', (addressId, code) => {
    expect(ready().try({ kind: 'send-link', addressId, language: 'en' }, agent)).toMatchObject({ refusal: { code, rule: 'R5' } });
  });
  test('with no usable address the refusal points to the alternate method', () => {
    expect(ready(account({ addresses: [addresses.tooNew] })).try({ kind: 'send-link', addressId: 'new', language: 'en' }, agent)).toMatchObject({ refusal: { way: expect.stringContaining('alternate method') as string } });
  });

  const replacedSince = account({ addresses: [{ ...addresses.usable, until: hoursOn(2) }] });
  test('not again to an address that was replaced meanwhile: neither the same link nor a new one', () => {
    const waiting = caseIn('awaiting-customer');
    waiting.must({ kind: 'read-account', account: replacedSince, system: 'Sample' }, agent);
    expect(waiting.try({ kind: 'send-again', mailId: currentLink(waiting.state())!.mailId }, agent)).toMatchObject({ refusal: { code: 'address-too-new', rule: 'R5' } });
    const reviewed = caseIn('in-review');
    reviewed.must({ kind: 'read-account', account: replacedSince, system: 'Sample' }, desk);
    expect(reviewed.try(decide('ask-again', digest(reviewed.state())), reviewer)).toMatchObject({ refusal: { code: 'address-too-new', rule: 'R5' } });
  });
});

describe('a link is used once, by its submission (R4)', () => {
  const checkOf = (at: World): string => currentLink(at.state())!.checkId;
  test('used', () => {
    const at = caseIn('in-review');
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-used', rule: 'R4' } });
  });
  test('replaced by a newer one', () => {
    const at = caseIn('awaiting-customer');
    const first = checkOf(at);
    at.must({ kind: 'send-link', addressId: 'private', language: 'en' }, agent);
    at.must({ kind: 'start-link-clock', checkId: checkOf(at) }, desk);
    expect(at.try(submission(first), customer)).toMatchObject({ refusal: { code: 'link-replaced', rule: 'R4' } });
    expect(at.try({ kind: 'send-again', mailId: at.state().links[0]!.mailId }, agent)).toMatchObject({ refusal: { code: 'link-replaced' } });
    at.must(submission(checkOf(at)), customer);
  });
  test('ended: at the very end and whether or not the desk has noticed', () => {
    const at = caseIn('awaiting-customer');
    at.clock = 71.999;
    expect(at.try(submission(checkOf(at)), customer).ok).toBe(true);
    at.clock = 72;
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-expired', rule: 'R4' } });
    at.must({ kind: 'expire-link', checkId: checkOf(at) }, desk);
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-expired' } });
  });
  test('its end is fixed when sending begins, whatever comes after', () => {
    const at = caseIn('awaiting-customer');
    const end = currentLink(at.state())?.expiresAt;
    expect(end).toBe(hoursOn(72));
    at.clock = 10;
    expect(at.must({ kind: 'start-link-clock', checkId: checkOf(at) }, desk)).toEqual([]);
    at.must({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent);
    at.must({ kind: 'mail-failed', mailId: currentLink(at.state())!.mailId, why: 'No.' }, desk);
    at.must({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent);
    expect(currentLink(at.state())).toMatchObject({ expiresAt: end, state: 'running', number: 1 });
  });
  test('opening changes nothing but that it was opened', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'open-link', checkId: checkOf(at), device: 'phone' }, customer);
    expect(at.must({ kind: 'open-link', checkId: checkOf(at), device: 'computer' }, customer)).toEqual([]);
    expect(at.state().status).toBe('awaiting-customer');
  });
});

describe('who decides (R9)', () => {
  test.each([
    ['an agent', agent, 'role-may-not'], ['a lead', lead, 'role-may-not'], ['whoever opened it, a reviewer since', promoted, 'opener-decides'], ['whose account it is', ownReviewer, 'own-account'],
  ] as const)('not %s', (_, actor, code) => {
    const at = caseIn('in-review');
    expect(at.try(decide('pass', digest(at.state())), actor)).toMatchObject({ refusal: { code, rule: 'R9' } });
  });
  test('not whoever sent a link, even an earlier one', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, person('arthur', 'agent'));
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    at.must(desksNext(at.state())!, desk);
    at.must(submission(currentLink(at.state())!.checkId), customer);
    expect(mayDecide(at.state(), person('arthur', 'reviewer'))).toMatchObject({ code: 'sender-decides', rule: 'R9' });
  });
  test('nobody works on their own account at all, but anybody may stop it', () => {
    const own = person('olga', 'agent', 'OLGA@home.example');
    expect(world().try(open(), own)).toMatchObject({ refusal: { code: 'own-account', rule: 'R9' } });
    const at = caseIn('triage');
    for (const command of commandsOn(at)) {
      if (['open', 'freeze', 'assign'].includes(command.kind)) continue;
      const decision = at.try(command, own);
      expect(decision.ok, command.kind).toBe(false);
    }
    expect(at.try({ kind: 'freeze', via: 'staff', words: 'I never asked for this.' }, own).ok).toBe(true);
  });
});

describe('a decision', () => {
  const refusalOf = (more: Parameters<typeof decide>[2], facts: Parameters<World['try']>[2] = {}, decision: 'pass' | 'fail' | 'ask-again' = 'pass') => {
    const at = caseIn('in-review');
    const answer = at.try(decide(decision, digest(at.state()), more), reviewer, facts);
    return answer.ok ? null : answer.refusal;
  };
  test.each([
    ['a pass without all four marks', { marks: marks().slice(1) }, {}, 'pass', 'marks-missing', 'R13', '"document"'],
    ['a mark without a reason', { marks: marks().map((mark) => ({ ...mark, reason: ' ' })) }, {}, 'pass', 'reason-missing', 'R13', '"document"'],
    ['a pass against a mark', { marks: marks('cannot-tell') }, {}, 'pass', 'marks-disagree', 'R2', 'face'],
    ['a fail with four good marks', { marks: marks() }, {}, 'fail', 'marks-disagree', 'R13', 'fail'],
    ['a pass without the name as printed', { printedName: '  ' }, {}, 'pass', 'marks-missing', 'R12', '"printedName"'],
    ['another name without a reason', { nameReason: 'short' }, { name: { rule: 'plain-strict-v1', equal: false } }, 'pass', 'name-differs', 'R12', '"nameReason"'],
    ['ask again without what to change', { askAgain: undefined as never }, {}, 'ask-again', 'reason-missing', 'R13', '"askAgain"'],
    ['anything over an old view', { digest: 'what was shown before' }, {}, 'pass', 'view-changed', 'R23', 'changed'],
    ['anything where no view can be told', {}, { digestNow: 'something else' }, 'fail', 'view-changed', 'R23', 'changed'],
  ] as const)('%s is refused by name', (_, more, facts, decision, code, rule, words) => {
    expect(refusalOf(more, facts, decision)).toMatchObject({ code: code satisfies RefusalCode, rule, message: expect.stringContaining(words) as string });
  });
  test('another name with a reason passes, and both are kept', () => {
    const at = caseIn('in-review');
    at.must(decide('pass', digest(at.state()), { printedName: 'Olga Nováková', nameReason: 'Married name, seen on the licence.' }), reviewer, { name: { rule: 'plain-strict-v1', equal: false } });
    expect(at.state().decisions.at(-1)).toMatchObject({ printedName: 'Olga Nováková', nameEqual: false, nameRule: 'plain-strict-v1' });
  });
  test('needs pictures that are still there, but asking again does not (R18)', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'evidence-destroyed', checkId: currentLink(at.state())!.checkId, why: 'ten-days' }, desk);
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({ refusal: { code: 'evidence-gone', rule: 'R18' } });
    at.must(decide('ask-again', digest(at.state())), reviewer);
    expect(at.state().status).toBe('awaiting-customer');
  });
  test.each([['administrator'], ['primary-subscriber']] as const)('on an account of a %s waits for the cooling-off, which is not there yet (R8)', (role) => {
    const at = caseIn('in-review');
    at.must({ kind: 'read-account', account: account({ role }), system: 'Sample' }, desk);
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({ refusal: { code: 'cooling-off', rule: 'R8' } });
  });
  test('has nothing to disable where no factor is (R15)', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'read-account', account: account({ factors: [] }), system: 'Sample' }, desk);
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({ refusal: { code: 'no-factor', rule: 'R15' } });
  });
  test('that fails tells the customer one thing, at the address that got the link (R14)', () => {
    const at = caseIn('in-review');
    const events = at.must(decide('fail', digest(at.state())), reviewer);
    expect(events.filter((event) => event.type === 'case.mail-asked')).toMatchObject([{ data: { template: 'check-failed', addressId: 'old' } }]);
  });
});

describe('two approvals (R9, R23)', () => {
  const staff = (name: string) => [reviewer, secondReviewer].find(({ id }) => `staff:${id}` === name) ?? null;
  test('the second must be somebody else', () => {
    const at = caseIn('awaiting-second');
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({ refusal: { code: 'decided-already', rule: 'R9' } });
    expect(mayExecute(at.state(), hoursOn(9), staff)).not.toBeNull();
    at.must(decide('pass', digest(at.state())), secondReviewer);
    expect(at.state().status).toBe('approved');
    expect(mayExecute(at.state(), hoursOn(9), staff)).toBeNull();
  });

  test('what changes in between voids the first, says so, and both are needed anew', () => {
    const at = caseIn('awaiting-second');
    const before = digest(at.state());
    const read = at.must({ kind: 'read-account', account: account({ factors: [] , role: 'member', name: 'Olga Novak-Roy' }), system: 'Sample' }, desk);
    expect(read).toMatchObject([{ type: 'case.account-read', data: { voidsApprovals: true } }]);
    expect(at.state()).toMatchObject({ status: 'in-review' });
    expect(standingApprovals(at.state())).toEqual([]);
    at.must({ kind: 'read-account', account: account({ factors: account().factors.slice(1) }), system: 'Sample' }, desk);
    expect(at.try(decide('pass', before), secondReviewer)).toMatchObject({ refusal: { code: 'view-changed', rule: 'R23' } });
    at.must(decide('pass', digest(at.state())), secondReviewer);
    expect(at.state().status).toBe('awaiting-second');
    at.must(decide('pass', digest(at.state())), reviewer);
    expect(at.state().status).toBe('approved');
    expect(mayExecute(at.state(), hoursOn(9), staff)).toBeNull();
  });

  test('an account that is read again and is the same voids nothing', () => {
    const at = caseIn('awaiting-second');
    at.must({ kind: 'read-account', account: account({ readAt: hoursOn(3), sessions: [{ id: 's', device: 'Phone', lastSeenAt: hoursOn(2) }] }), system: 'Sample' }, agent);
    expect(at.state().status).toBe('awaiting-second');
    expect(standingApprovals(at.state())).toHaveLength(1);
  });

  test('passes over different views never add up, even if nothing said that the view changed', () => {
    const at = caseIn('awaiting-second');
    at.must(decide('pass', 'another view'), secondReviewer, { digestNow: 'another view' });
    expect(at.state().status).toBe('awaiting-second');
    expect(standingApprovals(at.state()).map(({ by }) => by)).toEqual(['staff:ravi']);
  });

  test('a real desk\'s policy asks for two where no provider stands behind the form, and one where one does', () => {
    const at = caseIn('awaiting-customer', policyOf({ approvalsWithoutProvider: 2 }));
    const command = submission(currentLink(at.state())!.checkId) as CaseCommand & { kind: 'submit' };
    at.must({ ...command, rows: { ...command.rows, face: 'pass' } }, customer);
    expect(at.state().result?.approvalsNeeded).toBe(1);
    expect(caseIn('awaiting-second').state().result?.approvalsNeeded).toBe(2);
  });
});

describe('whoever executes asks again (R24)', () => {
  const approved = caseIn('approved').state();
  const by = (staff: CaseActor & { kind: 'staff' } | null) => () => staff;
  test.each([
    ['an approver who is not there any more', by(null), 'role-may-not'], ['an approver who is a lead now', by({ ...reviewer, role: 'lead' }), 'role-may-not'], ['an approver whose account it turns out to be', by({ ...reviewer, address: 'olga@firm.example' }), 'own-account'], ['an approver who opened it', by(promoted), 'opener-decides'],
  ] as const)('%s', (_, staffById, code) => { expect(mayExecute(approved, hoursOn(9), staffById)).toMatchObject({ code }); });
  test('a cooling-off that still runs', () => { expect(mayExecute({ ...approved, disable: { ...approved.disable!, dueAt: hoursOn(24) } }, hoursOn(9), by(reviewer))).toMatchObject({ code: 'cooling-off', rule: 'R8' }); });
  test('an approval that is missing', () => { expect(mayExecute({ ...approved, result: { ...approved.result!, approvalsNeeded: 2 } }, hoursOn(9), by(reviewer))).toMatchObject({ code: 'approvals-missing', rule: 'R9' }); });
  test('a freeze', () => { expect(mayExecute(freeze(caseIn('disabling')).state(), hoursOn(9), by(reviewer))).toMatchObject({ code: 'frozen', rule: 'R7' }); });
  test('and says yes otherwise', () => { expect(mayExecute(approved, hoursOn(9), by(reviewer))).toBeNull(); });
});

describe('telling (R6)', () => {
  const facts = account({ addresses: Object.values(addresses) });
  test('of the request: every known address, the too new and the lately replaced, too', () => {
    const at = world();
    const told = at.must(open(facts), agent).flatMap((event) => (event.type === 'case.mail-asked' ? [`${event.data.template} ${event.data.addressId}`] : []));
    expect(told).toEqual(['request-notice old', 'request-notice new', 'request-notice unknown', 'request-notice gone']);
  });
  test('of the approval and the disable: whoever is known then', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'read-account', account: account({ addresses: [addresses.usable, addresses.longGone, { id: 'older', address: 'o@x.example', since: daysBefore(100), until: null }] }), system: 'Sample' }, desk);
    at.must(decide('pass', digest(at.state())), reviewer);
    for (let next = desksNext(at.state()); next !== null; next = desksNext(at.state())) at.must(next, desk);
    const told = (template: string) => at.state().mails.filter((mail) => mail.template === template).map(({ addressId }) => addressId);
    expect(at.state().status).toBe('recovered');
    expect(told('approval-notice')).toEqual(['old', 'older']);
    expect(told('disabled-notice')).toEqual(['old', 'older']);
    expect(at.state().openedAt).toBe(openedAt);
  });
});

test.each(reachable)('%s: the case told from its events is the case', (status) => {
  const at = freeze(caseIn(status));
  expect(replay(at.events())).toEqual(at.state());
});

test('a message is settled once: a second word about it says nothing', () => {
  const at = caseIn('awaiting-customer');
  const { mailId } = currentLink(at.state())!;
  expect(at.must({ kind: 'mail-failed', mailId, why: 'late' }, desk)).toEqual([]);
  expect(at.try({ kind: 'mail-accepted', mailId: 'never-asked', messageId: '<x>', rawSha256: 'aa' }, desk)).toMatchObject({ refusal: { code: 'not-found' } });
});

test('no status is left out of these tests', () => {
  const untested: readonly CaseStatus[] = ['submitted', 'fallback-review'];
  expect([...reachable, ...untested].toSorted()).toEqual([...statuses].toSorted());
});
