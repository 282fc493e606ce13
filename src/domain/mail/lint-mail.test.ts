import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFields } from './fields';
import type { LintContext } from './lint/finding';
import { lintMail, longestSubject, longestText, mayLeave } from './lint-mail';
import type { Written, WrittenPiece } from './written';

const context: LintContext = {
  language: 'en',
  accountLanguage: 'en',
  ownHosts: ['lumen-practice.example', 'recover.lumen.example'],
  ownAddresses: ['support@lumen-practice.example', 'monique@delisle-roy.example'],
  otherAccounts: ['Gustave Morin', 'gm@postal-desk.example', 'Li'],
  fieldsWithValue: ['name', 'case-number'],
  promised: { businessDays: 2, linkHours: 72 },
};
const french: LintContext = { ...context, language: 'fr', accountLanguage: 'fr' };
const says = (...words: readonly (string | WrittenPiece)[]): Written => [
  {
    kind: 'paragraph',
    words: words.map((piece) => (typeof piece === 'string' ? { kind: 'text' as const, text: piece } : piece)),
  },
];
const lint = (written: Written, given = context, subject: string | null = null) =>
  lintMail({ subject, written, mayBeEmpty: false }, given);
const rulesOf = (text: string, given = context) => lint(says(text), given).map(({ rule }) => rule);

describe('a mail is read before it leaves', () => {
  it.each([
    'Thank you for your answer. Please have your photo ID ready when you open the link.',
    'The code doesn’t come? Call 1 800 555 0199.',
    'Call us at 1 800 555 0199, and mention case RD-2418.',
    'A person looks at it within two business days.',
    'The link works for 72 hours; in 72 hours it ends.',
    'Your link to send the pictures expired. We sent you a new one.',
    'Write to Monique@Delisle-Roy.example or see help.lumen-practice.example/start.',
    'Dear is what your files are to you, we know.',
    'Ask your colleague, e.g. an administrator of your firm, whether they can do it.',
    'We paid invoice 204518 of November.',
    'Invoice 2026-11-24, file number 99-12345.',
  ])('and passes when it is sound: %s', (text) => {
    expect(lint(says(text))).toEqual([]);
  });

  it.each([
    'Merci de votre réponse. Ayez une pièce d’identité avec photo sous la main.',
    'Votre lien est expiré. Nous vous en avons envoyé un nouveau.',
    'Notre réponse vous parvient dans 2 jours ouvrables.',
    'Le document de votre cabinet est en règle.',
  ])('in French too: %s', (text) => {
    expect(lint(says(text), french)).toEqual([]);
  });

  // R14.
  it.each([
    'The name on your ID does not match your account.',
    'The picture doesn’t match your selfie.',
    'Your last picture was too dark.',
    'Your passport has expired.',
    'We couldn’t read your driver’s licence.',
    'Your face was not visible.',
    'The liveness check failed.',
    'It seems that the document looks altered.',
    'THE PHOTO WAS BLURRY',
    'You sent the wrong document.',
  ])('words that tell which check failed block it: %s', (text) => {
    const [finding] = lint(says(text)).filter(({ rule }) => rule === 'reveals-check');
    expect(finding).toMatchObject({ severity: 'error', repair: { kind: 'put' } });
  });

  it.each([
    'Le nom ne correspond pas à celui du compte.',
    'Votre photo était trop sombre.',
    'Votre passeport est périmé.',
    'Nous n’avons pas pu lire votre permis de conduire.',
    'La pièce d’identité semble falsifiée.',
    'Votre égoportrait est flou.',
    'Vous avez envoyé le mauvais côté de la carte, le document est illisible.',
  ])('in French as in English, whichever language the mail has: %s', (text) => {
    expect(rulesOf(text, french)).toContain('reveals-check');
    expect(rulesOf(text)).toContain('reveals-check');
  });

  it('what it offers instead of such words is sound itself', () => {
    for (const given of [context, french]) {
      const [finding] = lint(says('Your last picture was too dark.'), given);
      const put = finding?.repair?.kind === 'put' ? finding.repair.text : '';
      expect(put).not.toBe('');
      expect(lint(says(put), given)).toEqual([]);
    }
  });

  it.each([
    ['See https://dochelp.example/scan for help.', 'dochelp.example'],
    ['Help: dochelp.example/scan', 'dochelp.example'],
    ['Help: www.bit.ly/x', 'www.bit.ly'],
    ['Write to friend@dochelp.example.', 'dochelp.example'],
    ['See lumen-practice.example.evil.com', 'lumen-practice.example.evil.com'],
    ['See evil-lumen-practice.example', 'evil-lumen-practice.example'],
    ['See http://10.0.0.7/login', '10.0.0.7'],
    // A Cyrillic е in the company's own name.
    ['See https://lumеn-practice.example/', 'xn--lumn-practice-y3k.example'],
  ])('a link to elsewhere blocks it, and is named as it would lead: %s', (text, host) => {
    expect(lint(says(text))).toMatchObject([{ rule: 'foreign-link', severity: 'error', about: host }]);
  });

  it('a link’s words may not name another place than it leads to', () => {
    const link = (text: string, url: string): WrittenPiece => ({ kind: 'link', text, url });
    expect(lint(says(link('the help page', 'https://lumen-practice.example/help')))).toEqual([]);
    expect(lint(says(link('lumen-practice.example', 'https://recover.lumen.example/x')))).toMatchObject([
      { rule: 'link-text-names-other-host', about: 'recover.lumen.example', repair: { kind: 'unlink' } },
    ]);
    expect(lint(says(link('lumen-practice.example', 'https://evil.example/x')))).toMatchObject([
      { rule: 'foreign-link', about: 'evil.example' },
    ]);
    // What stands beside a link is not its words, and a place that a link names is said once.
    expect(lint(says('See lumen-practice.example or ', link('this page', 'https://recover.lumen.example/x')))).toEqual(
      [],
    );
    expect(lint(says(link('this page', 'https://recover.lumen.example/x'), ' or lumen-practice.example'))).toEqual([]);
    expect(lint(says('First ', link('evil.example', 'https://evil.example/x'), ' then evil.example'))).toMatchObject([
      { rule: 'foreign-link', place: { from: 6, to: 18 }, repair: { kind: 'unlink' } },
      { rule: 'foreign-link', place: { from: 24, to: 36 }, repair: { kind: 'put' } },
    ]);
    for (const url of [
      'javascript:alert(1)',
      'http://lumen-practice.example',
      'https://a:b@lumen-practice.example',
      '',
    ])
      expect(lint(says(link('here', url)))).toMatchObject([{ rule: 'broken-link', severity: 'error' }]);
  });

  it.each([
    'Your code is 492 039.',
    'Use the backup code 4920-3912 now.',
    'Le code est 492039.',
    'The password is Summer2026!',
    'Mot de passe : Été2026!',
    'otpauth://totp/Lumen:monique?secret=JBSWY3DPEHPK3PXP',
    'Type JBSW Y3DP EHPK 3PXP into the app.',
    'It is in 9f86d081884c7d659a2feaa0c55ad015.',
    'Your link ends in 4f8Qm1Zx9Lk2Rt7Vb3Nc0a',
    'Card 4111 1111 1111 1111',
  ])('secrets and codes block it, and aren’t repeated: %s', (text) => {
    const findings = lint(says(text)).filter(({ rule }) => rule === 'secret');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'error', about: null });
  });

  it('another account’s name or address that was seen today blocks it, without saying whose', () => {
    expect(lint(says('As we told gustave morin yesterday.'))).toMatchObject([
      { rule: 'other-account', severity: 'error', about: null, place: { from: 11, to: 24 } },
    ]);
    expect(rulesOf('Is GM@postal-desk.example yours?')).toContain('other-account');
    expect(rulesOf('Gustave Morin wrote, and so did Gustave Morin.')).toEqual(['other-account', 'other-account']);
    // Only what is whole, and wherever that stands first.
    expect(lint(says('Ask Gustave Morineau, or Gustave MORIN.'))).toMatchObject([{ place: { from: 25, to: 38 } }]);
    expect(lint(says('İİİ gustave morin'))).toMatchObject([{ place: { from: 4, to: 17 } }]);
    // The account's own address, which another account has too, is no other one.
    expect(
      rulesOf('Is it Monique@delisle-roy.example?', { ...context, otherAccounts: ['MONIQUE@delisle-roy.example'] }),
    ).toEqual([]);
    // Too short to tell from a word.
    expect(rulesOf('Li is here.')).toEqual([]);
    expect(rulesOf('Gustave Morinville wrote.')).toEqual([]);
    expect(rulesOf('Is it a (b)* c?', { ...context, otherAccounts: ['a (b)* c?', '[x\\'] })).toEqual(['other-account']);
  });

  it('a number that no card has, a telephone number and a file number are none', () => {
    expect(rulesOf('Reference 4111 1111 1111 1112, file 5500 0000 0000 0005.')).toEqual([]);
    expect(rulesOf('Card 5500 0000 0000 0004.')).toEqual(['secret']);
  });

  it('characters that nobody sees block it, an emoji’s joiners don’t', () => {
    expect(lint(says('pay\u202enow'))).toMatchObject([
      { rule: 'unseen-characters', severity: 'error', repair: { kind: 'put', text: '' } },
    ]);
    expect(rulesOf('Thank you 👩‍💻')).toEqual([]);
  });

  it('a merge field without a value blocks it, in its place', () => {
    const field = (of: (typeof mergeFields)[number]): WrittenPiece => ({ kind: 'field', field: of });
    expect(lint(says('Case ', field('case-number'), ' of ', field('firm'), '.'))).toEqual([
      {
        rule: 'field-without-value',
        severity: 'error',
        about: 'firm',
        place: { part: 'written', block: 0, item: null, from: 10, to: 11 },
        repair: { kind: 'put', text: '' },
      },
    ]);
  });

  it('nothing written, no subject, or one that no mail program shows, blocks it', () => {
    expect(lint([], context, ' ')).toMatchObject([
      { rule: 'empty', about: 'subject' },
      { rule: 'empty', about: 'written' },
    ]);
    expect(lint(says('Hello\u200b'), context, 'x'.repeat(longestSubject + 1))[0]).toMatchObject({ rule: 'too-long' });
    expect(lintMail({ subject: null, written: [], mayBeEmpty: true }, context)).toEqual([]);
  });

  it('leaves with what asks, and not with what blocks, whatever else is found', () => {
    const warning = lint(says('We answer within 24 hours.'));
    const error = lint(says('See https://dochelp.example/scan for help.'));
    expect([[], warning, error, [...warning, ...error], [...error, ...warning]].map(mayLeave)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('more than a person reads is asked about', () => {
    const rules = (length: number) => rulesOf(`${'Sound words. '.repeat(400)}`.slice(0, length).padEnd(length, '.'));
    expect(rules(longestText)).not.toContain('too-long');
    expect(rules(longestText + 1)).toContain('too-long');
  });

  it('the subject is held against the same rules', () => {
    expect(lint(says('Sound.'), context, 'Your name does not match')).toMatchObject([
      { rule: 'reveals-check', place: { part: 'subject', from: 0 } },
    ]);
  });

  it.each([
    ['Hello Monique,', 'double-greeting'],
    ['Bonjour Madame Delisle, merci.', 'double-greeting'],
    ['We answer within 24 hours.', 'promise'],
    ['We answer within two days.', 'promise'],
    ['You are back tomorrow.', 'promise'],
    ['Nous vous répondons d’ici 3 heures.', 'promise'],
    ['ANSWER THIS NOW please', 'shouting'],
    ['Please answer!!!', 'shouting'],
    ['IMPORTANT: answer us.', 'shouting'],
    ['Nous avons bien reçu votre message et nous vous répondons dans les meilleurs délais.', 'other-language'],
  ])('asks a person to look again: %s', (text, rule) => {
    const findings = lint(says(text));
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(mayLeave(findings)).toBe(true);
  });

  it('a language that isn’t the account’s is asked about, once', () => {
    expect(lint(says('Merci.'), { ...french, accountLanguage: 'en' })).toMatchObject([
      { rule: 'other-language', severity: 'warning', about: 'account' },
    ]);
  });

  it('a list’s items are read one by one, and each finding stands in its place', () => {
    const items: Written = [
      {
        kind: 'items',
        ordered: false,
        items: [[{ kind: 'text', text: 'Sound.' }], [{ kind: 'text', text: 'Go to evil.example now.' }]],
      },
    ];
    expect(lint(items)).toMatchObject([{ place: { part: 'written', block: 0, item: 1, from: 6, to: 18 } }]);
  });

  it('every place lies in its line, whatever is written, and nothing makes it fail', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 40 }),
            fc.constantFrom(
              'evil.example ',
              'Hello ',
              'code 123456 ',
              '!!! ',
              'name does not match. ',
              '\u202e',
              'A@b.example',
            ),
          ),
          { maxLength: 8 },
        ),
        (parts) => {
          const text = parts.join('');
          for (const { place } of lint(says(text), context, text.slice(0, 50))) {
            const length = place.part === 'subject' ? text.slice(0, 50).length : text.length;
            expect(place.from).toBeGreaterThanOrEqual(0);
            expect(place.to).toBeGreaterThanOrEqual(place.from);
            expect(place.to).toBeLessThanOrEqual(length);
          }
        },
      ),
    );
  });
});
