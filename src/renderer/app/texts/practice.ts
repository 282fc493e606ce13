/** Texts of the sample customer's sign-in, at a practice desk alone. */
export const practiceTexts = {
  open: 'The customer’s sign-in (practice)',
  title: (name: string) => `How ${name} signs in`, titleLoading: 'The customer’s sign-in',
  words: 'Try it by hand: with 2FA on, the password alone is refused; after the disable it is enough, and the sign-in asks to set up a new app.',
  never: 'A real desk never knows any of this. Only a sample customer’s password and codes can be shown.',
  who: 'Who', login: 'Sign-in', password: 'Password', noPassword: 'Was deleted',
  code: 'Code now', otherApps: 'Other apps', noApp: 'No authenticator app: 2FA by code is off', used: 'Used; the next one comes within a minute',
  left: (seconds: number) => `${seconds} s left`, next: 'The next one comes', backupCodes: 'Backup codes', backupLeft: (n: number) => (n === 0 ? 'None left' : `${n} left`),
  copy: 'Copy', copied: 'Copied', copyOf: { login: 'Copy the sign-in', password: 'Copy the password', code: 'Copy the code' }, copyOther: (label: string) => `Copy the code of ${label}`,
  openPage: 'Open the sign-in page', close: 'Close',
} as const;
