/** Raised whenever a running mailbox of an older desk must make way. */
export const mailboxVersion = '2';
