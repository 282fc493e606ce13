/** What comes back by mail makes of a case: messages, and messages of ours that did not arrive. */
import type { EventsOf } from '../../log/kind';
import type { answerKinds } from '../schemas/answer';
import type { CaseState } from '../state';
import { replace } from './link';

type AnswerEvent = EventsOf<typeof answerKinds>;

/** The case after one of these. */
export const evolveAnswer = (state: CaseState, event: AnswerEvent): CaseState => {
  switch (event.type) {
    case 'case.message-received':
      return {
        ...state,
        received: [
          ...state.received,
          { ...event.data, mailId: event.data.mailId ?? null, content: event.contact ?? null, readBy: [] },
        ],
      };
    case 'case.message-read': {
      const { messageId, by, at, effectId } = event.data;
      return {
        ...state,
        received: replace(
          state.received,
          (message) => message.messageId === messageId,
          (message) => ({ ...message, readBy: [...message.readBy, { by, at }] }),
        ),
        disable: state.disable && effectId !== undefined ? { ...state.disable, effectId } : state.disable,
      };
    }
    case 'case.mail-bounced':
      return {
        ...state,
        mails: replace(
          state.mails,
          (mail) => mail.mailId === event.data.mailId,
          (mail) => ({
            ...mail,
            // R8: whoever was told by it was not, whatever was counted from then.
            toldAt: null,
            // What bounced is an earlier round of one that is on its way again.
            ...(mail.state === 'waiting'
              ? {}
              : {
                  state: 'bounced',
                  settledAt: event.data.at,
                  why: { code: 'mail-bounced', status: event.data.status, says: event.contact?.says ?? '' },
                  attempts: null,
                }),
          }),
        ),
        // One that was opened did arrive, whatever a report says.
        links: replace(
          state.links,
          (link) => link.mailId === event.data.mailId && link.state === 'running',
          (link) => ({ ...link, state: 'undeliverable' }),
        ),
      };
  }
};
