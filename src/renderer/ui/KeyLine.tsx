import { Key } from './Key';
import styles from './KeyLine.module.css';

/** The last line of a list: the keys that work there, and how much of it is shown. */
export const KeyLine = ({ lines, end }: { readonly lines: readonly { readonly keys: string; readonly words: string }[]; readonly end?: string }) => (
  <footer className={styles.line}>
    <span className={styles.keys} aria-hidden>{lines.map(({ keys, words }) => <span key={keys} className={styles.one}><Key keys={keys} />{words}</span>)}</span>
    {end !== undefined && <span className={styles.end}>{end}</span>}
  </footer>
);
