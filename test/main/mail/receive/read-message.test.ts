import { describe, expect, it } from 'vitest';
import { incomingMailSchema } from '#domain/mail/incoming/incoming-mail';
import { saysNotMe } from '#domain/mail/incoming/not-me';
import { readMessage } from '#main/mail/receive/read-message';
import { odd, oddMail } from '#support/odd-mail';

const receiver = 'mx.lumen-practice.example';
const read = (is: string) => readMessage(odd(is), receiver);
const unseen = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[^\P{Cc}\n]/u;

describe('a message from outside is read', () => {
  it('of more than seventy odd ones', () => expect(oddMail.length).toBeGreaterThan(70));

  it.each(oddMail.map(({ is }) => is))('and harmless afterwards: %s', async (is) => {
    const mail = await read(is);
    expect(incomingMailSchema.safeParse(mail).error).toBeUndefined();
    for (const words of [mail.subject, mail.from?.name ?? '', mail.text, mail.quoted, mail.html ?? ''])
      expect(words).not.toMatch(unseen);
    expect(mail.html ?? '').not.toMatch(
      /<(?:script|style|img|iframe|object|embed|form|input|link|meta|base|svg|math|a)\b|\son\w+=|\sstyle=|javascript:|data:/iu,
    );
    for (const { name } of mail.attachments) expect(name).toMatch(/^[^\\/:*?"<>|.][^\\/:*?"<>|]*$/u);
  });

  it.each([
    ['a plain answer', 'It works now, thank you.', ''],
    ['an answer above a quotation', 'I did that.', 'Please open the link.'],
    ['a French answer above a quotation', 'C’est fait, merci.', 'Veuillez ouvrir le lien.'],
    ['an Outlook answer', 'Done.', 'Please open the link.'],
    ['nothing but a quotation', '', 'Please open the link.'],
  ])('its own words apart from what it quotes: %s', async (is, own, quoted) => {
    const mail = await read(is);
    expect(mail.text).toBe(own);
    expect(mail.quoted).toContain(quoted);
    expect(mail.kind).toBe('message');
  });

  it.each([
    ['two addresses in From', null],
    ['a From that is a group', null],
    ['an empty From', null],
    ['a From without an address', null],
    ['a display name that is another address', { name: 'monique@delisle-roy.example', address: 'evil@evil.example' }],
    ['a display name with a line break in it', null],
    ['a display name of nothing that is seen', { name: '', address: 'evil@evil.example' }],
  ])('from whom, only where the header names one: %s', async (is, from) => {
    expect((await read(is)).from).toEqual(from);
  });

  it.each([
    ['an out-of-office reply', 'auto-reply'],
    ['a French absence', 'auto-reply'],
    ['a mailing list', 'auto-reply'],
    ['a vacation message with an empty sender', 'auto-reply'],
    ['a calendar invitation', 'invitation'],
    ['a bounce', 'report'],
    ['a bounce with broken fields', 'report'],
    ['TNEF', 'message'],
  ])('and told apart: %s', async (is, kind) => {
    expect((await read(is)).kind).toBe(kind);
  });

  it('a bounce says which mail didn’t arrive where, and why (RFC 3464)', async () => {
    expect(await read('a bounce')).toMatchObject({
      reportOf: '<sent-1@lumen-practice.example>',
      reported: [
        {
          recipient: 'monique@delisle-roy.example',
          action: 'failed',
          status: '5.1.1',
          said: '550 5.1.1 no such user',
        },
      ],
    });
    const { reported } = await read('a bounce of several recipients');
    expect(reported.map(({ recipient, action, status }) => [recipient, action, status])).toEqual([
      ['a@x.example', 'failed', '5.2.2'],
      ['b@x.example', 'delayed', '4.4.1'],
      ['c@x.example', 'delivered', '2.0.0'],
    ]);
    expect((await read('a bounce with broken fields')).reported).toEqual([]);
    expect((await read('a bounce that says what nobody knows')).reported).toEqual([]);
  });

  it('DMARC counts only as the desk’s own server found it, and only its topmost word', async () => {
    expect((await read('DMARC by the desk’s own server')).dmarc).toBe('pass');
    expect((await read('DMARC by a stranger')).dmarc).toBeNull();
    expect((await read('DMARC forged below the true one')).dmarc).toBe('fail');
    expect((await readMessage(odd('DMARC by a stranger'))).dmarc).toBeNull();
  });

  it('a link’s words stand beside where it leads, and nothing can be pressed', async () => {
    expect((await read('a link whose words lie')).html).toBe(
      '<u>https://lumen-practice.example</u> [https://evil.example/x]',
    );
    expect((await read('a link that runs')).html).toBe('<u>Open</u> <u>More</u>');
  });

  it('what is too large, too deep or too much is said', async () => {
    expect((await read('thirty megabytes')).faults).toContain('too-large');
    expect((await read('parts in parts, 1000 deep')).faults).toContain('too-many-parts');
    expect((await read('five hundred files')).faults).toContain('too-many-parts');
    expect((await read('two hundred thousand characters')).faults).toContain('cut');
    expect((await read('no headers at all')).faults).toContain('broken');
  });

  it('a file’s name can’t leave its folder or hide its ending', async () => {
    const nameIn = async (is: string) => (await read(is)).attachments[0]?.name;
    expect(await nameIn('a file with a path for a name')).toBe('_.._.._etc_passwd');
    expect(await nameIn('a file that hides its ending')).toBe('invoice fdp.exe');
    expect(await nameIn('a file without a name')).toBe('attachment-1');
  });

  it('a repudiation in the customer’s own words is noticed, one in the quotation isn’t', async () => {
    expect(saysNotMe((await read('“this wasn’t me” in answer')).text)).toBe(true);
    expect(saysNotMe((await read('a plain answer')).text)).toBe(false);
    for (const words of [
      'I never asked for this.',
      'Somebody is trying to get into my account',
      'Ce n’était pas moi !',
      'Je n’ai rien demandé.',
      'Arrêtez tout s’il vous plaît',
      'I think I was hacked',
    ])
      expect(saysNotMe(words)).toBe(true);
    for (const words of ['I lost my phone.', 'When will it work again?', 'J’ai perdu mon téléphone, merci de m’aider.'])
      expect(saysNotMe(words)).toBe(false);
  });
});
