/** The rules that span cases (R10, R11, R21), held where the writes meet. */
import type { Db } from '../sqlite';
import type { AppendRefusal, Claim } from './event-log';

/** Takes a claim inside the caller's transaction; a refusal when it can't be had. */
export const claimsTable = (db: Db): { take(claim: Claim): AppendRefusal | null } => {
  const take = db.prepare('INSERT INTO claims (name) VALUES (?) ON CONFLICT DO NOTHING');
  const release = db.prepare('DELETE FROM claims WHERE name = ?');
  const count = db.prepare<[{ name: string; limit: number }]>(`
    INSERT INTO counts (name, used) SELECT @name, 1 WHERE @limit >= 1
    ON CONFLICT (name) DO UPDATE SET used = used + 1 WHERE used < @limit`);
  return {
    take: (claim) => {
      switch (claim.kind) {
        case 'unique':
          return take.run(claim.name).changes === 1 ? null : { ok: false, reason: 'claim-taken', claim: claim.name };
        case 'release':
          release.run(claim.name);
          return null;
        case 'count':
          return count.run(claim).changes === 1
            ? null
            : { ok: false, reason: 'limit-reached', claim: claim.name, limit: claim.limit };
      }
    },
  };
};
