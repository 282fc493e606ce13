/** What an event may hold: plain JSON, nothing that changes when written and read again. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** A text field of an event or an effect; empty when it is something else. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
