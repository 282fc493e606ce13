/** The catalogue: why a way back was recorded, where no person said it. */
import type { WayBecause } from '#domain/case/events';

export const wayBecauseWords: Readonly<Record<WayBecause, string>> = {
  'steps-mailed': 'The steps were sent by email.',
  'no-factor-listed': 'The identity system lists no second factor any more.',
};
