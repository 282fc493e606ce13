/** The drafts' rows (drafts.ts). Synchronous, for the store's writing thread. */
import { isDamaged, isDiskFull, sqliteCode, type Db } from '../sqlite';
import type { Draft, DraftPlace, KeepDraft, KeptDraft } from './drafts';
import { BadRequest, type KeyName } from './event-log';
import { contentText } from './log-rows';
import { demandKey, demandStream, demandTime } from './request';
import type { KeyRing, SealPlace } from './seal';

type Row = { readonly revision: string; readonly kept_at: string; readonly key_id: string; readonly sealed: Buffer };

export type DraftsTable = {
  keep(draft: KeepDraft): KeptDraft;
  find(place: DraftPlace): Draft | null;
  drop(place: DraftPlace): void;
  /** Those that a destroyed key sealed: nobody can read them any more. */
  forget(key: KeyName): void;
};

const ownerPattern = /^staff:[^\s\p{Cc}\p{Cs}]{1,200}$/u;
const namePattern = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

const demandPlace = ({ owner, about, name }: DraftPlace): void => {
  if (!ownerPattern.test(owner)) throw new BadRequest('owner', 'must be staff:<id>');
  demandStream(about, 'about');
  if (!namePattern.test(name)) throw new BadRequest('name', 'must be 1 to 200 printable characters');
};

/** Bound to its place and its save: no older draft, and nobody else's, can be put there. */
const sealPlace = ({ owner, about, name }: DraftPlace, revision: string): SealPlace => ({
  stream: about,
  eventId: `draft\n${owner}\n${name}\n${revision}`,
});

/** `readOnly` says why nothing is written; null where it is. */
export const draftsTable = (db: Db, ring: KeyRing, readOnly: string | null): DraftsTable => {
  const select = db.prepare<[DraftPlace], Row>(
    'SELECT revision, kept_at, key_id, sealed FROM drafts WHERE owner = @owner AND about = @about AND name = @name',
  );
  const upsert = db.prepare(`
    INSERT INTO drafts (owner, about, name, revision, kept_at, key_id, sealed)
    VALUES (@owner, @about, @name, @revision, @at, @key, @sealed)
    ON CONFLICT (owner, about, name) DO UPDATE
    SET revision = excluded.revision, kept_at = excluded.kept_at, key_id = excluded.key_id, sealed = excluded.sealed`);
  const remove = db.prepare('DELETE FROM drafts WHERE owner = @owner AND about = @about AND name = @name');
  const removeOfKey = db.prepare('DELETE FROM drafts WHERE key_id = ?');
  const placeOf = ({ owner, about, name }: DraftPlace): DraftPlace => ({ owner, about, name });

  const opened = (place: DraftPlace, row: Row): Draft | null => {
    const content = ring.unseal(row.key_id, sealPlace(place, row.revision), row.sealed);
    return content === 'erased' ? null : { revision: row.revision, keptAt: row.kept_at, content };
  };
  const find = (place: DraftPlace): Draft | null => {
    const row = select.get(place);
    return row === undefined ? null : opened(place, row);
  };

  const write = db.transaction((draft: KeepDraft, text: string): KeptDraft => {
    const place = placeOf(draft);
    const { revision, at, key } = draft;
    const before = select.get(place);
    if (before?.revision === revision) return { ok: true };
    if ((before?.revision ?? null) !== draft.after)
      return { ok: false, reason: 'conflict', draft: before === undefined ? null : opened(place, before) };
    const sealed = ring.seal(key, sealPlace(place, revision), text);
    if (sealed === 'erased') return { ok: false, reason: 'erased' };
    upsert.run({ ...place, revision, at, key, sealed });
    return { ok: true };
  });

  return {
    keep: (draft) => {
      demandPlace(draft);
      demandKey(draft.key, 'key');
      demandTime(draft.at, 'at');
      if (!namePattern.test(draft.revision)) throw new BadRequest('revision', 'must be 1 to 200 printable characters');
      const text = contentText(draft.content, 'content');
      if (readOnly !== null) return { ok: false, reason: 'read-only', why: readOnly };
      try {
        return write.immediate(draft, text);
      } catch (error) {
        if (isDiskFull(error))
          return { ok: false, reason: 'read-only', why: 'The disk is full: what you write now is not kept.' };
        if (isDamaged(error) || sqliteCode(error)?.startsWith('SQLITE_READONLY') === true)
          return { ok: false, reason: 'read-only', why: 'The disk does not take what you write now.' };
        throw error;
      }
    },
    find: (place) => {
      demandPlace(place);
      return find(placeOf(place));
    },
    drop: (place) => {
      demandPlace(place);
      if (readOnly === null) remove.run(placeOf(place));
    },
    forget: (key) => {
      if (readOnly === null) removeOfKey.run(key);
    },
  };
};
