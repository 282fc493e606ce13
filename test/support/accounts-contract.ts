/** What every adapter of the `accounts` port must do, whichever identity system is behind it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccountsPort, OutsideError } from '#main/ports';

/** One prepared identity system. The firm of `accountId` has at least one more person. */
export type AccountsWorld = {
  readonly port: AccountsPort;
  /** Has exactly one authenticator app, one security key, two sessions, a password, and no required action. */
  readonly accountId: string;
  /** Its name as people write it, with an accent. */
  readonly name: string;
  readonly login: string;
  /** Nobody has this id. */
  readonly unknownId: string;
  /** The id under which the identity system lists the password; null when it doesn't list passwords. */
  readonly passwordId: string | null;
  /** Asked of the identity system itself, not of the adapter: does the password still open the account's first step? */
  isPasswordRight(): Promise<boolean>;
  /** The customer sets up a new app meanwhile. Answers its factor's id. */
  enrol(label: string): Promise<string>;
  signInElsewhere(device: string): Promise<void>;
  /** From the next call on. */
  breakIt(how: 'down' | 'slow' | 'token-refused' | 'answers-nonsense'): Promise<void>;
  /** The next deed is done, and its answer is lost. */
  loseNextAnswer(): Promise<void>;
  close(): Promise<void>;
};

export const describeAccountsPort = (name: string, make: () => Promise<AccountsWorld>): void => {
  describe(`accounts port: ${name}`, () => {
    let world: AccountsWorld;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(async () => {
      await world.close();
    });
    const read = async () => (await world.port.read(world.accountId))!;
    const factorOf = async (kind: string) => (await read()).factors.find((factor) => factor.kind === kind)!;
    const failure = async (call: Promise<unknown>): Promise<OutsideError> => {
      const error: unknown = await call.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(OutsideError);
      return error as OutsideError;
    };

    it('finds a person by name without accents, by login and by firm, and never more than asked for', async () => {
      const plain = world.name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
      for (const query of [world.name, plain, world.login, ` ${world.login} `]) {
        expect(
          (await world.port.find(query, 20)).map(({ accountId }) => accountId),
          query,
        ).toContain(world.accountId);
      }
      const { firmName } = await read();
      expect((await world.port.find(firmName, 20)).map(({ accountId }) => accountId)).toContain(world.accountId);
      expect(await world.port.find(firmName, 1)).toHaveLength(1);
      expect(await world.port.find('nobody has such a name', 20)).toEqual([]);
    });

    it('takes signs that mean something to a database or a URL as plain text', async () => {
      for (const query of ['%', '_', "' OR 1=1 --", '&max=1', '../..', '\\'])
        expect(await world.port.find(`${query}zzz`, 20), query).toEqual([]);
      expect(await world.port.read('../users')).toBeNull();
    });

    it('reads the facts of an account, and no password among its factors', async () => {
      const facts = await read();
      expect(facts).toMatchObject({
        accountId: world.accountId,
        name: world.name,
        login: world.login,
        reEnrolmentRequired: false,
        locked: false,
      });
      expect(facts.factors.map(({ kind }) => kind).toSorted()).toEqual(['security-key', 'totp']);
      expect(facts.factors.map(({ id }) => id)).not.toContain(world.passwordId);
      expect(facts.sessions).toHaveLength(2);
      expect(facts.addresses.length).toBeGreaterThan(0);
      expect(facts.members.map(({ accountId }) => accountId)).toContain(world.accountId);
      expect(facts.members.length).toBeGreaterThan(1);
      expect(new Date(facts.readAt).toISOString()).toBe(facts.readAt);
    });

    it('answers null for an account that is not there', async () => {
      expect(await world.port.read(world.unknownId)).toBeNull();
    });

    it('removes the factor that was named, and no other', async () => {
      const app = await factorOf('totp');
      expect(await world.port.removeFactor(world.accountId, app.id)).toBe('removed');
      expect((await read()).factors.map(({ kind }) => kind)).toEqual(['security-key']);
      expect(await world.isPasswordRight()).toBe(true);
    });

    it('calls a factor that is not there any more gone', async () => {
      const app = await factorOf('totp');
      await world.port.removeFactor(world.accountId, app.id);
      expect(await world.port.removeFactor(world.accountId, app.id)).toBe('gone');
      expect(await world.port.removeFactor(world.accountId, 'never-there')).toBe('gone');
    });

    it('never removes a password, though the identity system would', async () => {
      if (world.passwordId === null) return;
      expect((await failure(world.port.removeFactor(world.accountId, world.passwordId))).kind).toBe('refused');
      expect(await world.isPasswordRight()).toBe(true);
    });

    it('takes the same removal again after its answer was lost', async () => {
      const app = await factorOf('totp');
      await world.loseNextAnswer();
      expect((await failure(world.port.removeFactor(world.accountId, app.id))).kind).toBe('down');
      expect(['removed', 'gone']).toContain(await world.port.removeFactor(world.accountId, app.id));
      expect((await read()).factors.map(({ kind }) => kind)).toEqual(['security-key']);
    });

    it('leaves a factor alone that was set up meanwhile', async () => {
      const app = await factorOf('totp');
      const fresh = await world.enrol('New phone');
      await world.port.removeFactor(world.accountId, app.id);
      expect((await read()).factors.map(({ id }) => id)).toContain(fresh);
    });

    it('ends all sessions and says how many', async () => {
      expect(await world.port.endSessions(world.accountId)).toEqual({ ended: 2 });
      expect((await read()).sessions).toEqual([]);
      await world.signInElsewhere('Firefox on Linux');
      expect((await read()).sessions).toHaveLength(1);
      expect(await world.port.endSessions(world.accountId)).toEqual({ ended: 1 });
      expect(await world.port.endSessions(world.accountId)).toEqual({ ended: 0 });
    });

    it('asks for enrolment, takes no factor for that, and lists that the customer has met it', async () => {
      const { factors } = await read();
      await world.port.requireReEnrolment(world.accountId);
      expect(await read()).toMatchObject({ reEnrolmentRequired: true, factors });
      await world.enrol('New phone');
      expect((await read()).reEnrolmentRequired).toBe(false);
    });

    it('locks the account and unlocks it, twice like once, and takes nothing from it', async () => {
      const before = await read();
      await world.port.lock(world.accountId);
      expect((await read()).locked).toBe(true);
      expect((await read()).members.find(({ accountId }) => accountId === world.accountId)?.locked).toBe(true);
      await world.port.lock(world.accountId);
      await world.port.unlock(world.accountId);
      await world.port.unlock(world.accountId);
      const { readAt: _, ...after } = await read();
      expect(before).toMatchObject(after);
    });

    it('grants temporary access beside the factors, where the identity system offers it', async () => {
      if (!world.port.temporaryAccess) return;
      const { factors } = await read();
      const { until } = await world.port.temporaryAccess.grant(world.accountId, 4);
      expect(await read()).toMatchObject({ temporaryAccessUntil: until, factors });
    });

    it('finds a person by any address of theirs', async () => {
      for (const { address } of (await read()).addresses) {
        expect(
          (await world.port.find(address.toUpperCase(), 20)).map(({ accountId }) => accountId),
          address,
        ).toContain(world.accountId);
      }
    });

    it('refuses a deed on an account that is not there', async () => {
      expect((await failure(world.port.endSessions(world.unknownId))).kind).toBe('refused');
      expect((await failure(world.port.requireReEnrolment(world.unknownId))).kind).toBe('refused');
      expect((await failure(world.port.lock(world.unknownId))).kind).toBe('refused');
      expect((await failure(world.port.unlock(world.unknownId))).kind).toBe('refused');
      expect((await failure(world.port.removeFactor(world.unknownId, 'any'))).kind).toBe('refused');
    });

    it.each([
      ['down', 'down'],
      ['slow', 'slow'],
      ['token-refused', 'refused'],
      ['answers-nonsense', 'unexpected'],
    ] as const)('says that it is %s in words without a secret', async (how, kind) => {
      await world.breakIt(how);
      const calls = [
        () => world.port.find('a', 5),
        () => world.port.read(world.accountId),
        () => world.port.endSessions(world.accountId),
        () => world.port.requireReEnrolment(world.accountId),
        () => world.port.removeFactor(world.accountId, 'any'),
        () => world.port.lock(world.accountId),
        () => world.port.unlock(world.accountId),
      ];
      for (const call of calls) {
        const error = await failure(call());
        expect([error.system, error.kind]).toEqual(['accounts', kind]);
        expect(error.message).toMatch(/^The identity system/);
        expect(error.message).not.toContain(world.accountId);
      }
    });
  });
};
