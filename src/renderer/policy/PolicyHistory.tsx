import { IconAlertTriangle, IconSignature } from '@tabler/icons-react';
import type { PolicyChangeView } from '#contract/policy';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { stampText } from '../ui/times';
import { policyTexts } from './texts';
import styles from './PolicyHistory.module.css';

const { history: words } = policyTexts;

const Entry = ({ change }: { readonly change: PolicyChangeView }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  return (
    <li className={styles.entry}>
      <p className={styles.head}>
        <strong>{policyTexts.version(change.version)}</strong>
        <span className={styles.quiet}>{stampText(change.at, nowMs, zone)}</span>
      </p>
      <p>{policyTexts.by(change.by, change.secondedBy)}</p>
      <ul className={styles.changes}>
        {change.changes.map((one) => (
          <li key={one.key}>
            {one.title}: <span className={styles.from}>{one.from}</span> {words.to} <strong>{one.to}</strong>
          </li>
        ))}
      </ul>
      <p className={styles.reason}>{change.reason}</p>
      {change.secondReason !== null && (
        <p className={styles.reason}>
          {words.second} {change.secondReason}
        </p>
      )}
      <p className={styles.signed} data-bad={!change.signed || undefined}>
        {change.signed ? (
          <IconSignature size={14} stroke={1.7} aria-hidden />
        ) : (
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
        )}
        {change.signed ? words.signed : words.unsigned}
      </p>
    </li>
  );
};

/** All versions, newest first: who, when, why, from what to what. */
export const PolicyHistory = ({ history }: { readonly history: readonly PolicyChangeView[] }) => (
  <section className={styles.history} aria-label={words.title}>
    <h2 className={styles.title}>{words.title}</h2>
    {history.length === 0 && <p className={styles.quiet}>{words.none}</p>}
    <ol className={styles.list}>
      {history.map((change) => (
        <Entry key={change.version} change={change} />
      ))}
      <li className={styles.entry}>
        <p className={styles.head}>
          <strong>{policyTexts.version(1)}</strong>
        </p>
        <p className={styles.quiet}>{words.first}</p>
      </li>
    </ol>
  </section>
);
