import { UnstyledButton } from '@mantine/core';
import {
  IconBook2,
  IconEyeCheck,
  IconInbox,
  IconMail,
  IconSettings,
  IconShieldCog,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { railOf, useNavigation } from './navigation';
import { useCall } from './queries';
import { frameTexts } from './texts/frame';
import styles from './Rail.module.css';

const capped = (n: number | undefined): string | null =>
  n === undefined || n === 0 ? null : n > 999 ? '999+' : String(n);

/** The screens, with what waits in each. */
export const Rail = () => {
  const place = useNavigation((state) => state.place);
  const go = useNavigation((state) => state.go);
  const counts = useCall('queue.counts', {}).data;
  const strip = useCall('desk.strip', {}).data;
  const { rail } = frameTexts;
  const item = (screen: ReturnType<typeof railOf>, Glyph: Icon, n?: string | null, isQuiet = false) => {
    const isHere = railOf(place.screen) === screen;
    return (
      <UnstyledButton
        className={styles.item ?? ''}
        data-here={isHere || undefined}
        aria-current={isHere ? 'page' : undefined}
        aria-label={n ? `${rail[screen]}, ${n}` : rail[screen]}
        onClick={() => go(screen)}
      >
        <span className={styles.icon}>
          <Glyph size={20} stroke={1.7} aria-hidden />
          {n && (
            <span className={styles.count} data-quiet={isQuiet || undefined} aria-hidden>
              {n}
            </span>
          )}
        </span>
        <span className={styles.label} aria-hidden>
          {rail[screen]}
        </span>
      </UnstyledButton>
    );
  };
  return (
    <nav className={styles.rail} aria-label={rail.label}>
      {item('queue', IconInbox, capped(counts?.allOpen))}
      {item('reviews', IconEyeCheck, capped(counts?.reviews), true)}
      {item('mail', IconMail, capped(strip === undefined ? undefined : strip.mailWaiting + strip.mailFailed), true)}
      {item('staff', IconUsersGroup)}
      {item('guidance', IconBook2)}
      {item('policy', IconShieldCog)}
      <span className={styles.space} />
      {item('settings', IconSettings)}
    </nav>
  );
};
