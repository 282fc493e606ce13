import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Found, ReadBack } from '#domain/case/events';
import { found } from '#domain/case/schemas/found';
import { readBack } from '#domain/case/schemas/read-back';
import { foundWords } from './found';
import { readBackWords } from './read-back';

type Schema = z.core.$ZodType;
/** Values that a schema takes: each of a choice, one of anything else. */
const examplesOf = (schema: Schema): readonly unknown[] => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'enum':
      return Object.values(def.entries);
    case 'literal':
      return def.values;
    case 'union':
      return def.options.flatMap(examplesOf);
    case 'optional':
      return [undefined, ...examplesOf(def.innerType)];
    case 'array':
      return [examplesOf(def.element)];
    case 'object':
      return Object.entries(def.shape).reduce<readonly object[]>(
        (made, [name, field]) =>
          made.flatMap((one) =>
            examplesOf(field).map((value) => (value === undefined ? one : { ...one, [name]: value })),
          ),
        [{}],
      );
    case 'string':
      return ['5.1.1'];
    case 'number':
      return [3];
    default:
      throw new Error(`no example of ${def.type}`);
  }
};

describe('what the log keeps of a deed, as it was', () => {
  it.each([
    ['found', found.options.flatMap(examplesOf), (fact: unknown) => foundWords(fact as Found)],
    ['read back', readBack.options.flatMap(examplesOf), (fact: unknown) => readBackWords(fact as ReadBack)],
  ] as const)('%s, is a code with its values, and the words for each are made outside the log', (_, all, words) => {
    const said = all.map((fact) => ({ fact: fact as { readonly code: string }, words: words(fact) }));
    expect(said.length).toBeGreaterThan(15);
    for (const { fact, words: sentence } of said) {
      expect(sentence.length, fact.code).toBeGreaterThan(6);
      expect(sentence, fact.code).not.toMatch(/undefined|NaN|\[object/);
      // A code has hyphens, a sentence has spaces.
      if (fact.code.includes('-')) expect(sentence).not.toContain(fact.code);
      if (fact.code === 'risk-raised') expect(sentence).toContain('(Firm Administrator, ');
    }
  });
});
