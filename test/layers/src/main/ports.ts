import type { State } from '#domain/case/state';

export type Port = { read(): State };
