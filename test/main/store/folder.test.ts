import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileSystemOf, lockFolder, prepareFolder, refuseNetworkDrive } from '#main/store/folder';
import { temporaryFolder } from '#support/store-process';

const mountsFile = [
  '24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '30 24 0:26 / /home rw,relatime shared:5 - btrfs /dev/vdb rw',
  '31 24 0:40 / /mnt/office rw - nfs4 server:/export rw',
  '32 24 0:41 / /mnt/my\\040share rw - cifs //server/share rw',
  '33 24 0:42 / /home/amy/remote rw - fuse.sshfs amy@host: rw',
  '34 24 0:43 / /home/amy/usb rw - fuseblk /dev/sdb1 rw',
  '35 24 0:44 / /mnt/office/local rw - xfs /dev/sdc rw',
  '36 24 0:45 / /twice rw - ext4 /dev/sdd rw',
  '37 24 0:46 / /twice rw - smb3 //server/x rw',
].join('\n');

describe('a data folder', () => {
  test.each([
    ['/home/amy/desk', 'btrfs'],
    ['/mnt/office', 'nfs4'],
    ['/mnt/officeless/desk', 'ext4'],
    ['/mnt/my share/desk', 'cifs'],
    ['/mnt/office/local/desk', 'xfs'],
    ['/twice/x', 'smb3'],
  ])('%s lies on %s', (path, type) => expect(fileSystemOf(path, mountsFile)).toBe(type));

  test.each(['/mnt/office/desk', '/mnt/my share/desk', '/home/amy/remote/desk', '/twice'])(
    '%s is refused: it is on the network',
    (path) => {
      expect(() => refuseNetworkDrive(path, mountsFile)).toThrow(
        /lies on a network drive \((?:nfs4|cifs|fuse\.sshfs|smb3)\).*this machine's own disk/,
      );
    },
  );

  test.each(['/home/amy/desk', '/home/amy/usb/desk', '/mnt/office/local', '/'])('%s is taken', (path) => {
    expect(() => refuseNetworkDrive(path, mountsFile)).not.toThrow();
  });

  test('of a system that tells nothing of its mounts is taken', () => {
    expect(() => refuseNetworkDrive('/Users/amy/desk', null)).not.toThrow();
  });
});

describe('preparing a folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  test('makes it for its owner only', () => {
    const path = prepareFolder(join(folder.path, 'a/b'));
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test('a folder is one desk’s at a time', () => {
    mkdirSync(join(folder.path, 'desk'));
    const lock = lockFolder(folder.path, 0);
    expect(() => lockFolder(folder.path, 0)).toThrow(/in use by another Recovery Desk/);
    lock.release();
    lockFolder(folder.path, 0).release();
  });
});
