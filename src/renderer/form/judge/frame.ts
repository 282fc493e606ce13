/** Is it whole? Each edge of a card has to be a straight line near the guide, seen from outside inwards. */
import type { Gray } from './gray';

/** Width to height of the documents: ISO/IEC 7810 ID-1 (cards) and ID-3 (a passport's page). */
export const ratioOf = { card: 85.6 / 53.98, passport: 125 / 88 } as const;
/** The guide lies so far inside the view, on each side, as a part of the view's width. */
export const guideInset = 0.07;
/** Width to height of the view around a guide of that ratio. */
export const viewRatio = (ratio: number): number => 1 / ((1 - 2 * guideInset) / ratio + 2 * guideInset);

export type Side = 'top' | 'right' | 'bottom' | 'left';
const sides: readonly Side[] = ['top', 'right', 'bottom', 'left'];

const scanLines = 28;
/** How far inside the guide an edge may lie, as a part of the view's width. */
const reach = 0.09;
const leastStep = 10;
/** Of the strongest step on the line: a card's dark head against a dark table is weaker than what is printed on it. */
const leastPart = 0.15;
/** Neighbouring lines that are averaged, so that noise is no edge. */
const beside = 2;
const leastShare = 0.62;
const offLine = 2.5;
/** About eight degrees. */
const mostSlope = 0.14;

/** First place from outside where brightness changes clearly, in pixels from the view's edge; null when nowhere. */
const edgeOn = (valueAt: (depth: number) => number, depth: number): number | null => {
  let strongest = 0;
  const steps: number[] = [];
  for (let at = 2; at < depth - 2; at += 1) {
    const step = Math.abs(valueAt(at + 1) + valueAt(at + 2) - valueAt(at - 1) - valueAt(at - 2)) / 2;
    steps.push(step);
    strongest = Math.max(strongest, step);
  }
  if (strongest < leastStep) return null;
  const first = steps.findIndex(
    (step, at) => step >= strongest * leastPart && step >= leastStep && step >= (steps[at + 1] ?? 0),
  );
  return first < 0 ? null : first + 2;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const isStraight = (places: readonly { readonly along: number; readonly depth: number }[]): boolean => {
  if (places.length < scanLines * leastShare) return false;
  const slopes: number[] = [];
  for (let one = 0; one < places.length; one += 1)
    for (let two = one + 6; two < places.length; two += 1)
      slopes.push((places[two]!.depth - places[one]!.depth) / (places[two]!.along - places[one]!.along));
  // Theil and Sen: the median of the slopes, which a few wrong edges don't move.
  const slope = median(slopes);
  const start = median(places.map((place) => place.depth - slope * place.along));
  const onLine = places.filter((place) => Math.abs(place.depth - start - slope * place.along) <= offLine).length;
  return Math.abs(slope) <= mostSlope && onLine >= scanLines * leastShare;
};

/** The edges that were found. */
export const edgesIn = (gray: Gray): Readonly<Record<Side, boolean>> => {
  const { width, height, data } = gray;
  const depth = Math.round((guideInset + reach) * width);
  const found = { top: false, right: false, bottom: false, left: false };
  for (const side of sides) {
    const isUpright = side === 'left' || side === 'right';
    const length = isUpright ? height : width;
    const places: { along: number; depth: number }[] = [];
    for (let line = 0; line < scanLines; line += 1) {
      const along = Math.round(length * (0.18 + (0.64 * line) / (scanLines - 1)));
      const valueAt = (at: number): number => {
        let sum = 0;
        for (let near = along - beside; near <= along + beside; near += 1)
          sum +=
            data[
              side === 'left'
                ? near * width + at
                : side === 'right'
                  ? near * width + width - 1 - at
                  : side === 'top'
                    ? at * width + near
                    : (height - 1 - at) * width + near
            ]!;
        return sum / (2 * beside + 1);
      };
      const edge = edgeOn(valueAt, depth);
      if (edge !== null) places.push({ along, depth: edge });
    }
    found[side] = isStraight(places);
  }
  return found;
};

/** All four. */
export const isWhole = (gray: Gray): boolean => Object.values(edgesIn(gray)).every(Boolean);
