import { Modal, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight, IconLock, IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Key } from '../ui/Key';
import { StatusChip } from '../ui/StatusChip';
import { Matched } from '../ui/Matched';
import { reachableActions, useModalKeys } from './keys';
import { useNavigation } from './navigation';
import { useCall } from './queries';
import { useQueueSearch } from './queue-search';
import { frameTexts } from './texts/frame';
import styles from './Palette.module.css';

type Line = {
  readonly id: string;
  readonly group: string;
  readonly run: (() => void) | null;
  readonly show: ReactNode;
};

const has = (label: string, words: string): boolean =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => label.toLowerCase().includes(word));

/** Everything by typing: cases first, then what can be done here, then elsewhere. Remembers nothing. */
export const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  // Read before the palette's own layer silences what lies below it.
  const [groups] = useState(reachableActions);
  useModalKeys(frameTexts.palette.title, true);
  const go = useNavigation((state) => state.go);
  const setSearch = useQueueSearch((state) => state.setSearch);
  const id = useId();
  const { palette } = frameTexts;

  const isActions = typed.startsWith('>');
  const words = typed.replace(/^[>#]\s*/, '').trim();
  const [asked] = useDebouncedValue(isActions ? '' : words, 120);
  const found = useCall(
    'queue.page',
    { view: 'all-open', search: asked.slice(0, 100), after: null },
    { enabled: asked.length > 0, keepPrevious: true },
  );

  const close = (run: () => void) => () => {
    onClose();
    run();
  };
  const lines: Line[] = [];
  if (!isActions && words !== '') {
    for (const row of (found.data?.rows ?? []).slice(0, 6)) {
      lines.push({
        id: row.caseId,
        group: palette.cases,
        run: close(() => go('case', row.caseId)),
        show: (
          <>
            <span className={styles.what}>
              <Matched text={row.person} words={words} />{' '}
              <span className={styles.more}>
                <Matched text={`${row.firm} · ${row.number}`} words={words} isQuiet />
              </span>
            </span>
            <StatusChip status={row.status} isFrozen={row.frozen} />
          </>
        ),
      });
    }
  }
  if (!typed.startsWith('#')) {
    for (const { title, actions } of groups.toReversed()) {
      for (const action of actions.filter((candidate) => candidate.isMove !== true && has(candidate.label, words))) {
        lines.push({
          id: `${title} ${action.label}`,
          group: title,
          run: action.refusal === undefined ? close(action.run) : null,
          show: (
            <>
              {action.refusal === undefined ? (
                <IconArrowRight size={16} stroke={1.7} aria-hidden />
              ) : (
                <IconLock size={16} stroke={1.7} aria-hidden />
              )}
              <span className={styles.what}>
                <Matched text={action.label} words={words} />{' '}
                {action.refusal !== undefined && <span className={styles.more}>{action.refusal}</span>}
              </span>
              {action.keys !== '' && <Key keys={action.keys} />}
            </>
          ),
        });
      }
    }
  }
  if (words !== '' && !isActions)
    lines.push({
      id: 'in-queue',
      group: palette.elsewhere,
      run: close(() => {
        setSearch(words);
        go('queue');
      }),
      show: (
        <>
          <IconSearch size={16} stroke={1.7} aria-hidden />
          <span className={styles.what}>{palette.inQueue(words)}</span>
        </>
      ),
    });

  const here = Math.min(at, Math.max(0, lines.length - 1));
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && lines.length > 0) {
      event.preventDefault();
      setAt((here + step + lines.length) % lines.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      lines[here]?.run?.();
    }
  };

  return (
    <Modal.Root
      opened
      onClose={onClose}
      lockScroll={false}
      size={640}
      yOffset="7rem"
      classNames={{ overlay: styles.overlay ?? '', content: styles.content ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={palette.title}>
        <div className={styles.head}>
          <IconSearch size={18} stroke={1.7} aria-hidden />
          <input
            className={styles.input}
            role="combobox"
            aria-expanded
            aria-controls={`${id}-list`}
            aria-label={palette.title}
            aria-activedescendant={lines.length === 0 ? undefined : `${id}-${here}`}
            value={typed}
            placeholder={frameTexts.searchAll}
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          <Key keys="escape" />
        </div>
        <div id={`${id}-list`} role="listbox" aria-label={palette.title} className={styles.list}>
          {lines.map((line, index) => (
            <div key={line.id} role="presentation">
              {lines[index - 1]?.group !== line.group && (
                <div className={styles.group} role="presentation">
                  {line.group}
                </div>
              )}
              <UnstyledButton
                id={`${id}-${index}`}
                role="option"
                component="div"
                tabIndex={-1}
                aria-selected={index === here}
                aria-disabled={line.run === null || undefined}
                className={styles.line ?? ''}
                ref={(node: HTMLDivElement | null) => {
                  if (index === here) node?.scrollIntoView({ block: 'nearest' });
                }}
                onClick={() => line.run?.()}
                onPointerMove={() => {
                  if (index !== here) setAt(index);
                }}
              >
                {line.show}
              </UnstyledButton>
            </div>
          ))}
        </div>
        {lines.length === 0 && (
          <div className={styles.nothing} role="status">
            <strong>{palette.nothing}</strong> {palette.nothingWay}
          </div>
        )}
        <div className={styles.foot} aria-hidden>
          <span>
            <Key keys="arrowup arrowdown" /> {palette.choose}
          </span>
          <span>
            <Key keys="enter" /> {palette.open}
          </span>
          <span className={styles.right}>
            <Key keys=">" /> {palette.onlyActions}
          </span>
          <span>
            <Key keys="#" /> {palette.onlyNumbers}
          </span>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
};
