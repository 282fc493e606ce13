import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailMessageId } from '#main/mail/message-id';
import { createSampleInbox } from '#main/mail/sample/sample-inbox';
import { readMessage } from '#main/mail/receive/read-message';
import type { InboxPort, OutgoingMail } from '#main/ports';
import { startTestMailbox, type TestMailbox } from '#support/mailbox';

const replyTo = 'security+rd2418.aaaaaaaaaaaaaaaa@lumen-practice.example';
const mailTo = (to: string, changed: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: mailMessageId({ effectId: `to ${to}`, firstAttemptAt: new Date(), domain: 'lumen-practice.example' }),
  to,
  replyTo,
  isAutomatic: true,
  timeZone: 'America/Toronto',
  subject: 'Your link',
  text: 'Hello,\n\nPlease open the link.\n',
  html: '<p>Please open the link.</p>',
  inlineImages: [],
  ...changed,
});

let folder: string;
let mailbox: TestMailbox;
let inbox: InboxPort;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rd-answers-'));
  mailbox = await startTestMailbox({ folder });
  inbox = createSampleInbox(mailbox);
});
afterEach(async () => {
  await mailbox.stop();
  await rm(folder, { recursive: true, force: true });
});

const send = async (mail: OutgoingMail): Promise<OutgoingMail> => {
  expect(await mailbox.mail.send(mail)).toMatchObject({ outcome: 'accepted' });
  return mail;
};
/** What the desk's own mailbox holds, as the desk's reader reads it. */
const received = async () => {
  const { validity, entries } = await inbox.after(null, 100);
  return await Promise.all(
    entries.map(async ({ uid }) => await readMessage((await inbox.raw({ validity, uid }, 1e8))!)),
  );
};

describe('what comes back to the desk of the sample world', () => {
  it('is an answer that names what it answers, goes where it was asked for, and quotes it', async () => {
    const mail = await send(mailTo('monique@delisle-roy.example'));
    const [letter] = await mailbox.client.list();
    await mailbox.client.answer(letter!.id, 'I did that.\nThank you!');
    expect(await received()).toMatchObject([
      {
        kind: 'message',
        answers: [mail.messageId],
        from: { address: 'monique@delisle-roy.example' },
        to: [replyTo],
        subject: 'Re: Your link',
        text: 'I did that.\nThank you!',
        quoted: expect.stringContaining('Please open the link.'),
      },
    ]);
  });

  it('is a report where an address bounces, after the mail was taken, to the address that names the case', async () => {
    await mailbox.client.behave('Monique@delisle-roy.example', 'bounces');
    const mail = await send(mailTo('monique@delisle-roy.example'));
    const byName = await send(mailTo('bounce@anywhere.example'));
    expect(await mailbox.client.list()).toEqual([]);
    expect(await received()).toMatchObject(
      [mail, byName].map(({ messageId, to }) => ({
        kind: 'report',
        reportOf: messageId,
        to: [replyTo],
        reported: [{ recipient: to, action: 'failed', status: '5.1.1', said: '550 5.1.1 No such mailbox here' }],
      })),
    );
  });

  it('is an absence’s answer to what a person sent, and nothing to what a machine did', async () => {
    await mailbox.client.behave('monique@delisle-roy.example', 'away');
    await send(mailTo('monique@delisle-roy.example'));
    expect(await received()).toEqual([]);
    const byHand = await send(
      mailTo('monique@delisle-roy.example', { isAutomatic: false, text: 'Bonjour,\n\nVoici.' }),
    );
    expect(await received()).toMatchObject([
      { kind: 'auto-reply', answers: [byHand.messageId], subject: 'Réponse automatique : Your link' },
    ]);
    expect(await mailbox.client.list()).toHaveLength(2);
  });

  it('is there after a restart with its numbers, and under another validity after a restore', async () => {
    for (const words of ['one', 'two', 'three']) await mailbox.client.deliver(Buffer.from(words));
    const before = await inbox.after(null, 2);
    expect(before.entries.map(({ uid, size }) => [uid, size])).toEqual([
      [1, 3],
      [2, 3],
    ]);
    await mailbox.stop();
    mailbox = await startTestMailbox({ folder });
    inbox = createSampleInbox(mailbox);
    const after = await inbox.after({ validity: before.validity, uid: 2 }, 100);
    expect(after).toMatchObject({ validity: before.validity, entries: [{ uid: 3 }] });
    await mailbox.client.recreate();
    const restored = await inbox.after({ validity: before.validity, uid: 2 }, 100);
    expect(restored.validity).not.toBe(before.validity);
    expect(restored.entries.map(({ uid }) => uid)).toEqual([1, 2, 3]);
    expect(await inbox.raw({ validity: before.validity, uid: 1 }, 100)).toBeNull();
    const raw = await inbox.raw({ validity: restored.validity, uid: 3 }, 3);
    expect(Buffer.from(raw!).toString()).toBe('thr');
  });

  it('parses as mail everywhere', async () => {
    await mailbox.client.behave('monique@delisle-roy.example', 'bounces');
    await send(mailTo('monique@delisle-roy.example'));
    const { validity, entries } = await inbox.after(null, 1);
    const parsed = await simpleParser(Buffer.from((await inbox.raw({ validity, uid: entries[0]!.uid }, 1e6))!));
    expect(parsed.text).toContain('could not be delivered');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-replied');
  });
});
