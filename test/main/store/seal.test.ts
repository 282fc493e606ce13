import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecretKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openKeyRing, SealBroken, type KeyRing } from '#main/store/log/seal';
import { logFolder, type LogFolder } from '#support/log-folder';

let desk: LogFolder;
let ring: KeyRing;
beforeEach(() => {
  desk = logFolder();
  ring = openKeyRing(desk.path, desk.keys);
});
afterEach(() => {
  ring.close();
  desk.remove();
});

const place = { stream: 'case:1', eventId: 'e3' };
const seal = (text: string): Buffer => ring.seal('case:1/contact', place, text) as Buffer;

describe('sealed content', () => {
  test('opens again, also after the ring was closed', () => {
    const sealed = seal('{"name":"Zoë"}');
    expect(sealed.includes('Zo')).toBe(false);
    expect(ring.unseal('case:1/contact', place, sealed)).toEqual({ name: 'Zoë' });
    ring.close();
    ring = openKeyRing(desk.path, desk.keys);
    expect(ring.unseal('case:1/contact', place, sealed)).toEqual({ name: 'Zoë' });
  });

  test('is never twice the same', () => {
    expect(seal('{}').equals(seal('{}'))).toBe(false);
  });

  test.each([
    ['stream', { ...place, stream: 'case:2' }],
    ['event', { ...place, eventId: 'e4' }],
  ])('does not open under another %s', (_, other) => {
    const sealed = seal('{}');
    expect(() => ring.unseal('case:1/contact', other, sealed)).toThrow(SealBroken);
  });

  test('does not open with one bit changed anywhere', () => {
    const sealed = seal('{"a":1}');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i]! ^= 1;
      expect(() => ring.unseal('case:1/contact', place, changed)).toThrow(SealBroken);
    }
    expect(() => ring.unseal('case:1/contact', place, Buffer.alloc(3))).toThrow(SealBroken);
  });

  test('of one owner does not open with another’s key', () => {
    const sealed = seal('{}');
    ring.seal('case:1/identity', place, '{}');
    expect(() => ring.unseal('case:1/identity', place, sealed)).toThrow(SealBroken);
  });

  test('needs the vault’s key, even for who can read the file', () => {
    const sealed = seal('{}');
    ring.close();
    ring = openKeyRing(desk.path, { ...desk.keys, wrap: createSecretKey(Buffer.alloc(32, 8)) });
    expect(() => ring.unseal('case:1/contact', place, sealed)).toThrow();
  });
});

describe('a destroyed key', () => {
  test('is gone, and stays gone after a restart', () => {
    const sealed = seal('{}');
    expect(ring.destroy('case:1/contact')).toBe(true);
    expect(ring.destroy('case:1/contact')).toBe(false);
    expect(ring.unseal('case:1/contact', place, sealed)).toBe('erased');
    ring.close();
    ring = openKeyRing(desk.path, desk.keys);
    expect(ring.unseal('case:1/contact', place, sealed)).toBe('erased');
    expect(ring.seal('case:1/contact', place, '{}')).toBe('erased');
  });

  test('leaves no trace in the file or beside it', () => {
    for (let i = 0; i < 30; i += 1) ring.seal(`case:${i}/contact`, place, '{}');
    let wrapped: Buffer = Buffer.alloc(0);
    desk.behind(
      (db) =>
        void (wrapped = db
          .prepare<[], Buffer>("SELECT wrapped FROM keys WHERE name = 'case:7/contact'")
          .pluck()
          .get()!),
      'keys',
    );
    expect(wrapped.length).toBeGreaterThan(32);
    ring.destroy('case:7/contact');
    // The journal holds pages as they were: encrypted, but with a key that lives on.
    expect(readFileSync(join(desk.path, 'keys.db-journal')).every((byte) => byte === 0)).toBe(true);
    desk.behind((db) => {
      const whole = db.serialize();
      expect(whole.includes(wrapped)).toBe(false);
      expect(whole.includes(wrapped.subarray(8, 24))).toBe(false);
      expect(whole.includes('case:7/contact')).toBe(true);
    }, 'keys');
  });

  test('has its turn told once to those who keep copies', () => {
    ring.seal('case:1/contact', place, '{}');
    ring.destroy('case:1/contact');
    ring.destroy('staff:amy');
    expect(ring.destroyedSince(0)).toEqual({ turn: 2, names: ['case:1/contact', 'staff:amy'] });
    expect(ring.destroyedSince(1)).toEqual({ turn: 2, names: ['staff:amy'] });
    expect(ring.destroyedSince(2)).toEqual({ turn: 2, names: [] });
  });

  test('takes a person out of an older backup of the log, too', () => {
    const log = desk.open();
    desk.add(log, 'case:1', { personal: { key: 'case:1/contact', content: { name: 'Zoë' } } });
    log.close();
    const backup = join(desk.path, 'backup.db');
    copyFileSync(join(desk.path, 'log.db'), backup);
    const later = desk.open();
    later.destroyKey('case:1/contact');
    later.close();
    copyFileSync(backup, join(desk.path, 'log.db'));
    const restored = desk.open();
    expect(restored.readStream('case:1')[0]).toMatchObject({ erased: true });
  });
});

describe('the two keys of a case', () => {
  test('are apart: identity goes, contact stays', () => {
    const log = desk.open();
    desk.add(log, 'case:1', { personal: { key: 'case:1/contact', content: { mail: 'a@b.example' } } });
    desk.add(log, 'case:1', { personal: { key: 'case:1/identity', content: { name: 'as printed' } } });
    log.destroyKey('case:1/identity');
    const [contact, identity] = log.readStream('case:1');
    expect(contact!.personal?.content).toEqual({ mail: 'a@b.example' });
    expect(identity).toMatchObject({ erased: true });
    expect(identity).not.toHaveProperty('personal');
  });

  test('a request that is refused leaves the erased erased and writes nothing', () => {
    const log = desk.open();
    log.destroyKey('case:1/contact');
    const good = desk.event();
    const { result } = log.append({
      at: '2025-03-03T09:00:00.000Z',
      streams: [{ stream: 'case:1', events: [good, desk.event({ personal: { key: 'case:1/contact', content: {} } })] }],
    });
    expect(result).toMatchObject({ ok: false, reason: 'erased' });
    expect(log.head().position).toBe(0);
  });
});
