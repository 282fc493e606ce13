/** One event from command to shown: in this thread, and through the store process as main sees it. */
import { fork } from 'node:child_process';
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
import type { FromStore } from '#main/store/protocol';
import type { StoreClient } from '#main/store/spawn';
import { bundled } from './bundle';
import type { BenchDesk } from './desk-folder';
import { openRawLog } from './raw-log';
import { mint } from './generate';
import { median, percentile, turnByTurn } from './stats';
import { copyStore, openLeast } from './store/least-append';
import type { ToLeast } from './store/least-store';
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

/** The same event as a row, for the bare insert: as many bytes, made beforehand. */
const bareRow = (append: Append, desk: string, position: number): LogRow => {
  const { stream, events } = append.streams[0]!;
  return {
    position,
    stream,
    version: 1,
    event_id: events[0]!.eventId,
    type: 'case.noted',
    schema: 1,
    occurred_at: append.at,
    recorded_at: append.at,
    actor: 'staff:maya-okafor',
    desk,
    data: JSON.stringify(events[0]!.data),
    sealed: Buffer.alloc(120, 7),
    key_id: `${stream}/contact`,
    signature: null,
    prev_hash: Buffer.alloc(32, 1),
    hash: Buffer.alloc(32, 2),
  };
};

/** Another open case each round. */
const idOf = (round: number, open: readonly string[]): string => open[(round * 7919) % open.length]!;

/** The reach is known at two speeds of the disk; between them it goes down by one with each tenfold. */
const reachOf = (bareMs: number): { readonly words: string; readonly limit: number } => {
  const limit = 2.5 - Math.min(1, Math.max(0, Math.log10(bareMs / 0.1)));
  return { words: `≤ ${limit.toFixed(1)} × (2.5 at 0.1 ms, 1.5 at 1 ms)`, limit };
};

/** The same appends, and nothing done that can be left out: over a copy of the files, against the same bare insert. */
const leastHere = async (desk: BenchDesk): Promise<number> => {
  const copy = copyStore(desk.store);
  const least = openLeast(copy.folder, desk.keys, desk.deskKey.keyId);
  const raw = openRawLog(desk.store, desk.keys.log);
  const { openIds } = desk.generated;
  let append = noteOn(idOf(0, openIds));
  try {
    const { a, b } = await turnByTurn(
      rounds,
      () => least.append(append),
      (round) => raw.one(bareRow(append, desk.deskKey.keyId, round + 1)),
      (round) => {
        append = noteOn(idOf(round + 1, openIds));
      },
    );
    return median(a) / median(b);
  } finally {
    raw.close();
    least.close();
    copy.remove();
  }
};

/** A bare process that does the same, with the same bytes on their way there and back. */
const leastThere = async (desk: BenchDesk): Promise<number> => {
  const copy = copyStore(desk.store);
  const child = fork(await bundled('store/least-store.ts'), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const raw = openRawLog(desk.folder, desk.keys.log);
  const { openIds } = desk.generated;
  const say = (message: ToLeast): void => void child.send(message);
  let append = noteOn(idOf(0, openIds));
  let missing = 0;
  let done: () => void = () => undefined;
  child.on('message', (message: FromStore) => {
    if (message.kind !== 'answer' && message.kind !== 'changed') return;
    missing -= 1;
    if (missing === 0) done();
  });
  try {
    const { wrapKey } = desk.opening();
    say({ folder: copy.folder, wrapKey, deskKeyId: desk.deskKey.keyId });
    const { a, b } = await turnByTurn(
      rounds,
      (id) =>
        new Promise<void>((resolve) => {
          [missing, done] = [2, resolve];
          say({ id, request: append });
        }),
      (round) => raw.one(bareRow(append, desk.deskKey.keyId, round + 1)),
      (round) => {
        append = noteOn(idOf(round + 1, openIds));
      },
    );
    return median(a) / median(b);
  } finally {
    raw.close();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.disconnect();
    await gone;
    copy.remove();
  }
};

const leastLine = (measure: string, ratio: number): Line => ({
  measure,
  measured: '',
  baseline: '',
  ratio,
  reach: '',
  isReached: null,
});

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
  let lines: readonly Line[];
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
    lines = [
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
  return [
    ...lines,
    leastLine('… lower bound: JSON, hash, seal, two indexes, one row of the cache', await leastHere(desk)),
  ];
};

/** The same through the store process, and a whole command of a person. */
export const measureAppends = async (desk: BenchDesk, client: StoreClient): Promise<readonly Line[]> => {
  const raw = openRawLog(desk.folder, desk.keys.log);
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
      () => raw.one(bareRow(append, desk.deskKey.keyId, (position += 1))),
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
      () => raw.one(bareRow(append, desk.deskKey.keyId, (position += 1))),
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
      leastLine('… lower bound: the same least in a bare process, same bytes there and back', await leastThere(desk)),
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
