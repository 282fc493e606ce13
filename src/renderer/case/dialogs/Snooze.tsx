import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { inZone } from '#domain/sla/zone';
import { now } from '../../app/clock';
import { useZone } from '../../app/desk';
import { useDraft } from '../../app/drafts';
import { useCommand } from '../../app/queries';
import { whenText } from '../../ui/times';
import { caseTexts } from '../texts';
import { useOfferUndo } from '../undo';
import { AskDialog, ReasonField } from './AskDialog';
import type { DialogProps } from './AskDialog';

const { snooze, undo } = caseTexts;
type Preset = { readonly key: string; readonly words: string; readonly until: string | null };

/** Nine o'clock of the desk's own morning, on the days that people mean; the last waits for the customer. */
export const presetsAt = (nowMs: number, zone: string): readonly Preset[] => {
  const today = inZone(nowMs, zone).set({ hour: 9, minute: 0, second: 0, millisecond: 0 });
  const iso = (days: number): string => new Date(today.plus({ days }).toMillis()).toISOString();
  return [
    { key: 'tomorrow', words: snooze.tomorrow, until: iso(1) },
    { key: 'days', words: snooze.days, until: iso(3) },
    { key: 'monday', words: snooze.monday, until: iso(8 - today.weekday) },
    { key: 'event', words: snooze.event, until: null },
  ];
};

/** Puts the case aside until a time, or until the customer does something. */
export const Snooze = ({ view, onClose }: DialogProps) => {
  const zone = useZone();
  const [nowMs] = useState(now);
  const presets = presetsAt(nowMs, zone);
  const [key, setKey] = useState<string>('tomorrow');
  const [reason, setReason] = useDraft(`snooze ${view.caseId}`);
  const command = useCommand('cases.snooze');
  const offerUndo = useOfferUndo();
  const submit = (): void =>
    command.mutate(
      { caseId: view.caseId, until: presets.find((preset) => preset.key === key)?.until ?? null, reason },
      {
        onSuccess: () => {
          offerUndo(undo.snoozed(view.number), 'cases.wake', { caseId: view.caseId });
          setReason('');
          onClose();
        },
      },
    );
  return (
    <AskDialog
      title={snooze.title}
      words={snooze.words}
      button={snooze.button}
      isReady={reason.trim().length >= 3}
      isBusy={command.isPending}
      failure={command.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Radio.Group label={snooze.until} value={key} onChange={setKey}>
        <Stack gap={6} mt={6}>
          {presets.map((preset) => (
            <Radio
              key={preset.key}
              value={preset.key}
              label={preset.words}
              description={preset.until === null ? snooze.eventHint : whenText(preset.until, nowMs, zone)}
              {...(preset.key === key ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <ReasonField label={snooze.reason} hasFocus={false} value={reason} onChange={setReason} />
    </AskDialog>
  );
};
