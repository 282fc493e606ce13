/** Texts of the Mail screen. */
import type { CallInput } from '#contract/calls';

export type MailFilter = CallInput<'mail.list'>['state'];
export const mailFilters: readonly MailFilter[] = ['all', 'waiting', 'failed', 'sent', 'undone'];

/** `Today, 10:35` in the middle of a sentence. */
const inline = (when: string): string => when.replace(/^Today/, 'today');

export const mailTexts = {
  title: 'Mail',
  server: (name: string) => `Leaves by ${name}`,
  mailbox: 'Open the customers’ inbox',
  filters: 'Which mails',
  loading: 'Loading the mails',
  filter: {
    all: 'All',
    waiting: 'Waiting',
    failed: 'Failed',
    sent: 'Sent',
    undone: 'Kept back',
  } satisfies Record<MailFilter, string>,
  columns: { state: 'State', mail: 'Mail', to: 'To', when: 'When', next: 'What next' },
  attempts: (n: number) => (n === 0 ? 'Not tried yet' : n === 1 ? 'Tried once' : `Tried ${n} times`),
  nextTry: (when: string) => `Next try ${inline(when)}`,
  leaves: 'Leaves by itself',
  masked: 'The link is masked.',
  asked: (when: string) => `Asked ${inline(when)}`,
  again: 'Send again',
  againFor: (what: string, person: string) => `Send again: ${what} to ${person}`,
  sentAgain: (person: string) => `The mail to ${person} waits to be sent again.`,
  openCase: 'Open the case',
  next: 'Next mail',
  previous: 'Previous mail',
  notAgain: 'This mail can’t be sent again.',
  shown: (n: number) => `${n} ${n === 1 ? 'mail' : 'mails'}, newest first`,
  newest: (n: number) => `the newest ${n}`,
  older: 'Show older mails',
  keys: { move: 'move', open: 'open the case', again: 'send again', undo: 'undo', search: 'search', all: 'all keys' },
  empty: {
    all: 'No mail was written yet',
    waiting: 'No mail waits',
    failed: 'No mail failed',
    sent: 'No mail was sent yet',
    undone: 'No mail was kept back',
  } satisfies Record<MailFilter, string>,
  emptyWords: {
    all: 'The first one leaves when a case is opened: its customer is told at every known address.',
    waiting: 'Everything that was to be sent has left.',
    failed: 'Every mail that left was accepted by the server.',
    sent: 'What is sent appears here by itself.',
    undone: 'What its sender undoes within ten seconds, and what somebody stops, stands here.',
  } satisfies Record<MailFilter, string>,
  showAll: 'Show all',
  search: 'Search',
  searchLabel: 'Search mails by address, person, firm or case number',
  searchKey: 'Search the mails',
  noneFound: (search: string) => `No mail fits “${search}”`,
  noneFoundWords: 'A search looks at addresses, and at the person, firm and number of a case.',
  undo: 'Undo',
  stop: 'Stop trying',
  rewrite: 'Write again, other address…',
  act: (what: string, template: string, person: string) => `${what}: ${template} to ${person}`,
  leavesIn: (seconds: number) => (seconds === 0 ? 'Leaves now' : `Leaves in ${seconds} s`),
  sending: 'An attempt is being made',
  notUndo: 'This mail can’t be undone any more, or is not yours.',
  notStop: 'Nothing is tried that could be stopped.',
  notRewrite: 'Nothing was written by hand here that arrived nowhere.',
  hasOther: 'You have another draft on this case: send or discard it first. What was written here stays.',
} as const;
