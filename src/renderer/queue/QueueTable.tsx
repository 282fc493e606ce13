import type { QueueRow } from '#contract/queue';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { queueTexts } from '../app/texts/queue';
import { ClockCell } from '../ui/ClockCell';
import { clockWords, firstToBreak } from '../ui/clock-words';
import type { ClockScene } from '../ui/clock-words';
import { ListTable, TwoLines } from '../ui/ListTable';
import type { ListColumn } from '../ui/ListTable';
import { Marks } from '../ui/Marks';
import { PersonAvatar } from '../ui/PersonAvatar';
import { StatusWord } from '../ui/StatusChip';
import { deskCalendar } from '../ui/times';
import type { QueueRows } from './use-queue-rows';
import styles from './QueueTable.module.css';

const column = (key: keyof typeof queueTexts.columns, cell: ListColumn<QueueRow>['cell']): ListColumn<QueueRow> => ({
  key,
  head: queueTexts.columns[key],
  cell,
});

const person = column('person', (row) => <TwoLines first={row.person} second={row.firm} isName />);
const status = column('status', (row) => (
  <span className={styles.status}>
    <StatusWord status={row.status} isFrozen={row.frozen} />
    <span className={styles.step}>{row.nextStep}</span>
  </span>
));
const owner = column('owner', (row) => <PersonAvatar person={row.owner} />);
/** A promise is counted on the calendar that it was given on, whatever the desk's is now (R22). */
const sceneOf = (row: QueueRow, scene: ClockScene): ClockScene =>
  row.reviewCalendar === null ? scene : { ...scene, calendar: deskCalendar(row.reviewCalendar) };
const wide = (scene: ClockScene): readonly ListColumn<QueueRow>[] => [
  person,
  status,
  column('link', (row) => <ClockCell words={clockWords('link', row.link, scene)} />),
  column('review', (row) => <ClockCell words={clockWords('review', row.review, sceneOf(row, scene))} />),
  column('marks', (row) => <Marks marks={row.marks} unread={row.unread} most={3} />),
  owner,
];
const narrow = (scene: ClockScene): readonly ListColumn<QueueRow>[] => [
  person,
  status,
  column('first', (row) => {
    const kind = firstToBreak(row);
    return <ClockCell words={clockWords(kind, row[kind], sceneOf(row, scene))} prefix={queueTexts.clockNames[kind]} />;
  }),
  owner,
];
const keyOf = (row: QueueRow): string => row.caseId;

type QueueTableProps = {
  readonly queue: QueueRows;
  readonly selected: string | null;
  readonly isNarrow: boolean;
  readonly label: string;
  readonly onSelect: (caseId: string) => void;
  readonly onOpen: (caseId: string) => void;
};

/** The cases of a view; the pane beside it follows the selected row. */
export const QueueTable = ({ queue, selected, isNarrow, label, onSelect, onOpen }: QueueTableProps) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const scene: ClockScene = { nowMs, zone, calendar: deskCalendar(queue.calendar) };
  return (
    <ListTable
      label={label}
      className={styles.cases ?? ''}
      columns={isNarrow ? narrow(scene) : wide(scene)}
      rows={queue.rows}
      keyOf={keyOf}
      selected={selected}
      onSelect={onSelect}
      onOpen={(row) => onOpen(row.caseId)}
      hasMore={queue.hasMore}
      onNearEnd={queue.more}
      onPointed={queue.hold}
      isNarrow={isNarrow}
      foot={
        queue.isLoadingMore && (
          <div className={styles.more} role="status">
            {queueTexts.loadingMore}
          </div>
        )
      }
    />
  );
};
