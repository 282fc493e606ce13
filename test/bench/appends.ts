/** One event from command to shown: in this thread, and through the store process as main sees it. */
import { randomUUID } from 'node:crypto';
import { changeCase } from '#main/cases/change-case';
import { createHeld } from '#main/cases/held';
import type { CasesDeps } from '#main/cases/change-case';
import { toNewEvent } from '#main/store/log/stored-case';
import { cacheFingerprint, openCache } from '#main/store/cache/open';
import { cacheWriter } from '#main/store/cache/project';
import { registry } from '#main/store/cache/registry';
import { asFollowed, logColumns } from '#main/store/log/log-rows';
import type { LogRow } from '#main/store/log/log-rows';
import { openSqliteLog } from '#main/store/log/sqlite-log';
import type { Append } from '#main/store/log/event-log';
import type { StoreClient } from '#main/store/spawn';
import type { BenchDesk } from './desk-folder';
import { openRawLog } from './raw-log';
import { mint } from './generate';
import { median, percentile, turnByTurn } from './stats';
import { policy, staff } from './stories';
import { ms } from './table';
import type { Line } from './table';

const rounds = 600;
const agent = staff('maya-okafor', 'agent');

const noteOn = (caseId: string): Append => {
  const at = new Date().toISOString();
  return {
    at,
    streams: [
      {
        stream: `case:${caseId}`,
        events: [
          toNewEvent(
            caseId,
            {
              type: 'case.noted',
              data: { by: 'staff:maya-okafor', at },
              contact: { text: 'Called back; the customer looks for the second phone and calls again tomorrow.' },
            },
            agent,
            randomUUID(),
          ),
        ],
      },
    ],
  };
};

/** Another open case each round. */
const idOf = (round: number, open: readonly string[]): string => open[(round * 7919) % open.length]!;

/** The reach is known at two speeds of the disk; between them it goes down by one with each tenfold. */
const reachOf = (bareMs: number): { readonly words: string; readonly limit: number } => {
  const limit = 2.5 - Math.min(1, Math.max(0, Math.log10(bareMs / 0.1)));
  return { words: `≤ ${limit.toFixed(1)} × (2.5 at 0.1 ms, 1.5 at 1 ms)`, limit };
};

/** Log and cache opened in this thread. */
export const measureAppendsHere = async (desk: BenchDesk): Promise<readonly Line[]> => {
  const log = openSqliteLog({ folder: desk.store, keys: desk.keys, deskKey: desk.deskKey, checkpointEvery: 1e9 });
  const opened = openCache(desk.store, desk.keys.cache, cacheFingerprint(registry.projections, desk.deskKey.keyId));
  if (opened === null) throw new Error('the cache is not there');
  const writer = cacheWriter(opened.db, registry.projections, opened.place);
  const followed = asFollowed(log);
  await writer.catchUp(followed);
  const raw = openRawLog(desk.store, desk.keys.log);
  const byId = log.db.prepare<[number], LogRow>(`SELECT ${logColumns} FROM events WHERE position = ?`);
  const { openIds } = desk.generated;
  let projectMs: number[] = [];
  let append = noteOn(idOf(0, openIds));
  let row: LogRow | undefined;
  try {
    const { a, b } = await turnByTurn(
      rounds,
      async () => {
        const { result, committed } = log.append(append);
        if (!result.ok) throw new Error(result.reason);
        const began = performance.now();
        await writer.catchUp(followed);
        projectMs.push(performance.now() - began);
        structuredClone({ ...log.head(), streams: committed.map((event) => event.stream) });
      },
      () => raw.one(row!),
      (round) => {
        // What was just written, once more, bare.
        row = byId.get(log.head().position);
        append = noteOn(idOf(round + 1, openIds));
      },
    );
    projectMs = projectMs.slice(-rounds);
    const ratio = median(a) / median(b);
    const reach = reachOf(median(b));
    const share = median(projectMs) / median(b);
    return [
      {
        measure: 'append + project + announce, in the store',
        measured: `p50 ${ms(median(a))}, p95 ${ms(percentile(a, 0.95))}`,
        baseline: `${ms(median(b))} bare durable insert`,
        ratio,
        reach: reach.words,
        isReached: ratio <= reach.limit,
        why: `the projection alone is ${share.toFixed(1)} × the bare insert: it folds one event and writes the case's JSON and its row; the rest is the log's: two unique indexes, hash, seal.`,
      },
    ];
  } finally {
    raw.close();
    opened.db.close();
    log.close();
  }
};

/** The same through the store process, and a whole command of a person. */
export const measureAppends = async (desk: BenchDesk, client: StoreClient): Promise<readonly Line[]> => {
  const raw = openRawLog(desk.folder, desk.keys.log);
  const [sample] = await client.log.readAfter(50, 1);
  const row: Omit<LogRow, 'position'> = {
    stream: sample!.stream,
    version: 1,
    event_id: randomUUID(),
    type: 'case.noted',
    schema: 1,
    occurred_at: sample!.recordedAt,
    recorded_at: sample!.recordedAt,
    actor: 'staff:maya-okafor',
    desk: desk.deskKey.keyId,
    data: JSON.stringify({ at: sample!.recordedAt, by: 'staff:maya-okafor' }),
    sealed: Buffer.alloc(120, 7),
    key_id: `${sample!.stream}/contact`,
    signature: null,
    prev_hash: Buffer.alloc(32, 1),
    hash: Buffer.alloc(32, 2),
  };
  const { openIds } = desk.generated;
  let position = 0;
  let announced: (() => void) | null = null;
  const stop = client.onChanged(() => announced?.());
  try {
    const crossing = await turnByTurn(
      rounds,
      () => client.log.head(),
      () => undefined,
    );
    let append = noteOn(idOf(0, openIds));
    const { a, b } = await turnByTurn(
      rounds,
      async () => {
        const told = new Promise<void>((resolve) => {
          announced = resolve;
        });
        const [result] = await Promise.all([client.log.append(append), told]);
        if (!result.ok) throw new Error(result.reason);
      },
      () => raw.one({ ...row, position: (position += 1) }),
      (round) => {
        append = noteOn(idOf(round + 1, openIds));
      },
    );
    const cases: CasesDeps = {
      log: client.log,
      clock: { now: () => new Date() },
      policy: () => policy,
      mint: {
        linkToken: () => ({ hash: mint.mail().noticeHash }),
        attestationHash: (mailId: string) => `attestation-${mailId}`,
      },
      nameOf: (actor) => actor,
      held: createHeld(client.log, { policy: () => false, staff: () => false }),
    };
    const whole = await turnByTurn(
      rounds / 2,
      (round) =>
        changeCase(cases, {
          caseId: idOf(round * 3, openIds),
          command: { kind: 'note', text: 'Called back once more.' },
          actor: agent,
        }),
      (round) => raw.one({ ...row, position: (position += 1), version: round }),
    );
    const bare = median(b);
    const ratio = median(a) / bare;
    const reach = reachOf(bare);
    const cross = median(crossing.a);
    return [
      {
        measure: 'append + project + announce, as main sees it',
        measured: `p50 ${ms(median(a))}, p95 ${ms(percentile(a, 0.95))}`,
        baseline: `${ms(bare)} bare durable insert`,
        ratio,
        reach: reach.words,
        isReached: ratio <= reach.limit,
        why: `an empty question there and back costs ${ms(cross)} (${(cross / bare).toFixed(1)} × the bare insert) on this machine; the rest is the store's own, above, and the copies of the event there and back.`,
      },
      {
        measure: 'a person’s whole command (load, decide, append)',
        measured: `p50 ${ms(median(whole.a))}, p95 ${ms(percentile(whole.a, 0.95))}`,
        baseline: `${ms(median(whole.b))} bare durable insert`,
        ratio: median(whole.a) / median(whole.b),
        reach: '',
        isReached: null,
      },
    ];
  } finally {
    stop();
    raw.close();
  }
};
