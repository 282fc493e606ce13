import { IconLockOpen2 } from '@tabler/icons-react';
import styles from './Brand.module.css';

/** The mark of the product. */
export const Brand = ({ size }: { readonly size: number }) => (
  <span className={styles.mark} style={{ width: size, height: size, borderRadius: size * 0.24 }} aria-hidden>
    <IconLockOpen2 size={size * 0.68} stroke={2.4} />
  </span>
);
