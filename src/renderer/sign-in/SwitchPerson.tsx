/** Comes next. */
export const SwitchPerson = (_props: Readonly<Record<string, unknown>>) => null;
