import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { fallbackKinds } from '#domain/case/events';
import type { FallbackKind } from '#domain/case/events';
import { useDraft } from '../../app/drafts';
import { useNavigation } from '../../app/navigation';
import { useCommand } from '../../app/queries';
import { Chip } from '../../ui/Chip';
import { fallbackTexts } from '../../fallback/texts';
import { AskDialog, ReasonField } from './AskDialog';
import type { DialogProps } from './AskDialog';
import styles from './AskDialog.module.css';

const { open, strength } = fallbackTexts;

/** Which alternate method, and why the usual way will not do. A closed kind stays in its place, with the reason. */
export const OpenFallback = ({ view, onClose }: DialogProps) => {
  const go = useNavigation((state) => state.go);
  const [kind, setKind] = useState<FallbackKind | null>(null);
  const [reason, setReason] = useDraft(`fallback ${view.caseId}`);
  const command = useCommand('fallback.open');
  const first = view.fallbackKinds.find((one) => one.open)?.kind;
  const submit = (): void => {
    if (kind === null) return;
    command.mutate(
      { caseId: view.caseId, kind, reason },
      {
        onSuccess: () => {
          setReason('');
          onClose();
          go('case', view.caseId);
        },
      },
    );
  };
  return (
    <AskDialog
      title={open.title}
      words={open.words}
      button={open.button}
      isReady={kind !== null && reason.trim().length >= 10}
      isBusy={command.isPending}
      failure={command.error}
      onClose={onClose}
      onSubmit={submit}
      size={560}
    >
      <Radio.Group
        label={open.kind}
        value={kind}
        onChange={(value) => setKind(fallbackKinds.find((candidate) => candidate === value) ?? null)}
      >
        <Stack gap={10} mt={8}>
          {view.fallbackKinds.map((one) => (
            <Radio
              key={one.kind}
              value={one.kind}
              disabled={!one.open}
              {...(one.kind === first ? { 'data-autofocus': true } : {})}
              description={`${one.what} ${one.why}`}
              label={
                <span className={styles.kindHead} data-closed={!one.open || undefined}>
                  <span className={styles.kind}>{one.title}</span>{' '}
                  <Chip tone={one.strength === 'strong' ? 'ok' : 'theirs'}>{strength[one.strength]}</Chip>
                  {!one.open && <Chip tone="warn">{open.closed}</Chip>}
                </span>
              }
            />
          ))}
        </Stack>
      </Radio.Group>
      <ReasonField label={open.reason} hint={open.reasonHint} hasFocus={false} value={reason} onChange={setReason} />
    </AskDialog>
  );
};
