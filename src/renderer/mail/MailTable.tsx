import { Button } from '@mantine/core';
import { IconMailForward, IconMailOff, IconMailPause, IconMailX, IconRefresh } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { MailRow } from '#contract/mail';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { languageNames, mailStateNames, templateNames } from '../app/texts/words';
import { whenText } from '../ui/times';
import { mailTexts } from './texts';
import styles from './MailTable.module.css';

const icons: Readonly<Record<MailRow['state'], Icon>> = { waiting: IconMailPause, sent: IconMailForward, failed: IconMailX, cancelled: IconMailOff };
const columns = ['state', 'mail', 'to', 'when', 'next'] as const;
const hasLink = (row: MailRow): boolean => row.template === 'recovery-link' || row.template === 'ask-again';

type MailTableProps = {
  readonly rows: readonly MailRow[]; readonly selected: string | null; readonly whyNotAgain: string | null; readonly isBusy: boolean;
  readonly onSelect: (mailId: string) => void; readonly onOpen: (row: MailRow) => void; readonly onAgain: (row: MailRow) => void;
};

const About = ({ row }: { readonly row: MailRow }) => <span className={styles.two}><span className={styles.name}>{templateNames[row.template]}</span><span className={styles.under}>{row.person} · {row.number} · {languageNames[row.language]}</span></span>;

/** What becomes of a mail next: by itself, by a person, or nothing. */
const NextCell = ({ row, whyNotAgain, isBusy, onAgain }: { readonly row: MailRow } & Pick<MailTableProps, 'whyNotAgain' | 'isBusy' | 'onAgain'>) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  if (row.canSendAgain) return whyNotAgain === null ? <Button variant="default" size="compact-xs" tabIndex={-1} leftSection={<IconRefresh size={14} aria-hidden />} loading={isBusy} aria-label={mailTexts.againFor(templateNames[row.template], row.person)} onClick={() => onAgain(row)}>{mailTexts.again}</Button> : <span className={styles.under}>{whyNotAgain}</span>;
  if (row.state !== 'waiting') return null;
  return <span className={styles.two}><span>{row.nextTryAt === null ? mailTexts.leaves : mailTexts.nextTry(whenText(row.nextTryAt, nowMs, zone))}</span><span className={styles.under}>{mailTexts.attempts(row.attempts)}</span></span>;
};

/** One row a mail, newest first; one tab stop, the arrow keys and `j k` move. */
export const MailTable = ({ rows, selected, whyNotAgain, isBusy, onSelect, onOpen, onAgain }: MailTableProps) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = grid.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    row?.scrollIntoView({ block: 'nearest' });
    if (grid.current?.contains(document.activeElement)) row?.focus({ preventScroll: true });
  }, [selected]);
  return (
    <div ref={grid} role="grid" aria-label={mailTexts.title} aria-rowcount={rows.length + 1} className={styles.grid}>
      <div role="rowgroup" className={styles.heads}><div role="row" aria-rowindex={1} className={styles.head}>{columns.map((key) => <span key={key} role="columnheader" className={styles.cell} data-column={key}>{mailTexts.columns[key]}</span>)}</div></div>
      <div role="rowgroup">
        {rows.map((row, index) => {
          const Glyph = icons[row.state];
          return (
            <div key={row.mailId} role="row" aria-rowindex={index + 2} aria-selected={row.mailId === selected} tabIndex={row.mailId === selected ? 0 : -1} className={styles.row} onClick={() => onSelect(row.mailId)} onDoubleClick={() => onOpen(row)}
              onKeyDown={(event) => { const end = event.key === 'Home' ? rows[0] : event.key === 'End' ? rows.at(-1) : undefined; if (end !== undefined) { event.preventDefault(); onSelect(end.mailId); } }}>
              <span role="gridcell" className={styles.cell}><span className={styles.state} data-state={row.state}><Glyph size={16} stroke={1.8} aria-hidden />{mailStateNames[row.state]}</span></span>
              <span role="gridcell" className={styles.cell}><About row={row} /></span>
              <span role="gridcell" className={styles.cell} data-column="to"><span className={styles.two}><span className={styles.address}>{row.to}</span>{row.why !== null ? <span className={styles.why} data-state={row.state}>{row.why}</span> : hasLink(row) && <span className={styles.under}>{mailTexts.masked}</span>}</span></span>
              <span role="gridcell" className={styles.cell} data-column="when"><span className={styles.two}><span>{whenText(row.settledAt ?? row.askedAt, nowMs, zone)}</span>{row.settledAt !== null && row.settledAt !== row.askedAt && <span className={styles.under}>{mailTexts.asked(whenText(row.askedAt, nowMs, zone))}</span>}</span></span>
              <span role="gridcell" className={styles.cell}><NextCell row={row} whyNotAgain={whyNotAgain} isBusy={isBusy} onAgain={onAgain} /></span>
            </div>
          );
        })}
      </div>
    </div>
  );
};
