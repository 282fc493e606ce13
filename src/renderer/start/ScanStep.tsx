import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import type { CallFailure } from '../app/bridge';
import { startTexts } from '../app/texts/start';
import { Failure } from '../ui/Failure';
import { OneTimeCode } from '../ui/OneTimeCode';
import styles from './ScanStep.module.css';

type ScanStepProps = {
  readonly otpauthQr: string;
  readonly secret: string;
  readonly isBusy: boolean;
  readonly failure: CallFailure | null;
  readonly onCode: (code: string) => void;
};

const grouped = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** Puts a new person's secret into their authenticator, and proves it with a code. */
export const ScanStep = ({ otpauthQr, secret, isBusy, failure, onCode }: ScanStepProps) => {
  const [code, setCode] = useState('');
  const { words, qr, secret: secretLabel, code: codeLabel, codeHint, confirm } = startTexts.scan;
  const send = (value: string): void => {
    onCode(value);
    setCode('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === 6) send(code);
      }}
    >
      <Stack gap={14}>
        <p className={styles.words}>{words}</p>
        <div className={styles.scan}>
          <img className={styles.qr} src={otpauthQr} alt={qr} width={168} height={168} />
          <div>
            <span className={styles.label}>{secretLabel}</span>
            <code className={styles.secret}>{grouped(secret)}</code>
          </div>
        </div>
        <OneTimeCode
          label={codeLabel}
          hint={codeHint}
          value={code}
          onChange={setCode}
          onComplete={send}
          isDisabled={isBusy}
          hasFocus
        />
        <Failure failure={failure} />
        <Button type="submit" disabled={code.length < 6} loading={isBusy}>
          {confirm}
        </Button>
      </Stack>
    </form>
  );
};
