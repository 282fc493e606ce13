import { SegmentedControl } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { channels } from '#domain/case/events';
import type { Channel } from '#domain/case/events';
import { useDraft } from '../../app/drafts';
import { useCall, useCommand } from '../../app/queries';
import { channelNames } from '../../app/texts/words';
import { caseTexts } from '../texts';
import { AskDialog, ReasonField } from './AskDialog';
import type { DialogProps } from './AskDialog';

const { repudiation } = caseTexts;
const mostQuoted = 300;

/** The owner said "this wasn't me" by phone or in a reply (R7). */
export const Repudiation = ({ view, onClose }: DialogProps) => {
  const [words, setWords] = useDraft(`repudiation ${view.caseId}`);
  const said = view.maybeNotMe;
  const [channel, setChannel] = useState<Channel>(said === null ? 'phone' : 'email');
  const message = useCall(
    'cases.received',
    { caseId: view.caseId, messageId: said?.messageId ?? '' },
    { enabled: said !== null },
  ).data;
  const wrote = message?.mail?.text.trim() ?? '';
  // What they wrote is what they said; whoever records it may say more.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || wrote === '') return;
    begun.current = true;
    if (words === '') setWords(repudiation.quote(wrote.length > mostQuoted ? `${wrote.slice(0, mostQuoted)}…` : wrote));
  }, [wrote, words, setWords]);
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
