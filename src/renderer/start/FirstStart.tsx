/** Comes next. */
export const FirstStart = (_props: Readonly<Record<string, unknown>>) => null;
