import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** Rows of label and value; rows without a value are left out. */
export const Facts = ({ rows }: { readonly rows: readonly (readonly [label: string, value: ReactNode])[] }) => (
  <dl className={styles.facts}>
    {rows
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([label, value]) => (
        <div key={label} className={styles.row}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

/** A part of a case: a small title, something at its right, a line above. */
export const Section = ({
  title,
  end,
  children,
  level: Heading = 'h3',
}: {
  readonly title: string;
  readonly end?: ReactNode;
  readonly children: ReactNode;
  readonly level?: 'h2' | 'h3';
}) => (
  <section className={styles.section} aria-label={title}>
    <header className={styles.head}>
      <Heading className={styles.title}>{title}</Heading>
      {end !== undefined && <span className={styles.end}>{end}</span>}
    </header>
    {children}
  </section>
);
