/**
 * Merkle tree of RFC 6962 §2.1 over SHA-256: the root that a checkpoint signs, and the proof that a row is under it.
 */
import { hash } from 'node:crypto';

/** In one call: an object for each hash costs as much again as the hash. */
const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

/** RFC 6962 §2.1: leaves and nodes are hashed apart, so that a node can't be shown as a leaf. */
export const leafHash = (entry: Uint8Array): Buffer => sha256(leafPrefix, entry);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodePrefix, left, right);

/**
 * The right edge of a growing tree: one root for each perfect subtree, largest first, as many as `size` has ones in
 * binary. Adding a leaf costs two hashes on average, the root at most one per peak.
 */
export type Peaks = { readonly size: number; readonly roots: readonly Buffer[] };

export const noPeaks: Peaks = { size: 0, roots: [] };

/** The peaks after one more entry. */
export const addEntry = (peaks: Peaks, entry: Uint8Array): Peaks => {
  const roots = [...peaks.roots];
  let root = leafHash(entry);
  // Number division, not bit shifts: positions may pass 2^31.
  for (let rest = peaks.size; rest % 2 === 1; rest = Math.floor(rest / 2)) root = nodeHash(roots.pop()!, root);
  roots.push(root);
  return { size: peaks.size + 1, roots };
};

/** The tree's root; of the empty tree, SHA-256 of nothing. */
export const rootOf = (peaks: Peaks): Buffer => {
  if (peaks.roots.length === 0) return sha256();
  return peaks.roots.reduceRight((right, left) => nodeHash(left, right));
};

/** Peaks as one run of bytes, to be kept beside a checkpoint. */
export const packPeaks = (peaks: Peaks): Buffer => Buffer.concat(peaks.roots);

/** Null when the bytes can't be the peaks of a tree of that size. */
export const unpackPeaks = (size: number, bytes: Uint8Array): Peaks | null => {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  if (bytes.byteLength !== ones * 32) return null;
  return { size, roots: Array.from({ length: ones }, (_, i) => Buffer.from(bytes.subarray(i * 32, i * 32 + 32))) };
};

const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};

const rootOfRange = (entries: readonly Uint8Array[], from: number, to: number): Buffer => {
  let peaks = noPeaks;
  for (let i = from; i < to; i += 1) peaks = addEntry(peaks, entries[i]!);
  return rootOf(peaks);
};

/** RFC 6962 §2.1.1: what shows that entry `index` is under the root of all `entries`. Throws RangeError outside. */
export const inclusionProof = (entries: readonly Uint8Array[], index: number): Buffer[] => {
  if (!Number.isInteger(index) || index < 0 || index >= entries.length)
    throw new RangeError(`index: ${index} is not below ${entries.length}`);
  const path: Buffer[] = [];
  let from = 0;
  let to = entries.length;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push(rootOfRange(entries, middle, to));
      to = middle;
    } else {
      path.push(rootOfRange(entries, from, middle));
      from = middle;
    }
  }
  return path.toReversed();
};

/** Whether the proof leads from the entry to the root, with nothing of the log at hand. RFC 9162 §2.1.3.2. */
export const provesInclusion = (proof: {
  readonly entry: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}): boolean => {
  if (!Number.isInteger(proof.index) || proof.index < 0 || proof.index >= proof.size) return false;
  let here = proof.index;
  let last = proof.size - 1;
  let hash = leafHash(proof.entry);
  for (const sibling of proof.path) {
    if (last === 0) return false;
    if (here % 2 === 1 || here === last) {
      hash = nodeHash(sibling, hash);
      while (here % 2 === 0 && here !== 0) {
        here = Math.floor(here / 2);
        last = Math.floor(last / 2);
      }
    } else hash = nodeHash(hash, sibling);
    here = Math.floor(here / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.equals(proof.root);
};
