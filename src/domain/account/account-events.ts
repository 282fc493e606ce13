/** What is written down on an account, stream `account:<id>`: enquiries that change nothing (R19). */
import { z } from 'zod';
import { channels } from '../case/events';
import { text, time } from '../log/fields';
import type { EventsOf } from '../log/kind';
import { kind } from '../log/kind';

export const accountKinds = {
  'account.enquired': kind({
    data: z.strictObject({ channel: z.enum(channels), at: time }),
    personal: z.strictObject({ words: text }),
  }),
} as const;
export type AccountEvent = EventsOf<typeof accountKinds>;
