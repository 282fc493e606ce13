import { Button } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNavigation } from '../app/navigation';
import type { Decided } from './DecideDialogs';
import { DisableSteps } from './DisableSteps';
import { reviewTexts } from './texts';
import styles from './OverPanel.module.css';

const { over } = reviewTexts;
const wordsOf = (decided: Decided | null): { readonly title: string; readonly words: string } => {
  if (decided === null) return { title: over.title, words: over.words };
  if (decided.decision === 'fail') return { title: over.fail, words: over.failWords };
  if (decided.decision === 'ask-again') return { title: over.again, words: over.againWords };
  return decided.approvalsLeft > 0 ? { title: over.first, words: over.firstWords(decided.approvalsLeft) } : { title: over.pass, words: over.passWords };
};

/** After a decision, or when there is none to make: where the case stands now, and the next review. */
export const OverPanel = ({ decided, live, caseId }: { readonly decided: Decided | null; readonly live: CaseView | undefined; readonly caseId: string }) => {
  const go = useNavigation((state) => state.go);
  const { title, words } = wordsOf(decided);
  return (
    <div className={styles.place}>
      <section className={styles.box} aria-label={title}>
        <div className={styles.head} role="status">{decided === null ? <IconInfoCircle size={20} stroke={1.8} aria-hidden /> : <IconCircleCheck size={20} stroke={1.8} aria-hidden />}<div><h2>{title}</h2><p>{words}</p></div></div>
        {live !== undefined && live.disable !== null && <DisableSteps caseId={caseId} />}
        <div className={styles.buttons}><Button onClick={() => go('reviews')}>{over.next}</Button><Button variant="default" onClick={() => go('case', caseId)}>{reviewTexts.openCase}</Button></div>
      </section>
    </div>
  );
};
