import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { KeyAction } from '../app/keys';
import styles from './ListTable.module.css';

/** Two lines of a cell: what it is, and quietly what belongs to it. */
export const TwoLines = ({
  first,
  second,
  isName = false,
}: {
  readonly first: ReactNode;
  readonly second?: ReactNode;
  readonly isName?: boolean;
}) => (
  <span className={styles.two}>
    <span className={isName ? styles.name : undefined}>{first}</span>
    {second !== undefined && second !== null && <span className={styles.under}>{second}</span>}
  </span>
);

export type ListColumn<R> = {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  /** Breaks its words into lines rather than cutting them off. */
  readonly wraps?: boolean;
};

type ListTableProps<R> = {
  readonly label: string;
  readonly columns: readonly ListColumn<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** Sets --rd-columns, and what goes where there is no room. */
  readonly className: string;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  readonly onOpen: (row: R) => void;
  /** More rows exist than are there; `onNearEnd` reads them. */
  readonly hasMore?: boolean;
  readonly onNearEnd?: () => void;
  readonly onPointed?: (isPointed: boolean) => void;
  readonly isNarrow?: boolean;
  readonly foot?: ReactNode;
};

/** The rows of a screen. One tab stop; the arrow keys and `j k` move, Home and End jump, a double click opens. */
export const ListTable = <R,>({
  label,
  columns,
  rows,
  keyOf,
  className,
  selected,
  onSelect,
  onOpen,
  hasMore = false,
  onNearEnd,
  onPointed,
  isNarrow = false,
  foot,
}: ListTableProps<R>) => {
  const grid = useRef<HTMLDivElement>(null);
  const current = rows.findIndex((row) => keyOf(row) === selected);
  useEffect(() => {
    const row = grid.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    row?.scrollIntoView({ block: 'nearest' });
    if (grid.current?.contains(document.activeElement)) row?.focus({ preventScroll: true });
  }, [selected]);
  useEffect(() => {
    if (current >= rows.length - 10) onNearEnd?.();
  });
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      className={`${styles.grid} ${className}`}
      data-narrow={isNarrow || undefined}
      data-wraps={columns.some(({ wraps }) => wraps === true) || undefined}
      onScroll={({ currentTarget }) => {
        if (currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 600) onNearEnd?.();
      }}
      onPointerEnter={() => onPointed?.(true)}
      onPointerLeave={() => onPointed?.(false)}
    >
      <div role="rowgroup" className={styles.heads}>
        <div role="row" aria-rowindex={1} className={styles.head} data-head>
          {columns.map(({ key, head }) => (
            <span key={key} role="columnheader" className={styles.cell} data-column={key}>
              {head}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((row, index) => {
          const id = keyOf(row);
          return (
            <div
              key={id}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={id === selected}
              tabIndex={id === selected || (current === -1 && index === 0) ? 0 : -1}
              className={styles.row}
              onClick={() => onSelect(id)}
              onDoubleClick={() => onOpen(row)}
              onFocus={() => {
                if (current === -1) onSelect(id);
              }}
              onKeyDown={(event) => {
                const end = event.key === 'Home' ? rows[0] : event.key === 'End' ? rows.at(-1) : undefined;
                if (end !== undefined) {
                  event.preventDefault();
                  onSelect(keyOf(end));
                }
              }}
            >
              {columns.map(({ key, cell, wraps }) => (
                <span
                  key={key}
                  role="gridcell"
                  className={styles.cell}
                  data-column={key}
                  data-wraps={wraps || undefined}
                >
                  {cell(row)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
      {foot}
    </div>
  );
};

/** The keys that move through a list, for `useKeys`. */
export const moveKeys = (
  names: { readonly next: string; readonly previous: string },
  move: (step: 1 | -1) => void,
): readonly KeyAction[] => [
  { keys: 'j', label: names.next, run: () => move(1), isMove: true },
  { keys: 'k', label: names.previous, run: () => move(-1), isMove: true },
  { keys: 'arrowdown', label: names.next, run: () => move(1), isMove: true },
  { keys: 'arrowup', label: names.previous, run: () => move(-1), isMove: true },
];

/** The row a step away, without leaving the list. */
export const stepFrom = <R,>(rows: readonly R[], here: number, step: 1 | -1): R | undefined =>
  rows[Math.min(rows.length - 1, Math.max(0, here + step))];
