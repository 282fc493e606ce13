import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconLock,
  IconMailForward,
  IconSearch,
  IconShieldHalf,
  IconTestPipe,
  IconWifi,
  IconWifiOff,
} from '@tabler/icons-react';
import { Brand } from '../ui/Brand';
import { Chip } from '../ui/Chip';
import { Key } from '../ui/Key';
import { stampText } from '../ui/times';
import { useNow } from './clock';
import { useDesk } from './desk';
import { useNavigation } from './navigation';
import { PersonMenu } from './PersonMenu';
import { useCall } from './queries';
import { PracticeItems } from './PracticeItems';
import { frameTexts } from './texts/frame';
import styles from './Strip.module.css';

type StripProps = { readonly onSearch: () => void; readonly onSwitch: () => void; readonly onLock: () => void };

const StripState = () => {
  const desk = useDesk();
  const nowMs = useNow('minute');
  const go = useNavigation((state) => state.go);
  const strip = useCall('desk.strip', {}).data;
  if (strip === undefined) return null;
  const exchange = strip.lastExchangeAt === null ? null : stampText(strip.lastExchangeAt, nowMs, desk.timeZone);
  return (
    <>
      {strip.threatLevel === 'elevated' ? (
        <Tooltip label={frameTexts.threat.elevatedHint} events={{ hover: true, focus: true, touch: true }}>
          <UnstyledButton className={styles.secondary ?? ''} onClick={() => go('policy')}>
            <Chip tone="warn" icon={<IconShieldHalf size={13} aria-hidden />}>
              {frameTexts.threat.label} {frameTexts.threat.elevated}
            </Chip>
          </UnstyledButton>
        </Tooltip>
      ) : (
        <span className={`${styles.item} ${styles.secondary}`}>
          <IconShieldHalf size={16} stroke={1.7} aria-hidden />
          {frameTexts.threat.label} <strong>{frameTexts.threat.normal}</strong>
        </span>
      )}
      <span className={styles.item} data-warn={!strip.online || undefined}>
        {strip.online ? (
          <IconWifi size={16} stroke={1.7} aria-hidden />
        ) : (
          <IconWifiOff size={16} stroke={1.7} aria-hidden />
        )}
        {strip.online ? frameTexts.online : frameTexts.offline}
        {strip.online && exchange !== null && <span className={styles.quiet}>{exchange}</span>}
      </span>
      <UnstyledButton className={`${styles.item} ${styles.secondary}`} onClick={() => go('mail')}>
        <IconMailForward size={16} stroke={1.7} aria-hidden />
        {frameTexts.mailWaiting(strip.mailWaiting)}
        {strip.mailFailed > 0 && <span className={styles.bad}>{frameTexts.mailFailed(strip.mailFailed)}</span>}
      </UnstyledButton>
    </>
  );
};

/** The desk's state in one line: search, threat level, network, mail, who, lock. */
export const Strip = ({ onSearch, onSwitch, onLock }: StripProps) => {
  const desk = useDesk();
  return (
    <header className={styles.strip}>
      <span className={styles.brand}>
        <Brand size={22} />
      </span>
      <UnstyledButton className={styles.search ?? ''} onClick={onSearch}>
        <IconSearch size={16} stroke={1.7} aria-hidden />
        <span className={styles.searchWords}>{frameTexts.searchAll}</span>
        <Key keys="mod+k" />
      </UnstyledButton>
      {desk.kind === 'practice' && (
        <Menu position="bottom-start" width={260}>
          <Menu.Target>
            <UnstyledButton className={styles.practice ?? ''}>
              <Chip tone="ice" icon={<IconTestPipe size={13} aria-hidden />}>
                {frameTexts.practice.chip}
              </Chip>
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <PracticeItems />
          </Menu.Dropdown>
        </Menu>
      )}
      <span className={styles.space} />
      <StripState />
      <span className={styles.line} />
      <PersonMenu onSwitch={onSwitch} />
      <Tooltip label={frameTexts.lock}>
        <ActionIcon aria-label={frameTexts.lock} onClick={onLock}>
          <IconLock size={17} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
};
