import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgesIn, guideInset, isWhole, ratioOf, viewRatio } from '../../../src/renderer/form/judge/frame';
import { brightness, shrink, toGray, type Gray } from '../../../src/renderer/form/judge/gray';
import {
  adviceFor,
  helpAfterMs,
  holdMs,
  judge,
  watchOn,
  type Verdict,
  type Watch,
} from '../../../src/renderer/form/judge/judge';
import { sharpEnough, sharpness } from '../../../src/renderer/form/judge/sharpness';
import { difference, differenceOfContent, sameSide, steadyEnough } from '../../../src/renderer/form/judge/steadiness';

const width = 480;
const ratio = viewRatio(ratioOf.card);
const height = Math.round(width / ratio);

type Scene = {
  readonly turn?: number;
  readonly right?: number;
  readonly size?: number;
  readonly ground?: number;
  readonly noise?: number;
  readonly lines?: boolean;
  readonly side?: number;
};
/** A bright card with lines of print before a dark ground, as a camera would see it. */
const cardScene = ({
  turn = 0,
  right = 0,
  size = 0.98,
  ground = 40,
  noise = 0,
  lines = true,
  side = 0,
}: Scene = {}): Gray => {
  const data = new Uint8Array(width * height);
  const half = {
    x: ((1 - 2 * guideInset) * width * size) / 2,
    y: ((1 - 2 * guideInset) * width * size) / ratioOf.card / 2,
  };
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  let seed = 7;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2 - right, y - height / 2];
      const [u, v] = [dx * cos + dy * sin, dy * cos - dx * sin];
      const isInside = Math.abs(u) <= half.x && Math.abs(v) <= half.y;
      const isPrint =
        lines &&
        isInside &&
        Math.abs(Math.floor(v / 9)) % 3 === side &&
        Math.floor(u / 2) % 3 === 0 &&
        Math.abs(u) < half.x - 40 &&
        Math.abs(v) < half.y - 30;
      const isPhoto =
        isInside && (side === 0 ? u < -half.x / 2 && u > -half.x + 20 : v > half.y / 3 && v < half.y - 30);
      seed = (seed * 1664525 + 1013904223) >>> 0;
      const value = (isPrint ? 50 : isPhoto ? 150 : isInside ? 220 : ground) + (seed / 2 ** 32 - 0.5) * 2 * noise;
      data[y * width + x] = Math.max(0, Math.min(255, Math.round(value)));
    }
  return { width, height, data };
};
/** A box blur, several times over. */
const blur = (gray: Gray, radius: number, times = 2): Gray => {
  let from = gray;
  for (let round = 0; round < times * 2; round += 1) {
    const step = round % 2 ? width : 1;
    const data = new Uint8Array(from.data.length);
    for (let at = 0; at < data.length; at += 1) {
      let sum = 0;
      for (let near = -radius; near <= radius; near += 1)
        sum += from.data[Math.max(0, Math.min(data.length - 1, at + near * step))]!;
      data[at] = Math.round(sum / (2 * radius + 1));
    }
    from = { width, height, data };
  }
  return from;
};
const noisy = (gray: Gray, amount: number): Gray => {
  let seed = 99;
  return {
    ...gray,
    data: gray.data.map((value) => {
      seed = (seed * 1664525 + 1013904223) >>> 0;
      return Math.max(0, Math.min(255, Math.round(value + (seed / 2 ** 32 - 0.5) * 2 * amount)));
    }),
  };
};

describe('whole', () => {
  test.each<[string, Scene]>([
    ['straight', {}],
    ['a little turned', { turn: 4 }],
    ['a little to the side', { right: 18 }],
    ['smaller than the guide', { size: 0.86 }],
    ["with a sensor's noise", { noise: 10 }],
    ['before a lighter ground', { ground: 150 }],
    ['without print', { lines: false }],
  ])('a card is whole: %s', (_, scene) => {
    expect(isWhole(cardScene(scene))).toBe(true);
  });

  test.each<[string, Scene, readonly string[]]>([
    ['cut off on the right', { right: 70 }, ['right']],
    ['too near', { size: 1.35 }, ['left', 'right']],
    ['too far away', { size: 0.5 }, ['left', 'right']],
    ['turned far', { turn: 14 }, ['top', 'bottom']],
  ])('a card is not whole: %s', (_, scene, missing) => {
    const edges = edgesIn(cardScene(scene));
    for (const side of missing) expect(edges[side as keyof typeof edges], side).toBe(false);
  });

  test('an empty table, even a noisy one, is no card', () => {
    const table: Gray = { width, height, data: new Uint8Array(width * height).fill(90) };
    expect(Object.values(edgesIn(table))).toEqual([false, false, false, false]);
    expect(isWhole(noisy(table, 25))).toBe(false);
  });
});

describe('sharp', () => {
  test("print in focus is, out of focus isn't, and noise doesn't make up for it", () => {
    const sharp = cardScene();
    expect(sharpness(sharp)).toBeGreaterThan(sharpEnough);
    expect(sharpness(noisy(sharp, 10))).toBeGreaterThan(sharpEnough);
    expect(sharpness(blur(sharp, 4))).toBeLessThan(sharpEnough);
    expect(sharpness(noisy(blur(sharp, 4), 12))).toBeLessThan(sharpEnough);
  });

  test('more blur is never sharper', () => {
    const levels = [0, 1, 2, 4, 6].map((radius) => sharpness(radius === 0 ? cardScene() : blur(cardScene(), radius)));
    expect(levels).toEqual(levels.toSorted((a, b) => b - a));
  });

  test('a plain wall is not sharp, for there is nothing to read', () => {
    expect(sharpness({ width, height, data: new Uint8Array(width * height).fill(200) })).toBe(0);
  });
});

describe('steady', () => {
  test('noise is still, a moving hand is not', () => {
    expect(difference(cardScene({ noise: 8 }), noisy(cardScene(), 8))).toBeLessThan(steadyEnough);
    expect(difference(cardScene(), cardScene({ right: 12, turn: 2 }))).toBeGreaterThan(steadyEnough);
  });

  test('the front that moved is still the front; the back is another side', () => {
    expect(differenceOfContent(cardScene(), cardScene({ right: 14 }))).toBeLessThan(sameSide);
    expect(differenceOfContent(cardScene(), cardScene({ side: 1 }))).toBeGreaterThan(sameSide);
  });

  test("a view doesn't differ from itself, and order doesn't matter", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 6144, maxLength: 6144 }),
        fc.uint8Array({ minLength: 6144, maxLength: 6144 }),
        (a, b) => {
          const [one, two] = [
            { width: 96, height: 64, data: a },
            { width: 96, height: 64, data: b },
          ];
          expect(difference(one, one)).toBe(0);
          expect(difference(one, two)).toBe(difference(two, one));
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('taking the picture by itself', () => {
  const good: Verdict = { whole: true, sharp: true, steady: true, dark: false, sameAsBefore: false };
  const run = (verdicts: readonly Verdict[], everyMs: number) => {
    let watch: Watch = { startedAt: 0, goodSince: null };
    return verdicts.map((verdict, at) => {
      const next = watchOn(watch, verdict, at * everyMs);
      watch = next.watch;
      return next;
    });
  };

  test('happens after a second of good frames, not before', () => {
    const steps = run(
      Array.from({ length: 12 }, () => good),
      100,
    );
    expect(steps.findIndex((step) => step.take)).toBe(holdMs / 100);
  });

  test.each(['whole', 'sharp', 'steady'] as const)('starts over when it is not %s for a moment', (what) => {
    const steps = run(
      [...Array.from({ length: 9 }, () => good), { ...good, [what]: false }, ...Array.from({ length: 9 }, () => good)],
      100,
    );
    expect(steps.some((step) => step.take)).toBe(false);
  });

  test('waits until the card was turned over', () => {
    expect(
      run(
        Array.from({ length: 30 }, () => ({ ...good, sameAsBefore: true })),
        100,
      ).some((step) => step.take),
    ).toBe(false);
    expect(adviceFor({ ...good, sameAsBefore: true })).toBe('turn-over');
  });

  test('offers help after twenty seconds without success', () => {
    const steps = run(
      Array.from({ length: 22 }, () => ({ ...good, sharp: false })),
      1000,
    );
    expect(steps.findIndex((step) => step.offerHelp)).toBe(helpAfterMs / 1000);
  });

  test('says one thing at a time, the nearest first', () => {
    expect(adviceFor({ ...good, whole: false, sharp: false })).toBe('whole');
    expect(adviceFor({ ...good, whole: false, dark: true })).toBe('light');
    expect(adviceFor({ ...good, sharp: false, steady: false })).toBe('sharp');
    expect(adviceFor({ ...good, steady: false })).toBe('steady');
    expect(adviceFor(good)).toBe('taking');
  });

  test('judges a frame as a whole', () => {
    expect(judge(cardScene({ noise: 3 }), cardScene(), null)).toEqual(good);
    expect(judge(cardScene(), null, null).steady).toBe(false);
    expect(judge(cardScene(), cardScene(), cardScene({ right: 8 })).sameAsBefore).toBe(true);
  });
});

test('grey, brightness and shrinking keep what is there', () => {
  const gray = toGray(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 255]), 2, 1);
  expect([...gray.data]).toEqual([255, 0]);
  expect(brightness(gray)).toBe(127.5);
  expect([...shrink(cardScene(), 1, 1).data][0]).toBe(Math.round(brightness(cardScene())));
});
