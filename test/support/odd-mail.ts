/** Messages as strangers, machines and attackers send them. `is` names what it is about. */
const crlf = (text: string): string => text.replace(/\r?\n/gu, '\r\n');
const head = (more = ''): string =>
  `From: Monique Delisle <monique@delisle-roy.example>\nTo: Support <support+rd2418@lumen-practice.example>\nSubject: Re: Your link\nDate: Tue, 24 Nov 2026 10:00:00 -0500\nMessage-ID: <a1@delisle-roy.example>\n${more}`;
const plain = (body: string, more = ''): string =>
  crlf(`${head(more)}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${body}`);
const html = (body: string): string =>
  crlf(`${head()}MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n${body}`);
const multipart = (parts: readonly string[], type = 'mixed', more = ''): string =>
  crlf(
    `${head(more)}MIME-Version: 1.0\nContent-Type: multipart/${type}; boundary="b1"\n\n${parts.map((part) => `--b1\n${part}\n`).join('')}--b1--\n`,
  );
const nested = (depth: number): string => {
  let body = 'Content-Type: text/plain\n\ndeep\n';
  for (let level = depth; level > 0; level -= 1)
    body = `Content-Type: multipart/mixed; boundary="n${level}"\n\n--n${level}\n${body}\n--n${level}--\n`;
  return crlf(`${head()}MIME-Version: 1.0\n${body}`);
};
const bounce = (fields: string, more = ''): string =>
  crlf(
    `From: MAILER-DAEMON@mx.example\nTo: support@lumen-practice.example\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <bounce@mx.example>\nReturn-Path: <>\nAuto-Submitted: auto-replied\n${more}MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b1"\n\n--b1\nContent-Type: text/plain\n\nIt could not be delivered.\n--b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n${fields}\n--b1\nContent-Type: message/rfc822\n\nMessage-ID: <sent-1@lumen-practice.example>\nSubject: Your link\n\nbody\n--b1--\n`,
  );
const attached = (name: string, type = 'application/octet-stream', body = 'aGk='): string =>
  `Content-Type: ${type}\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${body}`;
const text = 'Content-Type: text/plain; charset=utf-8\n\nSee the file.';
const bytes = (before: string, body: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(crlf(before), 'latin1'), Buffer.from(body)]);

export type OddMail = { readonly is: string; readonly raw: Buffer };

const asText: Readonly<Record<string, string>> = {
  'a plain answer': plain('It works now, thank you.'),
  'an answer above a quotation': plain(
    'I did that.\n\nOn Mon, Nov 23, 2026 at 9:12 AM Lumen Practice <security@lumen-practice.example> wrote:\n> Please open the link.\n> It works once.',
  ),
  'a French answer above a quotation': plain(
    'C’est fait, merci.\n\nLe lun. 23 nov. 2026 à 09:12, Lumen Practice <security@lumen-practice.example> a écrit :\n> Veuillez ouvrir le lien.',
  ),
  'an Outlook answer': plain(
    'Done.\n\n-----Original Message-----\nFrom: Lumen Practice\nSent: Monday\nTo: Monique\nSubject: Your link\n\nPlease open the link.',
  ),
  'an answer between quoted lines': plain('> Did you open it?\nYes.\n> And then?\nNothing happened.'),
  'nothing but a quotation': plain('> Please open the link.'),
  'no body': plain(''),
  'no headers at all': 'just words\r\nand more',
  'nothing at all': '',
  'headers without a body': crlf('From: a@b.example\nSubject: Hi'),
  'a header that is folded for ever': crlf(`From: a@b.example\nSubject: ${'x\n '.repeat(20_000)}\n\nbody`),
  'ten thousand headers': crlf(`${'X-Junk: 1\n'.repeat(10_000)}${head()}\n\nbody`),
  'two From fields': crlf(`From: evil@evil.example\n${head()}\n\nbody`),
  'two addresses in From': crlf('From: a@b.example, evil@evil.example\nSubject: two\n\nbody'),
  'a From that is a group': crlf('From: Friends: a@b.example, c@d.example;\nSubject: group\n\nbody'),
  'an empty From': crlf('From: <>\nSubject: none\n\nbody'),
  'a From without an address': crlf('From: Monique Delisle\nSubject: none\n\nbody'),
  'a display name that is another address': crlf(
    'From: "monique@delisle-roy.example" <evil@evil.example>\nSubject: me\n\nbody',
  ),
  'a display name with a line break in it': crlf(
    'From: =?utf-8?Q?Monique=0D=0ABcc:_x@evil.example?= <evil@evil.example>\nSubject: me\n\nbody',
  ),
  'a display name that is turned round': crlf(
    'From: =?utf-8?B?4oCuZWxwbWF4ZQ==?= <evil@evil.example>\nSubject: =?utf-8?B?4oCucmV0aWw=?=\n\nbody',
  ),
  'a display name of nothing that is seen': crlf('From: =?utf-8?B?4oCL4oCL?= <evil@evil.example>\nSubject: hi\n\nbody'),
  'an international domain with a look-alike': crlf('From: Monique <monique@delislе-roy.example>\nSubject: hi\n\nbody'),
  'an address of a thousand letters': crlf(`From: ${'a'.repeat(1000)}@b.example\nSubject: hi\n\nbody`),
  'a subject that is encoded wrong': crlf(`${head().replace('Re: Your link', '=?utf-8?B?****?=')}\n\nbody`),
  'a subject in an unknown charset': crlf(`${head().replace('Re: Your link', '=?x-none?Q?caf=E9?=')}\n\nbody`),
  'a date of the year 40000': crlf(`${head().replace('2026', '40000')}\n\nbody`),
  'a date that is none': crlf(`${head().replace(/Date: [^\n]*/u, 'Date: yesterday')}\n\nbody`),
  'a Message-ID of nothing': crlf(`${head().replace('<a1@delisle-roy.example>', '<>')}\n\nbody`),
  'a thousand references': crlf(
    `${head(`References: ${Array.from({ length: 1000 }, (_, at) => `<r${at}@x.example>`).join(' ')}\n`)}\n\nbody`,
  ),
  'script in HTML': html('<p>Hello</p><script>fetch("https://evil.example")</script><img src=x onerror=alert(1)>'),
  'remote pictures and styles': html(
    '<link rel=stylesheet href="https://evil.example/a.css"><style>@import "https://evil.example"</style><p style="background:url(https://evil.example)">Hi</p><img src="https://evil.example/pixel.gif">',
  ),
  'a form': html('<form action="https://evil.example"><input name=password><button>Sign in</button></form>'),
  'frames and objects': html('<iframe src="https://evil.example"></iframe><object data="x"></object><embed src="y">Hi'),
  'a link whose words lie': html('<a href="https://evil.example/x">https://lumen-practice.example</a>'),
  'a link that runs': html('<a href="javascript:alert(1)">Open</a> <a href="data:text/html,hi">More</a>'),
  'links in links': html('<a href="https://a.example">one <a href="https://b.example">two</a></a></a></a>'),
  'a base and a refresh': html(
    '<base href="https://evil.example"><meta http-equiv=refresh content="0;url=https://evil.example">Hi',
  ),
  'SVG and MathML': html('<svg onload=alert(1)><script>1</script></svg><math><mtext><style>x</style></mtext></math>Hi'),
  'mutation by nesting': html('<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>'),
  'a comment that closes itself': html('<!--><img src=x onerror=alert(1)>-->Hi'),
  'ten thousand open elements': html('<div>'.repeat(10_000)),
  'a megabyte of attributes': html(`<p ${'a=1 '.repeat(250_000)}>Hi</p>`),
  'HTML that hides its words': html('<p style="display:none">secret</p><p style="font-size:0">tiny</p>'),
  'a calendar invitation': multipart([
    text,
    'Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR',
  ]),
  TNEF: multipart([text, attached('winmail.dat', 'application/ms-tnef', 'eJ8+Ig==')]),
  'a file with a path for a name': multipart([text, attached('../../../etc/passwd')]),
  'a file that hides its ending': multipart([text, attached('invoice\u202efdp.exe')]),
  'a file with a device’s name': multipart([text, attached('CON:.txt')]),
  'a zip bomb': multipart([text, attached('bomb.zip', 'application/zip', 'UEsDBBQAAAAIAAAAIQ'.repeat(200))]),
  'a file without a name': multipart([
    text,
    'Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\naGk=',
  ]),
  'base64 that isn’t': multipart([text, attached('x.bin', 'application/pdf', '!!!! not base64 ****')]),
  'five hundred files': multipart([
    text,
    ...Array.from({ length: 500 }, (_, at) => attached(`f${at}.txt`, 'text/plain')),
  ]),
  'a boundary that never comes': crlf(
    `${head()}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="never"\n\nwords without a part`,
  ),
  'a boundary that is empty': crlf(
    `${head()}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=""\n\n--\n\nhi\n----`,
  ),
  'an unfinished part': crlf(
    `${head()}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b1"\n\n--b1\nContent-Type: text/plain\n\nhalf of i`,
  ),
  'parts in parts, 150 deep': nested(150),
  'parts in parts, 1000 deep': nested(1000),
  'an out-of-office reply': plain('I am away.', 'Auto-Submitted: auto-replied\n'),
  'a French absence': plain('Je suis absente.').replace('Re: Your link', 'Réponse automatique : Your link'),
  'a mailing list': plain('news', 'List-Id: <all.example>\nPrecedence: list\n'),
  'a vacation message with an empty sender': plain('away', 'Return-Path: <>\n'),
  'a bounce': bounce(
    'Final-Recipient: rfc822; monique@delisle-roy.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user',
  ),
  'a bounce of several recipients': bounce(
    'Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.2.2\n\nFinal-Recipient: rfc822; b@x.example\nAction: delayed\nStatus: 4.4.1\n\nOriginal-Recipient: rfc822; C@x.example\nFinal-Recipient: rfc822; d@y.example\nAction: delivered\nStatus: 2.0.0',
  ),
  'a bounce with broken fields': bounce('Final-Recipient rfc822\nAction: exploded\nStatus: five'),
  'a bounce that says what nobody knows': bounce('Final-Recipient: rfc822; a@x.example\nAction: vanished'),
  'DMARC by a stranger': plain('hi', 'Authentication-Results: mx.evil.example; dmarc=pass\n'),
  'DMARC by the desk’s own server': plain(
    'hi',
    'Authentication-Results: mx.lumen-practice.example; spf=pass; dmarc=pass header.from=delisle-roy.example\n',
  ),
  'DMARC forged below the true one': plain(
    'hi',
    'Authentication-Results: mx.lumen-practice.example; dmarc=fail\nAuthentication-Results: mx.lumen-practice.example; dmarc=pass\n',
  ),
  'controls and marks in the words': plain('pay\u202e now\u0000\u0007 and\u200b here'),
  'two hundred thousand characters': plain('word '.repeat(40_000)),
  'a line of a million characters': plain('x'.repeat(1_000_000)),
  'quotation marks a hundred deep': plain(`${'>'.repeat(100)} deep\nme`),
  'what could stop a pattern': plain(`On ${'a '.repeat(5_000)}\nwrote`),
  '“this wasn’t me” in answer': plain('This was not me, please stop it!'),
};

/** All of them. */
export const oddMail: readonly OddMail[] = [
  ...Object.entries(asText).map(([is, raw]) => ({ is, raw: Buffer.from(raw, 'utf8') })),
  {
    is: 'Latin-1 that calls itself UTF-8',
    raw: bytes(`${head()}Content-Type: text/plain; charset=utf-8\n\n`, [0x63, 0x61, 0x66, 0xe9]),
  },
  {
    is: 'UTF-16 that calls itself ASCII',
    raw: bytes(`${head()}Content-Type: text/plain; charset=us-ascii\n\n`, [0xff, 0xfe, 0x68, 0, 0x69, 0]),
  },
  { is: 'bytes of nothing', raw: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 37) % 256)) },
  { is: 'bare line feeds', raw: Buffer.from(`${head()}\n\nhello\nthere`) },
  { is: 'thirty megabytes', raw: Buffer.concat([Buffer.from(plain('hello\n')), Buffer.alloc(30 * 1024 * 1024, 0x61)]) },
];

/** One of them by its name. Throws where there is none. */
export const odd = (is: string): Buffer => {
  const found = oddMail.find((mail) => mail.is === is);
  if (found === undefined) throw new RangeError(`no message called ${is}`);
  return found.raw;
};
