import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addEntry,
  inclusionProof,
  leafHash,
  noPeaks,
  packPeaks,
  provesInclusion,
  rootOf,
  unpackPeaks,
  type Peaks,
} from '#main/store/log/merkle';

const peaksOf = (entries: readonly Uint8Array[]): Peaks => entries.reduce(addEntry, noPeaks);

/** The vectors of Certificate Transparency's reference implementation. */
const leafRows = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the Merkle tree of RFC 6962', () => {
  test.each(roots.map((root, size) => [size, root] as const))(
    'of the first %i known leaves has the known root',
    (size, root) => {
      expect(rootOf(peaksOf(leafRows.slice(0, size))).toString('hex')).toBe(root);
    },
  );

  test('hashes leaves apart from nodes', () => {
    expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(roots[1]);
  });

  test.each([
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  ])('proves leaf %i of %i by the known path', (index, size, path) => {
    expect(inclusionProof(leafRows.slice(0, size), index).map((hash) => hash.toString('hex'))).toEqual(path);
  });

  const entries = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 40 });

  test('every entry of a tree of any size is proved, and no other in its place', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (all, pick) => {
        const index = pick % all.length;
        const proof = {
          entry: all[index]!,
          index,
          size: all.length,
          path: inclusionProof(all, index),
          root: rootOf(peaksOf(all)),
        };
        expect(provesInclusion(proof)).toBe(true);
        expect(provesInclusion({ ...proof, entry: Buffer.alloc(32, 1) })).toBe(Buffer.alloc(32, 1).equals(all[index]!));
        expect(provesInclusion({ ...proof, index: all.length })).toBe(false);
        expect(provesInclusion({ ...proof, path: [...proof.path, Buffer.alloc(32)] })).toBe(false);
        if (proof.path.length > 0) expect(provesInclusion({ ...proof, path: proof.path.slice(1) })).toBe(false);
      }),
    );
  });

  test('peaks that were packed go on as if they never had been', () => {
    fc.assert(
      fc.property(entries, entries, (first, more) => {
        const kept = unpackPeaks(first.length, packPeaks(peaksOf(first)))!;
        expect(rootOf(more.reduce(addEntry, kept))).toEqual(rootOf(peaksOf([...first, ...more])));
      }),
    );
  });

  test('bytes that can’t be the peaks of that size are no peaks', () => {
    expect(unpackPeaks(3, Buffer.alloc(32))).toBeNull();
    expect(unpackPeaks(0, Buffer.alloc(0))).toEqual(noPeaks);
  });
});
