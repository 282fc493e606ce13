/** The catalogue: what stopped a deed, put it off or made it needless, as people read it. */
import type { Found } from '#domain/case/events';
import type { RefusalCode } from '#domain/case/refusal';
import { riskWords } from './risk';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const quoted = (labels: readonly string[]): string => labels.map((label) => `“${label}”`).join(', ');

type Outside = Extract<Found, { readonly code: 'outside' }>;
const systems: Readonly<Record<Outside['system'], string>> = {
  accounts: 'The identity system',
  mail: 'The mail server',
  checks: 'The identity check',
};
const outsideWords = ({ system, kind, status }: Outside): string => {
  const it = systems[system];
  const by = status === undefined ? '' : ` (${status})`;
  switch (kind) {
    case 'down':
      return status === undefined ? `${it} can’t be reached.` : `${it} failed${by}.`;
    case 'slow':
      return status === 429 ? `${it} asks the desk to wait${by}.` : `${it} did not answer in time.`;
    case 'refused':
      return status === 401 || status === 403
        ? `${it} does not accept the desk’s credentials${by}.`
        : status === 404
          ? `${it} does not have it any more.`
          : `${it} refused the request${by}.`;
    case 'unexpected':
      return `${it} answered in a way that is not known${by}.`;
  }
};

/** What stopped a disable that was authorised, seen again before a step (R24). */
const refusedWords: Partial<Readonly<Record<RefusalCode, string>>> = {
  'view-changed': 'What was approved is not what stands now.',
  'signature-wrong': "A decision does not carry its author's signature.",
  'role-may-not': 'Only a security reviewer decides.',
  'opener-decides': 'Whoever approved had opened this case.',
  'overrider-decides': 'Whoever approved had passed over self-help.',
  'sender-decides': 'Whoever approved had sent its link.',
  'preparer-decides': 'Whoever approved had gathered the evidence.',
  'own-account': 'This is the own account of whoever approved.',
  'fallback-closed': 'The threat level was elevated since: this method is closed.',
  'cooling-off':
    "No notice of the approval was taken for an address from before the case: the owner could not have said “this wasn't me”.",
  frozen: 'The case is frozen.',
  closed: 'The case is closed.',
  'wrong-status': 'Nothing authorises a disable.',
};

type Plain = Exclude<
  Found['code'],
  | 'sessions-left'
  | 'factors-left'
  | 'risk-raised'
  | 'strangers'
  | 'not-removable'
  | 'approvals-missing'
  | 'refused'
  | 'outside'
  | 'mail-sign-in'
  | 'mail-refused'
  | 'mail-takes-none'
  | 'mail-put-off'
  | 'mail-bounced'
  | 'mail-malformed'
>;
const plainWords: Readonly<Record<Plain, string>> = {
  'approver-unknown': 'An approver is not known to the desk.',
  'facts-erased': 'The facts that were decided about were erased.',
  'account-changed': "The account's name or addresses changed since the decision. Nothing was touched.",
  'system-changed':
    'What the identity system can do changed since the decision. No second factor was removed: take the approval back, and decide again.',
  'account-gone': 'The account is not in the identity system any more.',
  'demand-not-taken':
    'The identity system does not ask for 2FA at the next sign-in. No second factor was removed for that.',
  'demand-gone': '2FA is not asked for at the next sign-in.',
  'factor-still-listed': 'The identity system answered that the factor was removed, but still lists it.',
  'access-not-offered': 'The identity system does not offer temporary access any more.',
  'access-not-listed': 'The identity system answered that access was granted, but does not list it.',
  'access-gone': 'The temporary access is not there any more.',
  'later-end': 'The cooling-off ends later.',
  'message-unread': 'A message is unread. Once somebody has read it, it is asked again.',
  'disable-replaced': 'This disable was replaced.',
  'disable-finished': 'This disable was finished already.',
  'cannot-lock': 'The desk can’t lock an account in this identity system.',
  'lock-not-listed': 'The identity system answered that the account is locked, but does not list it so.',
  'unlock-not-listed': 'The identity system still lists the account as locked.',
  'secured-already': 'The account is being secured already.',
  'locked-already': 'The account was secured, and is locked.',
  'other-case-open': 'Another case of this account is open. It was stopped; a lead closes it first.',
  'mail-gone': 'The message is not known any more.',
  'mail-settled': 'The message was settled already.',
  'approval-gone': 'The approval was taken back before this could be told.',
  'code-not-awaited': 'This code is not waited for any more.',
  'link-not-awaited': 'Nobody waits for this link any more.',
  'link-awaited': 'This link is waited for again.',
  'link-replaced': 'A newer link replaced this one.',
  'stopped-before-sent': 'The case was stopped before the link was sent.',
  'link-ended': 'The link ended before it could be sent.',
  'address-replaced':
    'The address that was chosen is not the account’s any more, was changed, or nobody knows since when it is there: nothing was sent. Choose another address, or an alternate method.',
  'mail-no-tls':
    'No protected connection (TLS) to the mail server could be made. A lead must check the mail settings; nothing is sent unprotected.',
  'mail-address': 'The mail server can’t take an address like this one.',
  'mail-too-large': 'The mail is larger than the mail server takes.',
  'mail-lost':
    'The mail server closed the connection before it answered. The mail may have arrived; the next attempt sends the same one, under the same number.',
  'mail-slow': 'The mail server did not answer in time.',
  'mail-unfinished': 'The mail server did not finish in time.',
  'mail-no-name': 'The mail server’s name could not be found.',
  'mail-no-smtp': 'The mail server answered something that is no SMTP.',
  'mail-down': 'The mail server refuses connections. It may be down.',
  'mail-certificate':
    'The mail server’s certificate could not be trusted. A lead must check the mail settings; nothing is sent unprotected.',
  'mail-unreachable': 'The mail server can’t be reached.',
  'mail-unknown': 'The mail could not be sent, for a reason that is not known.',
  'mail-not-written':
    'This message could not be written: something in the case is not as the desk expects it. Nothing was sent. Tell whoever looks after the desk, then send it again.',
  'case-gone': 'There is no such case.',
  'case-closed': 'The case is closed.',
  'firm-not-awaited': 'Nobody in the firm is waited for any more.',
  'not-watched': 'This account is not watched any more.',
  'result-not-awaited': 'Nobody waits for this result any more.',
  frozen: 'The case is frozen. When that is lifted, it is asked again.',
  'evidence-gone': 'The pictures were destroyed already.',
  'provider-at-work': 'The provider is still at work.',
  'lists-nobody': 'The identity system lists no accounts any more, where it listed some before.',
  'no-handler': 'This version of the desk does not do this.',
  fault: 'Something unexpected happened inside the desk.',
  'written-by-newer': 'It rests on what a newer version of Recovery Desk wrote. Update this desk.',
};

/** What a bounce means, by its status (RFC 3463 §3: subject and detail). */
const bounceWords = (status: string): string => {
  const [, subject = '', detail = ''] = status.split('.');
  if (subject === '1') return 'It bounced: the address does not exist there, or takes no mail.';
  if (subject === '2')
    return detail === '2' ? 'It bounced: the mailbox is full.' : 'It bounced: the mailbox takes no mail.';
  if (subject === '3' || subject === '4')
    return 'It bounced: the other mail server could not be reached or was not able to take it.';
  if (subject === '7') return 'It bounced: the other mail server did not want it, as unwanted mail or by its rules.';
  return 'It bounced: it did not arrive.';
};

const says = (words: string): string => (words === '' ? '' : ` It says: “${words}”`);

export const foundWords = (found: Found): string => {
  switch (found.code) {
    case 'sessions-left':
      return `The sessions should have ended, but ${plural(found.left, 'is', 'are')} still there.`;
    case 'factors-left':
      return `${plural(found.left, 'second factor')} still listed.`;
    case 'risk-raised':
      return `The account's risk was raised since the decision (${riskWords(found).join(', ')}): it would ask for a cooling-off. Nothing was touched.`;
    case 'strangers':
      return `A second factor is there that was not listed at the decision: ${quoted(found.labels)}. It was not touched.`;
    case 'not-removable':
      return `This identity system doesn’t let the desk remove ${quoted(found.labels)}. Remove it there, then let the disable go on. Nothing was touched.`;
    case 'approvals-missing':
      return `The policy asks for ${found.needed} approvals by now; ${found.there === 1 ? 'one is' : `${found.there} are`} there.`;
    case 'refused':
      return refusedWords[found.refusal] ?? 'What was decided does not hold any more.';
    case 'outside':
      return outsideWords(found);
    case 'mail-sign-in':
      return `The mail server did not accept the desk’s sign-in${found.status === '' ? '' : ` (${found.status})`}. A lead must check the user and the password of the mail server; until then mail waits.`;
    case 'mail-refused':
      return `The mail server refused this mail for good (${found.status}).${says(found.says)}`;
    case 'mail-takes-none':
      return `The mail server takes no mail from the desk now (${found.status}).${says(found.says)}`;
    case 'mail-put-off':
      return `The mail server put the mail off (${found.status}).${says(found.says)}`;
    case 'mail-bounced':
      return `${bounceWords(found.status)}${found.status === '' ? '' : ` (${found.status})`}${says(found.says)}`;
    case 'mail-malformed':
      return `The mail was not sent: ${found.field} is not as it must be.`;
    default:
      return plainWords[found.code];
  }
};

/** Why a message was not delivered; `attempts` where the desk gave up. */
export const unsentWords = (why: Found, attempts: number | null): string =>
  attempts === null ? foundWords(why) : `Given up after ${attempts} attempts: ${foundWords(why)}`;
