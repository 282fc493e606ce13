import { calls } from '#contract/calls';
import { CallFailure } from '#main/ipc/failure';
import { createRouter } from '#main/ipc/router';
import type { Seat, SessionStanding } from '#main/ipc/handlers';
import { grants, roles } from '#domain/access/roles';
import { describe, expect, it } from 'vitest';

const signedIn = (role: (typeof roles)[number]): SessionStanding => ({
  state: 'signed-in',
  session: { seatId: 'seat-1', staffId: 'maya', role, name: 'Maya', address: 'maya@desk.example' },
  permissions: grants[role],
});

/** A seat at which nothing happens. */
const seatWith = (standing: SessionStanding): Seat => {
  const never = async (): Promise<never> => {
    throw new Error('not asked here');
  };
  const nothing = (): void => undefined;
  return {
    id: 'seat-1',
    standing: () => standing,
    state: never,
    signIn: never,
    switchTo: never,
    lock: nothing,
    signOut: nothing,
    touch: nothing,
    close: nothing,
  };
};

const routerFor = (standing: SessionStanding, reached: string[] = []) => {
  const route = createRouter({
    calls,
    handlers: () =>
      Object.fromEntries(
        Object.keys(calls).map((name) => [
          name,
          async () => {
            reached.push(name);
            throw new CallFailure({ code: 'not-found', message: 'reached' });
          },
        ]),
      ),
    now: () => new Date(0),
  });
  return (name: unknown, input: unknown) => route(seatWith(standing), name, input);
};

describe.each(Object.entries(calls))('%s', (name, call) => {
  it('is refused without a session, unless anyone may', async () => {
    for (const standing of [{ state: 'signed-out' }, { state: 'locked' }] as const) {
      const reached: string[] = [];
      const result = await routerFor(standing, reached)(name, {});
      expect(result.ok).toBe(false);
      if (call.guard !== 'anyone') {
        expect(reached).toEqual([]);
        expect(!result.ok && result.error.code).toBe(standing.state === 'locked' ? 'locked' : 'not-signed-in');
      }
    }
  });

  it('is refused to every role without its permission, and the refusal says who may', async () => {
    for (const role of roles) {
      const reached: string[] = [];
      const result = await routerFor(signedIn(role), reached)(name, { hostile: true });
      const may = call.guard === 'anyone' || call.guard === 'signed-in' || grants[role].includes(call.guard);
      expect(!result.ok && result.error.code).toBe(may ? 'bad-input' : 'not-permitted');
      expect(reached).toEqual([]);
    }
  });

  it('refuses malformed input before the handler sees it', async () => {
    const permitted = roles.find(
      (role) => call.guard === 'anyone' || call.guard === 'signed-in' || grants[role].includes(call.guard),
    );
    expect(permitted).toBeDefined();
    for (const input of [
      null,
      undefined,
      7,
      'text',
      [],
      { unexpected: 1 },
      { __proto__: null, constructor: 1 },
      new Map(),
    ]) {
      const reached: string[] = [];
      const result = await routerFor(signedIn(permitted ?? 'agent'), reached)(name, input);
      expect(!result.ok && result.error.code).toBe('bad-input');
      expect(reached).toEqual([]);
    }
  });
});

describe('the router', () => {
  it('does not know inherited names', async () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', '', 7, null]) {
      const result = await routerFor(signedIn('lead'))(name, {});
      expect(!result.ok && result.error.code).toBe('unknown-call');
    }
  });

  it('keeps a fault inside: no stack and no text of it crosses', async () => {
    const faults: unknown[] = [];
    const router = createRouter({
      calls,
      handlers: () => ({
        'session.state': async () => {
          throw new Error('secret path /root/x');
        },
      }),
      now: () => new Date(0),
      onFault: (_, error) => faults.push(error),
    });
    const result = await router(null, 'session.state', {});
    expect(JSON.stringify(result)).not.toContain('secret path');
    expect(faults).toHaveLength(1);
  });

  it('says that the desk is not open yet where nobody answers a call now', async () => {
    const router = createRouter({
      calls,
      handlers: () => ({}),
      now: () => new Date(0),
    });
    expect(await router(seatWith(signedIn('agent')), 'staff.list', {})).toMatchObject({
      ok: false,
      error: { code: 'store-away' },
    });
  });

  it('does not let a column through that a handler forgot to drop', async () => {
    const router = createRouter({
      calls,
      handlers: () => ({ 'session.lock': async () => ({ done: true, passwordHash: 'x' }) }),
      now: () => new Date(0),
    });
    const result = await router(seatWith(signedIn('agent')), 'session.lock', {});
    expect(!result.ok && result.error.code).toBe('bad-output');
  });
});
