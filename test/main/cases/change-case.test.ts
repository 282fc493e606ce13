import { describe, expect, test } from 'vitest';
import type { CaseCommand } from '#domain/case/commands';
import { currentLink } from '#domain/case/state';
import { changeCase, loadCase } from '#main/cases/change-case';
import type { CasesDeps, ChangeRequest } from '#main/cases/change-case';
import { CallFailure } from '#main/ipc/failure';
import type { EventLog } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';
import {
  agent,
  customer,
  decide,
  desk,
  digest,
  lookedFor,
  lead,
  open,
  openedAt,
  policyOf,
  result,
  reviewer,
  secondReviewer,
  submission,
} from '#support/example-case';
import { casesOver, oneCase } from '#support/memory-desk';

/**
 * A desk's cases over a log in memory. `between` happens once, after a case was loaded and before its change is
 * appended.
 */
const deskWith = (policy = policyOf(), log: EventLog = createMemoryLog()) => {
  let between: (() => Promise<unknown>) | null = null;
  const interrupted: EventLog = {
    ...log,
    append: async (request) => {
      const first = between;
      between = null;
      await first?.();
      return log.append(request);
    },
  };
  const deps = casesOver(interrupted, {
    policy: () => policy,
    nameOf: (actor) => ({ 'staff:rita': 'Rita', 'staff:ravi': 'Ravi', desk: 'The desk' })[actor] ?? 'Somebody',
  });
  const { change, state } = oneCase(deps);
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof CallFailure)) throw new Error('was not refused');
    return error.error;
  };
  return {
    log,
    deps,
    change,
    state,
    refusal,
    meanwhile(work: () => Promise<unknown>) {
      between = work;
    },
    async inReview() {
      await change(open(), agent);
      await change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
      await change({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
      const { checkId } = currentLink(await state())!;
      await change({ kind: 'start-link-clock', checkId }, desk);
      await change(submission(checkId), customer);
      await change(result(checkId), desk);
    },
  };
};

describe('what a change asks of the store', () => {
  /** Names of the calls, in order, from here on. */
  const counted = async () => {
    const calls: string[] = [];
    const inner = createMemoryLog();
    const log: EventLog = {
      ...inner,
      append: (request) => (calls.push('append'), inner.append(request)),
      readStream: (stream, after) => (calls.push('read'), inner.readStream(stream, after)),
    };
    const at = deskWith(policyOf(), log);
    await at.change(open(), agent);
    calls.length = 0;
    return { ...at, calls };
  };
  const note: CaseCommand = { kind: 'note', text: 'Called back.' };

  test('a note is one reading and one append', async () => {
    const { change, calls } = await counted();
    await change(note, agent);
    expect(calls).toEqual(['read', 'append']);
  });

  test('a case that its caller just read is not read again', async () => {
    const { change, calls, log } = await counted();
    const loaded = (await loadCase(log, 'case-1'))!;
    calls.length = 0;
    await change(note, agent, { loaded });
    expect(calls).toEqual(['append']);
  });

  test('unless it moved meanwhile: then the change is decided from what is there now', async () => {
    const { change, calls, log, state } = await counted();
    const loaded = (await loadCase(log, 'case-1'))!;
    await change({ kind: 'freeze', via: 'notice', words: '' }, customer);
    calls.length = 0;
    await change(note, agent, { loaded });
    expect(calls).toEqual(['append', 'read', 'append']);
    expect(await state()).toMatchObject({ frozen: { by: 'customer' }, version: loaded.version + 2 });
  });
});

describe('two people at once', () => {
  test('a decision that another one overtook is never decided again by the machine, and says who did what', async () => {
    const at = deskWith(policyOf({ approvalsWithoutProvider: 2 }));
    await at.inReview();
    const view = digest(await at.state());
    at.meanwhile(() => at.change(decide('pass', view), reviewer));
    expect(await at.refusal(at.change(decide('pass', view), secondReviewer))).toMatchObject({
      code: 'conflict',
      message:
        'Rita changed this case meanwhile (decided). Nothing of yours was written. Look again before you decide.',
    });
    expect((await at.state()).decisions.map(({ by }) => by)).toEqual(['staff:rita']);
    expect((await at.state()).status).toBe('awaiting-second');
  });

  test('a freeze that comes between stops the decision', async () => {
    const at = deskWith();
    await at.inReview();
    at.meanwhile(() => at.change({ kind: 'freeze', via: 'notice', words: '' }, customer));
    expect(await at.refusal(at.change(decide('pass', digest(await at.state())), reviewer))).toMatchObject({
      code: 'conflict',
    });
    expect(await at.state()).toMatchObject({ status: 'in-review', frozen: { via: 'notice' }, decisions: [] });
  });

  test.each([
    ['close', { kind: 'close', outcome: 'withdrawn', reason: 'called off' }, agent],
    ['a lifted freeze', { kind: 'unfreeze', reason: 'Called the customer back.' }, lead],
  ] as const)('so is any other choice of a person: %s', async (_, command, actor) => {
    const at = deskWith();
    await at.inReview();
    if (command.kind === 'unfreeze') await at.change({ kind: 'freeze', via: 'notice', words: '' }, customer);
    at.meanwhile(() => at.change({ kind: 'note', text: 'Wait, they call back.' }, reviewer));
    expect(await at.refusal(at.change(command, actor))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Rita changed this case meanwhile (noted)') as string,
    });
  });

  test('a note, a freeze and what the desk does are written all the same', async () => {
    const at = deskWith();
    await at.inReview();
    for (const [command, actor] of [
      [{ kind: 'note', text: 'one' }, agent],
      [{ kind: 'freeze', via: 'staff', words: 'odd' }, agent],
    ] as const) {
      at.meanwhile(() => at.change({ kind: 'note', text: 'in between' }, reviewer));
      await at.change(command, actor);
    }
    expect((await at.state()).frozen).not.toBeNull();
  });

  test('what the desk notes down about its mail is no conflict, not even for a decision: nothing that was shown has changed', async () => {
    const at = deskWith();
    await at.inReview();
    const mailId = (await at.state()).mails[0]!.mailId;
    at.meanwhile(() => at.change({ kind: 'mail-accepted', mailId, messageId: '<x>', rawSha256: 'aa' }, desk));
    await at.change(decide('pass', digest(await at.state())), reviewer);
    expect(await at.state()).toMatchObject({
      status: 'approved',
      mails: expect.arrayContaining([expect.objectContaining({ mailId, state: 'sent' })]) as unknown[],
    });
  });

  test('a view that changes between the look and the append is seen, whatever was computed before', async () => {
    const at = deskWith();
    await at.inReview();
    const view = digest(await at.state());
    await at.change(
      { kind: 'read-account', account: { ...(await at.state()).account!, name: 'Olga Roy' }, system: 'Sample' },
      desk,
    );
    expect(await at.refusal(at.change(decide('pass', view), reviewer))).toMatchObject({
      code: 'view-changed',
      rule: 'R23',
    });
  });
});

describe('one append', () => {
  test('a case takes its account, and a second one is told that there is one (R10)', async () => {
    const at = deskWith();
    await at.change(open(), agent);
    expect(
      await at.refusal(
        changeCase(at.deps, {
          caseId: 'case-2',
          command: { ...open(), caseId: 'case-2', number: 'RD-1002' } as CaseCommand,
          actor: agent,
        }),
      ),
    ).toMatchObject({ code: 'already-open', rule: 'R10' });
    expect(
      await at.refusal(
        changeCase(at.deps, {
          caseId: 'case-2',
          command: {
            ...(open() as CaseCommand & { kind: 'open' }),
            caseId: 'case-2',
            account: { ...(await at.state()).account!, accountId: 'lumen:acc-2' },
          },
          actor: agent,
        }),
      ),
    ).toMatchObject({ code: 'conflict' });
    await at.change({ kind: 'close', outcome: 'withdrawn', reason: 'called off' }, agent);
    await changeCase(at.deps, {
      caseId: 'case-2',
      command: { ...open(), caseId: 'case-2', number: 'RD-1002' } as CaseCommand,
      actor: agent,
    });
  });

  test('a code that was used already refuses the whole change (R21)', async () => {
    const at = deskWith();
    await at.inReview();
    const claims = [{ kind: 'unique', name: 'code:rita:1' }] as const;
    await at.change({ kind: 'note', text: 'with a code' }, reviewer, { claims });
    expect(await at.refusal(at.change(decide('pass', digest(await at.state())), reviewer, { claims }))).toMatchObject({
      code: 'code-used',
      rule: 'R21',
    });
    expect((await at.state()).status).toBe('in-review');
  });

  test('the same intention twice, after a lost answer, is one change', async () => {
    const log = createMemoryLog();
    const at = deskWith(policyOf(), log);
    await at.change(open(), agent);
    await at.change({ kind: 'note', text: 'once' }, agent, { intentId: 'the-note' });
    // As the caller that never heard back would: from before its change was there.
    const stale: EventLog = {
      ...log,
      readStream: async (stream, after) =>
        (await log.readStream(stream, after)).filter(({ type }) => type !== 'case.noted'),
    };
    await changeCase(
      { ...at.deps, log: stale },
      { caseId: 'case-1', command: { kind: 'note', text: 'once' }, actor: agent, intentId: 'the-note' },
    );
    expect((await log.readStream('case:case-1')).filter(({ type }) => type === 'case.noted')).toHaveLength(1);
  });

  test('signs what authorises, and nothing else', async () => {
    const at = deskWith();
    await at.inReview();
    await at.change(decide('pass', digest(await at.state())), reviewer, {
      sign: async (event) =>
        event.type === 'case.decided' ? { by: 'staff:rita', keyId: 'k', value: 'c2lnbmVk' } : undefined,
    });
    const stored = await at.log.readStream('case:case-1');
    expect(stored.filter((row) => row.signature !== undefined).map(({ type }) => type)).toEqual(['case.decided']);
  });
});

describe('what a decision rests on beside the case', () => {
  /** Two desks over one log: the other one changes the policy between this one's decision and its append. */
  const withGround = () => {
    const log = createMemoryLog();
    let policy = policyOf({ linksPerAccountAndDay: 3 });
    let known = 0;
    let refreshed = 0;
    const at = deskWith(policy, log);
    const deps: CasesDeps = {
      ...at.deps,
      policy: () => policy,
      ground: {
        policy: () => ({ stream: 'desk', expectedVersion: known }),
        staff: () => ({ stream: 'staff:roll', expectedVersion: 0 }),
        refresh: async () => {
          refreshed += 1;
          known = (await log.readStream('desk')).length;
          if (known > 0) policy = policyOf({ linksPerAccountAndDay: 0 });
        },
      },
    };
    const change = (command: CaseCommand, actor: ChangeRequest['actor']) =>
      changeCase(deps, {
        caseId: 'case-1',
        command,
        actor,
        facts: (state) => ({
          digestNow: digest(state),
          looked: lookedFor(state, command),
          name: { rule: 'plain-strict-v1', equal: true },
        }),
      });
    const policyChanges = () =>
      log.append({
        streams: [
          {
            stream: 'desk',
            events: [{ eventId: 'p', type: 'policy.changed', schema: 1, actor: 'staff:lena', data: {} }],
          },
        ],
        at: openedAt,
      });
    return { ...at, change, policyChanges, refreshed: () => refreshed };
  };

  test('is what it is appended against: a link is asked for anew, under the policy that holds by then', async () => {
    const at = withGround();
    await at.change(open(), agent);
    await at.change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    at.meanwhile(at.policyChanges);
    expect(await at.refusal(at.change({ kind: 'send-link', addressId: 'old', language: 'en' }, agent))).toMatchObject({
      code: 'limit-account-day',
      rule: 'R11',
    });
    expect((await at.state()).links).toEqual([]);
  });

  test('tells whoever gave their word that it moved, and writes nothing', async () => {
    const at = withGround();
    await at.inReview();
    at.meanwhile(at.policyChanges);
    expect(await at.refusal(at.change(decide('pass', digest(await at.state())), reviewer))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('policy or its staff changed meanwhile. Nothing of yours was written'),
    });
    expect((await at.state()).decisions).toEqual([]);
  });

  test('never holds up a freeze (R7)', async () => {
    const at = withGround();
    await at.inReview();
    at.meanwhile(at.policyChanges);
    await at.change({ kind: 'freeze', via: 'notice', words: '' }, customer);
    expect((await at.state()).frozen).not.toBeNull();
    expect(at.refreshed()).toBe(0);
  });
});
