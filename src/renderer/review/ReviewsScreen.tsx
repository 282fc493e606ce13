import { Button } from '@mantine/core';
import { IconCircleCheck, IconScale, IconSortAscending } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls';
import { calendarOf } from '#domain/sla/calendar';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { Bars } from '../ui/Bars';
import { Blank } from '../ui/Blank';
import { ClockCell } from '../ui/ClockCell';
import { clockWords } from '../ui/clock-words';
import { Failure } from '../ui/Failure';
import { KeyLine } from '../ui/KeyLine';
import { ListTable, moveKeys, stepFrom, TwoLines } from '../ui/ListTable';
import type { ListColumn } from '../ui/ListTable';
import { StatusWord } from '../ui/StatusChip';
import { whenText } from '../ui/times';
import { reviewTexts } from './texts';
import styles from './ReviewsScreen.module.css';

type Row = CallOutput<'review.list'>['rows'][number];
const { list } = reviewTexts;

const May = ({ row }: { readonly row: Row }) => (
  <TwoLines
    first={
      <span className={styles.may} data-may={row.mayDecide || undefined}>
        {row.mayDecide && <IconScale size={15} stroke={1.8} aria-hidden />}
        {row.mayDecide ? list.may : list.mayNot}
      </span>
    }
    second={row.why}
  />
);
const isFallback = (row: Row | undefined): boolean => row?.status === 'fallback-review';
const keyOf = (row: Row): string => row.caseId;

const useColumns = (): readonly ListColumn<Row>[] => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const column = (key: keyof typeof list.columns, cell: ListColumn<Row>['cell'], wraps = false): ListColumn<Row> => ({
    key,
    head: list.columns[key],
    cell,
    wraps,
  });
  return [
    column('person', (row) => <TwoLines first={row.person} second={`${row.firm} · ${row.number}`} isName />),
    column('status', (row) =>
      isFallback(row) ? (
        <TwoLines
          first={<StatusWord status={row.status} />}
          second={<span className={styles.method}>{list.fallback}</span>}
        />
      ) : (
        <StatusWord status={row.status} />
      ),
    ),
    column('submitted', (row) => whenText(row.submittedAt, nowMs, zone)),
    column('due', (row) => (
      <ClockCell
        words={clockWords(
          'review',
          { state: 'running', at: row.dueAt },
          { nowMs, zone, calendar: calendarOf(row.calendarId) },
        )}
      />
    )),
    column('may', (row) => <May row={row} />, true),
  ];
};

/** The cases that wait for a decision, forms and alternate methods alike, the first to break at the top. */
export const ReviewsScreen = () => {
  const answer = useCall('review.list', {});
  const go = useNavigation((state) => state.go);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useColumns();
  const rows = (answer.data?.rows ?? []).toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const here = Math.max(
    0,
    rows.findIndex((row) => row.caseId === chosen),
  );
  const selected = rows[here];
  const openRow = (row: Row): void => go(isFallback(row) ? 'fallback' : 'review', row.caseId);
  const open = (): void => {
    if (selected !== undefined) openRow(selected);
  };
  const move = (step: 1 | -1): void => {
    const next = stepFrom(rows, here, step);
    if (next !== undefined) setChosen(next.caseId);
  };
  useKeys(list.title, [...moveKeys(list, move), { keys: 'enter', label: list.open, run: open, isMove: true }]);

  return (
    <section className={styles.screen} aria-label={list.title}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{list.title}</h1>
        <span className={styles.order}>
          <IconSortAscending size={16} stroke={1.7} aria-hidden />
          {list.due}
        </span>
        <span className={styles.space} />
        {rows.length > 0 && <Button onClick={open}>{isFallback(selected) ? list.openFallback : list.open}</Button>}
      </div>
      {answer.error !== null && (
        <div className={styles.failure}>
          <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
        </div>
      )}
      {answer.isPending && <Bars rows={10} label={list.loading} />}
      {answer.data !== undefined && rows.length === 0 && (
        <Blank icon={<IconCircleCheck size={28} stroke={1.6} className={styles.good} aria-hidden />} title={list.empty}>
          <p>{list.emptyWords}</p>
          <Button onClick={() => go('queue')}>{list.toQueue}</Button>
        </Blank>
      )}
      {rows.length > 0 && (
        <>
          <ListTable
            label={list.title}
            className={styles.reviews ?? ''}
            columns={columns}
            rows={rows}
            keyOf={keyOf}
            selected={selected?.caseId ?? null}
            onSelect={setChosen}
            onOpen={openRow}
          />
          <KeyLine
            lines={[
              { keys: 'j k', words: list.keys.move },
              { keys: 'enter', words: list.keys.open },
              { keys: 'g', words: list.keys.goTo },
              { keys: '?', words: list.keys.all },
            ]}
            end={list.shown(rows.length)}
          />
        </>
      )}
    </section>
  );
};
