/**
 * What a reviewer has marked and typed and not decided yet. Kept per person while the window lives, so that a lock in
 * between loses nothing.
 */
import { checkKinds } from '#domain/case/events';
import type { CheckKind, MarkValue } from '#domain/case/events';
import { create } from 'zustand';
import { useSession } from '../app/session';

/** `choice` is a sentence of the list, `other` the reviewer's own words while `choice` is null. */
export type DraftMark = {
  readonly value: MarkValue;
  readonly choice: string | null;
  readonly isOther: boolean;
  readonly other: string;
  /** R13: why it is another one than when the comparison was opened. */
  readonly changed: string;
};
/** The marks as they stood when the comparison opened, and over what it was made. */
export type Opening = {
  readonly digest: string;
  readonly printedName: string;
  readonly values: Readonly<Record<CheckKind, MarkValue>>;
};
export type ReviewDraft = {
  readonly marks: Readonly<Partial<Record<CheckKind, DraftMark>>>;
  readonly printedName: string;
  readonly nameReason: string;
  readonly note: string;
  readonly firstValues: Opening['values'] | null;
};

export const blankDraft: ReviewDraft = { marks: {}, printedName: '', nameReason: '', note: '', firstValues: null };

const useDrafts = create<{
  readonly drafts: Readonly<Record<string, ReviewDraft>>;
  readonly put: (key: string, draft: ReviewDraft) => void;
}>((set) => ({
  drafts: {},
  put: (key, draft) => set(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } })),
}));

/** Starts blank (R13); `change` merges, `clear` after a decision. */
export const useReviewDraft = (
  caseId: string,
): {
  readonly draft: ReviewDraft;
  readonly change: (part: Partial<ReviewDraft>) => void;
  readonly clear: () => void;
} => {
  const { who } = useSession();
  const key = `${who.staffId} ${caseId}`;
  const draft = useDrafts((state) => state.drafts[key] ?? blankDraft);
  return {
    draft,
    change: (part) => {
      const { drafts, put } = useDrafts.getState();
      put(key, { ...(drafts[key] ?? blankDraft), ...part });
    },
    clear: () => useDrafts.getState().put(key, blankDraft),
  };
};

/** Forgets every draft: for tests. */
export const forgetReviewDrafts = (): void => useDrafts.setState({ drafts: {} });

/** The sentence of a mark, or empty while none is chosen or written. */
export const reasonOf = (mark: DraftMark): string => (mark.isOther ? mark.other.trim() : (mark.choice ?? ''));

/** How many checks have a mark with its reason. */
export const marksDone = (draft: ReviewDraft): number =>
  checkKinds.filter((check) => {
    const mark = draft.marks[check];
    return mark !== undefined && reasonOf(mark).length >= 3;
  }).length;

/** The four marks as the contract wants them; only those that are complete. */
export const marksOf = (
  draft: ReviewDraft,
): { readonly check: CheckKind; readonly value: MarkValue; readonly reason: string; readonly changed?: string }[] =>
  checkKinds.flatMap((check) => {
    const mark = draft.marks[check];
    return mark === undefined || reasonOf(mark).length < 3
      ? []
      : [
          {
            check,
            value: mark.value,
            reason: reasonOf(mark),
            ...(mark.changed.trim() === '' ? {} : { changed: mark.changed.trim() }),
          },
        ];
  });
