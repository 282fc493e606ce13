/** Handlers of a case's thread: its entries, and one message as it kept. */
import type { threadCalls } from '#contract/thread';
import { may } from '#domain/access/roles';
import { no } from '#domain/case/refusal';
import { calendarOf } from '#domain/sla/calendar';
import { inZone } from '#domain/sla/zone';
import { refused } from '#main/ipc/failure';
import type { HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { allEffects } from '#main/store/log/event-log';
import { caseStream } from '#main/store/log/stored-case';
import type { Audit } from './audit';
import { mayFactsAbout, mustLoad, staffActor } from './case-handlers';
import { changeCase } from './change-case';
import type { CasesDeps, LoadedCase } from './change-case';
import { hidesDecisions } from './fallback-view';
import { historyOf } from './history';
import type { HistoryLine } from './history';
import { mailsView } from './link-view';
import type { MessageFrames } from './message-frames';
import { keptMessages } from './messages';
import { receivedMessage } from './received-messages';
import { receivedView } from './received-view';
import { receivedEntries } from './received-entries';
import { threadOf } from './thread';

export type ThreadDeps = {
  readonly cases: CasesDeps;
  readonly audit: Audit;
  readonly frames: MessageFrames;
};

const noMessage = () => refused(no('not-found', 'There is no such message on this case.').refusal);

export const threadHandlers = ({ cases, audit, frames }: ThreadDeps): HandlersOf<typeof threadCalls> => {
  const who = ({ staffId, role, address }: Session) => ({ id: staffId, role, address });
  const linesOf = ({ state, stored }: LoadedCase, session: Session): readonly HistoryLine[] => {
    const { timeZone } = calendarOf(cases.policy().calendarId);
    const when = (iso: string): string =>
      inZone(Date.parse(iso), timeZone).setLocale('en-CA').toFormat('ccc d LLL, HH:mm');
    return historyOf(stored, cases.nameOf, when, {
      identity: may(session.role, 'evidence:view'),
      hidesDecisions: hidesDecisions(state, who(session)),
    });
  };
  return {
    'cases.thread': async (context, { caseId, show, after }) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, caseId);
      const { state, stored } = loaded;
      const [effects, looks, facts] = await Promise.all([
        allEffects(cases.log, { stream: caseStream(caseId), kind: 'send-mail' }),
        audit.lines(caseId, cases.nameOf, hidesDecisions(state, who(session))),
        mayFactsAbout(cases, session, state),
      ]);
      return threadOf({
        stored,
        lines: [...linesOf(loaded, session), ...looks],
        mails: mailsView(state, effects, facts),
        received: receivedEntries(state, stored, facts, cases.nameOf),
        nameOf: cases.nameOf,
        show,
        after,
      });
    },
    'cases.received': async (context, { caseId, messageId }) => {
      const { state } = await mustLoad(cases, caseId);
      if (!state.received.some((message) => message.messageId === messageId)) throw noMessage();
      const received = await receivedMessage(cases.log, messageId);
      if (received === null) throw noMessage();
      return receivedView(received, frames, sessionOf(context));
    },
    'cases.readMessage': async (context, { caseId, messageId }) => {
      const actor = staffActor(sessionOf(context));
      await changeCase(cases, { caseId, command: { kind: 'read-message', messageId }, actor });
      return { done: true };
    },
    'cases.message': async (context, { caseId, mailId }) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, caseId);
      if (!loaded.state.mails.some((mail) => mail.mailId === mailId)) throw noMessage();
      const kept = await keptMessages(cases.log, mailId);
      return {
        isErased: kept.some(({ content }) => content === null),
        copies: kept.flatMap(({ content, messageId, rawSha256, length, at }, index) =>
          content === null
            ? []
            : [
                {
                  at,
                  from: content.from,
                  to: content.to,
                  subject: content.subject,
                  messageId,
                  rawSha256,
                  length,
                  answer: content.answer,
                  text: content.text,
                  frame: `app://message/${frames.handle(session, { mailId, copy: kept.length - 1 - index })}`,
                },
              ],
        ),
        events: linesOf(loaded, session).flatMap((line) =>
          line.mailId === mailId && line.entry.kind === 'event' ? [line.entry] : [],
        ),
      };
    },
  };
};
