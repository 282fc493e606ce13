import { Select } from '@mantine/core';
import { useState } from 'react';
import { useDraft } from '../../app/drafts';
import { useCall, useCommand } from '../../app/queries';
import { useSession } from '../../app/session';
import { roleNames } from '../../app/texts/words';
import { caseTexts } from '../texts';
import { useOfferUndo } from '../undo';
import { AskDialog, ReasonField } from './AskDialog';
import type { DialogProps } from './AskDialog';

const { assign, undo } = caseTexts;

/** Who owns the case, with a note for them. */
export const Assign = ({ view, onClose }: DialogProps) => {
  const { who } = useSession();
  const people = useCall('cases.colleagues', {});
  const command = useCommand('cases.assign');
  const offerUndo = useOfferUndo();
  const before = view.owner?.staffId ?? null;
  const [to, setTo] = useState<string | null>(before);
  const [note, setNote] = useDraft(`assign ${view.caseId}`);
  const submit = (): void =>
    command.mutate(
      { caseId: view.caseId, to, note },
      {
        onSuccess: () => {
          const name = people.data?.people.find((person) => person.staffId === to)?.name;
          if (to !== before)
            offerUndo(name === undefined ? undo.freed(view.number) : undo.assigned(view.number, name), 'cases.assign', {
              caseId: view.caseId,
              to: before,
              note: '',
            });
          setNote('');
          onClose();
        },
      },
    );
  return (
    <AskDialog
      title={assign.title}
      button={assign.button}
      isReady={people.data !== undefined}
      isBusy={command.isPending}
      failure={command.error ?? people.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Select
        label={assign.title}
        data-autofocus
        searchable
        openOnFocus={false}
        allowDeselect={false}
        value={to ?? ''}
        onChange={(value) => setTo(value === '' || value === null ? null : value)}
        data={[
          { value: '', label: assign.nobody },
          ...(people.data?.people ?? []).map((person) => ({
            value: person.staffId,
            label: `${person.name}${person.staffId === who.staffId ? ` (${assign.me})` : ''}, ${roleNames[person.role].toLowerCase()}`,
          })),
        ]}
      />
      <ReasonField label={assign.note} hint={assign.noteHint} hasFocus={false} value={note} onChange={setNote} />
    </AskDialog>
  );
};
