import type { GuidanceLanguage, SectionId } from './events';

/** Where the article is served, below the pages' origin. */
export const guidancePath = '/help';

/**
 * The article's address in a language, at a section if one is named. `origin` is the pages': `http://127.0.0.1:4712`.
 */
export const guidanceUrl = (origin: string, language: GuidanceLanguage, section?: SectionId): string =>
  `${origin}${guidancePath}?lang=${language}${section === undefined ? '' : `#${section}`}`;
