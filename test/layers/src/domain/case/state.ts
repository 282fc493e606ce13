export type State = { readonly at: string };
export const empty: State = { at: '' };
