/** What every adapter of the `accounts` port must do, whichever identity system is behind it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Capabilities } from '#domain/case/account';
import { type AccountsPort, type ContactsPort, type FirmsPort, OutsideError } from '#main/ports';

/** One prepared identity system. The firm of `accountId` has at least one more person. */
export type AccountsWorld = {
  readonly port: AccountsPort;
  readonly contacts: ContactsPort | null;
  readonly firms: FirmsPort | null;
  /** What this system must say of itself. */
  readonly can: Omit<Capabilities, 'historySince'>;
  /** Has two sessions, a password, a second factor that can be removed, and no required action. */
  readonly accountId: string;
  /** Its name as people write it, with an accent. */
  readonly name: string;
  readonly login: string;
  /** Nobody has this id. */
  readonly unknownId: string;
  /** The id under which the identity system lists the password; null when it doesn't list passwords. */
  readonly passwordId: string | null;
  /** Asked of the identity system itself: what a sign-in with the right password leads to. */
  signIn(): Promise<SignedInBy>;
  /** Asked of the identity system itself, not of the adapter: does the password still open the account's first step? */
  isPasswordRight(): Promise<boolean>;
  /** The customer sets up a new app meanwhile. Answers its factor's id. */
  enrol(label: string): Promise<string>;
  /** Somebody removes a factor in the identity system's own console. */
  removeByHand(factorId: string): Promise<void>;
  signInElsewhere(device: string): Promise<void>;
  /** From the next call on. */
  breakIt(how: 'down' | 'slow' | 'token-refused' | 'answers-nonsense'): Promise<void>;
  /** The next deed is done, and its answer is lost. */
  loseNextAnswer(): Promise<void>;
  close(): Promise<void>;
};

/** Whether somebody who knows the password alone is let in: asked of the identity system itself. */
export type SignedInBy = 'password-alone' | 'enrolment' | 'second-factor';

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
    const failure = async (call: Promise<unknown>): Promise<OutsideError> => {
      const error: unknown = await call.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(OutsideError);
      return error as OutsideError;
    };

    const sessions = async () => {
      const listed = (await read()).sessions;
      return listed === 'unknown' ? null : listed.length;
    };
    const each = (): boolean => world.can.removal === 'each';
    const removable = async () => (await read()).factors.filter((factor) => factor.removable !== false);
    /** Whatever this system can do, its answer to what it can't is a refusal, and nothing changes. */
    const refuses = async (call: () => Promise<unknown>): Promise<void> => {
      const { readAt: _, ...before } = await read();
      expect((await failure(call())).kind).toBe('refused');
      expect(await read()).toMatchObject(before);
    };

    it('says what it can do', async () => {
      const { historySince, ...can } = await world.port.capabilities();
      expect(can).toEqual(world.can);
      expect(historySince === null || !Number.isNaN(Date.parse(historySince))).toBe(true);
    });

    it('finds a person by name without accents and by login, and never more than asked for', async () => {
      const plain = world.name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
      for (const query of [world.name, plain, world.login, ` ${world.login} `]) {
        expect(
          (await world.port.find(query, 20)).map(({ accountId }) => accountId),
          query,
        ).toContain(world.accountId);
      }
      expect(await world.port.find(world.name, 1)).toHaveLength(1);
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
      expect(facts.factors.length).toBeGreaterThan(0);
      expect(facts.factors.map(({ id }) => id)).not.toContain(world.passwordId);
      for (const { kind, systemName } of facts.factors) expect(kind === 'other').toBe(systemName !== undefined);
      expect(new Date(facts.readAt).toISOString()).toBe(facts.readAt);
    });

    it('lists sessions, or says that it does not know: never none', async () => {
      expect(await sessions()).toBe(world.can.sessions === 'listed' ? 2 : null);
    });

    it('counts backup codes, or says that it does not', async () => {
      const counts = (await read()).factors
        .filter(({ kind }) => kind === 'backup-codes')
        .map(({ codesLeft }) => codesLeft);
      if (world.can.backupCodes === 'unknown') expect(counts).toEqual([]);
      else
        for (const left of counts)
          expect(world.can.backupCodes === 'counted' ? typeof left === 'number' : left === 'unknown').toBe(true);
    });

    it('tells of the addresses what it knows, and of their age no more than its record holds', async () => {
      const addresses = (await world.contacts?.addressesOf(world.accountId)) ?? [];
      const { historySince } = await world.port.capabilities();
      for (const { since, basis } of addresses) {
        if (basis === 'unchanged') expect(since).toBe(historySince);
        if (historySince === null && since !== null) expect(basis).toBeUndefined();
      }
      if (world.contacts !== null) expect(addresses.length).toBeGreaterThan(0);
    });

    it('lists the addresses of all accounts page by page, each account once and as it reads by itself', async () => {
      const { contacts } = world;
      if (contacts === null) return;
      const seen = new Map<string, unknown>();
      let cursor: string | null = null;
      do {
        const page = await contacts.pageOfAddresses(cursor);
        for (const { accountId, addresses } of page.accounts) {
          expect(seen.has(accountId), accountId).toBe(false);
          seen.set(accountId, addresses);
        }
        expect(page.next).not.toBe(cursor ?? '');
        cursor = page.next;
      } while (cursor !== null);
      expect(seen.get(world.accountId)).toEqual(await contacts.addressesOf(world.accountId));
      expect(seen.has(world.unknownId)).toBe(false);
    });

    it('knows the firm, or says nothing of one', async () => {
      const firm = await world.firms?.firmOf(world.accountId);
      const found = (await world.port.find(world.login, 5)).find(({ accountId }) => accountId === world.accountId);
      if (!firm) {
        expect(found).toMatchObject({ firmName: '', role: 'unknown', firmStatus: 'unknown' });
        return;
      }
      expect(found).toMatchObject({ firmName: firm.firmName, role: firm.role });
      if (firm.members !== 'unknown') {
        expect(firm.members.map(({ accountId }) => accountId)).toContain(world.accountId);
        expect(firm.members.length).toBeGreaterThan(1);
      }
    });

    it('answers null for an account that is not there', async () => {
      expect(await world.port.read(world.unknownId)).toBeNull();
    });

    it('removes the factor that was named and no other, or refuses to remove one by itself', async () => {
      const [first, ...others] = await removable();
      if (!each()) return await refuses(() => world.port.removeFactor(world.accountId, first!.id));
      const left = (await read()).factors.filter(({ id }) => id !== first!.id).map(({ id }) => id);
      expect(await world.port.removeFactor(world.accountId, first!.id)).toBe('removed');
      expect((await read()).factors.map(({ id }) => id)).toEqual(left);
      expect(others.length).toBeLessThanOrEqual(left.length);
      expect(await world.isPasswordRight()).toBe(true);
    });

    it('removes all at once and not the password, or refuses to', async () => {
      if (each()) return await refuses(() => world.port.removeAllFactors(world.accountId));
      await world.port.removeAllFactors(world.accountId);
      expect((await read()).factors).toEqual([]);
      expect(await world.isPasswordRight()).toBe(true);
      await world.port.removeAllFactors(world.accountId);
    });

    it('does not remove what it says that it can’t', async () => {
      for (const { id, removable: can } of (await read()).factors)
        if (can === false) await refuses(() => world.port.removeFactor(world.accountId, id));
    });

    it('calls a factor that is not there any more gone', async () => {
      if (!each()) return;
      const [first] = await removable();
      await world.port.removeFactor(world.accountId, first!.id);
      expect(await world.port.removeFactor(world.accountId, first!.id)).toBe('gone');
      expect(await world.port.removeFactor(world.accountId, 'never-there')).toBe('gone');
    });

    it('never removes a password, though the identity system would', async () => {
      if (world.passwordId === null) return;
      await refuses(() => world.port.removeFactor(world.accountId, world.passwordId!));
      expect(await world.isPasswordRight()).toBe(true);
    });

    it('takes the same removal again after its answer was lost, and the list says that it was done', async () => {
      const before = await removable();
      const remove = () =>
        each() ? world.port.removeFactor(world.accountId, before[0]!.id) : world.port.removeAllFactors(world.accountId);
      await world.loseNextAnswer();
      expect((await failure(remove())).kind).toBe('down');
      expect((await read()).factors.map(({ id }) => id)).not.toContain(before[0]!.id);
      await remove();
    });

    it('leaves a factor alone that was set up meanwhile, where factors go one by one', async () => {
      if (!each()) return;
      const [first] = await removable();
      const fresh = await world.enrol('New phone');
      await world.port.removeFactor(world.accountId, first!.id);
      expect((await read()).factors.map(({ id }) => id)).toContain(fresh);
    });

    it('ends all sessions, twice like once, and says how many where it lists them; or refuses', async () => {
      if (world.can.sessions === 'neither') return await refuses(() => world.port.endSessions(world.accountId));
      const isListed = world.can.sessions === 'listed';
      expect(await world.port.endSessions(world.accountId)).toEqual({ ended: isListed ? 2 : null });
      expect(await sessions()).toBe(isListed ? 0 : null);
      await world.signInElsewhere('Firefox on Linux');
      expect(await world.port.endSessions(world.accountId)).toEqual({ ended: isListed ? 1 : null });
      expect(await world.port.endSessions(world.accountId)).toEqual({ ended: isListed ? 0 : null });
    });

    it('demands enrolment and takes no factor for that, or refuses to', async () => {
      if (world.can.demand === 'none') return await refuses(() => world.port.requireReEnrolment(world.accountId));
      const { factors } = await read();
      await world.port.requireReEnrolment(world.accountId);
      await world.port.requireReEnrolment(world.accountId);
      expect(await read()).toMatchObject({ reEnrolmentRequired: true, factors });
      await world.enrol('New phone');
      expect((await read()).reEnrolmentRequired).toBe(false);
    });

    it('lets the password alone sign in after a disable exactly where it says that no demand is in force', async () => {
      for (const { id } of (await read()).factors.filter(({ removable: can }) => can === false))
        await world.removeByHand(id);
      if (world.can.demand !== 'none') await world.port.requireReEnrolment(world.accountId);
      expect(await world.signIn()).toBe('second-factor');
      if (each()) for (const { id } of (await read()).factors) await world.port.removeFactor(world.accountId, id);
      else await world.port.removeAllFactors(world.accountId);
      expect((await read()).factors).toEqual([]);
      expect(await world.signIn()).toBe(world.can.demand === 'in-force' ? 'enrolment' : 'password-alone');
    });

    it('locks the account and unlocks it, twice like once, and takes nothing from it; or refuses', async () => {
      if (!world.can.lock) return await refuses(() => world.port.lock(world.accountId));
      const before = await read();
      await world.port.lock(world.accountId);
      expect((await read()).locked).toBe(true);
      await world.port.lock(world.accountId);
      await world.port.unlock(world.accountId);
      await world.port.unlock(world.accountId);
      const { readAt: _, ...after } = await read();
      expect(before).toMatchObject(after);
    });

    it('grants temporary access beside the factors, or refuses to', async () => {
      if (!world.can.temporaryAccess) return await refuses(() => world.port.grantAccess(world.accountId, 4));
      const { factors } = await read();
      await world.port.grantAccess(world.accountId, 4);
      expect(await read()).toMatchObject({ temporaryAccessUntil: expect.stringMatching(/Z$/), factors });
    });

    it('refuses a deed on an account that is not there', async () => {
      const { port, unknownId } = world;
      for (const call of [
        () => port.endSessions(unknownId),
        () => port.requireReEnrolment(unknownId),
        () => port.lock(unknownId),
        () => port.unlock(unknownId),
        () => port.removeFactor(unknownId, 'any'),
        () => port.removeAllFactors(unknownId),
        () => port.grantAccess(unknownId, 1),
      ])
        expect((await failure(call())).kind).toBe('refused');
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
        ...(world.contacts === null ? [] : [() => world.contacts!.pageOfAddresses(null)]),
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
