/** The thread of a case: pages of a hundred, newest first, and again whenever the case changes. */
import type { CallOutput } from '#contract/calls';
import type { ThreadFilter } from '#contract/thread';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../app/bridge';
import type { CallFailure } from '../../app/bridge';

type Page = CallOutput<'cases.thread'>;
type Asked = { readonly caseId: string; readonly show: ThreadFilter };

/** `counts` is null until the first page came; `more` reads on. */
export const useThread = (asked: Asked) => {
  const query = useInfiniteQuery<Page, CallFailure, { pages: Page[] }, readonly ['cases.thread', Asked], string | null>(
    {
      queryKey: ['cases.thread', asked],
      queryFn: ({ pageParam }) => call('cases.thread', { ...asked, after: pageParam }),
      initialPageParam: null,
      getNextPageParam: (last) => last.next,
      placeholderData: keepPreviousData,
    },
  );
  const pages = query.data?.pages ?? [];
  return {
    counts: pages[0]?.counts ?? null,
    entries: pages.flatMap((page) => page.entries),
    failure: query.error,
    isLoadingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
};
