import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { whenText } from '../ui/times';
import { Evidence, FallbackAbout } from './Evidence';
import { Preparing } from './Preparing';
import { fallbackTexts } from './texts';
import styles from './Fallback.module.css';

const { deciding, over } = fallbackTexts;

/** The alternate method on its case: gathering, waiting for reviewers, or how it ended. */
export const FallbackPanel = ({ view, onWithdraw }: { readonly view: CaseView; readonly onWithdraw: () => void }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { fallback, barred } = view;
  if (fallback === null) return null;
  if (fallback.stage === 'preparing' && barred.prepareFallback === null)
    return <Preparing caseId={view.caseId} fallback={fallback} onWithdraw={onWithdraw} />;
  const isDeciding = fallback.stage === 'deciding';
  return (
    <section className={styles.panel} aria-label={fallbackTexts.title}>
      <FallbackAbout
        fallback={fallback}
        end={
          isDeciding && barred.withdrawFallback === null ? (
            <Button variant="default" size="compact-xs" onClick={onWithdraw}>
              {fallbackTexts.withdraw.action}
            </Button>
          ) : undefined
        }
      />
      {isDeciding && (
        <p className={styles.deciding} role="status">
          <strong>{deciding.approvals(fallback.approvals, fallback.approvalsNeeded)}</strong>
          {fallback.dueAt !== null && `, ${deciding.due(whenText(fallback.dueAt, nowMs, zone))}`}. {deciding.quiet}
        </p>
      )}
      {!isDeciding && fallback.decisions.length > 0 && (
        <ul className={styles.decisions}>
          {fallback.decisions.map((made) => (
            <li key={`${made.by} ${made.at}`}>
              {made.decision === 'approve' ? (
                <IconCircleCheckFilled size={16} className={styles.seen} aria-hidden />
              ) : (
                <IconCircleXFilled size={16} className={styles.missing} aria-hidden />
              )}
              <span>
                {over[made.decision](made.by, whenText(made.at, nowMs, zone))}
                {made.reason !== null && (
                  <>
                    : <span className={styles.note}>{made.reason}</span>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Evidence fallback={fallback} />
    </section>
  );
};
