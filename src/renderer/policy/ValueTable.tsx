import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { PolicyPreview, PolicyValueView } from '#contract/policy';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { dayText } from '../ui/times';
import type { Draft, Wanted } from './draft';
import { groupNames, policyTexts } from './texts';
import { ValueEditor } from './ValueEditor';
import styles from './ValueTable.module.css';

type Problems = PolicyPreview['problems'];
export type ValueTableProps = {
  readonly values: readonly PolicyValueView[];
  readonly draft: Draft;
  readonly problems: Problems;
  readonly selected: string | null;
  readonly editing: string | null;
  readonly mayChange: boolean;
  readonly onSelect: (key: PolicyValueView['key']) => void;
  readonly onEdit: (key: PolicyValueView['key'] | null) => void;
  readonly onWish: (value: PolicyValueView, wanted: Wanted) => void;
  readonly onUndo: (value: PolicyValueView) => void;
};
const { columns } = policyTexts;

const boundsOf = ({ is }: PolicyValueView): string => {
  switch (is.kind) {
    case 'integer':
      return policyTexts.between(is.min, is.max);
    case 'rising':
      return policyTexts.each(is.count, is.min, is.max);
    case 'choice':
      return policyTexts.choices(is.options.length);
  }
};
/** Nothing can be chosen where there is one possibility. */
export const isFixed = ({ is }: PolicyValueView): boolean =>
  is.kind === 'choice' ? is.options.length < 2 : is.kind === 'integer' && is.min === is.max;

const Row = ({ value, props }: { readonly value: PolicyValueView; readonly props: ValueTableProps }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const wanted = props.draft[value.key];
  const isOpen = props.editing === value.key || wanted !== undefined;
  const problems = props.problems.filter((problem) => problem.field === value.key);
  const editor = useRef<HTMLTableRowElement>(null);
  const isEditing = props.editing === value.key;
  useEffect(() => {
    if (isEditing) editor.current?.querySelector<HTMLInputElement>('input:not([type="hidden"])')?.focus();
  }, [isEditing]);
  return (
    <tr
      ref={editor}
      data-selected={props.selected === value.key || undefined}
      data-wished={wanted !== undefined || undefined}
      data-wrong={problems.length > 0 || undefined}
      onClick={() => props.onSelect(value.key)}
    >
      <th scope="row">
        <span className={styles.name}>
          {value.title}
          {value.rule !== null && <span className={styles.rule}>{value.rule}</span>}
        </span>
        <span className={styles.words}>{value.words}</span>
      </th>
      <td>
        {isOpen ? (
          <span className={styles.editor}>
            <span className={styles.field}>
              <ValueEditor
                value={value}
                wanted={wanted ?? value.value}
                hasProblem={problems.length > 0}
                onWish={(next) => props.onWish(value, next)}
              />
              {value.unit !== null && <span className={styles.unit}>{value.unit}</span>}
            </span>
            {wanted !== undefined && problems.length === 0 && (
              <span className={styles.was}>{policyTexts.was(value.valueWords)}</span>
            )}
          </span>
        ) : (
          <span className={styles.now}>{value.valueWords}</span>
        )}
        {problems.map((problem) => (
          <span key={problem.message} className={styles.problem} role="alert">
            {problem.message}
            {problem.rule !== null && ` ${problem.rule}`}
          </span>
        ))}
      </td>
      <td data-column="bounds" className={styles.quiet}>
        {boundsOf(value)}
      </td>
      <td data-column="default" className={styles.quiet}>
        {value.isDefault ? policyTexts.isDefault : value.defaultWords}
      </td>
      <td data-column="last">
        {value.last === null ? (
          <span className={styles.quiet}>{policyTexts.never}</span>
        ) : (
          <span className={styles.two}>
            <span>
              {policyTexts.by(value.last.by, value.last.secondedBy)}, {dayText(value.last.at, nowMs, zone)}
            </span>
            <span className={styles.words}>{value.last.reason}</span>
          </span>
        )}
      </td>
      {props.mayChange && (
        <td className={styles.act}>
          {isOpen ? (
            <ActionIcon
              aria-label={policyTexts.undo(value.title)}
              onClick={(event) => {
                event.stopPropagation();
                props.onUndo(value);
              }}
            >
              <IconArrowBackUp size={16} stroke={1.7} />
            </ActionIcon>
          ) : (
            <ActionIcon
              aria-label={policyTexts.change(value.title)}
              disabled={isFixed(value)}
              onClick={(event) => {
                event.stopPropagation();
                props.onSelect(value.key);
                props.onEdit(value.key);
              }}
            >
              <IconPencil size={16} stroke={1.7} />
            </ActionIcon>
          )}
        </td>
      )}
    </tr>
  );
};

/** Every value by group: what it is now, its bounds, its default, and who changed it last and why. */
export const ValueTable = (props: ValueTableProps) => {
  const body = useRef<HTMLDivElement>(null);
  const { selected } = props;
  const wished = Object.keys(props.draft).length;
  // Also when a value is changed: the row grows by what stood there, and the band to save takes room below it.
  useEffect(() => {
    body.current?.querySelector('[data-selected]')?.scrollIntoView({ block: 'nearest' });
  }, [selected, wished]);
  const groups = [...new Set(props.values.map(({ group }) => group))];
  return (
    <div ref={body}>
      {groups.map((group) => (
        <section key={group} aria-label={groupNames[group]}>
          <h2 className={styles.group}>{groupNames[group]}</h2>
          <table className={styles.table} aria-label={groupNames[group]}>
            <thead>
              <tr>
                <th scope="col">{columns.value}</th>
                <th scope="col" data-column="now">
                  {columns.now}
                </th>
                <th scope="col" data-column="bounds">
                  {columns.bounds}
                </th>
                <th scope="col" data-column="default">
                  {columns.first}
                </th>
                <th scope="col" data-column="last">
                  {columns.last}
                </th>
                {props.mayChange && (
                  <th scope="col" data-column="act">
                    <span className={styles.spoken}>{columns.change}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {props.values
                .filter((value) => value.group === group)
                .map((value) => (
                  <Row key={value.key} value={value} props={props} />
                ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
};
