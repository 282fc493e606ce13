import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { PolicyValueView } from '#contract/policy';
import { useKeys } from '../app/keys';
import { useCall } from '../app/queries';
import { useMay } from '../app/session';
import { Bars } from '../ui/Bars';
import { Chip } from '../ui/Chip';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { KeyLine } from '../ui/KeyLine';
import { AskedBand } from './AskedBand';
import { ChangeDialog } from './ChangeDialog';
import type { Draft, Wanted } from './draft';
import { wishes, withoutWish, withWish } from './draft';
import { PolicyHistory } from './PolicyHistory';
import { policyTexts } from './texts';
import { ThreatCard } from './ThreatCard';
import { isFixed, ValueTable } from './ValueTable';
import styles from './PolicyScreen.module.css';

type ValueKey = PolicyValueView['key'];
const { draft: draftWords, keys: keyWords } = policyTexts;

/** Every value of the desk's policy, its history, and for leads how to change it. */
export const PolicyScreen = () => {
  const answer = useCall('policy.get', {});
  const mayChange = useMay('policy:change');
  const [draft, setDraft] = useState<Draft>({});
  const [editing, setEditing] = useState<ValueKey | null>(null);
  const [chosen, setChosen] = useState<ValueKey | null>(null);
  /** What the dialog is about: the draft, one level, or another lead's wish. */
  const [open, setOpen] = useState<{ readonly values: Draft; readonly isDraft: boolean } | null>(null);
  const [told, setTold] = useState('');
  const [settled] = useDebouncedValue(draft, 200);
  const n = wishes(draft);
  const live = useCall(
    'policy.preview',
    { values: settled },
    { enabled: mayChange && wishes(settled) > 0, keepPrevious: true },
  );

  const view = answer.data;
  const values = (view?.values ?? []).filter(({ key }) => key !== 'threatLevel');
  const level = view?.values.find(({ key }) => key === 'threatLevel')?.value === 'elevated' ? 'elevated' : 'normal';
  const here = Math.max(
    0,
    values.findIndex(({ key }) => key === chosen),
  );
  const current = values[here];
  const move = (step: number): void => {
    const next = values[Math.min(values.length - 1, Math.max(0, here + step))];
    if (next !== undefined) setChosen(next.key);
  };
  const wish = (value: PolicyValueView, wanted: Wanted): void => {
    setTold('');
    setDraft((before) => withWish(before, value, wanted));
  };
  const undo = (value: PolicyValueView): void => {
    setDraft((before) => withoutWish(before, value.key));
    setEditing(null);
  };
  const drop = (): void => {
    setDraft({});
    setEditing(null);
  };
  const look = (): void => {
    setTold('');
    if (n > 0) setOpen({ values: draft, isDraft: true });
  };
  const edit = (): void => {
    if (current !== undefined && !isFixed(current)) {
      setChosen(current.key);
      setEditing(current.key);
    }
  };
  const finish = (): void => {
    if (open?.isDraft === true) drop();
    setOpen(null);
  };

  const onlyLead = mayChange ? undefined : policyTexts.onlyLead;
  useKeys(policyTexts.title, [
    { keys: 'j', label: keyWords.next, run: () => move(1), isMove: true },
    { keys: 'k', label: keyWords.previous, run: () => move(-1), isMove: true },
    { keys: 'arrowdown', label: keyWords.next, run: () => move(1), isMove: true },
    { keys: 'arrowup', label: keyWords.previous, run: () => move(-1), isMove: true },
    { keys: 'enter', label: keyWords.edit, run: edit, isMove: true, refusal: onlyLead },
    { keys: 'mod+enter', label: keyWords.save, run: look, refusal: onlyLead },
  ]);

  return (
    <section className={styles.screen} aria-label={policyTexts.title}>
      <div className={styles.bar}>
        <h1 className={styles.title}>{policyTexts.title}</h1>
        {view !== undefined && <Chip tone="ice">{policyTexts.version(view.version)}</Chip>}
        <span className={styles.space} />
        {!mayChange && <span className={styles.quiet}>{policyTexts.onlyLead}</span>}
      </div>
      <p className={styles.told} role="status">
        {told}
      </p>
      {answer.error !== null && (
        <div className={styles.failure}>
          <Failure failure={answer.error} onAgain={() => void answer.refetch()} />
        </div>
      )}
      {answer.isPending && <Bars rows={10} height={44} label={policyTexts.loading} />}
      {view !== undefined && (
        <div className={styles.columns}>
          <div className={styles.main}>
            {/* Who may not change anything scrolls it with the keyboard. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className={styles.scroll} tabIndex={0} role="group" aria-label={policyTexts.title}>
              {view.asked.map((asked) => (
                <AskedBand
                  key={asked.askId}
                  asked={asked}
                  onSame={
                    mayChange
                      ? () => {
                          setTold('');
                          setOpen({ values: asked.values, isDraft: false });
                        }
                      : null
                  }
                />
              ))}
              <ThreatCard
                view={view}
                level={level}
                isBlocked={n > 0}
                onSet={
                  mayChange
                    ? (next) => {
                        setTold('');
                        setOpen({ values: { threatLevel: next }, isDraft: false });
                      }
                    : null
                }
              />
              <ValueTable
                values={values}
                draft={draft}
                problems={n > 0 ? (live.data?.problems ?? []) : []}
                selected={current?.key ?? null}
                editing={editing}
                mayChange={mayChange}
                onSelect={setChosen}
                onEdit={setEditing}
                onWish={wish}
                onUndo={undo}
              />
            </div>
            {n > 0 ? (
              <section className={styles.draft} aria-label={draftWords.label}>
                <strong>{draftWords.changed(n)}</strong>
                <span className={styles.quiet} role="status">
                  {live.data === undefined || settled !== draft
                    ? draftWords.asking
                    : live.data.problems.length > 0
                      ? draftWords.against(live.data.problems.length)
                      : draftWords.differ(live.data.cases.length, live.data.open)}
                </span>
                <span className={styles.space} />
                <Button variant="default" onClick={drop}>
                  {draftWords.drop}
                </Button>
                <Button rightSection={<Key keys="mod+enter" isOnFill />} onClick={look}>
                  {draftWords.look}
                </Button>
              </section>
            ) : (
              <KeyLine
                lines={[
                  { keys: 'j k', words: keyWords.move },
                  ...(mayChange ? [{ keys: 'enter', words: keyWords.change }] : []),
                  { keys: '?', words: keyWords.all },
                ]}
                end={policyTexts.version(view.version)}
              />
            )}
          </div>
          <PolicyHistory history={view.history} />
        </div>
      )}
      {open !== null && view !== undefined && (
        <ChangeDialog
          view={view}
          draft={open.values}
          onClose={(isWrittenDown) => {
            if (isWrittenDown) finish();
            else setOpen(null);
          }}
          onDone={(version) => {
            finish();
            setTold(policyTexts.done(version));
          }}
        />
      )}
    </section>
  );
};
