import { UnstyledButton } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronRight,
  IconFlagQuestion,
  IconMailDown,
  IconMailOpened,
  IconRobot,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReceivedEntry } from '#contract/thread';
import type { CaseActions } from '../use-case-actions';
import { ReceivedView } from './ReceivedView';
import { Stamp } from './Stamp';
import { threadTexts } from './texts';
import styles from './Received.module.css';

const { received } = threadTexts;

/** Who it says that it is from, in a line. */
export const senderOf = ({ name, address }: Pick<ReceivedEntry, 'name' | 'address'>): string =>
  address === '' ? received.nobody : name === '' || name === address ? address : `${name} <${address}>`;

/** A message that came: not one of ours, and not proof of whom it says it is from. Opened, it is read. */
export const Received = ({
  entry,
  caseId,
  actions,
  isOpen,
  onToggle,
}: {
  readonly entry: ReceivedEntry;
  readonly caseId: string;
  readonly actions: CaseActions;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) => {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) place.current?.scrollIntoView({ block: 'start' });
  }, [isOpen]);
  const isMessage = entry.what === 'message';
  const isUnread = isMessage && entry.readBy.length === 0;
  const isStranger = isMessage && entry.from !== 'from-before' && entry.from !== 'attestor';
  const Glyph = !isMessage ? IconRobot : isUnread ? IconMailDown : IconMailOpened;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const subject = entry.subject === null ? received.erased : entry.subject || received.noSubject;
  return (
    <li
      ref={place}
      className={styles.message}
      data-open={isOpen || undefined}
      data-unread={isUnread || undefined}
      data-machine={!isMessage || undefined}
    >
      <UnstyledButton className={styles.head ?? ''} aria-expanded={isOpen} data-stop onClick={onToggle}>
        <Glyph size={16} stroke={1.7} aria-hidden className={styles.icon} />
        <span className={styles.lines}>
          <span className={styles.from}>
            {isUnread && <span className={styles.unread}>{received.unread}</span>}{' '}
            <span className={styles.what}>{received.what[entry.what]}</span> <bdi>{senderOf(entry)}</bdi>
          </span>
          <bdi className={styles.subject}>{subject}</bdi>
          {entry.saysNotMe && (
            <span className={styles.loud}>
              <IconFlagQuestion size={14} stroke={1.8} aria-hidden /> {received.saysNotMe}
            </span>
          )}
          {isStranger && <span className={styles.loud}>{received.from[entry.from]}</span>}
          {entry.answers !== null && <span className={styles.under}>{received.answers(entry.answers)}</span>}
        </span>
        <Stamp at={entry.at} />
        <Chevron size={14} stroke={1.8} aria-hidden className={styles.chevron} />
      </UnstyledButton>
      {isOpen && <ReceivedView entry={entry} caseId={caseId} actions={actions} subject={subject} onClose={onToggle} />}
    </li>
  );
};
