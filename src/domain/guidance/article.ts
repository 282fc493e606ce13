/**
 * The customer's article about account recovery, as blocks that a page and a screen can show. Every number in it is a
 * value of the policy.
 */
import type { Words } from '../mail/words';
import { englishSections, englishTop } from './article-en';
import { frenchSections, frenchTop } from './article-fr';
import { sectionIds } from './events';
import type { GuidanceLanguage, SectionId } from './events';
import type { GuidanceValues } from './values';

/** How the product is called, and how people are reached. */
export type ArticleNames = { readonly product: string; readonly support: string };
export type ArticleInput = { readonly names: ArticleNames; readonly values: GuidanceValues };

export type ArticleBlock =
  | { readonly kind: 'paragraph'; readonly words: Words }
  | { readonly kind: 'items'; readonly ordered: boolean; readonly items: readonly Words[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: Words, value: Words])[] };
export type SectionText = { readonly title: string; readonly blocks: readonly ArticleBlock[] };
export type ArticleTop = { readonly title: string; readonly intro: Words };
export type Article = ArticleTop & { readonly sections: readonly (SectionText & { readonly id: SectionId })[] };

const texts: Readonly<
  Record<
    GuidanceLanguage,
    {
      readonly top: (input: ArticleInput) => ArticleTop;
      readonly sections: (input: ArticleInput) => Readonly<Record<SectionId, SectionText>>;
    }
  >
> = {
  en: { top: englishTop, sections: englishSections },
  fr: { top: frenchTop, sections: frenchSections },
};

/** The article in a language. */
export const articleOf = (language: GuidanceLanguage, input: ArticleInput): Article => {
  const sections = texts[language].sections(input);
  return { ...texts[language].top(input), sections: sectionIds.map((id) => ({ id, ...sections[id] })) };
};
