/** Texts of the queue and of opening a case. */
export const queueTexts = {
  title: 'Queue', search: 'Person, firm, case', searchLabel: 'Search the queue', clear: 'Clear the search', order: 'First to break', newCase: 'New case', views: 'Views', more: 'More views',
  view: { 'all-open': 'All open', mine: 'Mine', unassigned: 'Unassigned', 'due-today': 'Due today', closed: 'Closed' },
  columns: { person: 'Person and firm', status: 'Status and next step', link: 'Link, 72 h', review: 'Review, business time', first: 'First to break', marks: 'Marks', owner: 'Owner' },
  marks: {
    'primary-subscriber': 'Primary Subscriber', administrator: 'Firm Administrator', 'contact-changed': 'Contact changed in the last 14 days', 'on-phone': 'On the phone now', repudiated: '“This wasn’t me”', overridden: 'Self-help passed over', 'mail-failed': 'A mail failed', attached: 'Asked more than once',
  },
  link: { none: 'Not sent', 'not-started': 'Not sent', running: '', used: 'Used', expired: 'Expired', replaced: 'Replaced', kept: 'Kept', ended: 'Ended', stopped: 'Stopped', undeliverable: 'Not delivered' },
  review: { none: '', 'not-started': 'Not started', running: '', used: 'Done', expired: 'Late', replaced: 'Replaced', kept: 'Kept', ended: 'Ended', stopped: 'Stopped', undeliverable: '' },
  ifToday: (day: string) => `${day} if in today`, late: (span: string) => `${span} late`,
  clockNames: { link: 'Link', review: 'Review' },
  keys: { move: 'move', next: 'Next case', previous: 'Previous case', open: 'Open the case', openShort: 'open', search: 'Search the queue', newCase: 'New case', all: 'all keys', assign: 'assign to me', send: 'send link', goTo: 'go to' },
  shown: (shown: number, all: string) => `${shown} of ${all}`,
  asOf: (time: string) => `as of ${time}`,
  loading: 'Loading the queue', loadingMore: 'Loading more cases', failed: 'The queue could not be read', pane: (person: string) => `Case of ${person}`,
  empty: {
    mine: 'Nothing waits for you', unassigned: 'Every case has an owner', 'due-today': 'Nothing breaks its promise today', 'all-open': 'No case is open', closed: 'No case is closed yet',
    mineWords: (open: number) => (open === 0 ? 'No case is open at all.' : `${open === 1 ? 'The one open case is not yours' : `None of the ${open} open cases is yours`}. Here is where you would help most:`),
    otherWords: (open: number) => (open === 0 ? 'No case is open at all.' : `${open} ${open === 1 ? 'case is' : 'cases are'} open.`),
    emptyDesk: 'A case begins when somebody who is locked out calls or writes.',
    nobodyHas: (n: number) => (n === 1 ? 'case nobody has' : 'cases nobody has'), dueToday: (n: number) => (n === 1 ? 'review due today' : 'reviews due today'), take: 'Take the first', show: 'Show them', showAll: 'Show all open',
    searched: (words: string) => `Nothing found for “${words}”`, searchedWords: (view: string) => `Searched in ${view}: names, firms and case numbers, from the beginning of each word.`, searchOpen: 'Search all open', searchClosed: 'Search closed cases', clear: 'Clear the search',
  },
  openCase: {
    title: 'New case', find: 'Whose account?', findHint: 'Name, sign-in address or firm: two letters at least.', none: (words: string) => `No account found for “${words}”.`, noneWay: 'Spell it as the account does; ask for the sign-in address. Nobody is told whether an account exists.', many: 'More were found: type more.', accounts: 'Accounts', change: 'Choose another',
    suspended: 'Firm suspended', hasOpen: (number: string) => `${number} is open: this request is added to it`,
    channel: 'How did they ask?', words: 'In their words', wordsHint: 'What happened, as they tell it. Never ask for a password or a code.', gave: 'Address the caller gave', gaveHint: 'Never used: a link goes only to addresses that the account had before.', never: 'Never used', reference: 'Reference', referenceHint: 'A call or message number, if there is one.',
    open: 'Open the case', attach: (number: string) => `Add to ${number}`, opened: (number: string) => `${number} opened.`, attached: (number: string) => `Added to ${number}, which was open already: an account has one open case.`, cancel: 'Cancel',
  },
} as const;
