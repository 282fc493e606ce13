/** The catalogue: what a mail of each template is called, on a screen and in the history. */
import type { MailTemplate } from '#domain/case/events';

export const templateNames: Readonly<Record<MailTemplate, string>> = {
  'recovery-link': 'Recovery link',
  'request-notice': 'Notice of the request',
  'approval-notice': 'Notice of the approval',
  'disabled-notice': 'Notice of the disable',
  'temporary-notice': 'Notice of temporary access',
  'check-failed': 'Check not passed',
  'ask-again': 'Pictures asked again',
  'self-help': 'Self-help',
  'link-reminder': 'Reminder of the link',
  'fallback-asked': 'Another method asked',
  'attestation-request': 'Code for a colleague',
  'fallback-failed': 'Other method not passed',
  'cooling-off-changed': 'Notice of a later end',
  're-secured': 'Notice of the securing',
  'enrol-reminder': 'Reminder to set up 2FA',
  'closed-notice': 'Notice of the end',
  'free-answer': 'Email',
};
