import { Button } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { CaseView } from '#contract/cases';
import { useNavigation } from '../app/navigation';
import type { Decided } from './DecideDialogs';
import { DisableSteps } from './DisableSteps';
import { reviewTexts } from './texts';
import styles from './OverPanel.module.css';

const { over } = reviewTexts;
const wordsOf = (decided: Decided | null, isCooling: boolean): { readonly title: string; readonly words: string } => {
  if (decided === null) return { title: over.title, words: over.words };
  if (decided.decision === 'fail') return { title: over.fail, words: over.failWords };
  if (decided.decision === 'ask-again') return { title: over.again, words: over.againWords };
  return decided.approvalsLeft > 0
    ? { title: over.first, words: over.firstWords(decided.approvalsLeft) }
    : { title: over.pass, words: isCooling ? over.coolingWords : over.passWords };
};

/**
 * After a decision, or when there is none to make: where the case stands now, and the next review. `isBehind` the
 * dialog that shows the same steps.
 */
export const OverPanel = ({
  decided,
  live,
  caseId,
  isBehind = false,
}: {
  readonly decided: Decided | null;
  readonly live: CaseView | undefined;
  readonly caseId: string;
  readonly isBehind?: boolean;
}) => {
  const go = useNavigation((state) => state.go);
  const box = useRef<HTMLElement>(null);
  const isMade = decided !== null && !isBehind;
  // The form that had the focus is gone with the decision: reading goes on here.
  useEffect(() => {
    if (isMade) box.current?.focus({ preventScroll: true });
  }, [isMade]);
  const { title, words } = wordsOf(
    decided,
    live?.disable?.coolingOff?.state === 'running' || live?.disable?.coolingOff?.state === 'not-started',
  );
  return (
    <div className={styles.place}>
      <section ref={box} tabIndex={-1} className={styles.box} aria-label={title}>
        <div className={styles.head} role="status">
          {decided === null ? (
            <IconInfoCircle size={20} stroke={1.8} aria-hidden />
          ) : (
            <IconCircleCheck size={20} stroke={1.8} aria-hidden />
          )}
          <div>
            <h2>{title}</h2>
            <p>{words}</p>
          </div>
        </div>
        {!isBehind && live !== undefined && live.disable !== null && <DisableSteps caseId={caseId} />}
        <div className={styles.buttons}>
          <Button onClick={() => go('reviews')}>{over.next}</Button>
          <Button variant="default" onClick={() => go('case', caseId)}>
            {reviewTexts.openCase}
          </Button>
        </div>
      </section>
    </div>
  );
};
