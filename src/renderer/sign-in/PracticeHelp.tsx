import { Button, Group } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useCall, useCommand } from '../app/queries';
import { signInTexts } from '../app/texts/sign-in';
import { Failure } from '../ui/Failure';
import styles from './SignIn.module.css';

/** In a practice desk alone: the sample staff's password, said on purpose, and the way to their codes. */
export const PracticeHelp = ({ onPassword }: { readonly onPassword?: (password: string) => void }) => {
  const codes = useCall('desk.practiceCodes', {});
  const open = useCommand('desk.openAuthenticator');
  const { practice } = signInTexts;
  return (
    <aside className={styles.help} aria-label={practice.title}>
      <p>
        <strong>{practice.title}.</strong>{' '}
        {onPassword !== undefined && codes.data !== undefined ? (
          <>
            {practice.password} <code>{codes.data.password}</code>
          </>
        ) : (
          practice.words
        )}
      </p>
      <Group gap={8}>
        {onPassword !== undefined && codes.data !== undefined && (
          <Button variant="default" size="compact-xs" onClick={() => onPassword(codes.data.password)}>
            {practice.fill}
          </Button>
        )}
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconDeviceMobile size={14} aria-hidden />}
          loading={open.isPending}
          onClick={() => open.mutate({})}
        >
          {practice.open}
        </Button>
      </Group>
      <Failure failure={open.error} />
    </aside>
  );
};
