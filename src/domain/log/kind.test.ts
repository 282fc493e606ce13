import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allKinds } from './all-kinds';
import { demandEvent, kind, MalformedEvent, readEvent, sealOf } from './kind';

const at = '2026-11-10T18:00:00.000Z';
const kinds = {
  'thing.done': kind(
    {
      data: z.strictObject({ count: z.int(), unit: z.enum(['hour', 'day']) }),
      contact: z.strictObject({ words: z.string() }),
    },
    {
      data: z.strictObject({ hours: z.int() }),
      contact: z.strictObject({ words: z.string() }),
      up: ({ data, sealed }) => ({ data: { amount: (data as { hours: number }).hours, unit: 'hour' }, sealed }),
    },
    {
      data: z.strictObject({ amount: z.int(), unit: z.enum(['hour', 'day']) }),
      contact: z.strictObject({ words: z.string() }),
      up: ({ data, sealed }) => {
        const { amount, unit } = data as { amount: number; unit: string };
        return { data: { count: amount, unit }, sealed };
      },
    },
  ),
} as const;
const row = (schema: number, data: object, words?: string) => ({
  type: 'thing.done',
  schema,
  data: data as never,
  recordedAt: at,
  ...(words === undefined ? {} : { personal: { key: 'case:a/contact', content: { words } } }),
});

it.each([
  ['case:a/identity', 'identity'],
  ['case:a/contact', 'contact'],
  ['staff:amy', 'personal'],
])('the key %s seals what is %s', (key, seal) => {
  expect(sealOf(key)).toBe(seal);
});

describe('an event that is read', () => {
  it('is taken as it was written by this version', () => {
    expect(readEvent(kinds, row(3, { count: 2, unit: 'day' }, 'hello'))).toEqual({
      type: 'thing.done',
      data: { count: 2, unit: 'day' },
      contact: { words: 'hello' },
    });
  });
  it('is brought up from any earlier shape, through each one between', () => {
    expect(readEvent(kinds, row(1, { hours: 5 }, 'hello'))).toEqual({
      type: 'thing.done',
      data: { count: 5, unit: 'hour' },
      contact: { words: 'hello' },
    });
    expect(readEvent(kinds, row(2, { amount: 5, unit: 'day' })).data).toEqual({ count: 5, unit: 'day' });
  });
  it.each([
    ['a type that nobody knows', { ...row(1, {}), type: 'thing.undone' }],
    ['a name that every object has', { ...row(1, {}), type: 'constructor' }],
    ['a later shape', row(4, { count: 2, unit: 'day' })],
    ['a shape that never was', row(0, { count: 2, unit: 'day' })],
    ['a field too many', row(3, { count: 2, unit: 'day', more: true })],
    ['a field too few', row(3, { count: 2 })],
    ['a value that is not on the list', row(3, { count: 2, unit: 'week' })],
    ['an older shape that does not fit itself', row(1, { hours: 'five' })],
    [
      'sealed words that do not fit',
      { ...row(3, { count: 2, unit: 'day' }), personal: { key: 'case:a/contact', content: {} } },
    ],
    [
      'sealed words where none belong',
      { ...row(3, { count: 2, unit: 'day' }), personal: { key: 'case:a/identity', content: {} } },
    ],
  ])('with %s is kept as unread, with its type and its time', (_, given) => {
    expect(readEvent(kinds, given)).toEqual({
      type: 'unread',
      data: { of: given.type, schema: given.schema, at },
      raw: given.data,
    });
  });
  it('is read without its words when their key is gone', () => {
    expect(readEvent(kinds, row(3, { count: 2, unit: 'day' }))).not.toHaveProperty('contact');
  });
});

describe('an event that is written', () => {
  const demand = (given: Parameters<typeof demandEvent>[1]) => () => demandEvent(kinds, given);
  it('passes in the shape of today alone', () => {
    expect(demand(row(3, { count: 2, unit: 'day' }, 'hello'))).not.toThrow();
    expect(demand(row(1, { hours: 5 }))).toThrow('thing.done: schema: 3 is written today');
    expect(demand({ ...row(1, {}), type: 'thing.undone' })).toThrow('thing.undone: type: is not known');
  });
  it('that is malformed is refused with the field’s name, and without its value', () => {
    expect(demand(row(3, { count: 'the-secret', unit: 'day' }))).toThrow(/^thing\.done: data\.count: /);
    expect(demand(row(3, { count: 'the-secret', unit: 'day' }))).not.toThrow(/the-secret/);
    expect(demand(row(3, { count: 1, unit: 'day', more: 'the-secret' }))).toThrow(/^thing\.done: data: .*"more"/);
    expect(demand({ ...row(3, { count: 1, unit: 'day' }), personal: { key: 'case:a/contact', content: {} } })).toThrow(
      /^thing\.done: contact\.words: /,
    );
    expect(demand({ ...row(3, { count: 1, unit: 'day' }), personal: { key: 'staff:a', content: {} } })).toThrow(
      MalformedEvent,
    );
  });
});

it('writes every kind of event under one name', () => {
  expect(Object.keys(allKinds).length).toBeGreaterThan(70);
  for (const type of Object.keys(allKinds)) expect(type).toMatch(/^[a-z]+\.[a-z-]+$/);
});
