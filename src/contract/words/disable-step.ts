/** The catalogue: the steps of a disable and of securing, before and after; after it, by what was read back. */
import type { Capabilities } from '#domain/case/account';
import type { ReadBack, SecureStep } from '#domain/case/events';

const done: Readonly<Record<string, string>> = {
  list: 'Listed what is there',
  factors: 'Removed all second factors',
  sessions: 'Ended the sessions',
  grant: 'Granted temporary access',
  're-enrolment': 'Asked for 2FA at the next sign-in',
  compare: 'Compared the account with what was expected',
  tell: 'Told the known addresses',
};
/** What the account's system could not do is not said as if it were done. */
const notDone: Readonly<Partial<Record<ReadBack['code'], string>>> = {
  'sessions-not-ended': 'Left the sessions alone',
  'enrolment-stored': 'Stored the demand to set 2FA up',
  'enrolment-not-demanded': 'Left the next sign-in as it is',
};
const planned: Readonly<Record<string, string>> = {
  list: 'List what is there',
  factors: 'Remove all second factors',
  sessions: 'End the sessions',
  grant: 'Grant temporary access',
  're-enrolment': 'Ask for 2FA at the next sign-in',
  compare: 'Compare the account with what was expected',
};

/** After the step. `label` says what a factor is called. */
export const disableStepDone = (step: string, readBack: ReadBack, label: (id: string) => string): string =>
  notDone[readBack.code] ?? done[step] ?? `Removed ${label(step.replace(/^factor:/, ''))}`;

/** What is known before a step: how many addresses are told, and what the account's system can do. */
export type Planned = {
  readonly addresses: number;
  readonly demand: Capabilities['demand'];
  readonly sessions: Capabilities['sessions'];
  /** Ids of the factors that the desk can't remove. */
  readonly fixed: readonly string[];
};
export const disableStepPlanned = (step: string, label: (id: string) => string, of: Planned): string => {
  if (step === 'tell') return `Tell ${of.addresses} known ${of.addresses === 1 ? 'address' : 'addresses'}`;
  if (step === 're-enrolment' && of.demand !== 'in-force')
    return of.demand === 'stored'
      ? 'Store the demand to set 2FA up, which is not enforced there'
      : 'Leave the next sign-in as it is: nothing can ask for 2FA there';
  if (step === 'sessions' && of.sessions === 'neither') return 'Leave the sessions alone: they can’t be ended there';
  const factorId = step.replace(/^factor:/, '');
  return (
    planned[step] ??
    (of.fixed.includes(factorId) ? `Somebody removes ${label(factorId)} by hand first` : `Remove ${label(factorId)}`)
  );
};

const secure: Readonly<Record<SecureStep, readonly [planned: string, done: string]>> = {
  sessions: ['End the sessions', 'Ended the sessions'],
  lock: ['Lock the account', 'Locked the account'],
  unlock: ['Unlock the account', 'Unlocked the account'],
};
/** Null `readBack`: before it. */
export const secureStepWords = (step: SecureStep, readBack: ReadBack | null): string =>
  readBack === null ? secure[step][0] : (notDone[readBack.code] ?? secure[step][1]);
