/** Where a frame finds the HTML of a kept message: a handle for one person at one seat, `app://message/<handle>`. */
import { randomBytes } from 'node:crypto';
import { markStandIns } from '#domain/mail/stand-ins';
import type { Session } from '#main/ipc/handlers';
import type { EventLog } from '#main/store/log/event-log';
import { keptMessages } from './messages';

/** Who asked: nobody else is shown it. */
type Viewer = Pick<Session, 'seatId' | 'staffId'>;
type Shown = { readonly viewer: Viewer; readonly mailId: string; readonly copy: number };

/** The oldest give way; who still has one open asks anew. */
const most = 500;

/** Handles live in memory only and hold no content: what is erased meanwhile is not shown any more. */
export const createMessageFrames = (log: Pick<EventLog, 'readStream'>) => {
  const byHandle = new Map<string, Shown>();
  const handles = new Map<string, string>();
  const nameOf = ({ viewer, mailId, copy }: Shown): string =>
    JSON.stringify([viewer.seatId, viewer.staffId, mailId, copy]);
  return {
    /**
     * The same handle for the same copy and viewer: a list that is read again doesn't make its frames load anew. `copy`
     * counts from the first time that one was kept.
     */
    handle({ seatId, staffId }: Viewer, mailId: string, copy: number): string {
      const shown = { viewer: { seatId, staffId }, mailId, copy };
      const known = handles.get(nameOf(shown));
      if (known !== undefined) return known;
      const [oldest] = byHandle;
      if (byHandle.size >= most && oldest !== undefined) {
        byHandle.delete(oldest[0]);
        handles.delete(nameOf(oldest[1]));
      }
      const handle = randomBytes(24).toString('base64url');
      byHandle.set(handle, shown);
      handles.set(nameOf(shown), handle);
      return handle;
    },
    /** The HTML with its stand-ins marked; null where there is none, without saying why. */
    async take(handle: string): Promise<{ readonly viewer: Viewer; readonly html: string } | null> {
      const shown = byHandle.get(handle);
      if (shown === undefined) return null;
      const content = (await keptMessages(log, shown.mailId)).toReversed()[shown.copy]?.content;
      return content == null ? null : { viewer: shown.viewer, html: markStandIns(content.html) };
    },
  };
};
export type MessageFrames = ReturnType<typeof createMessageFrames>;
