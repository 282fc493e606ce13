// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MailInputError } from './mail-input-error';
import { mailTemplates, type AskAgainReason } from '../case/events';
import type { CommonInput, MailInputs, MailTemplate } from './mail-input';
import { renderMail, withoutSecretLinks, type RenderedMail } from './render-mail';
import { markStandIns, standInOf } from './stand-ins';

type ParsedNode = {
  readonly tagName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly textContent: string | null;
};
type ParsedPage = { querySelectorAll(selector: string): Iterable<ParsedNode>; readonly body: ParsedNode };
// The HTML parser of the test environment, of which the domain's own types know nothing.
const { DOMParser } = globalThis as unknown as {
  DOMParser: new () => { parseFromString(html: string, type: 'text/html'): ParsedPage };
};
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');

const linkAddress = 'https://recover.lumen-practice.example/f/4f8Qm1';
const notMe = 'https://recover.lumen-practice.example/n/7tRb2K';
const common: CommonInput = {
  brand: { company: 'Lumen Practice Inc.', product: 'Lumen Practice', support: 'support@lumen-practice.example' },
  caseNumber: 'RD-2418',
  recipientName: 'Monique Delisle',
  timeZone: 'America/Toronto',
  notMeUrl: notMe,
};
const at = new Date('2026-11-12T14:40:00Z');
const inputs = (base: CommonInput = common): MailInputs => ({
  'recovery-link': { ...base, linkUrl: linkAddress, expiresAt: at },
  'ask-again': {
    ...base,
    linkUrl: linkAddress,
    expiresAt: at,
    reasons: ['blurred', 'wrong-side', 'cropped', 'glare', 'too-dark'],
  },
  'request-notice': { ...base, account: 'monique@delisle-roy.example', requestedAt: at, channel: 'phone' },
  'approval-notice': { ...base, account: 'monique@delisle-roy.example', turnsOffAt: at },
  'disabled-notice': {
    ...base,
    account: 'monique@delisle-roy.example',
    disabledAt: at,
    signInUrl: 'https://app.lumen-practice.example/',
    sessionsEnded: true,
    isAsked: true,
    codesGone: true,
  },
  'check-failed': base,
  'closed-notice': { ...base, outcome: 'rejected' },
  'self-help': {
    ...base,
    way: 'backup-code',
    intro: 'Each code works once.',
    steps: ['Look for the codes.', 'Sign in.'],
    guidanceUrl: 'https://recover.lumen-practice.example/help',
  },
  'temporary-notice': {
    ...base,
    account: 'monique@delisle-roy.example',
    until: at,
    signInUrl: 'https://app.lumen-practice.example/',
    sessionsEnded: true,
  },
  'link-reminder': { ...base, linkUrl: linkAddress, expiresAt: at },
  'attestation-request': { ...base, colleague: 'Callum Reid', code: '01234567', expiresAt: at },
  'fallback-asked': { ...base, method: 'live-video-call', instructions: ['Have it at hand.'] },
  'fallback-failed': base,
  'cooling-off-changed': { ...base, account: 'monique@delisle-roy.example', turnsOffAt: at },
  're-secured': { ...base, account: 'monique@delisle-roy.example', locked: true, sessionsEnded: true },
  'enrol-reminder': {
    ...base,
    account: 'monique@delisle-roy.example',
    days: 3,
    isAsked: true,
    signInUrl: 'https://app.lumen-practice.example/',
  },
  'free-answer': {
    ...base,
    subject: 'Your question of this morning',
    ownWords: {
      written: [
        {
          kind: 'paragraph',
          words: [
            { kind: 'text', text: 'Thank you, ' },
            { kind: 'field', field: 'name' },
          ],
        },
        {
          kind: 'items',
          ordered: false,
          items: [[{ kind: 'link', text: 'What to try first', url: 'https://app.lumen-practice.example/help' }]],
        },
      ],
      values: { name: 'Monique Delisle' },
    },
  },
});
const render = <T extends MailTemplate>(template: T, language: 'en' | 'fr', base?: CommonInput): RenderedMail =>
  renderMail(template, language, inputs(base)[template]);
const everyMail = (base?: CommonInput) =>
  mailTemplates.flatMap((template) =>
    (['en', 'fr'] as const).map((language) => ({ template, language, mail: render(template, language, base) })),
  );

/** Element names and attributes in order, without the values that an input may change. */
const skeleton = (html: string) =>
  [...parse(html).querySelectorAll('*')].map(
    (node) =>
      `${node.tagName}[${[...node.attributes].map(({ name, value }) => (name === 'alt' ? name : `${name}=${value}`)).join('|')}]`,
  );

const hostileName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '</p>',
        '<script>alert(1)</script>',
        '<img src=x onerror=y>',
        '&lt;',
        '-->',
        '<!--',
        ']]>',
        '\r\nBcc: x@evil.example',
        '\n',
        '\u0000',
        '\u202e',
        '\u2028',
        'https://evil.example',
        ' ',
        'Zoé',
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('every mail to a customer', () => {
  it('carries a "this wasn\'t me" link in HTML and in plain text', () => {
    for (const { mail } of everyMail()) {
      expect(mail.text.split('\n')).toContain(notMe);
      expect([...parse(mail.html).querySelectorAll(`a[href="${notMe}"]`)]).toHaveLength(1);
    }
  });

  it('loads nothing from outside, runs nothing and measures nothing', () => {
    for (const { mail } of everyMail()) {
      const page = parse(mail.html);
      expect([
        ...page.querySelectorAll('script, link, iframe, object, form, input, video, audio, table, [onload], [onclick]'),
      ]).toEqual([]);
      for (const image of page.querySelectorAll('img'))
        expect([...image.attributes].find(({ name }) => name === 'src')?.value).toBe('cid:qr');
      expect(mail.html).not.toMatch(/url\(|@import|@font-face/i);
    }
  });

  it('has a plain text that says it all: every link of the HTML, and lines of at most 78 characters', () => {
    for (const { mail } of everyMail()) {
      for (const anchor of parse(mail.html).querySelectorAll('a')) {
        expect(mail.text).toContain([...anchor.attributes].find(({ name }) => name === 'href')?.value);
      }
      for (const line of mail.text.split('\n'))
        if (!line.startsWith('https://')) expect(line.length).toBeLessThanOrEqual(78);
      expect(mail.text).not.toMatch(/<[a-z/]|&[a-z]+;|undefined|null|\[object/i);
    }
  });

  it('never says the name of anything that could have failed, in any mail but the first (R14)', () => {
    const attributes =
      /\b(name|face|birth|date of birth|age|match(es|ed)?|mismatch|differ(s|ent)?|selfie|portrait|resembl\w*|liveness|expired|forged|fake|fraud\w*|suspicious|rejected|refused|surname)\b|\b(nom|prénom|visage|naissance|âge|correspond\w*|concord\w*|égoportrait|portrait|ressembl\w*|expirée?|falsifi\w*|frauduleu\w*|fraude|suspecte?|rejetée?|refusée?|vivacité)\b/iu;
    for (const { template, mail } of everyMail()) {
      if (template === 'recovery-link') continue;
      const words = `${mail.subject}\n${mail.text}\n${parse(mail.html).body.textContent ?? ''}`;
      expect(words.match(attributes)?.[0], template).toBeUndefined();
    }
  });

  it('does not speak of documents, pictures or results where a check failed', () => {
    for (const language of ['en', 'fr'] as const) {
      const { subject, text } = render('check-failed', language);
      expect(`${subject}\n${text}`).not.toMatch(
        /\b(ID|photo\w*|picture\w*|document\w*|image\w*|pièce|identité|live|résultats?|results?|check\w*|vérifi\w*)\b/iu,
      );
    }
  });

  it('reads the same for a rejection as for a fraud', () => {
    for (const language of ['en', 'fr'] as const) {
      const rejected = renderMail('closed-notice', language, { ...common, outcome: 'rejected' });
      expect(renderMail('closed-notice', language, { ...common, outcome: 'fraud' })).toEqual(rejected);
    }
  });

  it('writes French with its own spaces and apostrophes', () => {
    for (const { language, mail } of everyMail()) {
      if (language === 'en') continue;
      const prose = mail.text.replaceAll(/https:\S+/g, '');
      expect(prose).not.toMatch(/[ \u00a0a-zé)][;:!?»]/iu);
      expect(prose).not.toMatch(/« |'/u);
      expect(mail.html).toContain('lang="fr-CA"');
    }
  });

  it('keeps its shape whatever a name holds', () => {
    const shapes = new Map(
      everyMail().map(({ template, language, mail }) => [`${template} ${language}`, skeleton(mail.html)]),
    );
    fc.assert(
      fc.property(
        hostileName,
        hostileName,
        fc.constantFrom(...mailTemplates),
        fc.constantFrom('en' as const, 'fr' as const),
        (name, company, template, language) => {
          let mail: RenderedMail;
          try {
            mail = render(template, language, {
              ...common,
              recipientName: name,
              caseNumber: name,
              brand: { company, product: name, support: company },
            });
          } catch (error) {
            // Of the desk's own, what shows nothing is refused; a person's name never is.
            expect(error).toBeInstanceOf(MailInputError);
            expect((error as MailInputError).field).not.toBe('recipientName');
            return;
          }
          expect(skeleton(mail.html)).toEqual(shapes.get(`${template} ${language}`));
          expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
          expect(mail.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not greet somebody whose name would become a link', () => {
    for (const recipientName of [
      'Win at evil.example',
      'https://evil.example',
      'click: evil',
      '<b>Bob</b>',
      'a@b.example',
    ]) {
      expect(render('request-notice', 'en', { ...common, recipientName }).text).toContain('\nHello,\n');
    }
    expect(render('request-notice', 'en', { ...common, recipientName: 'Dr. J.-P. O’Neil' }).text).toContain(
      '\nHello Dr. J.-P. O’Neil,\n',
    );
  });
});

describe('names that other people chose', () => {
  /** Names that an attacker sets on an account or on a colleague's. */
  const nameless = [
    '',
    '\u200b',
    '\u200b\r\n',
    '\u202e\u2066\u2069',
    '\u3164\u115f\uffa0',
    '\u2800',
    '\u0301\u0301',
    '. - .',
    'https://evil.example/reset',
    'evil.example',
    'www。evil。example',
    'mail me: x@evil.example',
    'Call +1 800 555 0100',
    `Z${'\u0335'.repeat(40)}algo`,
    'Your account is locked and you must act now or lose all of what you have',
    '<a href="x">here</a>',
  ];
  const logins = ['monique@delisle-roy.example', 'https://evil.example/reset', 'a@https://evil.example/', '\u200b', ''];

  it.each(['en', 'fr'] as const)('keep no mail from being written, and stand in none as they are: %s', (language) => {
    for (const [index, name] of nameless.entries())
      for (const template of mailTemplates) {
        const account = logins[index % logins.length];
        const input = { ...inputs({ ...common, recipientName: name })[template], account, colleague: name } as never;
        const { subject, text, html } = renderMail(template, language, input);
        for (const part of [subject, text, parse(html).body.textContent ?? '']) {
          expect(part).not.toMatch(/evil|555|algo|now or lose|href/);
          expect(part).not.toMatch(/[\u200b\u202e\u2066\u2069\u3164\u115f\uffa0\u2800]/u);
        }
      }
  });

  it('have a word in their place, in each language', () => {
    const asked = (colleague: string, language: 'en' | 'fr') =>
      renderMail('attestation-request', language, { ...inputs()['attestation-request'], colleague }).text.replaceAll(
        /[^\S\u202f]+/g,
        ' ',
      );
    expect(asked('https://evil.example', 'en')).toContain('Do you vouch for somebody in your firm?');
    expect(asked('\u200b', 'en')).toContain('Somebody in your firm tells us');
    expect(asked('\u202e', 'fr')).toContain('Vous portez-vous garant de quelqu’un de votre cabinet\u202f?');
    expect(asked('Callum\u200b Reid\r\nBcc', 'en')).toContain('Do you vouch for Callum Reid Bcc?');
    expect(render('request-notice', 'en', { ...common, recipientName: 'Zoë\u200d Bélanger' }).text).toContain(
      'Hello Zoë Bélanger,',
    );
  });

  it('never cost a reader the hour: where nobody knows their zone it is told in UTC', () => {
    const { text } = render('recovery-link', 'en', { ...common, timeZone: 'Mars/Olympus' });
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/2:40 p\.m\. \((?:Coordinated Universal Time|GMT|UTC)/);
  });
});

describe('the recovery email', () => {
  it("shows a QR code of the link, says until when in the customer's zone, and what to have at hand", () => {
    const mail = render('recovery-link', 'en');
    expect(mail.inline).toEqual([{ cid: 'qr', encodes: linkAddress }]);
    expect(mail.text.split('\n')).toContain(linkAddress);
    const flat = mail.text.replaceAll(/\s+/g, ' ');
    expect(flat).toContain('works once, until Thursday, November 12, 2026, 9:40 a.m. (Eastern Time).');
    expect(flat).toContain('up to two Canadian business days after you submit');
    expect(flat).toContain('smartphone');
    const french = render('recovery-link', 'fr').text.replaceAll(/\s+/g, ' ');
    expect(french).toContain('jusqu’au jeudi 12 novembre 2026, 9 h 40 (heure de l’Est).');
    expect(french).toContain('jusqu’à deux jours ouvrables canadiens');
  });

  it('shows a stand-in that says what it stands for, and names the same host', () => {
    const kept = renderMail('recovery-link', 'en', withoutSecretLinks<'recovery-link'>(inputs()['recovery-link']));
    expect(kept.text).toContain('https://recover.lumen-practice.example/secret-link-not-shown-to-staff');
    const shown = markStandIns(kept.html);
    expect(shown).not.toContain('cid:qr');
    const source = /src="data:image\/svg\+xml,([^"]+)"/.exec(shown)?.[1] ?? '';
    expect(decodeURIComponent(source)).toMatch(/QR code,.*not shown.*to staff/);
    expect(shown).toContain('secret link, not shown to staff');
  });
});

describe('a copy that is kept', () => {
  const both = (['en', 'fr'] as const).flatMap((language) => mailTemplates.map((name) => [name, language] as const));
  it.each(both)('of %s in %s differs from what left in its secrets alone', (name, language) => {
    const content = inputs()[name] as never;
    const left = renderMail(name, language, content);
    const kept = renderMail(name, language, withoutSecretLinks(content));
    const flat = JSON.stringify(kept);
    for (const secret of ['4f8Qm1', '7tRb2K', '0123', '4567']) expect(flat).not.toContain(secret);
    const covered = (text: string): string =>
      text
        .replaceAll(linkAddress, standInOf(linkAddress))
        .replaceAll(notMe, standInOf(notMe))
        .replace(/0123\u00a04567/g, '••••\u00a0••••');
    expect({ subject: kept.subject, text: kept.text, html: kept.html }).toEqual({
      subject: covered(left.subject),
      text: covered(left.text),
      html: covered(left.html),
    });
  });
});

describe('asking for the pictures again', () => {
  it('says only what was asked to be said, each once', () => {
    const reasons: AskAgainReason[] = ['glare', 'glare'];
    const { text } = renderMail('ask-again', 'en', { ...inputs()['ask-again'], reasons });
    expect(text.match(/lamps and windows/g)).toHaveLength(1);
    expect(text).not.toMatch(/sharp|corners|daylight|front/);
    expect(renderMail('ask-again', 'fr', { ...inputs()['ask-again'], reasons: [] }).text).not.toContain(
      'Cette fois-ci',
    );
  });
});

describe('a notice', () => {
  it('masks the account', () => {
    for (const template of ['request-notice', 'approval-notice', 'disabled-notice'] as const) {
      const mail = render(template, 'en');
      expect(mail.text).toContain('m•••••e@delisle-roy.example');
      expect(`${mail.text}${mail.html}`).not.toContain('monique@');
    }
  });

  it('says until when an approval can be stopped, or that it happens now', () => {
    expect(render('approval-notice', 'en').text.replaceAll(/\s+/g, ' ')).toContain(
      'not before Thursday, November 12, 2026, 9:40 a.m. (Eastern Time)',
    );
    expect(renderMail('approval-notice', 'en', { ...inputs()['approval-notice'], turnsOffAt: null }).text).toContain(
      'We turn it off now',
    );
  });
});

describe('what is told later', () => {
  const flat = (mail: RenderedMail) => mail.text.replaceAll(/\s+/g, ' ');
  it('repeats the same link in a reminder, with its code and its end', () => {
    const mail = render('link-reminder', 'en');
    expect(mail.inline).toEqual([{ cid: 'qr', encodes: linkAddress }]);
    expect(flat(mail)).toContain('works once, until Thursday, November 12, 2026, 9:40 a.m. (Eastern Time).');
  });

  it('groups the digits for reading aloud, and says what to do when nothing is known of the request', () => {
    expect(render('attestation-request', 'en').text).toMatch(/0123\u00a04567/);
    expect(flat(render('attestation-request', 'fr'))).toContain('Si vous n’êtes au courant de rien');
  });

  it('says how many days 2FA has been off', () => {
    expect(flat(render('enrol-reminder', 'en'))).toContain('for 3 days');
    expect(flat(renderMail('enrol-reminder', 'fr', { ...inputs()['enrol-reminder'], days: 1 }))).toContain(
      'depuis un jour',
    );
  });

  it('speaks of no picture and no document when the alternate method ended without a yes', () => {
    for (const language of ['en', 'fr'] as const)
      expect(`${render('fallback-failed', language).subject}${render('fallback-failed', language).text}`).not.toMatch(
        /\b(ID|photo\w*|picture\w*|document\w*|video|vidéo|call|appel|letter|lettre|payment|paiement)\b/iu,
      );
  });
});

describe('bad input', () => {
  it('is refused by field and rule, without quoting a link', () => {
    const secret = 'http://recover.example/f/SECRET';
    const attempt = (changed: Partial<MailInputs['recovery-link']>) => () =>
      renderMail('recovery-link', 'en', { ...inputs()['recovery-link'], ...changed });
    expect(attempt({ linkUrl: secret })).toThrow(
      new MailInputError('linkUrl', 'must begin with https (http only on this computer)'),
    );
    expect(attempt({ linkUrl: 'javascript:alert(1)' })).toThrow('linkUrl must begin with https');
    expect(attempt({ notMeUrl: 'SECRET' })).toThrow(new MailInputError('notMeUrl', 'must be a complete web address'));
    expect(attempt({ linkUrl: 'https://user:SECRET@host.example/' })).toThrow(
      'linkUrl must not hold a user or password',
    );
    expect(attempt({ expiresAt: new Date(Number.NaN) })).toThrow('expiresAt must be a valid date');
    expect(attempt({ linkUrl: 'http://127.0.0.1:4100/f/abc' })).not.toThrow();
  });
});
