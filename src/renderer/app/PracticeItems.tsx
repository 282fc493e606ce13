import { Menu } from '@mantine/core';
import { IconBuildingBank, IconDeviceMobile, IconKey, IconMailOpened, IconRefresh } from '@tabler/icons-react';
import { useNavigation } from './navigation';
import { usePracticeCustomer } from './practice-customer';
import { useCommand } from './queries';
import { useStartOver } from './StartOver';
import { frameTexts } from './texts/frame';
import { practiceTexts } from './texts/practice';

/** The windows of the sample world, in a practice desk's menu. */
export const PracticeItems = () => {
  const mailbox = useCommand('desk.openMailbox');
  const authenticator = useCommand('desk.openAuthenticator');
  const identity = useCommand('desk.openIdentitySystem');
  const startOver = useStartOver((state) => state.open);
  const { inView, open } = usePracticeCustomer();
  const caseId = useNavigation((state) => state.place.caseId) ?? inView;
  const { practice } = frameTexts;
  return (
    <>
      <Menu.Label>{practice.hint}</Menu.Label>
      <Menu.Item leftSection={<IconMailOpened size={15} />} onClick={() => mailbox.mutate({ address: null })}>
        {practice.mailbox}
      </Menu.Item>
      <Menu.Item leftSection={<IconDeviceMobile size={15} />} onClick={() => authenticator.mutate({})}>
        {practice.authenticator}
      </Menu.Item>
      <Menu.Item leftSection={<IconBuildingBank size={15} />} onClick={() => identity.mutate({})}>
        {practice.identity}
      </Menu.Item>
      {caseId !== null && (
        <Menu.Item leftSection={<IconKey size={15} />} onClick={() => open(caseId)}>
          {practiceTexts.open}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item leftSection={<IconRefresh size={15} />} onClick={startOver}>
        {practice.startOver}
      </Menu.Item>
    </>
  );
};
