/** Tells main that somebody is there, so that the desk locks only when nobody is (R21). */
import { useEffect } from 'react';
import { now } from './clock';
import { call } from './bridge';

const everyMs = 30_000;

export const useIdleTouch = (): void => {
  useEffect(() => {
    let last = now();
    const touch = (): void => {
      if (now() - last < everyMs) return;
      last = now();
      // A refusal means that the desk locked meanwhile; the session's own event says so.
      call('session.touch', {}).catch(() => undefined);
    };
    const kinds = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const;
    for (const kind of kinds) window.addEventListener(kind, touch, { passive: true });
    return () => kinds.forEach((kind) => window.removeEventListener(kind, touch));
  }, []);
};
