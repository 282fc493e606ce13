import { Tooltip } from '@mantine/core';
import type { QueueRow } from '#contract/queue';
import { IconAddressBook, IconArrowForwardUp, IconCrown, IconFlag, IconGitMerge, IconMailX, IconPhone, IconUserShield } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { queueTexts } from '../app/texts/queue';
import styles from './Marks.module.css';

type Mark = QueueRow['marks'][number];

const icons: Readonly<Record<Mark, Icon>> = {
  'primary-subscriber': IconCrown, administrator: IconUserShield, 'contact-changed': IconAddressBook, 'on-phone': IconPhone, repudiated: IconFlag, overridden: IconArrowForwardUp, 'mail-failed': IconMailX, attached: IconGitMerge,
};

/** What raises the risk or needs a thought, as named icons. */
export const Marks = ({ marks }: { readonly marks: readonly Mark[] }) => (
  <span className={styles.marks}>
    {marks.map((mark) => {
      const Glyph = icons[mark];
      return <Tooltip key={mark} label={queueTexts.marks[mark]}><span className={styles.mark} role="img" aria-label={queueTexts.marks[mark]}><Glyph size={16} stroke={1.7} aria-hidden /></span></Tooltip>;
    })}
  </span>
);
