import { Button } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { CallFailure } from '../app/bridge';
import { Key } from '../ui/Key';
import { OneTimeCode } from '../ui/OneTimeCode';
import { reviewTexts } from './texts';
import styles from './CodeFoot.module.css';

const aboutTheCode = new Set<CallFailure['code']>(['wrong-code', 'code-used', 'clock-off', 'throttled', 'wrong-credentials']);
/** Whether a refusal is about the code itself: it stands under the cells, and the dialog stays. */
export const isAboutCode = (failure: CallFailure | null): boolean => failure !== null && aboutTheCode.has(failure.code);

type CodeFootProps = {
  readonly button: string; readonly isBusy: boolean; readonly failure: CallFailure | null; readonly onCode: (code: string) => void; readonly onCancel?: () => void;
  /** Something else than the code is still missing. */
  readonly isBlocked?: boolean; readonly cancel?: string; readonly label?: string; readonly hasFocus?: boolean; readonly beside?: ReactNode;
};

/** A one-time code and the button that it enables (R21): six digits, then Enter. A refusal empties the cells. */
export const CodeFoot = ({ button, isBusy, failure, onCode, onCancel, isBlocked = false, cancel = reviewTexts.dialog.cancel, label = reviewTexts.dialog.code, hasFocus = true, beside }: CodeFootProps) => {
  const [code, setCode] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const firstCell = (): HTMLInputElement | null => form.current?.querySelector('input:not([type="hidden"])') ?? null;
  // The dialog's own focus trap looks for this mark; without it the cross at the top would have the focus.
  useLayoutEffect(() => { if (hasFocus) firstCell()?.setAttribute('data-autofocus', 'true'); }, [hasFocus]);
  const seen = useRef(failure);
  useEffect(() => {
    if (failure !== null && failure !== seen.current) {
      setCode('');
      firstCell()?.focus();
    }
    seen.current = failure;
  }, [failure]);
  const isReady = code.length === 6 && !isBlocked;
  const words = failure !== null && isAboutCode(failure) ? [failure.message, failure.way].filter(Boolean).join(' ') : null;
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => { event.preventDefault(); if (isReady && !isBusy) onCode(code); }}>
      <div className={styles.code}><OneTimeCode label={label} value={code} onChange={setCode} error={code === '' ? words : null} /></div>
      <div className={styles.buttons}>
        {beside}
        {onCancel !== undefined && <Button variant="default" onClick={onCancel}>{cancel}</Button>}
        <Button type="submit" disabled={!isReady} loading={isBusy} rightSection={<Key keys="enter" isOnFill={isReady} />}>{button}</Button>
      </div>
    </form>
  );
};
