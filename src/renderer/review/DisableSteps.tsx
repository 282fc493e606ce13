import { Button, Progress } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconClock,
  IconInfoCircle,
  IconLoader2,
  IconSnowflake,
} from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useCall } from '../app/queries';
import { Bars } from '../ui/Bars';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { StatusChip } from '../ui/StatusChip';
import { whenText } from '../ui/times';
import { clockText } from './clock-text';
import { StoppedDisable } from './StoppedDisable';
import { reviewTexts } from './texts';
import styles from './DisableSteps.module.css';

type Run = NonNullable<CaseView['disable']>;
type Step = Run['steps'][number];
const { steps: words } = reviewTexts;

const Glyph = ({ state }: { readonly state: Step['state'] }) => {
  switch (state) {
    case 'done':
      return <IconCircleCheckFilled size={18} className={styles.done} role="img" aria-label={words.done} />;
    case 'running':
      return <IconLoader2 size={18} stroke={2} className={styles.turning} role="img" aria-label={words.running} />;
    case 'stopped':
      return <IconCircleXFilled size={18} className={styles.bad} role="img" aria-label={words.stopped} />;
    case 'waiting':
      return <IconCircle size={18} stroke={1.6} className={styles.quiet} role="img" aria-label={words.waiting} />;
  }
};

const doneOf = (run: Run): number => run.steps.filter((step) => step.state === 'done').length;

const isAccess = (run: Run): boolean => run.how === 'temporary-access';
const overOf = (view: CaseView, run: Run): string => (isAccess(run) ? words.accessOver : words.over)(view.person);

/** What a screen reader hears, one line a step: the newest that was read back, or that it stopped or ended. */
const spokenOf = (view: CaseView, run: Run): string => {
  if (run.stopped !== null) return `${words.stoppedTitle}. ${words.found} ${run.stopped.found}`;
  if (run.finishedAt !== null) return overOf(view, run);
  const newest = run.steps.findLast((step) => step.state === 'done');
  return newest === undefined ? '' : words.announceDone(newest.title, newest.readBack ?? '');
};

/** One step with its state, its read-back and its time. */
export const StepLine = ({ step }: { readonly step: Step }) => {
  const zone = useZone();
  return (
    <li className={styles.step} data-state={step.state}>
      <Glyph state={step.state} />
      <div className={styles.words}>
        <span className={styles.title}>{step.title}</span>
        {step.readBack !== null && (
          <p>
            <span className={styles.label}>{step.state === 'stopped' ? words.found : words.readBack}</span>{' '}
            {step.readBack}
          </p>
        )}
      </div>
      <span className={styles.at}>
        {step.at === null ? words[step.state] : <time dateTime={step.at}>{clockText(step.at, zone)}</time>}
      </span>
    </li>
  );
};

/** R8: what lies between the decision and the first step. */
const Waiting = ({ run, isBegun }: { readonly run: Run; readonly isBegun: boolean }) => {
  const nowMs = useNow('second');
  const zone = useZone();
  const { coolingOff } = run;
  if (isBegun) return null;
  const remark = (text: string, isWarning = false) => (
    <p className={styles.remark} data-warn={isWarning || undefined}>
      <IconClock size={16} stroke={1.8} aria-hidden />
      {text}
    </p>
  );
  const because =
    coolingOff === null || coolingOff.reasons.length === 0 ? '' : ` ${words.because(coolingOff.reasons.join(', '))}`;
  if (coolingOff?.state === 'nobody-told') return remark(words.nobodyTold, true);
  if (coolingOff?.state === 'not-started') return remark(`${words.notStarted}${because}`);
  const until = coolingOff?.endsAt ?? run.dueAt;
  return Date.parse(until) > nowMs
    ? remark(
        `${words.begins(whenText(until, nowMs, zone))}${coolingOff?.changed == null ? '' : ` ${coolingOff.changed}`}${because}`,
      )
    : null;
};
const isCooling = (run: Run): boolean =>
  run.coolingOff !== null && run.coolingOff.state !== 'ended' && doneOf(run) === 0;

const Steps = ({ view, run }: { readonly view: CaseView; readonly run: Run }) => {
  const done = doneOf(run);
  return (
    <div className={styles.steps}>
      <Progress
        value={run.steps.length === 0 ? 0 : (done / run.steps.length) * 100}
        size={4}
        aria-label={words.progress}
        color={run.stopped === null ? 'var(--rd-accent)' : 'var(--rd-bad)'}
        transitionDuration={0}
      />
      {view.frozen !== null && (
        <p className={styles.remark}>
          <IconSnowflake size={16} stroke={1.8} aria-hidden />
          {words.frozen}
        </p>
      )}
      <Waiting run={run} isBegun={done > 0} />
      {run.retrying !== null && (
        <p className={styles.remark} data-warn>
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          {run.retrying}
        </p>
      )}
      <ol className={styles.list} aria-label={words.label}>
        {run.steps.map((step) => (
          <StepLine key={step.key} step={step} />
        ))}
      </ol>
      {run.stopped !== null && <StoppedDisable view={view} stopped={run.stopped} />}
      {run.finishedAt !== null && (
        <p className={styles.remark} data-ok>
          <IconCircleCheckFilled size={16} aria-hidden />
          {isAccess(run) ? words.accessFinished : words.finished}
        </p>
      )}
      <p className={styles.spoken} role="status">
        {spokenOf(view, run)}
      </p>
    </div>
  );
};

/** The live steps of a disable, for one case, each with what was read back. */
export const DisableSteps = ({ caseId }: { readonly caseId: string }) => {
  const answer = useCall('cases.get', { caseId });
  const view = answer.data;
  if (view === undefined)
    return answer.error === null ? (
      <Bars rows={6} label={words.loading} />
    ) : (
      <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
    );
  return view.disable === null ? (
    <p className={styles.nothing}>{words.nothing}</p>
  ) : (
    <Steps view={view} run={view.disable} />
  );
};

const titleOf = (view: CaseView | undefined): string => {
  const run = view?.disable ?? null;
  if (view === undefined || run === null) return words.soon;
  if (run.stopped !== null) return words.stoppedTitle;
  if (isCooling(run)) return words.cooling;
  return run.finishedAt !== null
    ? overOf(view, run)
    : (isAccess(run) ? words.accessTitle : words.title)(doneOf(run), run.steps.length);
};

/** The same as a dialog; closing it stops nothing. */
export const DisableDialog = ({
  caseId,
  isOpen,
  onClose,
}: {
  readonly caseId: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) => {
  const view = useCall('cases.get', { caseId }, { enabled: isOpen }).data;
  return (
    <Dialog
      title={titleOf(view)}
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <>
          {view?.disable?.finishedAt === null && view.disable.stopped === null && (
            <span className={styles.goesOn}>
              <IconInfoCircle size={16} stroke={1.7} aria-hidden />
              {words.goesOn}
            </span>
          )}
          <Button variant="default" data-autofocus onClick={onClose}>
            {words.close}
          </Button>
        </>
      }
    >
      {view !== undefined && (
        <div className={styles.head}>
          <span>
            {view.person}
            {view.account !== null && `, ${view.account.login}`}
          </span>
          <StatusChip status={view.status} isFrozen={view.frozen !== null} />
        </div>
      )}
      <DisableSteps caseId={caseId} />
    </Dialog>
  );
};
