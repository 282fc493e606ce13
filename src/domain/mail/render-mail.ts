import type { MailLanguage } from './language';
import type { MailDocument } from './mail-document';
import { mailHtml } from './mail-html';
import { checkMailInput, type MailInputs, type MailTemplate } from './mail-input';
import { mailText } from './mail-text';
import { codeStandIn, standInOf } from './stand-ins';
import { approvalNotice } from './templates/approval-notice';
import { askAgain } from './templates/ask-again';
import { checkFailed } from './templates/check-failed';
import { closedNotice } from './templates/closed-notice';
import { disabledNotice } from './templates/disabled-notice';
import { freeAnswer } from './templates/free-answer';
import { recoveryLink } from './templates/recovery-link';
import { attestationRequest, fallbackAsked, fallbackFailed } from './templates/fallback';
import { coolingOffChanged, enrolReminder, linkReminder, reSecured, temporaryNotice } from './templates/later-notices';
import { requestNotice } from './templates/request-notice';
import { selfHelp } from './templates/self-help';

/**
 * A finished text. `inline` names the pictures that the HTML shows as `cid:…`, and the address that the QR code holds.
 */
export type RenderedMail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly inline: readonly { readonly cid: 'qr'; readonly encodes: string }[];
};

const templateOf: { readonly [T in MailTemplate]: (language: MailLanguage, input: MailInputs[T]) => MailDocument } = {
  'recovery-link': recoveryLink,
  'request-notice': requestNotice,
  'approval-notice': approvalNotice,
  'disabled-notice': disabledNotice,
  'check-failed': checkFailed,
  'ask-again': askAgain,
  'closed-notice': closedNotice,
  'temporary-notice': temporaryNotice,
  'self-help': selfHelp,
  'link-reminder': linkReminder,
  'attestation-request': attestationRequest,
  'fallback-asked': fallbackAsked,
  'fallback-failed': fallbackFailed,
  'cooling-off-changed': coolingOffChanged,
  're-secured': reSecured,
  'enrol-reminder': enrolReminder,
  'free-answer': freeAnswer,
};

/** One mail in one language. Throws MailInputError that names the field and the rule. */
export const renderMail = <T extends MailTemplate>(
  template: T,
  language: MailLanguage,
  input: MailInputs[T],
): RenderedMail => {
  const mail = templateOf[template](language, checkMailInput<T>(input));
  const inline = mail.blocks.flatMap((block) =>
    block.kind === 'scan' ? [{ cid: 'qr' as const, encodes: block.url }] : [],
  );
  return { subject: mail.subject, text: mailText(mail), html: mailHtml(mail), inline };
};

/** The same input without its secret links and digits: what the kept copy and previews are rendered from. */
export const withoutSecretLinks = <T extends MailTemplate>(input: MailInputs[T]): MailInputs[T] => ({
  ...input,
  notMeUrl: standInOf(input.notMeUrl),
  ...('linkUrl' in input ? { linkUrl: standInOf(input.linkUrl) } : {}),
  ...('code' in input ? { code: codeStandIn } : {}),
});
