import { Button, Progress } from '@mantine/core';
import { IconDatabaseExclamation, IconWifi, IconWifiOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { stampText } from '../ui/times';
import { useNow } from './clock';
import { useDesk } from './desk';
import { useStoreStatus } from './live';
import { useCall } from './queries';
import { frameTexts } from './texts/frame';
import styles from './StoreBanner.module.css';

const OfflineBanner = () => {
  // Nothing tells the window that the network went; it asks, here for every part that shows it.
  const strip = useCall('desk.strip', {}, { everyMs: 15_000 });
  const { timeZone } = useDesk();
  const nowMs = useNow('minute');
  const isOnline = strip.data?.online ?? true;
  const wasOffline = useRef(false);
  const [isBack, setBack] = useState(false);
  useEffect(() => {
    if (!isOnline) {
      wasOffline.current = true;
      return undefined;
    }
    if (!wasOffline.current) return undefined;
    wasOffline.current = false;
    setBack(true);
    const timer = setTimeout(() => setBack(false), 10_000);
    return () => clearTimeout(timer);
  }, [isOnline]);
  if (isOnline && !isBack) return null;
  if (isOnline)
    return (
      <div className={styles.banner} data-tone="ok">
        <IconWifi size={16} stroke={1.8} aria-hidden />
        <strong>{frameTexts.onlineAgain}</strong>
      </div>
    );
  const since = strip.data?.lastExchangeAt;
  return (
    <div className={styles.banner} data-tone="warn">
      <IconWifiOff size={16} stroke={1.8} aria-hidden />
      <strong>{since ? frameTexts.offlineBanner(stampText(since, nowMs, timeZone)) : frameTexts.offline}</strong>
      <span className={styles.words}>{frameTexts.offlineWorks}</span>
      <Button variant="default" size="compact-xs" loading={strip.isFetching} onClick={() => void strip.refetch()}>
        {frameTexts.tryNow}
      </Button>
    </div>
  );
};

const StoreBand = () => {
  const told = useStoreStatus((state) => state.status);
  const desk = useDesk();
  const status = told ?? desk.store;
  if (status.state === 'ready') return null;
  return (
    <div className={styles.banner} data-tone={status.state === 'refused' ? 'bad' : 'warn'}>
      <IconDatabaseExclamation size={16} stroke={1.8} aria-hidden />
      <strong>{frameTexts.store[status.state]}</strong>
      <span className={styles.words}>{status.message}</span>
      {status.progress !== null && (
        <Progress
          className={styles.progress ?? ''}
          value={Math.round(status.progress * 100)}
          aria-label={frameTexts.store[status.state]}
        />
      )}
    </div>
  );
};

/** A second strip, when the store or the network is not as it should be; announced once, politely. */
export const StoreBanner = () => (
  <div aria-live="polite">
    <StoreBand />
    <OfflineBanner />
  </div>
);
