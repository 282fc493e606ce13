/** Comes next. */
export const QueueScreen = (_props: Readonly<Record<string, unknown>>) => null;
