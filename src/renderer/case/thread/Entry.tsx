import { UnstyledButton } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronRight,
  IconMailExclamation,
  IconMailFast,
  IconMailForward,
  IconMailOff,
  IconMailPause,
  IconMailX,
  IconNote,
  IconSignature,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { MailView, SentEntry, ThreadEntry } from '#contract/thread';
import { useNow } from '../../app/clock';
import { useZone } from '../../app/desk';
import { templateNames } from '#contract/words/template';
import { languageNames } from '../../app/texts/words';
import type { CaseActions } from '../use-case-actions';
import { deliveriesText, worstOf } from './delivery';
import { MessageView } from './MessageView';
import { Received } from './Received';
import { Stamp } from './Stamp';
import { threadTexts } from './texts';
import notes from './Notes.module.css';
import styles from './Thread.module.css';

const icons: Readonly<Record<MailView['state'], Icon>> = {
  waiting: IconMailPause,
  sending: IconMailFast,
  sent: IconMailForward,
  failed: IconMailX,
  bounced: IconMailExclamation,
  cancelled: IconMailOff,
  undone: IconMailOff,
};

type Opening = {
  readonly caseId: string;
  readonly actions: CaseActions;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

/** A message of ours: subject, to whom, how far it came; opened, as it left. */
const Sent = ({ entry, caseId, actions, isOpen, onToggle }: Opening & { readonly entry: SentEntry }) => {
  const zone = useZone();
  const nowMs = useNow('minute');
  const worst = worstOf(entry.mails);
  const Glyph = icons[worst];
  const place = useRef<HTMLLIElement>(null);
  // Opened, it is longer than what is left of the page: it begins at the top.
  useEffect(() => {
    if (isOpen) place.current?.scrollIntoView({ block: 'start' });
  }, [isOpen]);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const kind = `${templateNames[entry.template]}, ${languageNames[entry.language]}`;
  const subject = entry.subject ?? kind;
  const to = threadTexts.to(entry.mails.map((mail) => mail.to));
  return (
    <li ref={place} className={styles.message} data-open={isOpen || undefined}>
      <UnstyledButton className={styles.head ?? ''} aria-expanded={isOpen} data-stop onClick={onToggle}>
        <Glyph size={16} stroke={1.7} aria-hidden className={styles.icon} data-state={worst} />
        <span className={styles.lines}>
          <span className={styles.subject} {...(entry.subject === null ? {} : { lang: `${entry.language}-CA` })}>
            {subject}
          </span>
          <span className={styles.under}>{entry.subject === null ? to : `${kind}. ${to}`}</span>
          <span className={styles.under} data-state={worst}>
            {deliveriesText(entry.mails, nowMs, zone)}
          </span>
        </span>
        <Stamp at={entry.at} />
        <Chevron size={14} stroke={1.8} aria-hidden className={styles.chevron} />
      </UnstyledButton>
      {isOpen && <MessageView entry={entry} caseId={caseId} actions={actions} subject={subject} onClose={onToggle} />}
    </li>
  );
};

/** One entry of the thread. Notes are cards of their own colour: nobody takes one for a message. */
export const Entry = ({ entry, ...opening }: Opening & { readonly entry: ThreadEntry }) => {
  switch (entry.kind) {
    case 'sent':
      return <Sent entry={entry} {...opening} />;
    case 'received':
      return <Received entry={entry} {...opening} />;
    case 'note':
      return (
        <li className={notes.note} tabIndex={-1} data-stop>
          <p className={notes.mark}>
            <IconNote size={14} stroke={1.8} aria-hidden /> {threadTexts.note.mark}{' '}
            <span className={notes.by}>{entry.by}</span> <Stamp at={entry.at} />
          </p>
          <p className={notes.words}>{entry.words}</p>
        </li>
      );
    case 'event':
      return (
        <li className={styles.event} data-tone={entry.tone} tabIndex={-1} data-stop>
          <Stamp at={entry.at} />
          <div>
            <span className={styles.words}>{entry.words}</span> <span className={styles.by}>{entry.by}</span>
            {entry.signed && (
              <span className={styles.signed}>
                <IconSignature size={13} aria-hidden /> {threadTexts.signed}
              </span>
            )}
            {entry.detail !== null && <p className={styles.detail}>{entry.detail}</p>}
          </div>
        </li>
      );
  }
};
