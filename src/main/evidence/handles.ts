/** One-time handles for `app://evidence/<handle>`: a picture crosses to a window once, and only to who was allowed. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '#main/ports';

const lifeMs = 60_000;
const most = 500;

/** Who may look: one person at one seat. */
export type Viewer = { readonly seatId: string; readonly staffId: string };
type Content = { readonly bytes: Buffer; readonly contentType: string };

export type Handles = {
  /** A handle for one look by one viewer; the caller has checked and logged that they may (R17). */
  readonly issueHandle: (evidenceId: string, checkId: string, viewer: Viewer) => string;
  /** The picture behind a handle, once and within 60 seconds; null otherwise, without saying why. */
  readonly take: (handle: string) => Promise<(Content & { readonly viewer: Viewer }) | null>;
};

/** Handles live in memory only, so a restart ends them all. */
export const createHandles = (
  clock: Clock,
  read: (checkId: string, evidenceId: string) => Promise<Content | null>,
): Handles & { forget(checkId: string): void } => {
  const open = new Map<
    string,
    { readonly evidenceId: string; readonly checkId: string; readonly viewer: Viewer; readonly until: number }
  >();
  return {
    issueHandle(evidenceId, checkId, viewer) {
      const now = clock.now().getTime();
      for (const [handle, entry] of open) if (entry.until <= now || open.size >= most) open.delete(handle);
      const handle = randomBytes(24).toString('base64url');
      open.set(handle, { evidenceId, checkId, viewer, until: now + lifeMs });
      return handle;
    },
    async take(handle) {
      const entry = open.get(handle);
      if (!entry) return null;
      open.delete(handle);
      if (entry.until <= clock.now().getTime()) return null;
      const content = await read(entry.checkId, entry.evidenceId);
      return content && { ...content, viewer: entry.viewer };
    },
    forget(checkId) {
      for (const [handle, entry] of open) if (entry.checkId === checkId) open.delete(handle);
    },
  };
};
