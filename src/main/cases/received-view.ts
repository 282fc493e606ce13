/** A message that came, as a person sees it. */
import type { ReceivedView } from '#contract/inbox';
import { saysNotMe } from '#domain/mail/incoming/not-me';
import type { Session } from '#main/ipc/handlers';
import type { MessageFrames } from './message-frames';
import type { Received } from './received-messages';

/** Its HTML goes to a frame of this person's. */
export const receivedView = (
  { arrived, reading }: Received,
  frames: Pick<MessageFrames, 'handle'>,
  session: Session,
): ReceivedView => {
  const { messageId, arrivedAt, rawSha256, length } = arrived;
  const mail = reading?.outcome === 'read' ? reading.mail : null;
  return {
    messageId,
    arrivedAt,
    rawSha256,
    length,
    isErased: reading === null,
    unreadable: reading?.outcome === 'unreadable' ? reading.why : null,
    mail: mail && {
      kind: mail.kind,
      from: mail.from,
      to: [...mail.to],
      subject: mail.subject,
      date: mail.date,
      text: mail.text,
      quoted: mail.quoted,
      frame: mail.html === null ? null : `app://message/${frames.handle(session, { messageId })}`,
      attachments: [...mail.attachments],
      reported: [...mail.reported],
      saysNotMe: mail.kind === 'message' && saysNotMe(mail.text),
      dmarc: mail.dmarc,
      faults: [...mail.faults],
    },
  };
};
