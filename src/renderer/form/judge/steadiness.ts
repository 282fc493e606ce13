/** Is it steady, and is it another view? By the difference of two small pictures. */
import { shrink, type Gray } from './gray';

const width = 64;
const height = 44;
const mostShift = 4;

const differenceAt = (a: Gray, b: Gray, right: number, down: number): number => {
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, -down); y < Math.min(height, height - down); y += 1)
    for (let x = Math.max(0, -right); x < Math.min(width, width - right); x += 1) {
      sum += Math.abs(a.data[y * width + x]! - b.data[(y + down) * width + x + right]!);
      count += 1;
    }
  return sum / count;
};

/** Mean absolute difference of two views, 0 to 255, on a coarse grid, so that a sensor's noise doesn't count. */
export const difference = (one: Gray, other: Gray): number =>
  differenceAt(shrink(one, width, height), shrink(other, width, height), 0, 0);

/** The same, at the best of small shifts: how different two views are when the hand has moved between them. */
export const differenceOfContent = (one: Gray, other: Gray): number => {
  const a = shrink(one, width, height);
  const b = shrink(other, width, height);
  let least = Number.POSITIVE_INFINITY;
  for (let down = -mostShift; down <= mostShift; down += 1)
    for (let right = -mostShift; right <= mostShift; right += 1)
      least = Math.min(least, differenceAt(a, b, right, down));
  return least;
};

/** Below: the hand is still. */
export const steadyEnough = 3;
/** Below: the same side of the same card, so it has not been turned over yet. */
export const sameSide = 14;
