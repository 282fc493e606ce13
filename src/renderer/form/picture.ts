/** Pictures as they leave the browser: drawn anew as JPEG, so that no location or other metadata goes along. */
import { pictureLimits } from '#contract/identity-form';

const longestSide = 2400;
const quality = 0.9;

export type PictureFault = 'not-a-picture' | 'heic' | 'too-small';
export type Source = {
  readonly image: CanvasImageSource;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The size that a picture is drawn at: never larger than it is, at most 2,400 px. */
export const targetSize = (width: number, height: number): { readonly width: number; readonly height: number } => {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
};

/** A part of an image as JPEG. */
export const drawJpeg = async (source: Source): Promise<Blob> => {
  const size = targetSize(source.width, source.height);
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser can’t draw pictures.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source.image, source.x, source.y, source.width, source.height, 0, 0, size.width, size.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob) resolve(blob);
        else reject(new Error('This browser can’t make JPEGs.'));
      },
      'image/jpeg',
      quality,
    );
  });
};

const isHeic = async (file: Blob): Promise<boolean> => {
  const head = new TextDecoder('latin1').decode(await file.slice(4, 12).arrayBuffer());
  return head.startsWith('ftyp') && /hei|hev|mif1|msf1/.test(head.slice(4));
};

/** A chosen file, checked by decoding it and drawn anew. */
export const readFile = async (file: Blob): Promise<Blob | PictureFault> => {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return (await isHeic(file)) ? 'heic' : 'not-a-picture';
  }
  try {
    if (Math.min(bitmap.width, bitmap.height) < pictureLimits.minSidePx) return 'too-small';
    const jpeg = await drawJpeg({ image: bitmap, x: 0, y: 0, width: bitmap.width, height: bitmap.height });
    const { width, height } = targetSize(bitmap.width, bitmap.height);
    return Math.min(width, height) < pictureLimits.minSidePx ? 'too-small' : jpeg;
  } finally {
    bitmap.close();
  }
};
