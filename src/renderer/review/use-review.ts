/** The state of one review on the screen: what is shown, over what is decided, and the comparison once it is open. */
import { useState } from 'react';
import type { CaseView } from '#contract/cases';
import type { ReviewView } from '#contract/review';
import type { CheckKind, MarkValue } from '#domain/case/events';
import { lookRefusal } from '#domain/case/looking';
import type { Looked } from '#domain/case/looking';
import type { CallFailure } from '../app/bridge';
import { useCommand } from '../app/queries';
import { decisionGate, isCurrent } from './decision-gate';
import type { Gate, Opened } from './decision-gate';
import { marksOf, useReviewDraft } from './review-draft';
import type { ReviewDraft } from './review-draft';
import { changedWords } from './changed-words';
import type { Pictures } from './use-pictures';

export type ReviewDialog = 'pass' | 'fail' | 'again';

export type Review = {
  readonly draft: ReviewDraft;
  readonly change: (part: Partial<ReviewDraft>) => void;
  readonly clear: () => void;
  /** The digest that a decision carries: of the view that this person began with or looked at again (R23). */
  readonly digest: string;
  /** What has changed since; empty when nothing has. */
  readonly changed: readonly string[];
  readonly lookAgain: () => void;
  readonly opened: Opened | null;
  readonly isStale: boolean;
  readonly open: () => void;
  readonly isOpening: boolean;
  readonly openFailure: CallFailure | null;
  /** R13: what this person looked at, by the log and by what this screen opened since. */
  readonly looked: Looked;
  /** Which pictures have to be opened before anything is judged; null when all were tried. */
  readonly unseen: string | null;
  readonly gate: Gate;
  readonly refusal: CallFailure | null;
  readonly setRefusal: (failure: CallFailure | null) => void;
};

const valuesOf = (draft: ReviewDraft): Readonly<Record<CheckKind, MarkValue>> => {
  const value = (check: CheckKind): MarkValue => draft.marks[check]?.value ?? 'cannot-tell';
  return { document: value('document'), name: value('name'), face: value('face'), liveness: value('liveness') };
};

/** A picture that does not show here counts as one that can't be read, whatever was opened before. */
const lookedNow = ({ looked, pictures }: ReviewView, { pictureOf }: Pictures, draft: ReviewDraft): Looked => {
  const among = (state: 'open' | 'failed', before: readonly string[]): readonly string[] =>
    pictures
      .map(({ evidenceId }) => evidenceId)
      .filter((id) => pictureOf(id).state === state || (pictureOf(id).state === 'opening' && before.includes(id)));
  return {
    opened: among('open', looked.opened),
    unreadable: among('failed', looked.unreadable),
    first: looked.first ?? draft.firstValues,
  };
};

/** `view` is the newest answer of main; what was first seen of it is pinned until the person looks again. */
export const useReview = (
  view: ReviewView,
  refetch: () => Promise<ReviewView | undefined>,
  pictures: Pictures,
): Review => {
  const { draft, change, clear } = useReviewDraft(view.caseId);
  const [seen, setSeen] = useState(view);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [refusal, setRefusal] = useState<CallFailure | null>(null);
  const uncover = useCommand('review.uncover');
  const looked = lookedNow(view, pictures, draft);
  const hasChanged = seen.digest !== view.digest;
  const open = (): void => {
    const values = valuesOf(draft);
    const printedName = draft.printedName.trim();
    uncover.mutate(
      { caseId: view.caseId, digest: seen.digest, marks: marksOf(draft), printedName },
      {
        onSuccess: (answer) => {
          setOpened({ answer, over: { digest: seen.digest, printedName, values } });
          // The marks of the first opening are what "before" means, however often it is opened again.
          change({ firstValues: draft.firstValues ?? values });
        },
      },
    );
  };
  const lookAgain = (): void => {
    setRefusal(null);
    uncover.reset();
    void refetch().then((fresh) => {
      if (fresh !== undefined) setSeen(fresh);
    });
  };
  return {
    draft,
    change,
    clear: () => {
      clear();
      setOpened(null);
    },
    digest: seen.digest,
    changed: hasChanged ? changedWords(seen, view) : [],
    lookAgain,
    opened,
    isStale: opened !== null && !isCurrent(opened, draft, seen.digest),
    open,
    isOpening: uncover.isPending,
    openFailure: uncover.error,
    looked,
    unseen: lookRefusal(view.pictures, looked, false)?.message ?? null,
    gate: decisionGate({
      draft,
      opened,
      digest: seen.digest,
      hasChanged,
      barred: view.barred,
      pictures: view.pictures,
      looked,
    }),
    refusal,
    setRefusal,
  };
};

/** Whether a decision can be made at all, by the case's status. */
export const isInReview = (live: CaseView | undefined): boolean =>
  live === undefined || live.status === 'in-review' || live.status === 'awaiting-second';
