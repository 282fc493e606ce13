import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { qrPng } from '#main/mail/qr';
import { readQr } from '#main/mail/sample/read-qr';

const link = 'https://recover.lumen-practice.example/f/rKx3mZ0qv8bT1sYpD4nWcUeHjL6aGfQ2iO9tR7uV5kE';

describe('the QR code of a link', () => {
  it('is read from the picture exactly', async () => {
    for (const text of [
      link,
      'http://127.0.0.1:41234/f/abc',
      `${link}?lang=fr&x=%C3%A9`,
      `https://h.example/${'a'.repeat(300)}`,
    ]) {
      expect(readQr(await qrPng(text))).toBe(text);
    }
  });

  it('has whole pixels, a quiet zone of four modules, and a size that can be scanned from a screen', async () => {
    const { width, height, data } = PNG.sync.read(Buffer.from(await qrPng(link)));
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(300);
    expect(width).toBeLessThanOrEqual(480);
    const isDark = (x: number, y: number) => data[(y * width + x) * 4] === 0;
    const firstDark = Array.from({ length: width }, (_, index) => index).find((index) => isDark(index, index))!;
    // The finder's edge is seven modules long; before it come four that are light.
    const edge = Array.from({ length: width }, (_, index) => index).filter(
      (x) => x >= firstDark && isDark(x, firstDark),
    );
    const finder = edge.findIndex((x, index) => edge[index + 1] !== x + 1) + 1;
    expect(firstDark / (finder / 7)).toBe(4);
  });

  it('is nothing in a picture without one, and in what is no picture', async () => {
    const blank = new PNG({ width: 40, height: 40 });
    expect(readQr(PNG.sync.write(blank))).toBeNull();
    expect(readQr(Buffer.from('no picture'))).toBeNull();
  });
});
