import { Button, Stack, Textarea } from '@mantine/core';
import { IconArrowRight, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { PolicyPreview, PolicyView } from '#contract/policy';
import { useCall, useCommand } from '../app/queries';
import { CodeFoot, isAboutCode } from '../review/CodeFoot';
import { Bars } from '../ui/Bars';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import type { Draft } from './draft';
import { levelNames, policyTexts } from './texts';
import { ThreatTable, Warnings } from './ThreatCard';
import styles from './ChangeDialog.module.css';

const { dialog: words, draft: draftWords } = policyTexts;
const minReason = 10;
/** So that the reason stands below them without scrolling; all of them on request. */
const shownAtFirst = { whole: 6, besideThreat: 2 } as const;

const Cases = ({ preview, atFirst }: { readonly preview: PolicyPreview; readonly atFirst: number }) => {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? preview.cases : preview.cases.slice(0, atFirst);
  return (
    <section aria-label={draftWords.differ(preview.differing, preview.open)}>
      <h3 className={styles.sub}>{draftWords.differ(preview.differing, preview.open)}</h3>
      {preview.cases.length < preview.differing && (
        <p className={styles.quiet}>{draftWords.first(preview.cases.length)}</p>
      )}
      {shown.length > 0 && (
        <ul className={styles.cases} aria-label={words.cases}>
          {shown.map((one) => (
            <li key={one.caseId}>
              <span className={styles.case}>
                <strong>{one.person}</strong>
                <span className={styles.quiet}>{one.number}</span>
              </span>
              <ul className={styles.what}>
                {one.what.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {shown.length < preview.cases.length && (
        <Button variant="subtle" onClick={() => setWhole(true)}>
          {words.all(preview.cases.length)}
        </Button>
      )}
      <p className={styles.quiet}>{words.none}</p>
    </section>
  );
};

type ChangeDialogProps = {
  readonly view: PolicyView;
  readonly draft: Draft;
  readonly onClose: (isWrittenDown: boolean) => void;
  readonly onDone: (version: number) => void;
};

/** What would change, for whom, and why: only then the code that saves it. */
export const ChangeDialog = ({ view, draft, onClose, onDone }: ChangeDialogProps) => {
  // The version that was looked at when this was opened: what came since refuses it, in words.
  const [version] = useState(view.version);
  const [reason, setReason] = useState('');
  const answer = useCall('policy.preview', { values: draft });
  const change = useCommand('policy.change');
  const preview = answer.data;
  const level = draft.threatLevel === 'normal' || draft.threatLevel === 'elevated' ? draft.threatLevel : null;
  const title = level !== null && Object.keys(draft).length === 1 ? words.threatTitle(levelNames[level]) : words.title;
  const isWrittenDown = change.error?.code === 'approvals-missing';
  const left = minReason - reason.trim().length;
  const isBlocked =
    preview === undefined || preview.problems.length > 0 || preview.changes.length === 0 || left > 0 || isWrittenDown;
  const send = (code: string): void =>
    change.mutate({ values: draft, version, reason, code }, { onSuccess: (done) => onDone(done.version) });
  const close = (): void => onClose(isWrittenDown);
  return (
    <Dialog
      title={title}
      isOpen
      onClose={close}
      size={720}
      foot={
        <CodeFoot
          button={words.button}
          isBusy={change.isPending}
          failure={change.error}
          isBlocked={isBlocked}
          hasFocus={false}
          cancel={isWrittenDown ? words.close : words.cancel}
          onCode={send}
          onCancel={close}
        />
      }
    >
      <Stack gap={14}>
        {version !== view.version && !change.isPending && (
          <p className={styles.stale} role="alert">
            {words.stale}
          </p>
        )}
        {answer.error !== null && <Failure failure={answer.error} onAgain={() => void answer.refetch()} />}
        {answer.isPending && <Bars rows={4} height={32} label={draftWords.asking} />}
        {preview !== undefined && (
          <>
            <section aria-label={words.values}>
              {preview.changes.length === 0 ? (
                <p className={styles.quiet}>{words.nothing}</p>
              ) : (
                <ul className={styles.changes}>
                  {preview.changes.map((one) => (
                    <li key={one.key}>
                      <span className={styles.name}>{one.title}</span>
                      <span className={styles.from}>{one.from}</span>
                      <IconArrowRight size={14} stroke={1.8} aria-label={policyTexts.history.to} />
                      <strong>{one.to}</strong>
                    </li>
                  ))}
                </ul>
              )}
            </section>
            {preview.problems.map((problem) => (
              <p key={problem.message} className={styles.stale} role="alert">
                {problem.message}
                {problem.rule !== null && ` ${problem.rule}`}
              </p>
            ))}
            {level !== null && (
              <ThreatTable lines={preview.threat} level={level === 'elevated' ? 'normal' : 'elevated'} />
            )}
            <Warnings warnings={preview.warnings} />
            {preview.problems.length === 0 && preview.changes.length > 0 && (
              <Cases preview={preview} atFirst={level === null ? shownAtFirst.whole : shownAtFirst.besideThreat} />
            )}
          </>
        )}
        <Textarea
          label={words.reason}
          description={words.reasonHint(left)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={reason}
          maxLength={1000}
          autosize
          minRows={2}
          maxRows={5}
          data-autofocus
          error={change.error?.field === 'reason'}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {view.takesTwo && !isWrittenDown && change.error === null && <p className={styles.quiet}>{words.twoWords}</p>}
        {change.error !== null &&
          !isAboutCode(change.error) &&
          (isWrittenDown ? (
            <div className={styles.second} role="status">
              <IconUserCheck size={16} stroke={1.8} aria-hidden />
              <div>
                <strong>{words.second}</strong>
                <p>{change.error.message}</p>
                <p>{change.error.way}</p>
              </div>
            </div>
          ) : (
            <Failure failure={change.error} />
          ))}
      </Stack>
    </Dialog>
  );
};
