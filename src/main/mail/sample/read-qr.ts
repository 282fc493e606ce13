import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/** What a phone would read in a picture; null when there is no QR code in it, or it is no PNG. */
export const readQr = (png: Uint8Array): string | null => {
  try {
    const picture = PNG.sync.read(Buffer.from(png));
    return jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data ?? null;
  } catch {
    return null;
  }
};
