import { Tooltip } from '@mantine/core';
import type { QueueRow } from '#contract/queue';
import {
  IconAddressBook,
  IconArrowForwardUp,
  IconBinoculars,
  IconCrown,
  IconFlag,
  IconFlagQuestion,
  IconGitMerge,
  IconMail,
  IconMailExclamation,
  IconMailOff,
  IconMailX,
  IconPhone,
  IconRadar,
  IconShieldLock,
  IconUserShield,
  IconZzz,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { queueTexts } from '../app/texts/queue';
import styles from './Marks.module.css';

type Mark = QueueRow['marks'][number];

/** The gravest first: where there is room for a few, these are they. */
const icons: Readonly<Record<Mark, Icon>> = {
  repudiated: IconFlag,
  'maybe-not-me': IconFlagQuestion,
  're-secure': IconShieldLock,
  'notice-bounced': IconMailExclamation,
  'message-unread': IconMail,
  reconnaissance: IconRadar,
  'contact-changed': IconAddressBook,
  'mail-bounced': IconMailOff,
  'mail-failed': IconMailX,
  watched: IconBinoculars,
  snoozed: IconZzz,
  'primary-subscriber': IconCrown,
  administrator: IconUserShield,
  overridden: IconArrowForwardUp,
  'on-phone': IconPhone,
  attached: IconGitMerge,
};
const order = Object.keys(icons);

/**
 * What raises the risk or needs a thought, as named icons. `most` counts what a row has room for; the rest is one word
 * with its names.
 */
export const Marks = ({
  marks,
  unread = 0,
  most = 12,
}: {
  readonly marks: readonly Mark[];
  readonly unread?: number;
  readonly most?: number;
}) => {
  const nameOf = (mark: Mark): string =>
    mark === 'message-unread' && unread > 1 ? queueTexts.unread(unread) : queueTexts.marks[mark];
  const sorted = marks.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const shown = sorted.length > most ? sorted.slice(0, most - 1) : sorted;
  const rest = sorted.slice(shown.length).map(nameOf);
  return (
    <span className={styles.marks}>
      {shown.map((mark) => {
        const Glyph = icons[mark];
        return (
          <Tooltip key={mark} label={nameOf(mark)}>
            <span className={styles.mark} role="img" aria-label={nameOf(mark)}>
              <Glyph size={16} stroke={1.7} aria-hidden />
              {mark === 'message-unread' && <span className={styles.count}>{unread}</span>}
            </span>
          </Tooltip>
        );
      })}
      {rest.length > 0 && (
        <Tooltip label={queueTexts.moreMarks(rest)}>
          <span className={styles.rest} role="img" aria-label={queueTexts.moreMarks(rest)}>
            +{rest.length}
          </span>
        </Tooltip>
      )}
    </span>
  );
};
