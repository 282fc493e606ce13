import { Button } from '@mantine/core';
import { IconCircleCheck, IconScale, IconSortAscending } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CallOutput } from '#contract/calls';
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
import { StatusWord } from '../ui/StatusChip';
import { deskCalendar, whenText } from '../ui/times';
import { reviewTexts } from './texts';
import styles from './ReviewsScreen.module.css';

type Row = CallOutput<'review.list'>['rows'][number];
const { list } = reviewTexts;

const Who = ({ row }: { readonly row: Row }) => <span className={styles.two}><span className={styles.name}>{row.person}</span><span className={styles.under}>{row.firm} · {row.number}</span></span>;
const May = ({ row }: { readonly row: Row }) => (
  <span className={styles.two}>
    <span className={styles.may} data-may={row.mayDecide || undefined}>{row.mayDecide && <IconScale size={15} stroke={1.8} aria-hidden />}{row.mayDecide ? list.may : list.mayNot}</span>
    <span className={styles.under}>{row.why}</span>
  </span>
);

const ReviewRow = ({ row, index, isSelected, onSelect, onOpen, onEnd }: { readonly row: Row; readonly index: number; readonly isSelected: boolean; readonly onSelect: () => void; readonly onOpen: () => void; readonly onEnd: (end: 'first' | 'last') => void }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={isSelected} tabIndex={isSelected ? 0 : -1} className={styles.row} onClick={onSelect} onDoubleClick={onOpen} onKeyDown={(event) => { if (event.key === 'Home' || event.key === 'End') { event.preventDefault(); onEnd(event.key === 'Home' ? 'first' : 'last'); } }}>
      <span role="gridcell" className={styles.cell}><Who row={row} /></span>
      <span role="gridcell" className={styles.cell}><StatusWord status={row.status} /></span>
      <span role="gridcell" className={styles.cell} data-secondary>{whenText(row.submittedAt, nowMs, zone)}</span>
      <span role="gridcell" className={styles.cell}><ClockCell words={clockWords('review', { state: 'running', at: row.dueAt }, { nowMs, zone, calendar: deskCalendar() })} /></span>
      <span role="gridcell" className={styles.cell} data-wraps><May row={row} /></span>
    </div>
  );
};

/** The cases that wait for a decision, the first to break at the top. */
export const ReviewsScreen = () => {
  const answer = useCall('review.list', {});
  const go = useNavigation((state) => state.go);
  const [chosen, setChosen] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const rows = (answer.data?.rows ?? []).toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const here = Math.max(0, rows.findIndex((row) => row.caseId === chosen));
  const selected = rows[here]?.caseId ?? null;
  const openRow = (row: Row | undefined): void => { if (row !== undefined) go(row.status === 'fallback-review' ? 'fallback' : 'review', row.caseId); };
  const open = (): void => openRow(rows[here]);
  const move = (step: number): void => { const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))]; if (next !== undefined) setChosen(next.caseId); };
  useKeys(list.title, [
    { keys: 'j', label: list.next, run: () => move(1), isMove: true },
    { keys: 'k', label: list.previous, run: () => move(-1), isMove: true },
    { keys: 'arrowdown', label: list.next, run: () => move(1), isMove: true },
    { keys: 'arrowup', label: list.previous, run: () => move(-1), isMove: true },
    { keys: 'enter', label: list.open, run: open, isMove: true },
  ]);
  useEffect(() => {
    const row = grid.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    row?.scrollIntoView({ block: 'nearest' });
    if (grid.current?.contains(document.activeElement)) row?.focus({ preventScroll: true });
  }, [selected]);

  return (
    <section className={styles.screen} aria-label={list.title}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{list.title}</h1>
        <span className={styles.order}><IconSortAscending size={16} stroke={1.7} aria-hidden />{list.due}</span>
        <span className={styles.space} />
        {rows.length > 0 && <Button onClick={open}>{list.open}</Button>}
      </div>
      {answer.error !== null && <div className={styles.failure}><Failure failure={answer.error} onAgain={() => void answer.refetch()} /></div>}
      {answer.isPending && <Bars rows={10} label={list.loading} />}
      {answer.data !== undefined && rows.length === 0 && <Blank icon={<IconCircleCheck size={28} stroke={1.6} className={styles.good} aria-hidden />} title={list.empty}><p>{list.emptyWords}</p><Button onClick={() => go('queue')}>{list.toQueue}</Button></Blank>}
      {rows.length > 0 && (
        <>
          <div ref={grid} role="grid" aria-label={list.title} aria-rowcount={rows.length + 1} className={styles.grid}>
            <div role="rowgroup" className={styles.heads}><div role="row" aria-rowindex={1} className={styles.head}>
              {(['person', 'status', 'submitted', 'due', 'may'] as const).map((key) => <span key={key} role="columnheader" className={styles.cell} data-secondary={key === 'submitted' || undefined}>{list.columns[key]}</span>)}
            </div></div>
            <div role="rowgroup">{rows.map((row, index) => <ReviewRow key={row.caseId} row={row} index={index} isSelected={row.caseId === selected} onSelect={() => setChosen(row.caseId)} onOpen={() => openRow(row)} onEnd={(end) => setChosen((end === 'first' ? rows[0] : rows.at(-1))?.caseId ?? null)} />)}</div>
          </div>
          <KeyLine lines={[{ keys: 'j k', words: list.keys.move }, { keys: 'enter', words: list.keys.open }, { keys: 'g', words: list.keys.goTo }, { keys: '?', words: list.keys.all }]} end={list.shown(rows.length)} />
        </>
      )}
    </section>
  );
};
