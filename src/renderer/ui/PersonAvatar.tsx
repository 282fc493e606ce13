import { Avatar, Tooltip } from '@mantine/core';
import type { Person } from '#contract/shared';
import { IconUserPlus } from '@tabler/icons-react';
import { roleNames } from '../app/texts/words';
import styles from './PersonAvatar.module.css';

/** A colleague as two letters, named on hover and for screen readers; a dashed ring when there is nobody. */
export const PersonAvatar = ({ person, size = 22 }: { readonly person: Person | null; readonly size?: number }) =>
  person === null ? (
    <span className={styles.nobody} style={{ width: size, height: size }} role="img" aria-label="Nobody">
      <IconUserPlus size={size * 0.6} stroke={1.7} />
    </span>
  ) : (
    <Tooltip label={`${person.name}, ${roleNames[person.role].toLowerCase()}`}>
      <Avatar size={size} className={styles.avatar ?? ''} role="img" aria-label={person.name}>
        {person.initials}
      </Avatar>
    </Tooltip>
  );
