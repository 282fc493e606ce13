/**
 * The server side of a sample process (identity system, mailbox). It reads one JSON line from stdin, holds the folder's
 * lock, listens on loopback, writes the endpoint, and ends by itself when nobody needs it. Runs in Node ≥ 22 only.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import Database from 'better-sqlite3';
import type { Json } from '#domain/json';
import {
  alreadyRunning,
  hashToken,
  isBearer,
  minTokenLength,
  proveSample,
  readEndpoint,
  type SampleEndpoint,
  type SampleName,
  writeEndpoint,
} from '#main/sample-world/endpoint';
import { throughMemory } from '#main/store/driver';
import { capLog, describeError } from '#main/sample-world/sample-log';

const idleLimitMs = 20 * 60_000;
const startMs = 10_000;
const startLineBytes = 64 * 1024;
const closeMs = 2_000;

/** The first line of stdin. `token` is kept only as a hash; other fields are the sample's own. */
export type SampleStart = {
  readonly folder: string;
  readonly token: string;
  readonly [field: string]: Json | undefined;
};

export type SampleTools = {
  /** True when the request carries the token that the process was started with. */
  isAuthorised(request: IncomingMessage): boolean;
  /** The endpoint of the process before this one: habits to keep, such as a second port. */
  readonly previous: SampleEndpoint | null;
  /** A line in `<folder>/sample.log`. Never a secret, never personal content. */
  log(line: string): void;
};

export type SampleService = {
  /** Every request except `GET /health` and `POST /stop`. A throw becomes a 500 without details. */
  handle(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  /** Added to the endpoint: `{ smtpPort }`. */
  readonly facts?: SampleEndpoint['facts'];
  /** Called once, after the last request is answered. */
  close(): void | Promise<void>;
};

export type SampleDefinition = {
  readonly name: SampleName;
  /** Raised whenever an older running process must make way. */
  readonly version: string;
  open(start: SampleStart, tools: SampleTools): SampleService | Promise<SampleService>;
};

/** Runs the sample until it is idle, stopped or told to end; then the process exits. The whole of an entry file. */
export const serveSample = async (definition: SampleDefinition): Promise<void> => {
  capLog();
  try {
    const start = await readStart(process.stdin);
    const bytes = randomBytes(64);
    if (!bytes.equals(throughMemory(bytes))) throw new Error('the driver gave other bytes back');
    const lock = takeLock(start.folder);
    if (!lock) {
      process.exitCode = alreadyRunning;
      return;
    }
    await run(definition, start, lock);
  } catch (error) {
    console.error(`${definition.name}: not started: ${describeError(error)}`);
    process.exit(1);
  }
};

const run = async (definition: SampleDefinition, start: SampleStart, lock: { release(): void }): Promise<void> => {
  const { name, version } = definition;
  const tokenHash = hashToken(start.token);
  const previous = readEndpoint(start.folder);
  const log = (line: string): void => console.warn(`${new Date().toISOString()} ${name}: ${line}`);
  const isAuthorised = (request: IncomingMessage): boolean => isBearer(request.headers.authorization, tokenHash);
  const service = await definition.open(start, { isAuthorised, previous, log });

  let inFlight = 0;
  let lastRequest = performance.now();
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, (request, response) => {
    inFlight += 1;
    response.once('close', () => {
      inFlight -= 1;
      lastRequest = performance.now();
    });
    answer(request, response).catch((error: unknown) => {
      log(`failed: ${request.method} ${describeError(error)}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: 'internal' });
    });
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A page of somebody else's whose name is made to resolve to 127.0.0.1 must not get answers (DNS rebinding).
    if (!/^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? ''))
      return sendJson(response, 421, { error: 'host' });
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'GET' && url.pathname === '/health') {
      const nonce = url.searchParams.get('nonce') ?? '';
      return sendJson(response, 200, {
        name,
        version,
        pid: process.pid,
        proof: proveSample(tokenHash, name, process.pid, nonce),
      });
    }
    if (request.method === 'POST' && url.pathname === '/stop') {
      if (!isAuthorised(request)) return sendJson(response, 401, { error: 'token' });
      response.once('close', () => end('stopped'));
      return sendJson(response, 202, { stopping: true });
    }
    await service.handle(request, response);
  };

  const port = await listen(server, previous?.port ?? 0);
  const endpoint: SampleEndpoint = {
    name,
    pid: process.pid,
    port,
    startedAt: new Date().toISOString(),
    version,
    facts: service.facts ?? {},
  };
  writeEndpoint(start.folder, endpoint);
  log(`started on port ${port}`);

  const idleMs = typeof start.idleMs === 'number' && start.idleMs > 0 ? start.idleMs : idleLimitMs;
  const idle = setInterval(
    () => {
      if (inFlight === 0 && performance.now() - lastRequest >= idleMs) end('idle');
    },
    Math.min(30_000, Math.ceil(idleMs / 4)),
  );

  let isEnding = false;
  const end = (why: string): void => {
    if (isEnding) return;
    isEnding = true;
    clearInterval(idle);
    close(why).then(
      () => process.exit(0),
      (error: unknown) => {
        log(`closing failed: ${describeError(error)}`);
        process.exit(1);
      },
    );
  };
  const close = async (why: string): Promise<void> => {
    await new Promise<void>((resolve) => {
      const cut = setTimeout(() => server.closeAllConnections(), closeMs);
      // A connection that was busy just now becomes idle, and nobody else would close it.
      const tidy = setInterval(() => server.closeIdleConnections(), 20);
      server.close(() => {
        clearTimeout(cut);
        clearInterval(tidy);
        resolve();
      });
    });
    await service.close();
    log(why);
    // Before the lock is let go of: the next process's endpoint must not be overwritten.
    writeEndpoint(start.folder, { ...endpoint, endedAt: new Date().toISOString() });
    lock.release();
  };
  process.on('SIGTERM', () => end('terminated'));
  process.on('SIGINT', () => end('interrupted'));
};

/** Reads the one line; what is wrong is named by its field. */
const readStart = async (input: Readable): Promise<SampleStart> => {
  const line = await readLine(input);
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    // The parser's own words would quote the line, and the line holds the token.
    throw new Error('start message: one line of JSON is expected');
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    throw new Error('start message: an object is expected');
  const { folder, token } = message as { folder?: unknown; token?: unknown };
  if (typeof folder !== 'string' || folder === '') throw new Error('start message: folder must be a path');
  if (typeof token !== 'string' || token.length < minTokenLength)
    throw new Error(`start message: token must have at least ${minTokenLength} characters`);
  return message as SampleStart;
};

const readLine = (input: Readable): Promise<string> => {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => done(new Error('start message: nothing came in time')), startMs);
    const done = (failure: Error | null): void => {
      clearTimeout(late);
      input.removeAllListeners();
      input.destroy();
      if (failure) reject(failure);
      else resolve(text.split('\n', 1)[0]!);
    };
    input.setEncoding('utf8');
    input.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > startLineBytes) done(new Error(`start message: longer than ${startLineBytes} bytes`));
      else if (text.includes('\n')) done(null);
    });
    input.once('end', () => done(text ? null : new Error('start message: nothing came')));
    input.once('error', () => done(new Error('start message: stdin failed')));
  });
};

/**
 * One process a folder. SQLite's lock is the operating system's, so it is gone with the process, even after SIGKILL.
 */
const takeLock = (folder: string): { release(): void } | null => {
  const database = new Database(join(folder, 'lock.db'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
};

/** The wished port when it is free, else any: links in old mails go on working whenever they can. */
const listen = async (server: Server, wish: number): Promise<number> => {
  const attempt = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        server.removeListener('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  try {
    return await attempt(wish);
  } catch (error) {
    if (wish === 0) throw error;
    return attempt(0);
  }
};

/** A JSON answer that nobody stores. */
export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
};
