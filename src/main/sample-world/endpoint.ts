/** Where a sample process answers, and how it proves that it is the one that was started with our token. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type SampleName = 'identity' | 'mailbox';

/** `<folder>/endpoint.json`. It stays when the process ends, so that the next one can ask for the same port. */
export type SampleEndpoint = {
  readonly name: SampleName;
  readonly pid: number;
  readonly port: number;
  readonly startedAt: string;
  readonly version: string;
  /** What else a caller must know to reach it: `smtpPort` of the mailbox. Never a secret. */
  readonly facts: { readonly [fact: string]: string | number };
  /** Set when it has closed its files and let go of the folder; missing while it runs, and after it was killed. */
  readonly endedAt?: string;
};

/** Exit code of a process that found another one at work in its folder (`EX_TEMPFAIL` of sysexits). */
export const alreadyRunning = 75;

/** The shortest token that is taken, in characters: 128 bits and more in hex or base64url. */
export const minTokenLength = 22;

const fileOf = (folder: string): string => join(folder, 'endpoint.json');

/** Null when there is none or it can't be understood: then nothing is known about the folder's process. */
export const readEndpoint = (folder: string): SampleEndpoint | null => {
  try {
    const found = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Partial<SampleEndpoint> | null;
    const { name, pid, port, startedAt, version, facts, endedAt } = found ?? {};
    if ((name !== 'identity' && name !== 'mailbox') || typeof startedAt !== 'string' || typeof version !== 'string')
      return null;
    if (!Number.isInteger(pid) || !Number.isInteger(port) || port! < 1 || port! > 65_535) return null;
    return {
      name,
      pid: pid!,
      port: port!,
      startedAt,
      version,
      facts: typeof facts === 'object' && facts !== null ? facts : {},
      ...(typeof endedAt === 'string' ? { endedAt } : {}),
    };
  } catch {
    return null;
  }
};

/** Atomic: a reader sees the old endpoint or the new one, never half of one. */
export const writeEndpoint = (folder: string, endpoint: SampleEndpoint): void => {
  const draft = `${fileOf(folder)}.${endpoint.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(endpoint, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, fileOf(folder));
};

/** All that a sample process keeps of its token. */
export const hashToken = (token: string): Buffer => {
  return createHash('sha256').update(token).digest();
};

/** True when the request's bearer token is the one with this hash; takes the same time whatever it is. */
export const isBearer = (authorization: string | undefined, tokenHash: Buffer): boolean => {
  const given = /^Bearer ([\x21-\x7e]+)$/.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(hashToken(given), tokenHash);
};

/**
 * What the process answers to a nonce. The asker checks it before it shows its token: a port of a process that died may
 * belong to anybody by now.
 */
export const proveSample = (tokenHash: Buffer, name: SampleName, pid: number, nonce: string): string => {
  return createHmac('sha256', tokenHash).update(`${name}\n${pid}\n${nonce}`).digest('hex');
};
