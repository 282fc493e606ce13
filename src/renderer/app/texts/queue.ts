/** Texts of the queue and of opening a case. */
import type { QueueRow, QueueView } from '#contract/queue';

export const queueTexts = {
  title: 'Queue', search: 'Person, firm, case', searchLabel: 'Search the queue', clear: 'Clear the search', newCase: 'New case', views: 'Views', more: 'More views',
  view: { 'all-open': 'All open', mine: 'Mine', unassigned: 'Unassigned', 'due-today': 'Due today', snoozed: 'Snoozed', watched: 'Watched', closed: 'Closed' } satisfies Record<QueueView, string>,
  /** What a lead looks for among the watched: the residual risk. */
  watchedForLead: 'Still without 2FA',
  viewHint: { snoozed: 'Put aside with a reason, until a time or until something happens; they come back by themselves.', watched: 'Recovered, and 2FA is not on again yet. The desk looks and reminds the customer by itself.' } as Readonly<Partial<Record<QueueView, string>>>,
  order: { 'all-open': 'First to break', mine: 'First to break', unassigned: 'First to break', 'due-today': 'First to break', snoozed: 'First to break', watched: 'Longest quiet first', closed: 'Newest first' } satisfies Record<QueueView, string>,
  columns: { person: 'Person and firm', status: 'Status and next step', link: 'Link', review: 'Review, business time', first: 'First to break', marks: 'Marks', owner: 'Owner' },
  marks: {
    'primary-subscriber': 'Primary Subscriber', administrator: 'Firm Administrator', 'contact-changed': 'Contact changed shortly before', 'on-phone': 'On the phone now', repudiated: '“This wasn’t me”', overridden: 'Self-help passed over', 'mail-failed': 'A mail failed', attached: 'Asked more than once',
    're-secure': 'Secures an account again', reconnaissance: 'Signs of reconnaissance', snoozed: 'Snoozed', watched: 'Watched: 2FA is not on again yet',
  } satisfies Record<QueueRow['marks'][number], string>,
  moreMarks: (marks: readonly string[]) => `And: ${marks.join('; ')}`,
  link: { none: 'Not sent', 'not-started': 'Not sent', running: '', used: 'Used', expired: 'Expired', replaced: 'Replaced', kept: 'Kept', ended: 'Ended', stopped: 'Stopped', undeliverable: 'Not delivered' },
  review: { none: '', 'not-started': 'Not started', running: '', used: 'Done', expired: 'Late', replaced: 'Replaced', kept: 'Kept', ended: 'Ended', stopped: 'Stopped', undeliverable: '' },
  ifToday: (day: string) => `${day} if in today`, late: (span: string) => `${span} late`,
  clockNames: { link: 'Link', review: 'Review' },
  keys: { move: 'move', next: 'Next case', previous: 'Previous case', open: 'Open the case', openShort: 'open', search: 'Search the queue', newCase: 'New case', showView: (view: string) => `Show the view ${view}`, all: 'all keys', assign: 'assign to me', send: 'send link', goTo: 'go to' },
  shown: (shown: number, all: string) => `${shown} of ${all}`,
  asOf: (time: string) => `as of ${time}`,
  loading: 'Loading the queue', loadingMore: 'Loading more cases', failed: 'The queue could not be read', pane: (person: string) => `Case of ${person}`,
  empty: {
    mine: 'Nothing waits for you', unassigned: 'Every case has an owner', 'due-today': 'Nothing breaks its promise today', 'all-open': 'No case is open', closed: 'No case is closed yet', snoozed: 'No case is put aside', watched: 'Every recovered account has 2FA on again',
    snoozedWords: 'Whoever works a case can put it aside with a reason, until a time or until something happens.', watchedWords: 'A recovered account comes here until 2FA is on again; the desk looks by itself and reminds the customer.',
    mineWords: (open: number) => (open === 0 ? 'No case is open at all.' : `${open === 1 ? 'The one open case is not yours' : `None of the ${open} open cases is yours`}. Here is where you would help most:`),
    otherWords: (open: number) => (open === 0 ? 'No case is open at all.' : `${open} ${open === 1 ? 'case is' : 'cases are'} open.`),
    emptyDesk: 'A case begins when somebody who is locked out calls or writes.',
    nobodyHas: (n: number) => (n === 1 ? 'case nobody has' : 'cases nobody has'), dueToday: (n: number) => (n === 1 ? 'review due today' : 'reviews due today'), take: 'Take the first', show: 'Show them', showAll: 'Show all open',
    searched: (words: string) => `Nothing found for “${words}”`, searchedWords: (view: string) => `Searched in ${view}: names, firms and case numbers, from the beginning of each word.`, searchOpen: 'Search all open', searchClosed: 'Search closed cases', clear: 'Clear the search',
  },
  openCase: {
    title: 'New case', find: 'Whose account?', findHint: 'Name, sign-in address or firm: two letters at least.', many: 'More were found: type more.', accounts: 'Accounts', change: 'Choose another',
    none: (words: string) => `No account found for “${words}”`, triesTitle: 'Try:', tries: ['The sign-in address, or its beginning: ask the caller for it.', 'The firm’s name, and then the person among its accounts.', 'The name as the account may write it: a maiden name, a shorter form, without accents.'],
    noneEnd: 'Without an account there is no case, and no enquiry can be logged: it would have nothing to stand on. Don’t tell the caller whether an account exists; ask them to write from the address they sign in with.',
    same: (name: string, n: number) => `${n === 2 ? 'Two' : n} accounts match “${name}”. Ask which firm, or for the sign-in address, and choose by that: never read one out.`,
    suspended: 'Firm suspended', isSuspended: (firm: string) => `${firm} is suspended: nobody of this firm can sign in, with or without 2FA. Getting the account back does not change that; the firm’s Primary Subscriber settles it first. Tell the caller so, and log the enquiry.`,
    hasOpen: (number: string) => `${number} is open for this account: a second request attaches to it. No other case is opened (R10).`, chipOpen: (number: string) => `${number} is open`,
    channel: 'How did they ask?', words: 'In their words', wordsHint: 'What happened, as they tell it. Never ask for a password or a code.', wordsNeeded: 'Say in a few words what was asked.', gave: 'Address the caller gave', gaveHint: 'Never used: a link goes only to addresses that the account had before.', never: 'Never used', reference: 'Reference', referenceHint: 'A call or message number, if there is one.',
    take: 'I work on it', takeHint: 'The case is yours. Otherwise it stands among the unassigned.',
    open: 'Open the case', attach: (number: string) => `Add to ${number}`, opened: (number: string) => `${number} opened.`, attached: (number: string) => `Added to ${number}, which was open already: an account has one open case.`, cancel: 'Cancel',
    log: 'Only log an enquiry', logHint: 'For a question that changes nothing: it is written down on the account, and no case is opened (R19).', logged: (name: string) => `Written down on the account of ${name}. No case was opened.`, loggedWhere: 'Whoever opens a case of this account sees it there.', done: 'Done',
  },
} as const;
