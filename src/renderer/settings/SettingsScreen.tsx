/** Comes next. */
export const SettingsScreen = (_props: Readonly<Record<string, unknown>>) => null;
