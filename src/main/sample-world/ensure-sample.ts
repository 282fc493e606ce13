/** Finds the sample process of a folder, or starts it so that it survives the desk. Runs in Electron's main, too. */
import { spawn } from 'node:child_process';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '#domain/json';
import {
  alreadyRunning,
  hashToken,
  proveSample,
  readEndpoint,
  type SampleEndpoint,
  type SampleName,
} from '#main/sample-world/endpoint';
import { openLog } from '#main/sample-world/sample-log';

const startLimitMs = 20_000;
const silenceLimitMs = 8_000;
const healthTimeoutMs = 2_000;
const pollMs = 40;

/** A Node ≥ 22: the running one, the binary of an npm package, or Electron with `ELECTRON_RUN_AS_NODE=1` in `env`. */
export type SampleRuntime = {
  readonly execPath: string;
  readonly env: { readonly [name: string]: string };
  /** Throws, in words for people, where it can't be used. */
  readonly demand?: () => Promise<void>;
};

export type SampleRequest = {
  readonly name: SampleName;
  /** Made when missing, readable by its owner only. */
  readonly folder: string;
  /** The script to run. */
  readonly entry: string;
  /** The preferred one first: one that ends or stays silent before it answers makes room for the next. */
  readonly runtimes: readonly SampleRuntime[];
  /**
   * Bearer token of the sample's API, from the vault; at least 22 characters. Goes over stdin, never in argv or env.
   */
  readonly token: string;
  /** More for the start message (`seedKey`, `idleMs`). */
  readonly start?: JsonObject;
  /** When given, a running process of another version is stopped and replaced. */
  readonly version?: string;
  readonly startTimeoutMs?: number;
  /** How long a runtime may stay silent while there is another one, in ms. */
  readonly silenceMs?: number;
};

export type Sample = SampleEndpoint & {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly baseUrl: string;
  /** False when a running one was found. */
  readonly wasStarted: boolean;
  /** Keeps it from ending as idle (after 20 minutes without a request). False when it doesn't answer any more. */
  heartbeat(): Promise<boolean>;
  /** Asks it to end, and returns when it has closed its files. */
  stop(): Promise<void>;
};

/** The sample process could not be started or found; the message is for people. */
export class SampleError extends Error {
  readonly sample: SampleName;
  constructor(sample: SampleName, message: string) {
    super(message);
    this.name = 'SampleError';
    this.sample = sample;
  }
}

type Health = 'ours' | 'another' | 'silent';

/**
 * Returns when the process answers and has proved that it was started with this token. Two at once get the same one.
 */
export const ensureSample = async (request: SampleRequest): Promise<Sample> => {
  const { name, folder } = request;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const deadline = performance.now() + (request.startTimeoutMs ?? startLimitMs);
  const runtimes = [...request.runtimes];
  let child: Child | null = null;
  let failure = 'no Node that the database driver runs on is here';
  let health: Health = 'silent';
  while (performance.now() < deadline) {
    const endpoint = readEndpoint(folder);
    health = endpoint && endpoint.endedAt === undefined ? await askHealth(endpoint, request) : 'silent';
    if (endpoint && health === 'ours') {
      if (request.version === undefined || request.version === endpoint.version)
        return sampleAt(endpoint, request, child !== null);
      await stopSample(endpoint, request);
    }
    const exitCode = child?.exitCode() ?? null;
    // 0: it was up, and ended as idle or stopped before we looked.
    const hasFailed = exitCode !== null && exitCode !== 0 && exitCode !== alreadyRunning;
    const isSilent = child !== null && runtimes.length > 1 && child.isSilentFor(request.silenceMs ?? silenceLimitMs);
    if (hasFailed || isSilent) {
      failure = hasFailed ? `exit ${exitCode}` : 'it stayed silent';
      child?.kill();
      child = null;
      runtimes.shift();
    }
    if (child === null || exitCode !== null) {
      const runtime = await firstUsable(runtimes, (why) => {
        failure = why;
      });
      if (runtime === null)
        throw new SampleError(
          name,
          `The sample ${name} process did not start (${failure}). Its reason is in ${folder}/sample.log.`,
        );
      child = start(request, runtime);
    }
    await wait(exitCode === null ? pollMs : pollMs * 5);
  }
  if (health === 'another')
    throw new SampleError(
      name,
      `The sample ${name} process in ${folder} was started with another token. Stop it, or give the desk the token that it was started with.`,
    );
  throw new SampleError(
    name,
    `The sample ${name} process did not answer in time. Its reason may be in ${folder}/sample.log.`,
  );
};

type Child = { exitCode(): number | null; isSilentFor(ms: number): boolean; kill(): void };

/** Drops those that can't be used here. */
const firstUsable = async (
  runtimes: SampleRuntime[],
  onRefused: (why: string) => void,
): Promise<SampleRuntime | null> => {
  for (;;) {
    const [runtime] = runtimes;
    if (runtime === undefined) return null;
    try {
      await runtime.demand?.();
      return runtime;
    } catch (error) {
      onRefused(error instanceof Error ? error.message : 'it can’t be used here');
      runtimes.shift();
    }
  }
};

/** What a process needs of its surroundings; nothing else of the desk's environment is handed on. */
const keptEnv = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'USERPROFILE',
  'LD_LIBRARY_PATH',
];

/** Number of the highest file that this process has open. */
const highestOpenFile = (): number => {
  return Math.max(
    2,
    ...readdirSync('/dev/fd')
      .map(Number)
      .filter((fd) => fd < 4096),
  );
};

const start = (request: SampleRequest, runtime: SampleRuntime): Child => {
  const began = performance.now();
  const log = openLog(request.folder);
  const nothing = process.platform === 'win32' ? null : openSync('/dev/null', 'r+');
  try {
    const kept = Object.fromEntries(
      keptEnv.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
    );
    const child = spawn(runtime.execPath, [request.entry], {
      cwd: request.folder,
      env: { ...kept, ...runtime.env },
      detached: true,
      windowsHide: true,
      // Electron hands its open files on to its children, and whoever started it waits until they are closed: /dev/null
      // takes their place.
      stdio: ['pipe', log, log, ...Array.from({ length: nothing === null ? 0 : highestOpenFile() - 2 }, () => nothing)],
    });
    let exitCode: number | null = null;
    child.once('error', () => (exitCode = -1));
    child.once('exit', (code) => (exitCode = code ?? -1));
    // It may be gone before it reads: then its exit code says so.
    child.stdin!.on('error', () => undefined);
    child.stdin!.end(`${JSON.stringify({ ...request.start, folder: request.folder, token: request.token })}\n`);
    child.unref();
    return {
      exitCode: () => exitCode,
      isSilentFor: (ms) => performance.now() - began > ms,
      kill: () => void child.kill('SIGKILL'),
    };
  } finally {
    closeSync(log);
    if (nothing !== null) closeSync(nothing);
  }
};

const askHealth = async (endpoint: SampleEndpoint, { name, token }: SampleRequest): Promise<Health> => {
  const nonce = randomBytes(16).toString('hex');
  try {
    const response = await fetch(`${baseUrlOf(endpoint)}/health?nonce=${nonce}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(healthTimeoutMs),
    });
    const { proof, pid } = (await response.json()) as { proof?: unknown; pid?: unknown };
    if (typeof proof !== 'string' || pid !== endpoint.pid) return 'another';
    const expected = Buffer.from(proveSample(hashToken(token), name, endpoint.pid, nonce));
    const given = Buffer.from(proof);
    return given.length === expected.length && timingSafeEqual(given, expected) ? 'ours' : 'another';
  } catch {
    return 'silent';
  }
};

const stopSample = async (endpoint: SampleEndpoint, request: SampleRequest): Promise<void> => {
  // Proved first: the token is not shown to whoever has the port now.
  if ((await askHealth(endpoint, request)) !== 'ours') return;
  try {
    await fetch(`${baseUrlOf(endpoint)}/stop`, {
      method: 'POST',
      headers: { authorization: `Bearer ${request.token}` },
      signal: AbortSignal.timeout(healthTimeoutMs),
    });
  } catch {
    // It may have ended while answering; whether it is gone is looked at next.
  }
  const deadline = performance.now() + startLimitMs;
  while (!hasEnded(endpoint, request.folder) && performance.now() < deadline) await wait(pollMs);
};

/**
 * Its own word, or its absence. The process table alone won't do: who has no parent to wait for it stays in there for a
 * while.
 */
const hasEnded = (endpoint: SampleEndpoint, folder: string): boolean => {
  const now = readEndpoint(folder);
  return !isAlive(endpoint.pid) || now?.endedAt !== undefined || now?.pid !== endpoint.pid;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const baseUrlOf = ({ port }: SampleEndpoint): string => `http://127.0.0.1:${port}`;

const sampleAt = (endpoint: SampleEndpoint, request: SampleRequest, wasStarted: boolean): Sample => {
  return {
    ...endpoint,
    baseUrl: baseUrlOf(endpoint),
    wasStarted,
    heartbeat: async () => (await askHealth(endpoint, request)) === 'ours',
    stop: () => stopSample(endpoint, request),
  };
};
