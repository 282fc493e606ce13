import type { ReactNode } from 'react';
import { Brand } from './Brand';
import styles from './Card.module.css';

/** The card in the middle of an empty window: sign-in, lock, passphrase, set-up. */
export const Card = ({
  title,
  words,
  children,
  width = 384,
  beside,
}: {
  readonly title: string;
  readonly words?: ReactNode;
  readonly children: ReactNode;
  readonly width?: number;
  readonly beside?: ReactNode;
}) => (
  <main className={styles.page} aria-label={title}>
    <div className={styles.column} style={{ width: `${width / 16}rem` }}>
      <div className={styles.card}>
        <Brand size={34} />
        <h1 className={styles.title}>{title}</h1>
        {words !== undefined && <p className={styles.words}>{words}</p>}
        {children}
      </div>
      {beside}
    </div>
  </main>
);
