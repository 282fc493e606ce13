import { IconScale } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import type { ReviewView } from '#contract/review';
import { ClockLine } from '../case/ClockLine';
import { Marks } from '../ui/Marks';
import { StatusChip } from '../ui/StatusChip';
import { reviewTexts } from './texts';
import styles from './ReviewHead.module.css';

/** Who, which case, why this person may decide, and both clocks. */
export const ReviewHead = ({
  view,
  live,
}: {
  readonly view: ReviewView | null;
  readonly live: CaseView | undefined;
}) => {
  const person = view?.person ?? live?.person ?? '';
  const firm = view?.firm ?? live?.firm ?? '';
  return (
    <header className={styles.head}>
      <div className={styles.who}>
        <h1 className={styles.name}>
          {person}
          {live !== undefined && (
            <>
              <StatusChip status={live.status} isFrozen={live.frozen !== null} />
              <Marks marks={live.marks} unread={live.unread.length} />
            </>
          )}
        </h1>
        <p className={styles.under}>
          {[firm, view?.number ?? live?.number].filter(Boolean).join(' · ')}
          {view !== null && ` · ${view.account.role}, ${reviewTexts.factors(view.account.factors.length)}`}
        </p>
        {view?.mayDecide === true && (
          <p className={styles.may}>
            <IconScale size={16} stroke={1.7} aria-hidden />
            {view.why}
          </p>
        )}
      </div>
      {live !== undefined && (
        <div className={styles.clocks}>
          <h2 className={styles.spoken}>{reviewTexts.clocks}</h2>
          <ClockLine view={live} />
        </div>
      )}
    </header>
  );
};
