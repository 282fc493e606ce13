import { Button } from '@mantine/core';
import {
  IconArrowBackUp,
  IconMailExclamation,
  IconMailFast,
  IconMailForward,
  IconMailOff,
  IconMailPause,
  IconMailX,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { MailRow } from '#contract/mail';
import { useNow } from '../app/clock';
import { secondsLeft } from '../case/use-outbox';
import { useZone } from '../app/desk';
import { templateNames } from '#contract/words/template';
import { languageNames, mailStateNames } from '../app/texts/words';
import { ListTable, TwoLines } from '../ui/ListTable';
import type { ListColumn } from '../ui/ListTable';
import { whenText } from '../ui/times';
import { mailTexts } from './texts';
import styles from './MailTable.module.css';

const icons: Readonly<Record<MailRow['state'], Icon>> = {
  waiting: IconMailPause,
  sending: IconMailFast,
  sent: IconMailForward,
  failed: IconMailX,
  bounced: IconMailExclamation,
  cancelled: IconMailOff,
  undone: IconArrowBackUp,
};
const hasLink = (row: MailRow): boolean => row.template === 'recovery-link' || row.template === 'ask-again';

/** What a person can do about a mail, on its row. */
export type MailAct = { readonly label: string; readonly Glyph: Icon; readonly run: () => void };

type MailTableProps = {
  readonly rows: readonly MailRow[];
  readonly selected: string | null;
  readonly isBusy: boolean;
  readonly onSelect: (mailId: string) => void;
  readonly onOpen: (row: MailRow) => void;
  readonly acts: (row: MailRow) => readonly MailAct[];
};

/** Seconds that only a row counts which has some left. */
const Leaves = ({ until }: { readonly until: string }) => (
  <span className={styles.seconds}>{mailTexts.leavesIn(secondsLeft(until, useNow('second')))}</span>
);

/** What becomes of a mail next: by itself, by a person, or nothing. */
const NextCell = ({ row, isBusy, acts }: { readonly row: MailRow } & Pick<MailTableProps, 'isBusy' | 'acts'>) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const said =
    row.undoUntil !== null ? (
      <Leaves until={row.undoUntil} />
    ) : row.state === 'sending' ? (
      mailTexts.sending
    ) : row.state === 'waiting' ? (
      <TwoLines
        first={row.nextTryAt === null ? mailTexts.leaves : mailTexts.nextTry(whenText(row.nextTryAt, nowMs, zone))}
        second={mailTexts.attempts(row.attempts)}
      />
    ) : row.state === 'failed' && row.barredAgain !== null ? (
      <span className={styles.quiet}>{row.barredAgain.message}</span>
    ) : null;
  return (
    <span className={styles.next}>
      {said}
      {acts(row).map(({ label, Glyph, run }) => (
        <Button
          key={label}
          variant="default"
          size="compact-xs"
          tabIndex={-1}
          leftSection={<Glyph size={14} aria-hidden />}
          loading={isBusy}
          aria-label={mailTexts.act(label, templateNames[row.template], row.person)}
          onClick={run}
        >
          {label}
        </Button>
      ))}
    </span>
  );
};

const StateCell = ({ row }: { readonly row: MailRow }) => {
  const Glyph = icons[row.state];
  return (
    <span className={styles.state} data-state={row.state}>
      <Glyph size={16} stroke={1.8} aria-hidden />
      {mailStateNames[row.state]}
    </span>
  );
};
const keyOf = (row: MailRow): string => row.mailId;

/** One row a mail, newest first. */
export const MailTable = ({ rows, selected, isBusy, onSelect, onOpen, acts }: MailTableProps) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const column = (key: keyof typeof mailTexts.columns, cell: ListColumn<MailRow>['cell']): ListColumn<MailRow> => ({
    key,
    head: mailTexts.columns[key],
    cell,
    wraps: true,
  });
  const columns = [
    column('state', (row) => <StateCell row={row} />),
    column('mail', (row) => (
      <TwoLines
        first={templateNames[row.template]}
        second={`${row.person} · ${row.number} · ${languageNames[row.language]}`}
        isName
      />
    )),
    column('to', (row) => (
      <TwoLines
        first={row.to}
        second={
          row.why !== null ? (
            <span className={styles.why} data-state={row.state}>
              {row.why}
            </span>
          ) : hasLink(row) ? (
            mailTexts.masked
          ) : null
        }
      />
    )),
    column('when', (row) => (
      <TwoLines
        first={whenText(row.settledAt ?? row.askedAt, nowMs, zone)}
        second={
          row.settledAt !== null && row.settledAt !== row.askedAt
            ? mailTexts.asked(whenText(row.askedAt, nowMs, zone))
            : null
        }
      />
    )),
    column('next', (row) => <NextCell row={row} isBusy={isBusy} acts={acts} />),
  ];
  return (
    <ListTable
      label={mailTexts.title}
      className={styles.mails ?? ''}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
    />
  );
};
