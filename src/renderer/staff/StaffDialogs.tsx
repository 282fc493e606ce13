import { Radio, Select, Stack, TextInput } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallOutput } from '#contract/calls';
import type { StaffRow } from '#contract/staff';
import { roles } from '#domain/access/roles';
import type { Role } from '#domain/access/roles';
import type { CallFailure } from '../app/bridge';
import { useCommand } from '../app/queries';
import { roleNames } from '../app/texts/words';
import { CodeFoot, isAboutCode } from '../review/CodeFoot';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import type { ShownInvitation } from './Invitation';
import { staffTexts } from './texts';
import styles from './StaffDialogs.module.css';

type OnInvited = (invitation: ShownInvitation) => void;
type OnDone = (words: string) => void;
type Person = { readonly person: StaffRow; readonly onClose: () => void };

/**
 * A refusal in its place. The first lead's word on a real desk is no fault: it is written down and waits for the
 * second.
 */
const Refusal = ({ failure }: { readonly failure: CallFailure | null }) => {
  if (failure === null || isAboutCode(failure)) return null;
  if (failure.code !== 'approvals-missing') return <Failure failure={failure} />;
  return (
    <div className={styles.second} role="status">
      <IconUserCheck size={16} stroke={1.8} aria-hidden />
      <div>
        <strong>{staffTexts.second.title}</strong>
        <p>{failure.message}</p>
        <p>{failure.way}</p>
      </div>
    </div>
  );
};
const isWrittenDown = (failure: CallFailure | null): boolean => failure?.code === 'approvals-missing';

const RoleChoice = ({
  label,
  value,
  onChange,
  hasFocus = false,
}: {
  readonly label: string;
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly hasFocus?: boolean;
}) => (
  <Radio.Group
    label={label}
    value={value}
    onChange={(chosen) => {
      const next = roles.find((candidate) => candidate === chosen);
      if (next !== undefined) onChange(next);
    }}
  >
    <Stack gap={8} mt={6}>
      {roles.map((one) => (
        <Radio
          key={one}
          value={one}
          label={roleNames[one]}
          description={staffTexts.roleWords[one]}
          {...(hasFocus && one === value ? { 'data-autofocus': true } : {})}
        />
      ))}
    </Stack>
  </Radio.Group>
);

/** Invites a colleague; the invitation is shown once. */
export const InviteDialog = ({
  onClose,
  onInvited,
}: {
  readonly onClose: () => void;
  readonly onInvited: OnInvited;
}) => {
  const { inviteDialog: words } = staffTexts;
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [role, setRole] = useState<Role>('agent');
  const invite = useCommand('staff.invite');
  const isMissing = name.trim() === '' || !/^\S+@\S+\.\S+$/.test(address.trim());
  const field = invite.error?.field;
  const send = (code: string): void =>
    invite.mutate(
      { name: name.trim(), address: address.trim(), role, code },
      { onSuccess: (made) => onInvited({ name: name.trim(), invitation: made.invitation, expiresAt: made.expiresAt }) },
    );
  return (
    <Dialog
      title={words.title}
      isOpen
      onClose={onClose}
      size={480}
      foot={
        <CodeFoot
          button={words.button}
          isBusy={invite.isPending}
          failure={invite.error}
          isBlocked={isMissing || isWrittenDown(invite.error)}
          hasFocus={false}
          cancel={isWrittenDown(invite.error) ? staffTexts.close : staffTexts.cancel}
          onCode={send}
          onCancel={onClose}
        />
      }
    >
      <Stack gap={12}>
        <TextInput
          label={words.name}
          value={name}
          maxLength={120}
          autoComplete="off"
          data-autofocus
          error={field === 'name'}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={words.address}
          description={words.addressHint}
          type="email"
          value={address}
          maxLength={200}
          autoComplete="off"
          error={field === 'address'}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <RoleChoice label={words.role} value={role} onChange={setRole} />
        <Refusal failure={invite.error} />
      </Stack>
    </Dialog>
  );
};

/** Gives somebody another role; the last lead stays one. */
export const RoleDialog = ({ person, onClose, onDone }: Person & { readonly onDone: OnDone }) => {
  const { roleDialog: words } = staffTexts;
  const [role, setRole] = useState<Role>(person.role);
  const change = useCommand('staff.changeRole');
  const send = (code: string): void =>
    change.mutate(
      { staffId: person.staffId, role, code },
      { onSuccess: () => onDone(staffTexts.changed(person.name, roleNames[role])) },
    );
  return (
    <Dialog
      title={words.title(person.name)}
      isOpen
      onClose={onClose}
      size={480}
      foot={
        <CodeFoot
          button={words.button}
          isBusy={change.isPending}
          failure={change.error}
          isBlocked={role === person.role || isWrittenDown(change.error)}
          hasFocus={false}
          cancel={isWrittenDown(change.error) ? staffTexts.close : staffTexts.cancel}
          onCode={send}
          onCancel={onClose}
        />
      }
    >
      <Stack gap={12}>
        <p className={styles.words}>{words.words}</p>
        <RoleChoice
          label={words.role}
          value={role}
          onChange={(next) => {
            setRole(next);
            change.reset();
          }}
          hasFocus
        />
        <Refusal failure={change.error} />
      </Stack>
    </Dialog>
  );
};

/** Ends somebody's access and hands their open cases over. */
export const EndAccessDialog = ({
  person,
  colleagues,
  onClose,
  onDone,
}: Person & { readonly colleagues: readonly StaffRow[]; readonly onDone: OnDone }) => {
  const { endDialog: words } = staffTexts;
  const [to, setTo] = useState<string>('nobody');
  const end = useCommand('staff.endAccess');
  const others = colleagues.filter((one) => one.state === 'active' && one.staffId !== person.staffId);
  const send = (code: string): void =>
    end.mutate(
      { staffId: person.staffId, handOverTo: to === 'nobody' ? null : to, code },
      { onSuccess: ({ handedOver }) => onDone(words.done(person.name, handedOver)) },
    );
  return (
    <Dialog
      title={words.title(person.name)}
      isOpen
      onClose={onClose}
      size={480}
      foot={
        <CodeFoot
          button={words.button}
          isBusy={end.isPending}
          failure={end.error}
          isBlocked={isWrittenDown(end.error)}
          hasFocus={person.openCases === 0}
          cancel={isWrittenDown(end.error) ? staffTexts.close : staffTexts.cancel}
          onCode={send}
          onCancel={onClose}
        />
      }
    >
      <Stack gap={12}>
        <p className={styles.words}>{words.words}</p>
        {person.openCases === 0 ? (
          <p className={styles.words}>{words.noCases}</p>
        ) : (
          <Select
            label={words.handOver(person.openCases)}
            value={to}
            allowDeselect={false}
            data-autofocus
            onChange={(value) => {
              if (value !== null) setTo(value);
            }}
            data={[
              { value: 'nobody', label: words.nobody },
              ...others.map((one) => ({
                value: one.staffId,
                label: `${one.name}, ${roleNames[one.role].toLowerCase()}`,
              })),
            ]}
          />
        )}
        <Refusal failure={end.error} />
      </Stack>
    </Dialog>
  );
};

/** A forgotten password: a new invitation. */
export const ResetDialog = ({ person, onClose, onInvited }: Person & { readonly onInvited: OnInvited }) => {
  const { resetDialog: words } = staffTexts;
  const reset = useCommand('staff.resetPassword');
  const send = (code: string): void =>
    reset.mutate(
      { staffId: person.staffId, code },
      { onSuccess: (made) => onInvited({ name: person.name, invitation: made.invitation, expiresAt: made.expiresAt }) },
    );
  return (
    <Dialog
      title={words.title(person.name)}
      isOpen
      onClose={onClose}
      size={480}
      foot={
        <CodeFoot
          button={words.button}
          isBusy={reset.isPending}
          failure={reset.error}
          isBlocked={isWrittenDown(reset.error)}
          cancel={isWrittenDown(reset.error) ? staffTexts.close : staffTexts.cancel}
          onCode={send}
          onCancel={onClose}
        />
      }
    >
      <Stack gap={12}>
        <p className={styles.words}>{words.words}</p>
        <Refusal failure={reset.error} />
      </Stack>
    </Dialog>
  );
};

/** Says that a colleague's authenticator is lost; the second word answers with the invitation. */
export const VouchDialog = ({
  person,
  onClose,
  onInvited,
  onDone,
}: Person & { readonly onInvited: OnInvited; readonly onDone: OnDone }) => {
  const { vouchDialog: words } = staffTexts;
  const vouch = useCommand('staff.vouch');
  const finish = (answer: CallOutput<'staff.vouch'>): void => {
    if (answer.invitation === null) onDone(words.one(person.name, answer.vouched, answer.needed));
    else
      onInvited({
        name: person.name,
        invitation: answer.invitation.invitation,
        expiresAt: answer.invitation.expiresAt,
      });
  };
  return (
    <Dialog
      title={words.title(person.name)}
      isOpen
      onClose={onClose}
      size={480}
      foot={
        <CodeFoot
          button={words.button}
          isBusy={vouch.isPending}
          failure={vouch.error}
          onCode={(code) => vouch.mutate({ staffId: person.staffId, code }, { onSuccess: finish })}
          onCancel={onClose}
        />
      }
    >
      <Stack gap={12}>
        <p className={styles.words}>{words.words}</p>
        <p className={styles.words}>
          <strong>{words.never}</strong>{' '}
          {person.vouchedBy.length > 0 ? words.so(person.vouchedBy.join(', ')) : words.first}
        </p>
        <Refusal failure={vouch.error} />
      </Stack>
    </Dialog>
  );
};
