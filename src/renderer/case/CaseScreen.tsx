import { useEffect, useRef } from 'react';
import type { CaseView } from '#contract/cases';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { caseTexts } from './texts';
import { frameTexts } from '../app/texts/frame';
import { Bars } from '../ui/Bars';
import { FallbackPanel } from '../fallback/FallbackPanel';
import { Failure } from '../ui/Failure';
import { KeyLine } from '../ui/KeyLine';
import { AccountFacts, RequestFacts } from './AccountFacts';
import { Bands } from './Bands';
import { CaseDialogs } from './dialogs/CaseDialogs';
import { CaseHead } from './CaseHead';
import { ClockLine } from './ClockLine';
import { hasClocks } from './clock-line-model';
import { LinkGate } from './LinkGate';
import { NextAction } from './NextAction';
import { Secures } from './Secures';
import { Thread } from './thread/Thread';
import { threadTexts } from './thread/texts';
import { UndoLine } from './UndoLine';
import { useCaseActions } from './use-case-actions';
import { Watch } from './Watch';
import { Ways } from './Ways';
import styles from './Case.module.css';

const beforeTheForm = new Set<CaseView['status']>(['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired']);

/** What works here and now, in the last line. */
const lines = [
  { keys: 's', words: 'send link', name: 'send' },
  { keys: 'e', words: 'email', name: 'write' },
  { keys: 'm', words: 'alternate method', name: 'fallback' },
  { keys: 'a', words: 'assign to me', name: 'assignMe' },
  { keys: 'z', words: 'put aside', name: 'snooze' },
  { keys: 'x', words: 'stop', name: 'freeze' },
] as const;
const notMe = { keys: 'x', words: '“this wasn’t me”', name: 'repudiation' } as const;

const Full = ({ view, message }: { readonly view: CaseView; readonly message: string | null }) => {
  const actions = useCaseActions(view, true, message);
  const scroll = useRef<HTMLDivElement>(null);
  // What to do next stands at the top: when it becomes another thing, that is where to look.
  // But not away from a message that was just opened, and is read by that.
  const { action } = view.next;
  const before = useRef(action);
  useEffect(() => {
    if (scroll.current !== null && before.current !== 'read-message') scroll.current.scrollTop = 0;
    before.current = action;
  }, [action]);
  // Where the ways or the evidence themselves are what to do next, a block above them would say it twice.
  const isMine = view.next.refusal === null;
  const isTriage = isMine && view.next.action === 'rule-out-self-help';
  const shownLines = lines
    .map((line) => (line.keys === 'x' && view.maybeNotMe !== null ? notMe : line))
    .filter(
      (line) => actions.why[line.name] === null && !(isTriage && (line.name === 'snooze' || line.name === 'write')),
    );
  const isGathering = isMine && view.next.action === 'prepare-fallback' && view.barred.prepareFallback === null;
  return (
    <div className={styles.page}>
      <CaseHead view={view} actions={actions} isFull />
      <div className={styles.columns}>
        <div className={styles.work}>
          <div ref={scroll} className={styles.workScroll}>
            <Bands view={view} actions={actions} />
            {!isTriage && !isGathering && <NextAction view={view} actions={actions} isFull />}
            <FallbackPanel view={view} onWithdraw={() => actions.show('withdraw')} />
            <Watch view={view} actions={actions} />
            {view.secures === null ? <Ways view={view} /> : <Secures secures={view.secures} />}
            {view.secures === null && beforeTheForm.has(view.status) && <LinkGate view={view} actions={actions} />}
            <Thread key={view.caseId} view={view} actions={actions} isFull />
          </div>
          <UndoLine view={view} />
          <KeyLine
            lines={[
              ...(isTriage
                ? [
                    { keys: '1', words: 'worked' },
                    { keys: '2', words: 'did not work' },
                    { keys: '3', words: 'impossible' },
                    { keys: 'l', words: 'language' },
                    { keys: 'e', words: 'send by email' },
                  ]
                : []),
              ...shownLines.map((line) =>
                line.name === 'snooze' && view.snooze !== null ? { ...line, words: 'take up again' } : line,
              ),
              { keys: 'j k', words: threadTexts.keys },
              { keys: 'escape', words: 'back' },
              { keys: '?', words: 'all keys' },
            ]}
          />
        </div>
        <aside className={styles.facts} aria-label={caseTexts.account.title}>
          {hasClocks(view) && <ClockLine view={view} />}
          <AccountFacts view={view} />
          <RequestFacts view={view} />
        </aside>
      </div>
      <CaseDialogs view={view} actions={actions} />
    </div>
  );
};

/** A case on a page of its own: what to do next at the left, who and how long at the right. */
export const CaseScreen = ({
  caseId,
  message = null,
}: {
  readonly caseId: string;
  /** A message that came, which is open at first. */
  readonly message?: string | null;
}) => {
  const answer = useCall('cases.get', { caseId });
  const back = useNavigation((state) => state.back);
  useKeys(frameTexts.keys.back, [{ keys: 'escape', label: caseTexts.collapse, run: back }]);
  if (answer.data !== undefined) return <Full view={answer.data} message={message} />;
  if (answer.error !== null)
    return (
      <div className={styles.scroll}>
        <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
      </div>
    );
  return <Bars rows={12} label={caseTexts.loading} />;
};
