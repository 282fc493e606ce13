/** The one effect by which a mailbox is read, for good, and what it keeps between two leases. */
import { z } from 'zod';
import type { Json, JsonObject } from '#domain/json';
import type { InboxPlace } from '#main/ports';

/** One mailbox a desk. */
export const receiveEffectId = 'receive:inbox';

const shape = z.object({
  place: z.object({ validity: z.string(), uid: z.int().min(0) }).nullable(),
  /** The end of the last whole look. */
  lookedAt: z.iso.datetime().nullable(),
  /** Since when, and how often in a row, the mailbox could not be read. */
  failing: z.object({ since: z.iso.datetime(), times: z.int().min(1) }).nullable(),
});
export type ReceiveProgress = {
  /** The last message that was taken. */
  readonly place: InboxPlace | null;
  readonly lookedAt: string | null;
  readonly failing: { readonly since: string; readonly times: number } | null;
};

export const keptReceiveProgress = (progress: ReceiveProgress): JsonObject => ({ ...progress }) as JsonObject;
/** What the effect kept; from the beginning where that is nothing that this version knows: nothing is taken twice. */
export const receiveProgress = (progress: Json): ReceiveProgress =>
  shape.safeParse(progress).data ?? { place: null, lookedAt: null, failing: null };
