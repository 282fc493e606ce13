import type { ReactNode } from 'react';
import styles from './Blank.module.css';

/** A place without content: one sentence, and what to do instead. */
export const Blank = ({
  icon,
  title,
  children,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}) => (
  <div className={styles.place}>
    <div className={styles.words}>
      {icon}
      <h2 className={styles.title}>{title}</h2>
      {children}
    </div>
  </div>
);
