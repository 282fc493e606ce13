/** Main's data in the page: cached by call and input, made stale by main's events alone. */
import type { CallInput, CallName, CallOutput, Calls } from '#contract/calls';
import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { call } from './bridge';
import type { CallFailure } from './bridge';

type NamesOf<K extends 'query' | 'command'> = {
  [N in CallName]: Calls[N] extends { readonly kind: K } ? N : never;
}[CallName];
export type QueryName = NamesOf<'query'>;
export type CommandName = NamesOf<'command'>;

/** One a window; tests make their own. `always`: the bridge works without a network. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Infinity,
        gcTime: 5 * 60_000,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });

/** The answer to a query, and again whenever main says that it changed. */
export const useCall = <N extends QueryName>(
  name: N,
  input: CallInput<N>,
  options: {
    readonly enabled?: boolean;
    readonly keepPrevious?: boolean;
    readonly everyMs?: number | ((answer: CallOutput<N> | undefined) => number | false);
  } = {},
): UseQueryResult<CallOutput<N>, CallFailure> =>
  useQuery<CallOutput<N>, CallFailure>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    refetchInterval:
      typeof options.everyMs === 'function'
        ? (query) => (options.everyMs as (answer: CallOutput<N> | undefined) => number | false)(query.state.data)
        : (options.everyMs ?? false),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });

/** A command: `mutate(input)`; its `error` is a `CallFailure` that stays until the next try or `reset`. */
export const useCommand = <N extends CommandName>(
  name: N,
): UseMutationResult<CallOutput<N>, CallFailure, CallInput<N>> =>
  useMutation<CallOutput<N>, CallFailure, CallInput<N>>({
    mutationKey: [name],
    mutationFn: (input) => call(name, input),
  });
