/**
 * Backup codes that were just made: they stay on the screen until the person says that they kept them, whatever else
 * changes below.
 */
import { create } from 'zustand';

export const useShownOnce = create<{
  readonly codes: readonly string[] | null;
  readonly show: (codes: readonly string[]) => void;
  readonly forget: () => void;
}>((set) => ({
  codes: null,
  show: (codes) => set({ codes }),
  forget: () => set({ codes: null }),
}));
