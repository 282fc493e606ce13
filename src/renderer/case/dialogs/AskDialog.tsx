import { Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CallInput } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import type { CallFailure } from '../../app/bridge';
import { useDraft } from '../../app/drafts';
import { useCommand } from '../../app/queries';
import type { CommandName } from '../../app/queries';
import { Dialog } from '../../ui/Dialog';
import { Failure } from '../../ui/Failure';
import { OneTimeCode } from '../../ui/OneTimeCode';
import { caseTexts } from '../texts';
import styles from './AskDialog.module.css';

export type DialogProps = { readonly view: CaseView; readonly onClose: () => void };

/** A dialog that asks for one thing: its button is the form's, its refusal stays in it. */
export const AskDialog = ({
  title,
  words,
  button,
  isReady,
  isBusy,
  failure,
  onClose,
  onSubmit,
  children,
  isRed = false,
  size = 480,
}: {
  readonly title: string;
  readonly words?: string | undefined;
  readonly button: string;
  readonly isReady: boolean;
  readonly isBusy: boolean;
  readonly failure: CallFailure | null;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly isRed?: boolean;
  readonly size?: number;
}) => (
  <Dialog
    title={title}
    isOpen
    onClose={onClose}
    size={size}
    foot={
      <>
        <Button variant="default" onClick={onClose}>
          {caseTexts.cancel}
        </Button>
        <Button
          type="submit"
          form="ask-dialog"
          disabled={!isReady}
          loading={isBusy}
          {...(isRed ? { color: 'red.9' } : {})}
        >
          {button}
        </Button>
      </>
    }
  >
    <form
      id="ask-dialog"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSubmit();
      }}
    >
      <Stack gap={14}>
        {words !== undefined && <p className={styles.words}>{words}</p>}
        {children}
        <Failure failure={failure} />
      </Stack>
    </form>
  </Dialog>
);

/** A text of a dialog that survives closing it, until it was used. */
export const ReasonField = ({
  label,
  hint,
  value,
  onChange,
  hasFocus = true,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hasFocus?: boolean;
}) => (
  <Textarea
    label={label}
    description={hint}
    {...(hasFocus ? { 'data-autofocus': true } : {})}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    maxLength={1000}
    autosize
    minRows={2}
    maxRows={8}
  />
);

type ReasonTexts = {
  readonly title: string;
  readonly words?: string;
  readonly reason: string;
  readonly hint?: string;
  readonly button: string;
  readonly code?: string;
  readonly left?: (n: number) => string;
};

/** An act that needs a reason of so many characters, and a one-time code where the texts name one (R21). */
export const ReasonDialog = <N extends CommandName>({
  view,
  onClose,
  call,
  input,
  texts,
  least,
  isRed = false,
}: DialogProps & {
  readonly call: N;
  readonly input: (reason: string, code: string) => CallInput<N>;
  readonly texts: ReasonTexts;
  readonly least: number;
  readonly isRed?: boolean;
}) => {
  const [reason, setReason] = useDraft(`${call} ${view.caseId}`);
  const [code, setCode] = useState('');
  const command = useCommand(call);
  const left = least - reason.trim().length;
  const submit = (): void =>
    command.mutate(input(reason, code), {
      onSuccess: () => {
        setReason('');
        onClose();
      },
      onError: () => setCode(''),
    });
  return (
    <AskDialog
      title={texts.title}
      words={texts.words}
      button={texts.button}
      isRed={isRed}
      isReady={left <= 0 && (texts.code === undefined || code.length === 6)}
      isBusy={command.isPending}
      failure={command.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <ReasonField
        label={texts.reason}
        hint={left > 0 && reason !== '' && texts.left !== undefined ? texts.left(left) : texts.hint}
        value={reason}
        onChange={setReason}
      />
      {texts.code !== undefined && (
        <OneTimeCode label={texts.code} value={code} onChange={setCode} isDisabled={command.isPending} />
      )}
    </AskDialog>
  );
};
