import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconCircleCheck,
  IconMailOpened,
  IconPencil,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { MailRow } from '#contract/mail';
import { useDesk } from '../app/desk';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall, useCommand } from '../app/queries';
import { useSession } from '../app/session';
import { useOutbox } from '../case/use-outbox';
import { Bars } from '../ui/Bars';
import { Blank } from '../ui/Blank';
import { Failure } from '../ui/Failure';
import { KeyLine } from '../ui/KeyLine';
import { moveKeys, stepFrom } from '../ui/ListTable';
import { ViewTabs } from '../ui/ViewTabs';
import { SearchField, focusSearch } from '../ui/SearchField';
import { Inbox } from './Inbox';
import { inboxTexts } from './inbox-texts';
import { MailTable } from './MailTable';
import type { MailAct } from './MailTable';
import { mailFilters, mailTexts } from './texts';
import type { MailFilter } from './texts';
import { useMailRows } from './use-mail-rows';
import styles from './MailScreen.module.css';

const isUnsent = ({ state }: MailRow): boolean => state === 'failed' || state === 'bounced' || state === 'cancelled';

/** The outbox: what waits, leaves, was sent, failed or was kept back, and what can still be done about it. */
const Outbox = ({ onInbox }: { readonly onInbox: () => void }) => {
  const mayAttach = useSession().permissions.includes('mail:write');
  const unmatched = useCall('inbox.standing', {}).data;
  const [filter, setFilter] = useState<MailFilter>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), 150);
  const field = useRef<HTMLInputElement>(null);
  const answer = useMailRows(filter, asked);
  const again = useCommand('cases.sendAgain');
  const outbox = useOutbox();
  const mailbox = useCommand('desk.openMailbox');
  const go = useNavigation((state) => state.go);
  const { kind } = useDesk();
  const [repeated, setRepeated] = useState<MailRow | null>(null);

  const { rows } = answer;
  const counts = answer.first?.counts;
  const here = Math.max(
    0,
    rows.findIndex((row) => row.mailId === chosen),
  );
  const selected = rows[here] ?? null;
  const move = (step: 1 | -1): void => {
    const next = stepFrom(rows, here, step);
    if (next !== undefined) setChosen(next.mailId);
  };
  const openCase = (row: MailRow): void => go('case', row.caseId);
  const sendAgain = (row: MailRow): void => {
    setRepeated(null);
    again.mutate({ caseId: row.caseId, mailId: row.mailId }, { onSuccess: () => setRepeated(row) });
  };
  const acts = (row: MailRow): readonly MailAct[] => [
    ...(row.undoUntil === null
      ? []
      : [{ label: mailTexts.undo, Glyph: IconArrowBackUp, run: () => outbox.undo(row.caseId, row.mailId) }]),
    ...(row.nextTryAt === null || row.barredCancel !== null
      ? []
      : [{ label: mailTexts.stop, Glyph: IconPlayerStop, run: () => outbox.cancel(row.caseId, row.mailId) }]),
    ...(isUnsent(row) && row.barredAgain === null
      ? [{ label: mailTexts.again, Glyph: IconRefresh, run: () => sendAgain(row) }]
      : []),
    ...(row.canBeRewritten
      ? [{ label: mailTexts.rewrite, Glyph: IconPencil, run: () => outbox.rewrite(row.caseId, row.mailId) }]
      : []),
  ];
  /** A key does what the row's button does, or says why there is none. */
  const keyed = (keys: string, label: string, notNow: string) => {
    const act = selected === null ? undefined : acts(selected).find((one) => one.label === label);
    return { keys, label, run: () => act?.run(), refusal: act === undefined ? notNow : undefined };
  };
  const whyNot = selected === null ? mailTexts.notAgain : (selected.barredAgain?.message ?? null);

  useKeys(mailTexts.title, [
    ...moveKeys(mailTexts, move),
    {
      keys: 'enter',
      label: mailTexts.openCase,
      run: () => {
        if (selected !== null) openCase(selected);
      },
      isMove: true,
    },
    {
      keys: 's',
      label: mailTexts.again,
      run: () => {
        if (selected !== null) sendAgain(selected);
      },
      refusal: whyNot ?? undefined,
    },
    keyed('u', mailTexts.undo, mailTexts.notUndo),
    keyed('x', mailTexts.stop, mailTexts.notStop),
    keyed('w', mailTexts.rewrite, mailTexts.notRewrite),
    { keys: '/', label: mailTexts.searchKey, run: () => focusSearch(field) },
    ...(kind === 'practice'
      ? [{ keys: 'o', label: mailTexts.mailbox, run: () => mailbox.mutate({ address: null }) }]
      : []),
  ]);

  const numbers: Readonly<Record<MailFilter, number | undefined>> = {
    all: counts === undefined ? undefined : counts.waiting + counts.sent + counts.failed + counts.undone,
    waiting: counts?.waiting,
    failed: counts?.failed,
    sent: counts?.sent,
    undone: counts?.undone,
  };
  return (
    <section className={styles.screen} aria-label={mailTexts.title}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{mailTexts.title}</h1>
        {answer.first !== null && <span className={styles.server}>{mailTexts.server(answer.first.server)}</span>}
        <span className={styles.space} />
        <SearchField
          field={field}
          className={styles.search}
          label={mailTexts.searchLabel}
          placeholder={mailTexts.search}
          value={search}
          onChange={setSearch}
        />
        {mayAttach && unmatched !== undefined && unmatched.waiting + unmatched.putAside > 0 && (
          <Button variant="default" onClick={onInbox}>
            {inboxTexts.show(unmatched.waiting)}
          </Button>
        )}
        {kind === 'practice' && (
          <Button
            variant="default"
            leftSection={<IconMailOpened size={15} stroke={1.8} aria-hidden />}
            loading={mailbox.isPending}
            onClick={() => mailbox.mutate({ address: null })}
          >
            {mailTexts.mailbox}
          </Button>
        )}
      </div>
      <ViewTabs
        label={mailTexts.filters}
        current={filter}
        onChoose={setFilter}
        tabs={mailFilters.map((key) => ({ key, name: mailTexts.filter[key], n: numbers[key] }))}
      />
      {(again.error !== null || outbox.failure !== null || mailbox.error !== null || answer.failure !== null) && (
        <div className={styles.failure}>
          <Failure failure={again.error} />
          <Failure failure={outbox.failure} />
          <Failure failure={mailbox.error} />
          <Failure failure={answer.failure} onAgain={answer.again} />
        </div>
      )}
      <p className={styles.told} role="status">
        {outbox.hasOther ? mailTexts.hasOther : repeated === null ? '' : mailTexts.sentAgain(repeated.person)}
      </p>
      {answer.isLoading && <Bars rows={12} label={mailTexts.loading} />}
      {answer.first !== null && rows.length === 0 && (
        <Blank
          icon={<IconCircleCheck size={28} stroke={1.6} className={styles.good} aria-hidden />}
          title={asked === '' ? mailTexts.empty[filter] : mailTexts.noneFound(asked)}
        >
          <p>{asked === '' ? mailTexts.emptyWords[filter] : mailTexts.noneFoundWords}</p>
          {(filter !== 'all' || asked !== '') && (
            <Button
              variant="default"
              onClick={() => {
                setFilter('all');
                setSearch('');
              }}
            >
              {mailTexts.showAll}
            </Button>
          )}
        </Blank>
      )}
      {rows.length > 0 && (
        <>
          <MailTable
            rows={rows}
            selected={selected?.mailId ?? null}
            isBusy={again.isPending || outbox.isBusy}
            onSelect={setChosen}
            onOpen={openCase}
            acts={acts}
          />
          {answer.hasMore && (
            <Button variant="default" className={styles.more} loading={answer.isLoadingMore} onClick={answer.more}>
              {mailTexts.older}
            </Button>
          )}
          <KeyLine
            lines={[
              { keys: 'j k', words: mailTexts.keys.move },
              { keys: 'enter', words: mailTexts.keys.open },
              { keys: 's', words: mailTexts.keys.again },
              { keys: 'u', words: mailTexts.keys.undo },
              { keys: '/', words: mailTexts.keys.search },
              { keys: '?', words: mailTexts.keys.all },
            ]}
            end={answer.hasMore ? mailTexts.newest(rows.length) : mailTexts.shown(rows.length)}
          />
        </>
      )}
    </section>
  );
};

/** What the desk sent, and what came to it that belongs to no case. */
export const MailScreen = () => {
  const [isInbox, setInbox] = useState(false);
  return isInbox ? <Inbox onBack={() => setInbox(false)} /> : <Outbox onInbox={() => setInbox(true)} />;
};
