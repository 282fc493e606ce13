/** How much the pages take from one link and from one address. */
import type { Clock } from '#main/ports';

export type PagesLimits = {
  readonly pictureBytes: number;
  readonly requestsPerAddressAndMinute: number;
  readonly requestsPerTokenAndMinute: number;
  /** Pictures that may be in memory at once: they arrive whole before they are sealed. */
  readonly uploadsAtOnce: number;
  /** Of these, through one link: nobody can take every place. */
  readonly uploadsAtOncePerToken: number;
  /** Milliseconds that a body may take. */
  readonly bodyMs: number;
  /** Answers to "was this helpful?". */
  readonly feedbackPerAddressAndHour: number;
  /** R11. */
  readonly submissionsRefused: number;
};

export const pagesLimits: PagesLimits = {
  pictureBytes: 10 * 1024 * 1024,
  requestsPerAddressAndMinute: 300,
  requestsPerTokenAndMinute: 120,
  uploadsAtOnce: 8,
  uploadsAtOncePerToken: 3,
  bodyMs: 180_000,
  feedbackPerAddressAndHour: 20,
  submissionsRefused: 5,
};

const minuteMs = 60_000;
/** A window of `createRate`. */
export const hourMs = 60 * minuteMs;
const mostNames = 20_000;

/**
 * Counts per name and window (a minute, unless said); answers whether one more is still within the limit. Forgets with
 * the window.
 */
export const createRate = (clock: Clock, limit: number, windowMs: number = minuteMs) => {
  let window = 0;
  let counts = new Map<string, number>();
  return (name: string): boolean => {
    const current = Math.floor(clock.now().getTime() / windowMs);
    if (current !== window) {
      window = current;
      counts = new Map();
    }
    const count = (counts.get(name) ?? 0) + 1;
    // A flood of names must not fill the memory: beyond so many, new ones wait for the next window.
    if (count === 1 && counts.size >= mostNames) return false;
    counts.set(name, count);
    return count <= limit;
  };
};
