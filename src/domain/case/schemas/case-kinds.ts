/** Every kind of event of a case, stream `case:<id>`. One that isn't here can't be written, and is not guessed at. */
import { answerKinds } from './answer';
import { checkEventKinds } from './check';
import { disableKinds } from './disable';
import { fallbackEventKinds } from './fallback';
import { linkKinds } from './link';
import { openingKinds } from './opening';
import { stoppingKinds } from './stopping';

export const caseKinds = {
  ...openingKinds,
  ...linkKinds,
  ...answerKinds,
  ...checkEventKinds,
  ...fallbackEventKinds,
  ...disableKinds,
  ...stoppingKinds,
} as const;
