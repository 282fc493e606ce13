/** A picture in grey: one byte a pixel, row by row. What the judges look at. */
export type Gray = { readonly width: number; readonly height: number; readonly data: Uint8Array | Uint8ClampedArray };

/** From a canvas's RGBA, by the weights of ITU-R BT.601. */
export const toGray = (rgba: Uint8ClampedArray, width: number, height: number): Gray => {
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1)
    data[at] = (rgba[at * 4]! * 77 + rgba[at * 4 + 1]! * 150 + rgba[at * 4 + 2]! * 29) >> 8;
  return { width, height, data };
};

/** Averages blocks down to a small picture. */
export const shrink = (gray: Gray, width: number, height: number): Gray => {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const top = Math.floor((y * gray.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * gray.height) / height));
    for (let x = 0; x < width; x += 1) {
      const left = Math.floor((x * gray.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * gray.width) / width));
      let sum = 0;
      for (let row = top; row < bottom; row += 1)
        for (let column = left; column < right; column += 1) sum += gray.data[row * gray.width + column]!;
      data[y * width + x] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return { width, height, data };
};

/** Mean brightness, 0 to 255. */
export const brightness = (gray: Gray): number => {
  let sum = 0;
  for (const value of gray.data) sum += value;
  return gray.data.length === 0 ? 0 : sum / gray.data.length;
};
