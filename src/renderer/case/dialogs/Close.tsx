import { Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { outcomes } from '#domain/case/events';
import type { Outcome } from '#domain/case/events';
import { useDraft } from '../../app/drafts';
import { useCommand } from '../../app/queries';
import { outcomeNames } from '../../app/texts/words';
import { OneTimeCode } from '../../ui/OneTimeCode';
import { caseTexts } from '../texts';
import { useOfferUndo } from '../undo';
import { AskDialog, ReasonField } from './AskDialog';
import type { DialogProps } from './AskDialog';

const { close, undo } = caseTexts;
/** The ends that the customer would otherwise wait to hear of. */
const isTold = (outcome: Outcome): boolean => outcome === 'withdrawn' || outcome === 'rejected';

/** How the case ended, and whether the customer hears it. */
export const Close = ({ view, onClose, begin }: DialogProps & { readonly begin: Outcome | null }) => {
  const [reason, setReason] = useDraft(`close ${view.caseId}`);
  const [outcome, setOutcome] = useState(begin);
  const [tell, setTell] = useState(false);
  const [duplicateOf, setDuplicateOf] = useState('');
  const [code, setCode] = useState('');
  // R21: it ends a freeze or a securing.
  const takesCode = view.frozen !== null || view.secures !== null;
  const command = useCommand('cases.close');
  const offerUndo = useOfferUndo();
  const isDuplicate = outcome === 'duplicate';
  const choose = (value: string): void => {
    const chosen = outcomes.find((candidate) => candidate === value) ?? null;
    setOutcome(chosen);
    setTell(chosen !== null && isTold(chosen));
  };
  const submit = (): void => {
    if (outcome === null) return;
    command.mutate(
      {
        caseId: view.caseId,
        outcome,
        reason,
        tell,
        duplicateOf: isDuplicate ? duplicateOf.trim() : null,
        ...(takesCode ? { code } : {}),
      },
      {
        onError: () => setCode(''),
        onSuccess: () => {
          offerUndo(undo.closed(view.number, outcomeNames[outcome]), 'cases.reopen', {
            caseId: view.caseId,
            reason: undo.reason,
          });
          setReason('');
          onClose();
        },
      },
    );
  };
  return (
    <AskDialog
      title={close.title}
      button={close.button}
      isReady={
        outcome !== null &&
        reason.trim().length >= 3 &&
        (!isDuplicate || duplicateOf.trim() !== '') &&
        (!takesCode || code.length === 6)
      }
      isBusy={command.isPending}
      failure={command.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Radio.Group
        label={close.outcome}
        description={view.barred.closeOtherwise?.message}
        value={outcome}
        onChange={choose}
      >
        <Stack gap={6} mt={6}>
          {outcomes.map((value) => (
            <Radio
              key={value}
              value={value}
              label={outcomeNames[value]}
              disabled={value !== 'fraud' && view.barred.closeOtherwise !== null}
              {...(value === (begin ?? outcomes[0]) ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      {isDuplicate && (
        <TextInput
          label={close.duplicate}
          description={close.duplicateHint}
          value={duplicateOf}
          maxLength={20}
          autoComplete="off"
          onChange={(event) => setDuplicateOf(event.currentTarget.value)}
        />
      )}
      <ReasonField label={close.reason} hasFocus={false} value={reason} onChange={setReason} />
      <Checkbox
        label={close.tell}
        description={close.tellHint}
        checked={tell}
        disabled={outcome === null}
        onChange={(event) => setTell(event.currentTarget.checked)}
      />
      {takesCode && <OneTimeCode label={close.code} value={code} onChange={setCode} isDisabled={command.isPending} />}
    </AskDialog>
  );
};
