/** Pictures on their way: each is sent as soon as it is there, again until it arrives, and kept until then. */
import type { FormAnswer, FormRefusal } from '#contract/identity-form';
import type { PictureSlot } from '#domain/case/events';

/** `url` shows the picture while it is in memory; null for one that was sent before a reload. */
export type Upload =
  | { readonly status: 'sending' | 'waiting' | 'sent'; readonly url: string | null }
  | { readonly status: 'refused'; readonly url: string | null; readonly code: FormRefusal };
export type UploadsView = Readonly<Partial<Record<PictureSlot, Upload>>>;

/** The ends of a link: no further try helps. */
export const ends: ReadonlySet<FormRefusal> = new Set([
  'used',
  'expired',
  'replaced',
  'stopped',
  'unknown',
  'refused-too-often',
]);

const retryMs = [1000, 2000, 4000, 8000, 15_000];

type Options = { readonly base: string; readonly onEnd: (code: FormRefusal) => void; readonly fetch?: typeof fetch };

/** An answer's code. What isn't JSON comes from something in between, so it is worth another try. */
export const readAnswer = async (response: Response): Promise<FormAnswer> => {
  try {
    const value: unknown = await response.json();
    if (typeof value === 'object' && value !== null && 'ok' in value) return value as FormAnswer;
  } catch {
    /* Not JSON: falls through. */
  }
  return { ok: false, code: response.status === 429 ? 'too-many' : 'unavailable', message: '' };
};

const isWorthRetry = (code: FormRefusal) => code === 'busy' || code === 'unavailable' || code === 'too-many';

/** The pictures of one form. Subscribable, as React wants it. */
export const createUploads = ({ base, onEnd, fetch: send = fetch.bind(globalThis) }: Options) => {
  let view: UploadsView = {};
  const listeners = new Set<() => void>();
  const stops = new Map<PictureSlot, AbortController>();
  const set = (slot: PictureSlot, upload: Upload | null) => {
    const old = view[slot];
    if (old?.url && old.url !== upload?.url) URL.revokeObjectURL(old.url);
    const { [slot]: _, ...others } = view;
    view = upload ? { ...others, [slot]: upload } : others;
    for (const listener of listeners) listener();
  };
  /** Resolves after the time, when the connection comes back, or when the work is stopped. */
  const pause = async (ms: number, stop: AbortSignal) =>
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        window.removeEventListener('online', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      window.addEventListener('online', end);
      stop.addEventListener('abort', end, { once: true });
    });
  const deliver = async (slot: PictureSlot, picture: Blob, url: string, stop: AbortSignal): Promise<void> => {
    for (let round = 0; !stop.aborted; round += 1) {
      set(slot, { status: 'sending', url });
      let answer: FormAnswer | null = null;
      try {
        answer = await readAnswer(
          await send(`${base}/pictures/${slot}`, {
            method: 'PUT',
            body: picture,
            headers: { 'Content-Type': picture.type || 'application/octet-stream' },
            signal: stop,
          }),
        );
      } catch {
        /* No connection: the picture is kept and sent again. */
      }
      if (stop.aborted) return;
      if (answer?.ok) {
        set(slot, { status: 'sent', url });
        return;
      }
      if (answer && !isWorthRetry(answer.code)) {
        set(slot, { status: 'refused', url, code: answer.code });
        if (ends.has(answer.code)) onEnd(answer.code);
        return;
      }
      set(slot, { status: 'waiting', url });
      await pause(retryMs[Math.min(round, retryMs.length - 1)]!, stop);
    }
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    view: () => view,
    /** What the server has already. */
    adopt(slots: readonly PictureSlot[]) {
      for (const slot of slots) if (!view[slot]) set(slot, { status: 'sent', url: null });
    },
    /** Takes a picture in place of an earlier one, and sends it. */
    take(slot: PictureSlot, picture: Blob) {
      stops.get(slot)?.abort();
      const stop = new AbortController();
      stops.set(slot, stop);
      void deliver(slot, picture, URL.createObjectURL(picture), stop.signal);
    },
    /** Takes pictures back, here and there. */
    async drop(slots: readonly PictureSlot[]) {
      for (const slot of slots) {
        if (!view[slot]) continue;
        stops.get(slot)?.abort();
        set(slot, null);
        try {
          await send(`${base}/pictures/${slot}`, { method: 'DELETE' });
        } catch {
          /* The next picture of the slot replaces it anyway. */
        }
      }
    },
  };
};
export type Uploads = ReturnType<typeof createUploads>;
