import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { CaseView } from '#contract/cases';
import type { MailView } from '#contract/thread';
import { call } from '../app/bridge';
import type { CallFailure } from '../app/bridge';
import { useNow } from '../app/clock';
import { useKeys } from '../app/keys';
import { useSession } from '../app/session';
import { templateNames } from '#contract/words/template';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { caseTexts } from './texts';
import { forgetUndo, isTooLate, useUndo } from './undo';
import type { Outbox } from './use-outbox';
import { secondsLeft, useOutbox } from './use-outbox';
import styles from './UndoLine.module.css';

const { undo } = caseTexts;
const shownMs = 60_000;

/** One act and the key that takes it back. */
const Line = ({
  words,
  isBusy,
  onUndo,
  children,
}: {
  readonly words: ReactNode;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
  readonly children?: ReactNode;
}) => {
  useKeys(undo.label, [{ keys: 'u', label: undo.undo, run: onUndo }]);
  return (
    <div className={styles.line}>
      <span className={styles.words}>{words}</span>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconArrowBackUp size={14} aria-hidden />}
        rightSection={<Key keys="u" />}
        loading={isBusy}
        onClick={onUndo}
      >
        {undo.undo}
      </Button>
      {children}
    </div>
  );
};

/** The seconds are the log's: they go on whether or not a window looks, and so does the mail. */
const Leaving = ({
  mail,
  caseId,
  outbox,
  otherwise,
}: {
  readonly mail: MailView & { readonly undoUntil: string };
  readonly caseId: string;
  readonly outbox: Outbox;
  readonly otherwise: ReactNode;
}) => {
  const seconds = secondsLeft(mail.undoUntil, useNow('second'));
  const what = templateNames[mail.template];
  // It leaves in this moment, or has: main says so by itself.
  if (seconds === 0) return otherwise;
  return (
    <Line
      words={
        <>
          {/* Said once, not each second. */}
          <VisuallyHidden>{undo.leavesSoon(what, mail.to)}</VisuallyHidden>
          <span aria-hidden>{undo.leaves(what, mail.to, seconds)}</span>
        </>
      }
      isBusy={outbox.isBusy}
      onUndo={() => outbox.undo(caseId, mail.mailId)}
    />
  );
};

/** What was just done at this window, for a minute, or until the next act. */
const LastAct = ({ view }: { readonly view: CaseView }) => {
  const { who } = useSession();
  const last = useUndo((state) =>
    state.last === null || state.last.by !== who.staffId || isTooLate(state.last, view) ? null : state.last,
  );
  const command = useMutation<unknown, CallFailure, NonNullable<typeof last>>({
    networkMode: 'always',
    mutationFn: ({ call: name, input }) => call(name, input as never),
    onSuccess: forgetUndo,
  });
  const { reset } = command;
  useEffect(() => {
    reset();
    if (last === null) return undefined;
    const timer = setTimeout(forgetUndo, shownMs);
    return () => clearTimeout(timer);
  }, [last, reset]);
  return (
    <>
      {last !== null && (
        <Line words={last.words} isBusy={command.isPending} onUndo={() => command.mutate(last)}>
          <ActionIcon size={24} aria-label={undo.dismiss} onClick={forgetUndo}>
            <IconX size={14} />
          </ActionIcon>
        </Line>
      )}
      <Failure failure={command.error} />
    </>
  );
};

const canLeaveLater = (mail: MailView): mail is MailView & { readonly undoUntil: string } => mail.undoUntil !== null;

/** The way back from what was just done: a mail of this person's that has not left yet, or their last act. */
export const UndoLine = ({ view }: { readonly view: CaseView }) => {
  const outbox = useOutbox();
  const mail = view.mails.find(canLeaveLater);
  const lastAct = <LastAct view={view} />;
  return (
    <div role="status" aria-label={undo.label} className={styles.place}>
      {mail === undefined ? (
        lastAct
      ) : (
        <Leaving key={mail.mailId} mail={mail} caseId={view.caseId} outbox={outbox} otherwise={lastAct} />
      )}
      {outbox.hasOther && <p className={styles.words}>{undo.hasOther}</p>}
      <Failure failure={outbox.failure} />
    </div>
  );
};
