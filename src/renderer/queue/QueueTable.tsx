import { useEffect, useRef } from 'react';
import type { ReactNode, UIEvent } from 'react';
import type { QueueRow } from '#contract/queue';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { queueTexts } from '../app/texts/queue';
import { ClockCell } from '../ui/ClockCell';
import { clockWords, firstToBreak } from '../ui/clock-words';
import type { ClockScene } from '../ui/clock-words';
import { Marks } from '../ui/Marks';
import { PersonAvatar } from '../ui/PersonAvatar';
import { StatusWord } from '../ui/StatusChip';
import { deskCalendar } from '../ui/times';
import type { QueueRows } from './use-queue-rows';
import styles from './QueueTable.module.css';

type Column = { readonly key: keyof typeof queueTexts.columns; readonly cell: (row: QueueRow, scene: ClockScene) => ReactNode };

const person: Column = { key: 'person', cell: (row) => <span className={styles.two}><span className={styles.name}>{row.person}</span><span className={styles.under}>{row.firm}</span></span> };
const status: Column = { key: 'status', cell: (row) => <span className={styles.two}><StatusWord status={row.status} isFrozen={row.frozen} /><span className={styles.step}>{row.nextStep}</span></span> };
const owner: Column = { key: 'owner', cell: (row) => <PersonAvatar person={row.owner} /> };
const wide: readonly Column[] = [
  person, status,
  { key: 'link', cell: (row, scene) => <ClockCell words={clockWords('link', row.link, scene)} /> },
  { key: 'review', cell: (row, scene) => <ClockCell words={clockWords('review', row.review, scene)} /> },
  { key: 'marks', cell: (row) => <Marks marks={row.marks} most={3} /> },
  owner,
];
const narrow: readonly Column[] = [
  person, status,
  { key: 'first', cell: (row, scene) => { const kind = firstToBreak(row); return <ClockCell words={clockWords(kind, row[kind], scene)} prefix={queueTexts.clockNames[kind]} />; } },
  owner,
];

type QueueTableProps = {
  readonly queue: QueueRows; readonly selected: string | null; readonly isNarrow: boolean; readonly label: string;
  readonly onSelect: (caseId: string) => void; readonly onOpen: (caseId: string) => void;
};

/** Rows of two lines. One tab stop; the arrow keys and `j k` move; the pane follows. */
export const QueueTable = ({ queue, selected, isNarrow, label, onSelect, onOpen }: QueueTableProps) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const grid = useRef<HTMLDivElement>(null);
  const columns = isNarrow ? narrow : wide;
  const scene: ClockScene = { nowMs, zone, calendar: deskCalendar(queue.calendar) };
  const current = queue.rows.findIndex((row) => row.caseId === selected);

  useEffect(() => {
    const row = grid.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    row?.scrollIntoView({ block: 'nearest' });
    if (grid.current?.contains(document.activeElement)) row?.focus({ preventScroll: true });
  }, [selected]);

  const { more, rows } = queue;
  useEffect(() => {
    if (current >= rows.length - 10) more();
  });
  const onScroll = ({ currentTarget }: UIEvent<HTMLDivElement>): void => {
    if (currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 600) more();
  };

  return (
    <div ref={grid} role="grid" aria-label={label} aria-rowcount={queue.hasMore ? -1 : rows.length + 1} className={styles.grid} data-narrow={isNarrow || undefined}
      onScroll={onScroll} onPointerEnter={() => queue.hold(true)} onPointerLeave={() => queue.hold(false)}>
      <div role="rowgroup" className={styles.heads}>
        <div role="row" aria-rowindex={1} className={styles.head}>{columns.map(({ key }) => <span key={key} role="columnheader" className={styles.cell}>{queueTexts.columns[key]}</span>)}</div>
      </div>
      <div role="rowgroup">
        {rows.map((row, index) => (
          <div
            key={row.caseId} role="row" aria-rowindex={index + 2} aria-selected={row.caseId === selected} tabIndex={row.caseId === selected || (current === -1 && index === 0) ? 0 : -1} className={styles.row}
            onClick={() => onSelect(row.caseId)} onDoubleClick={() => onOpen(row.caseId)} onFocus={() => { if (current === -1) onSelect(row.caseId); }}
            onKeyDown={(event) => {
              const end = event.key === 'Home' ? rows[0] : event.key === 'End' ? rows.at(-1) : undefined;
              if (end !== undefined) { event.preventDefault(); onSelect(end.caseId); }
            }}
          >
            {columns.map(({ key, cell }) => <span key={key} role="gridcell" className={styles.cell}>{cell(row, scene)}</span>)}
          </div>
        ))}
      </div>
      {queue.isLoadingMore && <div className={styles.more} role="status">{queueTexts.loadingMore}</div>}
    </div>
  );
};
