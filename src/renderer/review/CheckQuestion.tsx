import { Button, Select, TextInput } from '@mantine/core';
import { IconCheck, IconHistory, IconQuestionMark, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { markValues } from '#domain/case/events';
import type { CheckKind, MarkValue } from '#domain/case/events';
import { Key } from '../ui/Key';
import { markReasons } from './mark-reasons';
import type { DraftMark } from './review-draft';
import { checkNames, checkQuestions, reviewTexts, valueNames } from './texts';
import styles from './MarksForm.module.css';

const icons = { pass: IconCheck, fail: IconX, 'cannot-tell': IconQuestionMark } as const;
/** The key that answers the chosen check. */
export const keyOfValue: Readonly<Record<MarkValue, string>> = { pass: 'p', fail: 'f', 'cannot-tell': 'c' };
const other = 'other';
const { form } = reviewTexts;

type CheckQuestionProps = {
  readonly check: CheckKind;
  readonly number: number;
  readonly mark: DraftMark | null;
  readonly isCurrent: boolean;
  /** The value when the comparison opened, if it is another one now. */
  readonly before: MarkValue | null;
  readonly onAnswer: (value: MarkValue) => void;
  readonly onMark: (mark: DraftMark) => void;
  readonly onReason: () => void;
};

/** One of the four questions: an answer, then its reason from a short list. */
export const CheckQuestion = ({
  check,
  number,
  mark,
  isCurrent,
  before,
  onAnswer,
  onMark,
  onReason,
}: CheckQuestionProps) => {
  const id = useId();
  const reason = useRef<HTMLInputElement>(null);
  const own = useRef<HTMLInputElement>(null);
  const [isListOpen, setListOpen] = useState(false);
  const value = mark?.value ?? null;
  const isAnswered = useRef(value);
  // An answer leads on to its reason; coming back to a review that was marked before moves nothing.
  useEffect(() => {
    const isNew = value !== null && value !== isAnswered.current;
    isAnswered.current = value;
    if (!isNew) return undefined;
    reason.current?.focus();
    // A moment later: opened while it is being made, the list would be announced as closed.
    const timer = setTimeout(() => setListOpen(true));
    return () => clearTimeout(timer);
  }, [value]);
  const isOther = mark?.isOther ?? false;
  const wasOther = useRef(isOther);
  useEffect(() => {
    if (isOther && !wasOther.current) own.current?.focus();
    wasOther.current = isOther;
  }, [isOther]);

  return (
    <div
      role="group"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-question`}
      tabIndex={-1}
      className={styles.check}
      data-check={check}
      data-current={isCurrent || undefined}
    >
      <div className={styles.question}>
        <Key keys={String(number)} />
        <div>
          <strong id={`${id}-name`}>{checkNames[check]}</strong>
          {mark === null && <p id={`${id}-question`}>{checkQuestions[check]}</p>}
          {mark !== null && (
            <span id={`${id}-question`} className={styles.asked}>
              {checkQuestions[check]}
            </span>
          )}
        </div>
      </div>
      <div className={styles.answers}>
        {markValues.map((candidate) => {
          const Glyph = icons[candidate];
          return (
            <Button
              key={candidate}
              variant="default"
              className={styles.answer ?? ''}
              data-value={candidate}
              aria-pressed={value === candidate}
              leftSection={<Glyph size={15} stroke={1.9} aria-hidden />}
              {...(isCurrent && mark === null ? { rightSection: <Key keys={keyOfValue[candidate]} /> } : {})}
              onClick={() => onAnswer(candidate)}
            >
              {valueNames[candidate]}
            </Button>
          );
        })}
      </div>
      {mark !== null && (
        <Select
          ref={reason}
          aria-label={form.reasonOf(checkNames[check])}
          placeholder={form.choose}
          allowDeselect={false}
          dropdownOpened={isListOpen}
          onDropdownOpen={() => setListOpen(true)}
          onDropdownClose={() => setListOpen(false)}
          checkIconPosition="right"
          comboboxProps={{ withinPortal: true }}
          data={[
            ...markReasons[check][mark.value].map((words) => ({ value: words, label: words })),
            { value: other, label: form.other },
          ]}
          value={mark.isOther ? other : mark.choice}
          onChange={(chosen) => {
            if (chosen === null) return;
            onMark({ ...mark, isOther: chosen === other, choice: chosen === other ? null : chosen });
            if (chosen !== other) onReason();
          }}
        />
      )}
      {mark?.isOther === true && (
        <TextInput
          ref={own}
          aria-label={form.otherLabel(checkNames[check])}
          placeholder={form.otherHint}
          value={mark.other}
          maxLength={500}
          onChange={(event) => onMark({ ...mark, other: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              onReason();
            }
          }}
        />
      )}
      {before !== null && mark !== null && (
        <>
          <p className={styles.before}>
            <IconHistory size={13} stroke={1.9} aria-hidden />
            {form.before(valueNames[before])}
          </p>
          <TextInput
            aria-label={form.changedLabel(checkNames[check])}
            placeholder={form.changedHint}
            value={mark.changed}
            maxLength={500}
            required
            onChange={(event) => onMark({ ...mark, changed: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  );
};
