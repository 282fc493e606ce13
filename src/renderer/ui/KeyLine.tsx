import { Key } from './Key';
import styles from './KeyLine.module.css';

type Line = { readonly keys: string; readonly words: string };

const Lines = ({ lines }: { readonly lines: readonly Line[] }) =>
  lines.map(({ keys, words }) => (
    <span key={keys} className={styles.one}>
      <Key keys={keys} />
      {words}
    </span>
  ));

/**
 * The last line of a list: the keys that work there, and how much of it is shown. Where it is too short for all, `?`
 * stays: it shows the rest.
 */
export const KeyLine = ({ lines, end }: { readonly lines: readonly Line[]; readonly end?: string }) => (
  <footer className={styles.line}>
    <span className={styles.keys} aria-hidden>
      <Lines lines={lines.filter(({ keys }) => keys !== '?')} />
    </span>
    <span className={styles.all} aria-hidden>
      <Lines lines={lines.filter(({ keys }) => keys === '?')} />
    </span>
    {end !== undefined && <span className={styles.end}>{end}</span>}
  </footer>
);
