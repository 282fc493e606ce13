/** Reasons that a rule asks for: spaces say nothing, and the least length is enough (R7, R12, R13). */
import { describe, expect, test } from 'vitest';
import { agent, caseIn, decide, digest, lead, marks, reviewer } from '#support/example-case';
import type { World } from '#support/example-case';
import { decideFallback, fallbackIn, openFallback } from '#support/every-case';
import type { CaseActor, CaseCommand } from './commands';

const frozen = (): World => {
  const at = caseIn('awaiting-customer');
  at.must({ kind: 'freeze', via: 'staff', words: '' }, agent);
  return at;
};
const fallback = (stage: 'preparing' | 'deciding') => () => fallbackIn(stage);

type Row = readonly [
  what: string,
  least: number,
  at: () => World,
  by: CaseActor,
  command: (reason: string, at: World) => CaseCommand,
];
const rows: readonly Row[] = [
  [
    'that a way is impossible',
    3,
    () => caseIn('triage'),
    agent,
    (why) => ({ kind: 'record-way', way: 'backup-code', outcome: 'impossible', why }),
  ],
  ['what a case waits for', 3, () => caseIn('triage'), agent, (reason) => ({ kind: 'snooze', until: null, reason })],
  [
    'why a case is closed',
    3,
    () => caseIn('triage'),
    agent,
    (reason) => ({ kind: 'close', outcome: 'withdrawn', reason }),
  ],
  ['why a case is opened again', 10, () => caseIn('closed'), agent, (reason) => ({ kind: 'reopen', reason })],
  ['what the owner said', 3, () => caseIn('in-review'), agent, (words) => ({ kind: 'freeze', via: 'told', words })],
  ['why a freeze is lifted', 10, frozen, lead, (reason) => ({ kind: 'unfreeze', reason })],
  [
    'why an approval is taken back',
    10,
    () => caseIn('approved'),
    reviewer,
    (reason) => ({ kind: 'revoke-approval', reason }),
  ],
  [
    'why another method is needed',
    10,
    () => caseIn('awaiting-customer'),
    agent,
    (reason) => openFallback('live-video-call', { reason }),
  ],
  [
    'what was seen of an item',
    3,
    fallback('preparing'),
    agent,
    (note) => ({ kind: 'set-fallback-item', item: 'id-beside-face', value: 'seen', note }),
  ],
  ['why a method is taken back', 3, fallback('preparing'), agent, (reason) => ({ kind: 'withdraw-fallback', reason })],
  [
    'what was seen, of whoever decides on a method',
    10,
    fallback('deciding'),
    reviewer,
    (reason, at) => decideFallback(at.state(), 'approve', { reason }),
  ],
  [
    'of a mark',
    3,
    () => caseIn('in-review'),
    reviewer,
    (reason, at) => decide('pass', digest(at.state()), { marks: marks().map((mark) => ({ ...mark, reason })) }),
  ],
];

describe.each(rows)('the reason %s', (_what, least, make, by, command) => {
  test(`is missing where it has fewer than ${least} characters, spaces around it aside`, () => {
    const at = make();
    for (const reason of ['', ' '.repeat(least), `  ${'x'.repeat(least - 1)}  `])
      expect(at.try(command(reason, at), by)).toMatchObject({ ok: false, refusal: { code: 'reason-missing' } });
  });

  test('is one with as many', () => {
    const at = make();
    expect(at.try(command('x'.repeat(least), at), by)).toMatchObject({ ok: true });
  });
});

test('the reason of a name that differs has ten characters, spaces around it aside (R12)', () => {
  const at = caseIn('in-review');
  const name = { rule: 'plain-strict-v1', equal: false };
  const pass = (nameReason: string) => at.try(decide('pass', digest(at.state()), { nameReason }), reviewer, { name });
  for (const reason of ['', ' '.repeat(10), `  ${'x'.repeat(9)}  `])
    expect(pass(reason)).toMatchObject({ ok: false, refusal: { code: 'name-differs' } });
  expect(pass('x'.repeat(10))).toMatchObject({ ok: true });
});
