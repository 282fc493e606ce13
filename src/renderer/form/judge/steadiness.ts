/** Is it steady, and is it another view? By the difference of two small pictures. */
import { shrink, type Gray } from './gray';

/** Mean absolute difference of two views, 0 to 255, on a coarse grid, so that a sensor's noise doesn't count. */
export const difference = (one: Gray, other: Gray): number => {
  const width = 64;
  const height = 44;
  const a = shrink(one, width, height);
  const b = shrink(other, width, height);
  let sum = 0;
  for (let at = 0; at < a.data.length; at += 1) sum += Math.abs(a.data[at]! - b.data[at]!);
  return sum / a.data.length;
};

/** Below: the hand is still. */
export const steadyEnough = 3;
/** Below: the same side of the same card, so it has not been turned over yet. */
export const sameSide = 9;
