import { capsOf } from '../app/keys';
import styles from './Key.module.css';

/**
 * The caps of a binding, as they stand in buttons and in the last line of a list. Read out elsewhere: hidden from
 * screen readers.
 */
export const Key = ({ keys, isOnFill = false }: { readonly keys: string; readonly isOnFill?: boolean }) => (
  <span className={styles.keys} data-on-fill={isOnFill || undefined} aria-hidden>
    {capsOf(keys).map((cap) => (
      <kbd key={cap} className={styles.cap}>
        {cap}
      </kbd>
    ))}
  </span>
);
