/** Texts of what stands before the sign-in. */
export const startTexts = {
  question: 'How do you want to start?',
  advice: 'Most people look around in a practice desk first. This choice is for this folder alone: a practice desk never becomes a real one.',
  practice: {
    title: 'Open a practice desk', words: 'A made-up company with sample cases, to try everything on.',
    points: ['Made-up colleagues of every role: be any of them', 'Their codes in a practice authenticator, the customers’ mail in a mailbox', 'Nothing leaves this computer, no real account is touched', 'Start over at any time'],
    button: 'Open the practice desk', time: 'Ready in seconds',
  },
  real: {
    title: 'Set up a desk', words: 'For a company’s own people. You stop and go on later by starting again.',
    points: ['You become the first lead and invite the others', 'The desk’s secrets are protected by this computer or by a passphrase', 'It refuses sample back ends', 'This version can’t connect a real identity system or mail server yet: staff and vault work, recoveries don’t'],
    button: 'Set up a desk', time: 'Three steps',
  },
  setUp: {
    title: 'Set up a desk', steps: ['The desk and you', 'Your authenticator', 'Your backup codes'], step: (n: number) => `Step ${n} of 3`,
    company: 'Company', companyHint: 'As it stands on the sign-in card and in mails.', name: 'Your name', address: 'Your email address', password: 'Your password', passwordHint: 'Twelve characters at least. It also protects the key that signs what you decide.',
    vault: 'Protection of the desk’s secrets', safeStorage: 'This computer’s key store', safeStorageHint: 'Nobody types anything at the start.', passphrase: 'A desk passphrase', passphraseHint: 'Typed at every start, by whoever starts the desk. Not anyone’s password, twelve characters at least.', passphraseLabel: 'Desk passphrase', passphraseAgain: 'Desk passphrase, again',
    different: 'The two are not the same.', back: 'Back', next: 'Next', connections: 'Connections',
    connectionsWords: 'Identity system, mail server and identity check: this version connects none of them yet, and a set-up desk refuses the sample ones. To see a whole recovery, open a practice desk.',
    tooShort: (n: number) => `${n} characters at least.`, needed: 'Needed.', badAddress: 'An email address, such as maya@example.com.',
  },
  scan: {
    words: 'Scan this with an authenticator app, or type the secret into it.', qr: 'QR code for the authenticator app', secret: 'Secret to type', code: 'One-time code', codeHint: 'The six digits that the app shows now.', confirm: 'Confirm the code',
  },
  codes: {
    title: 'Ten backup codes', words: 'When the authenticator is not at hand, each of these signs you in once. They are shown only now.', copy: 'Copy all', copied: 'Copied', print: 'Print', kept: 'I have kept them in a safe place', done: 'Go to the sign-in',
  },
  passphrase: { title: 'The desk is locked away', words: 'Its secrets are protected by the desk’s passphrase, not by anyone’s password.', label: 'Desk passphrase', button: 'Open the desk' },
  opening: 'Opening the desk',
  refused: { title: 'This desk can’t be opened', nothing: 'Nothing was changed or deleted.', again: 'Look again', startOver: 'Start the practice desk over' },
} as const;
