/** What the page sees in a frame, and when it takes the picture by itself. */
import { isWhole } from './frame';
import { brightness, type Gray } from './gray';
import { sharpEnough, sharpness } from './sharpness';
import { difference, differenceOfContent, sameSide, steadyEnough } from './steadiness';

export type Verdict = {
  readonly whole: boolean;
  readonly sharp: boolean;
  readonly steady: boolean;
  readonly dark: boolean;
  readonly sameAsBefore: boolean;
};

const darkBelow = 45;

/** One frame, against the one before it and (for the back) against the front that was taken. */
export const judge = (frame: Gray, before: Gray | null, front: Gray | null): Verdict => ({
  whole: isWhole(frame),
  sharp: sharpness(frame) >= sharpEnough,
  steady: before !== null && difference(frame, before) <= steadyEnough,
  dark: brightness(frame) < darkBelow,
  sameAsBefore: front !== null && differenceOfContent(frame, front) <= sameSide,
});

/** Good frames in a row for so long, then the picture is taken. */
export const holdMs = 1000;
/** After so long without success the shutter and tips are offered. */
export const helpAfterMs = 20_000;

export type Watch = { readonly startedAt: number; readonly goodSince: number | null };

/** One step of watching. `take` once it has been good for long enough. */
export const watchOn = (
  watch: Watch,
  verdict: Verdict,
  now: number,
): { readonly watch: Watch; readonly take: boolean; readonly offerHelp: boolean } => {
  const isGood = verdict.whole && verdict.sharp && verdict.steady && !verdict.sameAsBefore;
  const goodSince = isGood ? (watch.goodSince ?? now) : null;
  return {
    watch: { ...watch, goodSince },
    take: goodSince !== null && now - goodSince >= holdMs,
    offerHelp: now - watch.startedAt >= helpAfterMs,
  };
};

export type Advice = 'turn-over' | 'whole' | 'light' | 'sharp' | 'steady' | 'taking';
/** The one thing to do next. */
export const adviceFor = (verdict: Verdict): Advice => {
  if (verdict.dark && !(verdict.whole && verdict.sharp)) return 'light';
  if (!verdict.whole) return 'whole';
  if (verdict.sameAsBefore) return 'turn-over';
  if (!verdict.sharp) return 'sharp';
  return verdict.steady ? 'taking' : 'steady';
};
