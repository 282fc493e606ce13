import { Button, Group } from '@mantine/core';
import { useDesk } from '../app/desk';
import { SchemeChoice } from '../app/PersonMenu';
import { useCall, useCommand } from '../app/queries';
import { useStartOver } from '../app/StartOver';
import { frameTexts } from '../app/texts/frame';
import { settingsTexts } from '../app/texts/settings';
import { Facts, Section } from '../ui/Facts';
import { Failure } from '../ui/Failure';
import { IdentityKind } from './IdentityKind';
import { Looks } from './Looks';
import styles from './SettingsScreen.module.css';

const { practice } = frameTexts;

/**
 * What this desk is, how it looks, and whether its log hangs together. Policy and calendars come in a later version.
 */
export const SettingsScreen = () => {
  const desk = useDesk();
  const strip = useCall('desk.strip', {}).data;
  const verify = useCommand('desk.verifyLog');
  const mailbox = useCommand('desk.openMailbox');
  const authenticator = useCommand('desk.openAuthenticator');
  const identity = useCommand('desk.openIdentitySystem');
  const startOver = useStartOver((state) => state.open);
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{settingsTexts.title}</h1>
      <Section level="h2" title={settingsTexts.desk}>
        <Facts
          rows={[
            [settingsTexts.company, desk.company],
            [settingsTexts.kind, desk.kind === 'practice' ? settingsTexts.practice : settingsTexts.real],
            [settingsTexts.zone, desk.timeZone],
            [settingsTexts.vault, desk.vault?.words ?? null],
            [
              settingsTexts.approvals,
              strip === undefined ? null : settingsTexts.approvalsWords(strip.approvalsWithoutProvider),
            ],
            [settingsTexts.store, desk.storeWay === null ? null : settingsTexts.storeWords(desk.storeWay)],
            [settingsTexts.version, `${desk.version}, Electron ${desk.electron}`],
          ]}
        />
      </Section>
      <Section level="h2" title={frameTexts.scheme}>
        <div className={styles.scheme}>
          <SchemeChoice />
        </div>
      </Section>
      <Looks />
      <Section level="h2" title={settingsTexts.log}>
        <p className={styles.words}>{settingsTexts.logWords}</p>
        <Group gap={12}>
          <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate({})}>
            {settingsTexts.verify}
          </Button>
          {verify.data !== undefined && (
            <span role="status" className={styles.verdict} data-ok={verify.data.ok}>
              {verify.data.words} {settingsTexts.verified(verify.data.events, verify.data.checkpoints)}
            </span>
          )}
        </Group>
        <Failure failure={verify.error} />
      </Section>
      <Section level="h2" title={settingsTexts.promise}>
        <p className={styles.words}>{settingsTexts.promiseWords}</p>
      </Section>
      {desk.kind === 'practice' && (
        <Section level="h2" title={practice.menu}>
          <p className={styles.words}>{practice.hint}</p>
          <Group gap={8}>
            <Button variant="default" onClick={() => mailbox.mutate({ address: null })}>
              {practice.mailbox}
            </Button>
            <Button variant="default" onClick={() => authenticator.mutate({})}>
              {practice.authenticator}
            </Button>
            <Button variant="default" onClick={() => identity.mutate({})}>
              {practice.identity}
            </Button>
            <Button variant="default" onClick={startOver}>
              {practice.startOver}
            </Button>
          </Group>
          <Failure failure={mailbox.error ?? authenticator.error ?? identity.error} />
          <IdentityKind />
        </Section>
      )}
    </div>
  );
};
