import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agent,
  caseIn,
  customer,
  desk,
  lead,
  openedAt,
  otherAgent,
  policyOf,
  world,
  open,
} from '#support/example-case';
import type { World } from '#support/example-case';
import { letDesk, openFallback } from '#support/every-case';
import { createSimulatedDesk, nextOf, walk } from '#support/case-walks';
import { claimsOf, effectsOf } from './consequences';
import type { CaseState } from './state';
import { currentLink, isOpen } from './state';
import { undoMs } from './undo';

const link = (draftId: string, addressId = 'old') =>
  ({ kind: 'send-link', addressId, language: 'en', draftId }) as const;
const ready = (): World => {
  const at = world();
  at.must(open(), agent);
  at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  return at;
};
const newest = (at: World): string => at.state().mails.at(-1)!.mailId;
const undo = (at: World, mailId = newest(at)) => at.try({ kind: 'undo-mail', mailId }, agent);
const takeBack = (at: World, mailId = newest(at)): void => {
  at.must({ kind: 'undo-mail', mailId }, agent);
};
/** Without what counts events and tells times. */
const standing = ({ mails, ...rest }: CaseState) => ({
  ...rest,
  version: 0,
  updatedAt: '',
  senders: [],
  mails: mails.filter(({ state }) => state !== 'undone').map(({ mailId, state }) => ({ mailId, state })),
});

describe('a mail that somebody wrote', () => {
  test('leaves ten seconds after it was sent, and what the desk writes by itself at once', () => {
    const at = ready();
    const dueOf = (ask: () => void): readonly number[] => {
      const before = at.state();
      const from = at.events().length;
      ask();
      return at
        .events()
        .slice(from)
        .flatMap((event) => effectsOf(event, before, at.state(), policyOf()))
        .filter(({ kind }) => kind === 'send-mail')
        .map(({ dueAt }) => Date.parse(dueAt) - Date.parse(openedAt));
    };
    expect(undoMs).toBe(10_000);
    expect(dueOf(() => at.must(link('draft-1'), agent))).toEqual([10_000]);
    expect(
      dueOf(() =>
        at.must(
          {
            kind: 'send-answer',
            addressId: 'old',
            language: 'en',
            draftId: 'd2',
            own: { subject: 'Yes', written: [] },
          },
          agent,
        ),
      ),
    ).toEqual([10_000]);
    expect(
      dueOf(() => at.must({ kind: 'close', outcome: 'withdrawn', reason: 'called it off', tell: true }, agent)),
    ).toEqual([0, 0]);
  });

  test('is taken back by whoever sent it, and by nobody else', () => {
    const at = ready();
    at.must(link('draft-1'), agent);
    const mailId = newest(at);
    for (const other of [otherAgent, { ...lead }])
      expect(at.try({ kind: 'undo-mail', mailId }, other)).toMatchObject({
        refusal: { code: 'role-may-not', message: 'Only whoever sent a mail takes it back.' },
      });
    for (const other of [desk, customer])
      expect(at.try({ kind: 'undo-mail', mailId }, other)).toMatchObject({ refusal: { code: 'role-may-not' } });
    takeBack(at);
    expect(at.state().mails.at(-1)).toMatchObject({ state: 'undone', toldAt: null });
    expect(undo(at)).toMatchObject({ refusal: { code: 'already-done' } });
    expect(at.try({ kind: 'send-again', mailId }, agent)).toMatchObject({ refusal: { code: 'wrong-status' } });
  });

  test('is not any more once it began to leave: the outbox says so, or the link’s time, or its end', () => {
    const at = ready();
    at.must(link('draft-1'), agent);
    const leaving = { ok: false, refusal: { code: 'already-leaving' } };
    expect(at.try({ kind: 'undo-mail', mailId: newest(at) }, agent, { isLeaving: true })).toMatchObject(leaving);
    at.must({ kind: 'start-link-clock', checkId: currentLink(at.state())!.checkId }, desk);
    expect(undo(at)).toMatchObject(leaving);
    at.must({ kind: 'mail-failed', mailId: newest(at), why: { code: 'mail-down' } }, desk);
    expect(undo(at)).toMatchObject(leaving);
    at.must({ kind: 'send-again', mailId: newest(at) }, agent);
    expect(undo(at), 'a mail sent again leaves at once').toMatchObject(leaving);
  });

  test('never a notice, nor what a decision tells (R6)', () => {
    const at = caseIn('approved');
    const own = at.state().mails.filter(({ by }) => by === null);
    expect(own.map(({ template }) => template)).toContain('approval-notice');
    for (const { mailId } of own)
      for (const kind of ['undo-mail', 'cancel-mail'] as const)
        expect(at.try({ kind, mailId }, agent)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R6' } });
  });
});

describe('a link that was taken back', () => {
  test('is gone, and the case is where it was: the next one is its first', () => {
    const at = ready();
    const before = standing(at.state());
    at.must(link('draft-1'), agent);
    expect(at.state()).toMatchObject({ status: 'awaiting-customer', links: [{ state: 'asked', startedAt: null }] });
    const { checkId } = currentLink(at.state())!;
    takeBack(at);
    expect(standing(at.state())).toEqual(before);
    expect(at.try({ kind: 'start-link-clock', checkId }, desk)).toMatchObject({ refusal: { code: 'link-unknown' } });
    at.must(link('draft-2'), agent);
    expect(currentLink(at.state())).toMatchObject({ number: 1 });
  });

  test('gives the customer back the one before it, as it was (R4), with its end and its reminder', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'open-link', checkId: currentLink(at.state())!.checkId, device: 'phone' }, customer);
    const before = at.state();
    at.must(link('draft-2', 'private'), agent);
    expect(before.links[0]!.state).toBe('opened');
    expect(at.state().links.map(({ state }) => state)).toEqual(['replaced', 'asked']);
    const asked = at.state();
    const [event] = at.must({ kind: 'undo-mail', mailId: newest(at) }, agent);
    expect(standing(at.state())).toEqual(standing(before));
    expect(effectsOf(event!, asked, at.state(), policyOf()).map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ['expire-link', before.links[0]!.expiresAt],
      ['remind-link', expect.any(String)],
    ]);
  });

  test('leaves the one before it ended where it ended meanwhile', () => {
    const at = caseIn('awaiting-customer');
    at.must(link('draft-2'), agent);
    at.clock = 73;
    takeBack(at);
    expect(at.state()).toMatchObject({ status: 'link-expired', links: [{ state: 'expired' }] });
  });

  test('and another one before it: the case is where it was before both, in whichever order', () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const at = caseIn('awaiting-customer');
      const before = standing(at.state());
      const mails = ['draft-2', 'draft-3'].map((draftId) => {
        at.must(link(draftId), agent);
        return newest(at);
      });
      for (const which of order) takeBack(at, mails[which]);
      expect(standing(at.state())).toEqual(before);
    }
  });

  test('gives back one whose own message was dropped meanwhile as one to send again', () => {
    const at = ready();
    at.must(link('draft-1'), agent);
    const first = newest(at);
    at.must(link('draft-2'), agent);
    at.must({ kind: 'cancel-mail', mailId: first, why: { code: 'link-replaced' } }, desk);
    takeBack(at);
    expect(currentLink(at.state())).toMatchObject({ mailId: first, state: 'undeliverable' });
    at.must({ kind: 'send-again', mailId: first }, agent);
    expect(currentLink(at.state())?.state).toBe('asked');
  });

  test('moves no case that went on meanwhile: to an alternate method, or its end', () => {
    for (const [goOn, status] of [
      [(at: World) => at.must(openFallback(), agent), 'fallback-review'],
      [(at: World) => at.must({ kind: 'close', outcome: 'withdrawn', reason: 'called it off' }, agent), 'closed'],
    ] as const) {
      const at = ready();
      at.must(link('draft-1'), agent);
      const { mailId } = at.state().mails.at(-1)!;
      goOn(at);
      takeBack(at, mailId);
      expect(at.state()).toMatchObject({ status });
    }
  });

  test('does so in a frozen case too: what keeps a mail back brings nothing on (R7)', () => {
    const at = ready();
    at.must(link('draft-1'), agent);
    at.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
    takeBack(at);
    expect(at.state()).toMatchObject({ status: 'triage', links: [], frozen: { via: 'notice' } });
  });

  // It told nobody: no address got it, no token of it is known outside the desk. So a limit that counts what customers
  // get counts what left. Whoever sent it still counts as a sender (R9): they meant to, and it costs nobody anything.
  test('counts against no limit (R11): what it counted is given back; its sender stays one (R9)', () => {
    const at = ready();
    at.must(link('draft-1'), agent);
    const asked = at.events().find((event) => event.type === 'case.link-asked')!;
    const counted = claimsOf(asked, at.state(), policyOf()).filter(({ kind }) => kind === 'count');
    at.clock = 30;
    const [undone] = at.must({ kind: 'undo-mail', mailId: newest(at) }, agent);
    expect(counted).toHaveLength(2);
    expect(claimsOf(undone!, at.state(), policyOf())).toEqual(counted.map(({ name }) => ({ kind: 'give-back', name })));
    expect(at.state().senders).toContain('staff:agnes');
  });

  test('gives nothing back that it did not count: an answer does not', () => {
    const at = ready();
    at.must(
      { kind: 'send-answer', addressId: 'old', language: 'en', draftId: 'd', own: { subject: 'Yes', written: [] } },
      agent,
    );
    const [undone] = at.must({ kind: 'undo-mail', mailId: newest(at) }, agent);
    expect(claimsOf(undone!, at.state(), policyOf())).toEqual([]);
  });
});

describe('steps that were taken back', () => {
  test('leave what was recorded of their way as it was (R3), and ask nobody in the firm', () => {
    const at = world();
    at.must(open(), agent);
    at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'impossible', why: 'On leave.' }, agent);
    const before = standing(at.state());
    at.must(
      { kind: 'send-self-help', way: 'someone-in-the-firm', addressId: 'old', language: 'en', draftId: 'd1' },
      agent,
    );
    expect(at.state()).toMatchObject({
      status: 'awaiting-admin',
      selfHelp: { 'someone-in-the-firm': { outcome: 'offered' } },
    });
    takeBack(at);
    expect(standing(at.state())).toEqual(before);
  });

  test('change nothing of what somebody recorded since', () => {
    const at = world();
    at.must(open(), agent);
    at.must({ kind: 'send-self-help', way: 'backup-code', addressId: 'old', language: 'en', draftId: 'd1' }, agent);
    at.must({ kind: 'record-way', way: 'backup-code', outcome: 'tried', why: 'They found it, it is used.' }, agent);
    takeBack(at);
    expect(at.state().selfHelp['backup-code']).toMatchObject({ outcome: 'tried' });
  });
});

describe('a mail that is stopped', () => {
  test('is not tried any more, its link waits to be sent again, and others may stop it too', () => {
    const at = ready();
    at.must(link('draft-1'), agent);
    at.must({ kind: 'start-link-clock', checkId: currentLink(at.state())!.checkId }, desk);
    const mailId = newest(at);
    expect(at.try({ kind: 'cancel-mail', mailId }, otherAgent, { isLeaving: true })).toMatchObject({
      refusal: { code: 'already-leaving' },
    });
    at.must({ kind: 'cancel-mail', mailId }, otherAgent);
    expect(at.state()).toMatchObject({ status: 'awaiting-customer', links: [{ state: 'undeliverable' }] });
    expect(at.state().mails.at(-1)).toMatchObject({ state: 'cancelled' });
    expect(at.try({ kind: 'cancel-mail', mailId }, otherAgent)).toMatchObject({ refusal: { code: 'already-done' } });
    at.must({ kind: 'send-again', mailId }, agent);
    letDesk(at, 'submitted');
    expect(currentLink(at.state())?.state).toBe('running');
  });
});

test('whatever happened: a mail that was taken back was never sent, no link of it lives, and it is never sent again', () => {
  let undone = 0;
  fc.assert(
    fc.property(walk(10, 80), ({ steps }) => {
      const at = createSimulatedDesk(policyOf());
      at.ask('case-1', open(), agent);
      const gone = new Set<string>();
      for (const step of steps) {
        at.nowMs += Math.max(0, step.minutes) * 60_000;
        const [command, actor] = nextOf(at, at.state('case-1')!, step, []);
        const { happened, before } = at.ask('case-1', command, actor);
        for (const { event, after } of happened) {
          if (event.type === 'case.mail-undone') {
            undone += 1;
            gone.add(event.data.mailId);
            const was = before!.mails.find(({ mailId }) => mailId === event.data.mailId)!;
            expect(was, 'never sent before').toMatchObject({ state: 'waiting', toldAt: null, settledAt: null });
            expect(`staff:${actor.kind === 'staff' ? actor.id : ''}`).toBe(was.by);
          }
          for (const mailId of gone) {
            expect(after.mails.find((mail) => mail.mailId === mailId)).toMatchObject({ state: 'undone', toldAt: null });
            const of = after.links.find((one) => one.mailId === mailId);
            if (of !== undefined && isOpen(after)) expect(['replaced', 'expired']).toContain(of.state);
          }
        }
      }
    }),
    { numRuns: 400 },
  );
  expect(undone, 'it happened at all').toBeGreaterThan(20);
}, 60_000);
