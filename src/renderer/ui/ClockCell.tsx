import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { ClockWords } from './clock-words';
import styles from './ClockCell.module.css';

/** Two lines: time left over moment. Loud only when late or soon, and then with an icon, too. */
export const ClockCell = ({ words, prefix }: { readonly words: ClockWords; readonly prefix?: string }) => (
  <span className={styles.cell}>
    <span className={styles.first} data-tone={words.tone}>
      {words.tone === 'late' && <IconAlertTriangle size={14} stroke={2} role="img" aria-label="Late:" />}
      {words.tone === 'soon' && <IconClock size={14} stroke={2} role="img" aria-label="Soon:" />}
      {words.first}
    </span>
    <span className={styles.second}>
      {prefix === undefined || words.second === '' || words.first === '–'
        ? words.second
        : `${prefix} ${words.second.replace(/^Today/, 'today')}`}
    </span>
  </span>
);
