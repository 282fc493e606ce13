/** What of a message a case is told. */
import type { ReceivedMessage } from '#domain/case/commands';
import type { Reading } from '#domain/mail/incoming/incoming-mail';
import { saysNotMe } from '#domain/mail/incoming/not-me';
import { sentMails } from '#main/cases/by-claim';
import type { EventLog } from '#main/store/log/event-log';

/** Message-IDs of a stranger's choosing: what is too long for a claim's name, ours never were. */
const longest = 250;

/** The mails of ours that a message says it answers or reports of, the nearest first. */
export const mailsAnswered = async (log: Pick<EventLog, 'holdersOf'>, reading: Reading) => {
  if (reading.outcome !== 'read') return [];
  const { reportOf, answers } = reading.mail;
  const named = [...new Set([...(reportOf === null ? [] : [reportOf]), ...answers])].filter(
    (one) => one.length <= longest && /^[\x21-\x7e]+$/u.test(one),
  );
  return (await sentMails(log, named)).filter((mail) => mail !== null);
};

/** A message for its case. Throws nothing for one that could not be read: the case says that it came. */
export const caseFields = async (
  log: Pick<EventLog, 'holdersOf'>,
  caseId: string,
  { reading }: { readonly reading: Reading | null },
): Promise<Omit<ReceivedMessage, 'messageId' | 'matchedBy'>> => {
  const mail = reading?.outcome === 'read' ? reading.mail : null;
  const answered = reading === null ? [] : await mailsAnswered(log, reading);
  return {
    kind: mail?.kind ?? 'message',
    mailId: answered.find((one) => one.caseId === caseId)?.mailId ?? null,
    from: mail?.from ?? null,
    subject: mail?.subject ?? '',
    saysNotMe: mail !== null && saysNotMe(mail.text),
    dmarc: mail?.dmarc ?? null,
  };
};
