/** The queue's view and words, kept while one looks at other screens and reachable from the palette. */
import type { QueueView } from '#contract/queue';
import { create } from 'zustand';

type QueueSearch = {
  readonly view: QueueView;
  readonly search: string;
  readonly selected: string | null;
  readonly setView: (view: QueueView) => void;
  readonly setSearch: (search: string) => void;
  readonly select: (caseId: string | null) => void;
};

export const useQueueSearch = create<QueueSearch>((set) => ({
  view: 'all-open',
  search: '',
  selected: null,
  setView: (view) => set({ view, selected: null }),
  setSearch: (search) => set({ search: search.slice(0, 100) }),
  select: (selected) => set({ selected }),
}));
