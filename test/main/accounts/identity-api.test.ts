import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, openDatabase } from '#main/accounts/sample/database';
import { migrationSteps } from '#main/accounts/sample/migrations';
import { sampleFirms, samplePeople } from '#main/accounts/sample/seed';
import { type IdentitySystem, startIdentitySystem } from '#support/identity-system';

const lawyer = 'jean-philippe-lariviere';
const ordinaryUser = `/admin/realms/lumen/users/${lawyer}`;

describe('the admin API of the sample identity system', () => {
  let system: IdentitySystem;
  beforeEach(async () => {
    system = await startIdentitySystem();
    await system.addFirmOf(lawyer);
  });
  afterEach(async () => {
    await system.close();
  });

  it('answers nobody without its token', async () => {
    for (const path of [
      ordinaryUser,
      `${ordinaryUser}/credentials`,
      '/sample/people',
      `/sample/people/${lawyer}/credentials`,
      '/sample/faults',
      '/admin/nothing',
    ]) {
      for (const authorization of [
        undefined,
        'Bearer ',
        'Bearer wrong',
        `Basic ${system.token}`,
        `Bearer ${system.token}x`,
      ]) {
        const response = await fetch(`${system.baseUrl}${path}`, {
          headers: authorization === undefined ? {} : { authorization },
        });
        expect(response.status, `${path} ${authorization}`).toBe(401);
      }
    }
  });

  it('lists the password among the credentials, as Keycloak does', async () => {
    const { body } = await system.admin('GET', `${ordinaryUser}/credentials`);
    expect((body as { type: string; userLabel: string }[]).map(({ type, userLabel }) => [type, userLabel])).toEqual([
      ['password', ''],
      ['otp', 'iPhone de JP'],
      ['webauthn', 'YubiKey 5'],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/scrypt|secret/i);
  });

  it('deletes the password when told to: the trap that the desk has to know', async () => {
    expect((await system.admin('DELETE', `${ordinaryUser}/credentials/${lawyer}.password`)).status).toBe(204);
    const { login, password } = await system.credentials(lawyer);
    expect(password).toBeNull();
    expect((await system.signIn(login, 'any')).state).toBe('refused');
  });

  it('answers 204 to a delete and 404 to the next one, whatever key it brings: no real system keeps answers', async () => {
    const path = `${ordinaryUser}/credentials/${lawyer}.otp-1`;
    expect((await system.admin('DELETE', path, undefined, { 'idempotency-key': 'one' })).status).toBe(204);
    expect((await system.admin('DELETE', path, undefined, { 'idempotency-key': 'one' })).status).toBe(404);
  });

  it("does not delete one person's credential through another person", async () => {
    expect(
      (await system.admin('DELETE', `/admin/realms/lumen/users/genevieve-lariviere/credentials/${lawyer}.otp-1`))
        .status,
    ).toBe(404);
    expect((await system.credentials(lawyer)).apps).toHaveLength(1);
  });

  it.each([
    ['POST', '/sample/people', { id: 'Not A Slug' }, 400, 'id'],
    ['POST', '/sample/people', { id: 'x', firmId: 'nowhere', name: 'X', login: 'x@x.example' }, 422, 'firmId'],
    [
      'POST',
      '/sample/people',
      { id: 'x', firmId: 'lariviere-fils', name: 'X', login: 'x@x.example', timeZone: 'Mars/Olympus' },
      400,
      'timeZone',
    ],
    ['POST', '/sample/faults', { path: '*', kind: 'explode' }, 400, 'kind'],
    ['PUT', ordinaryUser, { requiredActions: ['DANCE'] }, 400, 'requiredActions.0'],
    ['GET', '/admin/realms/lumen/users?max=0', undefined, 400, 'max'],
    ['POST', '/sample/people', { name: 'x'.repeat(300_000) }, 413, 'body'],
  ])('refuses %s %s by the field that is wrong', async (method, path, body, status, field) => {
    const answer = await system.admin(method, path, body);
    expect(answer).toMatchObject({ status, body: { field } });
  });

  it('does the deed or not before a fault, as ordered, and is well again after it', async () => {
    const sessions = async () => ((await system.admin('GET', `${ordinaryUser}/sessions`)).body as unknown[]).length;
    await system.fault({ path: '*/logout', method: 'POST', kind: 'fail-before' });
    expect((await system.admin('POST', `${ordinaryUser}/logout`)).status).toBe(500);
    expect(await sessions()).toBe(2);
    await system.fault({ path: '*/logout', kind: 'reset-before' });
    await expect(system.admin('POST', `${ordinaryUser}/logout`)).rejects.toThrow();
    expect(await sessions()).toBe(2);
    await system.fault({ path: '*/logout', kind: 'fail-after' });
    expect((await system.admin('POST', `${ordinaryUser}/logout`)).status).toBe(500);
    expect(await sessions()).toBe(0);
    expect(await system.admin('POST', `${ordinaryUser}/logout`)).toEqual({ status: 200, body: { ended: 0 } });
    await system.fault({ path: ordinaryUser, kind: 'fail-before', times: 2 });
    expect([
      (await system.admin('GET', ordinaryUser)).status,
      (await system.admin('GET', ordinaryUser)).status,
      (await system.admin('GET', ordinaryUser)).status,
    ]).toEqual([500, 500, 200]);
    await system.fault({ path: '*', kind: 'fail-before', times: 9 });
    await system.clearFaults();
    expect((await system.admin('GET', ordinaryUser)).status).toBe(200);
  });

  it('keeps the replaced address with its end when a customer changes it, and finds both', async () => {
    const { body } = await system.admin('POST', `/sample/people/${lawyer}/addresses`, {
      address: 'neuf@courriel.example',
    });
    const addresses = body as { address: string; until: string | null }[];
    expect(addresses.filter(({ until }) => until === null).map(({ address }) => address)).toEqual([
      'neuf@courriel.example',
    ]);
    expect(addresses).toHaveLength(3);
    for (const query of ['neuf@courriel', 'jplariviere@courriel'])
      expect((await system.admin('GET', `/admin/realms/lumen/users?search=${query}`)).body).toMatchObject([
        { id: lawyer },
      ]);
  });

  it('opens its folder again with everything in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'identity-'));
    const token = 'a-token-that-is-long-enough-0123';
    const first = await startIdentitySystem({ folder, token });
    await first.addFirmOf(lawyer);
    const before = await first.admin('GET', ordinaryUser);
    await first.close();
    const second = await startIdentitySystem({ folder, token });
    expect(await second.admin('GET', ordinaryUser)).toEqual(before);
    await second.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('the made-up world', () => {
  it('has everybody once, in a firm, with an address, and with times before now', async () => {
    const now = Date.parse('2026-11-10T15:00:00Z');
    const system = await startIdentitySystem({ now: () => now });
    await system.seedWorld();
    await system.seedWorld();
    const people = (await system.admin('GET', '/sample/people')).body as {
      id: string;
      username: string;
      firm: { id: string };
      addresses: { address: string; since: string | null; until: string | null }[];
    }[];
    expect(people).toHaveLength(samplePeople.length);
    expect(new Set(people.map(({ firm }) => firm.id))).toEqual(new Set(sampleFirms.map(({ id }) => id)));
    const { body: seen } = await system.admin('GET', '/admin/realms/lumen/users?search=larivi%C3%A8re%20fils');
    expect(seen).toMatchObject([{ firm: { country: 'CA' } }, { firm: { country: 'CA' } }, { firm: { country: 'CA' } }]);
    for (const person of people) {
      expect(person.addresses.length, person.id).toBeGreaterThan(0);
      for (const { address, since, until } of [
        ...person.addresses,
        { address: person.username, since: null, until: null },
      ]) {
        expect(address).toMatch(/^[^@\s]+@[a-z-]+\.example$/);
        expect(Date.parse(since ?? '1999-01-01')).toBeLessThan(Date.parse(until ?? new Date(now).toISOString()));
      }
    }
    await system.close();
  });

  it('has one Primary Subscriber in every firm', () => {
    for (const { id } of sampleFirms)
      expect(
        samplePeople.filter((person) => person.firmId === id && person.role === 'primary-subscriber'),
        id,
      ).toHaveLength(1);
  });

  it('never has a factor, session or address that was used before it began', () => {
    for (const { id, factors = [], sessions = [], addresses = [] } of samplePeople) {
      for (const factor of factors) expect(factor.createdDays, id).toBeGreaterThan(factor.lastUsedDays ?? 0);
      for (const session of sessions) expect(session.startedDays, id).toBeGreaterThan(session.lastSeenDays);
      for (const address of addresses) expect(address.sinceDays ?? 20_000, id).toBeGreaterThan(address.untilDays ?? 0);
    }
  });
});

describe('the database of the sample identity system', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'identity-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const key = new Uint8Array(32).fill(7);

  it('comes out the same step by step and all at once, and has only STRICT tables', () => {
    const schemaOf = (steps: readonly (readonly (typeof migrationSteps)[number][])[]) => {
      const database = new Database(':memory:');
      for (const step of steps) migrate(database, step);
      return database
        .prepare<[], { name: string; sql: string }>(
          'SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name',
        )
        .all();
    };
    const atOnce = schemaOf([migrationSteps]);
    expect(schemaOf(migrationSteps.map((_, at) => migrationSteps.slice(0, at + 1)))).toEqual(atOnce);
    for (const { name, sql } of atOnce.filter((one) => one.sql.startsWith('CREATE TABLE')))
      expect(sql, name).toMatch(/STRICT/);
  });

  it('keeps the firms and people of before, and knows that those firms are in Canada', () => {
    const database = new Database(':memory:');
    migrate(database, migrationSteps.slice(0, 1));
    database.exec(
      "INSERT INTO firms VALUES ('old', 'Old firm', 'suspended'); INSERT INTO accounts VALUES ('ada', 'old', 'Ada', NULL, 'ada@old.example', 'member', 'en', 'America/Toronto', 1, 1, 'ada')",
    );
    migrate(database, migrationSteps);
    expect(database.prepare('SELECT * FROM firms').all()).toEqual([
      { id: 'old', name: 'Old firm', status: 'suspended', country: 'CA' },
    ]);
    expect(database.prepare('SELECT is_locked, must_enrol, temporary_until FROM accounts').all()).toEqual([
      { is_locked: 1, must_enrol: 1, temporary_until: null },
    ]);
  });

  it('is durable before it answers', () => {
    const database = openDatabase(folder, key);
    expect([
      database.pragma('journal_mode', { simple: true }),
      database.pragma('synchronous', { simple: true }),
      database.pragma('foreign_keys', { simple: true }),
    ]).toEqual(['wal', 2, 1]);
    database.close();
  });

  it('refuses another key and a newer version, and leaves the file as it was', () => {
    const database = openDatabase(folder, key);
    database.pragma('user_version = 999');
    database.close();
    expect(() => openDatabase(folder, new Uint8Array(32).fill(8))).toThrow(/can not be opened/);
    expect(() => openDatabase(folder, key)).toThrow(/version 999, this program knows/);
  });
});
