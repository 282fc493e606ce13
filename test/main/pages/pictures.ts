/** Smallest files that are what they claim to be, as far as a header says. */
import { randomBytes } from 'node:crypto';

const two = (value: number) => Buffer.from([value >> 8, value & 255]);

/** A JPEG's skeleton with some noise in its scan. */
export const tinyJpeg = (width: number, height: number, noise = 2000): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    two(16),
    Buffer.from('JFIF\0'),
    Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0]),
    Buffer.from([0xff, 0xc0]),
    two(11),
    Buffer.from([8]),
    two(height),
    two(width),
    Buffer.from([1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xda]),
    two(8),
    Buffer.from([1, 1, 0, 0, 63, 0]),
    randomBytes(noise).map((value) => value & 0x7f),
    Buffer.from([0xff, 0xd9]),
  ]);

export const tinyPng = (width: number, height: number): Buffer => {
  const sides = Buffer.alloc(8);
  sides.writeUInt32BE(width, 0);
  sides.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    Buffer.from('IHDR'),
    sides,
    Buffer.from([8, 2, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from('IEND'),
    Buffer.from([0xae, 0x42, 0x60, 0x82]),
  ]);
};

export const tinyWebp = (width: number, height: number): Buffer => {
  const body = Buffer.alloc(18);
  body.write('VP8X', 0, 'latin1');
  body.writeUInt32LE(10, 4);
  body.writeUIntLE(width - 1, 12, 3);
  body.writeUIntLE(height - 1, 15, 3);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(4 + body.length);
  return Buffer.concat([Buffer.from('RIFF'), size, Buffer.from('WEBP'), body]);
};
