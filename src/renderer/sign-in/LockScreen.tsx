import { Anchor, Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Person } from '#contract/shared';
import { useDesk } from '../app/desk';
import { useCommand } from '../app/queries';
import { signInTexts } from '../app/texts/sign-in';
import { roleNames } from '../app/texts/words';
import { Card } from '../ui/Card';
import { Failure } from '../ui/Failure';
import { PersonAvatar } from '../ui/PersonAvatar';
import { CodeEntry } from './CodeEntry';
import { PracticeHelp } from './PracticeHelp';
import { SignIn } from './SignIn';
import styles from './SignIn.module.css';

/** The sign-in card with the person fixed. Who sat here comes back with a code alone. */
export const LockScreen = ({ who, people }: { readonly who: Person; readonly people: readonly Person[] }) => {
  const desk = useDesk();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [isOther, setOther] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const unlock = useCommand('session.switchTo');
  const send = (typed: string): void => {
    if (typed.length < 6 || unlock.isPending) return;
    unlock.mutate(
      { staffId: who.staffId, code: typed },
      {
        onSuccess: (session) => client.setQueryData(['session.state', {}], session),
        onError: () => {
          setCode('');
          setTimeout(() => area.current?.querySelector('input')?.focus(), 0);
        },
      },
    );
  };
  if (isOther) return <SignIn people={people} lastStaffId={who.staffId} />;
  const { locked } = signInTexts;
  return (
    <Card
      title={locked.title}
      words={locked.words(who.name)}
      beside={desk.kind === 'practice' ? <PracticeHelp /> : undefined}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(code);
        }}
      >
        <Stack gap={16}>
          <div className={styles.fixed}>
            <PersonAvatar person={who} size={28} />
            <span>
              <span className={styles.name}>{who.name}</span>
              <span className={styles.role}>{roleNames[who.role]}</span>
            </span>
          </div>
          <div ref={area}>
            <CodeEntry
              value={code}
              onChange={setCode}
              onComplete={send}
              isBackup={false}
              isBusy={unlock.isPending}
              hasFocus
              error={null}
            />
          </div>
          <Failure failure={unlock.error} />
          <Button type="submit" fullWidth disabled={code.length < 6} loading={unlock.isPending}>
            {locked.button}
          </Button>
          <Group justify="space-between">
            <Anchor component="button" type="button" size="sm" onClick={() => setOther(true)}>
              {locked.other}
            </Anchor>
            <Anchor component="button" type="button" size="sm" onClick={() => setOther(true)}>
              {locked.withPassword}
            </Anchor>
          </Group>
        </Stack>
      </form>
    </Card>
  );
};
