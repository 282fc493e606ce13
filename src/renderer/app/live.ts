/** What main tells the window unasked: which answers are stale, how the store is, that the session changed. */
import type { StoreStatus } from '#contract/events';
import { bridgeEvent } from '#contract/events';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { create } from 'zustand';
import { useNavigation } from './navigation';

/** The store process as it last spoke; null before its first word. */
export const useStoreStatus = create<{
  readonly status: StoreStatus | null;
  readonly set: (status: StoreStatus | null) => void;
}>((set) => ({
  status: null,
  set: (status) => set({ status }),
}));

const callsOfTopic: Readonly<Record<string, readonly string[]>> = {
  queue: ['queue.page', 'queue.counts', 'review.list', 'policy.preview'],
  policy: ['policy.get', 'policy.preview', 'desk.strip', 'desk.state', 'session.state', 'cases.get', 'review.get'],
  mail: ['mail.list', 'desk.strip'],
  guidance: ['guidance.get', 'guidance.feedback'],
  looks: ['looks.list'],
  staff: ['staff.list', 'cases.colleagues', 'session.state'],
};

const isAbout = (input: unknown, caseId: string): boolean =>
  typeof input === 'object' && input !== null && 'caseId' in input && input.caseId === caseId;

/** Makes the answers of a topic stale; those on the screen are asked again at once. */
export const invalidateTopic = (client: QueryClient, topic: string): Promise<void> => {
  if (topic === 'all') return client.invalidateQueries();
  if (topic.startsWith('case:')) {
    const id = topic.slice('case:'.length);
    return client.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey[1], id) });
  }
  const names = callsOfTopic[topic] ?? [];
  return client.invalidateQueries({ predicate: ({ queryKey }) => names.includes(String(queryKey[0])) });
};

const beforeSignIn = new Set(['desk.state', 'session.state', 'desk.vaultChoices', 'desk.practiceCodes']);
const isPersonal = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean =>
  !beforeSignIn.has(String(queryKey[0]));

/** Handles one event of the bridge; an unknown one is left alone. */
export const takeEvent = async (client: QueryClient, raw: unknown): Promise<void> => {
  const parsed = bridgeEvent.safeParse(raw);
  if (!parsed.success) return;
  const event = parsed.data;
  switch (event.type) {
    case 'changed':
      await Promise.all(event.topics.map((topic) => invalidateTopic(client, topic)));
      return;
    case 'store': {
      const before = useStoreStatus.getState().status?.state;
      useStoreStatus.getState().set(event.status);
      if (event.status.state === 'ready' && before !== undefined && before !== 'ready')
        await client.invalidateQueries();
      else await client.invalidateQueries({ queryKey: ['desk.state'] });
      return;
    }
    case 'session':
      // What was read for one person is not shown to the next, not even for a moment.
      if (event.reason === 'signed-in') {
        await Promise.all([
          client.resetQueries({ predicate: isPersonal }),
          client.invalidateQueries({ queryKey: ['session.state'] }),
        ]);
        return;
      }
      // Whoever signs in next begins at the queue, not where somebody else stood.
      if (event.reason === 'signed-out') useNavigation.getState().reset();
      await client.invalidateQueries({ queryKey: ['session.state'] });
      client.removeQueries({ predicate: isPersonal });
      return;
    case 'desk':
      useNavigation.getState().reset();
      useStoreStatus.getState().set(null);
      await client.resetQueries();
      return;
  }
};

/** Listens for as long as the window is there. */
export const useLive = (): void => {
  const client = useQueryClient();
  useEffect(() => window.desk.onEvent((event) => void takeEvent(client, event)), [client]);
};
