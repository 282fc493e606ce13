/** Credentials of outside systems in `secrets.json`: in, used, never out. Each is sealed for its name. */
import { join } from 'node:path';
import { readIfThere, writeWhole } from '#main/files/durable';
import { createQueues } from '#main/files/one-at-a-time';
import { seal, unseal } from '#main/files/sealed';
import { VaultError } from './vault-error';

export const secretsFile = 'secrets.json';
/** The credentials that a desk may keep. */
export const secretNames = ['smtp-password', 'identity-token'] as const;
export type SecretName = (typeof secretNames)[number];

const fileFormat = 1;
const longest = 8192;
const shortestToLookFor = 4;
type Row = { readonly box: string; readonly setAt: string };

const place = (name: string): string => `recovery-desk/secret/1/${name}`;
const corrupt = (): VaultError =>
  new VaultError(
    'secrets-corrupt',
    `${secretsFile} can't be read. Nothing was changed. Put it back from a copy, or remove it and enter the credentials again.`,
  );

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Row).box === 'string' &&
  typeof (value as Row).setAt === 'string';

const parse = (bytes: Buffer): ReadonlyMap<string, Row> => {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw corrupt();
  }
  const { format, secrets } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (format !== fileFormat || typeof secrets !== 'object' || secrets === null) throw corrupt();
  const rows = Object.entries(secrets as Record<string, unknown>);
  if (!rows.every((row): row is [string, Row] => isRow(row[1]))) throw corrupt();
  return new Map(rows);
};

const mentions = (error: unknown, secret: string): boolean => {
  if (secret.length < shortestToLookFor) return false;
  const seen = new Set<unknown>();
  const look = (value: unknown, depth: number): boolean => {
    if (typeof value === 'string') return value.includes(secret);
    if (typeof value !== 'object' || value === null || depth > 4 || seen.has(value)) return false;
    seen.add(value);
    return Object.getOwnPropertyNames(value).some((key) => look((value as Record<string, unknown>)[key], depth + 1));
  };
  return look(error, 0);
};

export type NamedSecrets = {
  put(name: SecretName, secret: string, at: Date): Promise<void>;
  /** Gives the secret to the work and nothing back but its answer. An error that repeats the secret is replaced. */
  use<T>(name: SecretName, work: (secret: string) => Promise<T> | T): Promise<T>;
  /** When it was entered, ISO; null when there is none. */
  since(name: SecretName): Promise<string | null>;
  forget(name: SecretName): Promise<void>;
};

/** The named secrets of a folder, sealed under `key` (32 bytes, kept by reference: zeroing it ends their use). */
export const createNamedSecrets = (folder: string, key: Uint8Array): NamedSecrets => {
  const path = join(folder, secretsFile);
  const queue = createQueues();
  const demandName = (name: string): void => {
    if (!secretNames.some((known) => known === name))
      throw new VaultError('bad-name', `"name": one of ${secretNames.join(', ')}.`);
  };
  const read = async (): Promise<ReadonlyMap<string, Row>> => {
    const bytes = await readIfThere(path);
    return bytes === null ? new Map() : parse(bytes);
  };
  const change = async (edit: (rows: Map<string, Row>) => void): Promise<void> =>
    await queue(path, async () => {
      const rows = new Map(await read());
      edit(rows);
      await writeWhole(
        path,
        Buffer.from(JSON.stringify({ format: fileFormat, secrets: Object.fromEntries(rows) }), 'utf8'),
      );
    });
  return {
    async put(name, secret, at) {
      demandName(name);
      if (secret === '' || secret.length > longest)
        throw new VaultError('bad-secret', `"secret": 1 to ${longest} characters.`);
      const plain = Buffer.from(secret, 'utf8');
      try {
        const row = { box: seal(key, place(name), plain).toString('base64'), setAt: at.toISOString() };
        await change((rows) => {
          rows.set(name, row);
        });
      } finally {
        plain.fill(0);
      }
    },
    async use(name, work) {
      demandName(name);
      const row = (await queue(path, read)).get(name);
      if (row === undefined) throw new VaultError('no-such-secret', `The vault holds no ${name}.`);
      let plain: Buffer;
      try {
        plain = unseal(key, place(name), Buffer.from(row.box, 'base64'));
      } catch {
        throw corrupt();
      }
      const secret = plain.toString('utf8');
      plain.fill(0);
      try {
        return await work(secret);
      } catch (error) {
        if (mentions(error, secret))
          throw new VaultError(
            'secret-withheld',
            `What used the ${name} failed, and its error repeated the secret, so it is not shown.`,
          );
        throw error;
      }
    },
    async since(name) {
      demandName(name);
      return (await queue(path, read)).get(name)?.setAt ?? null;
    },
    async forget(name) {
      demandName(name);
      await change((rows) => {
        rows.delete(name);
      });
    },
  };
};
