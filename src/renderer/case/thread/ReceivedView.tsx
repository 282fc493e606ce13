import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReceivedEntry } from '#contract/thread';
import { useNow } from '../../app/clock';
import { useZone } from '../../app/desk';
import { useKeys } from '../../app/keys';
import { useNavigation } from '../../app/navigation';
import { useCall, useCommand } from '../../app/queries';
import { ReceivedBody } from '../../received/ReceivedBody';
import { receivedTexts } from '../../received/texts';
import { Bars } from '../../ui/Bars';
import { Failure } from '../../ui/Failure';
import { Key } from '../../ui/Key';
import { whenText } from '../../ui/times';
import type { CaseActions } from '../use-case-actions';
import { threadTexts } from './texts';
import styles from './Received.module.css';

const { received } = threadTexts;

/** `Re: ` once, whatever stood there in whichever language. */
export const replySubject = (subject: string): string =>
  `Re: ${subject.replace(/^(?:(?:re|fw|fwd|tr|réf|aw)\s*:\s*)+/iu, '').trim()}`;

/** Whoever has it before them has read it, and once is enough. */
const useReading = (entry: ReceivedEntry, caseId: string, isShown: boolean) => {
  const read = useCommand('cases.readMessage');
  const begun = useRef(false);
  const { mutate } = read;
  const { messageId, barredRead } = entry;
  const counts = entry.holds || entry.readBy.length === 0;
  useEffect(() => {
    if (!isShown || !counts || barredRead !== null || begun.current) return;
    begun.current = true;
    mutate({ caseId, messageId });
  }, [isShown, counts, barredRead, caseId, messageId, mutate]);
  return read.error;
};

/** What came, opened: its words, what is known of it, and the way to answer. */
export const ReceivedView = ({
  entry,
  caseId,
  actions,
  subject,
  onClose,
}: {
  readonly entry: ReceivedEntry;
  readonly caseId: string;
  readonly actions: CaseActions;
  readonly subject: string;
  readonly onClose: () => void;
}) => {
  const go = useNavigation((state) => state.go);
  const nowMs = useNow('minute');
  const zone = useZone();
  const { messageId } = entry;
  const answer = useCall('cases.received', { caseId, messageId });
  const failure = useReading(entry, caseId, answer.data !== undefined);
  const mayAnswer = actions.why.write === null && entry.what === 'message';
  const reply = (): void => go('compose', caseId, `free-answer:::${replySubject(entry.subject ?? '')}`);
  const whence =
    entry.attachedBy === null ? receivedTexts.matched[entry.matchedBy] : receivedTexts.attached(entry.attachedBy);
  useKeys(received.label(subject), [
    { keys: 'escape', label: received.close, run: onClose },
    ...(mayAnswer ? [{ keys: 'r', label: received.answer, run: reply }] : []),
  ]);
  return (
    <section className={styles.view} aria-label={received.label(subject)}>
      <p className={styles.quiet}>
        {whence} {/* What is wrong with its sender stands above, where it is seen unopened, too. */}
        {(entry.from === 'from-before' || entry.from === 'attestor') && received.from[entry.from]}
        {entry.dmarc === 'fail' && ` ${received.forged}`}
      </p>
      {answer.error !== null && <Failure failure={answer.error} onAgain={() => void answer.refetch()} />}
      {answer.data === undefined && answer.error === null && <Bars rows={6} label={received.opening} />}
      {answer.data !== undefined && <ReceivedBody message={answer.data} />}
      <div className={styles.foot}>
        {mayAnswer && (
          <Button variant="default" size="compact-sm" onClick={reply} rightSection={<Key keys="r" />}>
            {received.answer}
          </Button>
        )}
        <p className={styles.quiet}>
          {entry.readBy.length > 0 &&
            `${received.read(entry.readBy.map(({ name, at }) => `${name}, ${whenText(at, nowMs, zone)}`))} `}
          {entry.holds && entry.readBy.length > 0 && received.holds}
          {entry.barredRead?.message}
        </p>
      </div>
      <Failure failure={failure} />
    </section>
  );
};
