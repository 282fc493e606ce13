import { Button, Textarea } from '@mantine/core';
import type { ReviewView } from '#contract/review';
import type { CallFailure } from '../app/bridge';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { Explained } from '../ui/Explained';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { whenText } from '../ui/times';
import { differing } from './decision-gate';
import type { Gate, Opened } from './decision-gate';
import type { ReviewDraft } from './review-draft';
import { checkNames, reviewTexts, valueNames } from './texts';
import styles from './DecisionBox.module.css';

const { decision } = reviewTexts;

/** What goes with the decision: how many approvals it takes, the note, and a reason where the names differ. */
export const DecisionFields = ({
  view,
  draft,
  change,
  opened,
}: {
  readonly view: ReviewView;
  readonly draft: ReviewDraft;
  readonly change: (part: Partial<ReviewDraft>) => void;
  readonly opened: Opened | null;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const isUnequal = opened !== null && !opened.answer.equal;
  const needsNote = opened !== null && differing(opened, draft).length > 0;
  const missing = 10 - draft.nameReason.trim().length;
  return (
    <section className={styles.fields} aria-label={decision.title}>
      <header className={styles.head}>
        <h3>{decision.title}</h3>
        <span>{decision.approvals(view.approvals.length, view.approvalsNeeded)}</span>
      </header>
      <p className={styles.policy}>{view.policyWords}</p>
      {view.approvals.map((made) => (
        <p key={`${made.by} ${made.at}`} className={styles.policy}>
          {decision.approvedBy(made.by, whenText(made.at, nowMs, zone))}
        </p>
      ))}
      {opened?.answer.changed.map((mark) => (
        <p key={`${mark.by} ${mark.check}`} className={styles.policy}>
          {decision.changedBy(
            mark.by,
            checkNames[mark.check].toLowerCase(),
            valueNames[mark.before].toLowerCase(),
            valueNames[mark.value].toLowerCase(),
          )}{' '}
          <q>{mark.reason}</q>
        </p>
      ))}
      {isUnequal && (
        <Textarea
          label={decision.nameReason}
          description={decision.nameReasonHint(missing)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.nameReason}
          maxLength={500}
          autosize
          minRows={2}
          maxRows={5}
          onChange={(event) => change({ nameReason: event.currentTarget.value })}
        />
      )}
      <Textarea
        label={decision.note}
        {...(needsNote ? { description: decision.noteNeeded, required: true } : {})}
        value={draft.note}
        maxLength={2000}
        autosize
        minRows={1}
        maxRows={6}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
    </section>
  );
};

type DecisionButtonsProps = {
  readonly view: ReviewView;
  readonly gate: Gate;
  readonly failure: CallFailure | null;
  readonly onPass: () => void;
  readonly onFail: () => void;
  readonly onAgain: () => void;
  readonly onLookAgain: () => void;
};

/** The three ways to decide. What is closed says why; a refusal by main stands here until the case changes. */
export const DecisionButtons = ({
  view,
  gate,
  failure,
  onPass,
  onFail,
  onAgain,
  onLookAgain,
}: DecisionButtonsProps) => {
  const left = view.approvalsNeeded - view.approvals.length;
  const pass = left > 1 ? decision.passFirst(view.approvalsNeeded) : decision.pass;
  const isOpen = gate.pass === null;
  return (
    <div className={styles.buttons}>
      {failure !== null && (
        <Failure
          failure={failure}
          {...(failure.code === 'view-changed' || failure.code === 'conflict'
            ? { onAgain: onLookAgain, againLabel: reviewTexts.dialog.lookAgain }
            : {})}
        />
      )}
      <div className={styles.row}>
        <Button
          className={styles.pass ?? ''}
          variant={isOpen ? 'filled' : 'default'}
          disabled={!isOpen}
          onClick={onPass}
          rightSection={<Key keys="mod+enter" isOnFill={isOpen} />}
        >
          {pass}
        </Button>
        <Explained why={gate.fail}>
          <Button variant="default" disabled={gate.fail !== null} onClick={onFail}>
            {decision.fail}
          </Button>
        </Explained>
        <Explained why={gate.again}>
          <Button variant="default" disabled={gate.again !== null} onClick={onAgain}>
            {decision.again}…
          </Button>
        </Explained>
      </div>
      <p className={styles.why}>{gate.pass ?? decision.code}</p>
    </div>
  );
};
