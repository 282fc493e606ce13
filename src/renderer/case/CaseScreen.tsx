import type { CaseView } from '#contract/cases';
import { useKeys } from '../app/keys';
import { useNavigation } from '../app/navigation';
import { useCall } from '../app/queries';
import { caseTexts } from '../app/texts/case';
import { frameTexts } from '../app/texts/frame';
import { Bars } from '../ui/Bars';
import { Failure } from '../ui/Failure';
import { KeyLine } from '../ui/KeyLine';
import { AccountFacts, RequestFacts } from './AccountFacts';
import { CaseDialogs } from './CaseDialogs';
import { CaseHead } from './CaseHead';
import { ClockLine } from './ClockLine';
import { FrozenBand } from './FrozenBand';
import { History } from './History';
import { LinkGate } from './LinkGate';
import { Messages } from './Messages';
import { NextAction } from './NextAction';
import { useCaseActions } from './use-case-actions';
import { Ways } from './Ways';
import styles from './Case.module.css';

const beforeTheForm = new Set<CaseView['status']>(['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired']);

const Full = ({ view }: { readonly view: CaseView }) => {
  const actions = useCaseActions(view, true);
  // In triage the ways themselves are what to do next: a block above them would say it twice.
  const isTriage = view.next.action === 'rule-out-self-help' && view.next.refusal === null;
  return (
    <div className={styles.page}>
      <CaseHead view={view} actions={actions} isFull />
      <div className={styles.columns}>
        <div className={styles.work}>
          <div className={styles.workScroll}>
            <FrozenBand frozen={view.frozen} />
            {!isTriage && <NextAction view={view} actions={actions} isFull />}
            <Ways view={view} />
            {beforeTheForm.has(view.status) && <LinkGate view={view} actions={actions} />}
            <Messages view={view} actions={actions} />
          </div>
          <KeyLine lines={[...(isTriage ? [{ keys: '1', words: 'worked' }, { keys: '2', words: 'did not work' }, { keys: '3', words: 'impossible' }] : []), { keys: 's', words: 'send link' }, { keys: 'a', words: 'assign to me' }, { keys: 'x', words: 'stop' }, { keys: 'escape', words: 'back' }, { keys: '?', words: 'all keys' }]} />
        </div>
        <aside className={styles.facts} aria-label={caseTexts.account.title}>
          <ClockLine view={view} />
          <AccountFacts view={view} />
          <RequestFacts view={view} />
          <History view={view} />
        </aside>
      </div>
      <CaseDialogs view={view} actions={actions} />
    </div>
  );
};

/** A case on a page of its own: what to do next at the left, who and how long at the right. */
export const CaseScreen = ({ caseId }: { readonly caseId: string }) => {
  const answer = useCall('cases.get', { caseId });
  const back = useNavigation((state) => state.back);
  useKeys(frameTexts.keys.back, [{ keys: 'escape', label: caseTexts.collapse, run: back }]);
  if (answer.data !== undefined) return <Full view={answer.data} />;
  if (answer.error !== null) return <div className={styles.scroll}><Failure failure={answer.error} onAgain={() => void answer.refetch()} /></div>;
  return <Bars rows={12} label={caseTexts.loading} />;
};
