import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCommand } from '../app/queries';
import { useSession } from '../app/session';
import { signInTexts } from '../app/texts/sign-in';
import { frameTexts } from '../app/texts/frame';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { OneTimeCode } from '../ui/OneTimeCode';
import { PersonSelect } from './PersonSelect';

/** Changes who sits at the desk with one key and a code; each person's drafts stay theirs. */
export const SwitchPerson = ({ onClose }: { readonly onClose: () => void }) => {
  const { who, remembered } = useSession();
  const others = remembered.filter((person) => person.staffId !== who.staffId);
  const [staffId, setStaffId] = useState<string | null>(others[0]?.staffId ?? null);
  const [code, setCode] = useState('');
  const client = useQueryClient();
  const change = useCommand('session.switchTo');
  const signOut = useCommand('session.signOut');
  const { switchTo } = signInTexts;
  const send = (typed: string): void => {
    if (staffId === null || typed.length < 6 || change.isPending) return;
    change.mutate(
      { staffId, code: typed },
      {
        onSuccess: (session) => {
          onClose();
          client.setQueryData(['session.state', {}], session);
        },
        onError: () => setCode(''),
      },
    );
  };
  return (
    <Dialog
      title={switchTo.title}
      isOpen
      onClose={onClose}
      size={440}
      foot={
        <>
          <Button variant="subtle" onClick={() => signOut.mutate({})}>
            {switchTo.signOut}
          </Button>
          <span style={{ flex: 1 }} />
          {others.length === 0 ? (
            <Button variant="default" onClick={onClose}>
              {frameTexts.cancel}
            </Button>
          ) : (
            <Button disabled={code.length < 6} loading={change.isPending} onClick={() => send(code)}>
              {switchTo.button}
            </Button>
          )}
        </>
      }
    >
      {others.length === 0 ? (
        <p>{switchTo.nobody}</p>
      ) : (
        <Stack gap={14}>
          <p style={{ margin: 0 }}>{switchTo.words}</p>
          <PersonSelect people={others} value={staffId} onChange={setStaffId} label={switchTo.who} />
          <OneTimeCode
            label={signInTexts.code}
            value={code}
            onChange={setCode}
            onComplete={send}
            isDisabled={change.isPending}
            hasFocus
          />
          <Failure failure={change.error} />
        </Stack>
      )}
    </Dialog>
  );
};
