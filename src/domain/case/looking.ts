/**
 * R13: a reviewer looks at every picture before they decide, and the marks that opened the comparison are the marks
 * that decide. Asked by `mayDo`, by the decision, and by the screen's gate over what it has opened so far.
 */
import type { CheckKind, MarkValue, PictureSlot } from './events';
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseState } from './state';

export type Marks = Readonly<Partial<Record<CheckKind, MarkValue>>>;
/** What one reviewer did with the pictures of one check, from the log; each reviewer looks for themself. */
export type Looked = {
  /** Ids of the pictures that they opened. */
  readonly opened: readonly string[];
  /** Ids of those that they tried to open, and the desk could not read. */
  readonly unreadable: readonly string[];
  /** The marks over which they opened the comparison first; null while it is covered. */
  readonly first: Marks | null;
};
type Pictures = readonly { readonly slot: PictureSlot; readonly evidenceId: string }[];

export const notLooked: Looked = { opened: [], unreadable: [], first: null };
/** Somebody who looked at all of it: what is asked with where it matters what else stands in the way. */
export const lookedAtAll = (state: CaseState): Looked => ({
  ...notLooked,
  opened: state.submission?.pictures.map(({ evidenceId }) => evidenceId) ?? [],
  first: {},
});

const pictureWords: Readonly<Record<PictureSlot, string>> = {
  front: 'the front of the ID',
  back: 'the back of the ID',
  selfie: 'the selfie',
};
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/**
 * What has to be opened before pictures are judged; null when all was. A pass asks for every picture; whoever fails or
 * asks again may also have found one that can't be read.
 */
export const lookRefusal = (pictures: Pictures, looked: Looked, isPass: boolean): Refusal | null => {
  const left = pictures
    .filter(
      ({ evidenceId }) => !looked.opened.includes(evidenceId) && (isPass || !looked.unreadable.includes(evidenceId)),
    )
    .map(({ slot }) => pictureWords[slot]);
  return left.length === 0
    ? null
    : no('not-looked', `You have not opened ${listed(left)}: whoever decides has looked at every picture.`, {
        rule: 'R13',
        way: `Open ${listed(left)} first.`,
      }).refusal;
};

/** The same of a decision, with the comparison that a pass needs. Destroyed pictures can only be asked for again. */
export const decideWithoutLooking = (
  { submission }: CaseState,
  decision: 'pass' | 'fail' | 'ask-again',
  looked: Looked,
): Refusal | null => {
  if (submission === null || submission.evidence === 'destroyed') return null;
  const unseen = lookRefusal(submission.pictures, looked, decision === 'pass');
  if (unseen !== null || decision !== 'pass' || looked.first !== null) return unseen;
  return no('not-compared', 'You have not opened the comparison: a pass is decided by the marks that opened it.', {
    rule: 'R13',
    way: 'Open the comparison first.',
  }).refusal;
};

/** So many characters at least say why a mark was changed. */
export const changeReasonLength = 10;
/** Marks that are others than those that opened the comparison. */
export const changedSince = <M extends { readonly check: CheckKind; readonly value: MarkValue }>(
  marks: readonly M[],
  first: Marks | null,
): readonly (M & { readonly before: MarkValue })[] =>
  marks.flatMap((mark) => {
    const before = first?.[mark.check];
    return before === undefined || before === mark.value ? [] : [{ ...mark, before }];
  });
/** The marks among them that don't say why. */
export const unexplained = (
  marks: readonly { readonly check: CheckKind; readonly value: MarkValue; readonly changed?: string | undefined }[],
  first: Marks | null,
): readonly CheckKind[] =>
  changedSince(marks, first)
    .filter(({ changed = '' }) => changed.trim().length < changeReasonLength)
    .map(({ check }) => check);
