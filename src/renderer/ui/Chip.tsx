import type { ReactNode } from 'react';
import type { Tone } from './status';
import styles from './StatusChip.module.css';

/** A small boxed remark in one of the meanings: "Never used", "Changed 5 Nov". */
export const Chip = ({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) => (
  <span className={styles.chip} data-tone={tone}>
    {icon}
    {children}
  </span>
);
