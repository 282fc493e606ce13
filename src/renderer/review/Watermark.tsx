import { useId } from 'react';
import styles from './Picture.module.css';

/**
 * The viewer's name and the time, lying across a picture: whoever photographs the screen photographs them, too (R18).
 */
export const Watermark = ({ words }: { readonly words: string }) => {
  const id = useId();
  const width = words.length * 6.4 + 40;
  return (
    <svg className={styles.watermark} aria-hidden>
      <defs>
        <pattern id={id} width={width} height={116} patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">
          <text x={0} y={32} className={styles.watermarkText}>
            {words}
          </text>
          <text x={-width / 2} y={90} className={styles.watermarkText}>
            {words}
          </text>
          <text x={width / 2} y={90} className={styles.watermarkText}>
            {words}
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
};
