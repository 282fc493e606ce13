/** Fields that events of several kinds have. */
import { z } from 'zod';

/** ISO 8601, UTC. */
export const time = z.iso.datetime();
export const id = z.string();
export const text = z.string();
/** Who: `staff:<id>`, `customer` or `desk`. */
export const actor = z.string();
export const count = z.int().min(0);
export const version = z.int().min(0);
export const language = z.enum(['en', 'fr']);
/** Lower-case hex, or what else a digest is written in. */
export const digest = z.string();
