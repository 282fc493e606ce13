import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { InboxRow } from '#contract/inbox';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall, useCommand } from '../app/queries';
import { ReceivedBody } from '../received/ReceivedBody';
import { Bars } from '../ui/Bars';
import { Blank } from '../ui/Blank';
import { Failure } from '../ui/Failure';
import { whenText } from '../ui/times';
import { ViewTabs } from '../ui/ViewTabs';
import { inboxTexts } from './inbox-texts';
import styles from './Inbox.module.css';

type Case = { readonly caseId: string; readonly number: string; readonly person: string; readonly why: string };
const mostFound = 5;

/** One message, and the case that a person says it belongs to (R10): nothing in it is proof of any. */
const Opened = ({ row, onDone }: { readonly row: InboxRow; readonly onDone: () => void }) => {
  const { messageId } = row;
  const go = useNavigation((state) => state.go);
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), 150);
  const answer = useCall('inbox.message', { messageId });
  const found = useCall('queue.page', { view: 'all-open', search: asked, after: null }, { enabled: asked !== '' });
  const attach = useCommand('inbox.attach');
  const aside = useCommand('inbox.putAside');
  const cases: readonly Case[] =
    asked === ''
      ? (answer.data?.suggestions ?? []).map((one) => ({
          ...one,
          why: one.why.map((why) => inboxTexts.because[why]).join(' '),
        }))
      : (found.data?.rows ?? []).slice(0, mostFound).map((one) => ({ ...one, why: one.firm }));
  return (
    <div className={styles.opened}>
      <p className={styles.quiet}>{inboxTexts.why[row.why]}</p>
      <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
      {answer.data === undefined && answer.error === null && <Bars rows={5} label={inboxTexts.opening} />}
      {answer.data !== undefined && <ReceivedBody message={answer.data.message} />}
      <h2 className={styles.title}>{inboxTexts.which}</h2>
      <p className={styles.quiet}>{inboxTexts.proof}</p>
      <TextInput
        className={styles.search ?? ''}
        aria-label={inboxTexts.search}
        placeholder={inboxTexts.search}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {cases.length === 0 && (
        <p className={styles.quiet}>{asked === '' ? inboxTexts.noneFits : inboxTexts.noneFound}</p>
      )}
      <ul className={styles.cases} aria-label={inboxTexts.which}>
        {cases.map((one) => (
          <li key={one.caseId}>
            <span>
              <strong>{one.person}</strong> {one.number} <span className={styles.quiet}>{one.why}</span>
            </span>
            <Button
              variant="default"
              size="compact-xs"
              loading={attach.isPending}
              aria-label={inboxTexts.attachTo(one.number)}
              onClick={() =>
                attach.mutate({ messageId, caseId: one.caseId }, { onSuccess: () => go('case', one.caseId, messageId) })
              }
            >
              {inboxTexts.attach}
            </Button>
          </li>
        ))}
      </ul>
      {row.state === 'waiting' && (
        <Button
          className={styles.aside ?? ''}
          variant="default"
          size="compact-sm"
          loading={aside.isPending}
          onClick={() => aside.mutate({ messageId }, { onSuccess: onDone })}
        >
          {inboxTexts.putAside}
        </Button>
      )}
      <Failure failure={attach.error ?? aside.error} />
    </div>
  );
};

/** Messages that no case was found for, newest first: a person looks, and says where each belongs. */
export const Inbox = ({ onBack }: { readonly onBack: () => void }) => {
  const zone = useZone();
  const nowMs = useNow('minute');
  const [state, setState] = useState<InboxRow['state']>('waiting');
  const [opened, setOpened] = useState<string | null>(null);
  // A page reads on from where the one before it ended.
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  const standing = useCall('inbox.standing', {}).data;
  const answer = useCall('inbox.list', { state, after: pages.at(-1) ?? null }, { keepPrevious: true });
  useKeys(inboxTexts.title, [{ keys: 'escape', label: inboxTexts.back, run: onBack }]);
  const rows = answer.data?.rows ?? [];
  const next = answer.data?.next ?? null;
  return (
    <section className={styles.screen} aria-label={inboxTexts.title}>
      <div className={styles.bar}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} stroke={1.8} aria-hidden />}
          onClick={onBack}
        >
          {inboxTexts.back}
        </Button>
        <h1 className={styles.head}>{inboxTexts.title}</h1>
      </div>
      {standing?.failing != null && <p className={styles.fault}>{inboxTexts.failing(standing.failing.words)}</p>}
      <ViewTabs
        label={inboxTexts.filters}
        current={state}
        onChoose={(chosen) => {
          setState(chosen);
          setPages([null]);
          setOpened(null);
        }}
        tabs={[
          { key: 'waiting', name: inboxTexts.state.waiting, n: standing?.waiting },
          { key: 'put-aside', name: inboxTexts.state['put-aside'], n: standing?.putAside },
        ]}
      />
      <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
      {answer.data === undefined && answer.error === null && <Bars rows={8} label={inboxTexts.loading} />}
      {answer.data !== undefined && rows.length === 0 && (
        <Blank icon={<IconCircleCheck size={28} stroke={1.6} aria-hidden />} title={inboxTexts.empty[state]} />
      )}
      <ol className={styles.list} aria-label={inboxTexts.state[state]}>
        {rows.map((row) => (
          <li key={row.messageId} className={styles.row}>
            <UnstyledButton
              className={styles.line ?? ''}
              aria-expanded={opened === row.messageId}
              onClick={() => setOpened(opened === row.messageId ? null : row.messageId)}
            >
              <bdi className={styles.from}>
                {row.address === '' ? inboxTexts.nobody : `${row.name} <${row.address}>`}
              </bdi>
              <bdi className={styles.subject}>{row.subject || inboxTexts.noSubject}</bdi>
              <bdi className={styles.excerpt}>{row.excerpt}</bdi>
              <time className={styles.quiet} dateTime={row.arrivedAt}>
                {whenText(row.arrivedAt, nowMs, zone)}
              </time>
            </UnstyledButton>
            {opened === row.messageId && <Opened row={row} onDone={() => setOpened(null)} />}
          </li>
        ))}
      </ol>
      {(next !== null || pages.length > 1) && (
        <div className={styles.bar}>
          {pages.length > 1 && (
            <Button variant="default" onClick={() => setPages(pages.slice(0, -1))}>
              {inboxTexts.newer}
            </Button>
          )}
          {next !== null && (
            <Button variant="default" onClick={() => setPages([...pages, next])}>
              {inboxTexts.older}
            </Button>
          )}
        </div>
      )}
    </section>
  );
};
