import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeMail } from '#main/mail/compose-mail';
import { dateOfMessageId, mailMessageId } from '#main/mail/message-id';
import { buildMime, faultOfMail } from '#main/mail/mime';
import { readQr } from '#main/mail/sample/read-qr';
import type { OutgoingMail } from '#main/ports';

const from = { name: 'Lumen Practice', address: 'security@lumen-practice.example' };
const firstAttemptAt = new Date('2026-11-09T14:40:12Z');
const messageId = mailMessageId({ effectId: 'effect-1', firstAttemptAt, domain: 'lumen-practice.example' });
const linkAddress = 'https://recover.lumen-practice.example/f/4f8Qm1';
const content = {
  template: 'recovery-link',
  language: 'fr',
  input: {
    brand: { company: 'Lumen Practice', product: 'Lumen Practice', support: 'support@lumen-practice.example' },
    caseNumber: 'RD-2418',
    recipientName: 'Zoé Bélanger-Nguyễn',
    timeZone: 'America/Toronto',
    notMeUrl: 'https://recover.lumen-practice.example/n/7tRb2K',
    linkUrl: linkAddress,
    expiresAt: new Date('2026-11-12T14:40:00Z'),
  },
} as const;
const to = 'zoe@belanger.example';
const replyTo = 'security+rd2418.aaaaaaaaaaaaaaaa@lumen-practice.example';
const envelope = { to, replyTo, isAutomatic: true };
const written = async (number: string) => (await composeMail(content, { messageId: number, ...envelope })).outgoing;

describe('the bytes of a mail', () => {
  it('hold HTML, plain text and the QR code, and say when the first attempt began', async () => {
    const { outgoing: mail } = await composeMail(content, { messageId, ...envelope });
    const parsed = await simpleParser(await buildMime(mail, from), { skipImageLinks: true });
    expect(parsed.subject).toBe('Votre lien pour retrouver l’accès à Lumen Practice');
    expect(parsed.from?.value).toEqual([{ name: from.name, address: from.address }]);
    expect(parsed.messageId).toBe(messageId);
    expect(parsed.date).toEqual(firstAttemptAt);
    // On the reader's own clock.
    expect(parsed.headerLines.find(({ key }) => key === 'date')?.line).toBe('Date: Mon, 09 Nov 2026 09:40:12 -0500');
    expect(parsed.text?.replaceAll('\r\n', '\n').trim()).toBe(mail.text.trim());
    expect(parsed.html).toContain('Zoé Bélanger-Nguyễn');
    const qr = parsed.attachments.find(({ cid }) => cid === 'qr');
    expect(qr?.contentType).toBe('image/png');
    expect(readQr(qr!.content)).toBe(linkAddress);
    expect(parsed.replyTo?.value).toEqual([{ name: from.name, address: replyTo }]);
  });

  it('tell machines not to answer a machine, and never to be silent about what they could not deliver', async () => {
    const mail = await written(messageId);
    const automatic = await simpleParser(await buildMime(mail, from));
    expect(automatic.headers.get('auto-submitted')).toBe('auto-generated');
    expect(automatic.headers.get('x-auto-response-suppress')).not.toMatch(/All|NDR/);
    const byHand = await simpleParser(await buildMime({ ...mail, isAutomatic: false }, from));
    expect(byHand.headers.has('auto-submitted') || byHand.headers.has('x-auto-response-suppress')).toBe(false);
  });

  it('are the same at every attempt, and other ones for another mail', async () => {
    const once = await buildMime(await written(messageId), from);
    const again = await buildMime(await written(messageId), from);
    expect(again.equals(once)).toBe(true);
    const other = mailMessageId({ effectId: 'effect-2', firstAttemptAt, domain: 'lumen-practice.example' });
    expect((await buildMime(await written(other), from)).equals(once)).toBe(false);
  });

  it("are the same, too, under a Message-ID that tells no time: the Date is then the server's to add", async () => {
    const { outgoing: mail } = await composeMail(content, { messageId: '<effect-1@desk.example>', ...envelope });
    const raw = await buildMime(mail, from);
    expect((await buildMime(mail, from)).equals(raw)).toBe(true);
    expect(raw.toString('latin1').split('\r\n\r\n')[0]).not.toMatch(/^Date:/m);
    expect((await simpleParser(raw)).attachments).toHaveLength(1);
  });

  it('keep to lines that every mail server takes', async () => {
    const raw = (await buildMime(await written(messageId), from)).toString('latin1');
    expect(raw.match(/[^\r]\n|\r[^\n]|[^\r\n\x20-\x7e]/)?.[0]).toBeUndefined();
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  it('leave no copy of a secret in what the desk keeps', async () => {
    const { kept } = await composeMail(content, { messageId, ...envelope });
    expect(JSON.stringify(kept)).not.toMatch(/4f8Qm1|7tRb2K/);
    expect(kept.subject).toBe('Votre lien pour retrouver l’accès à Lumen Practice');
  });
});

describe('a mail that would be two', () => {
  const plain: OutgoingMail = {
    messageId,
    ...envelope,
    timeZone: 'America/Toronto',
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p>',
    inlineImages: [],
  };

  it('is refused by field and rule', () => {
    expect(faultOfMail(plain)).toBeNull();
    for (const bad of [
      'a@x.example, b@x.example',
      'a@x.example\r\nBcc: b@x.example',
      'Zoé <zoe@x.example>',
      'a@x.example b@x.example',
      'a',
      '',
      'a@b@c',
      'a@x.example\u2028',
      `${'a'.repeat(250)}@x.example`,
    ]) {
      expect(faultOfMail({ ...plain, to: bad }), bad).toBe('to: must be one email address');
    }
    expect(faultOfMail({ ...plain, replyTo: 'a@x.example, b@x.example' })).toBe('replyTo: must be one email address');
    expect(faultOfMail({ ...plain, subject: 'Hi\r\nBcc: b@x.example' })).toBe('subject: must be one line');
    expect(faultOfMail({ ...plain, messageId: '<a@b>\r\nBcc: b@x.example' })).toMatch(/^messageId:/);
  });

  it('never comes from a subject, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (subject) => {
        const mail = { ...plain, subject };
        if (subject.trim() === '' || faultOfMail(mail) !== null) return;
        const head = (await buildMime(mail, from)).toString('latin1').split('\r\n\r\n')[0]!;
        const names = head
          .split(/\r\n(?![ \t])/)
          .map((line) => line.split(':')[0]!.toLowerCase())
          .sort();
        expect(names).toEqual([
          'auto-submitted',
          'content-type',
          'date',
          'from',
          'message-id',
          'mime-version',
          'reply-to',
          'subject',
          'to',
          'x-auto-response-suppress',
        ]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a Message-ID', () => {
  it('carries the moment and hides the effect', () => {
    expect(messageId).toMatch(/^<[a-z0-9]+\.[0-9a-f]{32}@lumen-practice\.example>$/);
    expect(dateOfMessageId(messageId)).toEqual(firstAttemptAt);
    expect(dateOfMessageId('<effect-1@desk.example>')).toBeNull();
    expect(() => mailMessageId({ effectId: 'x', firstAttemptAt, domain: 'a b' })).toThrow('domain must be a host name');
  });
});
