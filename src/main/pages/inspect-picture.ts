/** What kind of picture bytes really are, by their content: names and declared types are anybody's claim. */
import { pictureLimits, type FormRefusal } from '#contract/identity-form';

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';
export type Inspection =
  | { readonly ok: true; readonly contentType: PictureType; readonly width: number; readonly height: number }
  | {
      readonly ok: false;
      readonly code: Extract<
        FormRefusal,
        'empty' | 'not-a-picture' | 'heic' | 'damaged' | 'too-small' | 'too-big-sides'
      >;
    };

type Header = { readonly contentType: PictureType; readonly width: number; readonly height: number } | 'damaged';

const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to);

const jpeg = (bytes: Buffer): Header => {
  // ITU T.81: markers up to a start of frame (C0–CF without C4, C8, CC), whose fourth byte on holds height and width.
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return 'damaged';
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      // A file that was cut short ends without an end-of-image marker.
      if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < at) return 'damaged';
      return { contentType: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === 0xd9 || marker === 0xda) return 'damaged';
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return 'damaged';
    at += 2 + length;
  }
  return 'damaged';
};

const png = (bytes: Buffer): Header => {
  if (bytes.length < 45 || ascii(bytes, 12, 16) !== 'IHDR' || bytes.lastIndexOf('IEND') < 33) return 'damaged';
  return { contentType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
};

const webp = (bytes: Buffer): Header => {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 > bytes.length) return 'damaged';
  const size = (width: number, height: number): Header => ({ contentType: 'image/webp', width, height });
  switch (ascii(bytes, 12, 16)) {
    case 'VP8X':
      return size(1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3));
    case 'VP8L': {
      if (bytes[20] !== 0x2f) return 'damaged';
      const bits = bytes.readUInt32LE(21);
      return size(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
    }
    case 'VP8 ':
      return bytes[23] === 0x9d && bytes[24] === 0x01 && bytes[25] === 0x2a
        ? size(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff)
        : 'damaged';
    default:
      return 'damaged';
  }
};

const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'];

const header = (bytes: Buffer): Header | 'not-a-picture' | 'heic' => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return jpeg(bytes);
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return png(bytes);
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return webp(bytes);
  if (ascii(bytes, 4, 8) === 'ftyp' && heicBrands.includes(ascii(bytes, 8, 12))) return 'heic';
  return 'not-a-picture';
};

/** Whether the bytes are a whole JPEG, PNG or WebP with sides that a reviewer can work with. */
export const inspectPicture = (bytes: Buffer): Inspection => {
  if (bytes.length === 0) return { ok: false, code: 'empty' };
  const found = header(bytes);
  if (typeof found === 'string') return { ok: false, code: found };
  if (found.width === 0 || found.height === 0) return { ok: false, code: 'damaged' };
  if (Math.min(found.width, found.height) < pictureLimits.minSidePx) return { ok: false, code: 'too-small' };
  if (Math.max(found.width, found.height) > pictureLimits.maxSidePx) return { ok: false, code: 'too-big-sides' };
  return { ok: true, ...found };
};
