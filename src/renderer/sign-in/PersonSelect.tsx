import { Select } from '@mantine/core';
import type { Person } from '#contract/shared';
import { roleNames } from '../app/texts/words';
import { signInTexts } from '../app/texts/sign-in';
import { PersonAvatar } from '../ui/PersonAvatar';
import styles from './PersonSelect.module.css';

/** Who one is: name and role, found by typing. */
export const PersonSelect = ({
  people,
  value,
  onChange,
  label,
  hasFocus = false,
}: {
  readonly people: readonly Person[];
  readonly value: string | null;
  readonly onChange: (staffId: string | null) => void;
  readonly label: string;
  readonly hasFocus?: boolean;
}) => {
  const chosen = people.find((person) => person.staffId === value) ?? null;
  return (
    <Select
      label={label}
      placeholder={signInTexts.choose}
      nothingFoundMessage={signInTexts.nobody}
      searchable
      allowDeselect={false}
      autoFocus={hasFocus}
      maxDropdownHeight={320}
      classNames={{ input: styles.input ?? '' }}
      value={value}
      onChange={onChange}
      leftSectionWidth={chosen === null ? undefined : 44}
      leftSection={chosen === null ? undefined : <PersonAvatar person={chosen} size={26} />}
      data={people.map((person) => ({ value: person.staffId, label: person.name }))}
      renderOption={({ option }) => {
        const person = people.find((candidate) => candidate.staffId === option.value);
        return person === undefined ? (
          option.label
        ) : (
          <span className={styles.option}>
            <PersonAvatar person={person} size={26} />
            <span>
              <span className={styles.name}>{person.name}</span>
              <span className={styles.role}>{roleNames[person.role]}</span>
            </span>
          </span>
        );
      }}
      {...(chosen === null ? {} : { description: roleNames[chosen.role] })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
};
