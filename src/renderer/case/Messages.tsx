import { Button } from '@mantine/core';
import { IconMailForward, IconMailPause, IconMailX } from '@tabler/icons-react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { caseTexts } from './texts';
import { languageNames, mailStateNames, templateNames } from '../app/texts/words';
import { Section } from '../ui/Facts';
import { whenText } from '../ui/times';
import type { CaseActions } from './use-case-actions';
import styles from './Messages.module.css';

const icons = { waiting: IconMailPause, sent: IconMailForward, failed: IconMailX, cancelled: IconMailX } as const;

/** What was sent in this case, to whom, and what became of it. */
export const Messages = ({ view, actions }: { readonly view: CaseView; readonly actions: CaseActions }) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const { messages } = caseTexts;
  return (
    <Section title={messages.title} end={view.mails.length === 0 ? undefined : String(view.mails.length)}>
      {view.mails.length === 0 && <p className={styles.quiet}>{messages.none}</p>}
      <ul className={styles.list}>
        {view.mails.map((mail) => {
          const Glyph = icons[mail.state];
          return (
            <li key={mail.mailId} className={styles.mail}>
              <Glyph size={16} stroke={1.7} aria-hidden className={styles.icon} data-state={mail.state} />
              <div className={styles.words}>
                <p className={styles.first}>
                  <strong>
                    {templateNames[mail.template]}, {languageNames[mail.language]}
                  </strong>
                  <span className={styles.quiet}>{whenText(mail.settledAt ?? mail.askedAt, nowMs, zone)}</span>
                </p>
                <p className={styles.second} data-state={mail.state}>
                  {mailStateNames[mail.state]}. {messages.to(mail.to)}.{' '}
                  {(mail.template === 'recovery-link' || mail.template === 'ask-again') && messages.masked}{' '}
                  {mail.why !== null && <span className={styles.why}>{mail.why}</span>}
                </p>
              </div>
              {mail.barredAgain === null && view.next.action !== 'send-again' && (
                <Button
                  variant="default"
                  size="compact-xs"
                  disabled={actions.isBusy}
                  onClick={() => actions.sendAgain(mail.mailId)}
                  aria-label={`${messages.again}: ${templateNames[mail.template]}`}
                >
                  {messages.again}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
};
