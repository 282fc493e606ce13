import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CallFailure } from '../app/bridge';
import styles from './Failure.module.css';

/** A refusal or a fault in the place of what failed: sentence, rule, what would make it possible. Announced at once. */
export const Failure = ({
  failure,
  onAgain,
  againLabel = 'Try again',
}: {
  readonly failure: CallFailure | null;
  readonly onAgain?: () => void;
  readonly againLabel?: string;
}) => {
  if (failure === null) return null;
  return (
    <div className={styles.box} role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.message}>
          {failure.message} {failure.rule !== undefined && <span className={styles.rule}>{failure.rule}</span>}
        </p>
        {failure.way !== undefined && <p className={styles.way}>{failure.way}</p>}
      </div>
      {onAgain !== undefined && (
        <Button variant="default" onClick={onAgain}>
          {againLabel}
        </Button>
      )}
    </div>
  );
};
