/** Why the domain says no: a closed list, so that a screen can say what would make it possible. */
export const refusalCodes = [
  'not-found',
  'already-open',
  'wrong-status',
  'frozen',
  'closed',
  'self-help-open',
  'address-not-known',
  'address-too-new',
  'limit-account-day',
  'limit-agent-hour',
  'link-used',
  'link-expired',
  'link-replaced',
  'link-unknown',
  'opener-decides',
  'sender-decides',
  'overrider-decides',
  'own-account',
  'decided-already',
  'role-may-not',
  'marks-missing',
  'marks-disagree',
  'not-looked',
  'not-compared',
  'change-unexplained',
  'name-differs',
  'reason-missing',
  'view-changed',
  'evidence-gone',
  'cooling-off',
  'approvals-missing',
  'signature-wrong',
  'account-changed',
  'no-factor',
  'fallback-closed',
  'evidence-missing',
  'code-wrong',
  'code-expired',
  'preparer-decides',
  'too-late',
  'already-done',
  'bad-time',
  'access-not-offered',
  'written-by-newer',
  'mail-held-back',
  'mail-asks',
  'message-unread',
  'already-leaving',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** `rule` is the number in the specification, `way` says what would make it possible. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly message: string;
  readonly rule?: string;
  readonly way?: string;
};

export type Decision<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Yes, with what happened. */
export const yes = <E>(...events: readonly E[]): Decision<E> => ({ ok: true, events });
/** No, with the reason. */
export const no = (
  code: RefusalCode,
  message: string,
  more: { readonly rule?: string; readonly way?: string } = {},
): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal: { code, message, ...more } });
