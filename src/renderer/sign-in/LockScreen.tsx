/** Comes next. */
export const LockScreen = (_props: Readonly<Record<string, unknown>>) => null;
