// The clean twin: what domain may do.
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { empty } from '#domain/case/state';
import type { State } from './case/state';

export { empty } from './case/state';
export const schema = z.strictObject({ at: z.string() });
export const later = (state: State, now: Date): string =>
  new Date(Math.max(now.getTime(), Date.parse(state.at), Date.UTC(2026, 1, 1))).toISOString();
export const inZone = (at: string): string => DateTime.fromISO(at, { zone: IANAZone.create('Europe/Zurich') }).toFormat('HH:mm');
export const isDate = (value: unknown): value is Date => value instanceof Date;
export const words = (at: Date): string => new Intl.DateTimeFormat('en').format(at) + empty.at;
