/** Texts of the strip, the rail and what lies over every screen. */
export const frameTexts = {
  product: 'Recovery Desk',
  searchAll: 'Search cases and actions',
  threat: { label: 'Threat level', normal: 'normal', elevated: 'elevated', elevatedHint: 'Approvals and cooling-off doubled.' },
  online: 'Online', offline: 'Offline',
  mailWaiting: (n: number) => `${n} ${n === 1 ? 'mail' : 'mails'} waiting`,
  mailFailed: (n: number) => `${n} failed`,
  lock: 'Lock the desk',
  person: 'You', switchPerson: 'Change who sits here', backupCodes: 'New backup codes', signOut: 'Sign out',
  scheme: 'Appearance', schemes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  practice: {
    chip: 'Practice desk', hint: 'Nothing here is real: sample people, sample mailbox, sample identity system.',
    menu: 'Sample world', mailbox: 'Open the customers’ mailbox', authenticator: 'Open the authenticator', identity: 'Open the identity system', startOver: 'Start over',
  },
  rail: { label: 'Screens', queue: 'Queue', reviews: 'Reviews', mail: 'Mail', staff: 'Staff', guidance: 'Guidance', settings: 'Settings' },
  goTo: (screen: string) => `Go to ${screen}`,
  keys: { title: 'Keys of this screen', everywhere: 'Everywhere', palette: 'Search everything', help: 'All keys', back: 'Back', close: 'Close' },
  palette: {
    title: 'Search cases and actions', cases: 'Cases', actions: 'Actions', elsewhere: 'Elsewhere', nothing: 'Nothing found',
    nothingWay: 'Cases are found by name, firm and case number; actions by their words.', inQueue: (words: string) => `Search the queue for “${words}”`,
    choose: 'choose', open: 'open', onlyActions: 'actions only', onlyNumbers: 'case number',
  },
  store: {
    restarting: 'The store is starting again.', 'read-only': 'Read-only.', rebuilding: 'The list of cases is being rebuilt.', refused: 'The store can’t be used.', starting: 'The store is starting.',
  },
  offlineBanner: (since: string) => `Offline since ${since}`,
  offlineWorks: 'Reading and notes work. What needs the identity system waits; mails that wait go out by themselves.',
  onlineAgain: 'Online again.',
  tryNow: 'Try now',
  broken: { title: 'This part of the screen failed', way: 'Nothing was sent and nothing was lost. Load it again; if it fails again, go back to the queue.', again: 'Load again', queue: 'Back to the queue' },
  startOver: {
    title: 'Start the practice desk over?', words: 'Every sample case, mail and picture of this practice desk is thrown away, and a fresh one is made.', keep: 'Nothing outside of it is touched.', confirm: 'Type “start over”', button: 'Start over',
  },
  codes: { title: 'New backup codes', words: 'Ten new codes. The ones you have now stop working at once.', make: 'Make new codes', done: 'I have kept them', note: 'Shown once. Print or copy them; each works once.', copy: 'Copy', copied: 'Copied', print: 'Print' },
  cancel: 'Cancel',
  loading: 'Loading',
  again: 'Try again',
} as const;
