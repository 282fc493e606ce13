/** What differs between two views of one review, for the person who must look again (R23). */
import type { ReviewView } from '#contract/review';
import { reviewTexts } from './texts';

const { changed } = reviewTexts;
const parts: readonly (readonly [words: string, of: (view: ReviewView) => unknown])[] = [
  [changed.name, (view) => view.account.name],
  [changed.factors, (view) => view.account.factors.map((factor) => factor.id).toSorted()],
  [changed.addresses, (view) => view.account.addresses],
  [changed.contact, (view) => view.account.contactChanged],
  [changed.link, (view) => view.account.linkWentTo],
  [changed.pictures, (view) => view.pictures.map((picture) => picture.evidenceId)],
  [changed.risk, (view) => view.risk.level],
  [changed.override, (view) => view.override],
];

export const changedWords = (before: ReviewView, after: ReviewView): readonly string[] => {
  const found = parts
    .filter(([, of]) => JSON.stringify(of(before)) !== JSON.stringify(of(after)))
    .map(([words]) => words);
  return found.length > 0 ? found : [changed.unknown];
};
