/** One answer to "may they?": what `mayDo` says and what `decideCase` does are the same, for anybody, anywhere. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  account,
  addresses,
  agent,
  caseIn,
  customer,
  desk,
  hoursOn,
  lead,
  lookedFor,
  open,
  promoted,
  submitForm,
} from '#support/example-case';
import { ownReviewer, policyOf, reviewer, secondReviewer, world } from '#support/example-case';
import { accounts, anything, changedPolicy, createSimulatedDesk, nextOf, somebody, walk } from '#support/case-walks';
import type { Standing } from '#support/every-case';
import { askOf, fitting, frozenSituations, situations, standing } from '#support/every-case';
import type { CommandKind } from './asks';
import type { CaseActor, CaseCommand } from './commands';
import { lookedAtAll } from './looking';
import { mayDo, mayOffer, pointless } from './may-do';
import type { Offer } from './offers';
import { askOfOffer, barredFrom, offerNames } from './offers';
import type { RefusalCode } from './refusal';
import { currentLink } from './state';

/** What may be wrong with what was typed, sent along or pointed at, when the command itself may be given. */
const ofTheFields = new Set<RefusalCode | 'claim-taken'>([
  'reason-missing',
  'marks-missing',
  'marks-disagree',
  'name-differs',
  'view-changed',
  'bad-time',
  'not-found',
  'link-unknown',
  'link-used',
  'link-replaced',
  'link-expired',
  'address-too-new',
  'address-not-known',
  'claim-taken',
]);
const people: Readonly<Record<string, CaseActor>> = {
  agent,
  reviewer,
  'another reviewer': secondReviewer,
  lead,
  customer,
  desk,
  'the opener, a reviewer since': promoted,
  'the owner of the account': ownReviewer,
};
const columns = [
  ...situations.map((situation) => [situation, false] as const),
  ...frozenSituations.map((situation) => [situation, true] as const),
];
const kinds = Object.keys(fitting) as readonly CommandKind[];

describe.each(columns)('%s (frozen: %s)', (situation, isFrozen) => {
  test('mayDo says yes to what decideCase takes when it is well written, and no with the same refusal to the rest', () => {
    for (const kind of kinds)
      for (const [who, actor] of Object.entries(people)) {
        const stands = standing(situation, isFrozen);
        const at = fitting[kind].first?.(stands) ?? stands;
        const command = fitting[kind].command(at);
        if (command.kind === 'open' || command.kind === 'open-re-secure') continue;
        const answer = askOf(at, command, actor);
        const looked = lookedFor(at.state, command);
        const refusal = mayDo(at.state, command, { now: hoursOn(at.clock), actor, policy: at.policy, looked });
        if (refusal !== null) expect(answer, `${kind} by ${who}`).toEqual({ ok: false, refusal });
        else if (!answer.ok) expect(ofTheFields, `${kind} by ${who}`).toContain(answer.refusal.code);
      }
  });
});

test('however a case went: mayDo says no exactly where decideCase refuses what is well written', () => {
  fc.assert(
    fc.property(walk(30, 60), ({ approvals, account: which, steps }) => {
      const desk_ = createSimulatedDesk(policyOf({ approvalsWithoutProvider: approvals }));
      desk_.ask('case-1', open(accounts[which]), agent);
      const earlier: [CaseCommand, CaseActor][] = [];
      for (const step of steps) {
        desk_.policy = changedPolicy(desk_.policy, step.policy);
        desk_.nowMs += step.minutes * 60_000;
        const state = desk_.state('case-1')!;
        const looked = anything(desk_, state, step.other, step.pick);
        for (const [command, actor] of [
          [looked, somebody(looked, step.who)] as const,
          nextOf(desk_, state, step, earlier),
        ]) {
          const before = desk_.state('case-1')!;
          const facts = { now: desk_.now(), actor, policy: desk_.policy, looked: lookedFor(before, command) };
          const refusal = mayDo(before, command, facts);
          const { code } = desk_.ask('case-1', command, actor);
          if (refusal !== null) expect(code, command.kind).toBe(refusal.code);
          // Whom they chose to vouch is a field, too.
          else if (code !== null && command.kind !== 'ask-attestation')
            expect(ofTheFields, `${command.kind}: ${code}`).toContain(code);
          earlier.push([command, actor]);
        }
      }
    }),
    { numRuns: 60 },
  );
});

/** The fitting command for what a screen offers. */
const commandFor = (offer: Offer, at: Standing): CaseCommand => {
  const ask = askOfOffer(offer, at.state);
  return { ...fitting[ask.kind].command(at), ...ask } as CaseCommand;
};

describe.each(columns)('a screen over %s (frozen: %s)', (situation, isFrozen) => {
  test('offers nothing that the domain refuses, and hides nothing that it would take', () => {
    for (const offer of offerNames)
      for (const [who, actor] of Object.entries(people)) {
        if (actor.kind !== 'staff') continue;
        const stands = standing(situation, isFrozen);
        const at = fitting[askOfOffer(offer, stands.state).kind].first?.(stands) ?? stands;
        const facts = { now: hoursOn(at.clock), actor, policy: at.policy };
        const barred = barredFrom(at.state, facts)[offer];
        const answer = askOf(at, commandFor(offer, at), actor);
        if (barred === null) {
          if (answer.ok) expect(answer.events.length, `${offer} for ${who}`).toBeGreaterThan(0);
          else expect(ofTheFields, `${offer} for ${who}`).toContain(answer.refusal.code);
        } else if (answer.ok && answer.events.length > 0)
          // What helps nobody is taken where somebody insists, and is told apart by name.
          expect(pointless(at.state, askOfOffer(offer, at.state), facts), `${offer} for ${who}`).toEqual(barred);
      }
  });
});

describe('asked before anything is typed', () => {
  const facts = (actor: CaseActor, hours = 1) => ({ now: hoursOn(hours), actor, policy: policyOf() });

  test('a link is refused when no address is left for it, with the alternate method as the way (R5)', () => {
    const at = world();
    at.must(open(account({ addresses: [addresses.tooNew, addresses.unknown, addresses.replaced] })), agent);
    expect(mayDo(at.state(), { kind: 'send-link' }, facts(agent))).toMatchObject({
      code: 'address-too-new',
      rule: 'R5',
      way: expect.stringContaining('alternate method') as string,
    });
  });

  test('one permission for each command of the staff, said with who holds it', () => {
    const at = caseIn('triage').state();
    expect(mayDo(at, { kind: 'send-link' }, facts(lead))).toMatchObject({
      code: 'role-may-not',
      message: 'A support agent does this.',
      way: 'Ask a support agent.',
    });
    expect(mayDo(at, { kind: 'attach' }, facts(reviewer))).toMatchObject({ code: 'role-may-not' });
  });

  test('where pictures are gone, pass and fail are refused and "ask again" is the way (R18)', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'evidence-destroyed', checkId: currentLink(at.state())!.checkId, why: 'ten-days' }, desk);
    const ask = (decision?: 'pass' | 'fail' | 'ask-again') =>
      mayDo(at.state(), { kind: 'decide', ...(decision === undefined ? {} : { decision }) }, facts(reviewer));
    expect(ask('pass')).toMatchObject({ code: 'evidence-gone', way: 'Ask again, with a new link.' });
    expect(ask('fail')).toMatchObject({ code: 'evidence-gone' });
    expect(ask('ask-again')).toBeNull();
    expect(ask()).toBeNull();
  });

  test('an account without a second factor can be failed, not passed (R15)', () => {
    const at = world();
    at.must(open(account({ factors: [] })), agent);
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    at.must({ kind: 'start-link-clock', checkId: currentLink(at.state())!.checkId }, desk);
    submitForm(at);
    expect(mayDo(at.state(), { kind: 'decide', decision: 'pass' }, facts(reviewer))).toMatchObject({
      code: 'no-factor',
      rule: 'R15',
    });
    const looked = lookedAtAll(at.state());
    expect(mayDo(at.state(), { kind: 'decide', decision: 'fail' }, { ...facts(reviewer), looked })).toBeNull();
  });

  test('an approval is not taken back while the desk reads back what had been done (R7)', () => {
    const at = caseIn('disabling');
    at.must({ kind: 'freeze', via: 'told', channel: 'phone', words: 'That was not me.' }, agent);
    const ask = { kind: 'revoke-approval' } as const;
    expect(mayDo(at.state(), ask, { ...facts(reviewer), isReadingBack: true })).toMatchObject({
      code: 'wrong-status',
      way: 'Try again in a moment.',
    });
    expect(mayDo(at.state(), ask, facts(reviewer))).toBeNull();
  });

  test('a way that opened after the link went out is passed over before the next link (R3)', () => {
    const at = world();
    at.must(open(), agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    const signedIn = account({ sessions: [{ id: 's', device: 'A phone', lastSeenAt: hoursOn(2) }] });
    at.must({ kind: 'read-account', account: signedIn, system: 'Sample' }, desk);
    expect(mayDo(at.state(), { kind: 'send-link' }, facts(agent, 3))).toMatchObject({ code: 'self-help-open' });
    expect(mayOffer(at.state(), { kind: 'override-self-help' }, facts(agent, 3))).toBeNull();
    at.must({ kind: 'override-self-help', reason: 'They say that the session is not theirs.' }, agent);
    expect(mayDo(at.state(), { kind: 'send-link' }, facts(agent, 3))).toBeNull();
  });
});

describe('what is taken but offered to nobody', () => {
  const facts = { now: hoursOn(1), actor: agent, policy: policyOf() };

  test('stopping what is stopped, passing over what is not open, repeating a notice that was taken', () => {
    const at = caseIn('awaiting-customer');
    const notice = at.state().mails.find((mail) => mail.template === 'request-notice' && mail.state === 'sent')!;
    for (const ask of [
      { kind: 'override-self-help' },
      { kind: 'send-again', mailId: notice.mailId },
      { kind: 'wake' },
    ] as const) {
      expect(mayDo(at.state(), ask, facts), ask.kind).toBeNull();
      expect(mayOffer(at.state(), ask, facts), ask.kind).toMatchObject({ code: 'already-done' });
    }
    at.must({ kind: 'freeze', via: 'staff', words: 'A bad feeling.' }, agent);
    expect(mayOffer(at.state(), { kind: 'freeze', via: 'staff' }, facts)).toMatchObject({ code: 'already-done' });
    expect(mayOffer(at.state(), { kind: 'freeze', via: 'told' }, facts)).toBeNull();
  });

  test('the link of a message that was taken is offered again while it lives', () => {
    const at = caseIn('awaiting-customer');
    expect(mayOffer(at.state(), { kind: 'send-again', mailId: currentLink(at.state())!.mailId }, facts)).toBeNull();
  });
});
