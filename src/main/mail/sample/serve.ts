/**
 * Entry of the sample mailbox's process. Its start message carries `smtpPassword`, too; its endpoint tells `smtpPort`.
 */
import { openMailbox } from '#main/mail/sample/mailbox';
import { mailboxVersion } from '#main/mail/sample/version';
import { serveSample } from '#main/sample-world/serve-sample';

void serveSample({
  name: 'mailbox',
  version: mailboxVersion,
  open: (start, tools) => {
    const { folder, token, smtpPassword } = start;
    if (typeof smtpPassword !== 'string' || smtpPassword.length < 16)
      throw new Error('start message: smtpPassword must have at least 16 characters');
    const wished = tools.previous?.facts['smtpPort'];
    return openMailbox({
      folder,
      token,
      smtpPassword,
      wishedSmtpPort: typeof wished === 'number' ? wished : 0,
      isAuthorised: (request) => tools.isAuthorised(request),
    });
  },
});
