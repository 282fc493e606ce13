import { ActionIcon, Menu } from '@mantine/core';
import { IconCircleCheck, IconDots, IconHourglass, IconKey, IconRefreshAlert, IconUserOff } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { StaffRow } from '#contract/staff';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useKeys } from '../app/keys';
import { useMay, useSession } from '../app/session';
import { roleNames } from '../app/texts/words';
import { PersonAvatar } from '../ui/PersonAvatar';
import { dateText, whenText } from '../ui/times';
import { stateNames, staffTexts } from './texts';
import styles from './StaffTable.module.css';

export type StaffAction = 'role' | 'reset' | 'end' | 'vouch';
const stateIcons: Readonly<Record<StaffRow['state'], Icon>> = {
  invited: IconHourglass,
  active: IconCircleCheck,
  reset: IconRefreshAlert,
  ended: IconUserOff,
};
const { why, columns } = staffTexts;

/** Null when it can be asked for; main checks again. */
const whyNot = (action: StaffAction, person: StaffRow, isSelf: boolean, mayManage: boolean): string | null => {
  if (action !== 'vouch' && !mayManage) return why.onlyLead;
  if (person.state === 'ended') return why.ended;
  if (action === 'role' && isSelf) return why.self;
  if (action === 'vouch') return isSelf ? why.selfVouch : person.state === 'invited' ? why.notActive : null;
  return null;
};

const Actions = ({
  person,
  onAction,
}: {
  readonly person: StaffRow;
  readonly onAction: (action: StaffAction) => void;
}) => {
  const { who } = useSession();
  const mayManage = useMay('staff:manage');
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <ActionIcon aria-label={staffTexts.more(person.name)}>
          <IconDots size={16} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(['vouch', 'role', 'reset', 'end'] as const).map((action) => {
          const reason = whyNot(action, person, person.staffId === who.staffId, mayManage);
          return (
            <Menu.Item key={action} disabled={reason !== null} onClick={() => onAction(action)}>
              {staffTexts.action[action]}
              {reason !== null && <span className={styles.why}>{reason}</span>}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
};

type StaffTableProps = {
  readonly people: readonly StaffRow[];
  readonly selected: string | null;
  readonly onSelect: (staffId: string) => void;
  readonly onAction: (action: StaffAction, person: StaffRow) => void;
};

/** Everybody with role, state, last sign-in and open cases. */
export const StaffTable = ({ people, selected, onSelect, onAction }: StaffTableProps) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { who } = useSession();
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    body.current?.querySelector('[data-selected]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const openMenu = (): void => {
    const button = body.current?.querySelector<HTMLElement>('[data-selected] button');
    button?.focus();
    button?.click();
  };
  const chosen = people.find((person) => person.staffId === selected);
  useKeys(
    staffTexts.list,
    chosen === undefined ? [] : [{ keys: 'enter', label: staffTexts.more(chosen.name), run: openMenu, isMove: true }],
  );
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={staffTexts.list}>
        <thead>
          <tr>
            <th scope="col">{columns.person}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col" data-column="sign-in">
              {columns.lastSignIn}
            </th>
            <th scope="col" data-column="cases">
              {columns.cases}
            </th>
            <th scope="col">
              <span className={styles.spoken}>{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {people.map((person) => {
            const Glyph = stateIcons[person.state];
            return (
              <tr
                key={person.staffId}
                data-selected={person.staffId === selected || undefined}
                data-ended={person.state === 'ended' || undefined}
                onClick={() => onSelect(person.staffId)}
              >
                <th scope="row">
                  <span className={styles.person}>
                    <PersonAvatar person={person} size={26} />
                    <span className={styles.two}>
                      <span className={styles.name}>
                        {person.name}
                        {person.staffId === who.staffId && <span className={styles.quiet}> ({staffTexts.you})</span>}
                      </span>
                      <span className={styles.under}>{person.address}</span>
                    </span>
                  </span>
                </th>
                <td>{roleNames[person.role]}</td>
                <td>
                  <span className={styles.two}>
                    <span className={styles.state} data-state={person.state}>
                      <Glyph size={15} stroke={1.9} aria-hidden />
                      {stateNames[person.state]}
                    </span>
                    {person.vouchedBy.length > 0 ? (
                      <span className={styles.vouched}>
                        <IconKey size={13} stroke={1.8} aria-hidden />
                        {staffTexts.vouched(person.vouchedBy.join(', '))}
                      </span>
                    ) : (
                      <span className={styles.under}>{staffTexts.since(dateText(person.since, zone))}</span>
                    )}
                  </span>
                </td>
                <td data-column="sign-in">
                  {person.lastSignInAt === null ? (
                    <span className={styles.quiet}>{staffTexts.never}</span>
                  ) : (
                    whenText(person.lastSignInAt, nowMs, zone)
                  )}
                </td>
                <td data-column="cases" className={styles.number}>
                  {person.openCases}
                </td>
                <td className={styles.more}>
                  {person.state !== 'ended' && (
                    <Actions person={person} onAction={(action) => onAction(action, person)} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
