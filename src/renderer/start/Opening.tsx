/** Comes next. */
export const Opening = (_props: Readonly<Record<string, unknown>>) => null;
