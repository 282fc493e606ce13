import { CloseButton } from '@mantine/core';
import { IconMoonStars } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from './queries';
import styles from './StoreBanner.module.css';
import { frameTexts } from './texts/frame';

/** What fell due while the desk was closed, once, in one line; until somebody has read it. */
export const AwayLine = () => {
  const words = useCall('desk.strip', {}).data?.whileAway ?? null;
  const [read, setRead] = useState<string | null>(null);
  if (words === null || words === read) return null;
  return (
    <div className={styles.banner} data-tone="quiet" role="status">
      <IconMoonStars size={16} stroke={1.8} aria-hidden />
      <span className={styles.words}>{words}</span>
      <CloseButton size="sm" aria-label={frameTexts.awayRead} onClick={() => setRead(words)} />
    </div>
  );
};
