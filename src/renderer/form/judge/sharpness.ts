/** Is it sharp? By the variance of the Laplacian, relative to contrast, where there is something to be sharp. */
import type { Gray } from './gray';

const columns = 8;
const rows = 6;
/** Beneath this variance a tile is a plain surface and says nothing. */
const plainVariance = 60;

type Tile = { readonly contrast: number; readonly detail: number };

const tile = (gray: Gray, left: number, top: number, right: number, bottom: number): Tile => {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let lapSum = 0;
  let lapSquares = 0;
  for (let y = Math.max(1, top); y < Math.min(gray.height - 1, bottom); y += 1) {
    for (let x = Math.max(1, left); x < Math.min(gray.width - 1, right); x += 1) {
      const at = y * gray.width + x;
      const value = gray.data[at]!;
      const lap =
        4 * value - gray.data[at - 1]! - gray.data[at + 1]! - gray.data[at - gray.width]! - gray.data[at + gray.width]!;
      count += 1;
      sum += value;
      squares += value * value;
      lapSum += lap;
      lapSquares += lap * lap;
    }
  }
  if (count === 0) return { contrast: 0, detail: 0 };
  const contrast = squares / count - (sum / count) ** 2;
  return { contrast, detail: lapSquares / count - (lapSum / count) ** 2 };
};

/** From 0 (blurred, or nothing to see) up; a card whose text can be read is well above `sharpEnough`. */
export const sharpness = (gray: Gray): number => {
  const tiles: Tile[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      tiles.push(
        tile(
          gray,
          Math.floor((column * gray.width) / columns),
          Math.floor((row * gray.height) / rows),
          Math.floor(((column + 1) * gray.width) / columns),
          Math.floor(((row + 1) * gray.height) / rows),
        ),
      );
    }
  // The plainest tiles show what the sensor's noise alone amounts to: that much is no sharpness anywhere.
  const noise = tiles.map((one) => one.detail).toSorted((a, b) => a - b)[Math.floor(tiles.length / 8)] ?? 0;
  const telling = tiles.filter((one) => one.contrast > plainVariance).toSorted((a, b) => b.contrast - a.contrast);
  if (telling.length < 3) return 0;
  const best = telling.slice(0, Math.max(3, Math.ceil(telling.length / 2)));
  return best.reduce((sum, one) => sum + Math.max(0, one.detail - noise) / one.contrast, 0) / best.length;
};

export const sharpEnough = 0.03;
