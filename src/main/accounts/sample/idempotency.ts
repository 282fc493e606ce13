/** A deed that is asked for again with the same key is answered with its first result, and not done again. */
import type { IdentityDatabase } from '#main/accounts/sample/database';
import { BadRequest, type Call, type Reply } from '#main/accounts/sample/http';

const keepMs = 30 * 24 * 60 * 60_000;

/** Deed and answer are written in one transaction. Without a key the deed is simply done. Only 2xx and 404 are kept. */
export const answerOnce = (database: IdentityDatabase, call: Call, nowMs: number, deed: () => Reply): Reply => {
  const key = call.headers['idempotency-key'];
  if (key === undefined) return database.transaction(deed)();
  if (typeof key !== 'string' || key === '' || key.length > 200)
    throw new BadRequest(400, 'idempotency-key', 'must have 1 to 200 characters');
  const request = `${call.method} ${call.path}`;
  return database.transaction((): Reply => {
    const first = database
      .prepare<[string], { request: string; status: number; body: string | null }>(
        'SELECT request, status, body FROM answered WHERE idempotency_key = ?',
      )
      .get(key);
    if (first) {
      if (first.request !== request) throw new BadRequest(422, 'idempotency-key', 'was used for another request');
      return first.body === null ? { status: first.status } : { status: first.status, json: JSON.parse(first.body) };
    }
    const reply = deed();
    if ((reply.status >= 200 && reply.status < 300) || reply.status === 404) {
      database.prepare('DELETE FROM answered WHERE at < ?').run(new Date(nowMs - keepMs).toISOString());
      database
        .prepare('INSERT INTO answered (idempotency_key, request, status, body, at) VALUES (?, ?, ?, ?, ?)')
        .run(
          key,
          request,
          reply.status,
          reply.json === undefined ? null : JSON.stringify(reply.json),
          new Date(nowMs).toISOString(),
        );
    }
    return reply;
  })();
};
