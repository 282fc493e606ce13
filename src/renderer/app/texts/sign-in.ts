/** Texts of signing in, the lock, changing person, enrolling, and the practice authenticator. */
export const signInTexts = {
  title: 'Sign in', of: (company: string) => `Recovery Desk of ${company}`,
  who: 'Who are you?', choose: 'Choose your name', nobody: 'Nobody of that name', password: 'Password', code: 'One-time code',
  codeHint: (seconds: number) => `From your authenticator app. A new one comes in ${seconds} s.`,
  backup: 'Backup code', backupHint: 'One of your ten, such as 7hk2-9fqm. It works once.', useBackup: 'No code at hand?', useCode: 'Use the authenticator',
  lost: 'No backup code either? Two colleagues vouch for you on their Staff screen, and you get an invitation.',
  button: 'Sign in', invitation: 'I have an invitation',
  locked: { title: 'Locked', words: (name: string) => `${name} sits here. A code is enough to go on.`, button: 'Unlock', other: 'Somebody else', withPassword: 'With the password' },
  switchTo: {
    title: 'Change who sits here', words: 'Who has signed in since the desk was started comes back with a code alone. Drafts stay with their person.',
    nobody: 'Nobody else has signed in since the desk was started. They sign in with their password first.', signOut: 'Sign out, so that somebody else signs in', button: 'Change', who: 'Who sits here now?',
  },
  enrol: {
    title: 'Join the desk', words: 'A lead gave you an invitation, in person.', invitation: 'Invitation', password: 'Choose a password', passwordHint: 'Twelve characters at least. It also protects the key that signs what you decide.', again: 'The password, again', different: 'The two are not the same.', next: 'Next', back: 'Back to the sign-in',
    hello: (name: string) => `Hello ${name}.`,
  },
  practice: { title: 'Practice desk', password: 'Everybody’s password here:', fill: 'Fill it in', open: 'Open the practice authenticator', words: 'Codes are in the practice authenticator.' },
  authenticator: {
    title: 'Practice authenticator', words: 'The one-time codes of the sample staff. A real desk has no such window: each person has their own app.', copy: (name: string) => `Copy the code of ${name}`, copied: 'Copied', left: (seconds: number) => `${seconds} seconds left`, next: 'then', only: 'Only a practice desk has this window.',
  },
} as const;
