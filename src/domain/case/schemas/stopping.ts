/** A case is stopped, secured, closed, opened again (R7). */
import { z } from 'zod';
import { actor, id, text, time } from '../../log/fields';
import { kind } from '../../log/kind';
import { channels, outcomes } from '../events';
import { found } from './found';
import { readBack } from './read-back';

export const secureStep = z.enum(['sessions', 'lock', 'unlock']);
/** Whose word froze the case: pressed on a notice, told to the staff by phone or reply, or the staff's own stop. */
export const freezeVia = z.enum(['notice', 'told', 'staff']);

export const stoppingKinds = {
  'case.secure-step': kind({ data: z.strictObject({ step: secureStep, readBack, at: time }) }),
  'case.secure-stopped': kind({ data: z.strictObject({ step: secureStep, found, at: time }) }),
  'case.frozen': kind({
    data: z.strictObject({
      by: actor,
      via: freezeVia,
      channel: z.enum(channels).exactOptional(),
      mailId: id.exactOptional(),
      /** The number of the account's other case that it was said about. */
      saidAbout: text.exactOptional(),
      at: time,
    }),
    contact: z.strictObject({ words: text }),
  }),
  'case.unfrozen': kind({
    data: z.strictObject({ by: actor, effectId: id.exactOptional(), at: time }),
    contact: z.strictObject({ reason: text }),
  }),
  'case.closed': kind({
    data: z.strictObject({ outcome: z.enum(outcomes), by: actor, at: time, duplicateOf: id.exactOptional() }),
    contact: z.strictObject({ reason: text }),
  }),
  'case.reopened': kind({
    data: z.strictObject({ by: actor, at: time }),
    contact: z.strictObject({ reason: text }),
  }),
} as const;
