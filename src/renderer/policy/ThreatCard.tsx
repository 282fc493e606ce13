import { Button } from '@mantine/core';
import { IconAlertTriangle, IconShield, IconShieldExclamation, IconUsers } from '@tabler/icons-react';
import type { PolicyView } from '#contract/policy';
import { Chip } from '../ui/Chip';
import { levelNames, policyTexts } from './texts';
import styles from './ThreatCard.module.css';

const { threat } = policyTexts;

/** What differs between the levels; the one that holds is marked. */
export const ThreatTable = ({
  lines,
  level,
}: {
  readonly lines: PolicyView['threat'];
  readonly level: 'normal' | 'elevated';
}) => (
  <table className={styles.table} aria-label={threat.changes}>
    <thead>
      <tr>
        <th scope="col">{threat.what}</th>
        {(['normal', 'elevated'] as const).map((one) => (
          <th key={one} scope="col" data-here={one === level || undefined}>
            {levelNames[one]}
            {one === level && <span className={styles.here}>{threat.here}</span>}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {lines.map((line) => (
        <tr key={line.what}>
          <th scope="row">{line.what}</th>
          {(['normal', 'elevated'] as const).map((one) => (
            <td key={one} data-here={one === level || undefined}>
              {line[one]}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

/** Nobody could approve: said where the level is set, and before it is. */
export const Warnings = ({ warnings }: { readonly warnings: readonly string[] }) =>
  warnings.length === 0 ? null : (
    <ul className={styles.warnings}>
      {warnings.map((words) => (
        <li key={words}>
          <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );

/** R20: the level, what it changes, and the button that sets the other one. */
export const ThreatCard = ({
  view,
  level,
  onSet,
  isBlocked,
}: {
  readonly view: PolicyView;
  readonly level: 'normal' | 'elevated';
  readonly onSet: ((level: 'normal' | 'elevated') => void) | null;
  readonly isBlocked: boolean;
}) => {
  const isElevated = level === 'elevated';
  return (
    <section className={styles.card} aria-label={threat.title} data-level={level}>
      <div className={styles.side}>
        <h2 className={styles.title}>{threat.title}</h2>
        <p className={styles.level}>
          {isElevated ? (
            <IconShieldExclamation size={26} stroke={1.6} aria-hidden />
          ) : (
            <IconShield size={26} stroke={1.6} aria-hidden />
          )}
          {levelNames[level]}
        </p>
        <p className={styles.words}>{threat.words}</p>
        <p className={styles.people}>
          <IconUsers size={15} stroke={1.7} aria-hidden />
          {policyTexts.people(view.people.reviewers)}
          {view.takesTwo && <Chip tone="ice">{policyTexts.takesTwo}</Chip>}
        </p>
        <Warnings warnings={view.warnings} />
        {onSet !== null && (
          <span>
            <Button
              variant={isElevated ? 'filled' : 'default'}
              disabled={isBlocked}
              onClick={() => onSet(isElevated ? 'normal' : 'elevated')}
            >
              {isElevated ? threat.lower : threat.raise}
            </Button>
            {isBlocked && <span className={styles.words}> {threat.notNow}</span>}
          </span>
        )}
      </div>
      <ThreatTable lines={view.threat} level={level} />
    </section>
  );
};
