import { Anchor, TextInput } from '@mantine/core';
import { useNow } from '../app/clock';
import { signInTexts } from '../app/texts/sign-in';
import { OneTimeCode } from '../ui/OneTimeCode';

type CodeEntryProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onComplete: (code: string) => void;
  readonly isBackup: boolean;
  readonly isBusy: boolean;
  readonly hasFocus?: boolean;
  readonly error: string | null;
};

/** Seconds until the authenticator shows the next code (RFC 6238: steps of 30 s). */
export const secondsLeft = (nowMs: number): number => 30 - (Math.floor(nowMs / 1000) % 30);

/** The second half of a sign-in: six digits of an authenticator, or a backup code. */
export const CodeEntry = ({
  value,
  onChange,
  onComplete,
  isBackup,
  isBusy,
  hasFocus = false,
  error,
}: CodeEntryProps) => {
  const nowMs = useNow('second');
  return isBackup ? (
    <TextInput
      label={signInTexts.backup}
      description={signInTexts.backupHint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      disabled={isBusy}
      autoComplete="off"
      spellCheck={false}
      maxLength={16}
      autoFocus
    />
  ) : (
    <OneTimeCode
      label={signInTexts.code}
      hint={signInTexts.codeHint(secondsLeft(nowMs))}
      value={value}
      onChange={onChange}
      onComplete={onComplete}
      isDisabled={isBusy}
      hasFocus={hasFocus}
      error={error}
      size={42}
    />
  );
};

/** Changes between the two. */
export const BackupToggle = ({ isBackup, onToggle }: { readonly isBackup: boolean; readonly onToggle: () => void }) => (
  <Anchor component="button" type="button" size="sm" onClick={onToggle}>
    {isBackup ? signInTexts.useCode : signInTexts.useBackup}
  </Anchor>
);
