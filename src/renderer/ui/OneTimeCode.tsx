import { Input, PinInput } from '@mantine/core';
import { useId } from 'react';
import styles from './OneTimeCode.module.css';

type OneTimeCodeProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The sixth digit was typed. */
  readonly onComplete?: (value: string) => void;
  readonly error?: string | null;
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly hasFocus?: boolean;
  /** 42 at sign-in, 36 in dialogs. */
  readonly size?: 36 | 42;
};

/** Six cells for a code from an authenticator. */
export const OneTimeCode = ({
  label,
  value,
  onChange,
  onComplete,
  error = null,
  hint,
  isDisabled = false,
  hasFocus = false,
  size = 36,
}: OneTimeCodeProps) => {
  const id = useId();
  const below = error ?? hint;
  return (
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={below === undefined ? undefined : `${id}-below`}
    >
      <Input.Label id={`${id}-label`} component="span" className={styles.label ?? ''}>
        {label}
      </Input.Label>
      <PinInput
        length={6}
        type="number"
        inputMode="numeric"
        oneTimeCode
        placeholder="○"
        size="md"
        gap={0}
        value={value}
        onChange={onChange}
        {...(onComplete === undefined ? {} : { onComplete })}
        error={error !== null}
        disabled={isDisabled}
        autoFocus={hasFocus}
        getInputProps={(index) => ({ 'aria-label': `${label}, digit ${index + 1} of 6` })}
        classNames={{ root: styles.cells ?? '', pinInput: styles.cell ?? '', input: styles.input ?? '' }}
        style={{ '--rd-cell': `${size / 16}rem` }}
        data-wide={size === 42 || undefined}
      />
      {below !== undefined && (
        <p
          id={`${id}-below`}
          className={styles.below}
          data-error={error !== null || undefined}
          {...(error === null ? {} : { role: 'alert' })}
        >
          {below}
        </p>
      )}
    </div>
  );
};
