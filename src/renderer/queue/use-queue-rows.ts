/** The queue's rows: pages by keyset, and an order that holds still while somebody points at it. */
import type { CallOutput } from '#contract/calls';
import type { QueueRow, QueueView } from '#contract/queue';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../app/bridge';
import type { CallFailure } from '../app/bridge';

type Page = CallOutput<'queue.page'>;

/**
 * Rows in the order that was seen before: changed ones stay where they are, new ones come after their neighbour, gone
 * ones go.
 */
export const keepOrder = (seen: readonly string[], rows: readonly QueueRow[]): readonly QueueRow[] => {
  const fresh = new Map(rows.map((row) => [row.caseId, row]));
  const order = seen.filter((id) => fresh.has(id));
  const known = new Set(order);
  rows.forEach((row, index) => {
    if (known.has(row.caseId)) return;
    const before = rows[index - 1]?.caseId;
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, row.caseId);
    known.add(row.caseId);
  });
  return order.map((id) => fresh.get(id)!);
};

export type QueueRows = {
  readonly rows: readonly QueueRow[];
  readonly calendar: string;
  /** A search found older ones than these so many. */
  readonly newest: number | null;
  readonly isLoading: boolean;
  readonly isLoadingMore: boolean;
  readonly hasMore: boolean;
  readonly failure: CallFailure | null;
  readonly updatedAtMs: number;
  readonly more: () => void;
  readonly again: () => void;
  /** Holds the order, or applies main's again. */
  readonly hold: (isHeld: boolean) => void;
};

/** Fifty rows a page, first to break first. */
export const useQueueRows = (view: QueueView, search: string): QueueRows => {
  const query = useInfiniteQuery<
    Page,
    CallFailure,
    { pages: Page[] },
    readonly ['queue.page', { view: QueueView; search: string }],
    string | null
  >({
    queryKey: ['queue.page', { view, search }],
    queryFn: ({ pageParam }) => call('queue.page', { view, search, after: pageParam }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  return {
    rows: held === null ? rows : keepOrder(held, rows),
    calendar: pages[0]?.calendar ?? '',
    newest: pages[0]?.newest ?? null,
    isLoading: query.isPending,
    isLoadingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    failure: query.error,
    updatedAtMs: query.dataUpdatedAt,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    again: () => void query.refetch(),
    hold: (isHeld) => setHeld(isHeld ? rows.map((row) => row.caseId) : null),
  };
};
