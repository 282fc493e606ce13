import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { StaffRow } from '#contract/staff';
import { useKeys } from '../app/keys';
import { useCall } from '../app/queries';
import { useMay } from '../app/session';
import { Bars } from '../ui/Bars';
import { Blank } from '../ui/Blank';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { KeyLine } from '../ui/KeyLine';
import { Invitation } from './Invitation';
import type { ShownInvitation } from './Invitation';
import { OwnSection } from './OwnSection';
import { EndAccessDialog, InviteDialog, ResetDialog, RoleDialog, VouchDialog } from './StaffDialogs';
import { StaffTable } from './StaffTable';
import type { StaffAction } from './StaffTable';
import { staffTexts } from './texts';
import styles from './StaffScreen.module.css';

type Open = { readonly action: 'invite' } | { readonly action: StaffAction; readonly person: StaffRow };

/** Who works at the desk, what each may, and what a lead or a colleague can do for them. */
export const StaffScreen = () => {
  const answer = useCall('staff.list', {});
  const mayManage = useMay('staff:manage');
  const [open, setOpen] = useState<Open | null>(null);
  const [shown, setShown] = useState<ShownInvitation | null>(null);
  const [told, setTold] = useState('');
  const [hasEnded, setHasEnded] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);

  const all = answer.data?.people ?? [];
  const ended = all.filter((person) => person.state === 'ended').length;
  const people = hasEnded ? all : all.filter((person) => person.state !== 'ended');
  const here = Math.max(
    0,
    people.findIndex((person) => person.staffId === chosen),
  );
  const move = (step: number): void => {
    const next = people[Math.min(people.length - 1, Math.max(0, here + step))];
    if (next !== undefined) setChosen(next.staffId);
  };
  const begin = (next: Open): void => {
    setTold('');
    setOpen(next);
  };
  const invite = (): void => begin({ action: 'invite' });
  const close = (): void => setOpen(null);
  const finish = (words: string): void => {
    close();
    setTold(words);
  };
  const show = (invitation: ShownInvitation): void => {
    close();
    setShown(invitation);
  };

  useKeys(staffTexts.title, [
    { keys: 'j', label: staffTexts.keys.next, run: () => move(1), isMove: true },
    { keys: 'k', label: staffTexts.keys.previous, run: () => move(-1), isMove: true },
    { keys: 'arrowdown', label: staffTexts.keys.next, run: () => move(1), isMove: true },
    { keys: 'arrowup', label: staffTexts.keys.previous, run: () => move(-1), isMove: true },
    { keys: 'c', label: staffTexts.invite, run: invite, refusal: mayManage ? undefined : staffTexts.why.onlyLead },
  ]);

  const person = open !== null && open.action !== 'invite' ? open.person : null;
  return (
    <section className={styles.screen} aria-label={staffTexts.title}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{staffTexts.title}</h1>
        {answer.data !== undefined && (
          <span className={styles.count}>
            {staffTexts.people(all.length - ended)}, {staffTexts.leads(answer.data.leads)}
          </span>
        )}
        <span className={styles.space} />
        {ended > 0 && (
          <Button variant="subtle" aria-pressed={hasEnded} onClick={() => setHasEnded(!hasEnded)}>
            {hasEnded ? staffTexts.hideEnded : `${staffTexts.showEnded} (${ended})`}
          </Button>
        )}
        {mayManage ? (
          <Button
            leftSection={<IconUserPlus size={15} stroke={1.8} aria-hidden />}
            rightSection={<Key keys="c" isOnFill />}
            onClick={invite}
          >
            {staffTexts.invite}
          </Button>
        ) : (
          <span className={styles.count}>{staffTexts.why.onlyLead}</span>
        )}
      </div>
      <p className={styles.told} role="status">
        {told}
      </p>
      <div className={styles.columns}>
        <div className={styles.list}>
          {answer.error !== null && (
            <div className={styles.failure}>
              <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
            </div>
          )}
          {answer.isPending && <Bars rows={8} height={48} label={staffTexts.loading} />}
          {answer.data !== undefined && people.length === 0 && <Blank title={staffTexts.empty} />}
          {people.length > 0 && (
            <StaffTable
              people={people}
              selected={people[here]?.staffId ?? null}
              onSelect={setChosen}
              onAction={(action, row) => begin({ action, person: row })}
            />
          )}
          {people.length > 0 && (
            <KeyLine
              lines={[
                { keys: 'j k', words: staffTexts.keys.move },
                { keys: 'enter', words: staffTexts.keys.more },
                ...(mayManage ? [{ keys: 'c', words: staffTexts.keys.invite }] : []),
                { keys: '?', words: staffTexts.keys.all },
              ]}
              end={staffTexts.people(people.length)}
            />
          )}
        </div>
        <OwnSection people={all} />
      </div>
      {open?.action === 'invite' && <InviteDialog onClose={close} onInvited={show} />}
      {open?.action === 'role' && person !== null && <RoleDialog person={person} onClose={close} onDone={finish} />}
      {open?.action === 'end' && person !== null && (
        <EndAccessDialog person={person} colleagues={all} onClose={close} onDone={finish} />
      )}
      {open?.action === 'reset' && person !== null && <ResetDialog person={person} onClose={close} onInvited={show} />}
      {open?.action === 'vouch' && person !== null && (
        <VouchDialog person={person} onClose={close} onInvited={show} onDone={finish} />
      )}
      {shown !== null && <Invitation shown={shown} onClose={() => setShown(null)} />}
    </section>
  );
};
