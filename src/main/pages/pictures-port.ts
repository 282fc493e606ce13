/** Where a customer's pictures go, as the pages see it: the evidence store, or what seals them for one. */
import type { Picture, PictureSlot } from '#domain/case/events';

type Kept = Picture & { readonly at: string };
export type PagesPictures = {
  /** Keeps a picture, in place of an earlier one of the same slot; null when the check's pictures were destroyed. */
  put(checkId: string, slot: PictureSlot, contentType: string, bytes: Uint8Array): Promise<Kept | null>;
  /** What is there, in the order front, back, selfie. */
  list(checkId: string): Promise<readonly Kept[]>;
  /** Takes one picture away again, before it is submitted. */
  remove(checkId: string, slot: PictureSlot): Promise<void>;
};
