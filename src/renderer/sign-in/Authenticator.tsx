/** Comes next. */
export const Authenticator = (_props: Readonly<Record<string, unknown>>) => null;
