import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { create } from 'zustand';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { useCommand } from './queries';
import { frameTexts } from './texts/frame';

/** Opened from menus that go away when they are used. */
export const useStartOver = create<{ readonly isOpen: boolean; readonly open: () => void; readonly close: () => void }>(
  (set) => ({ isOpen: false, open: () => set({ isOpen: true }), close: () => set({ isOpen: false }) }),
);

const Asking = ({ onClose }: { readonly onClose: () => void }) => {
  const [typed, setTyped] = useState('');
  const command = useCommand('desk.startOver');
  const { startOver, cancel } = frameTexts;
  const isTyped = typed.trim().toLowerCase() === 'start over';
  const submit = (): void => {
    if (isTyped) command.mutate({ confirm: 'start over' }, { onSuccess: onClose });
  };
  return (
    <Dialog
      title={startOver.title}
      isOpen
      onClose={onClose}
      size={480}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {cancel}
          </Button>
          <Button disabled={!isTyped} loading={command.isPending} onClick={submit}>
            {startOver.button}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>
          {startOver.words} {startOver.keep}
        </p>
        <TextInput
          label={startOver.confirm}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
          autoComplete="off"
        />
        <Failure failure={command.error} />
      </form>
    </Dialog>
  );
};

/** Throws the practice desk away and makes a fresh one; the words are typed, so that no slip does it. */
export const StartOver = () => {
  const { isOpen, close } = useStartOver();
  return isOpen ? <Asking onClose={close} /> : null;
};
