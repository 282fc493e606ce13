import { DeskFileError } from './desk-file';

/** Errors whose message was written for people; anything else keeps its words inside the desk. */
const spoken = new Set([
  'EarlierDesk',
  'StoreRefused',
  'StoreUnavailable',
  'SampleError',
  'VaultError',
  'CallFailure',
  'OutsideError',
]);

/** What a failure may say on the screen. */
export const forPeople = (error: unknown): string =>
  error instanceof DeskFileError || (error instanceof Error && spoken.has(error.name))
    ? error.message
    : 'Something unexpected stopped the desk from opening. Nothing was changed; start it again, or look at desk.log in the data folder.';
