import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { seal, unseal } from '#main/files/sealed';
import { createEvidenceStore, type EvidenceStore } from '#main/evidence/evidence-store';

const dayMs = 86_400_000;
const marker = Buffer.from('MARKER-OF-THE-TEST-PICTURE-4711');
const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), marker, randomBytes(50_000), marker]);
const wrapKey = randomBytes(32);

let root: string;
let now: Date;
const clock = { now: () => now };
const open = async (key: Uint8Array = wrapKey): Promise<EvidenceStore> =>
  await createEvidenceStore({ folder: join(root, 'evidence'), keysFolder: join(root, 'keys'), wrapKey: key, clock });
const filesUnder = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const everyByte = async (): Promise<Buffer> =>
  Buffer.concat(await Promise.all((await filesUnder(root)).map(async (file) => await readFile(file))));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evidence-'));
  now = new Date('2026-11-09T10:00:00Z');
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('keeping pictures', () => {
  test('what was put comes back byte for byte, also after a restart', async () => {
    const put = await (await open()).put('check-1', 'front', 'image/jpeg', picture);
    const again = await open();
    expect(put).toMatchObject({
      slot: 'front',
      contentType: 'image/jpeg',
      bytes: picture.byteLength,
      sha256: createHash('sha256').update(picture).digest('hex'),
    });
    expect(await again.list('check-1')).toEqual([put]);
    expect((await again.read('check-1', put!.evidenceId))?.bytes.equals(picture)).toBe(true);
  });

  test('nothing of a picture is in clear on the disk, nor its slot or type', async () => {
    const store = await open();
    await store.put('check-1', 'front', 'image/jpeg', picture);
    await store.put('check-1', 'selfie', 'image/jpeg', picture);
    const disk = await everyByte();
    expect(disk.byteLength).toBeGreaterThan(2 * picture.byteLength);
    for (const secret of [marker, picture.subarray(1000, 1016), Buffer.from('selfie'), Buffer.from('image/jpeg')])
      expect(disk.includes(secret)).toBe(false);
  });

  test('a slot holds one picture: the newer one', async () => {
    const store = await open();
    await store.put('check-1', 'front', 'image/jpeg', randomBytes(100));
    const second = await store.put('check-1', 'front', 'image/png', picture);
    await store.put('check-1', 'back', 'image/png', picture);
    expect((await store.list('check-1')).map((one) => [one.slot, one.contentType])).toEqual([
      ['front', 'image/png'],
      ['back', 'image/png'],
    ]);
    expect((await store.list('check-1'))[0]).toEqual(second);
    expect((await filesUnder(join(root, 'evidence'))).length).toBe(2);
  });

  test('a picture that was taken away is gone, the others stay', async () => {
    const store = await open();
    await store.put('check-1', 'front', 'image/jpeg', picture);
    await store.put('check-1', 'back', 'image/jpeg', picture);
    await store.remove('check-1', 'back');
    expect((await store.list('check-1')).map((one) => one.slot)).toEqual(['front']);
  });

  test("one check can't read another's picture, even with its file moved over", async () => {
    const store = await open();
    const mine = await store.put('check-1', 'front', 'image/jpeg', picture);
    await store.put('check-2', 'front', 'image/jpeg', picture);
    expect(await store.read('check-2', mine!.evidenceId)).toBeNull();
    const file = (await filesUnder(join(root, 'evidence'))).find((path) =>
      path.endsWith(`${mine!.evidenceId}.sealed`),
    )!;
    const theirs = (await filesUnder(join(root, 'evidence'))).find((path) => path !== file)!;
    await rename(file, join(dirname(theirs), `${mine!.evidenceId}.sealed`));
    await expect(store.read('check-2', mine!.evidenceId)).rejects.toThrow();
    await expect(store.list('check-2')).rejects.toThrow();
  });

  test('a changed byte anywhere in a file is noticed', async () => {
    const store = await open();
    const put = await store.put('check-1', 'front', 'image/jpeg', picture);
    const [file] = await filesUnder(join(root, 'evidence'));
    const whole = await readFile(file!);
    for (const at of [whole.byteLength - 1, whole.byteLength >> 1, 40]) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 1;
      await writeFile(file!, changed);
      await expect(store.read('check-1', put!.evidenceId)).rejects.toThrow();
    }
  });

  test('with another vault key nothing opens', async () => {
    const put = await (await open()).put('check-1', 'front', 'image/jpeg', picture);
    const other = await open(randomBytes(32));
    expect(await other.read('check-1', put!.evidenceId)).toBeNull();
    expect(await other.list('check-1')).toEqual([]);
  });

  test('a vault key of the wrong length is refused by name', async () => {
    await expect(open(randomBytes(16))).rejects.toThrow(/wrapKey: 32 bytes/);
  });

  test('an evidence id that is a path opens nothing', async () => {
    const store = await open();
    await store.put('check-1', 'front', 'image/jpeg', picture);
    expect(await store.read('check-1', '../../keys/x')).toBeNull();
    expect(await store.read('../check-1', 'a')).toBeNull();
  });
});

describe('destroying them (R18)', () => {
  test('key and files are gone, other checks stay, and a second time is no error', async () => {
    const store = await open();
    const mine = await store.put('check-1', 'front', 'image/jpeg', picture);
    const other = await store.put('check-2', 'front', 'image/jpeg', picture);
    await store.destroy('check-1');
    await store.destroy('check-1');
    expect(await store.read('check-1', mine!.evidenceId)).toBeNull();
    expect(await store.list('check-1')).toEqual([]);
    expect((await store.read('check-2', other!.evidenceId))?.bytes.equals(picture)).toBe(true);
    expect((await filesUnder(root)).filter((file) => file.endsWith('.key')).length).toBe(1);
  });

  test('a copy of the files from before is worth nothing without the key', async () => {
    const store = await open();
    const mine = await store.put('check-1', 'front', 'image/jpeg', picture);
    const [file] = await filesUnder(join(root, 'evidence'));
    const copy = await readFile(file!);
    await store.destroy('check-1');
    await store.put('check-2', 'front', 'image/jpeg', picture);
    const [living] = await readdir(join(root, 'evidence'));
    await writeFile(join(root, 'evidence', living!, `${mine!.evidenceId}.sealed`), copy);
    await expect(store.read('check-2', mine!.evidenceId)).rejects.toThrow();
    expect(await store.read('check-1', mine!.evidenceId)).toBeNull();
  });

  test('a picture that arrives after the destruction is not kept', async () => {
    const store = await open();
    await store.put('check-1', 'front', 'image/jpeg', picture);
    await store.destroy('check-1');
    expect(await store.put('check-1', 'front', 'image/jpeg', picture)).toBeNull();
    await store.destroy('check-never-seen');
    expect(await store.put('check-never-seen', 'front', 'image/jpeg', picture)).toBeNull();
    expect(await filesUnder(join(root, 'evidence'))).toEqual([]);
  });

  test.each(['after the key was overwritten', 'after the key was removed', 'after the record was written'])(
    'a crash %s leaves nothing readable, and the next sweep finishes',
    async (when) => {
      const store = await open();
      const mine = await store.put('check-1', 'front', 'image/jpeg', picture);
      await store.put('check-2', 'front', 'image/jpeg', picture);
      const files = await filesUnder(join(root, 'keys'));
      const record = (
        await Promise.all(
          files
            .filter((file) => file.endsWith('.json'))
            .map(async (file) => ({ file, text: await readFile(file, 'utf8') })),
        )
      ).find((one) => one.text.includes('"check-1"'))!;
      const key = record.file.replace('.json', '.key');
      if (when.includes('overwritten')) await writeFile(key, randomBytes(60));
      else await rm(key);
      if (when.includes('record'))
        await writeFile(
          record.file,
          JSON.stringify({ checkId: 'check-1', createdAt: now.toISOString(), destroyedAt: now.toISOString() }),
        );

      const after = await open();
      expect(await after.read('check-1', mine!.evidenceId)).toBeNull();
      expect(await after.put('check-1', 'front', 'image/jpeg', picture)).toBeNull();
      await after.sweep(10 * dayMs);
      expect((await readdir(join(root, 'evidence'))).length).toBe(1);
      expect((await filesUnder(root)).some((file) => file === key)).toBe(false);
      expect(await after.list('check-2')).toHaveLength(1);
    },
  );

  test('after ten days the sweep destroys, and says whose pictures went', async () => {
    const store = await open();
    await store.put('check-old', 'front', 'image/jpeg', picture);
    now = new Date(now.getTime() + 5 * dayMs);
    await store.put('check-old', 'selfie', 'image/jpeg', picture);
    await store.put('check-new', 'front', 'image/jpeg', picture);
    now = new Date(now.getTime() + 5 * dayMs - 1);
    expect(await store.sweep(10 * dayMs)).toEqual([]);
    now = new Date(now.getTime() + 1);
    expect(await store.sweep(10 * dayMs)).toEqual(['check-old']);
    expect(await store.sweep(10 * dayMs)).toEqual([]);
    expect(await store.list('check-old')).toEqual([]);
    expect(await store.list('check-new')).toHaveLength(1);
  });

  test('an upload that a crash cut short leaves no file after the sweep', async () => {
    const store = await open();
    await store.put('check-1', 'front', 'image/jpeg', picture);
    const [folder] = await readdir(join(root, 'evidence'));
    await writeFile(join(root, 'evidence', folder!, 'x.sealed.abc.part'), 'half');
    await store.sweep(10 * dayMs);
    expect((await filesUnder(join(root, 'evidence'))).map((file) => file.endsWith('.part'))).toEqual([false]);
  });
});

describe('one-time handles', () => {
  const daniel = { seatId: 'seat-1', staffId: 'daniel' };
  const shown = (evidenceId: string) => ({ caseId: 'case-1', checkId: 'check-1', evidenceId, viewer: daniel });

  test('a handle shows the picture once, to the viewer it was issued for', async () => {
    const store = await open();
    const put = await store.put('check-1', 'front', 'image/jpeg', picture);
    const handle = store.issueHandle(shown(put!.evidenceId));
    const taken = await store.take(handle);
    expect(taken?.bytes.equals(picture)).toBe(true);
    expect(taken).toMatchObject({ contentType: 'image/jpeg', viewer: daniel });
    expect(await store.take(handle)).toBeNull();
  });

  test('a handle ends after sixty seconds, and with the pictures', async () => {
    const store = await open();
    const put = await store.put('check-1', 'front', 'image/jpeg', picture);
    const late = store.issueHandle(shown(put!.evidenceId));
    now = new Date(now.getTime() + 60_000);
    expect(await store.take(late)).toBeNull();
    const destroyed = store.issueHandle(shown(put!.evidenceId));
    await store.destroy('check-1');
    expect(await store.take(destroyed)).toBeNull();
    expect(await store.take('made-up')).toBeNull();
  });
});

describe('a sealed box', () => {
  test('opens with its key at its place, and nowhere else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.string(), fc.string(), (plain, place, other) => {
        const key = randomBytes(32);
        const box = seal(key, place, plain);
        expect(unseal(key, place, box)).toEqual(Buffer.from(plain));
        expect(() => unseal(randomBytes(32), place, box)).toThrow();
        if (other !== place) expect(() => unseal(key, other, box)).toThrow();
      }),
    );
  });
});
