/**
 * Password verifiers: scrypt with OWASP's parameters, stored beside the hash so that they can grow (OWASP ASVS 5.0,
 * 11.4.2).
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '#domain/json';
import { deriveFromText, isScryptCost, passwordCost, type ScryptCost } from '#main/vault/scrypt';

/** In characters, after NFKC. The longest keeps a password from being work for the desk. */
export const leastPassword = 12;
export const longestPassword = 256;

/** What is stored of a password. base64. */
export type PasswordVerifier = { readonly cost: ScryptCost; readonly salt: string; readonly hash: string };

const hashBytes = 32;

/** Why a new password is not taken; null when it is. */
export const passwordFault = (password: string): string | null => {
  if (password.length > longestPassword) return `"password": ${longestPassword} characters at most.`;
  return Array.from(password.normalize('NFKC')).length < leastPassword
    ? `"password": ${leastPassword} characters at least.`
    : null;
};

/** A verifier with a salt of its own. */
export const makeVerifier = async (password: string, cost: ScryptCost = passwordCost): Promise<PasswordVerifier> => {
  const salt = randomBytes(16);
  const hash = await deriveFromText(password, salt, cost, hashBytes);
  return { cost, salt: salt.toString('base64'), hash: hash.toString('base64') };
};

/** Whether it is the password. Takes as long for a wrong one; a longer input than any password may be is not hashed. */
export const isPassword = async (verifier: PasswordVerifier, password: string): Promise<boolean> => {
  if (password.length > longestPassword) return false;
  const expected = Buffer.from(verifier.hash, 'base64');
  const found = await deriveFromText(password, Buffer.from(verifier.salt, 'base64'), verifier.cost, hashBytes);
  return expected.byteLength === hashBytes && timingSafeEqual(expected, found);
};

/** A stored verifier, or null when it is not one. */
export const asVerifier = (stored: JsonObject | undefined): PasswordVerifier | null => {
  if (stored === undefined) return null;
  const { cost, salt, hash } = stored;
  return isScryptCost(cost) && typeof salt === 'string' && typeof hash === 'string' ? { cost, salt, hash } : null;
};
