import { Button, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconShredder } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { CaseView } from '#contract/cases';
import type { ReviewView } from '#contract/review';
import { useZone } from '../app/desk';
import { useKeys } from '../app/keys';
import { KeyLine } from '../ui/KeyLine';
import { dateText } from '../ui/times';
import { AccountBox, SubmissionFacts } from './AccountBox';
import { AskAgainDialog, FailDialog, PassDialog } from './DecideDialogs';
import type { Decided } from './DecideDialogs';
import { DecisionButtons, DecisionFields } from './DecisionBox';
import { MarksForm } from './MarksForm';
import { NameComparison } from './NameComparison';
import { marksDone } from './review-draft';
import { Stage } from './Stage';
import { reviewTexts } from './texts';
import { usePictures } from './use-pictures';
import { useReview } from './use-review';
import type { Review, ReviewDialog } from './use-review';
import styles from './ReviewScreen.module.css';

const { form, changed, stage, decision } = reviewTexts;

type ReviewDeskProps = {
  readonly view: ReviewView;
  readonly live: CaseView | undefined;
  readonly refetch: () => Promise<ReviewView | undefined>;
  readonly onDecided: (decided: Decided) => void;
  readonly onDialog: (isOpen: boolean) => void;
};

const Changed = ({ review }: { readonly review: Review }) => (
  <div className={styles.changed} role="alert">
    <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
    <div>
      <strong>{changed.title}</strong>
      <p>
        {review.changed.join(', ')}. {changed.words}
      </p>
    </div>
    <Button variant="default" onClick={review.lookAgain}>
      {changed.button}
    </Button>
  </div>
);

const Destroyed = ({ view }: { readonly view: ReviewView }) => {
  const zone = useZone();
  return (
    <div className={styles.destroyed} role="status">
      <IconShredder size={26} stroke={1.6} aria-hidden />
      <h2>{stage.destroyed}</h2>
      <p>{stage.destroyedWords(view.destroyedAt === null ? null : dateText(view.destroyedAt, zone))}</p>
    </div>
  );
};

/** The pictures at the left, the blank form at the right, and the dialogs that decide. */
export const ReviewDesk = ({ view, live, refetch, onDecided, onDialog }: ReviewDeskProps) => {
  const pictures = usePictures(view.caseId, view.pictures);
  const review = useReview(view, refetch, pictures);
  const { draft, change, opened, gate } = review;
  // What a dialog confirms is what stood on the screen when it opened.
  const [dialog, setDialog] = useState<{
    readonly which: ReviewDialog;
    readonly view: ReviewView;
    readonly draft: typeof draft;
    readonly digest: string;
    readonly account: CaseView['account'];
  } | null>(null);
  const formTop = useRef<HTMLDivElement>(null);
  const show = (which: ReviewDialog): void => {
    review.setRefusal(null);
    setDialog({ which, view, draft, digest: review.digest, account: live?.account ?? null });
    onDialog(true);
  };
  const hide = (): void => {
    setDialog(null);
    onDialog(false);
  };
  const passLabel =
    view.approvalsNeeded - view.approvals.length > 1 ? decision.passFirst(view.approvalsNeeded) : decision.pass;
  useKeys(decision.title, [
    { keys: 'mod+enter', label: passLabel, run: () => show('pass'), refusal: gate.pass ?? undefined },
    { keys: '', label: decision.fail, run: () => show('fail'), refusal: gate.fail ?? undefined },
    { keys: '', label: decision.again, run: () => show('again') },
  ]);

  const dialogProps =
    dialog === null
      ? null
      : {
          view: dialog.view,
          account: dialog.account,
          draft: dialog.draft,
          digest: dialog.digest,
          onClose: hide,
          onLookAgain: () => {
            hide();
            review.lookAgain();
          },
          onRefused: review.setRefusal,
          onDecided: (made: Decided): void => {
            review.clear();
            hide();
            onDecided(made);
          },
        };
  const done = marksDone(draft);
  return (
    <div className={styles.desk}>
      <div className={styles.evidence}>
        {review.changed.length > 0 && <Changed review={review} />}
        {view.evidence === 'destroyed' ? (
          <Destroyed view={view} />
        ) : (
          <Stage view={view} pictures={pictures} onAskAgain={() => show('again')} />
        )}
        <div className={styles.below}>
          <NameComparison opened={opened} isStale={review.isStale} />
          <SubmissionFacts view={view} />
        </div>
        <AccountBox view={view} />
      </div>
      <section className={styles.form} aria-label={form.title}>
        <div className={styles.formHead}>
          <h2>{form.title}</h2>
          <UnstyledButton
            className={styles.jump ?? ''}
            onClick={() => formTop.current?.scrollIntoView({ block: 'start' })}
          >
            {form.jump}
            <IconChevronDown size={15} aria-hidden />
          </UnstyledButton>
          <span role="status">{form.of(done)}</span>
        </div>
        <div className={styles.formBody} ref={formTop}>
          {view.evidence === 'kept' && (
            <MarksForm
              draft={draft}
              first={review.looked.first}
              unseen={review.unseen}
              change={change}
              opened={opened}
              isStale={review.isStale}
              onOpen={review.open}
              isOpening={review.isOpening}
              failure={review.openFailure}
            />
          )}
          <DecisionFields view={view} draft={draft} change={change} opened={review.isStale ? null : opened} />
        </div>
        <div className={styles.formFoot}>
          <DecisionButtons
            view={view}
            gate={gate}
            failure={review.refusal}
            onPass={() => show('pass')}
            onFail={() => show('fail')}
            onAgain={() => show('again')}
            onLookAgain={review.lookAgain}
          />
        </div>
        <KeyLine
          lines={[
            { keys: '1', words: '– 4 check' },
            { keys: 'z', words: 'zoom' },
            { keys: 'r', words: 'rotate' },
            { keys: '?', words: 'all keys' },
          ]}
        />
      </section>
      {dialog?.which === 'pass' && dialogProps !== null && <PassDialog {...dialogProps} />}
      {dialog?.which === 'fail' && dialogProps !== null && <FailDialog {...dialogProps} />}
      {dialog?.which === 'again' && dialogProps !== null && <AskAgainDialog {...dialogProps} />}
    </div>
  );
};
