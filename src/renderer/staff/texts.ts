/** Texts of the Staff screen. */
import type { StaffRow } from '#contract/staff';
import { count } from '../app/texts/words';

export const stateNames: Readonly<Record<StaffRow['state'], string>> = {
  invited: 'Invited',
  active: 'At work',
  reset: 'To enrol again',
  ended: 'Access ended',
};

export const staffTexts = {
  title: 'Staff',
  loading: 'Loading the staff',
  people: (n: number) => count(n, 'person', 'people'),
  leads: (n: number) => count(n, 'lead', 'leads'),
  showEnded: 'Show ended',
  hideEnded: 'Hide ended',
  invite: 'Invite somebody',
  list: 'People of the desk',
  columns: {
    person: 'Person',
    role: 'Role',
    state: 'State',
    lastSignIn: 'Last sign-in',
    cases: 'Open cases',
    actions: 'Actions',
  },
  you: 'you',
  never: 'Never',
  since: (date: string) => `since ${date}`,
  signs: 'Signs with key',
  noKey: 'No signing key yet',
  backup: (n: number) => `${n} of 10 backup codes left`,
  vouched: (names: string) => `${names} vouched for a lost authenticator: one more is needed`,
  empty: 'Nobody works here yet',
  more: (name: string) => `What can be done for ${name}`,
  action: { role: 'Change role', reset: 'Reset password', end: 'End access', vouch: 'Vouch for a lost authenticator' },
  why: {
    self: 'Nobody changes their own role.',
    selfVouch: 'Nobody vouches for themself.',
    ended: 'Access has ended.',
    notActive: 'Only for somebody who is at work.',
    onlyLead: 'A team lead does this.',
  },
  own: {
    title: 'You',
    backupCodes: 'Backup codes',
    left: (n: number) => (n === 0 ? 'None left' : `${n} of ten left`),
    few: 'Make new ones before you need them.',
    words: 'Each signs you in once when your authenticator is not at hand.',
    make: 'Make new backup codes',
    role: 'Your role',
    may: 'What it may do',
    key: 'Your signing key',
    lost: 'Lost your authenticator, and no backup code left? Two colleagues vouch for you here, each with a code of their own; the second gets an invitation to hand to you.',
    limits: 'A desk on one machine proves separate sign-ins, not separate people.',
  },
  roleWords: {
    agent: 'Works the queue, sends links; never sees ID pictures',
    reviewer: 'Looks at the evidence and decides',
    lead: 'Assigns, lifts freezes, manages staff; never decides',
  },
  code: 'Your one-time code',
  cancel: 'Cancel',
  done: 'Done',
  close: 'Close',
  inviteDialog: {
    title: 'Invite somebody',
    name: 'Name',
    address: 'Email address',
    addressHint: 'Nothing is sent: you hand the invitation over in person.',
    role: 'Role',
    button: 'Invite',
    missing: 'Name and address are needed.',
  },
  invitation: {
    title: (name: string) => `Invitation for ${name}`,
    words: 'Shown only now. Hand it over in person; with it they choose a password and scan an authenticator.',
    label: 'Invitation',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'Select it and copy it by hand',
    until: (when: string) => `Valid until ${when.replace(/^Today/, 'today')}, for one use.`,
    kept: 'I have handed it over, or kept it safe',
  },
  roleDialog: {
    title: (name: string) => `Change the role of ${name}`,
    words: 'It holds from their next act. Approvals of theirs that still wait are checked again before anything runs.',
    role: 'New role',
    button: 'Change role',
  },
  endDialog: {
    title: (name: string) => `End the access of ${name}?`,
    words: 'They are signed out at once and can’t come back without a new invitation. What they signed stays valid.',
    handOver: (n: number) => (n === 1 ? 'Their open case goes to' : `Their ${n} open cases go to`),
    nobody: 'Nobody: they wait in the queue',
    noCases: 'They own no open case.',
    button: 'End access',
    done: (name: string, n: number) =>
      n === 0
        ? `The access of ${name} has ended.`
        : `The access of ${name} has ended; ${count(n, 'case was', 'cases were')} handed over.`,
  },
  resetDialog: {
    title: (name: string) => `Reset the password of ${name}?`,
    words:
      'You get a new invitation to hand over. With it come a new password and a new signing key; signatures made with the old key stay valid.',
    button: 'Reset password',
  },
  vouchDialog: {
    title: (name: string) => `Vouch for ${name}?`,
    words:
      'You say that you know this person, have seen or heard them, and that their authenticator is lost. Two colleagues have to; each with a code of their own.',
    so: (names: string) => `${names} has vouched already: with your word there are two.`,
    first: 'You would be the first of two.',
    never: 'Never on the strength of a message alone.',
    button: 'Vouch',
    one: (name: string, vouched: number, needed: number) =>
      `Your word for ${name} is written down: ${vouched} of ${needed}. Another colleague has to vouch within a day.`,
  },
  second: { title: 'It takes a second lead', told: 'Written down' },
  changed: (name: string, role: string) => `${name} is now ${role.toLowerCase()}.`,
  keys: {
    next: 'Next person',
    previous: 'Previous person',
    move: 'move',
    more: 'what can be done',
    invite: 'invite',
    all: 'all keys',
  },
} as const;
