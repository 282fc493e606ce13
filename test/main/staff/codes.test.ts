import fc from 'fast-check';
import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { findBackupCode, looksLikeBackupCode, makeBackupCodes } from '#main/staff/backup-codes';
import {
  acceptedSteps,
  checkCode,
  clockOffSteps,
  clockOffWords,
  codeAt,
  endOfStep,
  newSecret,
  otpauthUri,
  stepOf,
} from '#main/staff/codes';
import { practiceSecret } from '#main/staff/practice-staff';

/** RFC 6238, appendix B: the ASCII secret 12345678901234567890. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const rfcVectors = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;
const noon = new Date('2026-11-10T20:00:10.000Z');

describe('codes of an authenticator', () => {
  it.each(rfcVectors)('at second %i agree with RFC 6238: %s', (second, eight) => {
    expect(generateSync({ secret: rfcSecret, epoch: second, digits: 8 })).toBe(eight);
    expect(codeAt(rfcSecret, stepOf(new Date(second * 1000)))).toBe(eight.slice(2));
  });

  it('count one step early or late, and name the step that they belong to', () => {
    for (let delta = -acceptedSteps; delta <= acceptedSteps; delta += 1)
      expect(checkCode(rfcSecret, codeAt(rfcSecret, stepOf(noon) + delta), noon)).toEqual({
        outcome: 'fits',
        step: stepOf(noon) + delta,
      });
  });

  it('two to twenty steps away tell of a clock that is off, and by how much', () => {
    for (const delta of [-clockOffSteps, -5, -2, 2, 7, clockOffSteps])
      expect(checkCode(rfcSecret, codeAt(rfcSecret, stepOf(noon) + delta), noon)).toEqual({
        outcome: 'clock-off',
        seconds: delta * 30,
      });
    expect(clockOffWords(-60)).toContain('60 seconds behind');
    expect(clockOffWords(600)).toContain('10 minutes ahead of');
  });

  it('further away are wrong', () => {
    for (const delta of [-clockOffSteps - 1, clockOffSteps + 1, 1000])
      expect(checkCode(rfcSecret, codeAt(rfcSecret, stepOf(noon) + delta), noon)).toEqual({ outcome: 'wrong' });
  });

  it('of any other form are wrong, and never an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !/^\d{6}$/.test(text)),
        (text) => {
          expect(checkCode(rfcSecret, text, noon)).toEqual({ outcome: 'wrong' });
        },
      ),
    );
  });

  it('come from 160 random bits, in a link that every app reads', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(otpauthUri('Delisle & Roy', 'maya@desk.example', secret)).toMatch(
      /^otpauth:\/\/totp\/Delisle%20%26%20Roy:maya%40desk\.example\?.*secret=[A-Z2-7]{32}/,
    );
  });

  it('of a practice desk come from its seed, another one for each person and enrolment', () => {
    const seed = Buffer.alloc(32, 1);
    const secrets = [
      practiceSecret(seed, 'a', 0),
      practiceSecret(seed, 'a', 1),
      practiceSecret(seed, 'b', 0),
      practiceSecret(Buffer.alloc(32, 2), 'a', 0),
    ];
    expect(new Set(secrets).size).toBe(4);
    expect(secrets[0]).toMatch(/^[A-Z2-7]{32}$/);
    expect(practiceSecret(seed, 'a', 0)).toBe(secrets[0]);
  });

  it('end with their step', () => {
    expect(endOfStep(stepOf(noon)).toISOString()).toBe('2026-11-10T20:00:30.000Z');
  });
});

describe('backup codes', () => {
  const cheap = { N: 2 ** 8, r: 8, p: 1 };

  it('are ten different ones of 70 bits, which fit the sign-in field', async () => {
    const { codes, hashes } = await makeBackupCodes(cheap);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{5}$/);
      expect(code.length).toBeLessThanOrEqual(16);
      expect(JSON.stringify(hashes)).not.toContain(code);
    }
  });

  it('are found however they are typed', async () => {
    const { codes, hashes } = await makeBackupCodes(cheap);
    expect(await findBackupCode(hashes, codes[3]!)).toBe(3);
    expect(await findBackupCode(hashes, codes[3]!.toUpperCase().replaceAll('-', ' '))).toBe(3);
    expect(await findBackupCode(hashes, codes[7]!.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(7);
    expect(await findBackupCode(hashes, '00000-0000-00000')).toBeNull();
    expect(await findBackupCode((await makeBackupCodes(cheap)).hashes, codes[3]!)).toBeNull();
    expect(looksLikeBackupCode(codes[0]!)).toBe(true);
    expect(looksLikeBackupCode('123456')).toBe(false);
  });
});
