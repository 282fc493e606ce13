import { Button } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import type { PolicyAskedView } from '#contract/policy';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { whenText } from '../ui/times';
import { policyTexts } from './texts';
import styles from './AskedBand.module.css';

const { asked: words } = policyTexts;

/** One lead's word for a change, as long as it waits for a second one. */
export const AskedBand = ({
  asked,
  onSame,
}: {
  readonly asked: PolicyAskedView;
  readonly onSame: (() => void) | null;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  return (
    <section className={styles.band} aria-label={asked.isMine ? words.mine : words.title(asked.by)}>
      <IconUserCheck size={18} stroke={1.7} aria-hidden />
      <div className={styles.words}>
        <p className={styles.title}>
          {asked.isMine ? words.mine : words.title(asked.by)}:{' '}
          {asked.changes.map((change) => `${change.title} ${change.from} → ${change.to}`).join('; ')}
        </p>
        <p>
          {words.reason} {asked.reason}
        </p>
        <p className={styles.quiet}>
          {words.until(whenText(asked.until, nowMs, zone))} {asked.isMine && words.waits}
        </p>
      </div>
      {onSame !== null && !asked.isMine && <Button onClick={onSame}>{words.same}</Button>}
    </section>
  );
};
