import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../policy/policy';
import { articleOf } from './article';
import type { Article, ArticleBlock } from './article';
import { guidanceLanguages, sectionIds } from './events';
import { mailTemplates } from '../case/events';
import { subjectOf } from './mail-subjects';
import { plain } from '../mail/words';
import type { GuidanceValueName, GuidanceValues } from './values';
import { guidanceValueNames, valuesOf, valueText } from './values';

const names = { product: 'Lumen Practice', support: 'help@lumen.example' };
const usual = valuesOf(defaultPolicy('real'));

const blockText = (block: ArticleBlock): string => {
  switch (block.kind) {
    case 'paragraph':
      return plain(block.words);
    case 'items':
      return block.items.map(plain).join('\n');
    case 'facts':
      return block.rows.map(([label, value]) => `${plain(label)}: ${plain(value)}`).join('\n');
  }
};
const textOf = (article: Article): string =>
  [
    article.title,
    plain(article.intro),
    ...article.sections.flatMap((section) => [section.title, ...section.blocks.map(blockText)]),
  ].join('\n');
const read = (language: 'en' | 'fr', values: GuidanceValues): string => textOf(articleOf(language, { names, values }));
/** "2FA" is a word. */
const numbersIn = (text: string): readonly string[] => text.replaceAll(/2FA|A2F/gu, '').match(/\d+/gu) ?? [];

const amount = fc.integer({ min: 1, max: 9000 });
const someValues: fc.Arbitrary<GuidanceValues> = fc.record({
  linkHours: amount,
  linkReminderHours: amount,
  linksPerDay: amount,
  recentContactDays: amount,
  replacedContactDays: amount,
  reviewBusinessDays: amount,
  counting: fc.constantFrom('calendar-day', 'next-business-day'),
  coolingOffHours: amount,
  coolingOffRaisedHours: amount,
  coolingOffLongestHours: amount,
  temporaryAccessHours: amount,
  fallbackApprovals: amount,
  attestationHours: amount,
  evidenceDays: amount,
  watchReminderDays: fc.array(amount, { minLength: 3, maxLength: 3 }),
});

describe.each(guidanceLanguages)('the article (%s)', (language) => {
  test('has no number that is not a value of the policy, and every value in it', () => {
    fc.assert(
      fc.property(someValues, (values) => {
        const found = new Set(numbersIn(read(language, values)));
        const known = new Set(
          guidanceValueNames
            .filter((name) => name !== 'counting')
            .flatMap((name) => numbersIn(valueText(values[name]))),
        );
        expect([...found].toSorted()).toEqual([...known].toSorted());
      }),
    );
  });

  test('changes with every single value', () => {
    fc.assert(
      fc.property(someValues, fc.constantFrom<GuidanceValueName>(...guidanceValueNames), (values, name) => {
        const other =
          name === 'counting'
            ? values.counting === 'calendar-day'
              ? 'next-business-day'
              : 'calendar-day'
            : name === 'watchReminderDays'
              ? values.watchReminderDays.map((day) => day + 1)
              : values[name] + 1;
        expect(read(language, { ...values, [name]: other })).not.toBe(read(language, values));
      }),
    );
  });

  test('says a waiting time of none in words', () => {
    expect(read(language, { ...usual, coolingOffHours: 0 })).toContain(
      language === 'en' ? 'As a rule at once.' : 'En général tout de suite.',
    );
  });

  test('writes one as one', () => {
    const text = read(language, {
      ...usual,
      linkHours: 1,
      reviewBusinessDays: 1,
      linksPerDay: 1,
      fallbackApprovals: 1,
    });
    const wanted =
      language === 'en'
        ? ['1\u00a0hour,', 'Up to 1\u00a0Canadian business day ', '1\u00a0link a day', '1\u00a0person ']
        : ['1\u00a0heure,', 'Jusqu’à 1\u00a0jour ouvrable canadien ', '1\u00a0lien par jour', '1\u00a0personne '];
    for (const words of wanted) expect(text).toContain(words);
  });

  test('tells of every mail that there is, by the subject that it has', () => {
    const { blocks } = articleOf(language, { names, values: usual }).sections.find(({ id }) => id === 'emails')!;
    const labels = blocks.flatMap((block) => (block.kind === 'facts' ? block.rows.map(([label]) => plain(label)) : []));
    // A free answer has whatever subject its writer gave it.
    expect(labels.toSorted()).toEqual(
      mailTemplates
        .filter((template) => template !== 'free-answer')
        .map((template) => subjectOf(template, language, names))
        .toSorted(),
    );
  });

  test('has every section, each with words', () => {
    const { sections } = articleOf(language, { names, values: usual });
    expect(sections.map(({ id }) => id)).toEqual(sectionIds);
    for (const { title, blocks } of sections)
      expect(
        [title, ...blocks.map(blockText)].every((text) => text.trim() !== ''),
        title,
      ).toBe(true);
  });

  test('promises what the default policy says', () => {
    const text = read(language, usual);
    expect(text).toContain(language === 'en' ? '72\u00a0hours' : '72\u00a0heures');
    expect(text).toContain(language === 'en' ? '2\u00a0Canadian business days' : '2\u00a0jours ouvrables canadiens');
    expect(text).toContain(language === 'en' ? '1, 3 and 7 days' : '1, 3 et 7 jours');
  });
});

test('French punctuation never stands at the start of a line', () => {
  expect(read('fr', usual)).not.toMatch(/ [;:!?»]/u);
});

test('the threat level of the day is not told', () => {
  const calm = defaultPolicy('real');
  expect(valuesOf({ ...calm, threatLevel: 'elevated' })).toEqual(valuesOf(calm));
});
