/** Comes next. */
export const SignIn = (_props: Readonly<Record<string, unknown>>) => null;
