/** The rules that span cases (R10, R11, R21), held where the writes meet. */
import type { JsonObject } from '#domain/json';
import type { Db } from '../sqlite';
import type { AppendRefusal, Claim } from './event-log';
import { contentText } from './log-rows';

/** The statements of the claims; `take` expects to be inside the caller's transaction. */
export const claimsTable = (db: Db) => {
  const take = db.prepare('INSERT INTO claims (name, holder) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const find = db.prepare<[string], { readonly holder: string | null }>('SELECT holder FROM claims WHERE name = ?');
  const release = db.prepare('DELETE FROM claims WHERE name = ?');
  const count = db.prepare<[{ name: string; limit: number }]>(`
    INSERT INTO counts (name, used) SELECT @name, 1 WHERE @limit >= 1
    ON CONFLICT (name) DO UPDATE SET used = used + 1 WHERE used < @limit`);
  const giveBack = db.prepare('UPDATE counts SET used = used - 1 WHERE name = ? AND used > 0');
  return {
    /** Null when it was taken; a refusal when it can't be had. */
    take: (claim: Claim): AppendRefusal | null => {
      switch (claim.kind) {
        case 'unique':
          return take.run(claim.name, claim.holder === undefined ? null : contentText(claim.holder, 'claims.holder'))
            .changes === 1
            ? null
            : { ok: false, reason: 'claim-taken', claim: claim.name };
        case 'release':
          release.run(claim.name);
          return null;
        case 'give-back':
          giveBack.run(claim.name);
          return null;
        case 'count':
          return count.run(claim).changes === 1
            ? null
            : { ok: false, reason: 'limit-reached', claim: claim.name, limit: claim.limit };
      }
    },
    /** What a claim stands for; null when nobody holds it. */
    holder: (name: string): JsonObject | null => {
      const row = find.get(name);
      return row === undefined ? null : row.holder === null ? {} : (JSON.parse(row.holder) as JsonObject);
    },
  };
};
