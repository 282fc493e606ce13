import { Anchor, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Person } from '#contract/shared';
import { useDesk } from '../app/desk';
import { useCommand } from '../app/queries';
import { signInTexts } from '../app/texts/sign-in';
import { Card } from '../ui/Card';
import { Failure } from '../ui/Failure';
import { BackupToggle, CodeEntry } from './CodeEntry';
import { Enrol } from './Enrol';
import { PersonSelect } from './PersonSelect';
import { PracticeHelp } from './PracticeHelp';
import styles from './SignIn.module.css';

/** Who, password, code. The person is remembered, nothing else is; the sixth digit signs in. */
export const SignIn = ({
  people,
  lastStaffId,
}: {
  readonly people: readonly Person[];
  readonly lastStaffId: string | null;
}) => {
  const desk = useDesk();
  const client = useQueryClient();
  const remembered = people.some((person) => person.staffId === lastStaffId) ? lastStaffId : null;
  const [staffId, setStaffId] = useState(remembered);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [isBackup, setBackup] = useState(false);
  const [isEnrolling, setEnrolling] = useState(false);
  const codeArea = useRef<HTMLDivElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const signIn = useCommand('session.signIn');

  const send = (typed: string): void => {
    if (staffId === null || password === '' || typed.trim().length < 6 || signIn.isPending) return;
    signIn.mutate(
      { staffId, password, code: typed },
      {
        onSuccess: (session) => client.setQueryData(['session.state', {}], session),
        onError: () => {
          setCode('');
          // After the fields are enabled again.
          setTimeout(() => codeArea.current?.querySelector('input')?.focus(), 0);
        },
      },
    );
  };

  if (isEnrolling) return <Enrol onBack={() => setEnrolling(false)} />;
  return (
    <Card
      title={signInTexts.title}
      words={signInTexts.of(desk.company)}
      beside={
        desk.kind === 'practice' ? (
          <PracticeHelp
            onPassword={(words) => {
              setPassword(words);
              codeArea.current?.querySelector('input')?.focus();
            }}
          />
        ) : undefined
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(code);
        }}
      >
        <Stack gap={16}>
          <PersonSelect
            people={people}
            value={staffId}
            onChange={(next) => {
              setStaffId(next);
              signIn.reset();
              passwordField.current?.focus();
            }}
            label={signInTexts.who}
            hasFocus={remembered === null}
          />
          <PasswordInput
            ref={passwordField}
            label={signInTexts.password}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoFocus={remembered !== null}
            autoComplete="off"
            maxLength={256}
          />
          <div ref={codeArea}>
            <CodeEntry
              value={code}
              onChange={setCode}
              onComplete={send}
              isBackup={isBackup}
              isBusy={signIn.isPending}
              error={null}
            />
          </div>
          {isBackup && <p className={styles.quiet}>{signInTexts.lost}</p>}
          <Failure failure={signIn.error} />
          <Button
            type="submit"
            fullWidth
            disabled={staffId === null || password === '' || code.trim().length < 6}
            loading={signIn.isPending}
          >
            {signInTexts.button}
          </Button>
          <Group justify="space-between">
            <Anchor component="button" type="button" size="sm" onClick={() => setEnrolling(true)}>
              {signInTexts.invitation}
            </Anchor>
            <BackupToggle
              isBackup={isBackup}
              onToggle={() => {
                setBackup(!isBackup);
                setCode('');
              }}
            />
          </Group>
        </Stack>
      </form>
    </Card>
  );
};
