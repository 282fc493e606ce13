import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../app/queries';
import { frameTexts } from '../app/texts/frame';
import { signInTexts } from '../app/texts/sign-in';
import { BackupCodes } from '../start/BackupCodes';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { OneTimeCode } from '../ui/OneTimeCode';

/** Ten new backup codes for the person at the desk; asks for a code first (R21). */
export const NewBackupCodes = ({ onClose }: { readonly onClose: () => void }) => {
  const [code, setCode] = useState('');
  const make = useCommand('session.makeBackupCodes');
  const { codes, cancel } = frameTexts;
  const send = (typed: string): void => {
    if (typed.length === 6) make.mutate({ code: typed }, { onError: () => setCode('') });
  };
  return (
    <Dialog
      title={codes.title}
      isOpen
      onClose={onClose}
      size={440}
      {...(make.data === undefined
        ? {
            foot: (
              <>
                <Button variant="default" onClick={onClose}>
                  {cancel}
                </Button>
                <Button disabled={code.length < 6} loading={make.isPending} onClick={() => send(code)}>
                  {codes.make}
                </Button>
              </>
            ),
          }
        : {})}
    >
      {make.data === undefined ? (
        <Stack gap={14}>
          <p style={{ margin: 0 }}>{codes.words}</p>
          <OneTimeCode
            label={signInTexts.code}
            value={code}
            onChange={setCode}
            onComplete={send}
            isDisabled={make.isPending}
            hasFocus
          />
          <Failure failure={make.error} />
        </Stack>
      ) : (
        <BackupCodes codes={make.data.codes} onDone={onClose} doneLabel={codes.done} />
      )}
    </Dialog>
  );
};
