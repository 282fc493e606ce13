import { IconAlertTriangle } from '@tabler/icons-react';
import type { SystemLooks } from '#contract/looks';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { useCall } from '../app/queries';
import { looksTexts as words } from '../app/texts/looks';
import { Chip } from '../ui/Chip';
import { Facts, Section } from '../ui/Facts';
import { Failure } from '../ui/Failure';
import { dateText, timeText, whenText } from '../ui/times';
import styles from './SettingsScreen.module.css';

const Standing = ({ of, days }: { readonly of: SystemLooks; readonly days: number }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const again = of.nextAt === null ? '' : words.again(whenText(of.nextAt, nowMs, zone));
  const isWarning = of.standing === 'stale' || of.standing === 'newer' || of.failing !== null;
  return (
    <>
      {isWarning && (
        <Chip tone="warn" icon={<IconAlertTriangle size={13} aria-hidden />}>
          {words.warning[of.failing === null ? of.standing : 'failing']}
        </Chip>
      )}
      <span>{[of.failing, words.standing[of.standing](days), again].filter(Boolean).join(' ')}</span>
      {of.failing !== null && <span>{words.way}</span>}
    </>
  );
};

/** R5: since when this desk looks over each identity system's addresses, and what came of it. */
export const Looks = () => {
  const zone = useZone();
  const looks = useCall('looks.list', {});
  return (
    <Section level="h2" title={words.title}>
      <p className={styles.words}>{words.intro}</p>
      {looks.data?.systems.length === 0 && <p className={styles.words}>{words.none}</p>}
      {looks.data?.systems.map((of) => (
        <div key={of.name} className={styles.system}>
          <Facts
            rows={[
              [words.system, of.name],
              [words.since, of.begunAt === null ? null : dateText(of.begunAt, zone)],
              [
                words.last,
                of.lookedAt === null
                  ? words.never
                  : words.lastWas(dateText(of.lookedAt, zone), timeText(Date.parse(of.lookedAt), zone), of.addresses),
              ],
              [
                words.anew,
                of.countsFrom === null
                  ? null
                  : words.anewSince(dateText(of.countsFrom, zone), looks.data.longestGapDays),
              ],
              [
                words.state,
                <span key="state" className={styles.lines}>
                  <Standing of={of} days={looks.data.longestGapDays} />
                </span>,
              ],
            ]}
          />
        </div>
      ))}
      <Failure failure={looks.error} />
    </Section>
  );
};
