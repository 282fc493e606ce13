/**
 * What a desk saw of an identity system's addresses, stream `seen:<system>`: keyed hashes alone, and the log's own time
 * beside each event. An account's hash stands first in a group, then those of its addresses.
 */
import { z } from 'zod';
import { count, digest } from '../log/fields';
import type { EventsOf } from '../log/kind';
import { kind } from '../log/kind';

const group = z.tuple([digest], digest);

export const seenKinds = {
  /** From here on the desk looks over this system. */
  'seen.begun': kind({ data: z.strictObject({}) }),
  /** What one page, or the end of a whole look, showed to be different. */
  'seen.changed': kind({ data: z.strictObject({ appeared: z.array(group), gone: z.array(group) }) }),
  /** A look from the first page to the last; `accounts` were on its pages. */
  'seen.looked': kind({ data: z.strictObject({ accounts: count }) }),
} as const;
export type SeenEvent = EventsOf<typeof seenKinds>;
export type SeenGroup = readonly [string, ...string[]];
