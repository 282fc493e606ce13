import { Button } from '@mantine/core';
import {
  IconCheck,
  IconCircleCheck,
  IconHelpCircle,
  IconMoodSad,
  IconThumbUp,
  IconZoomQuestion,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { FeedbackRow, SectionFeedback } from '#contract/guidance';
import { feedbackKinds } from '#domain/guidance/events';
import type { FeedbackKind } from '#domain/guidance/events';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useCommand } from '../app/queries';
import { Failure } from '../ui/Failure';
import { whenText } from '../ui/times';
import { guidanceTexts, kindNames } from './texts';
import styles from './FeedbackList.module.css';

const { feedback: words } = guidanceTexts;
const icons: Readonly<Record<FeedbackKind, Icon>> = {
  yes: IconThumbUp,
  'confusing-or-wrong': IconHelpCircle,
  'not-looked-for': IconZoomQuestion,
  dislike: IconMoodSad,
};

type RowProps = {
  readonly row: FeedbackRow;
  readonly isBusy: boolean;
  readonly onDone: (ids: readonly string[]) => void;
};
const Row = ({ row, isBusy, onDone }: RowProps) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const Glyph = icons[row.kind];
  const when = whenText(row.at, nowMs, zone);
  return (
    <li
      className={styles.row}
      data-done={row.done !== null || undefined}
      aria-label={words.row(kindNames[row.kind], when)}
    >
      <Glyph size={16} stroke={1.8} aria-hidden className={styles.icon} />
      <div className={styles.said}>
        <p className={styles.head}>
          <span className={styles.kind}>{kindNames[row.kind]}</span>{' '}
          <span className={styles.quiet}>
            {when}, {words.in[row.language]}
          </span>
        </p>
        {row.comment === '' ? (
          <p className={styles.quiet}>{words.noComment}</p>
        ) : (
          <p className={styles.comment} lang={row.language} dir="auto">
            {row.comment}
          </p>
        )}
        {row.done !== null && (
          <p className={styles.quiet}>{words.doneBy(row.done.by, whenText(row.done.at, nowMs, zone))}</p>
        )}
      </div>
      {row.done === null && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={isBusy}
          leftSection={<IconCheck size={13} stroke={2} aria-hidden />}
          onClick={() => onDone([row.feedbackId])}
        >
          {words.done}
        </Button>
      )}
    </li>
  );
};

type FeedbackListProps = {
  readonly counts: SectionFeedback;
  readonly waiting: readonly FeedbackRow[];
  readonly done: readonly FeedbackRow[];
};

/** What customers said about one section: counts, what is to be looked at, and what is done. */
export const FeedbackList = ({ counts, waiting, done }: FeedbackListProps) => {
  const mark = useCommand('guidance.markDone');
  const [hasDone, setHasDone] = useState(false);
  const [told, setTold] = useState('');
  const markDone = (ids: readonly string[]): void => {
    setTold('');
    mark.mutate({ feedbackIds: [...ids] }, { onSuccess: () => setTold(words.marked(ids.length)) });
  };
  const isEmpty = feedbackKinds.every((kind) => counts.counts[kind] === 0);
  if (isEmpty)
    return (
      <p className={styles.empty}>
        {words.none} <span className={styles.quiet}>{words.noneWay}</span>
      </p>
    );
  return (
    <>
      <dl className={styles.counts}>
        {feedbackKinds.map((kind) => (
          <div key={kind} className={styles.count}>
            <dt>{kindNames[kind]}</dt>
            <dd>{counts.counts[kind]}</dd>
          </div>
        ))}
      </dl>
      <Failure failure={mark.error} />
      {waiting.length === 0 ? (
        <p className={styles.good}>
          <IconCircleCheck size={16} stroke={1.8} aria-hidden /> {words.allDone}
        </p>
      ) : (
        <>
          <ul className={styles.rows}>
            {waiting.map((row) => (
              <Row key={row.feedbackId} row={row} isBusy={mark.isPending} onDone={markDone} />
            ))}
          </ul>
          {counts.waiting > waiting.length && (
            <p className={styles.quiet}>{words.some(waiting.length, counts.waiting)}</p>
          )}
          <p className={styles.quiet}>{words.stranger}</p>
        </>
      )}
      <div className={styles.foot}>
        {waiting.length > 1 && (
          <Button
            variant="default"
            disabled={mark.isPending}
            onClick={() => markDone(waiting.map(({ feedbackId }) => feedbackId))}
          >
            {words.doneAll(waiting.length)}
          </Button>
        )}
        {done.length > 0 && (
          <Button variant="subtle" aria-pressed={hasDone} onClick={() => setHasDone(!hasDone)}>
            {hasDone ? words.hideDone : words.showDone(done.length)}
          </Button>
        )}
        <span className={styles.told} role="status">
          {told}
        </span>
      </div>
      {hasDone && done.length > 0 && (
        <ul className={styles.rows}>
          {done.map((row) => (
            <Row key={row.feedbackId} row={row} isBusy={false} onDone={markDone} />
          ))}
        </ul>
      )}
    </>
  );
};
