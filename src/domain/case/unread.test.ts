import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allKinds } from '#domain/log/all-kinds';
import type { JsonObject } from '#domain/json';
import { demandEvent, readEvent, schemaOf } from '#domain/log/kind';
import type { Unread } from '#domain/log/kind';
import { customer, hoursOn, agent, open, policyOf } from '#support/example-case';
import { accounts, anything, createSimulatedDesk, helpful, nextOf, somebody, walk } from '#support/case-walks';
import { askOf, fitting, situations, standing } from '#support/every-case';
import { mayExecute } from './decide-disable';
import type { CommandKind } from './asks';
import type { CaseActor, CaseCommand } from './commands';
import type { CaseEvent } from './events';
import { evolve, replay } from './evolve';
import { mayDo } from './may-do';
import { whose } from './asks';
import type { Ground } from './rests-on';
import { caseKinds } from './schemas/case-kinds';
import type { CaseState } from './state';
import { caseIn } from '#support/example-case';

const unread = (of = 'case.painted', raw: JsonObject = {}): Unread => ({
  type: 'unread',
  data: { of, schema: 7, at: hoursOn(1) },
  raw,
});
const kinds = Object.keys(whose) as CommandKind[];
const asked = (kind: CommandKind, at: ReturnType<typeof standing>) => {
  const { command, by } = fitting[kind];
  return { command: command(at), actor: typeof by === 'function' ? by(at) : by };
};
const taken = [
  'freeze',
  'mail-accepted',
  'mail-failed',
  'receive-message',
  'mail-bounced',
  'step-disable',
  'step-secure',
  'evidence-destroyed',
];

describe('a case of which a newer version wrote a part', () => {
  test.each(situations)(
    'is read-only when it is %s: everything is refused by that name but what stops it or was done',
    (situation) => {
      const at = standing(situation);
      const state = evolve(at.state, unread());
      expect(state).toMatchObject({ ...at.state, unread: 1, version: at.state.version + 1, updatedAt: hoursOn(1) });
      for (const kind of kinds) {
        const { command, actor } = asked(kind, { ...at, state });
        const decision = askOf({ ...at, state }, command, actor);
        const code = decision.ok ? null : decision.refusal.code;
        if (taken.includes(kind)) expect(code, kind).not.toBe('written-by-newer');
        else if (kind !== 'open-re-secure') expect(code, kind).toBe('written-by-newer');
      }
    },
  );

  test('says so in a sentence, and what to do', () => {
    const { state, policy, clock } = standing('triage');
    expect(mayDo(evolve(state, unread()), { kind: 'note' }, { actor: agent, policy, now: hoursOn(clock) })).toEqual({
      code: 'written-by-newer',
      message: 'Part of this case was written by a newer version of Recovery Desk.',
      way: 'Update this desk to go on.',
    });
  });

  test.each(['staff', 'told', 'notice'] as const)('is still stopped, %s', (via) => {
    const at = standing('approved');
    const state = evolve(at.state, unread());
    const actor = via === 'notice' ? customer : agent;
    const decision = askOf({ ...at, state }, { kind: 'freeze', via, words: 'No!' }, actor);
    expect(decision).toMatchObject({ ok: true, events: [{ type: 'case.frozen', data: { via } }] });
  });

  test('is still stopped when not even its beginning can be read', () => {
    const state = replay([unread('case.opened', { caseId: 'case-9', number: 'RD-1009', accountId: 'lumen:acc-1' })])!;
    expect(state).toMatchObject({ caseId: 'case-9', number: 'RD-1009', accountId: 'lumen:acc-1', unread: 1 });
    const at = { state, clock: 1, policy: policyOf() };
    expect(askOf(at, { kind: 'freeze', via: 'notice', words: '' }, customer).ok).toBe(true);
    expect(askOf(at, { kind: 'note', text: 'x' }, agent)).toMatchObject({ refusal: { code: 'written-by-newer' } });
  });
});

describe('what a newer version wrote beside a case', () => {
  const held = (kind: CommandKind, grounds: readonly Ground[]) => {
    const at = standing('in-review');
    const { actor } = asked(kind, at);
    const ask =
      kind === 'send-again' ? { kind, mailId: 'm' } : kind === 'freeze' ? { kind, via: 'staff' as const } : { kind };
    return mayDo(at.state, ask as never, { actor, policy: at.policy, now: hoursOn(at.clock), held: grounds });
  };
  test.each([
    [
      'account',
      [
        'send-self-help',
        'send-link',
        'send-answer',
        'send-again',
        'decide',
        'open-fallback',
        'ask-attestation',
        'decide-fallback',
        'begin-disable',
        'resume-disable',
        'unfreeze',
        'reopen',
      ],
    ],
    [
      'policy',
      [
        'send-link',
        'start-link-clock',
        'record-result',
        'decide',
        'open-fallback',
        'ask-attestation',
        'submit-fallback',
        'decide-fallback',
        'begin-disable',
        'resume-disable',
        'reopen',
      ],
    ],
    ['staff', ['decide', 'decide-fallback', 'begin-disable', 'resume-disable', 'unfreeze']],
  ] as const)('about the %s holds each decision and deed that rests on it, and no other', (ground, expected) => {
    expect(kinds.filter((kind) => held(kind, [ground])?.code === 'written-by-newer').toSorted()).toEqual(
      expected.toSorted(),
    );
  });
  test.each(['account', 'policy', 'staff'] as const)('about the %s stops whoever executes (R24)', (ground) => {
    const { state, policy } = standing('disabling');
    const rita = () => ({ id: 'rita', role: 'reviewer', address: 'rita@desk.example' });
    expect(mayExecute(state, hoursOn(99), policy, rita)?.code).not.toBe('written-by-newer');
    expect(mayExecute(state, hoursOn(99), policy, rita, [ground])?.code).toBe('written-by-newer');
  });
});

test('however a case went: once part of it can’t be read nothing is decided and no deed is done, and it is always stopped', () => {
  fc.assert(
    fc.property(walk(1, 50), fc.nat(60), ({ approvals, account: which, steps }, place) => {
      const desk_ = createSimulatedDesk(policyOf({ approvalsWithoutProvider: approvals }));
      desk_.ask('case-1', open(accounts[which]), agent);
      let isUnread = false;
      const earlier: [CaseCommand, CaseActor][] = [];
      for (const [at, step] of steps.entries()) {
        desk_.nowMs += step.minutes * 60_000;
        const readable = desk_.state('case-1')!;
        isUnread ||= at >= Math.min(place, steps.length - 1);
        const state = isUnread ? evolve(readable, unread()) : readable;
        if (isUnread) {
          const looked = anything(desk_, readable, step.other, step.pick);
          for (const command of [looked, helpful(desk_, readable, step.pick)[0]]) {
            const facts = { now: desk_.now(), actor: somebody(command, step.who), policy: desk_.policy };
            const refusal = mayDo(state, command, facts);
            if (!taken.includes(command.kind)) expect(refusal, command.kind).not.toBeNull();
          }
          const run = mayExecute(state, desk_.now(), desk_.policy, () => null);
          expect(run?.code).toBe('written-by-newer');
          const asked_ = { now: desk_.now(), policy: desk_.policy };
          expect(mayDo(state, { kind: 'freeze', via: 'notice' }, { ...asked_, actor: customer })).toBeNull();
          const stop = { kind: 'freeze' as const, via: 'staff' as const };
          // As it would be without what can't be read.
          expect(mayDo(state, stop, { ...asked_, actor: agent })).toEqual(
            mayDo(readable, stop, { ...asked_, actor: agent }),
          );
          expect(mayDo(state, { kind: 'freeze', via: 'told' }, { ...asked_, actor: agent })).toBeNull();
        }
        const [command, actor] = nextOf(desk_, readable, step, earlier);
        desk_.ask('case-1', command, actor);
        earlier.push([command, actor]);
      }
    }),
    { numRuns: 60 },
  );
});

const everyEvent: readonly CaseEvent[] = situations.flatMap((situation) =>
  situation === 'submitted' || situation === 're-secure' || situation.startsWith('fallback')
    ? []
    : caseIn(situation as 'triage').events(),
);
const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<never>;
const anyRow = fc.record({
  type: fc.oneof(fc.constantFrom(...Object.keys(allKinds), 'unread', 'constructor', '__proto__'), fc.string()),
  schema: fc.oneof(fc.constant(1), fc.integer(), fc.double()),
  data: fc.dictionary(fc.constantFrom('at', 'by', 'caseId', 'mailId', 'step', 'findings', 'accountId', 'x'), json),
  recordedAt: fc.constant(hoursOn(3)),
});

test('no sequence of rows, whatever they hold, breaks the reading of a case; what can’t be read is counted', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          anyRow.map((row) => readEvent(caseKinds, row)),
          fc.constantFrom(...everyEvent),
        ),
        { maxLength: 30 },
      ),
      (events) => {
        const state: CaseState | null = replay(events);
        const odd = events.filter((event) => event.type === 'unread').length;
        if (events.length === 0) expect(state).toBeNull();
        else if (!events.some((event) => event.type === 'case.opened'))
          expect(state!.unread).toBe(odd + (events[0]!.type === 'unread' ? 0 : 1));
        else expect(state!.unread).toBeLessThanOrEqual(odd + 1);
      },
    ),
    { numRuns: 500 },
  );
});

test('everything that a case writes fits its schema', () => {
  for (const event of everyEvent) {
    const sealed =
      'contact' in event ? ['contact', event.contact] : 'identity' in event ? ['identity', event.identity] : null;
    expect(() =>
      demandEvent(caseKinds, {
        type: event.type,
        schema: schemaOf(caseKinds[event.type]),
        data: event.data as unknown as JsonObject,
        ...(sealed === null
          ? {}
          : { personal: { key: `case:a/${sealed[0] as string}`, content: sealed[1] as JsonObject } }),
      }),
    ).not.toThrow();
  }
});
