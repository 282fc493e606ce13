import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAgainReasons, fallbackKinds, outcomes, ways } from '../case/events';
import type { MailLanguage } from './language';
import type { CommonInput } from './mail-input';
import { renderMail, withoutSecretLinks, type RenderedMail } from './render-mail';

const at = new Date('2026-11-12T14:40:00Z');
const common: CommonInput = {
  brand: { company: 'Lumen Practice Inc.', product: 'Lumen Practice', support: 'support@lumen-practice.example' },
  caseNumber: 'RD-2418',
  recipientName: 'Monique Delisle',
  timeZone: 'America/Toronto',
  notMeUrl: 'https://recover.example/n/7tRb2K',
};
const languages: readonly MailLanguage[] = ['en', 'fr'];

/** Each mail that may follow a decision, in each of its variants. */
const afterADecision = (language: MailLanguage): readonly (readonly [string, RenderedMail])[] => [
  ['check-failed', renderMail('check-failed', language, common)],
  ['fallback-failed', renderMail('fallback-failed', language, common)],
  ...askAgainReasons.map(
    (reason) =>
      [
        `ask-again ${reason}`,
        renderMail('ask-again', language, {
          ...common,
          linkUrl: 'https://recover.example/v/4f8Qm1',
          expiresAt: at,
          reasons: [reason],
        }),
      ] as const,
  ),
  ...fallbackKinds.map(
    (method) =>
      [
        `fallback-asked ${method}`,
        renderMail('fallback-asked', language, { ...common, method, instructions: ['1'] }),
      ] as const,
  ),
  ...outcomes.map(
    (outcome) => [`closed-notice ${outcome}`, renderMail('closed-notice', language, { ...common, outcome })] as const,
  ),
];

const telling: Readonly<Record<MailLanguage, RegExp>> = {
  en: /\b(name|names|surname|face|faces|birth\w*|age|match\w*|mismatch\w*|differ\w*|selfie|portrait|resembl\w*|likeness|liveness|expired|expiry|forged|forgery|fake|fraud\w*|suspicious|suspect\w*|rejected|refused|incorrect|invalid|wrong|mistake|spelling|tampered|because)\b/giu,
  fr: /(?<!\p{L})(nom|noms|prénom\w*|visage|naissance|âge|correspond\p{L}*|concord\p{L}*|différ\p{L}*|égoportrait|portrait|ressembl\p{L}*|vivacité|expirée?s?|périmée?s?|falsifi\p{L}*|frauduleu\p{L}*|fraude|suspecte?s?|rejetée?s?|refusée?s?|incorrecte?s?|invalide\p{L}*|orthographe|altérée?s?|parce)(?!\p{L})/giu,
};
/** Said to comfort, not to explain: "doesn't mean that you did anything wrong". */
const comfortWords = /doesn’t mean that you did anything wrong/gu;

describe('a mail that may follow a decision (R14)', () => {
  it.each(languages)('has no word that tells what was not as it should be: %s', (language) => {
    for (const [which, mail] of afterADecision(language)) {
      const words = `${mail.subject}\n${mail.text}\n${mail.html.replaceAll(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ')}`
        .replaceAll(/\s+/g, ' ')
        .replaceAll(comfortWords, '');
      expect(words.match(telling[language]), which).toBeNull();
    }
  });

  it('would be caught if it told', () => {
    for (const told of ['the name didn’t match', 'your ID has expired', 'the face is different'])
      expect(told.match(telling.en), told).not.toBeNull();
    for (const told of [
      'le nom est autre',
      'votre pièce est expirée',
      'le visage ne correspond pas',
      'des dates différentes',
      'pièce périmée',
    ])
      expect(told.match(telling.fr), told).not.toBeNull();
  });

  it('does not claim that nothing was changed on the account, which a half-done disable would belie', () => {
    for (const outcome of outcomes) {
      expect(renderMail('closed-notice', 'en', { ...common, outcome }).text).not.toMatch(
        /changed nothing|nothing (was|has been) changed/,
      );
      expect(renderMail('closed-notice', 'fr', { ...common, outcome }).text).not.toMatch(/rien changé/);
    }
  });

  it('says something of its own for every method, way and outcome that is not kept alike on purpose', () => {
    for (const language of languages) {
      const texts = (mails: readonly RenderedMail[]) => new Set(mails.map((mail) => mail.text)).size;
      expect(
        texts(
          fallbackKinds.map((method) =>
            renderMail('fallback-asked', language, { ...common, method, instructions: ['1'] }),
          ),
        ),
      ).toBe(fallbackKinds.length);
      expect(
        texts(
          ways.map((way) =>
            renderMail('self-help', language, { ...common, way, intro: '1', steps: ['1'], guidanceUrl: null }),
          ),
        ),
      ).toBe(ways.length);
      expect(texts(outcomes.map((outcome) => renderMail('closed-notice', language, { ...common, outcome })))).toBe(
        outcomes.length - 1,
      );
    }
  });
});

describe('words that come from outside', () => {
  const markup = [
    '<b>',
    '</li>',
    '<script>alert(1)</script>',
    '<img src=x onerror=y>',
    '"',
    "'",
    '&lt;',
    '<!--',
    '-->',
    '\n',
    'Zoé ',
  ];
  const hostile = fc
    .array(fc.constantFrom(...markup), { minLength: 1, maxLength: 8 })
    .map((parts) => `x${parts.join('')}`);
  const tags = (html: string) =>
    [...html.replaceAll(/<!--[\s\S]*?-->/g, '').matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map((match) => match[0]);

  it('never become mark-up, whichever field holds them', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom(...languages), (one, two, language) => {
        const pairs = (text: string, other: string) => [
          renderMail('self-help', language, {
            ...common,
            way: 'backup-code',
            intro: text,
            steps: [other, text],
            guidanceUrl: null,
          }),
          renderMail('fallback-asked', language, { ...common, method: 'billing-proof', instructions: [text, other] }),
          renderMail('attestation-request', language, { ...common, colleague: text, code: other, expiresAt: at }),
          renderMail('enrol-reminder', language, {
            ...common,
            account: `${text}@x.example`,
            days: 3,
            signInUrl: null,
            isAsked: true,
          }),
          renderMail('re-secured', language, {
            ...common,
            account: `${text}@x.example`,
            locked: false,
            sessionsEnded: true,
          }),
          renderMail('cooling-off-changed', language, { ...common, account: other, turnsOffAt: at }),
        ];
        const plain = pairs('one', 'two');
        pairs(one, two).forEach((mail, index) => {
          expect(tags(mail.html)).toEqual(tags(plain[index]?.html ?? ''));
          expect(mail.subject).not.toMatch(/[\r\n]/);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a caller gives', () => {
  it("shows the article's address in a request's notice and a recovery email when there is one, and no empty line for it when there is none", () => {
    const guidanceUrl = 'https://recover.example/help';
    for (const language of languages) {
      const notice = { ...common, account: 'monique@delisle-roy.example', requestedAt: at, channel: 'chat' } as const;
      const link = { ...common, linkUrl: 'https://recover.example/v/4f8Qm1', expiresAt: at };
      expect(renderMail('request-notice', language, { ...notice, guidanceUrl }).text.split('\n')).toContain(
        guidanceUrl,
      );
      expect(renderMail('recovery-link', language, { ...link, guidanceUrl }).text.split('\n')).toContain(guidanceUrl);
      expect(renderMail('request-notice', language, { ...notice, guidanceUrl: null })).toEqual(
        renderMail('request-notice', language, notice),
      );
      expect(renderMail('recovery-link', language, { ...link, guidanceUrl: null })).toEqual(
        renderMail('recovery-link', language, link),
      );
    }
  });

  it('leaves no vouching digits and no link in the copy that is kept', () => {
    const input = { ...common, colleague: 'Callum Reid', code: '01234567', expiresAt: at };
    for (const language of languages) {
      const kept = renderMail('attestation-request', language, withoutSecretLinks<'attestation-request'>(input));
      expect(`${kept.subject}${kept.text}${kept.html}`).not.toMatch(/0123|4567|7tRb2K/);
      expect(kept.text).toMatch(/••••\u00a0••••/);
    }
  });

  it('refuses a number of days that nobody could have lived', () => {
    for (const days of [0, -1, 1.5, Number.NaN])
      expect(() =>
        renderMail('enrol-reminder', 'en', { ...common, account: 'a@b.example', days, signInUrl: null, isAsked: true }),
      ).toThrow('days must be a whole number of at least 1');
  });

  it('speaks of a lock only where the account is locked', () => {
    const input = { ...common, account: 'a@b.example', sessionsEnded: true };
    expect(renderMail('re-secured', 'en', { ...input, locked: true }).text).toContain('is locked');
    expect(renderMail('re-secured', 'en', { ...input, locked: false }).text).not.toContain('lock');
    expect(renderMail('re-secured', 'fr', { ...input, locked: false }).text).not.toContain('verrouill');
  });
});

describe('what an identity system could not do', () => {
  const account = 'a@b.example';
  const disabled = { ...common, account, disabledAt: at, signInUrl: null };
  const reminder = { ...common, account, days: 3, signInUrl: null };
  const access = { ...common, account, until: at, signInUrl: null };
  const secured = { ...common, account };
  /** As read: a plain mail's lines are broken anywhere. */
  const read = (mail: { readonly subject: string; readonly text: string; readonly html: string }): string =>
    `${mail.subject} ${mail.text} ${mail.html}`.replaceAll(/\s+/g, ' ');
  const claims = {
    ended: /ended all sessions|sessions are ended|mis fin à toutes les sessions|sessions ont été fermées/,
    asked: /you are asked|on vous (le )?demande/,
    codes: /backup codes from before|codes de secours d’avant/,
  };

  it('is claimed by no mail, in either language', () => {
    for (const language of languages) {
      const texts = [
        renderMail('disabled-notice', language, {
          ...disabled,
          sessionsEnded: false,
          isAsked: false,
          codesGone: false,
        }),
        renderMail('temporary-notice', language, { ...access, sessionsEnded: false }),
        renderMail('enrol-reminder', language, { ...reminder, isAsked: false }),
        renderMail('re-secured', language, { ...secured, sessionsEnded: false, locked: false }),
      ].map(read);
      for (const text of texts) for (const claim of Object.values(claims)) expect(text).not.toMatch(claim);
      expect(texts[0]).toMatch(/Settings, Security|Paramètres, Sécurité/);
      expect(texts[2]).toMatch(/Settings, Security|Paramètres, Sécurité/);
      expect(texts[3]).toMatch(/We are securing|Nous sécurisons/);
      expect(texts[3]).toMatch(/by hand|à la main/);
    }
  });

  it('is what each mail says where it could', () => {
    for (const language of languages) {
      const all = read(
        renderMail('disabled-notice', language, {
          ...disabled,
          sessionsEnded: true,
          isAsked: true,
          codesGone: true,
        }),
      );
      for (const claim of Object.values(claims)) expect(all).toMatch(claim);
      expect(read(renderMail('temporary-notice', language, { ...access, sessionsEnded: true }))).toMatch(claims.ended);
      expect(read(renderMail('enrol-reminder', language, { ...reminder, isAsked: true }))).toMatch(claims.asked);
      const done = renderMail('re-secured', language, { ...secured, sessionsEnded: true, locked: true });
      expect(read(done)).toMatch(claims.ended);
      expect(done.subject).toMatch(/have secured|avons sécurisé/);
    }
  });

  it('is said of a lock alone where sessions ended', () => {
    const text = read(renderMail('re-secured', 'en', { ...secured, sessionsEnded: true, locked: false }));
    expect(text).toMatch(/All sessions are ended/);
    expect(text).toMatch(/sees to the rest by hand/);
  });
});
