/** Comes next. */
export const RefusedDesk = (_props: Readonly<Record<string, unknown>>) => null;
