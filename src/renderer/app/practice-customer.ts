/** Whose sample sign-in is shown; opened from menus that go away when they are used. */
import { useEffect } from 'react';
import { create } from 'zustand';

type PracticeCustomerState = {
  readonly caseId: string | null;
  /** The case that stands on the screen, also beside the queue. */
  readonly inView: string | null;
  readonly open: (caseId: string) => void;
  readonly close: () => void;
};

export const usePracticeCustomer = create<PracticeCustomerState>((set) => ({
  caseId: null,
  inView: null,
  open: (caseId) => set({ caseId }),
  close: () => set({ caseId: null }),
}));

/** Says which case is on the screen, for as long as it is. */
export const useCaseInView = (caseId: string): void => {
  useEffect(() => {
    usePracticeCustomer.setState({ inView: caseId });
    return () => usePracticeCustomer.setState({ inView: null });
  }, [caseId]);
};
