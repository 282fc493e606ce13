import Database from 'better-sqlite3';
import { empty } from '#domain/case/state';

export const deep = { Database, empty };
