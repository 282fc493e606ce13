/** AES-256-GCM boxes: what rests of a picture. A box opens only with its key and for the place it was sealed for. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** Bytes that a box is longer than what lies in it. */
export const boxOverhead = nonceBytes + tagBytes;

/** `nonce ‖ tag ‖ ciphertext`. `place` binds the box to where it belongs, so that boxes can't be swapped. */
export const seal = (key: Uint8Array, place: string, plain: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const body = cipher.update(plain);
  const rest = cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), body, rest]);
};

/** The content of a box; throws when the key, the place or a single bit is another one. */
export const unseal = (key: Uint8Array, place: string, box: Uint8Array): Buffer => {
  if (box.byteLength < boxOverhead) throw new Error('A sealed box is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(place, 'utf8'));
  decipher.setAuthTag(box.subarray(nonceBytes, boxOverhead));
  return Buffer.concat([decipher.update(box.subarray(boxOverhead)), decipher.final()]);
};
