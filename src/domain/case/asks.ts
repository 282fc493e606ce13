/** What may be asked of a case before anybody has typed anything: whose each command is, and what it is about. */
import type { Permission, Role } from '../access/roles';
import { may, whoMay } from '../access/roles';
import type { CaseActor, CaseCommand, CaseFacts } from './commands';
import type { Refusal } from './refusal';
import { no } from './refusal';

export type CommandKind = CaseCommand['kind'];
/** Kinds for which it matters what they are about; where that is left out, it is asked whether any would do. */
type About =
  | 'send-again'
  | 'undo-mail'
  | 'cancel-mail'
  | 'send-link'
  | 'send-self-help'
  | 'send-answer'
  | 'open-fallback'
  | 'decide'
  | 'decide-fallback'
  | 'freeze'
  | 'close';
type Optional<K extends CommandKind, F extends string> = {
  readonly kind: K;
} & Partial<Pick<Extract<CaseCommand, { readonly kind: K }>, F & keyof Extract<CaseCommand, { readonly kind: K }>>>;
/** A command without what is typed into it. Every `CaseCommand` is one. */
export type Ask =
  | { readonly kind: Exclude<CommandKind, About> }
  | { readonly kind: 'send-again' | 'undo-mail' | 'cancel-mail'; readonly mailId: string }
  | { readonly kind: 'freeze'; readonly via: 'notice' | 'told' | 'staff' }
  | Optional<'send-link', 'addressId'>
  | Optional<'send-self-help', 'addressId'>
  | Optional<'send-answer', 'addressId'>
  | Optional<'open-fallback', 'method'>
  | Optional<'decide', 'decision'>
  | Optional<'decide-fallback', 'decision'>
  | Optional<'close', 'outcome'>;

/** What an answer to "may they?" rests on, beside the case. */
export type MayFacts = Pick<
  CaseFacts,
  'now' | 'actor' | 'policy' | 'isReadingBack' | 'isLeaving' | 'held' | 'looked'
> & {
  /** The staff as they are now, for what a screen offers: an approver may have left since (R24). */
  readonly approver?: (name: string) => { readonly id: string; readonly role: Role; readonly address: string } | null;
};

type Whose = { readonly by: readonly CaseActor['kind'][]; readonly permission: Permission | null };
const staff = (permission: Permission): Whose => ({ by: ['staff'], permission });
const staffOrDesk = (permission: Permission): Whose => ({ by: ['staff', 'desk'], permission });
const desk: Whose = { by: ['desk'], permission: null };
const customer: Whose = { by: ['customer'], permission: null };

/** Whose each command is; among the staff, by which permission. The calls of the contract are guarded by the same. */
export const whose = {
  open: staff('case:open'),
  'open-re-secure': desk,
  attach: staff('case:open'),
  'read-account': staffOrDesk('case:work'),
  assign: staff('case:assign'),
  snooze: staff('case:assign'),
  wake: staffOrDesk('case:assign'),
  note: staff('case:read'),
  'record-way': staff('case:work'),
  'override-self-help': staff('case:work'),
  'send-self-help': staff('case:work'),
  'send-link': staff('link:send'),
  'send-answer': staff('mail:write'),
  'send-again': staff('mail:retry'),
  'undo-mail': staff('mail:write'),
  'cancel-mail': staffOrDesk('mail:retry'),
  'start-link-clock': desk,
  'mail-accepted': desk,
  'mail-failed': desk,
  'receive-message': staffOrDesk('case:open'),
  'read-message': staff('case:read'),
  'mail-bounced': desk,
  'open-link': customer,
  'remind-link': desk,
  'expire-link': desk,
  submit: customer,
  'record-result': desk,
  'result-late': desk,
  decide: staff('decision:make'),
  'open-fallback': staff('case:work'),
  'set-fallback-item': staff('case:work'),
  'ask-attestation': staff('case:work'),
  'answer-attestation': staff('case:work'),
  'submit-fallback': staff('case:work'),
  'decide-fallback': staff('decision:make'),
  'withdraw-fallback': staff('case:work'),
  'change-cooling-off': desk,
  'revoke-approval': staff('approval:revoke'),
  'begin-disable': desk,
  'step-disable': desk,
  'stop-disable': desk,
  'resume-disable': staff('disable:resume'),
  'finish-disable': desk,
  'evidence-destroyed': desk,
  'watch-looked': staffOrDesk('case:read'),
  'step-secure': desk,
  'stop-secure': desk,
  freeze: { by: ['staff', 'customer'], permission: 'case:stop' },
  unfreeze: staff('case:unfreeze'),
  close: staff('case:close'),
  reopen: staff('case:close'),
} as const satisfies Readonly<Record<CommandKind, Whose>>;

const whoseWords: Readonly<Record<CaseActor['kind'], string>> = {
  staff: "the staff's",
  customer: "the customer's",
  desk: "the desk's own",
};
const roleWords: Readonly<Record<Role, string>> = {
  agent: 'a support agent',
  reviewer: 'a security reviewer',
  lead: 'a team lead',
};
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** What somebody is told who lacks a permission; some have a rule of their own. */
const lacks = (permission: Permission): Refusal => {
  switch (permission) {
    case 'decision:make':
      return no('role-may-not', 'Only a security reviewer decides.', { rule: 'R9', way: 'Ask a reviewer.' }).refusal;
    case 'case:unfreeze':
      return no('role-may-not', 'Only a lead lifts a freeze.', { rule: 'R7', way: 'Ask a lead.' }).refusal;
    case 'disable:resume':
      return no('role-may-not', 'Only a security reviewer lets a disable go on.', {
        rule: 'R9',
        way: 'Ask a reviewer.',
      }).refusal;
    case 'approval:revoke':
      return no('role-may-not', 'A reviewer or a lead takes an approval back.', {
        rule: 'R9',
        way: 'Stop the case, and ask a reviewer or a lead.',
      }).refusal;
    default: {
      const who = listed(whoMay(permission).map((role) => roleWords[role]));
      return no('role-may-not', `${who.charAt(0).toUpperCase()}${who.slice(1)} does this.`, { way: `Ask ${who}.` })
        .refusal;
    }
  }
};

/** Whether such a command is theirs at all: the customer's, the desk's own, or the staff's by permission. */
export const isNotTheirs = (kind: CommandKind, actor: CaseActor): Refusal | null => {
  const { by, permission }: Whose = whose[kind];
  if (!by.includes(actor.kind))
    return no('role-may-not', `This is ${by.map((one) => whoseWords[one]).join(' or ')} to do.`, { rule: 'R9' })
      .refusal;
  return actor.kind === 'staff' && permission !== null && !may(actor.role, permission) ? lacks(permission) : null;
};
