/**
 * Films for Chromium's fake camera (`--use-file-for-fake-video-capture=<file>.mjpeg`): JPEGs of one size, one after the
 * other.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const specimens = resolve(import.meta.dirname, '..', '..', 'resources', 'specimens');

/** One picture of a film and for how many frames (30 a second) it is held. */
export type FilmPart = { readonly jpeg: Uint8Array; readonly frames: number };

/** Motion JPEG as Chromium reads it; it begins again at its end. */
export const film = (parts: readonly FilmPart[]): Buffer =>
  Buffer.concat(parts.flatMap((part) => Array.from({ length: part.frames }, () => part.jpeg)));

/** What a camera of 1280 × 720 sees of a specimen. */
export const cameraView = async (accountId: string, slot: 'front' | 'back' | 'selfie'): Promise<Buffer> =>
  await readFile(join(specimens, accountId, `camera-${slot}.jpg`));

/** A person who holds front, back (for a card) and face before the camera, each for so many seconds, over and over. */
export const specimenFilm = async (
  accountId: string,
  slots: readonly ('front' | 'back' | 'selfie')[],
  secondsEach: number,
): Promise<Buffer> =>
  film(
    await Promise.all(
      slots.map(async (slot) => ({ jpeg: await cameraView(accountId, slot), frames: Math.round(secondsEach * 30) })),
    ),
  );
