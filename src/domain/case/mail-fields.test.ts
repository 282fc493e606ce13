import { describe, expect, test } from 'vitest';
import { account, agent, open, openedAt, world } from '#support/example-case';
import type { AccountFacts } from './account';
import { mailFieldValues } from './mail-fields';

const values = (facts: Partial<AccountFacts>, by = 'Maya Okafor') => {
  const at = world();
  at.must(open(account(facts)), agent);
  return mailFieldValues(at.state(), { language: 'en', by, support: 'support@lumen.example', now: openedAt });
};

describe('names that a mail is filled in with', () => {
  test.each(['Harrow & Finch LLP', 'Étude Gagné, S.E.N.C.R.L.', '4 Pillars Law (1998)', "D’Amours + L'Heureux"])(
    'have a firm’s own signs: %s',
    (firmName) => expect(values({ firmName })).toMatchObject({ firm: firmName }),
  );

  test.each(['https://evil.example', 'evil.example', '\u200b\u202e', 'x@evil.example', 'Call 1 800 555 0100 now', ''])(
    'have no value where they can’t be said: %j',
    (name) => {
      const filled = values({ name, firmName: name }, name);
      for (const field of ['name', 'firm', 'agent-name']) expect(filled).not.toHaveProperty(field);
      expect(filled).toMatchObject({ support: 'support@lumen.example' });
    },
  );

  test('are one line, without what nobody sees', () => {
    expect(values({ name: 'Zo\u200bë\r\nBélanger', firmName: 'Roy\u202e & Co' })).toMatchObject({
      name: 'Zoë Bélanger',
      firm: 'Roy & Co',
    });
  });
});
