import { Button } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSortAscending } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { QueueView } from '#contract/queue';
import { queueViews } from '#contract/queue';
import { CasePane } from '../case/CasePane';
import { useDesk } from '../app/desk';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { useQueueSearch } from '../app/queue-search';
import { useWhyNot } from '../app/session';
import { queueTexts } from '../app/texts/queue';
import { Bars } from '../ui/Bars';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { SearchField, focusSearch } from '../ui/SearchField';
import { KeyLine } from '../ui/KeyLine';
import { moveKeys, stepFrom } from '../ui/ListTable';
import { timeText } from '../ui/times';
import { NewCase } from './NewCase';
import { EmptyQueue } from './EmptyQueue';
import { QueueTable } from './QueueTable';
import { QueueViews, useViewName } from './QueueViews';
import { useQueueRows } from './use-queue-rows';
import styles from './QueueScreen.module.css';

const now = { getInitialValueInEffect: false } as const;
const { keys } = queueTexts;

/** The day of whoever works cases: table on the left, the selected case on the right, both alive. */
export const QueueScreen = () => {
  const { view, search, selected: chosen, setView, setSearch, select } = useQueueSearch();
  const [asked] = useDebouncedValue(search.trim(), 150);
  const queue = useQueueRows(view, asked);
  const counts = useCall('queue.counts', {}).data;
  const strip = useCall('desk.strip', {}).data;
  const go = useNavigation((state) => state.go);
  const { timeZone } = useDesk();
  const isNarrow = useMediaQuery('(max-width: 68.75em)', false, now);
  const isOnePage = useMediaQuery('(max-width: 56.1875em)', false, now);
  const [isOpening, setOpening] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const whyNoNew = useWhyNot('case:open');
  const nameOf = useViewName();

  const at = queue.rows.findIndex((row) => row.caseId === chosen);
  // With the pane beside it a list always has a selected row; the pane is never blank.
  const selected = at >= 0 ? chosen : isOnePage ? null : (queue.rows[0]?.caseId ?? null);
  const here = Math.max(at, selected === null ? -1 : 0);
  const move = (step: 1 | -1): void => {
    const next = stepFrom(queue.rows, here, step);
    if (next === undefined) return;
    queue.hold(false);
    select(next.caseId);
  };
  const open = (): void => {
    if (selected !== null) go('case', selected);
  };
  const create = (): void => {
    if (whyNoNew === null) setOpening(true);
  };

  useKeys(queueTexts.title, [
    ...moveKeys(keys, move),
    { keys: 'enter', label: keys.open, run: open, isMove: true },
    {
      keys: '/',
      label: keys.search,
      run: () => focusSearch(field),
    },
    { keys: 'c', label: keys.newCase, run: create, refusal: whyNoNew ?? undefined },
    ...queueViews
      .filter((one) => one !== view)
      .map((one) => ({ keys: '', label: keys.showView(nameOf(one)), run: () => setView(one) })),
  ]);

  const isEmpty = !queue.isLoading && queue.failure === null && queue.rows.length === 0;
  const totals: Readonly<Record<QueueView, number | undefined>> = {
    'all-open': counts?.allOpen,
    mine: counts?.mine,
    unassigned: counts?.unassigned,
    'due-today': counts?.dueToday,
    snoozed: counts?.snoozed,
    watched: counts?.watched,
    closed: undefined,
  };
  const total = totals[view];
  const hint = queueTexts.viewHint[view];
  return (
    <div className={styles.screen}>
      <section className={styles.list} aria-label={queueTexts.title}>
        <div className={styles.bar}>
          <h1 className={styles.title}>{queueTexts.title}</h1>
          <SearchField
            field={field}
            className={styles.search}
            label={queueTexts.searchLabel}
            placeholder={queueTexts.search}
            value={search}
            onChange={setSearch}
          />
          <span className={styles.order}>
            <IconSortAscending size={16} stroke={1.7} aria-hidden />
            {queueTexts.order[view]}
          </span>
          <span className={styles.space} />
          {whyNoNew !== null && <span className={styles.why}>{whyNoNew}</span>}
          <Button
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            rightSection={<Key keys="c" />}
            disabled={whyNoNew !== null}
            onClick={create}
          >
            {queueTexts.newCase}
          </Button>
        </div>
        <QueueViews view={view} onView={setView} />
        {hint !== undefined && asked === '' && queue.rows.length > 0 && <p className={styles.hint}>{hint}</p>}
        {queue.failure !== null && (
          <div className={styles.failure}>
            <Failure failure={queue.failure} onAgain={queue.again} />
          </div>
        )}
        {queue.isLoading && <Bars rows={18} label={queueTexts.loading} />}
        {isEmpty && <EmptyQueue view={view} search={asked} onNew={whyNoNew === null ? create : null} />}
        {queue.rows.length > 0 && (
          <>
            <QueueTable
              queue={queue}
              selected={selected}
              isNarrow={isNarrow}
              label={nameOf(view)}
              onSelect={(id) => {
                queue.hold(true);
                select(id);
              }}
              onOpen={(id) => go('case', id)}
            />
            <KeyLine
              lines={[
                { keys: 'j k', words: keys.move },
                { keys: 'enter', words: keys.openShort },
                { keys: 'a', words: keys.assign },
                { keys: 's', words: keys.send },
                { keys: 'e', words: keys.write },
                { keys: 'g', words: keys.goTo },
                { keys: '?', words: keys.all },
              ]}
              end={`${queue.newest !== null ? queueTexts.newest(queue.newest) : queueTexts.shown(queue.rows.length, total === undefined || asked !== '' ? (queue.hasMore ? `${queue.rows.length}+` : String(queue.rows.length)) : total > 999 ? '999+' : String(total))}${strip?.online === false ? `, ${queueTexts.asOf(timeText(queue.updatedAtMs, timeZone))}` : ''}`}
            />
          </>
        )}
      </section>
      {!isOnePage && selected !== null && queue.rows.length > 0 && (
        <aside className={styles.pane} aria-label={queueTexts.pane(queue.rows[here]?.person ?? '')}>
          <CasePane key={selected} caseId={selected} />
        </aside>
      )}
      {isOpening && (
        <NewCase
          onClose={() => setOpening(false)}
          onOpened={(caseId) => {
            select(caseId);
            go('case', caseId);
          }}
        />
      )}
    </div>
  );
};
