/** What the queue asks, from main, at the size that was made: pages, counts, search. */
import { queueViews } from '#contract/queue';
import type { QueueView } from '#contract/queue';
import { queueCounts, queuePage, queueSearch } from '#main/store/cache/case-queries';
import type { CaseRow } from '#main/store/cache/case-queries';
import type { StoreClient } from '#main/store/spawn';
import { median, percentile, timed, turnByTurn } from './stats';
import { pointReads } from './store/point-reads';
import { ms } from './table';
import type { Line } from './table';

const pages = 150;
const staffId = 'maya-okafor';
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();
const crossing = 'most of it is the way to the store process and back, and the copy of 50 rows.';

type After = { readonly at: string; readonly id: string } | null;

/** Pages of a view one after the other, from its beginning again when it ends. */
const pager = (client: StoreClient, view: QueueView) => {
  let after: After = null;
  let rows: readonly CaseRow[] = [];
  return {
    next: async (): Promise<void> => {
      rows = await client.cache.query(queuePage, { view, staffId, until: tomorrow(), after });
      const last = rows.at(-1);
      after =
        rows.length < 50 || last === undefined
          ? null
          : { at: view === 'closed' ? last.updated_at : last.sort_at, id: last.case_id };
    },
    rows: () => rows,
  };
};

const pageLine = async (client: StoreClient, view: QueueView): Promise<Line> => {
  const pager_ = pager(client, view);
  await pager_.next();
  const found = await turnByTurn(
    pages,
    () => pager_.next(),
    () => client.cache.query(pointReads, { ids: pager_.rows().map((row) => row.case_id) }),
  );
  const ratio = median(found.a) / median(found.b);
  const p95 = percentile(found.a, 0.95);
  return {
    measure: `page of 50, ${view}`,
    measured: `p50 ${ms(median(found.a))}, p95 ${ms(p95)}`,
    baseline: `${ms(median(found.b))} same rows by key`,
    ratio,
    reach: 'p95 ≤ 2 ms, ≤ 3 ×',
    isReached: p95 <= 2 && ratio <= 3,
    why: crossing,
  };
};

const searchLine = async (
  client: StoreClient,
  measure: string,
  texts: readonly string[],
  limitMs: number,
): Promise<Line> => {
  const samples: number[] = [];
  for (let round = 0; round < 160; round += 1) {
    const text = texts[round % texts.length]!;
    const spent = await timed(() => client.cache.query(queueSearch, { text }));
    if (round >= 16) samples.push(spent);
  }
  const p95 = percentile(samples, 0.95);
  return {
    measure,
    measured: `p50 ${ms(median(samples))}, p95 ${ms(p95)}`,
    baseline: '',
    ratio: null,
    reach: `p95 ≤ ${limitMs} ms`,
    isReached: p95 <= limitMs,
    why: 'up to 200 of the newest matches are read row by row before the best 50 are shown.',
  };
};

/** Every view, the counts, and searches of four lengths. */
export const measureQueries = async (client: StoreClient): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  for (const view of queueViews) lines.push(await pageLine(client, view));
  const counts = await turnByTurn(
    pages,
    () => client.cache.query(queueCounts, { staffId, until: tomorrow() }),
    () => client.log.head(),
  );
  const p95 = percentile(counts.a, 0.95);
  lines.push({
    measure: 'all counts of the rail',
    measured: `p50 ${ms(median(counts.a))}, p95 ${ms(p95)}`,
    baseline: `${ms(median(counts.b))} empty question`,
    ratio: median(counts.a) / median(counts.b),
    reach: '≤ 2 ms',
    isReached: p95 <= 2,
    why: crossing,
  });
  const names = [
    'margaret',
    'tremblay',
    'desrosiers',
    'bouchard',
    'kowalczyk',
    'okafor martin',
    'lavallee',
    'macdonald',
    'amelie',
    'hannah',
  ];
  for (const length of [2, 3, 5, 8])
    lines.push(
      await searchLine(
        client,
        `search, ${length} characters`,
        names.map((name) => name.slice(0, length)),
        5,
      ),
    );
  lines.push(
    await searchLine(
      client,
      'search, two frequent beginnings that rarely meet',
      ['ma tre', 'law mei', 'ro llp', 'nor hal'],
      100,
    ),
  );
  return lines;
};
