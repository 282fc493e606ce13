import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { QueueView } from '#contract/queue';
import { useCall } from '../app/queries';
import { useSession } from '../app/session';
import { queueTexts } from '../app/texts/queue';
import styles from './QueueScreen.module.css';

/** A view as the person calls it: to a lead the watched are the accounts that are still without 2FA. */
export const useViewName = (): ((view: QueueView) => string) => {
  const { role } = useSession().who;
  return (view) => (view === 'watched' && role === 'lead' ? queueTexts.watchedForLead : queueTexts.view[view]);
};

const capped = (n: number): string => (n > 999 ? '999+' : String(n));

/** The saved views with their counts; what is closed is in the menu. */
export const QueueViews = ({ view, onView }: { readonly view: QueueView; readonly onView: (view: QueueView) => void }) => {
  const counts = useCall('queue.counts', {}).data;
  const nameOf = useViewName();
  const shown: readonly { readonly view: QueueView; readonly n: number | undefined }[] = [
    { view: 'all-open', n: counts?.allOpen }, { view: 'mine', n: counts?.mine }, { view: 'unassigned', n: counts?.unassigned }, { view: 'due-today', n: counts?.dueToday },
    { view: 'snoozed', n: counts?.snoozed }, { view: 'watched', n: counts?.watched },
    ...(view === 'closed' ? [{ view: 'closed' as const, n: undefined }] : []),
  ];
  return (
    <nav className={styles.views} aria-label={queueTexts.views}>
      {shown.map((one) => (
        <UnstyledButton key={one.view} className={styles.view ?? ''} aria-current={one.view === view ? 'true' : undefined} onClick={() => onView(one.view)}>
          {nameOf(one.view)}{one.n !== undefined && <> <span className={styles.count}>{capped(one.n)}</span></>}
        </UnstyledButton>
      ))}
      <Menu position="bottom-start">
        <Menu.Target><UnstyledButton className={styles.view ?? ''} aria-label={queueTexts.more}><IconDots size={16} stroke={1.7} aria-hidden /></UnstyledButton></Menu.Target>
        <Menu.Dropdown><Menu.Item onClick={() => onView('closed')}>{queueTexts.view.closed}</Menu.Item></Menu.Dropdown>
      </Menu>
    </nav>
  );
};
