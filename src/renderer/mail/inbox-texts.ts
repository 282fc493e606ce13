/** Texts of the messages that no case was found for. */
import type { InboxRow, InboxSuggestion } from '#contract/inbox';

export const inboxTexts = {
  title: 'Messages without a case',
  show: (n: number) => `${n} ${n === 1 ? 'message' : 'messages'} without a case`,
  back: 'Back to the mail',
  filters: 'Which messages',
  loading: 'Loading the messages',
  opening: 'Opening the message',
  newer: 'Newer',
  older: 'Older',
  nobody: 'Nobody, or more than one',
  noSubject: 'Without a subject',
  failing: (words: string) => `The desk can’t read its mailbox: ${words}`,
  state: { waiting: 'Waiting', 'put-aside': 'Put aside' } satisfies Record<InboxRow['state'], string>,
  empty: {
    waiting: 'No message waits for a case',
    'put-aside': 'No message was put aside',
  } satisfies Record<InboxRow['state'], string>,
  why: {
    unmatched: 'It answers no message of ours, and came to no case’s address.',
    'too-many': 'More came for its case than a case takes at once.',
    'case-erased': 'Its case was erased.',
    unreadable: 'The desk could not read it.',
  } satisfies Record<InboxRow['why'], string>,
  because: {
    'names-number': 'It names this case’s number.',
    'same-address': 'It says it is from an address of this account.',
  } satisfies Record<InboxSuggestion['why'][number], string>,
  which: 'Which case does it belong to?',
  proof:
    'Whoever writes can put any address and number there. A new request is opened from the queue, by the account search.',
  search: 'Case number, person or firm',
  noneFits: 'No case fits by what it says.',
  noneFound: 'No open case is found.',
  attach: 'It belongs here',
  attachTo: (number: string) => `It belongs to ${number}`,
  putAside: 'It belongs to no case',
} as const;
