/** Where a frame finds the HTML of a message: a handle for one person at one seat, `app://message/<handle>`. */
import { randomBytes } from 'node:crypto';
import { markStandIns } from '#domain/mail/stand-ins';
import type { Session } from '#main/ipc/handlers';
import type { EventLog } from '#main/store/log/event-log';
import { keptMessages } from './messages';
import { receivedMessage } from './received-messages';

/** Who asked: nobody else is shown it. */
type Viewer = Pick<Session, 'seatId' | 'staffId'>;
/** A copy of ours, counted from the first time that one was kept, or a message that came. */
type Which = { readonly mailId: string; readonly copy: number } | { readonly messageId: string };
type Shown = { readonly viewer: Viewer; readonly which: Which };

/** What is left of a stranger's HTML is words: this makes them readable, in a window of either scheme. */
const plainPage = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><style>
body{font:14px/1.5 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere}
blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #8888}
pre{white-space:pre-wrap}td,th{padding:2px 8px 2px 0;vertical-align:top;text-align:left}
</style>`;

/** The oldest give way; who still has one open asks anew. */
const most = 500;

/** Handles live in memory only and hold no content: what is erased meanwhile is not shown any more. */
export const createMessageFrames = (log: Pick<EventLog, 'readStream'>) => {
  const byHandle = new Map<string, Shown>();
  const handles = new Map<string, string>();
  const nameOf = ({ viewer, which }: Shown): string => JSON.stringify([viewer.seatId, viewer.staffId, which]);
  const htmlOf = async (which: Which): Promise<string | null> => {
    if ('mailId' in which) {
      const content = (await keptMessages(log, which.mailId)).toReversed()[which.copy]?.content;
      return content == null ? null : markStandIns(content.html);
    }
    const reading = (await receivedMessage(log, which.messageId))?.reading;
    return reading?.outcome !== 'read' || reading.mail.html === null ? null : plainPage + reading.mail.html;
  };
  return {
    /** The same handle for the same message and viewer: a list that is read again doesn't make its frames load anew. */
    handle({ seatId, staffId }: Viewer, which: Which): string {
      const shown = { viewer: { seatId, staffId }, which };
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
    /** The HTML, of ours with its stand-ins marked; null where there is none, without saying why. */
    async take(handle: string): Promise<{ readonly viewer: Viewer; readonly html: string } | null> {
      const shown = byHandle.get(handle);
      if (shown === undefined) return null;
      const html = await htmlOf(shown.which);
      return html === null ? null : { viewer: shown.viewer, html };
    },
  };
};
export type MessageFrames = ReturnType<typeof createMessageFrames>;
