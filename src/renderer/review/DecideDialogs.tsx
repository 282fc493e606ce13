import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import type { CallInput, CallOutput } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import type { ReviewView } from '#contract/review';
import { askAgainReasons, checkKinds, howKinds } from '#domain/case/events';
import type { AskAgainReason, How } from '#domain/case/events';
import type { CallFailure } from '../app/bridge';
import { useCommand } from '../app/queries';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { CodeFoot, isAboutCode } from './CodeFoot';
import { marksOf } from './review-draft';
import type { ReviewDraft } from './review-draft';
import { askAgainNames, checkNames, reviewTexts, valueNames } from './texts';
import { WhatHappens } from './WhatHappens';
import styles from './DecideDialogs.module.css';

export type Decided = { readonly decision: 'pass' | 'fail' | 'ask-again'; readonly approvalsLeft: number };
export type DecideProps = {
  /** As it stood when the dialog opened: what is confirmed is what is read. */
  readonly view: ReviewView;
  readonly account: CaseView['account'];
  readonly draft: ReviewDraft;
  readonly digest: string;
  readonly onClose: () => void;
  readonly onLookAgain: () => void;
  readonly onDecided: (decided: Decided) => void;
  readonly onRefused: (failure: CallFailure) => void;
};
const { dialog } = reviewTexts;
/** Refusals after which the case must be looked at anew. */
const isStale = (failure: CallFailure): boolean => failure.code === 'view-changed' || failure.code === 'conflict';

const useDecide = (
  { view, draft, digest, onDecided, onRefused }: DecideProps,
  decision: Decided['decision'],
  askAgain: AskAgainReason | null,
  how?: How,
) => {
  const decide = useCommand('review.decide');
  const input = (code: string): CallInput<'review.decide'> => ({
    caseId: view.caseId,
    decision,
    digest,
    marks: decision === 'ask-again' ? [] : marksOf(draft),
    printedName: draft.printedName.trim(),
    nameReason: draft.nameReason.trim(),
    note: draft.note.trim(),
    askAgain,
    ...(how === undefined ? {} : { how }),
    code,
  });
  return {
    error: decide.error,
    isBusy: decide.isPending,
    send: (code: string): void =>
      decide.mutate(input(code), {
        onSuccess: ({ approvalsLeft }: CallOutput<'review.decide'>) => onDecided({ decision, approvalsLeft }),
        onError: (failure) => {
          if (!isAboutCode(failure)) onRefused(failure);
        },
      }),
  };
};

const Refusal = ({
  failure,
  onLookAgain,
}: {
  readonly failure: CallFailure | null;
  readonly onLookAgain: () => void;
}) =>
  failure === null || isAboutCode(failure) ? null : (
    <Failure failure={failure} {...(isStale(failure) ? { onAgain: onLookAgain, againLabel: dialog.lookAgain } : {})} />
  );

/** What a pass sets going: at once, after a cooling-off (R8), or nothing yet. */
const passLead = (view: ReviewView): string => {
  const left = view.approvalsNeeded - view.approvals.length;
  const by = view.approvals.map((made) => made.by).join(', ');
  const { coolingOffHours: hours } = view.risk;
  if (left > 1) return dialog.first(left);
  if (hours > 0) return by === '' ? dialog.later(hours) : dialog.secondLater(by, hours);
  return by === '' ? dialog.now : dialog.second(by);
};

/** Says what will happen to which account; one code decides and authorises. */
export const PassDialog = (props: DecideProps) => {
  const { view, account, onClose, onLookAgain } = props;
  const hours = view.temporaryAccessHours;
  const [how, setHow] = useState<How>('disable');
  const isAccess = hours !== null && how === 'temporary-access';
  const { error, isBusy, send } = useDecide(props, 'pass', null, hours === null ? undefined : how);
  const isLast = view.approvalsNeeded - view.approvals.length <= 1;
  const isBarred = error !== null && !isAboutCode(error);
  return (
    <Dialog
      title={
        !isLast
          ? dialog.firstTitle(view.person)
          : isAccess
            ? dialog.accessTitle(view.person, hours)
            : dialog.title(view.person)
      }
      isOpen
      onClose={onClose}
      foot={
        <CodeFoot
          button={!isLast ? dialog.approve : isAccess ? dialog.access : dialog.disable}
          isBusy={isBusy}
          failure={error}
          onCode={send}
          onCancel={onClose}
          isBlocked={isBarred && isStale(error)}
        />
      }
    >
      <p className={styles.lead}>{passLead(view)}</p>
      <Refusal failure={error} onLookAgain={onLookAgain} />
      {hours !== null && (
        <Radio.Group
          mt={10}
          label={dialog.how}
          value={how}
          onChange={(value) => setHow(howKinds.find((candidate) => candidate === value) ?? 'disable')}
        >
          <Stack gap={8} mt={6}>
            <Radio value="disable" label={dialog.hows.disable} description={dialog.howWords.disable} />
            <Radio
              value="temporary-access"
              label={dialog.hows['temporary-access'](hours)}
              description={dialog.howWords['temporary-access']}
            />
          </Stack>
        </Radio.Group>
      )}
      <WhatHappens view={view} account={account} how={isAccess ? 'temporary-access' : 'disable'} />
    </Dialog>
  );
};

/** Confirms a fail: what the customer hears, and what they never hear (R14). */
export const FailDialog = (props: DecideProps) => {
  const { view, draft, onClose, onLookAgain } = props;
  const { error, isBusy, send } = useDecide(props, 'fail', null);
  const marks = marksOf(draft);
  return (
    <Dialog
      title={dialog.failTitle(view.person)}
      isOpen
      onClose={onClose}
      size={520}
      foot={<CodeFoot button={dialog.fail} isBusy={isBusy} failure={error} onCode={send} onCancel={onClose} />}
    >
      <Stack gap={12}>
        <p className={styles.lead}>{dialog.failWords}</p>
        <Refusal failure={error} onLookAgain={onLookAgain} />
        <section aria-label={dialog.failMarks}>
          <h3 className={styles.title}>{dialog.failMarks}</h3>
          <ul className={styles.marks}>
            {checkKinds.map((check) => {
              const mark = marks.find((candidate) => candidate.check === check);
              return mark === undefined ? null : (
                <li key={check}>
                  <span>{checkNames[check]}</span>
                  <strong>{valueNames[mark.value]}</strong>
                  <span>{mark.reason}</span>
                </li>
              );
            })}
          </ul>
        </section>
      </Stack>
    </Dialog>
  );
};

/** Asks the customer again, with a new link and one thing to do better. */
export const AskAgainDialog = (props: DecideProps) => {
  const { view, onClose, onLookAgain } = props;
  const [reason, setReason] = useState<AskAgainReason | null>(null);
  const { error, isBusy, send } = useDecide(props, 'ask-again', reason);
  return (
    <Dialog
      title={dialog.againTitle(view.person)}
      isOpen
      onClose={onClose}
      size={520}
      foot={
        <CodeFoot
          button={dialog.again}
          isBusy={isBusy}
          failure={error}
          onCode={send}
          onCancel={onClose}
          isBlocked={reason === null}
          hasFocus={false}
        />
      }
    >
      <Stack gap={12}>
        <p className={styles.lead}>{dialog.againWords}</p>
        <Refusal failure={error} onLookAgain={onLookAgain} />
        <Radio.Group
          label={dialog.againReason}
          value={reason}
          onChange={(value) => setReason(askAgainReasons.find((candidate) => candidate === value) ?? null)}
        >
          <Stack gap={8} mt={6}>
            {askAgainReasons.map((value, index) => (
              <Radio
                key={value}
                value={value}
                label={askAgainNames[value]}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Dialog>
  );
};
