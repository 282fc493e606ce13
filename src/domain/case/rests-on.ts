/**
 * What a newer version wrote is never guessed at: a case that holds some of it stands still, and so does whatever rests
 * on an account, a policy or a staff that holds some. What stops a case, or tells what was done already, is taken.
 */
import type { CommandKind } from './asks';
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseState } from './state';

/** What a decision can rest on, beside its case. */
export type Ground = 'account' | 'policy' | 'staff';

/** Every command, and the grounds without which it is not decided. */
const restsOn: Readonly<Record<CommandKind, readonly Ground[]>> = {
  open: [],
  'open-re-secure': [],
  attach: [],
  'read-account': [],
  assign: [],
  snooze: [],
  wake: [],
  note: [],
  'record-way': [],
  'override-self-help': [],
  'send-self-help': ['account'],
  'send-link': ['account', 'policy'],
  'send-answer': ['account'],
  'send-again': ['account'],
  'undo-mail': [],
  'cancel-mail': [],
  'start-link-clock': ['policy'],
  'mail-accepted': [],
  'mail-failed': [],
  'receive-message': [],
  'read-message': [],
  'mail-bounced': [],
  'open-link': [],
  'remind-link': [],
  'expire-link': [],
  submit: [],
  // R9: how many have to approve.
  'record-result': ['policy'],
  'result-late': [],
  decide: ['account', 'policy', 'staff'],
  'open-fallback': ['account', 'policy'],
  'set-fallback-item': [],
  'ask-attestation': ['account', 'policy'],
  'answer-attestation': [],
  'submit-fallback': ['policy'],
  'decide-fallback': ['account', 'policy', 'staff'],
  'withdraw-fallback': [],
  // R8: it can only grow.
  'change-cooling-off': [],
  // A "no" needs nobody's leave.
  'revoke-approval': [],
  'begin-disable': ['account', 'policy', 'staff'],
  'step-disable': [],
  'stop-disable': [],
  'resume-disable': ['account', 'policy', 'staff'],
  'finish-disable': [],
  'evidence-destroyed': [],
  'watch-looked': [],
  'step-secure': [],
  'stop-secure': [],
  freeze: [],
  unfreeze: ['account', 'staff'],
  close: [],
  reopen: ['account', 'policy'],
};
/** R7: *stop* and "this wasn't me" always; and the desk's own deeds that the outside world has seen already. */
const takenUnread = new Set<CommandKind>([
  'freeze',
  'mail-accepted',
  'mail-failed',
  'receive-message',
  'mail-bounced',
  'step-disable',
  'step-secure',
  'evidence-destroyed',
]);

const words: Readonly<Record<'case' | 'guidance' | 'looks' | Ground, string>> = {
  case: 'Part of this case was written by a newer version of Recovery Desk.',
  account: 'Something about this account was written by a newer version of Recovery Desk.',
  policy: 'Part of the policy was written by a newer version of Recovery Desk.',
  looks: 'Part of what was seen of the accounts’ addresses was written by a newer version of Recovery Desk.',
  guidance: 'Part of the guidance was written by a newer version of Recovery Desk.',
  staff: 'Something about the staff was written by a newer version of Recovery Desk.',
};
/** No, until this desk is updated. */
export const writtenByNewer = (what: keyof typeof words): Refusal =>
  no('written-by-newer', words[what], { way: 'Update this desk to go on.' }).refusal;

/** Whether a command rests on a ground, so that it has to be looked at first. */
export const doesRestOn = (kind: CommandKind, ground: Ground): boolean => restsOn[kind].includes(ground);

/** Why a command waits for an update of this desk; null when it does not. `held`: grounds with something unread. */
export const heldByNewer = (
  state: Pick<CaseState, 'unread'>,
  kind: CommandKind,
  held: readonly Ground[],
): Refusal | null => {
  if (state.unread > 0 && !takenUnread.has(kind)) return writtenByNewer('case');
  const ground = restsOn[kind].find((one) => held.includes(one));
  return ground === undefined ? null : writtenByNewer(ground);
};
