import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { CallFailure } from '../app/bridge';
import { Key } from '../ui/Key';
import { OneTimeCode } from '../ui/OneTimeCode';
import { reviewTexts } from './texts';
import styles from './CodeFoot.module.css';

const aboutTheCode = new Set<CallFailure['code']>([
  'wrong-code',
  'code-used',
  'clock-off',
  'throttled',
  'wrong-credentials',
]);
/** Whether a refusal is about the code itself: it stands under the cells, and the dialog stays. */
export const isAboutCode = (failure: CallFailure | null): boolean => failure !== null && aboutTheCode.has(failure.code);

type CodeFootProps = {
  readonly button: string;
  readonly isBusy: boolean;
  readonly failure: CallFailure | null;
  readonly onCode: (code: string) => void;
  readonly onCancel?: () => void;
  /** Something else than the code is still missing. */
  readonly isBlocked?: boolean;
  readonly cancel?: string;
  readonly label?: string;
  readonly hasFocus?: boolean;
  readonly beside?: ReactNode;
};

/** A one-time code and the button that it enables (R21): six digits, then Enter. A refusal empties the cells. */
export const CodeFoot = ({
  button,
  isBusy,
  failure,
  onCode,
  onCancel,
  isBlocked = false,
  cancel = reviewTexts.dialog.cancel,
  label = reviewTexts.dialog.code,
  hasFocus = true,
  beside,
}: CodeFootProps) => {
  const [code, setCode] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const firstCell = (): HTMLInputElement | null => form.current?.querySelector('input:not([type="hidden"])') ?? null;
  const seen = useRef(failure);
  useEffect(() => {
    if (failure !== null && failure !== seen.current) {
      setCode('');
      firstCell()?.focus();
    }
    seen.current = failure;
  }, [failure]);
  const isReady = code.length === 6 && !isBlocked;
  const words =
    failure !== null && isAboutCode(failure) ? [failure.message, failure.way].filter(Boolean).join(' ') : null;
  const send = (): void => {
    if (isReady && !isBusy) onCode(code);
  };
  // The cells keep every key but digits to themselves, so Enter is caught on its way to them.
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDownCapture={onKeyDownCapture}
    >
      {/* A dialog gives its focus to what carries this mark, else to the cross at its top; the cells themselves are
          made anew once and would lose it. */}
      <div
        className={styles.code}
        tabIndex={-1}
        {...(hasFocus ? { 'data-autofocus': true } : {})}
        onFocus={(event) => {
          if (event.target === event.currentTarget) firstCell()?.focus();
        }}
      >
        <OneTimeCode label={label} value={code} onChange={setCode} error={code === '' ? words : null} />
      </div>
      <div className={styles.buttons}>
        {beside}
        {onCancel !== undefined && (
          <Button variant="default" onClick={onCancel}>
            {cancel}
          </Button>
        )}
        <Button
          type="submit"
          disabled={!isReady}
          loading={isBusy}
          rightSection={<Key keys="enter" isOnFill={isReady} />}
        >
          {button}
        </Button>
      </div>
    </form>
  );
};
