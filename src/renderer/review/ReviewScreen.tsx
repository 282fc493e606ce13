import { useState } from 'react';
import type { ReactNode } from 'react';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { useSession, useWhyNot } from '../app/session';
import { Bars } from '../ui/Bars';
import { Failure } from '../ui/Failure';
import type { Decided } from './DecideDialogs';
import { DisableDialog } from './DisableSteps';
import { OverPanel } from './OverPanel';
import { RefusedReview } from './RefusedReview';
import { ReviewDesk } from './ReviewDesk';
import { ReviewHead } from './ReviewHead';
import { reviewTexts } from './texts';
import { isInReview } from './use-review';
import styles from './ReviewScreen.module.css';

const { refused } = reviewTexts;

/** Evidence and decision of one case. */
export const ReviewScreen = ({ caseId }: { readonly caseId: string }) => {
  const whyNot = useWhyNot('evidence:view');
  const { who } = useSession();
  const go = useNavigation((state) => state.go);
  const live = useCall('cases.get', { caseId }).data;
  const answer = useCall('review.get', { caseId }, { enabled: whyNot === null });
  const [decided, setDecided] = useState<Decided | null>(null);
  const [isDialogOpen, setDialogOpen] = useState(false);
  const [isWatching, setWatching] = useState(false);
  const onDecided = (made: Decided): void => {
    setDecided(made);
    setWatching(made.decision === 'pass' && made.approvalsLeft === 0);
  };
  useKeys(reviewTexts.title, [
    { keys: 'escape', label: reviewTexts.back, run: () => go('reviews'), isMove: true },
    { keys: '', label: reviewTexts.openCase, run: () => go('case', caseId) },
  ]);

  const view = answer.data ?? null;
  const page = (content: ReactNode) => (
    <div className={styles.screen}>
      {(view !== null || live !== undefined) && <ReviewHead view={view} live={live} />}
      {content}
    </div>
  );
  if (whyNot !== null)
    return page(
      <RefusedReview
        caseId={caseId}
        title={refused.role}
        message={whyNot}
        rule={null}
        way={null}
        foot={refused.noPictures}
        canHandOver={false}
      />,
    );
  if (view === null)
    return answer.error === null ? (
      <Bars rows={8} height={56} label={reviewTexts.loading} />
    ) : (
      page(
        <div className={styles.failure}>
          <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
        </div>,
      )
    );

  // While its dialog is open the desk stays, whatever the case has become: the dialog tells it.
  const isOver = decided !== null || !isInReview(live);
  if (isOver && !isDialogOpen)
    return page(
      <>
        <OverPanel decided={decided} live={live} caseId={caseId} isBehind={isWatching} />
        <DisableDialog caseId={caseId} isOpen={isWatching} onClose={() => setWatching(false)} />
      </>,
    );
  if (!view.mayDecide && !isDialogOpen) {
    const isMine = view.approvals.some((made) => made.by === who.name);
    return page(
      <RefusedReview
        caseId={caseId}
        title={isMine ? refused.approved : refused.title}
        message={view.why}
        rule={view.rule}
        way={view.way}
        foot={refused.notOpened}
        canHandOver={view.rule === 'R9'}
      />,
    );
  }
  if (live !== undefined && live.frozen !== null && !isDialogOpen)
    return page(
      <RefusedReview
        caseId={caseId}
        title={refused.title}
        message={live.next.reason}
        rule="R7"
        way={live.next.refusal?.way ?? null}
        foot={refused.notOpened}
        canHandOver={false}
      />,
    );
  return page(
    <ReviewDesk
      view={view}
      live={live}
      refetch={async () => (await answer.refetch()).data}
      onDecided={onDecided}
      onDialog={setDialogOpen}
    />,
  );
};
