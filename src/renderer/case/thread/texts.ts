/** Texts of a case's thread. */
import type { MailView, ThreadFilter } from '#contract/thread';
import { count } from '../../app/texts/words';

const inAll = (n: number): string => (n === 1 ? '' : `${n} `);

export const threadTexts = {
  title: 'Thread',
  loading: 'Loading the thread',
  filters: 'What the thread shows',
  filter: { everything: 'Everything', messages: 'Messages', notes: 'Notes' } satisfies Record<ThreadFilter, string>,
  empty: {
    everything: 'Nothing happened yet.',
    messages: 'No message was sent in this case.',
    notes: 'Nobody wrote a note.',
  } satisfies Record<ThreadFilter, string>,
  all: (n: number) => `All ${n}`,
  fewer: 'Fewer',
  older: 'Show older',
  verify: 'Verify',
  verifying: 'Verifying',
  verified: (n: number, words: string) => `${n} events. ${words}`,
  signed: 'Signed',
  next: 'Next entry',
  previous: 'Previous entry',
  keys: 'move in the thread',
  note: {
    mark: 'Note, staff only',
    label: 'Write a note',
    title: 'Note for colleagues, staff only',
    placeholder: 'Stays in this case. A note is never sent.',
    button: 'Add the note',
  },
  to: (names: readonly string[]) =>
    names.length < 3 ? `To ${names.join(' and ')}` : `To ${names[0]} and ${names.length - 1} others`,
  by: (name: string) => `Asked for by ${name}`,
  /** How far a message came, in a few words. */
  state: {
    waiting: 'Waiting',
    sending: 'Leaving now',
    sent: 'Accepted by the mail server',
    failed: 'Not delivered',
    bounced: 'Bounced',
    cancelled: 'Not sent',
    undone: 'Undone: it never left',
  } satisfies Record<MailView['state'], string>,
  putOff: 'Put off',
  attempts: (n: number) => `${count(n, 'attempt', 'attempts')} so far`,
  nextTry: (when: string) => `Next attempt ${when}.`,
  several: (state: MailView['state'], n: number, all: number) =>
    n === all
      ? `${threadTexts.state[state]}, ${all === 2 ? 'both' : `all ${inAll(all).trim()}`}`
      : `${n} of ${all}: ${threadTexts.state[state].toLowerCase()}`,
  again: 'Send again',
  undo: 'Undo',
  leavesIn: (seconds: number) => (seconds === 0 ? 'Leaves now' : `Leaves in ${seconds} s`),
  leavesSoon: 'Waiting: it can still be undone',
  rewrite: 'Write it again',
  stop: 'Stop trying',
  message: {
    label: (subject: string) => `Message: ${subject}`,
    recipients: 'Recipients',
    show: (to: string) => `Show the message to ${to}`,
    close: 'Close the message',
    opening: 'Opening the message',
    views: 'How to show it',
    html: 'Message',
    text: 'Plain text',
    facts: 'Details',
    frame: 'The message as its reader sees it',
    asLeft: 'As it left.',
    asRefused: 'As it was to leave; no mail server confirmed it.',
    standIns:
      'The secret link, its QR code and any code are the recipient’s alone: stand-ins are shown in their place.',
    notYet: 'It has not left yet, so there is nothing to show.',
    never: 'Nothing was written for it.',
    undone: 'Its sender took it back before it left.',
    erased: 'Its content was erased with the case’s.',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    left: 'Taken or given up',
    id: 'Message-ID',
    size: 'Size',
    bytes: (n: number) => `${n.toLocaleString('en-CA')} bytes`,
    hash: 'SHA-256 of the true bytes',
    answer: 'The mail server said',
    times: 'Each time that it was sent',
    events: 'What became of it',
  },
} as const;
