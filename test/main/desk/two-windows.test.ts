/** Two windows at one desk in one process, through all of main: each has its own session, and hears what concerns it. */
import type { CallResult } from '#contract/errors';
import type { BridgeEvent } from '#contract/events';
import type { Connection } from '#main/app';
import { practicePassword } from '#main/staff/practice-staff';
import { practiceDesk } from '#support/practice-desk-around';
import { beforeAll, describe, expect, it } from 'vitest';

const agent = 'maya-okafor';
const lead = 'ruth-tremblay';

describe('two windows at one desk', () => {
  const heard: BridgeEvent[] = [];
  const { desk } = practiceDesk();
  let second: Connection;
  beforeAll(() => {
    second = desk.app.connect((event) => heard.push(event));
  });
  const signInThere = (staffId: string): Promise<CallResult<unknown>> =>
    second.call('session.signIn', { staffId, password: practicePassword, code: desk.code(staffId) });
  const sessionEvents = (events: readonly BridgeEvent[]) => events.filter(({ type }) => type === 'session');

  it('are two people, each with the rights of their own role', async () => {
    await desk.signIn(agent);
    expect(await second.call('staff.list', {})).toMatchObject({ ok: false, error: { code: 'not-signed-in' } });
    await signInThere(lead);
    expect(await desk.ask('session.state', {})).toMatchObject({ state: 'signed-in', who: { staffId: agent } });
    expect(await second.call('session.state', {})).toMatchObject({ value: { who: { staffId: lead } } });
    const invite = { name: 'Noor Haddad', address: 'noor@lumen-practice.example', role: 'agent' };
    expect(await desk.refusal('staff.invite', { ...invite, code: desk.code(agent) })).toMatchObject({
      code: 'not-permitted',
    });
    expect(await second.call('staff.invite', { ...invite, code: desk.code(lead) })).toMatchObject({ ok: true });
  });

  it('hear of what changed at the desk both, and of a session only their own', async () => {
    const before = { here: sessionEvents(desk.events).length, there: sessionEvents(heard).length };
    await desk.ask('session.lock', {});
    expect(sessionEvents(desk.events).slice(before.here)).toEqual([{ type: 'session', reason: 'locked' }]);
    expect(sessionEvents(heard)).toHaveLength(before.there);
    expect(await second.call('session.state', {})).toMatchObject({ value: { state: 'signed-in' } });
    const staffChanged = (events: readonly BridgeEvent[]) =>
      events.filter((event) => event.type === 'changed' && event.topics.includes('staff')).length;
    const changes = { here: staffChanged(desk.events), there: staffChanged(heard) };
    await second.call('staff.changeRole', { staffId: 'priya-raman', role: 'reviewer', code: desk.code(lead) });
    expect(staffChanged(desk.events)).toBeGreaterThan(changes.here);
    expect(staffChanged(heard)).toBeGreaterThan(changes.there);
  });

  it('end apart: a window that was closed signs nobody out, and hears nothing more', async () => {
    await desk.ask('session.switchTo', { staffId: agent, code: desk.code(agent) });
    second.close();
    const count = heard.length;
    expect(await desk.ask('session.state', {})).toMatchObject({ state: 'signed-in', who: { staffId: agent } });
    await desk.ask('session.signOut', {});
    expect(heard).toHaveLength(count);
  });

  it('are signed out both when the desk starts over', async () => {
    const third = desk.app.connect(() => undefined);
    await third.call('session.signIn', { staffId: lead, password: practicePassword, code: desk.code(lead) });
    await desk.signIn(agent);
    await desk.ask('desk.startOver', { confirm: 'start over' });
    expect(await third.call('session.state', {})).toMatchObject({ value: { state: 'signed-out' } });
    expect(await desk.ask('session.state', {})).toMatchObject({ state: 'signed-out' });
  }, 60_000);
});
