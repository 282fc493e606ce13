import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { FallbackView } from '#contract/cases';
import { useCommand } from '../app/queries';
import { Failure } from '../ui/Failure';
import { Attestation } from './Attestation';
import { FallbackAbout, ItemLine, Script } from './Evidence';
import type { FallbackItem } from './Evidence';
import { fallbackTexts } from './texts';
import styles from './Fallback.module.css';

const { item: words, submit: submitWords } = fallbackTexts;
type Value = NonNullable<FallbackItem['value']>;

type ItemProps = { readonly caseId: string; readonly item: FallbackItem; readonly onNoted: () => void };

const NoteBox = ({
  caseId,
  item,
  value,
  onDone,
  onNoted,
}: ItemProps & { readonly value: Value; readonly onDone: () => void }) => {
  const [note, setNote] = useState(item.value === value ? (item.note ?? '') : '');
  const set = useCommand('fallback.setItem');
  const isReady = note.trim().length >= 3;
  const record = (): void => {
    if (isReady)
      set.mutate(
        { caseId, item: item.key, value, note },
        {
          onSuccess: () => {
            onDone();
            onNoted();
          },
        },
      );
  };
  return (
    <form
      className={styles.noteBox}
      onSubmit={(event) => {
        event.preventDefault();
        record();
      }}
    >
      <Textarea
        autoFocus
        aria-label={words.note[value]}
        placeholder={words.note[value]}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={1}
        maxRows={4}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            onDone();
          }
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            record();
          }
        }}
      />
      <Button type="submit" variant="default" disabled={!isReady} loading={set.isPending}>
        {words.record}
      </Button>
      <Failure failure={set.error} />
    </form>
  );
};

const Item = ({
  caseId,
  item,
  onNoted,
}: {
  readonly caseId: string;
  readonly item: FallbackItem;
  readonly onNoted: () => void;
}) => {
  const [asking, setAsking] = useState<Value | null>(null);
  const [isChanging, setChanging] = useState(false);
  const end = (): void => {
    setAsking(null);
    setChanging(false);
  };
  const choice = (value: Value, label: string) => (
    <Button
      key={value}
      variant="default"
      size="compact-xs"
      aria-pressed={asking === value}
      aria-label={label}
      onClick={() => setAsking(value)}
    >
      {words[value]}
    </Button>
  );
  return (
    <ItemLine
      item={item}
      end={
        <span className={styles.choices}>
          {item.value === null || isChanging ? (
            <>
              {choice('seen', words.seenFor(item.words))}
              {choice('missing', words.missingFor(item.words))}
            </>
          ) : (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              aria-label={words.changeFor(item.words)}
              onClick={() => setChanging(true)}
            >
              {words.change}
            </Button>
          )}
        </span>
      }
    >
      {asking !== null && (
        <NoteBox key={asking} caseId={caseId} item={item} value={asking} onDone={end} onNoted={onNoted} />
      )}
    </ItemLine>
  );
};

/**
 * Gathering the evidence: what to say, what has to be seen, who vouches, and what is still missing before reviewers are
 * asked.
 */
export const Preparing = ({
  caseId,
  fallback,
  onWithdraw,
}: {
  readonly caseId: string;
  readonly fallback: FallbackView;
  readonly onWithdraw: () => void;
}) => {
  const submit = useCommand('fallback.submit');
  const isReady = fallback.missing.length === 0;
  const seen = fallback.items.filter((item) => item.value === 'seen').length;
  const list = useRef<HTMLUListElement>(null);
  const ask = useRef<HTMLButtonElement>(null);
  const [isThrough, setThrough] = useState(false);
  // What was pressed is gone: the keyboard goes on at the next thing to see, and after the last one at the reviewers.
  const goOn = (index: number): void => {
    const next = [...fallback.items.slice(index + 1), ...fallback.items.slice(0, index)].find(
      (item) => item.value === null,
    );
    setThrough(next === undefined);
    if (next !== undefined)
      [...(list.current?.querySelectorAll('button') ?? [])]
        .find((button) => button.getAttribute('aria-label') === words.seenFor(next.words))
        ?.focus();
  };
  useEffect(() => {
    if (isThrough && isReady) ask.current?.focus();
  }, [isThrough, isReady]);
  return (
    <section className={styles.panel} data-active aria-label={fallbackTexts.title}>
      <FallbackAbout fallback={fallback} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <section aria-label={fallbackTexts.checklist}>
            <h3 className={styles.part}>
              {fallbackTexts.checklist}{' '}
              <span className={styles.quiet}>{fallbackTexts.of(seen, fallback.items.length)}</span>
            </h3>
            <ul ref={list} className={styles.items}>
              {fallback.items.map((item, index) => (
                <Item key={item.key} caseId={caseId} item={item} onNoted={() => goOn(index)} />
              ))}
            </ul>
          </section>
          {fallback.attestation !== null && (
            <Attestation caseId={caseId} fallback={fallback} attestation={fallback.attestation} />
          )}
        </div>
        <Script fallback={fallback} />
      </div>
      <footer className={styles.foot}>
        <Button ref={ask} disabled={!isReady} loading={submit.isPending} onClick={() => submit.mutate({ caseId })}>
          {submitWords.button}
        </Button>
        <span className={styles.footWords}>{isReady ? submitWords.ready : submitWords.missing(fallback.missing)}</span>
        <Button variant="default" onClick={onWithdraw}>
          {fallbackTexts.withdraw.action}
        </Button>
      </footer>
      <Failure failure={submit.error} />
    </section>
  );
};
