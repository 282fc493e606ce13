import { Button } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import type { QueueRow } from '#contract/queue';
import { useKeys } from './keys';
import { useNavigation } from './navigation';
import { useCall } from './queries';
import { useQueueSearch } from './queue-search';
import { useSession } from './session';
import { frameTexts } from './texts/frame';
import styles from './StoreBanner.module.css';

const { alerts } = frameTexts;
const isAlert = ({ marks }: QueueRow): boolean => marks.includes('repudiated') || marks.includes('re-secure');

/** Named by kind only when every one of them is among the first rows; otherwise by their number. */
const titleOf = (n: number, rows: readonly QueueRow[], isLead: boolean): string => {
  const toSecure = rows.filter((row) => row.marks.includes('re-secure')).length;
  const what = rows.length === n ? alerts.what(n - toSecure, toSecure) : alerts.any(n > 999 ? '999+' : String(n));
  return isLead ? alerts.forLead(what, n) : alerts.forOthers(what);
};

const Alerts = ({ n }: { readonly n: number }) => {
  const isLead = useSession().who.role === 'lead';
  const page = useCall('queue.page', { view: 'all-open', search: '', after: null });
  const place = useNavigation((state) => state.place);
  const go = useNavigation((state) => state.go);
  const { setView, setSearch, select } = useQueueSearch();
  const rows = (page.data?.rows ?? []).filter(isAlert);
  const [first] = rows;
  const isHere = first !== undefined && place.caseId === first.caseId;
  const show = (): void => {
    setView('all-open');
    setSearch('');
    if (first === undefined) {
      go('queue');
      return;
    }
    // Back from the case, the queue stands on it.
    select(first.caseId);
    go('case', first.caseId);
  };
  useKeys(alerts.title, [{ keys: 'g a', label: first === undefined ? alerts.toQueue : alerts.goTo, run: show }]);
  // What it is about is said at once, not first as a bare number.
  if (page.data === undefined && page.error === null) return null;
  return (
    <div className={styles.banner} data-tone={isLead ? 'bad' : 'quiet'}>
      <IconFlag size={16} stroke={1.8} aria-hidden />
      <strong>{titleOf(n, rows, isLead)}</strong>
      <span className={styles.words}>
        {first !== undefined && `${n > 1 ? alerts.first : ''}${first.person}, ${first.number}. `}
        {isLead && alerts.still}
      </span>
      {!isHere && (
        <Button variant={isLead ? 'filled' : 'subtle'} size="compact-xs" onClick={show}>
          {first === undefined ? alerts.toQueue : isLead ? alerts.look : alerts.show}
        </Button>
      )}
    </div>
  );
};

/**
 * R7: on every screen, for everybody, while somebody said "this wasn't me" and no lead has looked into it. Announced
 * politely.
 */
export const AlertStrip = () => {
  const n = useCall('queue.counts', {}).data?.alerts ?? 0;
  return <div aria-live="polite">{n > 0 && <Alerts n={n} />}</div>;
};
