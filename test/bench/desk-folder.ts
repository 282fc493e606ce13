/** The folder that everything is measured on: a practice desk of thirty days ago, and since then the bench's cases. */
import { cpSync, existsSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeAt, stepOf } from '#main/staff/codes';
import { practiceSecret } from '#main/staff/practice-staff';
import { deskKeyFrom } from '#main/store/log/checkpoint';
import type { DeskKey } from '#main/store/log/checkpoint';
import type { Append } from '#main/store/log/event-log';
import { openSqliteLog } from '#main/store/log/sqlite-log';
import type { StoreOpening } from '#main/store/protocol';
import { deriveStoreKeys } from '#main/store/store-keys';
import type { StoreKeys } from '#main/store/store-keys';
import { startDesk } from '#support/practice-desk';
import { generateAppends } from './generate';
import type { Generated } from './generate';

const dayMs = 86_400_000;
/** So many commands are told in one commit while the folder is filled; what is measured later has one each. */
const commandsPerCommit = 25;
const bytesPerCase = 25_000;

export type BenchDesk = {
  /** The practice desk's folder, and the store's inside it. */
  readonly folder: string;
  readonly store: string;
  readonly keys: StoreKeys;
  readonly deskKey: DeskKey;
  readonly generated: Generated;
  readonly logBytes: number;
  /** Keys for a store process; a fresh copy, since the store wipes what it is given. */
  opening(): StoreOpening;
  /** A staff member's code of this moment. */
  code(staffId: string): string;
  /** Ends the sample world and takes the folder away. */
  remove(): Promise<void>;
};

/** Memory, where there is enough: filling is not what is measured. */
const quickFolder = (cases: number): string => {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 3 * cases * bytesPerCase ? memory : tmpdir();
};

/** One append of many, where no stream comes twice. */
const joined = (appends: readonly Append[]): Append => ({
  at: appends.at(-1)!.at,
  streams: appends.flatMap((each) => each.streams),
  claims: appends.flatMap((each) => each.claims ?? []),
  effects: appends.flatMap((each) => each.effects ?? []),
});

const fill = (
  folder: string,
  keys: StoreKeys,
  deskKey: DeskKey,
  cases: number,
  onProgress: (events: number) => void,
): Generated => {
  const log = openSqliteLog({ folder, keys, deskKey });
  let waiting: Append[] = [];
  let streams = new Set<string>();
  let events = 0;
  let told = 0;
  const commit = (): void => {
    if (waiting.length === 0) return;
    const { result } = log.append(joined(waiting));
    if (!result.ok) throw new Error(`the bench's cases were refused: ${JSON.stringify(result)}`);
    waiting = [];
    streams = new Set();
    events += result.events.length;
    if (events - told < 20_000) return;
    told = events;
    log.tidy();
    onProgress(events);
  };
  try {
    const appends = generateAppends(cases, new Date());
    for (;;) {
      const next = appends.next();
      if (next.done === true) {
        commit();
        log.tidy();
        return next.value;
      }
      const stream = next.value.streams[0]!.stream;
      if (streams.has(stream) || waiting.length === commandsPerCommit) commit();
      waiting.push(next.value);
      streams.add(stream);
    }
  } finally {
    log.close();
  }
};

/** Makes the folder anew. */
export const makeBenchDesk = async (cases: number, onProgress: (events: number) => void): Promise<BenchDesk> => {
  const folder = mkdtempSync(join(tmpdir(), 'recovery-desk-bench-'));
  // A day before the first case, so that the log's time runs forwards.
  const remove = async (): Promise<void> => {
    const again = await startDesk(folder).catch(() => null);
    await again?.end();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    return { ...(await makeIn(folder, cases, onProgress)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

const makeIn = async (
  folder: string,
  cases: number,
  onProgress: (events: number) => void,
): Promise<Omit<BenchDesk, 'remove'>> => {
  const desk = await startDesk(folder, { clock: { now: () => new Date(Date.now() - 31 * dayMs) } });
  const vault = desk.app.current()!.vault;
  const wrapKey = vault.key('store-wrap');
  const seed = vault.key('practice-seed');
  const signingKey = Buffer.from(vault.deskSigningKey().pkcs8);
  await desk.close();
  const keys = deriveStoreKeys(wrapKey);
  const deskKey = deskKeyFrom(signingKey);
  const store = join(folder, 'store');
  const quick = mkdtempSync(join(quickFolder(cases), 'recovery-desk-bench-'));
  let generated: Generated;
  try {
    cpSync(store, quick, { recursive: true });
    generated = fill(quick, keys, deskKey, cases, onProgress);
    rmSync(store, { recursive: true });
    cpSync(quick, store, { recursive: true });
  } finally {
    rmSync(quick, { recursive: true, force: true });
  }
  return {
    folder,
    store,
    keys,
    deskKey,
    generated,
    logBytes: statSync(join(store, 'log.db')).size,
    opening: () => ({ folder: store, wrapKey: Buffer.from(wrapKey), deskSigningKey: Buffer.from(signingKey) }),
    code: (staffId) => codeAt(practiceSecret(seed, staffId, 0), stepOf(new Date())),
  };
};
