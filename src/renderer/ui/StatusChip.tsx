import type { CaseStatus } from '#domain/case/state';
import { statusLook } from './status';
import styles from './StatusChip.module.css';

type StatusProps = { readonly status: CaseStatus; readonly isFrozen?: boolean };

/** The full chip, at the head of a case and in the palette. */
export const StatusChip = ({ status, isFrozen = false }: StatusProps) => {
  const { tone, Icon, name } = statusLook(status, isFrozen);
  return (
    <span className={styles.chip} data-tone={tone}>
      <Icon size={13} stroke={2} aria-hidden />
      {name}
    </span>
  );
};

/** Icon and word without a box: in rows, so that only lateness is loud. */
export const StatusWord = ({ status, isFrozen = false }: StatusProps) => {
  const { tone, Icon, name } = statusLook(status, isFrozen);
  return (
    <span className={styles.word} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {name}
    </span>
  );
};
