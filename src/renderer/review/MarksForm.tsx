import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { checkKinds } from '#domain/case/events';
import type { CheckKind, MarkValue } from '#domain/case/events';
import type { Marks } from '#domain/case/looking';
import type { CallFailure } from '../app/bridge';
import { useKeys } from '../app/keys';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { CheckQuestion, keyOfValue } from './CheckQuestion';
import type { Opened } from './decision-gate';
import { Covered } from './NameComparison';
import { ProviderVerdict } from './ProviderVerdict';
import { marksDone } from './review-draft';
import type { ReviewDraft } from './review-draft';
import { checkNames, reviewTexts, valueNames } from './texts';
import styles from './MarksForm.module.css';

const { form } = reviewTexts;

type MarksFormProps = {
  readonly draft: ReviewDraft;
  /** The marks that opened the comparison. */
  readonly first: Marks | null;
  /** Which pictures were not opened yet. */
  readonly unseen: string | null;
  readonly change: (part: Partial<ReviewDraft>) => void;
  readonly opened: Opened | null;
  readonly isStale: boolean;
  readonly onOpen: () => void;
  readonly isOpening: boolean;
  readonly failure: CallFailure | null;
};

/** The four questions, blank at first, and the name as the ID prints it; after them the comparison may open (R13). */
export const MarksForm = ({
  draft,
  first,
  unseen,
  change,
  opened,
  isStale,
  onOpen,
  isOpening,
  failure,
}: MarksFormProps) => {
  const [current, setCurrent] = useState<CheckKind>(
    () => checkKinds.find((check) => draft.marks[check] === undefined) ?? 'document',
  );
  const list = useRef<HTMLDivElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const focusCheck = (check: CheckKind): void => {
    setCurrent(check);
    list.current?.querySelector<HTMLElement>(`[data-check="${check}"]`)?.focus();
  };
  const start = useRef(current);
  // The first open question has the focus, so that `p f c` and Tab begin there.
  useEffect(
    () => list.current?.querySelector<HTMLElement>(`[data-check="${start.current}"]`)?.focus({ preventScroll: true }),
    [],
  );

  const answer = (check: CheckKind, value: MarkValue): void => {
    setCurrent(check);
    const before = draft.marks[check];
    change({
      marks: {
        ...draft.marks,
        [check]: before?.value === value ? before : { value, choice: null, isOther: false, other: '', changed: '' },
      },
    });
  };
  const goOn = (check: CheckKind): void => {
    const next = checkKinds.find((candidate) => candidate !== check && draft.marks[candidate] === undefined);
    if (next !== undefined) focusCheck(next);
    else if (draft.printedName === '') name.current?.focus();
    else focusCheck(check);
  };
  const done = marksDone(draft);
  const isMarked = done === 4 && draft.printedName.trim() !== '';
  const isReady = isMarked && unseen === null;

  useKeys(form.title, [
    ...checkKinds.map((check, index) => ({
      keys: String(index + 1),
      label: form.choosing(index + 1, checkNames[check]),
      run: () => focusCheck(check),
      isMove: true,
    })),
    ...(['pass', 'fail', 'cannot-tell'] as const).map((value) => ({
      keys: keyOfValue[value],
      label: form.answer(valueNames[value]),
      run: () => answer(current, value),
      isMove: true,
    })),
    { keys: 't', label: form.printed, run: () => name.current?.focus(), isMove: true },
  ]);

  return (
    <div
      className={styles.marks}
      ref={list}
      onFocus={(event) => {
        const check = checkKinds.find((candidate) => event.target.closest(`[data-check="${candidate}"]`) !== null);
        if (check !== undefined) setCurrent(check);
      }}
    >
      {checkKinds.map((check, index) => {
        const mark = draft.marks[check] ?? null;
        const firstValue = first?.[check];
        return (
          <CheckQuestion
            key={check}
            check={check}
            number={index + 1}
            mark={mark}
            isCurrent={check === current}
            before={firstValue !== undefined && mark !== null && firstValue !== mark.value ? firstValue : null}
            onAnswer={(value) => answer(check, value)}
            onReason={() => goOn(check)}
            onMark={(next) => change({ marks: { ...draft.marks, [check]: next } })}
          />
        );
      })}
      <form
        className={styles.name}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isOpening) onOpen();
        }}
      >
        <TextInput
          ref={name}
          label={form.printed}
          description={form.printedHint}
          value={draft.printedName}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          rightSection={draft.printedName === '' ? <Key keys="t" /> : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => change({ printedName: event.currentTarget.value })}
        />
        {(opened === null || isStale) && (
          <>
            {!isMarked && opened === null && <Covered title={form.coveredTitle} words={form.coveredWords} />}
            {isMarked && <p className={styles.ready}>{unseen ?? form.coveredReady}</p>}
            <Button
              type="submit"
              variant={isReady ? 'filled' : 'default'}
              disabled={!isReady}
              loading={isOpening}
              fullWidth
            >
              {opened === null ? form.open : form.openAgain}
            </Button>
          </>
        )}
        <Failure failure={failure} />
      </form>
      {opened !== null && !isStale && <ProviderVerdict opened={opened} draft={draft} />}
      <p className={styles.spoken} role="status">
        {opened !== null && !isStale ? form.opened : ''}
      </p>
    </div>
  );
};
