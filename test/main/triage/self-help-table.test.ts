/**
 * The help article's self-help table: what triage says of an account, and what the identity system then lets people do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FindingReason, helpersOf, waysBack } from '#domain/triage/ways';
import type { Accounts, LiveAccount } from '#main/accounts/account-systems';
import { connectAccounts } from '#main/accounts/account-systems';
import { createSampleAccounts } from '#main/accounts/sample-accounts';
import { sampleAccount } from '#main/desk/back-ends';
import type { FirmRole } from '#main/ports';
import { ensureSample, type Sample } from '#main/sample-world/ensure-sample';
import { type IdentityClient, identityClient } from '#support/identity-system';
import { browse, secretOn } from '../accounts/browse';

type SecondFactor = 'app' | 'key' | 'codes' | 'off';
type Colleague = { readonly role: FirmRole; readonly has: SecondFactor; readonly isLocked?: boolean };
type Situation = {
  readonly role?: FirmRole;
  readonly factors?: readonly ('app' | 'key')[];
  readonly codesLeft?: number | null;
  readonly isSignedIn?: boolean;
  readonly isLocked?: boolean;
  readonly isSuspended?: boolean;
  readonly colleagues?: readonly Colleague[];
};
type Expected = {
  readonly session: FindingReason;
  readonly code: FindingReason;
  readonly firm: FindingReason;
  /** How many in the firm may. */
  readonly helpers?: number;
};

const owner: Colleague = { role: 'primary-subscriber', has: 'app' };
const ownerOff: Colleague = { role: 'primary-subscriber', has: 'off' };
const admin: Colleague = { role: 'administrator', has: 'app' };
const adminKey: Colleague = { role: 'administrator', has: 'key' };
const adminOff: Colleague = { role: 'administrator', has: 'off' };
const adminCodes: Colleague = { role: 'administrator', has: 'codes' };
const member: Colleague = { role: 'member', has: 'app' };

const all = (reason: FindingReason): Expected => ({ session: reason, code: reason, firm: reason });
const shut = { session: 'no-session', code: 'no-codes' } as const;

const tableName: readonly (readonly [string, Situation, Expected])[] = [
  // A firm of one goes to support when it has neither a session nor a code.
  ['solo, nothing left', { role: 'primary-subscriber' }, { ...shut, firm: 'solo-firm' }],
  [
    'solo, still signed in',
    { role: 'primary-subscriber', isSignedIn: true },
    { ...shut, session: 'session-alive', firm: 'solo-firm' },
  ],
  [
    'solo, codes left',
    { role: 'primary-subscriber', codesLeft: 2 },
    { ...shut, code: 'codes-left', firm: 'solo-firm' },
  ],
  ['solo, codes used up', { role: 'primary-subscriber', codesLeft: 0 }, { ...shut, firm: 'solo-firm' }],
  [
    'solo, still signed in and codes left',
    { role: 'primary-subscriber', isSignedIn: true, codesLeft: 1 },
    { session: 'session-alive', code: 'codes-left', firm: 'solo-firm' },
  ],
  ['solo, and no Primary Subscriber', {}, { ...shut, firm: 'solo-firm' }],
  // A member.
  ['a member, of an administrator with 2FA', { colleagues: [admin] }, { ...shut, firm: 'helpers-there' }],
  ['a member, of an administrator with a security key', { colleagues: [adminKey] }, { ...shut, firm: 'helpers-there' }],
  ['a member, of an administrator without 2FA', { colleagues: [adminOff] }, { ...shut, firm: 'nobody-may' }],
  [
    'a member, of an administrator with backup codes alone',
    { colleagues: [adminCodes] },
    { ...shut, firm: 'nobody-may' },
  ],
  ['a member, of the Primary Subscriber with 2FA', { colleagues: [owner] }, { ...shut, firm: 'helpers-there' }],
  ['a member, of the Primary Subscriber without 2FA', { colleagues: [ownerOff] }, { ...shut, firm: 'helpers-there' }],
  ['a member, of other members only', { colleagues: [member, member] }, { ...shut, firm: 'nobody-may' }],
  [
    'a member, of all kinds of colleagues',
    { colleagues: [owner, admin, adminOff, member] },
    { ...shut, firm: 'helpers-there', helpers: 2 },
  ],
  [
    'a member, of an administrator without 2FA and the Primary Subscriber without',
    { colleagues: [adminOff, ownerOff] },
    { ...shut, firm: 'helpers-there' },
  ],
  [
    'a member, still signed in, codes left, and an administrator',
    { isSignedIn: true, codesLeft: 4, colleagues: [admin] },
    { session: 'session-alive', code: 'codes-left', firm: 'helpers-there' },
  ],
  [
    'a member, still signed in, in a firm where nobody may',
    { isSignedIn: true, colleagues: [adminOff] },
    { ...shut, session: 'session-alive', firm: 'nobody-may' },
  ],
  ['a member with a security key alone', { factors: ['key'], colleagues: [admin] }, { ...shut, firm: 'helpers-there' }],
  [
    'a member with a security key and codes',
    { factors: ['key'], codesLeft: 3, colleagues: [adminOff] },
    { ...shut, code: 'codes-left', firm: 'nobody-may' },
  ],
  [
    'a member with codes and nothing else',
    { factors: [], codesLeft: 2, colleagues: [admin] },
    { ...shut, code: 'codes-left', firm: 'helpers-there' },
  ],
  [
    'a member with an app and a key',
    { factors: ['app', 'key'], codesLeft: 0, colleagues: [admin] },
    { ...shut, firm: 'helpers-there' },
  ],
  // An administrator.
  [
    'an administrator, of another administrator with 2FA',
    { role: 'administrator', colleagues: [admin] },
    { ...shut, firm: 'helpers-there' },
  ],
  [
    'an administrator, of another administrator without 2FA',
    { role: 'administrator', colleagues: [adminOff] },
    { ...shut, firm: 'nobody-may' },
  ],
  [
    'an administrator, of the Primary Subscriber',
    { role: 'administrator', colleagues: [owner] },
    { ...shut, firm: 'helpers-there' },
  ],
  [
    'an administrator, still signed in, among members: not for themself',
    { role: 'administrator', isSignedIn: true, colleagues: [member] },
    { ...shut, session: 'session-alive', firm: 'nobody-may' },
  ],
  // The Primary Subscriber.
  [
    'the Primary Subscriber, of an administrator with 2FA',
    { role: 'primary-subscriber', colleagues: [admin] },
    { ...shut, firm: 'nobody-may' },
  ],
  [
    'the Primary Subscriber, of administrators with and without 2FA and a member',
    { role: 'primary-subscriber', colleagues: [admin, adminOff, member] },
    { ...shut, firm: 'nobody-may' },
  ],
  [
    'the Primary Subscriber, still signed in, among administrators: not for themself',
    { role: 'primary-subscriber', isSignedIn: true, codesLeft: 5, colleagues: [admin] },
    { session: 'session-alive', code: 'codes-left', firm: 'nobody-may' },
  ],
  // Locked and suspended.
  [
    'a locked member with everything',
    { isLocked: true, isSignedIn: true, codesLeft: 3, colleagues: [admin, owner] },
    all('account-locked'),
  ],
  [
    'a locked Primary Subscriber',
    { role: 'primary-subscriber', isLocked: true, isSignedIn: true, colleagues: [admin] },
    all('account-locked'),
  ],
  [
    'a member whose only administrator is locked',
    { colleagues: [{ ...admin, isLocked: true }] },
    { ...shut, firm: 'nobody-may' },
  ],
  [
    'a member of a locked administrator and the Primary Subscriber',
    { colleagues: [{ ...admin, isLocked: true }, owner] },
    { ...shut, firm: 'helpers-there' },
  ],
  [
    'a suspended firm, with everything',
    { isSuspended: true, isSignedIn: true, codesLeft: 3, colleagues: [admin, owner] },
    all('firm-suspended'),
  ],
  ['a suspended firm of one', { role: 'primary-subscriber', isSuspended: true }, all('firm-suspended')],
  // Nothing to recover.
  ['a member whose 2FA is off', { factors: [], colleagues: [admin, owner] }, all('no-second-factor')],
  [
    'a member whose codes are used up and who has nothing else',
    { factors: [], codesLeft: 0, colleagues: [admin] },
    all('no-second-factor'),
  ],
  [
    'a member whose 2FA is off, still signed in',
    { factors: [], isSignedIn: true, colleagues: [admin] },
    { ...all('no-second-factor'), session: 'session-alive' },
  ],
];

describe('the self-help table: what triage says is what the identity system does', () => {
  let folder: string;
  let sample: Sample;
  let system: IdentityClient;
  let accounts: Accounts;
  let firms = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'self-help-'));
    const token = 'token-for-the-self-help-table-0123456789';
    sample = await ensureSample({
      name: 'identity',
      folder,
      entry: resolve('src/main/accounts/sample/serve.ts'),
      runtimes: [{ execPath: process.execPath, env: {} }],
      token,
    });
    system = identityClient(sample.baseUrl, token);
    accounts = connectAccounts([
      {
        id: 'sample',
        ...createSampleAccounts({ baseUrl: sample.baseUrl, token, clock: { now: () => new Date() } }),
      },
    ]);
  });
  afterAll(async () => {
    await sample.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const read = async (id: string): Promise<LiveAccount> => (await accounts.read(sampleAccount(id)))!;
  const seedFactor = (type: 'app' | 'key') => ({
    type: type === 'app' ? ('otp' as const) : ('webauthn' as const),
    label: type,
    createdDays: 90,
  });

  /**
   * Cookies of a real sign-in. A security key can't be used here, so who has only one signs in by a backup code made
   * for it.
   */
  const signIn = async (id: string): Promise<string> => {
    const { login, password, code, backupCodes } = await system.credentials(id);
    const answer = await system.signIn(login, password!, code ?? backupCodes[0]);
    expect(answer.state).toBe('signed-in');
    return answer.cookies;
  };

  /** The firm as the situation has it: everybody who can be signed in is, and then comes what locks and suspends. */
  const stage = async ({
    role = 'member',
    factors = ['app'],
    codesLeft = null,
    isSignedIn = false,
    isLocked = false,
    isSuspended = false,
    colleagues = [],
  }: Situation) => {
    firms += 1;
    const firmId = `firm-${firms}`;
    const firm = { id: firmId, name: `Firm ${firms}`, country: 'CA' };
    const id = `${firmId}-person`;
    await system.addFirm(firm);
    await system.addPerson({
      id,
      firmId,
      name: 'Ada Roy',
      login: `ada@${firmId}.example`,
      role,
      factors: factors.map(seedFactor),
      backupCodesLeft: codesLeft,
    });
    const cookies = isSignedIn ? await signIn(id) : '';
    const others = await Promise.all(
      colleagues.map(async (colleague, at) => {
        const otherId = `${firmId}-colleague-${at}`;
        const { has } = colleague;
        await system.addPerson({
          id: otherId,
          firmId,
          name: `Colleague ${at}`,
          login: `colleague-${at}@${firmId}.example`,
          role: colleague.role,
          factors: has === 'app' || has === 'key' ? [seedFactor(has)] : [],
          backupCodesLeft: has === 'key' || has === 'codes' ? 5 : null,
        });
        return { id: otherId, cookies: await signIn(otherId) };
      }),
    );
    for (const [at, { isLocked: isColleagueLocked }] of colleagues.entries())
      if (isColleagueLocked) await accounts.at(sampleAccount(others[at]!.id)).port.lock(others[at]!.id);
    if (isLocked) await accounts.at(sampleAccount(id)).port.lock(id);
    if (isSuspended) await system.addFirm({ ...firm, status: 'suspended' });
    return { id, cookies, others };
  };

  /** A session adds a new app, and the new app signs in. */
  const trySession = async (id: string, cookies: string): Promise<boolean> => {
    const before = (await read(id)).factors.length;
    const browser = browse(sample.baseUrl, cookies);
    await browser.open('/security/new-app');
    if (browser.at()[0] !== '/security/new-app') return false;
    await browser.submit('/security/new-app', {
      code: generateSync({ secret: secretOn(browser) }),
      label: 'New phone',
    });
    const { factors } = await read(id);
    const fresh = factors.find(({ label }) => label === 'New phone');
    expect([browser.at()[0], factors.length, fresh?.kind]).toEqual(['/security', before + 1, 'totp']);
    const { login, password, apps } = await system.credentials(id);
    expect(
      (await system.signIn(login, password!, apps.find(({ credentialId }) => credentialId === fresh?.id)!.code!)).state,
    ).toBe('signed-in');
    return true;
  };

  /** A code that is left signs in; where none is, a made-up one doesn't. */
  const tryCode = async (id: string): Promise<boolean> => {
    const { login, password, backupCodes } = await system.credentials(id);
    const answer = await system.signIn(login, password!, backupCodes[0] ?? 'aaaa-bbbb-cccc');
    return answer.state === 'signed-in' && (await system.isSignedIn(answer.cookies));
  };

  /** A colleague turns 2FA off, and the password alone leads to the enrolment. */
  const tryHelper = async (cookies: string, id: string): Promise<boolean> => {
    const kept = ({ factors, sessions, reEnrolmentRequired }: LiveAccount) => ({
      factors,
      sessions: sessions === 'unknown' ? sessions : sessions.map((one) => one.id),
      reEnrolmentRequired,
    });
    const before = await read(id);
    const browser = browse(sample.baseUrl, cookies);
    await browser.open('/');
    await browser.submit('/firm/turn-off', { member: id });
    const after = await read(id);
    if (browser.at()[0] !== '/firm') {
      expect(kept(after)).toEqual(kept(before));
      return false;
    }
    expect(after).toMatchObject({ factors: [], sessions: [], reEnrolmentRequired: true });
    const { login, password } = await system.credentials(id);
    expect((await system.signIn(login, password!)).state).toBe('enrol-required');
    return true;
  };

  it('has at least the 24 rows that it must have', () => {
    expect(tableName.length).toBeGreaterThanOrEqual(24);
    expect(new Set(tableName.map(([name]) => name)).size).toBe(tableName.length);
  });

  it.each(tableName)('%s', async (_name, situation, expected) => {
    const { id, cookies, others } = await stage(situation);
    const facts = await read(id);
    const [session, code, firm] = waysBack(facts);
    expect([session?.reason, code?.reason, firm?.reason]).toEqual([expected.session, expected.code, expected.firm]);
    expect(firm?.count).toBe(expected.helpers ?? (expected.firm === 'helpers-there' ? 1 : 0));
    const helpers = helpersOf(facts);
    const mayHelp = (colleagueId: string): boolean =>
      helpers.some(({ accountId, may }) => accountId === sampleAccount(colleagueId) && may);

    // First what must change nothing, last what takes the sessions and codes away.
    if (cookies !== '') expect(await tryHelper(cookies, id), 'for themself').toBe(false);
    for (const other of others.filter((one) => !mayHelp(one.id)))
      expect(await tryHelper(other.cookies, id), other.id).toBe(false);
    if (code?.reason === 'no-second-factor') {
      const { login, password } = await system.credentials(id);
      expect((await system.signIn(login, password!)).state).toBe('signed-in');
    } else expect(await tryCode(id), 'a code').toBe(code?.open);
    expect(await trySession(id, cookies), 'a session').toBe(session?.open);
    const able = others.filter((one) => mayHelp(one.id));
    expect(able).toHaveLength(firm?.count ?? -1);
    for (const [at, other] of able.entries()) {
      // The next one finds something to turn off.
      if (at > 0) await system.enrol(id, 'Phone again');
      expect(await tryHelper(other.cookies, id), other.id).toBe(true);
    }
  });
});
