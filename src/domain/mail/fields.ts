/** Merge fields: what the desk fills in where a person writes. Values are finished text in the mail's language. */
export const mergeFields = [
  'name',
  'firm',
  'case-number',
  'agent-name',
  'support',
  /** Until when the link that the customer has works. */
  'link-end',
  /** When the answer to a submission is due. */
  'answer-due',
] as const;

export type MergeField = (typeof mergeFields)[number];

/** A field that is absent has no value in this case: the mail can't leave with it. */
export type FieldValues = { readonly [F in MergeField]?: string };
