/** Everything secret of the sample world: derived from one seed key per installation, or kept as a hash. */
import { createHmac, hkdfSync, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { generateSync, ScureBase32Plugin, verifySync } from 'otplib';

const base32 = new ScureBase32Plugin();
const periodS = 30;

/** One key for each purpose; `seedKey` has at least 128 bits. */
export type SampleKeys = {
  /** 32 bytes for the database file. */
  readonly database: Uint8Array;
  /** The password that the sample customer knows. */
  passwordOf(accountId: string): string;
  /** Base32 secret of a factor that was there from the beginning. */
  totpSecretOf(credentialId: string): string;
  /** The nth backup code of a credential, as the customer wrote it down. */
  backupCodeOf(credentialId: string, index: number): string;
  hashBackupCode(code: string): string;
  hashLogin(login: string): string;
  /** For form tokens of pages. */
  sign(text: string): string;
};

const wordList =
  'amber anchor aspen autumn badger barley beacon birch bison bramble candle canoe cedar chalk cider clover comet copper coral cotton cricket dahlia delta dune ember falcon fennel ferry fjord flint garnet ginger glacier granite harbour hazel heron hickory indigo island ivory jasper juniper kelp kettle lagoon lantern lichen linden lupin maple marble marten meadow mitten nectar nutmeg oak ochre orchid osprey otter pebble pepper pewter pine plover poplar prairie quartz quill raven reed river rowan saffron sage sorrel spruce sumac tamarack thistle timber tulip umber valley velvet walnut willow wren yarrow zephyr'.split(
    ' ',
  );

/** The same seed key gives the same sample world; no two installations share one. */
export const deriveKeys = (seedKey: string): SampleKeys => {
  const derive = (purpose: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', seedKey, 'recovery-desk sample identity', purpose, length));
  const pepper = derive('pepper', 32);
  const hmac = (text: string): string => createHmac('sha256', pepper).update(text).digest('hex');
  return {
    database: derive('database', 32),
    passwordOf: (accountId) => {
      const bytes = derive(`password ${accountId}`, 10);
      const words = [0, 2, 4, 6].map((at) => wordList[bytes.readUInt16BE(at) % wordList.length]!);
      return `${words.join('-')}-${1000 + (bytes.readUInt16BE(8) % 9000)}`;
    },
    totpSecretOf: (credentialId) => base32.encode(derive(`totp ${credentialId}`, 20)),
    backupCodeOf: (credentialId, index) => {
      const text = base32
        .encode(derive(`backup ${credentialId} ${index}`, 10))
        .slice(0, 12)
        .toLowerCase();
      return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
    },
    hashBackupCode: (code) => hmac(`backup code\n${code.toLowerCase().replaceAll(/[\s-]/g, '')}`),
    hashLogin: (login) => hmac(`login\n${login.trim().toLowerCase()}`),
    sign: (text) => hmac(`form\n${text}`),
  };
};

// OWASP's second choice in memory (16 MiB): forty of them are made when a practice desk is seeded, on two cores.
const scryptCosts = { N: 2 ** 14, r: 8, p: 1 };

/** A record `scrypt$N$r$p$salt$hash`. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await runScrypt(password, salt, scryptCosts);
  return [
    'scrypt',
    scryptCosts.N,
    scryptCosts.r,
    scryptCosts.p,
    salt.toString('base64url'),
    hash.toString('base64url'),
  ].join('$');
};

/** With `null` (nobody has this login, or it has no password) it takes as long and says no. */
export const isPassword = async (password: string, record: string | null): Promise<boolean> => {
  const [kind, N, r, p, salt, hash] = (record ?? '').split('$');
  if (kind !== 'scrypt' || !salt || !hash) {
    await runScrypt(password, Buffer.alloc(16), scryptCosts);
    return false;
  }
  const expected = Buffer.from(hash, 'base64url');
  const given = await runScrypt(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const runScrypt = (password: string, salt: Buffer, cost: typeof scryptCosts): Promise<Buffer> => {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
};

/**
 * The time step that the code belongs to, one step early or late included; null when it is wrong or was used before
 * (RFC 6238 §5.2).
 */
export const matchTotp = (secret: string, code: string, lastTimeStep: number | null, nowMs: number): number | null => {
  if (!/^\d{6}$/.test(code)) return null;
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(nowMs / 1000),
    epochTolerance: periodS,
    ...(lastTimeStep === null ? {} : { afterTimeStep: lastTimeStep }),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
};

/**
 * The code that would be taken now: the current one, the next when the current one was used, null when that was used,
 * too.
 */
export const nextTotp = (
  secret: string,
  lastTimeStep: number | null,
  nowMs: number,
): { readonly code: string; readonly validUntil: string } | null => {
  const current = Math.floor(nowMs / 1000 / periodS);
  const step = Math.max(current, (lastTimeStep ?? -1) + 1);
  if (step > current + 1) return null;
  return {
    code: generateSync({ secret, epoch: step * periodS }),
    validUntil: new Date((step + 1) * periodS * 1000).toISOString(),
  };
};

/** For cookies and ids; 256 bits. */
export const newToken = (): string => {
  return randomBytes(32).toString('base64url');
};
