import { Button } from '@mantine/core';
import { IconAlertTriangle, IconArrowForwardUp, IconCircleCheck, IconInfoCircle, IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { useWhyNot } from '../app/session';
import { firmRoleNames } from '../app/texts/words';
import { RefusedReview } from '../review/RefusedReview';
import { ReviewHead } from '../review/ReviewHead';
import { Bars } from '../ui/Bars';
import { Facts } from '../ui/Facts';
import { Failure } from '../ui/Failure';
import { DecideForm } from './DecideForm';
import type { FallbackAnswer, FallbackDecided } from './DecideForm';
import { Evidence, FallbackAbout, Script } from './Evidence';
import { fallbackTexts } from './texts';
import styles from './FallbackScreen.module.css';

const { review } = fallbackTexts;

const AccountBox = ({ seen }: { readonly seen: FallbackAnswer }) => {
  const { account, override, risk, coolingOffHours, earlier } = seen;
  return (
    <section className={styles.account} aria-label={review.account}>
      <h3>{review.account}</h3>
      <Facts
        rows={[
          [review.name, account.name],
          [review.firm, account.firmName],
          [review.role, firmRoleNames[account.role]],
          [review.factors, account.factors.length === 0 ? review.noFactor : account.factors.join(', ')],
          [review.limits, account.limits.length === 0 ? null : account.limits.map(({ words }) => words).join(' ')],
          [review.addresses, String(account.addresses)],
          [review.contact, account.contactChanged],
          [review.risk, risk.length === 0 ? review.normal : review.raised(risk.join(', '))],
          [review.cooling, review.coolingHours(coolingOffHours)],
        ]}
      />
      {override !== null && (
        <p className={styles.remark}>
          <IconArrowForwardUp size={16} stroke={1.8} aria-hidden />
          <span>
            <strong>{review.override}:</strong> “{override}”
          </span>
        </p>
      )}
      {earlier.length > 0 && (
        <>
          <h3>{review.earlier}</h3>
          <ul className={styles.earlier}>
            {earlier.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

const overOf = (decided: FallbackDecided | null): { readonly title: string; readonly words: string } => {
  const { done } = review;
  if (decided === null) return { title: done.nothing, words: done.nothingWords };
  if (decided.decision === 'refuse') return { title: done.refused, words: done.refusedWords };
  return decided.approvalsLeft > 0
    ? { title: done.first, words: done.firstWords(decided.approvalsLeft) }
    : { title: done.approved, words: done.approvedWords };
};

const Over = ({ caseId, decided }: { readonly caseId: string; readonly decided: FallbackDecided | null }) => {
  const go = useNavigation((state) => state.go);
  const { title, words } = overOf(decided);
  return (
    <section className={styles.over} aria-label={title}>
      <div role="status" className={styles.overHead}>
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
      <div className={styles.buttons}>
        <Button autoFocus={decided !== null} onClick={() => go('reviews')}>
          {review.done.next}
        </Button>
        <Button variant="default" onClick={() => go('case', caseId)}>
          {review.openCase}
        </Button>
      </div>
    </section>
  );
};

/** Evidence and decision are pinned to what this person was shown until they look again (R23). */
const Desk = ({
  caseId,
  newest,
  onDecided,
}: {
  readonly caseId: string;
  readonly newest: FallbackAnswer;
  readonly onDecided: (decided: FallbackDecided) => void;
}) => {
  const [seen, setSeen] = useState(newest);
  const isStale = seen.digest !== newest.digest;
  return (
    <div className={styles.desk}>
      <div className={styles.evidence}>
        <p className={styles.may}>
          <IconScale size={16} stroke={1.7} aria-hidden />
          {newest.fallback.why}
        </p>
        {isStale && (
          <div className={styles.changed} role="alert">
            <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
            <div>
              <strong>{review.changedTitle}</strong>
              <p>{review.changedWords}</p>
            </div>
            <Button variant="default" onClick={() => setSeen(newest)}>
              {review.lookAgain}
            </Button>
          </div>
        )}
        <FallbackAbout fallback={seen.fallback} />
        <div className={styles.columns}>
          <Evidence fallback={seen.fallback} />
          <div className={styles.side}>
            <AccountBox seen={seen} />
            <Script fallback={seen.fallback} />
          </div>
        </div>
      </div>
      <DecideForm
        caseId={caseId}
        seen={seen}
        isStale={isStale}
        onLookAgain={() => setSeen(newest)}
        onDecided={onDecided}
      />
    </div>
  );
};

/** The evidence of one alternate method and a reviewer's own word over it. */
export const FallbackScreen = ({ caseId }: { readonly caseId: string }) => {
  const whyNot = useWhyNot('decision:make');
  const go = useNavigation((state) => state.go);
  const live = useCall('cases.get', { caseId }).data;
  const answer = useCall('fallback.get', { caseId }, { enabled: whyNot === null });
  const [decided, setDecided] = useState<FallbackDecided | null>(null);
  useKeys(review.title, [
    { keys: 'escape', label: review.back, run: () => go('reviews'), isMove: true },
    { keys: '', label: review.openCase, run: () => go('case', caseId) },
  ]);
  const page = (content: ReactNode) => (
    <div className={styles.screen}>
      {live !== undefined && <ReviewHead view={null} live={live} />}
      {content}
    </div>
  );
  if (whyNot !== null)
    return page(
      <RefusedReview
        caseId={caseId}
        title={review.noRole}
        message={whyNot}
        rule={null}
        way={null}
        foot={review.footRole}
        canHandOver={false}
      />,
    );
  if (decided !== null) return page(<Over caseId={caseId} decided={decided} />);
  if (answer.data === undefined)
    return answer.error === null ? (
      <Bars rows={8} height={56} label={review.loading} />
    ) : (
      page(
        <div className={styles.failure}>
          <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
        </div>,
      )
    );
  const { fallback } = answer.data;
  if (fallback.stage !== 'deciding') return page(<Over caseId={caseId} decided={null} />);
  if (!fallback.mayDecide)
    return page(
      <RefusedReview
        caseId={caseId}
        title={review.refused}
        message={fallback.why}
        rule={fallback.rule}
        way={fallback.way}
        foot={review.foot}
        canHandOver={fallback.rule === 'R9'}
      />,
    );
  return page(<Desk caseId={caseId} newest={answer.data} onDecided={setDecided} />);
};
