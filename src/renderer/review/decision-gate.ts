/** Whether the buttons of the review are open, and why not: the screen's half of R13; main asks everything again. */
import type { CallOutput } from '#contract/calls';
import type { ReviewView } from '#contract/review';
import { checkKinds } from '#domain/case/events';
import type { CheckKind, MarkValue } from '#domain/case/events';
import { lookRefusal, unexplained } from '#domain/case/looking';
import type { Looked } from '#domain/case/looking';
import { marksDone, marksOf } from './review-draft';
import type { Opening, ReviewDraft } from './review-draft';
import { checkNames, reviewTexts } from './texts';

export type Uncovered = CallOutput<'review.uncover'>;
/** The comparison with what it was made over. */
export type Opened = { readonly answer: Uncovered; readonly over: Opening };
export type Agreement = 'as-marked' | 'differs' | 'nothing-to-compare';

/** A provider's row beside the mark as it stands now. Its `review` is no soft pass: it agrees with "can't tell". */
export const agreementOf = (
  verdict: Uncovered['provider']['rows'][number]['verdict'],
  value: MarkValue | undefined,
): Agreement => {
  if (verdict === 'no-result' || value === undefined) return 'nothing-to-compare';
  return (verdict === 'review' ? 'cannot-tell' : verdict) === value ? 'as-marked' : 'differs';
};

export const differing = (opened: Opened, draft: ReviewDraft): readonly CheckKind[] =>
  opened.answer.provider.rows
    .filter((row) => agreementOf(row.verdict, draft.marks[row.check]?.value) === 'differs')
    .map((row) => row.check);

/** Whether the comparison is about the name that stands in the field now, and about what is shown now. */
export const isCurrent = (opened: Opened, draft: ReviewDraft, digest: string): boolean =>
  opened.over.printedName === draft.printedName.trim() && opened.over.digest === digest;

export type Gate = { readonly pass: string | null; readonly fail: string | null; readonly again: string | null };
type Scene = {
  readonly draft: ReviewDraft;
  readonly opened: Opened | null;
  readonly digest: string;
  readonly hasChanged: boolean;
  /** What main refuses whatever is marked: pictures that are gone, nothing left to disable (R15, R18). */
  readonly barred: ReviewView['barred'];
  readonly pictures: ReviewView['pictures'];
  readonly looked: Looked;
};

/** Null: open. Otherwise the sentence that stands beside the button. */
export const decisionGate = ({ draft, opened, digest, hasChanged, barred, pictures, looked }: Scene): Gate => {
  const { why } = reviewTexts.decision;
  const unseen = (isPass: boolean): string | null => lookRefusal(pictures, looked, isPass)?.message ?? null;
  const silent = unexplained(marksOf(draft), looked.first).map((check) => checkNames[check].toLowerCase());
  const again = barred['ask-again']?.message ?? unseen(false);
  if (hasChanged) return { pass: why.changed, fail: why.changed, again };
  const against = checkKinds.filter((check) => draft.marks[check] !== undefined && draft.marks[check].value !== 'pass');
  const areMarked = marksDone(draft) === 4;
  const unsaid = silent.length === 0 ? null : why.unexplained(silent.join(' and '));
  const fail = !areMarked ? why.failMarks : against.length === 0 ? why.allPass : (unseen(false) ?? unsaid);
  const pass = (): string | null => {
    if (!areMarked || draft.printedName.trim() === '') return why.marks;
    const left = unseen(true);
    if (left !== null) return left;
    if (against.length > 0) return why.notPass(against.map((check) => checkNames[check].toLowerCase()).join(' and '));
    if (opened === null) return why.open;
    if (!isCurrent(opened, draft, digest)) return why.stale;
    if (unsaid !== null) return unsaid;
    if (!opened.answer.equal && draft.nameReason.trim().length < 10) return why.nameReason;
    if (differing(opened, draft).length > 0 && draft.note.trim() === '') return why.note;
    return null;
  };
  return { pass: barred.pass?.message ?? pass(), fail: barred.fail?.message ?? fail, again };
};
