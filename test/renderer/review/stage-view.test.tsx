import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { degreesOf, moved, still, transformOf, turned, zoomed } from '../../../src/renderer/review/stage-view';
import type { PictureView } from '../../../src/renderer/review/stage-view';

const step = fc.oneof(
  fc.constantFrom(1.25, 1 / 1.25, 3, 0.2).map((factor) => (view: PictureView) => zoomed(view, factor)),
  fc.constantFrom(90, -90).map((degrees) => (view: PictureView) => turned(view, degrees)),
  fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 })).map(
    ([x, y]) =>
      (view: PictureView) =>
        moved(view, x, y),
  ),
);

describe('a picture on the stage', () => {
  it('never leaves its frame and never gets smaller than it, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const view = steps.reduce((before, change) => change(before), still);
        const room = (view.zoom - 1) * 50 + 20;
        expect(view.zoom).toBeGreaterThanOrEqual(1);
        expect(view.zoom).toBeLessThanOrEqual(8);
        expect(Math.abs(view.x)).toBeLessThanOrEqual(room);
        expect(Math.abs(view.y)).toBeLessThanOrEqual(room);
        expect([0, 90, 180, 270]).toContain(degreesOf(view));
      }),
    );
  });

  it('lies still again after as many turns one way as the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), (n) => {
        let view = still;
        for (let i = 0; i < n; i += 1) view = turned(view, 90);
        for (let i = 0; i < n; i += 1) view = turned(view, -90);
        expect(view).toEqual(still);
      }),
    );
  });

  it('is fitted anew when it stands on its side', () => {
    expect(transformOf(turned(still, 90), { width: 400, height: 300 }, { width: 1600, height: 1000 }, false)).toContain(
      'scale(0.750)',
    );
  });

  it('brings the portrait of the ID to the middle, when face to face', () => {
    const transform = transformOf(still, { width: 400, height: 300 }, { width: 1600, height: 1000 }, true);
    expect(transform).toContain('translate(128.0px, 10.0px)');
  });
});
