/** A refusal as it crosses the bridge. */
import type { Barred } from '#domain/case/offers';
import { offerNames } from '#domain/case/offers';
import type { Refusal } from '#domain/case/refusal';
import type { CaseView } from './cases';
import type { RefusalView } from './shared';

/** With null for what it does not name. */
export const refusalView = (refusal: Refusal | null): RefusalView | null =>
  refusal && { code: refusal.code, message: refusal.message, rule: refusal.rule ?? null, way: refusal.way ?? null };

/** The answer to everything that the screen offers. */
export const barredView = (barred: Barred): CaseView['barred'] =>
  Object.fromEntries(offerNames.map((offer) => [offer, refusalView(barred[offer])])) as CaseView['barred'];
