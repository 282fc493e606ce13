import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { Key } from './Key';

/** A list's search: Esc empties it, then leaves it; Enter and down go to the list. `/` is its key, on the screen. */
export const SearchField = ({
  field,
  className,
  label,
  placeholder,
  value,
  onChange,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly className: string | undefined;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) => (
  <TextInput
    ref={field}
    className={className ?? ''}
    aria-label={label}
    placeholder={placeholder}
    value={value}
    maxLength={100}
    type="search"
    leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
    rightSection={value === '' ? <Key keys="/" /> : undefined}
    onChange={(event) => onChange(event.currentTarget.value)}
    onKeyDown={(event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        if (value === '') event.currentTarget.blur();
        onChange('');
      }
      if (event.key === 'ArrowDown' || event.key === 'Enter') {
        event.preventDefault();
        event.currentTarget.blur();
        document.querySelector<HTMLElement>('[role="grid"] [role="row"][tabindex="0"]')?.focus();
      }
    }}
  />
);

/** What the key `/` does. */
export const focusSearch = (field: RefObject<HTMLInputElement | null>): void => {
  field.current?.focus();
  field.current?.select();
};
