/**
 * Every situation of a case × every command, asked by whoever it is for: either events or a named refusal, none
 * unthought of. A row that is missing, or one that has too few or too many answers, does not compile.
 */
import { describe, expect, test } from 'vitest';
import { agent, customer, desk, lead, person, promoted, reviewer, secondReviewer, world } from '#support/example-case';
import type { Standing } from '#support/every-case';
import { askOf, fitting, frozenSituations, situations, standing } from '#support/every-case';
import type { CaseActor, CaseCommand } from './commands';
import type { CaseEvent } from './events';
import type { Decision, RefusalCode } from './refusal';
import { refusalCodes } from './refusal';
import type { CaseStatus } from './state';
import { evolve } from './evolve';
import { statuses } from './state';

type Kind = CaseCommand['kind'];
/** `nil`: yes, and nothing is left to be written down. */
type Answer = 'yes' | 'nil' | RefusalCode;
type OneFor<T extends readonly unknown[]> = { readonly [K in keyof T]: Answer };
type Row = OneFor<typeof situations>;
type FrozenRow = OneFor<typeof frozenSituations>;

const yes = 'yes',
  nil = 'nil',
  st = 'wrong-status',
  cl = 'closed',
  fz = 'frozen',
  op = 'already-open',
  nf = 'not-found',
  un = 'link-unknown',
  us = 'link-used',
  ex = 'link-expired',
  ce = 'code-expired',
  co = 'cooling-off';

const table: Readonly<Record<Kind, readonly [Row, FrozenRow]>> = {
  // The case stands in:                                                                                     It is
  // frozen over:
  // triage              submitted           fallback: gathering needs-attention       triage              approved
  // awaiting-admin      in-review           fallback: deciding  recovered             awaiting-customer   disabling
  // awaiting-customer   awaiting-second     approved            closed                in-review           recovered
  // link-expired        failed              disabling           re-secure             fallback: deciding  closed
  //                                                                                                         submitted
  open: [
    [op, op, op, op, op, op, op, op, op, op, op, op, op, op, op, op],
    [op, op, op, op, op, op, op, op, op],
  ],
  'open-re-secure': [
    [nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil],
    [nil, nil, nil, nil, nil, nil, nil, nil, nil],
  ],
  attach: [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, cl, cl, yes],
    [yes, yes, yes, yes, yes, yes, cl, cl, yes],
  ],
  'read-account': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  assign: [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  snooze: [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, cl, cl, yes],
    [fz, fz, fz, fz, fz, fz, cl, cl, fz],
  ],
  wake: [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, nil, nil, yes],
    [nil, nil, nil, nil, nil, nil, nil, nil, nil],
  ],
  note: [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'record-way': [
    [yes, yes, st, st, st, st, st, st, st, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'override-self-help': [
    [yes, yes, yes, yes, st, st, st, st, st, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'send-self-help': [
    [yes, yes, st, st, st, st, st, st, st, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'send-link': [
    [yes, yes, yes, yes, st, st, st, st, st, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'send-answer': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'send-again': [
    [yes, yes, yes, ex, us, us, us, yes, yes, ce, yes, yes, yes, yes, yes, nf],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'undo-mail': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'cancel-mail': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, nf],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'start-link-clock': [
    [un, un, nil, nil, nil, nil, nil, nil, un, un, nil, nil, nil, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'mail-accepted': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, nf],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'mail-failed': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, nf],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'receive-message': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'read-message': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'mail-bounced': [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, nf],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  'open-link': [
    [nil, nil, yes, yes, yes, yes, yes, yes, nil, nil, yes, yes, yes, yes, nil, nil],
    [nil, nil, nil, nil, nil, nil, nil, nil, nil],
  ],
  'remind-link': [
    [nil, nil, yes, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'expire-link': [
    [nil, nil, yes, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil],
    [nil, yes, nil, nil, nil, nil, nil, nil, nil],
  ],
  submit: [
    [un, un, yes, ex, us, us, us, us, un, un, us, us, us, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'record-result': [
    [un, un, nil, nil, yes, nil, nil, nil, un, un, nil, nil, nil, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'result-late': [
    [un, un, nil, nil, yes, nil, nil, nil, un, un, nil, nil, nil, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  decide: [
    [st, st, st, st, st, yes, yes, st, st, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'open-fallback': [
    [yes, yes, yes, yes, st, st, st, yes, st, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'set-fallback-item': [
    [st, st, st, st, st, st, st, st, yes, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'ask-attestation': [
    [st, st, st, st, st, st, st, st, yes, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'answer-attestation': [
    [st, st, st, st, st, st, st, st, yes, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'submit-fallback': [
    [st, st, st, st, st, st, st, st, yes, st, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'decide-fallback': [
    [st, st, st, st, st, st, st, st, st, yes, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'withdraw-fallback': [
    [st, st, st, st, st, st, st, st, yes, yes, st, st, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'change-cooling-off': [
    [st, st, st, st, st, st, st, st, st, st, yes, st, st, st, st, st],
    [st, st, st, st, yes, st, st, st, st],
  ],
  'revoke-approval': [
    [st, st, st, st, st, st, st, st, st, st, yes, st, yes, st, st, st],
    [st, st, st, st, yes, yes, st, st, st],
  ],
  'watch-looked': [
    [st, st, st, st, st, st, st, st, st, st, st, st, st, yes, st, st],
    [st, st, st, st, st, st, yes, st, st],
  ],
  'step-secure': [
    [st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, yes],
    [st, st, st, st, st, st, st, st, st],
  ],
  'stop-secure': [
    [st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, yes],
    [st, st, st, st, st, st, st, st, st],
  ],
  'begin-disable': [
    [st, st, st, st, st, st, st, st, st, st, co, nil, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'step-disable': [
    [st, st, st, st, st, st, st, st, st, st, yes, yes, yes, nil, st, st],
    [st, st, st, st, yes, yes, nil, st, st],
  ],
  'stop-disable': [
    [st, st, st, st, st, st, st, st, st, st, yes, yes, nil, nil, st, st],
    [st, st, st, st, yes, yes, nil, st, st],
  ],
  'resume-disable': [
    [st, st, st, st, st, st, st, st, st, st, st, st, yes, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'finish-disable': [
    [st, st, st, st, st, st, st, st, st, st, st, yes, st, cl, cl, st],
    [fz, fz, fz, fz, fz, fz, fz, fz, fz],
  ],
  'evidence-destroyed': [
    [un, un, yes, yes, yes, yes, yes, yes, un, un, yes, yes, yes, yes, un, un],
    [un, yes, yes, un, yes, yes, yes, un, yes],
  ],
  freeze: [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  unfreeze: [
    [st, st, st, st, st, st, st, st, st, st, st, st, st, st, st, st],
    [yes, yes, yes, yes, yes, yes, yes, yes, yes],
  ],
  close: [
    [yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, yes, st, yes, cl, cl, yes],
    [yes, yes, yes, yes, yes, yes, cl, cl, yes],
  ],
  reopen: [
    [st, st, st, st, st, st, st, st, st, st, st, st, st, st, yes, st],
    [st, st, st, st, st, st, st, fz, st],
  ],
};
const kinds = Object.keys(table) as readonly Kind[];

const byOf = (kind: Kind, at: Standing): CaseActor => {
  const { by } = fitting[kind];
  return typeof by === 'function' ? by(at) : by;
};
const readyFor = (kind: Kind, at: Standing): Standing => fitting[kind].first?.(at) ?? at;
const answerOf = (answer: Decision<CaseEvent>): Answer =>
  !answer.ok ? answer.refusal.code : answer.events.length > 0 ? 'yes' : 'nil';
const columns = [
  ...situations.map((situation) => [situation, false] as const),
  ...frozenSituations.map((situation) => [situation, true] as const),
];
const title = (situation: string, isFrozen: boolean): string => (isFrozen ? `frozen over ${situation}` : situation);

describe('every situation × every command', () => {
  test.each(kinds)('%s', (kind) => {
    const [stands, frozen] = table[kind];
    const expected = columns.map(([situation, isFrozen]) => [
      title(situation, isFrozen),
      isFrozen
        ? frozen[frozenSituations.indexOf(situation as (typeof frozenSituations)[number])]
        : stands[situations.indexOf(situation)],
    ]);
    const answers = columns.map(([situation, isFrozen]) => {
      const at = readyFor(kind, standing(situation, isFrozen));
      return [title(situation, isFrozen), answerOf(askOf(at, fitting[kind].command(at), byOf(kind, at)))];
    });
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(expected));
  });

  test('no status is left out', () => {
    expect([...new Set(situations.map((situation) => standing(situation).state.status))].toSorted()).toEqual(
      [...statuses].toSorted(),
    );
  });

  test('a command where no case is: only the two that open one', () => {
    const at = standing('triage');
    const nowhere = world();
    for (const kind of kinds)
      expect(answerOf(nowhere.try(fitting[kind].command(at), byOf(kind, at))), kind).toBe(
        kind === 'open' || kind === 'open-re-secure' ? 'yes' : 'not-found',
      );
  });
});

/** Where a status may go (PRODUCT.md, "Statuses of a case"). `reopened` is the one way out of `closed`. */
const graph: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  triage: ['awaiting-admin', 'awaiting-customer', 'fallback-review', 'closed'],
  'awaiting-admin': ['triage', 'awaiting-customer', 'fallback-review', 'closed'],
  'awaiting-customer': ['link-expired', 'submitted', 'fallback-review', 'closed'],
  'link-expired': ['awaiting-customer', 'fallback-review', 'closed'],
  submitted: ['in-review', 'closed'],
  'in-review': ['awaiting-second', 'approved', 'awaiting-customer', 'failed', 'closed'],
  'awaiting-second': ['in-review', 'approved', 'awaiting-customer', 'failed', 'closed'],
  failed: ['fallback-review', 'closed'],
  'fallback-review': ['approved', 'failed', 'triage', 'closed'],
  approved: ['disabling', 'needs-attention', 'in-review', 'fallback-review', 'closed'],
  disabling: ['needs-attention', 'recovered', 'in-review', 'fallback-review', 'closed'],
  'needs-attention': ['disabling', 'approved', 'in-review', 'fallback-review', 'closed'],
  recovered: [],
  closed: ['triage'],
};
const people: Readonly<Record<string, CaseActor>> = {
  agent,
  reviewer,
  'another reviewer': secondReviewer,
  lead,
  customer,
  desk,
  'the opener, a reviewer since': promoted,
  'the owner of the account': person('olga', 'reviewer', 'Olga@Firm.example'),
};

describe.each(columns)('%s (frozen: %s), every command by every kind of person', (situation, isFrozen) => {
  const asked = kinds.flatMap((kind) => {
    const at = readyFor(kind, standing(situation, isFrozen));
    return Object.entries(people).map(([who, actor]) => ({
      kind,
      who,
      at,
      answer: askOf(at, fitting[kind].command(at), actor),
    }));
  });

  test('each refusal has a name, and a sentence that ends', () => {
    for (const { kind, who, answer } of asked) {
      if (answer.ok) continue;
      expect(refusalCodes, `${kind} by ${who}`).toContain(answer.refusal.code);
      expect(answer.refusal.message, `${kind} by ${who}`).toMatch(/^[A-Z].*[.]$/s);
    }
  });

  test('each yes leads where the statuses allow, and leaves the freeze to a lead', () => {
    for (const { kind, who, at, answer } of asked) {
      if (!answer.ok) continue;
      const after = answer.events.reduce(evolve, at.state);
      if (after.status !== at.state.status)
        expect(graph[at.state.status], `${kind} by ${who} led to ${after.status}`).toContain(after.status);
      if (at.state.frozen !== null && after.frozen === null) expect(who, kind).toBe('lead');
    }
  });

  test('the owner of the account may stop it and nothing more (R9)', () => {
    const allowed = asked
      .filter(({ who, answer }) => who === 'the owner of the account' && answer.ok)
      .map(({ kind }) => kind);
    expect(allowed).toEqual(['assign', 'freeze']);
  });
});
