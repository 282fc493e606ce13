/** What the help page asks the desk, and what it hands over: an answer to "was this helpful?", without a name. */
import type { FeedbackKind, SectionId } from '#domain/guidance/events';
import type { Standing } from '#domain/guidance/standing';
import type { GuidanceValues } from '#domain/guidance/values';
import type { PagesLanguage } from './desk-port';

export type GuidanceLook = {
  readonly values: GuidanceValues;
  /** How people are reached. */
  readonly support: string;
  readonly standing: Standing;
  /** ISO, of the last approval; null when there was none, or when nobody can say now. */
  readonly approvedAt: string | null;
  /** IANA, of the desk. */
  readonly timeZone: string;
};
export type FeedbackSaid = {
  readonly section: SectionId;
  readonly kind: FeedbackKind;
  readonly language: PagesLanguage;
  readonly comment: string;
};

export type PagesGuidance = {
  /** Never throws for a store that is away: the article is there for people who are locked out. */
  look(): Promise<GuidanceLook>;
  /** `too-many`: the day's share of anonymous words is used up. Throws when it can't be kept now. */
  say(said: FeedbackSaid): Promise<'taken' | 'too-many'>;
};
