import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { channels } from '#domain/case/events';
import type { Channel } from '#domain/case/events';
import { useDraft } from '../../app/drafts';
import { useCommand } from '../../app/queries';
import { channelNames } from '../../app/texts/words';
import { caseTexts } from '../texts';
import { AskDialog, ReasonField } from './AskDialog';
import type { DialogProps } from './AskDialog';

const { repudiation } = caseTexts;

/** The owner said "this wasn't me" by phone or in a reply (R7). */
export const Repudiation = ({ view, onClose }: DialogProps) => {
  const [words, setWords] = useDraft(`repudiation ${view.caseId}`);
  const [channel, setChannel] = useState<Channel>('phone');
  const command = useCommand('cases.recordRepudiation');
  return (
    <AskDialog
      title={repudiation.title}
      words={repudiation.words}
      button={repudiation.button}
      isRed
      isReady={words.trim().length >= 3}
      isBusy={command.isPending}
      failure={command.error}
      onClose={onClose}
      onSubmit={() =>
        command.mutate(
          { caseId: view.caseId, channel, words },
          {
            onSuccess: () => {
              setWords('');
              onClose();
            },
          },
        )
      }
    >
      <SegmentedControl
        aria-label={repudiation.channel}
        value={channel}
        onChange={(value) => setChannel(channels.find((candidate) => candidate === value) ?? 'phone')}
        data={channels.map((value) => ({ value, label: channelNames[value] }))}
      />
      <ReasonField label={repudiation.what} hint={repudiation.hint} value={words} onChange={setWords} />
    </AskDialog>
  );
};
