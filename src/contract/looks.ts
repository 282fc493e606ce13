import { z } from 'zod';
import { query } from './endpoint';
import { isoTime, nothing } from './shared';

/** How the daily looks over one identity system's addresses stand (R5). */
const systemLooks = z.strictObject({
  /** The system's name for the screen. */
  name: z.string(),
  /** `newer`: a newer version of the desk wrote of them. `stale`: the last whole one is too long ago to count. */
  standing: z.enum(['first', 'current', 'stale', 'newer']),
  /** Since when this desk looks; null before that is written down. */
  begunAt: isoTime.nullable(),
  /** Counting began anew then, after a gap in the looks; null where there was none. */
  countsFrom: isoTime.nullable(),
  /** The end of the last whole look. */
  lookedAt: isoTime.nullable(),
  addresses: z.number(),
  /** When the next page is asked for: of the next look, or again after a failure. */
  nextAt: isoTime.nullable(),
  /** Why the last attempt failed, a sentence; null when it didn't. */
  failing: z.string().nullable(),
});
export type SystemLooks = z.infer<typeof systemLooks>;

export const looksCalls = {
  'looks.list': query(
    'signed-in',
    nothing,
    z.strictObject({ systems: z.array(systemLooks), longestGapDays: z.number() }),
  ),
};
