import { useEffect, useState } from 'react';
import styles from './Bars.module.css';

/** Grey bars of the real row height after 200 ms, so that a quick answer shows nothing at all. */
export const Bars = ({
  rows,
  height = 40,
  label,
}: {
  readonly rows: number;
  readonly height?: number;
  readonly label: string;
}) => {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label}>
      {isLate &&
        Array.from({ length: rows }, (_, index) => (
          <div key={index} className={styles.row} style={{ height }}>
            <span className={styles.bar} style={{ width: `${30 + ((index * 37) % 35)}%` }} />
          </div>
        ))}
    </div>
  );
};
