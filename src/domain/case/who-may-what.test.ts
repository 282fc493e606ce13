import { describe, expect, test } from 'vitest';
import {
  account,
  agent,
  caseIn,
  customer,
  decide,
  desk,
  desksNext,
  digest,
  lead,
  open,
  ownReviewer,
  person,
  promoted,
  reviewer,
  secondReviewer,
  submitForm,
  world,
} from '#support/example-case';
import type { World } from '#support/example-case';
import type { Situation } from '#support/every-case';
import { askOf, fitting, frozenSituations, standing } from '#support/every-case';
import type { CaseActor, CaseCommand } from './commands';
import { currentLink } from './state';
import { barredFromDeciding } from './may-decide';

type Kind = CaseCommand['kind'];
type Who = 'agent' | 'reviewer' | 'another reviewer' | 'lead' | 'customer';
const people: Readonly<Record<Who, CaseActor>> = {
  agent,
  reviewer,
  'another reviewer': secondReviewer,
  lead,
  customer,
};
/** Notes, handing over and the like are for everybody, always; one’s own mail is taken back by oneself: left out. */
const forEverybody = new Set<Kind>([
  'note',
  'assign',
  'attach',
  'receive-message',
  'read-message',
  'snooze',
  'wake',
  'read-account',
  'send-again',
  'undo-mail',
]);

/** What people can change in such a case, and who: the desk's own deeds aside. */
const changedBy = (situation: Situation, isFrozen = false): Partial<Record<Kind, readonly Who[]>> =>
  Object.fromEntries(
    (Object.keys(fitting) as readonly Kind[]).flatMap((kind) => {
      const stands = standing(situation, isFrozen);
      const at = fitting[kind].first?.(stands) ?? stands;
      const who = (Object.keys(people) as readonly Who[]).filter((name) => {
        const answer = askOf(at, fitting[kind].command(at), people[name]);
        return answer.ok && answer.events.length > 0;
      });
      return who.length === 0 || forEverybody.has(kind) ? [] : [[kind, who]];
    }),
  );

const staff = ['agent', 'reviewer', 'another reviewer', 'lead'] as const;
const agents = ['agent'] as const;
const closers = ['agent', 'reviewer', 'another reviewer'] as const;
const reviewers = ['reviewer', 'another reviewer'] as const;
const lookers = ['reviewer', 'another reviewer', 'lead'] as const;
const anybody = [...staff, 'customer'] as const;
const opened = { 'open-link': ['customer'] } as const;
const beforeTheLink = {
  'record-way': agents,
  'override-self-help': agents,
  'send-self-help': agents,
  'send-link': agents,
  'open-fallback': agents,
  freeze: anybody,
  close: closers,
} as const;

describe('who changes what', () => {
  const table: Readonly<Record<Situation, Partial<Record<Kind, readonly Who[]>>>> = {
    triage: beforeTheLink,
    'awaiting-admin': beforeTheLink,
    'awaiting-customer': {
      ...opened,
      submit: ['customer'],
      'send-link': agents,
      'override-self-help': agents,
      'open-fallback': agents,
      freeze: anybody,
      close: closers,
    },
    'link-expired': {
      ...opened,
      'override-self-help': agents,
      'send-link': agents,
      'open-fallback': agents,
      freeze: anybody,
      close: closers,
    },
    submitted: { ...opened, freeze: anybody, close: closers },
    'in-review': { ...opened, decide: reviewers, freeze: anybody, close: closers },
    // One reviewer approved: only another one goes on.
    'awaiting-second': { ...opened, decide: ['another reviewer'], freeze: anybody, close: closers },
    failed: { ...opened, 'open-fallback': agents, freeze: anybody, close: closers },
    'fallback: gathering': {
      'set-fallback-item': agents,
      'ask-attestation': agents,
      'answer-attestation': agents,
      'submit-fallback': agents,
      'withdraw-fallback': agents,
      freeze: anybody,
      close: closers,
    },
    'fallback: deciding': {
      'decide-fallback': reviewers,
      'withdraw-fallback': agents,
      freeze: anybody,
      close: closers,
    },
    approved: { ...opened, 'revoke-approval': lookers, freeze: anybody, close: closers },
    disabling: { ...opened, freeze: anybody },
    'needs-attention': {
      ...opened,
      'revoke-approval': lookers,
      'resume-disable': reviewers,
      freeze: anybody,
      close: reviewers,
    },
    recovered: { ...opened, 'watch-looked': staff, freeze: anybody },
    closed: { freeze: anybody, reopen: staff },
    're-secure': { freeze: anybody, close: ['lead'] },
  };
  test.each(Object.entries(table))('%s', (situation, expected) => {
    // Words to the customer bring nothing on.
    expect(changedBy(situation as Situation)).toEqual({ ...expected, 'send-answer': ['agent', 'lead'] });
  });

  const lifted = { freeze: anybody, unfreeze: ['lead'], close: ['lead'] } as const;
  const frozen: Readonly<Record<(typeof frozenSituations)[number], Partial<Record<Kind, readonly Who[]>>>> = {
    triage: lifted,
    'awaiting-customer': lifted,
    submitted: lifted,
    'in-review': lifted,
    'fallback: deciding': lifted,
    // An approval is taken back without leave: that a lead lifts the freeze must not be what lets it run.
    approved: { ...lifted, 'revoke-approval': lookers },
    disabling: { ...lifted, 'revoke-approval': lookers },
    recovered: { 'watch-looked': staff, freeze: anybody, unfreeze: ['lead'] },
    closed: { freeze: anybody, unfreeze: ['lead'] },
  };
  test.each(Object.entries(frozen))('frozen over %s', (situation, expected) => {
    // Whoever looks into it writes to the customer, and nobody else.
    expect(changedBy(situation as Situation, true)).toEqual({ ...expected, 'send-answer': ['lead'] });
  });
});

describe('who decides (R9)', () => {
  test.each([
    ['an agent', agent, 'role-may-not'],
    ['a lead', lead, 'role-may-not'],
    ['whoever opened it, a reviewer since', promoted, 'opener-decides'],
    ['whose account it is', ownReviewer, 'own-account'],
  ] as const)('not %s', (_, actor, code) => {
    const at = caseIn('in-review');
    expect(at.try(decide('pass', digest(at.state())), actor)).toMatchObject({ refusal: { code, rule: 'R9' } });
  });

  test('not whoever sent a link, even an earlier one', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, person('arthur', 'agent'));
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    at.must(desksNext(at.state())!, desk);
    submitForm(at);
    expect(barredFromDeciding(at.state(), person('arthur', 'reviewer'), 'check')).toMatchObject({
      code: 'sender-decides',
      rule: 'R9',
    });
  });
});

describe('whoever brought a case here does not decide it (R9)', () => {
  const arthur = person('arthur', 'agent');
  const promotedArthur = person('arthur', 'reviewer');
  const sendAndSubmit = (at: World): void => {
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    at.must(desksNext(at.state())!, desk);
    submitForm(at);
  };

  test('not who opened it again, though nothing else of it was theirs', () => {
    const at = caseIn('closed');
    at.must({ kind: 'reopen', reason: 'They called again about it.' }, arthur);
    sendAndSubmit(at);
    expect(at.try(decide('fail', digest(at.state())), promotedArthur)).toMatchObject({
      refusal: { code: 'opener-decides', rule: 'R9' },
    });
  });

  test('not who passed over self-help, nor who did so before another did', () => {
    const at = caseIn('triage');
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, arthur);
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    sendAndSubmit(at);
    expect(at.try(decide('fail', digest(at.state())), promotedArthur)).toMatchObject({
      refusal: { code: 'overrider-decides', rule: 'R9' },
    });
  });

  test('not who sent the link a second time', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, arthur);
    submitForm(at);
    expect(at.try(decide('fail', digest(at.state())), promotedArthur)).toMatchObject({
      refusal: { code: 'sender-decides', rule: 'R9' },
    });
  });

  test('who repeated a notice may: it brings nobody in', () => {
    const at = caseIn('in-review');
    const notice = at.state().mails.find((mail) => mail.template === 'request-notice' && mail.state === 'sent')!;
    at.must({ kind: 'send-again', mailId: notice.mailId }, arthur);
    expect(at.try(decide('fail', digest(at.state())), promotedArthur).ok).toBe(true);
  });

  test.each([
    [29, 'awaiting-second'],
    [31, 'approved'],
  ] as const)(
    'a pass %i days after a failed check: %s, with a cooling-off, whoever opened it again',
    (days, status) => {
      const at = caseIn('failed');
      at.must({ kind: 'close', outcome: 'rejected', reason: 'The check failed.' }, agent);
      at.clock += 1;
      at.must({ kind: 'reopen', reason: 'They called again about it.' }, agent);
      at.clock += days * 24;
      sendAndSubmit(at);
      expect(at.state().risk).toMatchObject({ level: 'raised', reasons: ['failed-check'] });
      at.must(decide('pass', digest(at.state())), reviewer);
      expect(at.state().status).toBe(status);
      if (status === 'awaiting-second') at.must(decide('pass', digest(at.state())), secondReviewer);
      expect(at.state().disable).toMatchObject({ coolingOffHours: 24 });
    },
  );
});

describe('nobody works on their own account (R9)', () => {
  const own = person('olga', 'agent', 'OLGA@home.example');

  test('no case of it is opened by them', () => {
    expect(world().try(open(), own)).toMatchObject({ refusal: { code: 'own-account', rule: 'R9' } });
  });

  test('they may stop it, and close nothing', () => {
    const at = caseIn('triage');
    expect(at.try({ kind: 'freeze', via: 'staff', words: 'I never asked for this.' }, own).ok).toBe(true);
    expect(at.try({ kind: 'close', outcome: 'withdrawn', reason: 'never asked' }, own)).toMatchObject({
      refusal: { code: 'own-account' },
    });
  });

  test('an address that became theirs later counts, too', () => {
    const at = caseIn('in-review');
    at.must(
      {
        kind: 'read-account',
        account: account({
          addresses: [...account().addresses, { id: 'rita', address: 'Rita@Desk.example', since: null, until: null }],
        }),
        system: 'Sample',
      },
      desk,
    );
    expect(at.try(decide('fail', digest(at.state())), reviewer)).toMatchObject({
      refusal: { code: 'own-account', rule: 'R9' },
    });
  });
});
