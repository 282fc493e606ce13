/** Covers the pictures: by hand, when the window loses focus, and after 60 seconds without anybody (R18). */
import { useEffect, useRef, useState } from 'react';

export type Cover = 'you' | 'window' | 'idle';
/** Milliseconds of nobody touching anything before the pictures blur. */
export const idleMs = 60_000;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
const coversItself = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-covers]') !== null;

/** What covers the pictures, if anything; `toggle` is the hand's. An element with `data-covers` toggles by itself. */
export const useCover = (): { readonly cover: Cover | null; readonly toggle: () => void } => {
  const [cover, setCover] = useState<Cover | null>(null);
  const now = useRef<Cover | null>(null);
  const put = (next: Cover | null): void => {
    now.current = next;
    setCover(next);
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const hide = (why: Cover): void => {
      if (now.current === null) put(why);
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => hide('idle'), idleMs);
    };
    // What covered itself is shown again by a click or a key; what was covered by hand stays so.
    const act = (event: Event): void => {
      wait();
      if (now.current === null || now.current === 'you' || coversItself(event.target)) return;
      put(null);
      // The key that shows does nothing else: a blind press must not set a mark.
      if (event.type === 'keydown' && !isField(event.target)) event.preventDefault();
    };
    const onAway = (): void => hide('window');
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') hide('window');
    };
    wait();
    window.addEventListener('blur', onAway);
    document.addEventListener('visibilitychange', onVisibility);
    const acts = ['pointerdown', 'keydown'] as const;
    const signs = ['pointermove', 'wheel'] as const;
    for (const kind of acts) window.addEventListener(kind, act, { capture: true });
    for (const kind of signs) window.addEventListener(kind, wait, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('blur', onAway);
      document.removeEventListener('visibilitychange', onVisibility);
      for (const kind of acts) window.removeEventListener(kind, act, { capture: true });
      for (const kind of signs) window.removeEventListener(kind, wait, { capture: true });
    };
  }, []);
  return { cover, toggle: () => put(now.current === null ? 'you' : null) };
};
