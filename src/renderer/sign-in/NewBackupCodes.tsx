/** Comes next. */
export const NewBackupCodes = (_props: Readonly<Record<string, unknown>>) => null;
