import { calls } from '#contract/calls';
import { deskCalls } from '#contract/desk';
import type { DeskCalls } from '#main/desk/features';
import type { HandlersOf } from '#main/ipc/handlers';
import { describe, expect, it } from 'vitest';
import { practiceDesk } from '#support/practice-desk-around';

describe('a new practice desk', () => {
  const { desk } = practiceDesk({ sampleCases: true });

  it('opens without a fault', () => {
    expect(desk.faults).toEqual([]);
  });

  it("has sample cases in many statuses, made by the domain's own rules", async () => {
    await desk.signIn('ruth-tremblay');
    const { rows } = await desk.ask('queue.page', { view: 'all-open', search: '', after: null });
    const closed = await desk.ask('queue.page', { view: 'closed', search: '', after: null });
    expect(new Set([...rows, ...closed.rows].map((row) => row.status))).toEqual(
      new Set([
        'triage',
        'awaiting-admin',
        'awaiting-customer',
        'link-expired',
        'in-review',
        'approved',
        'needs-attention',
        'failed',
        'fallback-review',
        'recovered',
        'closed',
      ]),
    );
    expect(rows.filter((row) => row.frozen)).toHaveLength(2);
    expect(rows.flatMap((row) => row.marks)).toEqual(
      expect.arrayContaining(['repudiated', 're-secure', 'snoozed', 'primary-subscriber']),
    );
    expect(await desk.ask('queue.counts', {})).toMatchObject({ snoozed: 1, watched: 2, alerts: 3 });
  });

  it('has mail with the moments of its history, on each customer’s own clock, and kept as it left', async () => {
    await desk.signIn('ruth-tremblay');
    const { rows } = await desk.ask('mail.list', { state: 'sent', after: null });
    const letters = await desk.app.current()!.backEnds.sample!.mailbox.list({ limit: 500 });
    const ages: number[] = [];
    for (const { caseId, mailId, askedAt } of rows) {
      const { copies } = await desk.ask('cases.message', { caseId, mailId });
      const letter = letters.find(({ messageId }) => messageId === copies[0]?.messageId)!;
      expect(letter.sha256).toBe(copies[0]?.rawSha256);
      // A header tells whole seconds.
      expect(Date.parse(letter.writtenAt!)).toBe(Math.floor(Date.parse(askedAt) / 1000) * 1000);
      const { account } = await desk.ask('cases.get', { caseId });
      const local = new Intl.DateTimeFormat('sv-SE', {
        timeZone: account!.timeZone,
        dateStyle: 'short',
        timeStyle: 'medium',
      }).format(new Date(askedAt));
      expect(letter.writtenAt).toContain(local.replace(' ', 'T'));
      ages.push(desk.now().getTime() - Date.parse(letter.writtenAt!));
    }
    expect(ages.length).toBeGreaterThan(20);
    expect(Math.max(...ages)).toBeGreaterThan(96 * 3_600_000);
  });

  it('has a handler for each call but those about the desk itself, and one that is missing does not compile', () => {
    const handlers = desk.app.current()?.handlers;
    if (handlers === undefined) throw new Error('the desk is not open');
    expect(Object.keys(handlers).toSorted()).toEqual(
      Object.keys(calls)
        .filter((name) => !Object.hasOwn(deskCalls, name))
        .toSorted(),
    );
    const { 'cases.note': forgotten, ...rest } = handlers;
    expect(forgotten).toBeTypeOf('function');
    // @ts-expect-error: a note has no handler
    expect(rest satisfies HandlersOf<DeskCalls>).not.toHaveProperty('cases.note');
  });

  it('has a log that verifies', async () => {
    expect(await desk.ask('desk.verifyLog', {})).toMatchObject({ ok: true });
  });
});
