import { Menu, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import type { MantineColorScheme } from '@mantine/core';
import { IconKey, IconLogout, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { NewBackupCodes } from '../sign-in/NewBackupCodes';
import { Key } from '../ui/Key';
import { PersonAvatar } from '../ui/PersonAvatar';
import { useCommand } from './queries';
import { useSession } from './session';
import { frameTexts } from './texts/frame';
import { roleNames } from './texts/words';
import styles from './PersonMenu.module.css';

const schemeNames = ['auto', 'light', 'dark'] as const;

/** Light, dark or as the system. */
export const SchemeChoice = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { schemes, scheme } = frameTexts;
  return (
    <SegmentedControl
      aria-label={scheme}
      fullWidth
      value={colorScheme}
      onChange={(value) => setColorScheme(value as MantineColorScheme)}
      data={schemeNames.map((value) => ({ value, label: schemes[value] }))}
    />
  );
};

/** Who sits here, and what they can change about themselves. */
export const PersonMenu = ({ onSwitch }: { readonly onSwitch: () => void }) => {
  const { who, backupCodesLeft } = useSession();
  const signOut = useCommand('session.signOut');
  const [isMaking, setMaking] = useState(false);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <UnstyledButton className={styles.who ?? ''} aria-label={`${who.name}, ${roleNames[who.role]}`}>
            <PersonAvatar person={who} size={24} />
            <span className={styles.words}>
              <span className={styles.name}>{who.name}</span>
              <span className={styles.role}>{roleNames[who.role]}</span>
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUsers size={15} />} rightSection={<Key keys="mod+shift+u" />} onClick={onSwitch}>
            {frameTexts.switchPerson}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconKey size={15} />}
            rightSection={<span className={styles.role}>{backupCodesLeft} left</span>}
            onClick={() => setMaking(true)}
          >
            {frameTexts.backupCodes}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{frameTexts.scheme}</Menu.Label>
          <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
            {schemeNames.map((name) => (
              <Menu.RadioItem key={name} value={name}>
                {frameTexts.schemes[name]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => signOut.mutate({})}>
            {frameTexts.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isMaking && <NewBackupCodes onClose={() => setMaking(false)} />}
    </>
  );
};
