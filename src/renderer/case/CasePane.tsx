import type { CaseView } from '#contract/cases';
import { useCall } from '../app/queries';
import { caseTexts } from './texts';
import { Bars } from '../ui/Bars';
import { Failure } from '../ui/Failure';
import { AccountFacts, RequestFacts } from './AccountFacts';
import { Bands } from './Bands';
import { CaseDialogs } from './dialogs/CaseDialogs';
import { CaseHead } from './CaseHead';
import { ClockLine } from './ClockLine';
import { hasClocks } from './clock-line-model';
import { NextAction } from './NextAction';
import { Secures } from './Secures';
import { Thread } from './thread/Thread';
import { UndoLine } from './UndoLine';
import { useCaseActions } from './use-case-actions';
import { Watch } from './Watch';
import styles from './Case.module.css';

const Pane = ({ view }: { readonly view: CaseView }) => {
  const actions = useCaseActions(view, false);
  return (
    <>
      <CaseHead view={view} actions={actions} isFull={false} />
      <div className={styles.scroll}>
        <Bands view={view} actions={actions} />
        <NextAction view={view} actions={actions} isFull={false} />
        {view.secures !== null && <Secures secures={view.secures} />}
        <Watch view={view} actions={actions} />
        {hasClocks(view) && <ClockLine view={view} />}
        <AccountFacts view={view} />
        <RequestFacts view={view} />
        <Thread key={view.caseId} view={view} actions={actions} isFull={false} />
      </div>
      <UndoLine view={view} />
      <CaseDialogs view={view} actions={actions} />
    </>
  );
};

/** A case beside the queue: where it stands, in five seconds. */
export const CasePane = ({ caseId }: { readonly caseId: string }) => {
  const answer = useCall('cases.get', { caseId });
  if (answer.data !== undefined) return <Pane view={answer.data} />;
  if (answer.error !== null)
    return (
      <div className={styles.scroll}>
        <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
      </div>
    );
  return <Bars rows={8} label={caseTexts.loading} />;
};
