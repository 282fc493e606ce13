import { ActionIcon, Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { CaseView } from '#contract/cases';
import { call } from '../app/bridge';
import type { CallFailure } from '../app/bridge';
import { useKeys } from '../app/keys';
import { useSession } from '../app/session';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { caseTexts } from './texts';
import { forgetUndo, isTooLate, useUndo } from './undo';
import styles from './UndoLine.module.css';

const { undo } = caseTexts;
const shownMs = 60_000;

/** What was just done, and the way back from it: for a minute, or until the next act. */
export const UndoLine = ({ view }: { readonly view: CaseView }) => {
  const { who } = useSession();
  const last = useUndo((state) =>
    state.last === null || state.last.by !== who.staffId || isTooLate(state.last, view) ? null : state.last,
  );
  const command = useMutation<unknown, CallFailure, NonNullable<typeof last>>({
    networkMode: 'always',
    mutationFn: ({ call: name, input }) => call(name, input as never),
    onSuccess: forgetUndo,
  });
  const { reset } = command;
  useEffect(() => {
    reset();
    if (last === null) return undefined;
    const timer = setTimeout(forgetUndo, shownMs);
    return () => clearTimeout(timer);
  }, [last, reset]);
  useKeys(undo.label, last === null ? [] : [{ keys: 'u', label: undo.undo, run: () => command.mutate(last) }]);
  return (
    <div role="status" aria-label={undo.label} className={styles.place}>
      {last !== null && (
        <div className={styles.line}>
          <span className={styles.words}>{last.words}</span>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            rightSection={<Key keys="u" />}
            loading={command.isPending}
            onClick={() => command.mutate(last)}
          >
            {undo.undo}
          </Button>
          <ActionIcon size={24} aria-label={undo.dismiss} onClick={forgetUndo}>
            <IconX size={14} />
          </ActionIcon>
        </div>
      )}
      <Failure failure={command.error} />
    </div>
  );
};
