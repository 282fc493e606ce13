import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SafeStorage } from '#main/vault/safe-storage';
import { vaultChoices } from '#main/vault/safe-storage';
import { VaultError, type VaultErrorCode } from '#main/vault/vault-error';
import { createVault, keyPurposes, lookAtVault, openVault, wrongPassphraseMs, type Vault } from '#main/vault/vault';

const now = new Date('2026-11-10T18:24:00.000Z');
const cheap = { N: 2 ** 10, r: 8, p: 1 };
const passphrase = 'seven quiet herons';

/** A keyring that keeps state: its boxes open only with its own secret. */
const keyring = (secret = 'keyring-a', backend = 'gnome_libsecret'): SafeStorage => ({
  available: async () => ({ ok: true, backend }),
  encrypt: async (text) => Buffer.from(`${secret}:${Buffer.from(text).toString('hex')}`),
  decrypt: async (bytes) => {
    const text = Buffer.from(bytes).toString('utf8');
    if (!text.startsWith(`${secret}:`)) throw new Error(`can't decrypt ${text}`);
    return Buffer.from(text.slice(secret.length + 1), 'hex').toString('utf8');
  },
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const practice = async (): Promise<Vault> =>
  await createVault({ folder, desk: 'practice', protection: { kind: 'file' }, now });
const open = async (more: { readonly safeStorage?: SafeStorage; readonly passphrase?: string } = {}): Promise<Vault> =>
  await openVault({
    folder,
    safeStorage: more.safeStorage ?? null,
    passphrase: more.passphrase ?? null,
    wait: async () => {},
  });
const refusal = async (work: () => unknown): Promise<VaultError> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof VaultError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};
const expectRefused = async (code: VaultErrorCode, work: () => unknown): Promise<VaultError> => {
  const error = await refusal(work);
  expect(error.code).toBe(code);
  return error;
};
const allBytes = async (): Promise<string> =>
  (
    await Promise.all(
      (await readdir(folder)).map(async (name) => (await readFile(join(folder, name))).toString('latin1')),
    )
  ).join('\n');

describe('the vault of a desk', () => {
  it('gives the same keys after a restart, and another folder has others', async () => {
    const before = await practice();
    const keys = keyPurposes.map((purpose) => before.key(purpose).toString('hex'));
    before.close();
    const after = await open();
    expect(keyPurposes.map((purpose) => after.key(purpose).toString('hex'))).toEqual(keys);
    expect(new Set(keys).size).toBe(keyPurposes.length);
    const other = await mkdtemp(join(tmpdir(), 'vault-'));
    const elsewhere = await createVault({ folder: other, desk: 'practice', protection: { kind: 'file' }, now });
    expect(elsewhere.key('store-wrap').toString('hex')).not.toBe(keys[0]);
    await rm(other, { recursive: true });
  });

  it('hands out copies, so that a caller who zeroes one breaks nothing', async () => {
    const vault = await practice();
    const first = vault.key('store-wrap');
    const text = first.toString('hex');
    first.fill(0);
    expect(vault.key('store-wrap').toString('hex')).toBe(text);
  });

  it("keeps a practice desk's key in a file that only its user may read, and says so", async () => {
    const vault = await practice();
    expect((await stat(join(folder, 'vault.json'))).mode & 0o777).toBe(0o600);
    expect(vault.words).toContain('nothing else guards it');
  });

  it('makes the file private again when a copy lost the mode', async () => {
    (await practice()).close();
    await chmod(join(folder, 'vault.json'), 0o644);
    await open();
    expect((await stat(join(folder, 'vault.json'))).mode & 0o777).toBe(0o600);
  });

  it('refuses a plain file for a real desk, also one that was written by hand', async () => {
    await expectRefused(
      'practice-only',
      async () => await createVault({ folder, desk: 'real', protection: { kind: 'file' }, now }),
    );
    expect(await readdir(folder)).toEqual([]);
    (await practice()).close();
    const path = join(folder, 'vault.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"practice"', '"real"'));
    await expectRefused('corrupt', async () => await open());
  });

  it('gives practice keys to a practice desk alone', async () => {
    const vault = await createVault({
      folder,
      desk: 'real',
      protection: { kind: 'safe-storage', safeStorage: keyring() },
      now,
    });
    await expectRefused('practice-only', () => vault.key('practice-seed'));
    await expectRefused('practice-only', () => vault.key('sample-world'));
    expect(vault.key('store-wrap').byteLength).toBe(32);
  });

  it('never overwrites a vault, and of two that are made at once one wins', async () => {
    const outcomes = await Promise.allSettled([practice(), practice(), practice()]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    const before = await readFile(join(folder, 'vault.json'), 'utf8');
    await expectRefused('exists', practice);
    expect(await readFile(join(folder, 'vault.json'), 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['vault.json']);
  });

  it('says that a vault is missing, and makes none by opening', async () => {
    await expectRefused('missing', async () => await open());
    expect(await readdir(folder)).toEqual([]);
    expect(await lookAtVault(folder)).toBeNull();
  });

  it('makes no new vault beside credentials whose vault was lost', async () => {
    await (await practice()).secrets.put('smtp-password', 'correct horse', now);
    await rm(join(folder, 'vault.json'));
    await expectRefused('missing', practice);
  });

  it.each([
    '',
    'not json',
    '[]',
    '{"format":1}',
    '{"format":1,"desk":"practice","createdAt":"x","check":"00","protection":{"kind":"file","key":"AAAA"}}',
  ])('names a corrupt file and leaves it as it is: %s', async (text) => {
    await writeFile(join(folder, 'vault.json'), text);
    await expectRefused('corrupt', async () => await open());
    await expectRefused(text.includes('protection') ? 'exists' : 'corrupt', practice);
    expect(await readFile(join(folder, 'vault.json'), 'utf8')).toBe(text);
  });

  it('names a file that a newer program wrote', async () => {
    await writeFile(join(folder, 'vault.json'), '{"format":2}');
    await expectRefused('newer-version', async () => await open());
  });

  it('notices a key that was exchanged', async () => {
    (await practice()).close();
    const path = join(folder, 'vault.json');
    const file = JSON.parse(await readFile(path, 'utf8')) as { protection: { key: string } };
    file.protection.key = Buffer.alloc(32, 7).toString('base64');
    await writeFile(path, JSON.stringify(file));
    const error = await expectRefused('corrupt', async () => await open());
    expect(error.message).not.toContain(file.protection.key);
  });

  it('refuses everything once it is closed', async () => {
    const vault = await practice();
    vault.close();
    await expectRefused('closed', () => vault.key('store-wrap'));
    await expectRefused('closed', () => vault.linkToken('check', 'a', 1));
    await expectRefused('closed', () => vault.deskSigningKey());
    await expectRefused('closed', async () => await vault.secrets.use('smtp-password', () => 1));
  });
});

describe('a passphrase', () => {
  const make = async (): Promise<Vault> =>
    await createVault({ folder, desk: 'real', protection: { kind: 'passphrase', passphrase, cost: cheap }, now });

  it('opens the vault, in whatever form of Unicode it is typed', async () => {
    const made = await createVault({
      folder,
      desk: 'real',
      protection: { kind: 'passphrase', passphrase: 'cafés à la mode', cost: cheap },
      now,
    });
    const key = made.key('store-wrap').toString('hex');
    expect((await open({ passphrase: 'cafe\u0301s a\u0300 la mode' })).key('store-wrap').toString('hex')).toBe(key);
  });

  it('that is wrong is refused after a wait, without either in the message', async () => {
    (await make()).close();
    const waited: number[] = [];
    const error = await expectRefused(
      'wrong-passphrase',
      async () =>
        await openVault({
          folder,
          safeStorage: null,
          passphrase: 'seven quiet heron!',
          wait: async (ms) => {
            waited.push(ms);
          },
        }),
    );
    expect(waited).toEqual([wrongPassphraseMs]);
    expect(error.message).not.toContain('heron');
  });

  it('is asked for when there is none, and a short one is not taken', async () => {
    await expectRefused(
      'passphrase-too-short',
      async () =>
        await createVault({
          folder,
          desk: 'real',
          protection: { kind: 'passphrase', passphrase: 'short', cost: cheap },
          now,
        }),
    );
    (await make()).close();
    await expectRefused('passphrase-needed', async () => await open());
    expect(await lookAtVault(folder)).toMatchObject({ desk: 'real', protection: 'passphrase' });
  });

  it("is stored with OWASP's scrypt parameters unless told otherwise", async () => {
    (await createVault({ folder, desk: 'real', protection: { kind: 'passphrase', passphrase }, now })).close();
    expect(JSON.parse(await readFile(join(folder, 'vault.json'), 'utf8'))).toMatchObject({
      protection: { cost: { N: 131072, r: 8, p: 1 } },
    });
  });

  it('with parameters that would hang the desk makes the file corrupt', async () => {
    (await make()).close();
    const path = join(folder, 'vault.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"N":1024', '"N":1073741824'));
    await expectRefused('corrupt', async () => await open({ passphrase }));
  });

  it('lies nowhere in the folder', async () => {
    (await make()).close();
    expect(await allBytes()).not.toContain(passphrase);
  });
});

describe("the operating system's keyring", () => {
  it('opens what it sealed', async () => {
    const made = await createVault({
      folder,
      desk: 'real',
      protection: { kind: 'safe-storage', safeStorage: keyring() },
      now,
    });
    const key = made.key('store-wrap').toString('hex');
    expect((await open({ safeStorage: keyring() })).key('store-wrap').toString('hex')).toBe(key);
    expect(made.words).toContain('gnome_libsecret');
  });

  it('that only pretends (basic_text) counts as none', async () => {
    expect(await vaultChoices(keyring('x', 'basic_text'))).toMatchObject({ safeStorage: false });
    expect(await vaultChoices(null)).toMatchObject({ safeStorage: false });
    expect(await vaultChoices(keyring())).toMatchObject({ safeStorage: true });
    await expectRefused(
      'safe-storage-away',
      async () =>
        await createVault({
          folder,
          desk: 'real',
          protection: { kind: 'safe-storage', safeStorage: keyring('x', 'basic_text') },
          now,
        }),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('of another user, or one that is away, is named without what it tried to read', async () => {
    (
      await createVault({ folder, desk: 'real', protection: { kind: 'safe-storage', safeStorage: keyring() }, now })
    ).close();
    const error = await expectRefused('other-machine', async () => await open({ safeStorage: keyring('keyring-b') }));
    expect(error.message).not.toContain('keyring-a');
    await expectRefused('safe-storage-away', async () => await open());
  });
});

describe('links', () => {
  it('have a token of 32 bytes and the hash that the pages look for', async () => {
    const { token, hash } = (await practice()).linkToken('check', 'chk-1', 1);
    expect(Buffer.from(token, 'base64url').byteLength).toBe(32);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
  });

  it('are the same for the same check and number, and never for another', async () => {
    const vault = await practice();
    const part = fc.record({
      kind: fc.constantFrom('check' as const, 'notice' as const),
      id: fc.string({ minLength: 1 }),
      number: fc.nat(50),
    });
    fc.assert(
      fc.property(part, part, (a, b) => {
        const same = a.kind === b.kind && a.id === b.id && a.number === b.number;
        expect(vault.linkToken(a.kind, a.id, a.number).token === vault.linkToken(b.kind, b.id, b.number).token).toBe(
          same,
        );
      }),
    );
    expect(vault.linkToken('check', 'a1', 1).token).not.toBe(vault.linkToken('check', 'a', 11).token);
  });
});

describe('what a case’s mails are answered to', () => {
  it('is 16 letters that differ from case to case, and stay the same at each start', async () => {
    const vault = await practice();
    const tokens = Array.from({ length: 500 }, (_, index) => vault.replyToken(`case-${index}`));
    for (const token of tokens) expect(token).toMatch(/^[a-z2-7]{16}$/);
    expect(new Set(tokens).size).toBe(500);
    // Every letter comes up in every place, so no bits are left out.
    for (let at = 0; at < 16; at += 1) expect(new Set(tokens.map((token) => token[at])).size).toBe(32);
    vault.close();
    expect((await open()).replyToken('case-7')).toBe(tokens[7]);
  });
});

describe("the desk's signing key", () => {
  it('is one Ed25519 key, the same at each start', async () => {
    const vault = await practice();
    const first = vault.deskSigningKey();
    const privateKey = createPrivateKey({ key: first.pkcs8, format: 'der', type: 'pkcs8' });
    expect(verify(null, Buffer.from('x'), createPublicKey(privateKey), sign(null, Buffer.from('x'), privateKey))).toBe(
      true,
    );
    first.pkcs8.fill(0);
    expect(vault.deskSigningKey().keyId).toBe(first.keyId);
  });
});

describe('a named secret', () => {
  it('comes back only inside the work that uses it, whatever characters it has', async () => {
    const vault = await practice();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => !/\p{Cs}/u.test(text)),
        async (secret) => {
          await vault.secrets.put('smtp-password', secret, now);
          expect(await vault.secrets.use('smtp-password', (given) => given === secret)).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
    expect(await vault.secrets.since('smtp-password')).toBe(now.toISOString());
  });

  it('lies in the folder only sealed, and opens only under its own name', async () => {
    const vault = await practice();
    await vault.secrets.put('smtp-password', 'correct-horse-battery', now);
    expect(await allBytes()).not.toContain('correct-horse-battery');
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    const path = join(folder, 'secrets.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('smtp-password', 'identity-token'));
    await expectRefused('secrets-corrupt', async () => await vault.secrets.use('identity-token', () => 1));
  });

  it('is gone once it is forgotten, and its neighbour stays', async () => {
    const vault = await practice();
    await Promise.all([
      vault.secrets.put('smtp-password', 'one', now),
      vault.secrets.put('identity-token', 'two', now),
    ]);
    await vault.secrets.forget('smtp-password');
    await expectRefused('no-such-secret', async () => await vault.secrets.use('smtp-password', () => 1));
    expect(await vault.secrets.use('identity-token', (secret) => secret.length)).toBe(3);
  });

  it('never leaves in the error of what used it', async () => {
    const vault = await practice();
    await vault.secrets.put('smtp-password', 'correct-horse-battery', now);
    const error = await expectRefused(
      'secret-withheld',
      async () =>
        await vault.secrets.use('smtp-password', (secret) => {
          throw Object.assign(new Error('refused'), { response: { sent: `AUTH ${secret}` } });
        }),
    );
    expect(JSON.stringify(error) + String(error.stack)).not.toContain('correct-horse-battery');
    await expect(
      vault.secrets.use('smtp-password', () => {
        throw new Error('the server is away');
      }),
    ).rejects.toThrow('the server is away');
  });

  it('is refused when it is empty, too long, or of an unknown name', async () => {
    const vault = await practice();
    await expectRefused('bad-secret', async () => await vault.secrets.put('smtp-password', '', now));
    await expectRefused('bad-secret', async () => await vault.secrets.put('smtp-password', 'x'.repeat(8193), now));
    await expectRefused('bad-name', async () => await vault.secrets.put('toString' as 'smtp-password', 'x', now));
  });

  it.each(['', '{', '{"format":1}', '{"format":1,"secrets":{"smtp-password":3}}'])(
    'in a corrupt file is named, and the file left alone: %s',
    async (text) => {
      const vault = await practice();
      await writeFile(join(folder, 'secrets.json'), text);
      await expectRefused('secrets-corrupt', async () => await vault.secrets.put('smtp-password', 'x', now));
      await expectRefused('secrets-corrupt', async () => await vault.secrets.use('smtp-password', () => 1));
      expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe(text);
    },
  );
});
