import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../app/queries';
import { startTexts } from '../app/texts/start';
import { Card } from '../ui/Card';
import { Failure } from '../ui/Failure';

/** The vault waits for the desk's passphrase. */
export const Passphrase = ({ message }: { readonly message: string | null }) => {
  const [passphrase, setPassphrase] = useState('');
  const unlock = useCommand('desk.unlockVault');
  const { title, words, label, button } = startTexts.passphrase;
  const submit = (): void => {
    if (passphrase !== '') unlock.mutate({ passphrase }, { onError: () => setPassphrase('') });
  };
  return (
    <Card title={title} words={message ?? words}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap={14}>
          <PasswordInput
            label={label}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoFocus
            autoComplete="off"
          />
          <Failure failure={unlock.error} />
          <Button type="submit" fullWidth disabled={passphrase === ''} loading={unlock.isPending}>
            {button}
          </Button>
        </Stack>
      </form>
    </Card>
  );
};
