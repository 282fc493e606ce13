import { Button, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { MailView, MessageCopy, SentEntry } from '#contract/thread';
import { useNow } from '../../app/clock';
import { useZone } from '../../app/desk';
import { useKeys } from '../../app/keys';
import { useCall } from '../../app/queries';
import { templateNames } from '#contract/words/template';
import { Bars } from '../../ui/Bars';
import { Facts } from '../../ui/Facts';
import { Failure } from '../../ui/Failure';
import { fullText, stampText, whenText } from '../../ui/times';
import { caseTexts } from '../texts';
import type { CaseActions } from '../use-case-actions';
import type { Outbox } from '../use-outbox';
import { secondsLeft, useOutbox } from '../use-outbox';
import { deliveryText } from './delivery';
import { threadTexts } from './texts';
import styles from './MessageView.module.css';

const { message } = threadTexts;
const views = ['html', 'text', 'facts'] as const;
type View = (typeof views)[number];

const Copy = ({ copy, language }: { readonly copy: MessageCopy; readonly language: SentEntry['language'] }) => {
  const [view, setView] = useState<View>('html');
  const zone = useZone();
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={message.views}
          data={views.map((value) => ({ value, label: message[value] }))}
          value={view}
          onChange={(value) => setView(value as View)}
        />
        <p className={styles.quiet}>
          {copy.answer === '' ? message.asRefused : message.asLeft} {message.standIns}
        </p>
      </div>
      {view === 'html' && (
        <iframe
          className={styles.frame}
          title={message.frame}
          src={copy.frame}
          sandbox=""
          referrerPolicy="no-referrer"
        />
      )}
      {view === 'text' && (
        <pre className={styles.text} lang={`${language}-CA`}>
          {copy.text}
        </pre>
      )}
      {view === 'facts' && (
        <Facts
          rows={[
            [message.from, copy.from],
            [message.to, copy.to],
            [message.subject, copy.subject],
            [message.left, fullText(copy.at, zone)],
            [message.answer, copy.answer],
            [message.id, copy.messageId],
            [message.size, message.bytes(copy.length)],
            [message.hash, <code key="hash">{copy.rawSha256}</code>],
          ]}
        />
      )}
    </>
  );
};

const LeavesIn = ({ until }: { readonly until: string }) => threadTexts.leavesIn(secondsLeft(until, useNow('second')));

/** What this person can still do about a mail, beside sending it again. */
const acts = (
  mail: MailView,
  caseId: string,
  outbox: Outbox,
): readonly { readonly label: string; readonly run: () => void }[] => [
  ...(mail.undoUntil === null ? [] : [{ label: threadTexts.undo, run: () => outbox.undo(caseId, mail.mailId) }]),
  ...(mail.barredCancel === null && mail.nextTryAt !== null
    ? [{ label: threadTexts.stop, run: () => outbox.cancel(caseId, mail.mailId) }]
    : []),
  ...(mail.canBeRewritten ? [{ label: threadTexts.rewrite, run: () => outbox.rewrite(caseId, mail.mailId) }] : []),
];

const Recipient = ({
  mail,
  caseId,
  outbox,
  isShown,
  isOnly,
  onShow,
  actions,
}: {
  readonly mail: MailView;
  readonly caseId: string;
  readonly outbox: Outbox;
  readonly isShown: boolean;
  readonly isOnly: boolean;
  readonly onShow: () => void;
  readonly actions: CaseActions;
}) => {
  const zone = useZone();
  const nowMs = useNow('minute');
  return (
    <li className={styles.recipient} data-state={mail.state}>
      <span className={styles.to}>
        {isOnly ? (
          mail.to
        ) : (
          <UnstyledButton
            className={styles.show ?? ''}
            aria-label={message.show(mail.to)}
            aria-current={isShown ? 'true' : undefined}
            onClick={onShow}
          >
            {mail.to}
          </UnstyledButton>
        )}
      </span>
      <span className={styles.delivery}>
        {mail.undoUntil === null ? deliveryText(mail, nowMs, zone) : <LeavesIn until={mail.undoUntil} />}
        {mail.answeredAt !== null && ` ${threadTexts.answered}, ${whenText(mail.answeredAt, nowMs, zone)}.`}
      </span>
      {acts(mail, caseId, outbox).map(({ label, run }) => (
        <Button
          key={label}
          variant="default"
          size="compact-xs"
          disabled={outbox.isBusy}
          onClick={run}
          aria-label={`${label}: ${templateNames[mail.template]}`}
        >
          {label}
        </Button>
      ))}
      {mail.barredAgain === null && (
        <Button
          variant="default"
          size="compact-xs"
          disabled={actions.isBusy}
          onClick={() => actions.sendAgain(mail.mailId)}
          aria-label={`${threadTexts.again}: ${templateNames[mail.template]}`}
        >
          {threadTexts.again}
        </Button>
      )}
    </li>
  );
};

/** A message as it left, for one of its recipients, and what became of it. */
export const MessageView = ({
  entry,
  caseId,
  actions,
  subject,
  onClose,
}: {
  readonly entry: SentEntry;
  readonly caseId: string;
  readonly actions: CaseActions;
  readonly subject: string;
  readonly onClose: () => void;
}) => {
  const [chosen, setChosen] = useState(entry.mails[0]?.mailId ?? '');
  const [time, setTime] = useState(0);
  const zone = useZone();
  const nowMs = useNow('minute');
  const mail = entry.mails.find(({ mailId }) => mailId === chosen) ?? entry.mails[0]!;
  const answer = useCall('cases.message', { caseId, mailId: mail.mailId }, { keepPrevious: true });
  useKeys(message.label(subject), [{ keys: 'escape', label: message.close, run: onClose }]);
  const outbox = useOutbox();
  const copies = answer.data?.copies ?? [];
  const copy = copies[time] ?? copies[0];
  return (
    <section className={styles.view} aria-label={message.label(subject)}>
      <p className={styles.quiet}>{threadTexts.by(entry.by)}</p>
      <ul className={styles.recipients} aria-label={message.recipients}>
        {entry.mails.map((one) => (
          <Recipient
            key={one.mailId}
            mail={one}
            caseId={caseId}
            outbox={outbox}
            isShown={one.mailId === mail.mailId}
            isOnly={entry.mails.length === 1}
            onShow={() => {
              setChosen(one.mailId);
              setTime(0);
            }}
            actions={actions}
          />
        ))}
      </ul>
      {outbox.hasOther && <p className={styles.quiet}>{caseTexts.undo.hasOther}</p>}
      <Failure failure={outbox.failure} />
      {answer.error !== null && <Failure failure={answer.error} onAgain={() => void answer.refetch()} />}
      {answer.data === undefined && answer.error === null && <Bars rows={6} label={message.opening} />}
      {answer.data !== undefined && copy === undefined && (
        <p className={styles.quiet}>
          {answer.data.isErased
            ? message.erased
            : mail.state === 'undone'
              ? message.undone
              : mail.state === 'waiting' || mail.state === 'sending'
                ? message.notYet
                : message.never}
        </p>
      )}
      {copies.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={message.times}
          data={copies.map(({ at }, index) => ({ value: String(index), label: stampText(at, nowMs, zone) }))}
          value={String(copies.indexOf(copy!))}
          onChange={(value) => setTime(Number(value))}
        />
      )}
      {copy !== undefined && <Copy key={copy.frame} copy={copy} language={entry.language} />}
      {answer.data !== undefined && (
        <>
          <h4 className={styles.title}>{message.events}</h4>
          <ul className={styles.events}>
            {answer.data.events.map((event) => (
              <li key={event.id} data-tone={event.tone}>
                <time dateTime={event.at} title={fullText(event.at, zone)}>
                  {stampText(event.at, nowMs, zone)}
                </time>{' '}
                {event.words} <span className={styles.quiet}>{event.by}</span>
                {event.detail !== null && <p className={styles.detail}>{event.detail}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
