import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SigningKeyRecord } from '#domain/access/staff';
import type { JsonObject } from '#domain/json';
import { asVerifier, isPassword, makeVerifier, passwordFault } from '#main/staff/passwords';
import {
  asWrappedKey,
  checkSignature,
  makeSigningKey,
  signedBytes,
  unwrapSigningKey,
  verifySignature,
  type OpenKey,
} from '#main/staff/signing';

const cheap = { N: 2 ** 8, r: 8, p: 1 };
const enrolledAt = '2026-11-01T09:00:00.000Z';
const later = '2026-11-10T18:24:00.000Z';
const payload: JsonObject = { decision: 'pass', case: 'c-1', marks: [1, null, 'é'] };

describe('a password', () => {
  it("is kept with OWASP's parameters and a salt of its own", async () => {
    const [one, two] = await Promise.all([
      makeVerifier('correct horse battery'),
      makeVerifier('correct horse battery'),
    ]);
    expect(one.cost).toEqual({ N: 131072, r: 8, p: 1 });
    expect(one.salt).not.toBe(two.salt);
    expect(one.hash).not.toBe(two.hash);
  });

  it('is known again in another form of Unicode, and no other one is', async () => {
    const verifier = await makeVerifier('mot de passe \u00e9t\u00e9', cheap);
    expect(await isPassword(verifier, 'mot de passe e\u0301te\u0301')).toBe(true);
    expect(await isPassword(verifier, 'mot de passe ete')).toBe(false);
    expect(await isPassword(verifier, '')).toBe(false);
  });

  it("keeps its own parameters when the desk's grow", async () => {
    const stored = asVerifier(
      JSON.parse(JSON.stringify(await makeVerifier('correct horse battery', cheap))) as JsonObject,
    );
    expect(stored?.cost).toEqual(cheap);
    expect(await isPassword(stored!, 'correct horse battery')).toBe(true);
  });

  it('that is too short or longer than any is refused by name, and never hashed', async () => {
    expect(passwordFault('elevenchars')).toContain('"password"');
    expect(passwordFault('x'.repeat(257))).toContain('256');
    expect(passwordFault('twelve chars')).toBeNull();
    expect(await isPassword(await makeVerifier('correct horse battery', cheap), 'x'.repeat(100_000))).toBe(false);
  });

  it('whose stored form is malformed, or would hang the desk, is no verifier', () => {
    expect(asVerifier({ salt: 'x', hash: 'y' })).toBeNull();
    expect(asVerifier({ cost: { N: 2 ** 30, r: 8, p: 1 }, salt: 'x', hash: 'y' })).toBeNull();
    expect(asVerifier(undefined)).toBeNull();
  });
});

describe('a signing key', () => {
  let made: Awaited<ReturnType<typeof makeSigningKey>>;
  let open: OpenKey;
  let record: SigningKeyRecord;
  beforeAll(async () => {
    made = await makeSigningKey('maya', 'correct horse battery', cheap);
    open = (await unwrapSigningKey('maya', made.wrapped, 'correct horse battery'))!;
    record = { keyId: made.keyId, publicKey: made.publicKey, from: enrolledAt, until: null };
  });

  it('opens with its password alone, for its own person alone', async () => {
    expect(open).not.toBeNull();
    expect(await unwrapSigningKey('maya', made.wrapped, 'correct horse batterz')).toBeNull();
    expect(await unwrapSigningKey('daniel', made.wrapped, 'correct horse battery')).toBeNull();
    expect(await unwrapSigningKey('maya', { ...made.wrapped, keyId: 'other' }, 'correct horse battery')).toBeNull();
  });

  it('rests wrapped: its bytes stand nowhere in what is stored', async () => {
    const other = await makeSigningKey('maya', 'correct horse battery', cheap);
    expect(other.keyId).not.toBe(made.keyId);
    expect(asWrappedKey(JSON.parse(JSON.stringify(made.wrapped)) as JsonObject)).toEqual(made.wrapped);
    // PKCS #8 of Ed25519 begins so.
    expect(Buffer.from(made.wrapped.box, 'base64').includes(Buffer.from('302e020100300506032b6570', 'hex'))).toBe(
      false,
    );
  });

  it('signs what it is given, whatever the order of its fields', () => {
    const signature = open.sign(signedBytes(payload));
    expect(signature).toMatchObject({ by: 'staff:maya', keyId: made.keyId });
    expect(verifySignature([record], { marks: [1, null, 'é'], case: 'c-1', decision: 'pass' }, signature, later)).toBe(
      true,
    );
  });

  it('signs nothing else: one changed value breaks it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => !/\p{Cs}/u.test(key) && key !== '__proto__'),
          fc.oneof(fc.integer(), fc.boolean(), fc.constant(null)),
          { minKeys: 1 },
        ),
        fc.nat(),
        (content, pick) => {
          const signature = open.sign(signedBytes(content));
          expect(verifySignature([record], content, signature, later)).toBe(true);
          const key = Object.keys(content)[pick % Object.keys(content).length]!;
          expect(checkSignature([record], { ...content, [key]: 'changed' }, signature, later)).toBe('wrong');
        },
      ),
      { numRuns: 50 },
    );
  });

  it('that was replaced keeps what it signed before, and signs nothing afterwards', () => {
    const replaced = { ...record, until: later };
    const signature = open.sign(signedBytes(payload));
    expect(checkSignature([replaced], payload, signature, later)).toBe('good');
    expect(checkSignature([replaced], payload, signature, '2026-11-10T18:24:00.001Z')).toBe('not-valid-then');
    expect(checkSignature([record], payload, signature, '2026-10-31T00:00:00.000Z')).toBe('not-valid-then');
  });

  it("that is nobody's, or a value that is none, is named", () => {
    const signature = open.sign(signedBytes(payload));
    expect(checkSignature([], payload, signature, later)).toBe('unknown-key');
    expect(checkSignature([record], payload, { ...signature, value: 'AAAA' }, later)).toBe('wrong');
  });

  it('that was wiped signs no more', async () => {
    const key = (await unwrapSigningKey('maya', made.wrapped, 'correct horse battery'))!;
    key.wipe();
    expect(() => key.sign(signedBytes(payload))).toThrow('closed');
  });
});
