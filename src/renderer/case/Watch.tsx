import { Button } from '@mantine/core';
import { IconEye, IconShieldCheck } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { Section } from '../ui/Facts';
import { whenText } from '../ui/times';
import { caseTexts } from './texts';
import type { CaseActions } from './use-case-actions';
import styles from './Aftercare.module.css';

const { watch: words } = caseTexts;

/**
 * A recovered account is watched until 2FA is on again: how long it has been off, who looked, when the customer is
 * reminded.
 */
export const Watch = ({ view, actions }: { readonly view: CaseView; readonly actions: CaseActions }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { watch } = view;
  if (watch === null) return null;
  const inline = (iso: string): string => whenText(iso, nowMs, zone).replace(/^Today/, 'today');
  if (watch.endedAt !== null)
    return (
      <Section title={words.title}>
        <p className={styles.line} data-ok>
          <IconShieldCheck size={16} stroke={1.8} aria-hidden />
          {words.on(inline(watch.endedAt))}. {words.ended}
        </p>
      </Section>
    );
  return (
    <Section title={words.title}>
      <p className={styles.line} data-warn>
        <IconEye size={16} stroke={1.8} aria-hidden />
        <strong>{words.off(watch.days)}</strong>
      </p>
      <p className={styles.quiet}>
        {view.frozen === null && words.reminders(view.numbers.watchReminderDays)}{' '}
        {words.looks(watch.looks, watch.lastLookAt === null ? null : inline(watch.lastLookAt))}{' '}
        {actions.factors !== null && <span role="status">{words.answer(actions.factors)}</span>}
      </p>
      {view.barred.checkWatch === null && view.next.action !== 'watch-account' && (
        <Button variant="default" size="compact-xs" loading={actions.isBusy} onClick={actions.look}>
          {caseTexts.action.look}
        </Button>
      )}
    </Section>
  );
};
