/** What only a sample world has: seeding, the customer's own secrets for the practice window, faults on order. */
import { randomBytes } from 'node:crypto';
import { generateSecret } from 'otplib';
import { z } from 'zod';
import type { IdentityDatabase } from '#main/accounts/sample/database';
import type { Directory } from '#main/accounts/sample/directory';
import { FaultOrder, type Faults } from '#main/accounts/sample/faults';
import { BadRequest, type Call, jsonOf, matchPath, type Reply } from '#main/accounts/sample/http';
import { profileNames, type Profiles } from '#main/accounts/sample/profiles';
import { nextTotp, type SampleKeys } from '#main/accounts/sample/secrets';
import { sampleFirms, samplePeople } from '#main/accounts/sample/seed';
import { addToWorld, refreshSearch, SeedFirm, SeedPerson } from '#main/accounts/sample/seed-world';
import type { SignIn } from '#main/accounts/sample/sign-in';

const NewFactor = z.strictObject({ label: z.string().min(1).max(100).default('Authenticator app') });
const NewSession = z.strictObject({ device: z.string().min(1).max(100) });
const Behaviour = z.strictObject({ profile: z.enum(profileNames) });
const NewAddress = z.strictObject({ address: z.string().min(3).max(200) });

type Context = {
  readonly database: IdentityDatabase;
  readonly keys: SampleKeys;
  readonly directory: Directory;
  readonly profiles: Profiles;
  readonly signIn: SignIn;
  readonly faults: Faults;
  readonly now: () => number;
};

/** What a sample customer knows or holds. Only a sample world can tell it: real passwords are hashes. */
export type SampleCredentials = {
  readonly login: string;
  /** Null when the password was deleted. */
  readonly password: string | null;
  /**
   * A code that would be taken now, by the authenticator app that was used last; null without one, or when the next one
   * is still to come.
   */
  readonly code: string | null;
  readonly codeValidUntil: string | null;
  readonly apps: readonly {
    readonly credentialId: string;
    readonly label: string;
    readonly code: string | null;
    readonly codeValidUntil: string | null;
  }[];
  readonly backupCodes: readonly string[];
};

/** The caller has checked the token. */
export const answerSample = async (context: Context, call: Call): Promise<Reply> => {
  const { database, keys, directory, profiles, signIn, faults, now } = context;
  const is = (method: string, path: string): boolean => call.method === method && call.path === path;
  if (is('POST', '/sample/seed'))
    return { status: 200, json: await addToWorld(database, keys, now(), sampleFirms, samplePeople) };
  if (is('POST', '/sample/firms'))
    return { status: 201, json: await addToWorld(database, keys, now(), [parse(SeedFirm, call)], []) };
  if (is('POST', '/sample/people')) {
    const person = parse(SeedPerson, call);
    if (!directory.hasFirm(person.firmId)) throw new BadRequest(422, 'firmId', 'is no firm here');
    return { status: 201, json: await addToWorld(database, keys, now(), [], [person]) };
  }
  if (is('GET', '/sample/people')) return { status: 200, json: directory.people() };
  if (is('GET', '/sample/profile'))
    return { status: 200, json: { profile: profiles.name(), profiles: profiles.all() } };
  if (is('POST', '/sample/profile')) {
    profiles.set(parse(Behaviour, call).profile);
    return { status: 204 };
  }
  if (is('GET', '/sample/faults')) return { status: 200, json: faults.list() };
  if (is('DELETE', '/sample/faults')) {
    faults.clear();
    return { status: 204 };
  }
  if (is('POST', '/sample/faults')) {
    faults.add(parse(FaultOrder, call));
    return { status: 201, json: faults.list() };
  }
  const at = matchPath('/sample/people/:id/:what', call.path);
  if (!at) return { status: 404, json: { error: 'Not found' } };
  const { id, what } = at as { id: string; what: string };
  if (directory.user(id) === null) return { status: 404, json: { error: 'No such person' } };
  switch (`${call.method} ${what}`) {
    case 'GET credentials':
      return { status: 200, json: credentialsOf(context, id) };
    case 'POST factors':
      return {
        status: 201,
        json: { credentialId: signIn.addApp(id, parse(NewFactor, call).label, generateSecret(), null) },
      };
    case 'POST sessions': {
      const sessionId = `${id}.session-${randomBytes(4).toString('hex')}`;
      const time = new Date(now()).toISOString();
      database
        .prepare(
          'INSERT INTO sessions (id, account_id, device, started_at, last_seen_at, token_hash) VALUES (?, ?, ?, ?, ?, NULL)',
        )
        .run(sessionId, id, parse(NewSession, call).device, time, time);
      return { status: 201, json: { sessionId } };
    }
    case 'POST addresses': {
      const { address } = parse(NewAddress, call);
      const time = new Date(now()).toISOString();
      database.transaction(() => {
        database.prepare('UPDATE addresses SET until = ? WHERE account_id = ? AND until IS NULL').run(time, id);
        database
          .prepare('INSERT INTO addresses (id, account_id, address, since, until) VALUES (?, ?, ?, ?, NULL)')
          .run(`${id}.address-${randomBytes(4).toString('hex')}`, id, address, time);
        refreshSearch(database, id);
      })();
      return { status: 201, json: directory.user(id)?.addresses };
    }
    default:
      return { status: 404, json: { error: 'Not found' } };
  }
};

const parse = <T extends z.ZodType>(schema: T, call: Call): z.output<T> => {
  const result = schema.safeParse(jsonOf(call));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new BadRequest(400, issue?.path.join('.') || 'body', issue?.message ?? 'is not as expected');
};

const credentialsOf = ({ database, keys, directory, now }: Context, accountId: string): SampleCredentials => {
  const user = directory.user(accountId)!;
  const hasPassword =
    database.prepare("SELECT 1 FROM credentials WHERE account_id = ? AND type = 'password'").get(accountId) !==
    undefined;
  const apps = database
    .prepare<[string], { id: string; label: string; secret: string; last_time_step: number | null }>(
      "SELECT id, label, secret, last_time_step FROM credentials WHERE account_id = ? AND type = 'otp' ORDER BY coalesce(last_used_at, created_at) DESC, id",
    )
    .all(accountId)
    .map(({ id, label, secret, last_time_step }) => {
      const next = nextTotp(secret, last_time_step, now());
      return { credentialId: id, label, code: next?.code ?? null, codeValidUntil: next?.validUntil ?? null };
    });
  const unused = database.prepare<[string, string]>(
    'SELECT 1 FROM backup_codes WHERE credential_id = ? AND code_hash = ? AND used_at IS NULL',
  );
  const backupCodes = Array.from({ length: 10 }, (_, index) =>
    keys.backupCodeOf(`${accountId}.backup-codes`, index),
  ).filter((code) => unused.get(`${accountId}.backup-codes`, keys.hashBackupCode(code)) !== undefined);
  return {
    login: user.username,
    password: hasPassword ? keys.passwordOf(accountId) : null,
    code: apps[0]?.code ?? null,
    codeValidUntil: apps[0]?.codeValidUntil ?? null,
    apps,
    backupCodes,
  };
};
