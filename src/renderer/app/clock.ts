/** One ticking clock for every countdown on the screen. */
import { useSyncExternalStore } from 'react';

let read: () => number = () => Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

const tell = (): void => listeners.forEach((listener) => listener());

/** Where "now" comes from; a test puts its own in, and gets a function that puts the old one back. */
export const setClock = (source: () => number): (() => void) => {
  const before = read;
  read = source;
  tell();
  return () => {
    read = before;
    tell();
  };
};

/** Milliseconds since 1970, outside of rendering. */
export const now = (): number => read();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(tell, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
};

const steps = { second: 1000, minute: 60_000 } as const;

/** Now, in milliseconds, rounded down to the step, so that a component renders no more often than it shows. */
export const useNow = (step: keyof typeof steps = 'minute'): number =>
  useSyncExternalStore(subscribe, () => Math.floor(read() / steps[step]) * steps[step]);
