import { NumberInput, Select } from '@mantine/core';
import type { PolicyValueView } from '#contract/policy';
import type { Wanted } from './draft';
import { policyTexts } from './texts';
import styles from './ValueTable.module.css';

type ValueEditorProps = {
  readonly value: PolicyValueView;
  readonly wanted: Wanted;
  readonly hasProblem: boolean;
  readonly onWish: (wanted: Wanted) => void;
};

/** The field of one value. What is out of bounds is sent as typed: main says so, with its rule. */
export const ValueEditor = ({ value, wanted, hasProblem, onWish }: ValueEditorProps) => {
  const { is, title } = value;
  // Focus goes to what was just opened; there is nothing to read before it.
  const shared = { error: hasProblem, 'data-editor': value.key } as const;
  switch (is.kind) {
    case 'choice':
      return (
        <Select
          aria-label={title}
          data={is.options.map((option) => ({ value: option.value, label: option.words }))}
          value={String(wanted)}
          allowDeselect={false}
          onChange={(chosen) => {
            if (chosen !== null) onWish(chosen);
          }}
          {...shared}
        />
      );
    case 'integer':
      return (
        <NumberInput
          aria-label={title}
          className={styles.number ?? ''}
          value={Array.isArray(wanted) ? '' : wanted}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          onChange={onWish}
          {...shared}
        />
      );
    case 'rising': {
      const list = Array.isArray(wanted) ? wanted : [];
      return (
        <span className={styles.several}>
          {Array.from({ length: is.count }, (_, at) => (
            <NumberInput
              key={at}
              aria-label={policyTexts.nth(title, at + 1)}
              className={styles.small ?? ''}
              value={list[at] ?? ''}
              allowDecimal={false}
              allowNegative={false}
              hideControls
              onChange={(next) =>
                onWish(
                  Array.from({ length: is.count }, (__, index) => (index === at ? Number(next) : (list[index] ?? 0))),
                )
              }
              {...shared}
            />
          ))}
        </span>
      );
    }
  }
};
