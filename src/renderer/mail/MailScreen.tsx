import { Button } from '@mantine/core';
import { IconCircleCheck, IconMailOpened } from '@tabler/icons-react';
import { useState } from 'react';
import type { MailRow } from '#contract/mail';
import { useDesk } from '../app/desk';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCommand } from '../app/queries';
import { Bars } from '../ui/Bars';
import { Blank } from '../ui/Blank';
import { Failure } from '../ui/Failure';
import { KeyLine } from '../ui/KeyLine';
import { moveKeys, stepFrom } from '../ui/ListTable';
import { ViewTabs } from '../ui/ViewTabs';
import { MailTable } from './MailTable';
import { mailFilters, mailTexts } from './texts';
import type { MailFilter } from './texts';
import { useMailRows } from './use-mail-rows';
import styles from './MailScreen.module.css';

/** What waits, was sent, failed and why. */
export const MailScreen = () => {
  const [filter, setFilter] = useState<MailFilter>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const answer = useMailRows(filter);
  const again = useCommand('cases.sendAgain');
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
    ...(kind === 'practice'
      ? [{ keys: 'o', label: mailTexts.mailbox, run: () => mailbox.mutate({ address: null }) }]
      : []),
  ]);

  const numbers: Readonly<Record<MailFilter, number | undefined>> = {
    all: counts === undefined ? undefined : counts.waiting + counts.sent + counts.failed,
    waiting: counts?.waiting,
    failed: counts?.failed,
    sent: counts?.sent,
  };
  return (
    <section className={styles.screen} aria-label={mailTexts.title}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{mailTexts.title}</h1>
        {answer.first !== null && <span className={styles.server}>{mailTexts.server(answer.first.server)}</span>}
        <span className={styles.space} />
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
      {(again.error !== null || mailbox.error !== null || answer.failure !== null) && (
        <div className={styles.failure}>
          <Failure failure={again.error} />
          <Failure failure={mailbox.error} />
          <Failure failure={answer.failure} onAgain={answer.again} />
        </div>
      )}
      <p className={styles.told} role="status">
        {repeated === null ? '' : mailTexts.sentAgain(repeated.person)}
      </p>
      {answer.isLoading && <Bars rows={12} label={mailTexts.loading} />}
      {answer.first !== null && rows.length === 0 && (
        <Blank
          icon={<IconCircleCheck size={28} stroke={1.6} className={styles.good} aria-hidden />}
          title={mailTexts.empty[filter]}
        >
          <p>{mailTexts.emptyWords[filter]}</p>
          {filter !== 'all' && (
            <Button variant="default" onClick={() => setFilter('all')}>
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
            isBusy={again.isPending}
            onSelect={setChosen}
            onOpen={openCase}
            onAgain={sendAgain}
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
              { keys: '?', words: mailTexts.keys.all },
            ]}
            end={answer.hasMore ? mailTexts.newest(rows.length) : mailTexts.shown(rows.length)}
          />
        </>
      )}
    </section>
  );
};
