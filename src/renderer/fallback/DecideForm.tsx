import { Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls';
import { howKinds } from '#domain/case/events';
import type { How } from '#domain/case/events';
import { useDraft } from '../app/drafts';
import { useCommand } from '../app/queries';
import { CodeFoot, isAboutCode } from '../review/CodeFoot';
import { Failure } from '../ui/Failure';
import { fallbackTexts } from './texts';
import styles from './FallbackScreen.module.css';

export type FallbackAnswer = CallOutput<'fallback.get'>;
type Decision = 'approve' | 'refuse';
export type FallbackDecided = { readonly decision: Decision; readonly approvalsLeft: number };

const { review } = fallbackTexts;
const least = 10;

/** Blank at first: approve or refuse, with one's own reason and a one-time code, over what was shown (R9, R13, R23). */
export const DecideForm = ({
  caseId,
  seen,
  isStale,
  onLookAgain,
  onDecided,
}: {
  readonly caseId: string;
  readonly seen: FallbackAnswer;
  readonly isStale: boolean;
  readonly onLookAgain: () => void;
  readonly onDecided: (decided: FallbackDecided) => void;
}) => {
  const { fallback } = seen;
  const [decision, setDecision] = useState<Decision | null>(null);
  const [how, setHow] = useState<How>('disable');
  const hours = seen.temporaryAccessHours;
  const [reason, setReason] = useDraft(`fallback.decide ${fallback.fallbackId}`);
  const decide = useCommand('fallback.decide');
  const left = least - reason.trim().length;
  const isBlocked = decision === null || left > 0 || isStale;
  const send = (code: string): void => {
    if (decision === null) return;
    decide.mutate(
      {
        caseId,
        fallbackId: fallback.fallbackId,
        decision,
        reason,
        digest: seen.digest,
        ...(decision === 'approve' && hours !== null ? { how } : {}),
        code,
      },
      {
        onSuccess: ({ approvalsLeft }) => {
          setReason('');
          onDecided({ decision, approvalsLeft });
        },
      },
    );
  };
  const hasChanged = decide.error?.code === 'view-changed' || decide.error?.code === 'conflict';
  return (
    <section className={styles.form} aria-label={review.form}>
      <header className={styles.formHead}>
        <h2>{review.form}</h2>
        <span>{review.approvals(fallback.approvals, fallback.approvalsNeeded)}</span>
      </header>
      <div className={styles.formBody}>
        <p className={styles.quiet}>{review.blank}</p>
        <Radio.Group
          label={review.choose}
          value={decision}
          onChange={(value) => setDecision(value === 'approve' ? 'approve' : 'refuse')}
        >
          <Stack gap={8} mt={6}>
            <Radio
              value="approve"
              label={review.approve}
              description={
                fallback.barredApproval?.message ?? review.approveWords(fallback.approvalsNeeded - fallback.approvals)
              }
              disabled={fallback.barredApproval !== null}
            />
            <Radio value="refuse" label={review.refuse} description={review.refuseWords} />
          </Stack>
        </Radio.Group>
        {decision === 'approve' && hours !== null && (
          <Radio.Group
            label={review.how}
            value={how}
            onChange={(value) => setHow(howKinds.find((candidate) => candidate === value) ?? 'disable')}
          >
            <Stack gap={8} mt={6}>
              <Radio value="disable" label={review.disable} description={review.disableWords} />
              <Radio value="temporary-access" label={review.temporary(hours)} description={review.temporaryWords} />
            </Stack>
          </Radio.Group>
        )}
        <Textarea
          label={review.reason}
          description={review.reasonHint(left)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={2000}
          autosize
          minRows={3}
          maxRows={8}
        />
        {!isAboutCode(decide.error) && (
          <Failure
            failure={decide.error}
            {...(hasChanged ? { onAgain: onLookAgain, againLabel: review.lookAgain } : {})}
          />
        )}
      </div>
      <div className={styles.formFoot}>
        <CodeFoot
          button={review.decide}
          label={review.code}
          isBusy={decide.isPending}
          failure={decide.error}
          isBlocked={isBlocked}
          hasFocus={false}
          onCode={send}
        />
        {isBlocked && <p className={styles.quiet}>{review.why}</p>}
      </div>
    </section>
  );
};
