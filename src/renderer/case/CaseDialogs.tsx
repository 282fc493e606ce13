import { Button, Radio, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { CaseView } from '#contract/cases';
import { outcomes } from '#domain/case/events';
import type { Outcome } from '#domain/case/events';
import { useDraft } from '../app/drafts';
import { useCall, useCommand } from '../app/queries';
import { useSession } from '../app/session';
import { caseTexts } from '../app/texts/case';
import { outcomeNames, roleNames } from '../app/texts/words';
import { DisableDialog } from '../review/DisableSteps';
import { Dialog } from '../ui/Dialog';
import { Failure } from '../ui/Failure';
import { OneTimeCode } from '../ui/OneTimeCode';
import type { CallFailure } from '../app/bridge';
import { SendLink } from './SendLink';
import type { CaseActions } from './use-case-actions';

type Props = { readonly view: CaseView; readonly onClose: () => void };

const AskDialog = ({ title, words, button, isReady, isBusy, failure, onClose, onSubmit, children, isRed = false }: {
  readonly title: string; readonly words?: string; readonly button: string; readonly isReady: boolean; readonly isBusy: boolean; readonly failure: CallFailure | null;
  readonly onClose: () => void; readonly onSubmit: () => void; readonly children: ReactNode; readonly isRed?: boolean;
}) => (
  <Dialog title={title} isOpen onClose={onClose} size={480}
    foot={<><Button variant="default" onClick={onClose}>{caseTexts.cancel}</Button><Button type="submit" form="ask-dialog" disabled={!isReady} loading={isBusy} {...(isRed ? { color: 'red.9' } : {})}>{button}</Button></>}>
    <form id="ask-dialog" onSubmit={(event) => { event.preventDefault(); if (isReady) onSubmit(); }}>
      <Stack gap={14}>
        {words !== undefined && <p style={{ margin: 0 }}>{words}</p>}
        {children}
        <Failure failure={failure} />
      </Stack>
    </form>
  </Dialog>
);

const Assign = ({ view, onClose }: Props) => {
  const { who } = useSession();
  const people = useCall('cases.colleagues', {});
  const command = useCommand('cases.assign');
  const [to, setTo] = useState<string | null>(view.owner?.staffId ?? null);
  const { assign } = caseTexts;
  return (
    <AskDialog title={assign.title} button={assign.button} isReady={people.data !== undefined} isBusy={command.isPending} failure={command.error ?? people.error} onClose={onClose} onSubmit={() => command.mutate({ caseId: view.caseId, to }, { onSuccess: onClose })}>
      <Select
        label={assign.title} data-autofocus searchable allowDeselect={false} value={to ?? ''} onChange={(value) => setTo(value === '' || value === null ? null : value)}
        data={[{ value: '', label: assign.nobody }, ...(people.data?.people ?? []).map((person) => ({ value: person.staffId, label: `${person.name}${person.staffId === who.staffId ? ` (${assign.me})` : ''}, ${roleNames[person.role].toLowerCase()}` }))]}
      />
    </AskDialog>
  );
};

const Freeze = ({ view, onClose }: Props) => {
  const [words, setWords] = useDraft(`freeze ${view.caseId}`);
  const command = useCommand('cases.freeze');
  const { freeze } = caseTexts;
  return (
    <AskDialog title={freeze.title} words={freeze.words} button={freeze.button} isRed isReady={words.trim().length >= 3} isBusy={command.isPending} failure={command.error} onClose={onClose} onSubmit={() => command.mutate({ caseId: view.caseId, words }, { onSuccess: () => { setWords(''); onClose(); } })}>
      <Textarea label={freeze.reason} data-autofocus value={words} onChange={(event) => setWords(event.currentTarget.value)} maxLength={1000} autosize minRows={2} />
    </AskDialog>
  );
};

const Unfreeze = ({ view, onClose }: Props) => {
  const [reason, setReason] = useDraft(`unfreeze ${view.caseId}`);
  const [code, setCode] = useState('');
  const command = useCommand('cases.unfreeze');
  const { unfreeze } = caseTexts;
  return (
    <AskDialog title={unfreeze.title} words={unfreeze.words} button={unfreeze.button} isReady={reason.trim().length >= 10 && code.length === 6} isBusy={command.isPending} failure={command.error} onClose={onClose} onSubmit={() => command.mutate({ caseId: view.caseId, reason, code }, { onSuccess: () => { setReason(''); onClose(); }, onError: () => setCode('') })}>
      <Textarea label={unfreeze.reason} description={unfreeze.hint} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={1000} autosize minRows={2} />
      <OneTimeCode label={unfreeze.code} value={code} onChange={setCode} isDisabled={command.isPending} />
    </AskDialog>
  );
};

const Close = ({ view, onClose }: Props) => {
  const [reason, setReason] = useDraft(`close ${view.caseId}`);
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const command = useCommand('cases.close');
  const { close } = caseTexts;
  return (
    <AskDialog title={close.title} words={close.words} button={close.button} isReady={outcome !== '' && reason.trim().length >= 3} isBusy={command.isPending} failure={command.error} onClose={onClose} onSubmit={() => { if (outcome !== '') command.mutate({ caseId: view.caseId, outcome, reason }, { onSuccess: () => { setReason(''); onClose(); } }); }}>
      <Radio.Group label={close.outcome} value={outcome} onChange={(value) => setOutcome(value as Outcome)}>
        <Stack gap={6} mt={6}>{outcomes.map((value) => <Radio key={value} value={value} label={outcomeNames[value]} />)}</Stack>
      </Radio.Group>
      <Textarea label={close.reason} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={1000} autosize minRows={2} />
    </AskDialog>
  );
};

const Override = ({ view, onClose }: Props) => {
  const [reason, setReason] = useDraft(`override ${view.caseId}`);
  const command = useCommand('cases.overrideSelfHelp');
  const { override } = caseTexts;
  const missing = 20 - reason.trim().length;
  return (
    <AskDialog title={override.title} words={override.words} button={override.button} isReady={missing <= 0} isBusy={command.isPending} failure={command.error} onClose={onClose} onSubmit={() => command.mutate({ caseId: view.caseId, reason }, { onSuccess: () => { setReason(''); onClose(); } })}>
      <Textarea label={override.reason} description={missing > 0 && reason !== '' ? override.left(missing) : override.hint} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={1000} autosize minRows={2} />
    </AskDialog>
  );
};

/** The dialog of a case that is open, if any. */
export const CaseDialogs = ({ view, actions }: { readonly view: CaseView; readonly actions: CaseActions }) => {
  const props = { view, onClose: actions.hide };
  switch (actions.dialog) {
    case null: return null;
    case 'send': return <SendLink {...props} />;
    case 'assign': return <Assign {...props} />;
    case 'freeze': return <Freeze {...props} />;
    case 'unfreeze': return <Unfreeze {...props} />;
    case 'close': return <Close {...props} />;
    case 'override': return <Override {...props} />;
    case 'steps': return <DisableDialog caseId={view.caseId} isOpen onClose={actions.hide} />;
  }
};
