import { describe, expect, test } from 'vitest';
import {
  account,
  agent,
  caseIn,
  customer,
  decide,
  desk,
  digest,
  hoursOn,
  lead,
  policyOf,
  reviewer,
  secondReviewer,
  submission,
  world,
} from '#support/example-case';
import type { World } from '#support/example-case';
import { decideFallback, fallbackIn, inCoolingOff, openFallback, reSecure } from '#support/every-case';
import type { CaseClaim, CaseEffect } from './consequences';
import { claimsOf, effectsOf } from './consequences';
import { nextStep } from './disable-steps';
import type { CaseState } from './state';
import { evolve } from './evolve';
import { currentLink } from './state';

const policy = policyOf();
/** Claims and effects of everything that happened since `work` began. */
const consequencesOf = (
  at: World,
  work: () => void,
): { readonly claims: readonly CaseClaim[]; readonly effects: readonly CaseEffect[] } => {
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
const kinds = (effects: readonly CaseEffect[]): readonly string[] =>
  effects.map((effect) => `${effect.kind} ${effect.effectId}`);

describe('claims', () => {
  test("opening takes the account's one case and the number (R10)", () => {
    const at = caseIn('triage');
    expect(claimsOf(at.events()[0]!, at.state(), policy)).toEqual([
      { kind: 'unique', name: 'open-case:lumen:acc-1', holder: { caseId: 'case-1', number: 'RD-1001' } },
      { kind: 'unique', name: 'case-number:RD-1001', holder: { caseId: 'case-1' } },
    ]);
  });
  test("a link counts for the account's day and for whoever sends it (R11)", () => {
    const at = caseIn('awaiting-customer');
    expect(
      consequencesOf(at, () => at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent)).claims.filter(
        ({ kind }) => kind === 'count',
      ),
    ).toEqual([
      { kind: 'count', name: 'links:lumen:acc-1:2026-03-10', limit: 3 },
      { kind: 'count', name: 'links-by:staff:agnes:2026-03-10T15', limit: 20 },
    ]);
  });
  test("a link that follows an ask again counts for the account, and for nobody's hour", () => {
    const at = caseIn('in-review');
    expect(
      consequencesOf(at, () => at.must(decide('ask-again', digest(at.state())), reviewer)).claims.flatMap(
        ({ kind, name }) => (kind === 'count' ? [name] : []),
      ),
    ).toEqual(['links:lumen:acc-1:2026-03-10']);
  });
  test("each link's and notice's token says what it is for, so that the log is asked and no cache (R4, R7)", () => {
    const at = caseIn('triage');
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    const { claims } = consequencesOf(at, () =>
      at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent),
    );
    const { checkId, mailId } = currentLink(at.state())!;
    const { caseId } = at.state();
    expect(claims.flatMap((claim) => (claim.kind === 'unique' ? [claim.holder] : []))).toEqual(
      expect.arrayContaining([
        { kind: 'check', caseId, ref: checkId },
        { kind: 'notice', caseId, ref: mailId },
      ]),
    );
  });
  test('sending again costs nothing', () => {
    const at = caseIn('awaiting-customer');
    expect(
      consequencesOf(at, () => at.must({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent)).claims,
    ).toEqual([]);
  });
  test('a submission uses its link up (R4)', () => {
    const at = caseIn('awaiting-customer');
    const { checkId } = currentLink(at.state())!;
    expect(consequencesOf(at, () => at.must(submission(checkId), customer)).claims).toEqual([
      { kind: 'unique', name: `link-used:${checkId}` },
    ]);
  });
  test.each(['closed', 'recovered'] as const)('a case that is %s gives the account free', (status) => {
    const at = caseIn(status);
    expect(claimsOf(at.events().at(-1)!, at.state(), policy)).toEqual([
      { kind: 'release', name: 'open-case:lumen:acc-1' },
    ]);
  });
});

describe('effects', () => {
  test('each round of a message is a deed of its own', () => {
    const at = caseIn('awaiting-customer');
    const { mailId } = currentLink(at.state())!;
    const again = (): readonly string[] =>
      kinds(consequencesOf(at, () => at.must({ kind: 'send-again', mailId }, agent)).effects);
    expect(again()).toEqual([`send-mail mail:${mailId}:2`]);
    at.must(
      { kind: 'mail-failed', mailId, why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' } },
      desk,
    );
    expect(again()).toEqual([`send-mail mail:${mailId}:3`]);
  });
  test('a link ends when it was said to', () => {
    const at = caseIn('awaiting-customer');
    const started = at.events().find((event) => event.type === 'case.link-clock-started')!;
    expect(effectsOf(started, null, at.state(), policy)).toMatchObject([
      { kind: 'expire-link', dueAt: hoursOn(72) },
      { kind: 'remind-link', dueAt: hoursOn(48) },
    ]);
  });
  test('pictures go after ten days at the latest (R18)', () => {
    const at = caseIn('in-review');
    const submitted = at.events().find((event) => event.type === 'case.submitted')!;
    expect(effectsOf(submitted, null, at.state(), policy)).toMatchObject([
      { kind: 'ask-check', dueAt: hoursOn(1) },
      { kind: 'destroy-evidence', dueAt: hoursOn(1 + 240), payload: { why: 'ten-days' } },
    ]);
  });
  test.each(['fail', 'ask-again'] as const)('pictures go with a decision: %s', (decision) => {
    const at = caseIn('in-review');
    const { checkId } = currentLink(at.state())!;
    expect(kinds(consequencesOf(at, () => at.must(decide(decision, digest(at.state())), reviewer)).effects)).toContain(
      `destroy-evidence evidence:${checkId}:decided`,
    );
  });
  test('pictures stay until the last approval', () => {
    const at = caseIn('awaiting-second');
    const first = at.events().findLast((event) => event.type === 'case.decided')!;
    expect(effectsOf(first, at.state(), at.state(), policy)).toEqual([]);
    expect(
      kinds(consequencesOf(at, () => at.must(decide('pass', digest(at.state())), secondReviewer)).effects).filter(
        (effect) => !effect.startsWith('send-mail'),
      ),
    ).toEqual([
      `disable ${at.state().disable?.effectId ?? ''}`,
      `destroy-evidence evidence:${currentLink(at.state())!.checkId}:decided`,
    ]);
  });
  test('closing a case in review takes its pictures', () => {
    const at = caseIn('in-review');
    expect(
      kinds(
        consequencesOf(at, () => at.must({ kind: 'close', outcome: 'withdrawn', reason: 'called off' }, agent)).effects,
      ),
    ).toEqual([`destroy-evidence evidence:${currentLink(at.state())!.checkId}:closed`]);
  });
  test('a lifted freeze asks for the disable anew, not before it was due', () => {
    const at = caseIn('approved');
    at.must({ kind: 'freeze', via: 'staff', words: 'Looks odd.' }, lead);
    at.clock += 5;
    const { effects } = consequencesOf(at, () =>
      at.must({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead),
    );
    expect(effects).toMatchObject([
      { kind: 'disable', effectId: at.state().disable?.effectId, dueAt: hoursOn(at.clock) },
    ]);
    const event = at.events().at(-1)!;
    const later = { ...at.state(), disable: { ...at.state().disable!, dueAt: hoursOn(99) } };
    expect(effectsOf(event, at.state(), later, policy)).toMatchObject([{ dueAt: hoursOn(99) }]);
  });
  test('a lifted freeze asks for nothing where no disable ran, or where one had stopped of itself', () => {
    for (const status of ['triage', 'in-review', 'needs-attention', 'recovered'] as const) {
      const at = caseIn(status);
      at.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
      expect(
        consequencesOf(at, () => at.must({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead)).effects,
        status,
      ).toEqual([]);
    }
  });
});

describe('what each event asks for', () => {
  const repudiate = { kind: 'freeze', via: 'notice', words: 'This was not me.' } as const;
  const close = { kind: 'close', outcome: 'withdrawn', reason: 'called off' } as const;
  const halfWay = (): World => {
    const at = caseIn('disabling');
    for (const step of ['list', 'factor:f1'] as const)
      at.must({ kind: 'step-disable', step, readBack: { code: 'removed' } }, desk);
    at.must(
      {
        kind: 'stop-disable',
        step: 'factor:f2',
        reason: 'identity-system',
        found: { code: 'outside', system: 'accounts', kind: 'down' },
      },
      desk,
    );
    return at;
  };
  const closedHalfWay = (): World => {
    const at = halfWay();
    at.must(close, reviewer);
    return at;
  };
  /** Each as `kind effect-id due-hours`, the mails aside. */
  const asked = (at: World, work: () => void): readonly string[] =>
    consequencesOf(at, work)
      .effects.filter(({ kind }) => kind !== 'send-mail')
      .map(
        ({ kind, effectId, dueAt }) =>
          `${kind} ${effectId.replace(/effect-\d+/, 'minted')} ${(Date.parse(dueAt) - Date.parse(hoursOn(0))) / 3_600_000}`,
      );

  test.each<readonly [string, () => World, (at: World) => void, readonly string[]]>([
    [
      'somebody in the firm is asked: the desk looks every two minutes',
      () => caseIn('triage'),
      (at) => {
        at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'offered', why: '' }, agent);
      },
      [`watch-admin admin:case-1:${caseIn('triage').state().version + 1} ${2 / 60}`],
    ],
    [
      'asked again while it looks: no second look',
      () => caseIn('awaiting-admin'),
      (at) => {
        at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'offered', why: 'once more' }, agent);
      },
      [],
    ],
    [
      'put aside until tomorrow',
      () => caseIn('triage'),
      (at) => {
        at.must({ kind: 'snooze', until: hoursOn(24), reason: 'They call back.' }, agent);
      },
      ['wake wake:minted 24'],
    ],
    [
      'put aside until something happens',
      () => caseIn('triage'),
      (at) => {
        at.must({ kind: 'snooze', until: null, reason: 'They call back.' }, agent);
      },
      [],
    ],
    [
      "an alternate method in a link's place: what was taken through it goes (R18)",
      () => caseIn('awaiting-customer'),
      (at) => {
        at.must(openFallback(), agent);
      },
      ['destroy-evidence evidence:check-3:unsent 0'],
    ],
    [
      'an alternate method after a form that was used',
      () => caseIn('failed'),
      (at) => {
        at.must(openFallback(), agent);
      },
      [],
    ],
    [
      "a fallback's last approval: a day later",
      () => fallbackIn('half'),
      (at) => {
        at.must(decideFallback(at.state()), secondReviewer);
      },
      ['disable minted 25'],
    ],
    [
      "a fallback's no",
      () => fallbackIn('half'),
      (at) => {
        at.must(decideFallback(at.state(), 'refuse'), secondReviewer);
      },
      [],
    ],
    [
      'a cooling-off that ends later',
      () => inCoolingOff(),
      (at) => {
        at.must(
          { kind: 'change-cooling-off', why: 'pages-away', hours: 24, awayMs: 3_600_000, dueAt: hoursOn(25) },
          desk,
        );
      },
      ['disable minted 25'],
    ],
    [
      'an approval that is taken back',
      () => caseIn('approved'),
      (at) => {
        at.must({ kind: 'revoke-approval', reason: 'I read the name wrong.' }, reviewer);
      },
      [],
    ],
    [
      'recovered: looked at after a day',
      () => ready(),
      (at) => {
        at.must({ kind: 'finish-disable' }, desk);
      },
      ['watch watch:case-1:1 25'],
    ],
    [
      'looked at on the first day: next on the third',
      () => caseIn('recovered'),
      (at) => {
        at.clock += 24;
        at.must({ kind: 'watch-looked', factors: 0 }, desk);
      },
      ['watch watch:case-1:2 73'],
    ],
    [
      'looked at on the seventh day: next a week later',
      () => caseIn('recovered'),
      (at) => {
        at.clock += 7 * 24;
        at.must({ kind: 'watch-looked', factors: 0 }, desk);
      },
      [`watch watch:case-1:2 ${14 * 24 + 1}`],
    ],
    [
      '2FA is on again',
      () => caseIn('recovered'),
      (at) => {
        at.must({ kind: 'watch-looked', factors: 1 }, desk);
      },
      [],
    ],
    [
      'repudiated before anything was done',
      () => caseIn('in-review'),
      (at) => {
        at.must(repudiate, customer);
      },
      [],
    ],
    [
      'repudiated while it is disabled: it stops, and a lead looks',
      () => caseIn('disabling'),
      (at) => {
        at.must(repudiate, customer);
      },
      [],
    ],
    [
      'repudiated after the disable',
      () => caseIn('recovered'),
      (at) => {
        at.must(repudiate, customer);
      },
      ['open-re-secure re-secure:case-1 1'],
    ],
    [
      'told by phone after the disable',
      () => caseIn('recovered'),
      (at) => {
        at.must({ ...repudiate, via: 'told' }, agent);
      },
      ['open-re-secure re-secure:case-1 1'],
    ],
    [
      'repudiated after it was closed with nothing done: another case of the account may be open by now',
      () => caseIn('closed'),
      (at) => {
        at.must(repudiate, customer);
      },
      ['stop-others stop-others:case-1:1 0'],
    ],
    [
      'repudiated again after the lead had lifted it: secured again',
      () => {
        const at = caseIn('recovered');
        at.must(repudiate, customer);
        at.must({ kind: 'unfreeze', reason: 'They took it back.' }, lead);
        return at;
      },
      (at) => {
        at.must(repudiate, customer);
      },
      ['open-re-secure re-secure:case-1:2 1'],
    ],
    [
      'repudiated after it was closed half disabled',
      closedHalfWay,
      (at) => {
        at.must(repudiate, customer);
      },
      ['open-re-secure re-secure:case-1 1'],
    ],
    [
      'closed as fraud, half disabled',
      halfWay,
      (at) => {
        at.must({ ...close, outcome: 'fraud' }, reviewer);
      },
      ['open-re-secure re-secure:case-1 1'],
    ],
    [
      'closed as fraud, nothing done',
      () => caseIn('needs-attention'),
      (at) => {
        at.must({ kind: 'evidence-destroyed', checkId: currentLink(at.state())!.checkId, why: 'decided' }, desk);
        at.must({ ...close, outcome: 'fraud' }, reviewer);
      },
      [],
    ],
    [
      'closed with a link out: what was taken through it goes (R18)',
      () => caseIn('awaiting-customer'),
      (at) => {
        at.must(close, agent);
      },
      ['destroy-evidence evidence:check-3:unsent 0'],
    ],
    [
      'an account is to be secured',
      world,
      (at) => {
        at.must(
          {
            kind: 'open-re-secure',
            caseId: 'again',
            number: 'RD-2',
            account: account(),
            system: 'Sample',
            reSecures: 'case-1',
            channel: 'email',
            words: '',
          },
          desk,
        );
      },
      ['re-secure secure:again 0'],
    ],
    [
      'a repudiation of the securing itself',
      () => reSecure(),
      (at) => {
        at.must(repudiate, customer);
      },
      [],
    ],
    [
      'secured for nothing: unlocked',
      () => reSecure(),
      (at) => {
        at.must(close, lead);
      },
      ['unlock unlock:re-secure-case-1 0'],
    ],
    [
      'secured with good reason: it stays locked',
      () => reSecure(),
      (at) => {
        at.must({ ...close, outcome: 'fraud' }, lead);
      },
      [],
    ],
    [
      'opened again',
      () => caseIn('closed'),
      (at) => {
        at.must({ kind: 'reopen', reason: 'They called again.' }, agent);
      },
      [],
    ],
  ])('%s', (_, of, work, expected) => {
    const at = of();
    expect(
      asked(at, () => {
        work(at);
      }),
    ).toEqual(expected);
  });

  test('a late bounce is written down where the case is over, and moves nothing', () => {
    const at = caseIn('recovered');
    const waiting = at.state().mails.find(({ state }) => state === 'waiting');
    const { mailId } = waiting ?? at.state().mails[0]!;
    if (waiting === undefined) at.must({ kind: 'send-again', mailId }, agent);
    expect(
      asked(at, () => {
        at.must(
          { kind: 'mail-failed', mailId, why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' } },
          desk,
        );
      }),
    ).toEqual([]);
    expect(at.state()).toMatchObject({
      status: 'recovered',
      mails: expect.arrayContaining([expect.objectContaining({ mailId, state: 'failed' })]) as unknown[],
    });
  });
});

/** A disable of which only the last step is left. */
const ready = (): World => {
  const at = caseIn('disabling');
  for (let step = nextStep(at.state().disable!); step !== null && step !== 'tell'; step = nextStep(at.state().disable!))
    at.must({ kind: 'step-disable', step, readBack: { code: 'removed' } }, desk);
  return at;
};
