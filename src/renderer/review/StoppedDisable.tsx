import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView } from '#contract/cases';
import type { RefusalView } from '#contract/shared';
import { useNavigation } from '../app/navigation';
import { useCommand } from '../app/queries';
import { Failure } from '../ui/Failure';
import { CodeFoot, isAboutCode } from './CodeFoot';
import { reviewTexts } from './texts';
import styles from './DisableSteps.module.css';

const { steps: words } = reviewTexts;
type Stopped = NonNullable<NonNullable<CaseView['disable']>['stopped']>;

/** Why not, and what would make it possible. */
const whyNotOf = (refusal: RefusalView | null): string | null =>
  refusal && [refusal.message, refusal.way].filter(Boolean).join(' ');

const Resume = ({ view }: { readonly view: CaseView }) => {
  const { caseId } = view;
  const resume = useCommand('cases.resumeDisable');
  const whyNot = whyNotOf(view.barred.resume);
  return (
    <li className={styles.way}>
      <div className={styles.wayTop}>
        <div>
          <strong>{words.resume}</strong>
          <p>{whyNot ?? words.resumeWords}</p>
        </div>
      </div>
      {whyNot === null && (
        <CodeFoot
          button={words.resumeButton}
          label={words.resumeLabel}
          isBusy={resume.isPending}
          failure={resume.error}
          hasFocus={false}
          onCode={(code) => resume.mutate({ caseId, code })}
        />
      )}
      {!isAboutCode(resume.error) && <Failure failure={resume.error} />}
    </li>
  );
};

/** Before anything was removed an approval can be taken back, with a reason and a code. */
const Revoke = ({ view }: { readonly view: CaseView }) => {
  const { caseId } = view;
  const revoke = useCommand('cases.revokeApproval');
  const whyNot = whyNotOf(view.barred.revoke);
  const [reason, setReason] = useState<string | null>(null);
  return (
    <li className={styles.way}>
      <div className={styles.wayTop}>
        <div>
          <strong>{words.revoke}</strong>
          <p>{whyNot ?? words.revokeWords}</p>
        </div>
        {whyNot === null && reason === null && (
          <Button variant="default" onClick={() => setReason('')}>
            {words.revokeButton}…
          </Button>
        )}
      </div>
      {reason !== null && (
        <>
          <TextInput
            mb={8}
            autoFocus
            label={words.revokeWhy}
            description={words.revokeHint}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <CodeFoot
            button={words.revokeButton}
            label={words.revokeLabel}
            isBusy={revoke.isPending}
            failure={revoke.error}
            hasFocus={false}
            isBlocked={reason.trim().length < 10}
            onCode={(code) => revoke.mutate({ caseId, reason: reason.trim(), code })}
          />
        </>
      )}
      {!isAboutCode(revoke.error) && <Failure failure={revoke.error} />}
    </li>
  );
};

const Stop = ({ view }: { readonly view: CaseView }) => {
  const freeze = useCommand('cases.freeze');
  const [why, setWhy] = useState('');
  return (
    <li className={styles.way}>
      <div className={styles.wayTop}>
        <div>
          <strong>{words.stopWay}</strong>
          <p>{view.barred.freeze?.message ?? words.stopWords}</p>
        </div>
      </div>
      {view.barred.freeze === null && (
        <form
          className={styles.stopForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (why.trim().length >= 3) freeze.mutate({ caseId: view.caseId, words: why });
          }}
        >
          <TextInput
            label={words.stopWhy}
            value={why}
            maxLength={1000}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={why.trim().length < 3} loading={freeze.isPending}>
            {words.stopButton}
          </Button>
        </form>
      )}
      <Failure failure={freeze.error} />
    </li>
  );
};

/** A disable that stopped: what was found, that nobody was told it worked, and the ways on. */
export const StoppedDisable = ({ view, stopped }: { readonly view: CaseView; readonly stopped: Stopped }) => {
  const go = useNavigation((state) => state.go);
  const whyNotClose = whyNotOf(view.barred.close);
  return (
    <section className={styles.stopped} aria-label={words.ways}>
      <div className={styles.stoppedHead} role="alert">
        <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
        <div>
          <strong>{words.reasons[stopped.reason] ?? words.stoppedTitle}</strong>
          <p>{stopped.found}</p>
          <p>{words.notTold}</p>
        </div>
      </div>
      <ul className={styles.ways}>
        <Resume view={view} />
        <Revoke view={view} />
        <li className={styles.way}>
          <div className={styles.wayTop}>
            <div>
              <strong>{words.closeWay}</strong>
              <p>{whyNotClose ?? words.closeWords}</p>
            </div>
            {whyNotClose === null && (
              <Button variant="default" onClick={() => go('case', view.caseId)}>
                {reviewTexts.openCase}
              </Button>
            )}
          </div>
        </li>
        <Stop view={view} />
      </ul>
    </section>
  );
};
