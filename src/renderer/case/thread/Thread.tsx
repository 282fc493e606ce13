import { Anchor, Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { CaseView } from '#contract/cases';
import type { ThreadEntry, ThreadFilter } from '#contract/thread';
import { threadFilters } from '#contract/thread';
import { useKeys } from '../../app/keys';
import { useCall } from '../../app/queries';
import { Bars } from '../../ui/Bars';
import { Failure } from '../../ui/Failure';
import { Section } from '../../ui/Facts';
import { ViewTabs } from '../../ui/ViewTabs';
import type { CaseActions } from '../use-case-actions';
import { Entry } from './Entry';
import { NoteBox } from './NoteBox';
import { threadTexts } from './texts';
import { useThread } from './use-thread';
import styles from './Thread.module.css';

const few = 6;
/** By what an entry is opened: a message that came by its own id, which the case's head knows. */
const openName = (entry: ThreadEntry): string => (entry.kind === 'received' ? entry.messageId : entry.id);

const Verified = ({ caseId }: { readonly caseId: string }) => {
  const verify = useCall('cases.verify', { caseId });
  if (verify.error !== null) return <Failure failure={verify.error} />;
  return (
    <p className={styles.verified} role="status" data-ok={verify.data?.ok}>
      {verify.data === undefined ? threadTexts.verifying : threadTexts.verified(verify.data.events, verify.data.words)}
    </p>
  );
};

/** A step through the entries of a list, by focus. */
const step = (list: HTMLElement | null, by: 1 | -1): void => {
  const stops = [...(list?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
  const here = stops.findIndex((stop) => stop === document.activeElement);
  stops[here === -1 ? 0 : Math.min(stops.length - 1, Math.max(0, here + by))]?.focus();
};

type Props = { readonly view: CaseView; readonly actions: CaseActions; readonly isFull: boolean };

/** Messages, notes and what else happened, newest first, in one line. Nothing in it can be changed. */
export const Thread = ({ view, actions, isFull }: Props) => {
  const { caseId } = view;
  const [chosen, setChosen] = useState<ThreadFilter>('everything');
  const [wantsAll, setAll] = useState(isFull);
  const [isVerifying, setVerifying] = useState(false);
  const { opened, open } = actions;
  // Who asks for a message elsewhere on the page finds it here, whatever was chosen, however far back it lies.
  const show = opened !== null && chosen === 'notes' ? 'messages' : chosen;
  const thread = useThread({ caseId, show });
  const list = useRef<HTMLOListElement>(null);
  // Beside the queue they move through the queue.
  useKeys(
    threadTexts.title,
    isFull
      ? [
          { keys: 'j', label: threadTexts.next, run: () => step(list.current, 1), isMove: true },
          { keys: 'k', label: threadTexts.previous, run: () => step(list.current, -1), isMove: true },
        ]
      : [],
  );
  const place = opened === null ? -1 : thread.entries.findIndex((entry) => openName(entry) === opened);
  const isMissing = opened !== null && place === -1;
  const { hasMore, isLoadingMore, more } = thread;
  useEffect(() => {
    if (isMissing && hasMore && !isLoadingMore) more();
  }, [isMissing, hasMore, isLoadingMore, more]);
  const isAll = wantsAll || place >= few;
  const shown = isAll ? thread.entries : thread.entries.slice(0, few);
  const total = thread.counts?.[show] ?? 0;
  return (
    <Section
      title={threadTexts.title}
      end={
        <span className={styles.tools}>
          <Anchor component="button" type="button" size="sm" onClick={() => setVerifying(!isVerifying)}>
            {threadTexts.verify}
          </Anchor>
          {!isFull && total > few && (
            <Anchor component="button" type="button" size="sm" onClick={() => setAll(!isAll)}>
              {isAll ? threadTexts.fewer : threadTexts.all(total)}
            </Anchor>
          )}
        </span>
      }
    >
      {isVerifying && <Verified caseId={caseId} />}
      <NoteBox caseId={caseId} />
      <ViewTabs
        label={threadTexts.filters}
        current={show}
        onChoose={(filter) => {
          setChosen(filter);
          if (filter === 'notes') open(null);
        }}
        tabs={threadFilters.map((key) => ({ key, name: threadTexts.filter[key], n: thread.counts?.[key] }))}
      />
      <Failure failure={thread.failure} onAgain={thread.again} />
      {thread.counts === null && thread.failure === null && <Bars rows={4} label={threadTexts.loading} />}
      {thread.counts !== null && total === 0 && <p className={styles.quiet}>{threadTexts.empty[show]}</p>}
      <ol ref={list} className={styles.entries} aria-label={threadTexts.filter[show]}>
        {shown.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            caseId={caseId}
            actions={actions}
            isOpen={opened === openName(entry)}
            onToggle={() => open(opened === openName(entry) ? null : openName(entry))}
          />
        ))}
      </ol>
      {isAll && thread.hasMore && (
        <Button variant="default" loading={thread.isLoadingMore} onClick={thread.more}>
          {threadTexts.older}
        </Button>
      )}
    </Section>
  );
};
