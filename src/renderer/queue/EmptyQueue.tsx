import { Button } from '@mantine/core';
import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { QueueView } from '#contract/queue';
import { call } from '../app/bridge';
import { useCall, useCommand } from '../app/queries';
import { useQueueSearch } from '../app/queue-search';
import { useSession } from '../app/session';
import { queueTexts } from '../app/texts/queue';
import { Blank } from '../ui/Blank';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import styles from './EmptyQueue.module.css';

const { empty } = queueTexts;

/** A view with nothing in it: one sentence, and where help is worth most. */
export const EmptyQueue = ({
  view,
  search,
  onNew,
}: {
  readonly view: QueueView;
  readonly search: string;
  readonly onNew: (() => void) | null;
}) => {
  const counts = useCall('queue.counts', {}).data;
  const { setView, setSearch, select } = useQueueSearch();
  const { who } = useSession();
  const assign = useCommand('cases.assign');

  if (search !== '') {
    return (
      <Blank icon={<IconSearch size={26} stroke={1.6} aria-hidden />} title={empty.searched(search)}>
        <p>{empty.searchedWords(queueTexts.view[view])}</p>
        <div className={styles.buttons}>
          {view !== 'all-open' && <Button onClick={() => setView('all-open')}>{empty.searchOpen}</Button>}
          {view !== 'closed' && (
            <Button variant={view === 'all-open' ? 'filled' : 'default'} onClick={() => setView('closed')}>
              {empty.searchClosed}
            </Button>
          )}
          <Button variant="default" onClick={() => setSearch('')}>
            {empty.clear}
          </Button>
        </div>
      </Blank>
    );
  }
  const take = async (): Promise<void> => {
    const [first] = (await call('queue.page', { view: 'unassigned', search: '', after: null })).rows;
    if (first === undefined) return;
    assign.mutate({ caseId: first.caseId, to: who.staffId, note: '' }, { onSuccess: () => select(first.caseId) });
  };
  const open = counts?.allOpen ?? 0;
  // Nothing put aside and nothing watched are good news: no help is offered for them.
  const isQuiet = view === 'snoozed' || view === 'watched';
  const line = (n: number, words: string, button: ReactNode) => (
    <li className={styles.line}>
      <strong>{n}</strong>
      <span>{words}</span>
      {button}
    </li>
  );
  return (
    <Blank icon={<IconCircleCheck size={28} stroke={1.6} className={styles.good} aria-hidden />} title={empty[view]}>
      <p>
        {view === 'snoozed'
          ? empty.snoozedWords
          : view === 'watched'
            ? empty.watchedWords
            : view === 'mine'
              ? empty.mineWords(open)
              : open === 0
                ? empty.emptyDesk
                : empty.otherWords(open)}
      </p>
      {open > 0 && !isQuiet && (
        <ul className={styles.lines}>
          {view !== 'unassigned' &&
            (counts?.unassigned ?? 0) > 0 &&
            line(
              counts?.unassigned ?? 0,
              empty.nobodyHas(counts?.unassigned ?? 0),
              <Button loading={assign.isPending} onClick={() => void take()}>
                {empty.take}
              </Button>,
            )}
          {view !== 'due-today' &&
            (counts?.dueToday ?? 0) > 0 &&
            line(
              counts?.dueToday ?? 0,
              empty.dueToday(counts?.dueToday ?? 0),
              <Button variant="default" onClick={() => setView('due-today')}>
                {empty.show}
              </Button>,
            )}
        </ul>
      )}
      <Failure failure={assign.error} />
      <div className={styles.buttons}>
        {view !== 'all-open' && open > 0 && (
          <Button variant="default" onClick={() => setView('all-open')}>
            {empty.showAll}
          </Button>
        )}
        {open === 0 && !isQuiet && onNew !== null && (
          <Button rightSection={<Key keys="c" isOnFill />} onClick={onNew}>
            {queueTexts.newCase}
          </Button>
        )}
      </div>
    </Blank>
  );
};
