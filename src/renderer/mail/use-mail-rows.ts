/** The mails of a filter and a search: pages of a hundred, newest first. */
import type { CallOutput } from '#contract/calls';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../app/bridge';
import type { CallFailure } from '../app/bridge';
import type { MailFilter } from './texts';

type Page = CallOutput<'mail.list'>;

/** `first` is null until the first page came; `more` reads on. */
export const useMailRows = (state: MailFilter, search: string) => {
  const query = useInfiniteQuery<
    Page,
    CallFailure,
    { pages: Page[] },
    readonly ['mail.list', { state: MailFilter; search: string }],
    string | null
  >({
    queryKey: ['mail.list', { state, search }],
    queryFn: ({ pageParam }) => call('mail.list', { state, search, after: pageParam }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  return {
    first: pages[0] ?? null,
    rows: pages.flatMap((page) => page.rows),
    failure: query.error,
    isLoading: query.isPending,
    isLoadingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
};
