/** The one effect of a system's daily looks, and what it keeps between two pages. */
import { z } from 'zod';
import type { Look } from '#domain/account/seen';
import type { Json, JsonObject } from '#domain/json';

export const lookEffectId = (system: string): string => `look:${system}`;

const shape = z.object({
  look: z
    .object({
      begunAt: z.iso.datetime(),
      cursor: z.string().nullable(),
      known: z.int().min(0),
      shown: z.base64(),
      accounts: z.int().min(0),
    })
    .nullable(),
  failed: z.int().min(0),
});
/** A look that is under way, and how often the system failed since its last page. */
export type LookProgress = { readonly look: Look | null; readonly failed: number };

export const keptProgress = ({ look, failed }: LookProgress): JsonObject => ({
  look: look === null ? null : { ...look, shown: Buffer.from(look.shown).toString('base64') },
  failed,
});
/** What an effect kept; nothing where that is nothing that this version knows. */
export const lookProgress = (progress: Json): LookProgress => {
  const { data } = shape.safeParse(progress);
  if (data === undefined) return { look: null, failed: 0 };
  const look = data.look && { ...data.look, shown: Uint8Array.from(Buffer.from(data.look.shown, 'base64')) };
  return { look, failed: data.failed };
};
