/** scrypt (RFC 7914) off the main thread, with its parameters beside what it made, so that they can grow later. */
import { scrypt } from 'node:crypto';

/** N is the cost (a power of two), r the block size, p the lanes. */
export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number };

/** OWASP's first choice for passwords: about 0.3 s and 128 MiB. */
export const passwordCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value));

/** Whether a stored cost is one that this desk works with: a changed file must not be able to hang it. */
export const isScryptCost = (value: unknown): value is ScryptCost => {
  if (typeof value !== 'object' || value === null) return false;
  const { N, r, p } = value as Record<string, unknown>;
  return (
    typeof N === 'number' &&
    N >= 2 ** 8 &&
    N <= 2 ** 20 &&
    isPowerOfTwo(N) &&
    typeof r === 'number' &&
    Number.isInteger(r) &&
    r >= 1 &&
    r <= 16 &&
    typeof p === 'number' &&
    Number.isInteger(p) &&
    p >= 1 &&
    p <= 8
  );
};

/**
 * `length` bytes from a text. The text is taken in the form NFKC, so that one passphrase typed on two keyboards is one.
 */
export const deriveFromText = async (
  text: string,
  salt: Uint8Array,
  cost: ScryptCost,
  length = 32,
): Promise<Buffer> => {
  const bytes = Buffer.from(text.normalize('NFKC'), 'utf8');
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(bytes, salt, length, { ...cost, maxmem: 256 * cost.N * cost.r + 1_048_576 }, (error, key) => {
        if (error) reject(error);
        else resolve(key);
      });
    });
  } finally {
    bytes.fill(0);
  }
};
