/** What main tells the window unasked: that something changed, never what it is. The window asks again. */
import { z } from 'zod';

export const storeStatus = z.strictObject({
  state: z.enum(['starting', 'ready', 'restarting', 'rebuilding', 'read-only', 'refused']),
  /** A sentence for people. */
  message: z.string(),
  /** 0 to 1 while something long runs. */
  progress: z.number().min(0).max(1).nullable(),
});
export type StoreStatus = z.infer<typeof storeStatus>;

export const bridgeEvent = z.discriminatedUnion('type', [
  /** Topics: `queue`, `mail`, `inbox`, `staff`, `policy`, `guidance`, `looks`, `case:<id>`, and `all` where nobody knows. */
  z.strictObject({ type: z.literal('changed'), topics: z.array(z.string()) }),
  z.strictObject({ type: z.literal('store'), status: storeStatus }),
  z.strictObject({ type: z.literal('session'), reason: z.enum(['locked', 'signed-out', 'signed-in']) }),
  /** The desk is not what it was: another data folder, started over. */
  z.strictObject({ type: z.literal('desk') }),
]);
export type BridgeEvent = z.infer<typeof bridgeEvent>;

/** What the preload gives the page: two functions. */
export type Bridge = {
  call(name: string, input: unknown): Promise<unknown>;
  onEvent(listener: (event: unknown) => void): () => void;
};
