import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { compareNames, nameRelations } from './compare';
import { normaliseName, tokensOf } from './normalise';

const rows = (account: string, printed: string) =>
  compareNames(account, printed).rows.map((row) => `${row.account ?? '–'} | ${row.printed ?? '–'} | ${row.relation}`);
const notes = (account: string, printed: string) =>
  compareNames(account, printed).suspicious.map(
    ({ side, kind, codePoint, at }) => `${side} ${kind} ${codePoint} ${at}`,
  );

describe('the name on the account and on the ID are equal', () => {
  test.each([
    ['in capitals', 'Maya Okafor', 'MAYA OKAFOR'],
    ['surname first', 'Jean-Philippe Larivière', 'LARIVIÈRE JEAN-PHILIPPE'],
    ['surname first with a comma', 'Jean-Philippe Larivière', 'Larivière, Jean-Philippe'],
    ['without accents', 'Jean-Philippe Larivière', 'JEAN-PHILIPPE LARIVIERE'],
    ['with a space for the hyphen', 'Marie-Ève Saint-Onge', 'SAINT ONGE MARIE EVE'],
    ['with another hyphen', 'Jean-Philippe Roy', 'Jean‑Philippe Roy'],
    ['with the surname first on the account', 'Nguyễn Văn Anh', 'VAN ANH NGUYEN'],
    ['with a typographic apostrophe', "Sinéad O'Brien", 'Sinéad O’Brien'],
    ['with a grave accent for the apostrophe', "Sinéad O'Brien", 'Sinéad O`Brien'],
    ['with another code point for the grave accent', 'Sinéad O`Brien', 'Sinéad O\u1fefBrien'],
    ['without the apostrophe, as a machine-readable zone has it', 'Sinéad O’Brien', 'OBRIEN SINEAD'],
    ['with the particle d’', 'Chloé d’Aragon', "D'ARAGON CHLOE"],
    ['with the particles van der', 'Anna van der Berg', 'VAN DER BERG ANNA'],
    ['decomposed', 'Zoé Béchard', 'Zoe\u0301 Be\u0301chard'],
    ['with œ spelt out', 'Cœur Lebœuf', 'COEUR LEBOEUF'],
    ['with æ spelt out', 'Æsa Lærke', 'AESA LAERKE'],
    ['with ß as SS', 'Jörg Strauß', 'JÖRG STRAUSS'],
    ['with the capital ß', 'Jörg Strauß', 'JÖRG STRAUẞ'],
    ['with ø as O', 'Bjørn Ødegård', 'BJORN ODEGARD'],
    ['with ł and ń as L and N', 'Paweł Kamiński', 'PAWEL KAMINSKI'],
    ['with đ as D', 'Đặng Đức', 'DANG DUC'],
    ['with þ and ð as TH and D', 'Þór Guðrún', 'THOR GUDRUN'],
    ['with the Turkish i', 'Işık İnönü', 'IŞIK İNÖNÜ'],
    ['with a typographic ligature', 'Sofia Fiore', 'Soﬁa Fiore'],
    ['with the Catalan middle dot left out', 'Núria Col·lell', 'NURIA COLLELL'],
    ['with initials run together', 'J.P. Roy', 'J. P. ROY'],
    ['of one token', 'Suharto', 'SUHARTO'],
    ['with more spaces', '  Luc   Tessier ', 'Luc\u00a0Tessier'],
    ['in Cyrillic', 'Иван Петров', 'ПЕТРОВ ИВАН'],
    ['in Greek, with its final sigma', 'Γιώργος Παππάς', 'ΓΙΏΡΓΟΣ ΠΑΠΠΆΣ'],
    ['in Arabic', 'محمد علي', 'محمد علي'],
    ['in Chinese', '王小明', '王小明'],
    ['in Korean, decomposed', '김민준', '김민준'.normalize('NFD')],
  ])('%s', (_, account, printed) => {
    expect(compareNames(account, printed)).toMatchObject({ equal: true, suspicious: [] });
    expect(compareNames(printed, account).equal).toBe(true);
  });
});

describe('the name on the account and on the ID are not equal', () => {
  test.each([
    ['one more given name on the ID', 'Jean-Philippe Larivière', 'LARIVIÈRE JEAN-PHILIPPE LUC'],
    ['a given name missing on the ID', 'Jean-Philippe Larivière', 'LARIVIÈRE JEAN'],
    ['an initial', 'Jean Tremblay', 'TREMBLAY J'],
    ['another letter', 'Catherine Roy', 'KATHERINE ROY'],
    ['a doubled letter', 'Philippe Roy', 'PHILIPE ROY'],
    ['given names the other way round', 'Anne-Marie Roy', 'ROY MARIE-ANNE'],
    ['given names the other way round, in order', 'Anne Marie Roy', 'MARIE ANNE ROY'],
    ['a surname written as two', 'Ewan MacDonald', 'MAC DONALD EWAN'],
    ['a space where the apostrophe was', 'Sinéad O’Brien', 'O BRIEN SINEAD'],
    ['a particle left out', 'Anna van der Berg', 'BERG ANNA'],
    ['an umlaut spelt out', 'Jürgen Müller', 'MUELLER JUERGEN'],
    ['Saint abbreviated', 'Ève Saint-Onge', 'ST-ONGE EVE'],
    ['a suffix', 'John Ross', 'JOHN ROSS JR'],
    ['a name twice', 'Jean Roy', 'JEAN JEAN ROY'],
    ['another person', 'Maya Okafor', 'DANIEL ACHEBE'],
    ['й for и in Cyrillic', 'Сергей Иванов', 'Сергеи Иванов'],
    ['が for か in Kana', 'ながさき', 'なかさき'],
    ['a vowel mark in Arabic', 'محمد', 'مُحمد'],
    ['transliteration', 'Иван Петров', 'IVAN PETROV'],
    ['nothing typed', 'Maya Okafor', ''],
    ['nothing on either', '', ''],
    ['punctuation alone', '-', '’'],
  ])('with %s', (_, account, printed) => {
    expect(compareNames(account, printed).equal).toBe(false);
    expect(compareNames(printed, account).equal).toBe(false);
  });
});

describe('the rows', () => {
  test('stand in the account’s order, with what only the ID prints where it prints it', () => {
    expect(rows('Jean-Philippe Larivière', 'LARIVIERE JEAN-PHILIPPE LUC')).toEqual([
      'Jean | JEAN | case-only',
      'Philippe | PHILIPPE | case-only',
      '– | LUC | only-on-id',
      'Larivière | LARIVIERE | accent-only',
    ]);
    expect(rows('Luc Roy', 'JEAN LUC ROY')).toEqual([
      '– | JEAN | only-on-id',
      'Luc | LUC | case-only',
      'Roy | ROY | case-only',
    ]);
  });

  test('say what is the same, and of several differences the weightiest', () => {
    expect(rows('Zoé O’Brien-Roy', "Zoe O'Brien Roy")).toEqual([
      'Zoé | Zoe | accent-only',
      "O’Brien | O'Brien | punctuation-only",
      'Roy | Roy | punctuation-only',
    ]);
    expect(rows('Zoé Roy', 'Zoé Roy')).toEqual(['Zoé | Zoé | same', 'Roy | Roy | same']);
    expect(rows('Zoé', 'Zoe\u0301')).toEqual(['Zoé | Zoé | same']);
    expect(rows('Lebœuf', 'LEBOEUF')).toEqual(['Lebœuf | LEBOEUF | accent-only']);
  });

  test('put a slip of the pen beside what it was meant to be', () => {
    expect(rows('Jean Tremblay', 'TREMBLEY JEAN MARC')).toEqual([
      'Jean | JEAN | case-only',
      '– | MARC | only-on-id',
      'Tremblay | TREMBLEY | different',
    ]);
  });

  test('of several that are similar put the nearest beside each other, in whatever order they stand', () => {
    expect(rows('Anna Anne', 'ANNIE ANNAT')).toEqual(['Anna | ANNAT | different', 'Anne | ANNIE | different']);
    expect(rows('Anne Anna', 'ANNIE ANNAT')).toEqual(['Anne | ANNIE | different', 'Anna | ANNAT | different']);
  });

  test('of a name that stands there twice put the same spelling beside each other', () => {
    expect(rows('Zoé Zoe', 'Zoe Zoé')).toEqual(['Zoé | Zoé | same', 'Zoe | Zoe | same']);
  });

  test('keep unlike names apart, unless exactly one remains on each side', () => {
    expect(rows('Anna Roy', 'ANNA MARIE SMITH')).toEqual([
      'Anna | ANNA | case-only',
      '– | MARIE | only-on-id',
      '– | SMITH | only-on-id',
      'Roy | – | only-on-account',
    ]);
    expect(rows('Anna Roy', 'ANNA SMITH')).toEqual(['Anna | ANNA | case-only', 'Roy | SMITH | different']);
  });

  test('of given names the other way round are all the same, and the order says why they aren’t equal', () => {
    expect(compareNames('Anne Marie Roy', 'Marie Anne Roy')).toMatchObject({
      order: 'other',
      equal: false,
      rows: [{ relation: 'same' }, { relation: 'same' }, { relation: 'same' }],
    });
    expect(compareNames('Thomas James', 'JAMES THOMAS')).toMatchObject({ order: 'rotated', equal: true });
    expect(compareNames('Thomas James', 'THOMAS JAMES')).toMatchObject({ order: 'same', equal: true });
  });

  test('the inputs are kept as typed, with tokens and what was compared', () => {
    expect(compareNames('Zoé  d’Aragon', "D'ARAGON, ZOE")).toMatchObject({
      rule: 'plain-strict-v1',
      account: { typed: 'Zoé  d’Aragon', tokens: ['Zoé', 'd’Aragon'], normalised: 'zoe daragon' },
      printed: { typed: "D'ARAGON, ZOE", tokens: ["D'ARAGON", 'ZOE'], normalised: 'daragon zoe' },
    });
  });
});

describe('what an honest name has no use for', () => {
  test.each([
    ['a zero-width space', 'An\u200bna Roy', ['account invisible U+200B 2']],
    ['a soft hyphen', 'Anna\u00ad Roy', ['account invisible U+00AD 4']],
    ['a byte order mark', '\ufeffAnna Roy', ['account invisible U+FEFF 0']],
    ['a Hangul filler', 'Anna Roy\u3164', ['account invisible U+3164 8']],
    ['a variation selector', 'Anna\ufe0f Roy', ['account invisible U+FE0F 4']],
    ['a right-to-left override', 'Anna \u202eyoR', ['account direction U+202E 5']],
    ['an isolate', '\u2066Anna\u2069 Roy', ['account direction U+2066 0', 'account direction U+2069 5']],
    ['a control character', 'Anna\u0007 Roy', ['account control U+0007 4']],
    ['half of a character', 'Anna\ud800 Roy', ['account control U+D800 4']],
    ['a replacement character', 'Ann\ufffd Roy', ['account control U+FFFD 3']],
    ['a Cyrillic а in a Latin name', 'Annа Roy', ['account mixed-script U+0430 3']],
    ['a Latin a in a Cyrillic name', 'Аннa Петрова', ['account mixed-script U+0061 3']],
    ['a Greek ο in a Latin name', 'Anna Rοy', ['account mixed-script U+03BF 6']],
    ['a Cherokee letter in a Latin name', 'Ꭺnna Roy', ['account mixed-script U+13AA 0']],
    ['a full-width letter', 'Ａnna Roy', ['account look-alike U+FF21 0']],
    ['a mathematical letter', '𝐀nna Roy', ['account look-alike U+1D400 0']],
    ['a phonetic ɑ', 'Annɑ Roy', ['account look-alike U+0251 3']],
  ])('%s is named, and makes the names unequal even to themselves', (_, name, expected) => {
    expect(notes(name, 'Anna Roy')).toEqual(expected);
    expect(compareNames(name, 'Anna Roy').equal).toBe(false);
    expect(compareNames('Anna Roy', name).equal).toBe(false);
    expect(compareNames(name, name).equal).toBe(false);
  });

  test('a name wholly in look-alikes of another script is not equal, and named', () => {
    expect(compareNames('Pope', 'Роре')).toMatchObject({
      equal: false,
      rows: [{ account: 'Pope', printed: 'Роре', relation: 'different' }],
    });
    expect(notes('Pope', 'Роре')).toEqual([
      'printed look-alike U+0420 0',
      'printed look-alike U+043E 1',
      'printed look-alike U+0440 2',
      'printed look-alike U+0435 3',
    ]);
  });

  test('is pointed at where it stands in what was typed, however that is composed', () => {
    expect(notes('Zoé Ross', 'Zoe\u0301 R0\u200bSS')).toEqual(['printed invisible U+200B 7']);
    expect(notes('Étienne Ross', 'E\u0301tienne R0SS')).toEqual(['printed look-alike U+0030 10']);
  });

  test('a zero for an O is not equal, and named', () => {
    expect(notes('John Ross', 'JOHN R0SS')).toEqual(['printed look-alike U+0030 6']);
    expect(compareNames('John Ross', 'JOHN R0SS').equal).toBe(false);
  });

  test('never reaches the screen: the tokens write it out', () => {
    const { account, rows: shown } = compareNames('An\u200bna \u202eyoR', 'Anna Roy');
    expect(account.tokens).toEqual(['An<U+200B>na', '<U+202E>yoR']);
    expect(JSON.stringify([account.tokens, account.normalised, shown])).not.toMatch(/[\u200b\u202e]/u);
  });

  test('does not include two scripts that can’t be mistaken for each other', () => {
    expect(compareNames('王小明 David', '王小明 DAVID')).toMatchObject({ equal: true, suspicious: [] });
    expect(compareNames('山田 たろう タロウ', '山田 たろう タロウ')).toMatchObject({ equal: true, suspicious: [] });
    expect(compareNames('Mª José', 'Mª JOSÉ')).toMatchObject({ equal: true, suspicious: [] });
    expect(compareNames('Əliyev', 'ƏLIYEV')).toMatchObject({ equal: true, suspicious: [] });
  });
});

const anyText = fc.string({ unit: 'binary', maxLength: 24 });
const word = fc.string({ unit: fc.constantFrom(...Array.from('abcdeéèïçñøłßæœđþAEÉÖÜŁ')), minLength: 1, maxLength: 6 });
const gap = fc.constantFrom(' ', '-', '  ', ', ', '‑');
const name = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 5 }), gap)
  .map(([words, between]) => words.join(between));

describe('whatever is typed', () => {
  test('the order of the two names makes no difference', () => {
    fc.assert(
      fc.property(fc.oneof(name, anyText), fc.oneof(name, anyText), (a, b) => {
        const [one, other] = [compareNames(a, b), compareNames(b, a)];
        expect(other.equal).toBe(one.equal);
        expect(other.order).toBe(one.order);
      }),
    );
  });

  test('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(fc.oneof(name, anyText), (typed) => {
        expect(normaliseName(normaliseName(typed))).toBe(normaliseName(typed));
      }),
      { numRuns: 2000 },
    );
  });

  test('no character of the basic plane normalises differently the second time, or decomposed', () => {
    const unstable: string[] = [];
    for (let code = 0; code < 0x10000; code++) {
      const char = String.fromCharCode(code);
      const once = normaliseName(char);
      if (normaliseName(once) !== once || normaliseName(char.normalize('NFD')) !== once)
        unstable.push(code.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  test('composed or decomposed makes no difference', () => {
    fc.assert(
      fc.property(fc.oneof(name, anyText), (typed) => {
        expect(normaliseName(typed.normalize('NFD'))).toBe(normaliseName(typed.normalize('NFC')));
      }),
      { numRuns: 2000 },
    );
  });

  test('an honest name equals itself in capitals, without accents, with another hyphen, and surname first', () => {
    fc.assert(
      fc.property(name, fc.nat(4), (typed, cut) => {
        expect(compareNames(typed, typed).equal).toBe(true);
        expect(compareNames(typed, typed.toUpperCase()).equal).toBe(true);
        expect(compareNames(typed, typed.replaceAll('-', '–')).equal).toBe(true);
        expect(compareNames(typed, normaliseName(typed)).equal).toBe(true);
        const words = typed.split(/[ ,‑-]+/u);
        expect(
          compareNames(typed, [...words.slice(cut % words.length), ...words.slice(0, cut % words.length)].join(' '))
            .equal,
        ).toBe(true);
      }),
    );
  });

  test('one more token is never equal, wherever it stands', () => {
    fc.assert(
      fc.property(name, word, fc.nat(5), (typed, more, place) => {
        const words = typed.split(/[ ,‑-]+/u);
        words.splice(place % (words.length + 1), 0, more);
        expect(compareNames(typed, words.join(' ')).equal).toBe(false);
      }),
    );
  });

  test('one other letter is never equal', () => {
    fc.assert(
      fc.property(name, fc.nat(), (typed, place) => {
        const chars = Array.from(typed);
        const at = place % chars.length;
        fc.pre(/\p{L}/u.test(chars[at]!));
        chars[at] = 'z';
        expect(compareNames(typed, chars.join('')).equal).toBe(false);
      }),
    );
  });

  test('an invisible character anywhere is never equal', () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('\u200b', '\u200d', '\u202e', '\u2066', '\u00ad', '\ufeff', '\u034f', '\u{e0041}'),
        fc.nat(),
        (typed, hidden, place) => {
          const at = place % (typed.length + 1);
          const spoiled = typed.slice(0, at) + hidden + typed.slice(at);
          expect(compareNames(typed, spoiled)).toMatchObject({ equal: false });
          expect(compareNames(typed, spoiled).suspicious).not.toEqual([]);
        },
      ),
    );
  });

  test('every token of both stands in exactly one row', () => {
    fc.assert(
      fc.property(fc.oneof(name, anyText), fc.oneof(name, anyText), (a, b) => {
        const shown = compareNames(a, b).rows;
        expect(shown.flatMap((row) => (row.account === undefined ? [] : [row.account]))).toEqual(
          tokensOf(a).map(({ text }) => text),
        );
        expect(shown.flatMap((row) => (row.printed === undefined ? [] : [row.printed])).sort()).toEqual(
          tokensOf(b)
            .map(({ text }) => text)
            .sort(),
        );
        for (const { relation } of shown) expect(nameRelations).toContain(relation);
      }),
    );
  });
});
