/** Comes next. */
export const Passphrase = (_props: Readonly<Record<string, unknown>>) => null;
