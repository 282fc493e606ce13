/** What was read back, in words. */
import type { ReadBack } from '#domain/case/events';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const readBackWords = (read: ReadBack): string => {
  switch (read.code) {
    case 'listed':
      return `${plural(read.factors, 'second factor')}, ${read.sessions === 'unknown' ? 'sessions not listed' : plural(read.sessions, 'session')}`;
    case 'removed':
      return 'gone from the list';
    case 'gone-already':
      return 'was gone already';
    case 'sessions-ended':
      return `${plural(read.ended, 'session')} ended, ${read.left} left`;
    case 'no-session-left':
      return 'no session left';
    case 'sessions-ended-unlisted':
      return 'ended; this identity system lists none to read back';
    case 'sessions-not-ended':
      return 'this identity system ends no sessions: they last until they run out';
    case 'access-until':
      return `until ${read.until}`;
    case 'enrolment-demanded':
      return '2FA is asked for at the next sign-in';
    case 'enrolment-stored':
      return 'stored, and not enforced: the password alone signs in until 2FA is set up';
    case 'enrolment-not-demanded':
      return 'this identity system can’t demand it: the password alone signs in until 2FA is set up';
    case 'as-before':
      return `${plural(read.factors, 'second factor')} as before, access until ${read.until}`;
    case 'nothing-left':
      return 'no second factor, 2FA asked for at the next sign-in';
    case 'nothing-left-and-nothing-asked':
      return 'no second factor; the password alone signs in until 2FA is set up';
    case 'told':
      return plural(read.addresses, 'known address', 'known addresses');
    case 'locked':
      return 'The account is locked';
    case 'unlocked':
      return 'The account is unlocked';
  }
};
