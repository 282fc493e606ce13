import { IconSnowflake } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { caseTexts } from '../app/texts/case';
import { whenText } from '../ui/times';
import styles from './FrozenBand.module.css';

/** Nothing may run: since when, by whom, in their words (R7). */
export const FrozenBand = ({ frozen }: { readonly frozen: CaseView['frozen'] }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  if (frozen === null) return null;
  return (
    <div className={styles.band}>
      <IconSnowflake size={16} stroke={1.8} aria-hidden />
      <div><strong>{caseTexts.frozen.title}.</strong> {caseTexts.frozen.by(frozen.by, whenText(frozen.at, nowMs, zone).replace(/^Today/, 'today'))} {frozen.words !== null && <span className={styles.words}>“{frozen.words}”</span>}</div>
    </div>
  );
};
