/**
 * What an event of one type may hold: a schema for the shape that is written today, and one for each older shape with
 * the step that brings it up. Types are derived from these, events are held against them when written and when read.
 */
import { z } from 'zod';
import type { JsonObject } from '../json';

/** A type as it comes out of a schema, without leave to change it. */
export type Read<T> = T extends object ? { readonly [K in keyof T]: Read<T[K]> } : T;
/** The type of a schema. */
export type Of<S extends z.ZodType> = Read<z.infer<S>>;

/** `data` is free of personal content; the others are sealed with the owner's key, and gone when that is. */
export type Shape = {
  readonly data: z.ZodType;
  readonly contact?: z.ZodType;
  readonly identity?: z.ZodType;
  readonly personal?: z.ZodType;
};
export type SealName = 'contact' | 'identity' | 'personal';
/** `sealed` is null where nothing was, or its key is gone. */
export type Content = { readonly data: unknown; readonly sealed: unknown };
/** A shape of an earlier version, and what makes the next one of it. Pure; what is stored and signed stays as it was. */
export type OlderShape = Shape & { readonly up: (content: Content) => Content };
export type Kind<S extends Shape = Shape> = { readonly now: S; readonly older: readonly OlderShape[] };
export type Kinds = Readonly<Record<string, Kind>>;

/** A kind of event. `older` are its earlier shapes, the first one first; what is written now is the one after them. */
export const kind = <S extends Shape>(now: S, ...older: readonly OlderShape[]): Kind<S> => ({ now, older });
/** The number that is written beside an event: the first shape is 1. */
export const schemaOf = (of: Kind): number => of.older.length + 1;

type Sealed<S extends Shape> = {
  readonly [K in keyof S & SealName]?: S[K] extends z.ZodType ? Of<S[K]> : never;
};
/** The event of one type, as code handles it. */
export type EventOf<T extends string, S extends Shape> = { readonly type: T; readonly data: Of<S['data']> } & Sealed<S>;
/** Every event of a table of kinds. */
export type EventsOf<K extends Kinds> = {
  [T in keyof K & string]: EventOf<T, K[T]['now']>;
}[keyof K & string];

/** An event that this version can't read: of a type, a shape or a field that it doesn't know. It is kept, never guessed. */
export type Unread = {
  readonly type: 'unread';
  readonly data: {
    /** The type that it was written as. */
    readonly of: string;
    readonly schema: number;
    /** When the log took it, ISO. */
    readonly at: string;
  };
  /** Facts as they lie there, for what has to work all the same (R7); nothing in it is checked. */
  readonly raw: JsonObject;
};
/** A row of the log, as far as reading it goes. */
export type Row = {
  readonly type: string;
  readonly schema: number;
  readonly data: JsonObject;
  readonly personal?: { readonly key: string; readonly content: JsonObject };
  readonly recordedAt: string;
};

/** What a key seals, by its name: `case:<id>/contact`, `case:<id>/identity`, and one whole person otherwise. */
export const sealOf = (key: string): SealName =>
  key.endsWith('/identity') ? 'identity' : key.endsWith('/contact') ? 'contact' : 'personal';

const fits = (shape: Shape, content: Content, seal: SealName | null): Content | null => {
  const data = shape.data.safeParse(content.data);
  if (!data.success) return null;
  if (seal === null) return { data: data.data, sealed: null };
  const sealed = shape[seal]?.safeParse(content.sealed);
  return sealed?.success === true ? { data: data.data, sealed: sealed.data } : null;
};

/** The event in a row, in today's shape; or the same row as one that this version can't read. Never throws. */
export const readEvent = <K extends Kinds>(kinds: K, row: Row): EventsOf<K> | Unread => {
  const unread: Unread = {
    type: 'unread',
    data: { of: row.type, schema: row.schema, at: row.recordedAt },
    raw: row.data,
  };
  const known = Object.hasOwn(kinds, row.type) ? kinds[row.type] : undefined;
  if (known === undefined || !Number.isInteger(row.schema) || row.schema < 1 || row.schema > schemaOf(known))
    return unread;
  const seal = row.personal === undefined ? null : sealOf(row.personal.key);
  let content: Content | null = { data: row.data, sealed: row.personal?.content ?? null };
  for (const old of known.older.slice(row.schema - 1)) {
    const whole: Content | null = fits(old, content, seal);
    if (whole === null) return unread;
    content = old.up(whole);
  }
  content = fits(known.now, content, seal);
  if (content === null) return unread;
  return {
    type: row.type,
    data: content.data,
    ...(seal === null ? {} : { [seal]: content.sealed }),
  } as unknown as EventsOf<K>;
};

/** An event of ours that doesn't fit its own schema: a fault of the desk, never of a person. Holds no value. */
export class MalformedEvent extends Error {
  constructor(type: string, field: string, rule: string) {
    super(`${type}: ${field}: ${rule}`);
    this.name = 'MalformedEvent';
  }
}

const demandPart = (type: string, part: string, schema: z.ZodType | undefined, value: unknown): void => {
  if (schema === undefined) throw new MalformedEvent(type, part, 'this event has no such part');
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const issue = parsed.error.issues[0];
  throw new MalformedEvent(type, [part, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'does not fit');
};

/** Throws MalformedEvent, with the field's name, unless an event fits what is written today. */
export const demandEvent = (kinds: Kinds, event: Omit<Row, 'recordedAt'>): void => {
  const known = Object.hasOwn(kinds, event.type) ? kinds[event.type] : undefined;
  if (known === undefined) throw new MalformedEvent(event.type, 'type', 'is not known');
  if (event.schema !== schemaOf(known))
    throw new MalformedEvent(event.type, 'schema', `${schemaOf(known)} is written today`);
  demandPart(event.type, 'data', known.now.data, event.data);
  if (event.personal === undefined) return;
  const seal = sealOf(event.personal.key);
  demandPart(event.type, seal, known.now[seal], event.personal.content);
};
