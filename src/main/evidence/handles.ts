/** One-time handles for `app://evidence/<handle>`: a picture crosses to a window once, and only to who was allowed. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '#main/ports';

const lifeMs = 60_000;
const most = 500;

/** Who may look: one person at one seat. */
export type Viewer = { readonly seatId: string; readonly staffId: string };
export type Content = { readonly bytes: Buffer; readonly contentType: string };

/** What a handle shows to whom. */
export type Shown = {
  readonly caseId: string;
  readonly checkId: string;
  readonly evidenceId: string;
  readonly viewer: Viewer;
};

export type Handles = {
  /** A handle for one look by one viewer; the caller has checked and logged that they may (R17). */
  readonly issueHandle: (shown: Shown) => string;
  /**
   * The picture behind a handle, once and within 60 seconds; null otherwise, without saying why. Whether they still may
   * is the caller's to ask.
   */
  readonly take: (handle: string) => Promise<(Content & Shown) | null>;
};

/** Handles live in memory only, so a restart ends them all. */
export const createHandles = (
  clock: Clock,
  read: (checkId: string, evidenceId: string) => Promise<Content | null>,
): Handles & { forget(checkId: string): void } => {
  const open = new Map<string, { readonly shown: Shown; readonly until: number }>();
  return {
    issueHandle(shown) {
      const now = clock.now().getTime();
      for (const [handle, entry] of open) if (entry.until <= now || open.size >= most) open.delete(handle);
      const handle = randomBytes(24).toString('base64url');
      open.set(handle, { shown, until: now + lifeMs });
      return handle;
    },
    async take(handle) {
      const entry = open.get(handle);
      if (!entry) return null;
      open.delete(handle);
      if (entry.until <= clock.now().getTime()) return null;
      const content = await read(entry.shown.checkId, entry.shown.evidenceId);
      return content && { ...content, ...entry.shown };
    },
    forget(checkId) {
      for (const [handle, entry] of open) if (entry.shown.checkId === checkId) open.delete(handle);
    },
  };
};
