/** What a data folder must be before the store touches it: on this machine's own disk, and no other desk's. */
import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import Database from 'better-sqlite3';
import { StoreRefused } from './refused';
import { sqliteCode } from './sqlite';

/**
 * File systems over a network, where locks and fsync are promises of somebody else. Names as in /proc/self/mountinfo.
 */
const networkDisks = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb2',
  'smb3',
  'smbfs',
  'ncpfs',
  'afs',
  'ceph',
  'lustre',
  'glusterfs',
  '9p',
  'davfs',
  'ocfs2',
  'gfs2',
  'beegfs',
  'fuse.sshfs',
  'fuse.rclone',
  'fuse.s3fs',
  'fuse.glusterfs',
  'fuse.davfs2',
  'fuse.curlftpfs',
  'fuse.gvfsd-fuse',
  'fuse.smbnetfs',
  'fuse.gcsfuse',
]);

/** mountinfo writes spaces and the like as \040 (proc(5)). */
const unescape = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/**
 * The type of the file system that a path lies on, from the text of /proc/self/mountinfo; null when it can't be told.
 */
export const fileSystemOf = (path: string, mountinfo: string): string | null => {
  let best: { readonly length: number; readonly type: string } | null = null;
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const mount = before?.split(' ')[4];
    const type = after?.split(' ')[0];
    if (mount === undefined || type === undefined) continue;
    const point = unescape(mount);
    const isOver = point === '/' || path === point || path.startsWith(`${point}/`);
    // The later of two mounts on one point hides the earlier.
    if (isOver && (best === null || point.length >= best.length)) best = { length: point.length, type };
  }
  return best?.type ?? null;
};

/** Throws StoreRefused when the folder lies on a network drive, as far as this system tells. */
export const refuseNetworkDrive = (folder: string, mountinfo: string | null): void => {
  const isShare = sep === '\\' && folder.startsWith('\\\\');
  const type = mountinfo === null ? null : fileSystemOf(folder, mountinfo);
  if (!isShare && (type === null || !networkDisks.has(type))) return;
  throw new StoreRefused(
    'network-drive',
    `The data folder lies on a network drive${type === null ? '' : ` (${type})`}, where a log can't be kept safely. Choose a folder on this machine's own disk.`,
  );
};

const mountinfoHere = (): string | null => {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return null;
  }
};

/** Makes the folder when it isn't there, readable by its owner only, and answers its true path. Throws StoreRefused. */
export const prepareFolder = (folder: string): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = realpathSync(folder);
  refuseNetworkDrive(path, mountinfoHere());
  return path;
};

/**
 * Holds the folder until `release` or this process's death, after at most `waitMs` for one that is ending. Throws
 * StoreRefused.
 */
export const lockFolder = (folder: string, waitMs = 1000): { release(): void } => {
  // An empty SQLite file: its lock is the system's, goes with the process, and works the same on every platform.
  const db = new Database(join(folder, 'store.lock'), { timeout: waitMs });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true)
      throw new StoreRefused('in-use', 'The data folder is in use by another Recovery Desk. Close that one first.');
    throw error;
  }
  return { release: () => void db.close() };
};
