/**
 * Drafts: what somebody wrote about something and did not send yet. They lie beside the log and are no history: each
 * save takes the place of the one before, and what was sent or thrown away is gone. Sealed with the key of what they
 * are about, so that erasing it erases them, too.
 */
import type { JsonObject } from '#domain/json';
import type { KeyName, StreamName } from './event-log';

/** One person's, about one thing, of one kind: `staff:amy`, `case:1`, `mail`. */
export type DraftPlace = { readonly owner: `staff:${string}`; readonly about: StreamName; readonly name: string };

export type Draft = {
  /** Names the save; chosen by whoever saved. */
  readonly revision: string;
  /** ISO. */
  readonly keptAt: string;
  readonly content: JsonObject;
};

export type KeepDraft = DraftPlace & {
  readonly key: KeyName;
  readonly revision: string;
  /** The save that this one was made from; null where its writer saw none. */
  readonly after: string | null;
  readonly at: string;
  readonly content: JsonObject;
};

export type KeptDraft =
  | { readonly ok: true }
  /** Another save came meanwhile, from another seat of the same person; null: it was sent or thrown away there. */
  | { readonly ok: false; readonly reason: 'conflict'; readonly draft: Draft | null }
  | { readonly ok: false; readonly reason: 'erased' }
  | { readonly ok: false; readonly reason: 'read-only'; readonly why: string };

/** All of it may safely be asked twice. */
export type Drafts = {
  /** The same revision again changes nothing. */
  keep(draft: KeepDraft): Promise<KeptDraft>;
  /** Null where there is none, or what it was about was erased. */
  find(place: DraftPlace): Promise<Draft | null>;
  drop(place: DraftPlace): Promise<void>;
};
