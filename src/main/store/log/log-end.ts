/** The end of the log as its file has it: the last row, the tree over all rows, and how much of it is signed. */
import type { Db } from '../sqlite';
import { checkpointFrom, type Checkpoint } from './checkpoint';
import { checkpointStream } from './event-log';
import { logColumns, readRow, type LogRow } from './log-rows';
import { addEntry, noPeaks, packPeaks, unpackPeaks, type Peaks } from './merkle';
import type { KeyRing } from './seal';

type Last = { readonly position: number; readonly recordedAt: string | null };
export type End = { last: Last; peaks: Peaks; signedSize: number };

/** `isWhole`: false for a log that was tampered with, whose tree nobody goes on with. */
export const logEnd = (db: Db, ring: KeyRing, isWhole: boolean) => {
  const lastRow = db.prepare<[], Last>(
    'SELECT position, recorded_at AS recordedAt FROM events ORDER BY position DESC LIMIT 1',
  );
  const hashesAfter = db
    .prepare<[number], Buffer>('SELECT hash FROM events WHERE position > ? ORDER BY position')
    .pluck();
  const lastOfCheckpoints = db.prepare<[string], LogRow>(
    `SELECT ${logColumns} FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1`,
  );
  const keep = db.prepare('UPDATE tree SET size = ?, peaks = ? WHERE id = 1');

  const lastCheckpoint = (): Checkpoint | null => {
    const row = lastOfCheckpoints.get(checkpointStream);
    return row === undefined ? null : checkpointFrom(readRow(row, ring));
  };

  const loadPeaks = (): Peaks => {
    const kept = db.prepare<[], { size: number; peaks: Buffer }>('SELECT size, peaks FROM tree').get();
    let loaded = (kept && unpackPeaks(kept.size, kept.peaks)) ?? noPeaks;
    for (const hash of hashesAfter.iterate(loaded.size)) loaded = addEntry(loaded, hash);
    return loaded;
  };

  return {
    lastCheckpoint,
    read: (): End => ({
      last: lastRow.get() ?? { position: 0, recordedAt: null },
      peaks: isWhole ? loadPeaks() : noPeaks,
      signedSize: lastCheckpoint()?.size ?? 0,
    }),
    /** Keeps the tree's edge beside a checkpoint, so that an open need not hash the whole log again. */
    keepTree: (peaks: Peaks): void => void keep.run(peaks.size, packPeaks(peaks)),
  };
};
