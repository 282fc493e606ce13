import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed, IconLock, IconLockOpen } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { caseTexts } from './texts';
import { Key } from '../ui/Key';
import { stampText } from '../ui/times';
import type { CaseActions } from './use-case-actions';
import styles from './LinkGate.module.css';

const { gate } = caseTexts;

/** The verification link with what stands in its way, condition by condition (R3, R5). */
export const LinkGate = ({ view, actions }: { readonly view: CaseView; readonly actions: CaseActions }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { linkGate, override } = view;
  return (
    <section className={styles.gate} aria-label={gate.title}>
      <header className={styles.head}>
        <span className={styles.lock} aria-hidden>
          {linkGate.open ? <IconLockOpen size={13} stroke={2} /> : <IconLock size={13} stroke={2} />}
        </span>
        <div className={styles.words}>
          <h3 className={styles.title}>{gate.title}</h3>
          <p className={styles.quiet}>{gate.words(view.numbers.linkHours, view.numbers.reviewBusinessDays)}</p>
        </div>
        <div className={styles.send}>
          <Button
            variant="default"
            rightSection={<Key keys="s" />}
            disabled={actions.why.send !== null}
            onClick={actions.sendLink}
          >
            {view.link === null ? caseTexts.action.sendLink : caseTexts.action.newLink}
          </Button>
          {actions.why.send !== null && <span className={styles.quiet}>{actions.why.send.message}</span>}
          {actions.why.fallback === null && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              rightSection={<Key keys="m" />}
              onClick={() => actions.show('fallback')}
            >
              {caseTexts.action.fallback}…
            </Button>
          )}
        </div>
      </header>
      {/* A frozen case says above what stands in the way: it is none of these. */}
      {view.frozen === null && (
        <div
          className={styles.box}
          data-open={(linkGate.open && view.link === null) || undefined}
          data-quiet={(linkGate.open && view.link !== null) || undefined}
        >
          <div className={styles.line}>
            <strong>{linkGate.open ? gate.open : gate.shut}</strong>
            {view.barred.overrideSelfHelp === null && (
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => actions.show('override')}>
                {gate.override}
              </Button>
            )}
          </div>
          <ul className={styles.conditions}>
            {linkGate.conditions.map((condition) => (
              <li key={condition.of} data-met={condition.met || undefined}>
                {condition.met ? (
                  <IconCircleCheckFilled size={16} role="img" aria-label={gate.met} />
                ) : (
                  <IconCircleDashed size={16} stroke={1.7} role="img" aria-label={gate.unmet} />
                )}
                {gate.conditions[condition.of]}
              </li>
            ))}
          </ul>
          {override !== null && (
            <p className={styles.override}>
              {gate.overridden(override.by, stampText(override.at, nowMs, zone))}: {override.reason}
            </p>
          )}
        </div>
      )}
    </section>
  );
};
