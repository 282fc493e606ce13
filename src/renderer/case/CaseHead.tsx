import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize, IconDots } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import type { RefusalView } from '#contract/shared';
import { useNavigation } from '../app/navigation';
import { useSession } from '../app/session';
import { caseTexts } from './texts';
import { practiceTexts } from '../app/texts/practice';
import { Key } from '../ui/Key';
import { Marks } from '../ui/Marks';
import { PersonAvatar } from '../ui/PersonAvatar';
import { StatusChip } from '../ui/StatusChip';
import type { CaseActions } from './use-case-actions';
import styles from './CaseHead.module.css';

const Item = ({
  label,
  why,
  keys,
  onClick,
}: {
  readonly label: string;
  readonly why: RefusalView | null;
  readonly keys?: string;
  readonly onClick: () => void;
}) => (
  <Menu.Item
    disabled={why !== null}
    onClick={onClick}
    rightSection={keys === undefined ? undefined : <Key keys={keys} />}
  >
    {label}
    {why !== null && <span className={styles.why}>{why.message}</span>}
  </Menu.Item>
);

/** Who, which case, where it stands, whose it is, and everything else that can be done with it. */
export const CaseHead = ({
  view,
  actions,
  isFull,
}: {
  readonly view: CaseView;
  readonly actions: CaseActions;
  readonly isFull: boolean;
}) => {
  const { go, back } = useNavigation.getState();
  const { who } = useSession();
  const { action } = caseTexts;
  const isOver = view.status === 'closed' || view.status === 'recovered';
  return (
    <header className={styles.head} data-full={isFull || undefined}>
      <div className={styles.names}>
        <h1 className={styles.name}>
          {view.person} <Marks marks={view.marks} unread={view.unread.length} />
        </h1>
        <p className={styles.under}>{[view.firm, view.number].filter(Boolean).join(' · ')}</p>
      </div>
      <span className={styles.status}>
        <StatusChip status={view.status} isFrozen={view.frozen !== null} />
      </span>
      <Tooltip label={caseTexts.owner(view.owner?.name ?? caseTexts.noOwner)}>
        <span className={styles.owner}>
          <PersonAvatar person={view.owner} />
        </span>
      </Tooltip>
      <ActionIcon
        aria-label={isFull ? caseTexts.collapse : caseTexts.expand}
        onClick={() => (isFull ? back() : go('case', view.caseId))}
      >
        {isFull ? <IconArrowsMinimize size={16} stroke={1.7} /> : <IconArrowsMaximize size={16} stroke={1.7} />}
      </ActionIcon>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <ActionIcon aria-label={caseTexts.more}>
            <IconDots size={16} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Item
            label={action.assignMe}
            why={actions.why.assignMe}
            keys="a"
            onClick={() => actions.assign(who.staffId, who.name)}
          />
          <Item label={action.assign} why={actions.why.assign} keys="shift+a" onClick={() => actions.show('assign')} />
          <Item
            label={view.link === null ? action.sendLink : action.newLink}
            why={actions.why.send}
            keys="s"
            onClick={actions.sendLink}
          />
          <Item label={action.fallback} why={actions.why.fallback} keys="m" onClick={() => actions.show('fallback')} />
          {view.snooze === null ? (
            <Item label={action.snooze} why={actions.why.snooze} keys="z" onClick={() => actions.show('snooze')} />
          ) : (
            <Item label={action.wake} why={actions.why.snooze} keys="z" onClick={actions.wake} />
          )}
          <Item label={action.readAgain} why={actions.why.readAgain} onClick={actions.readAgain} />
          {view.disable !== null && (
            <Item label={action.steps} why={null} keys="d" onClick={() => actions.show('steps')} />
          )}
          <Menu.Divider />
          {view.frozen === null ? (
            <Item label={action.freeze} why={actions.why.freeze} keys="x" onClick={() => actions.show('freeze')} />
          ) : (
            <Item label={action.unfreeze} why={actions.why.unfreeze} onClick={() => actions.show('unfreeze')} />
          )}
          <Item label={action.repudiation} why={actions.why.repudiation} onClick={() => actions.show('repudiation')} />
          {view.disable !== null && (
            <Item label={action.revoke} why={actions.why.revoke} onClick={() => actions.show('revoke')} />
          )}
          {isOver ? (
            <Item label={action.reopen} why={actions.why.reopen} onClick={() => actions.show('reopen')} />
          ) : (
            <Item label={action.close} why={actions.why.close} onClick={() => actions.show('close')} />
          )}
          {actions.practiceSignIn !== null && (
            <>
              <Menu.Divider />
              <Item label={practiceTexts.open} why={null} onClick={actions.practiceSignIn} />
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </header>
  );
};
