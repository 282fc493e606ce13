/**
 * The last act at this window that can be taken back, kept while the person goes on: closing a case moves the queue to
 * the next one.
 */
import { create } from 'zustand';
import type { CallInput } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import { useSession } from '../app/session';

type Back = 'cases.reopen' | 'cases.assign' | 'cases.wake' | 'cases.recordWay';
/** An act of one person, and the call that takes it back. */
export type Undoable = {
  readonly by: string;
  readonly words: string;
  readonly call: Back;
  readonly input: { readonly caseId: string };
};

/** Null when there is nothing to take back. */
export const useUndo = create<{ readonly last: Undoable | null }>(() => ({ last: null }));

/** Offers to take back what this person just did. */
export const useOfferUndo = (): (<N extends Back>(words: string, call: N, input: CallInput<N>) => void) => {
  const { who } = useSession();
  return (words, call, input) => useUndo.setState({ last: { by: who.staffId, words, call, input } });
};

/** Whether the case has gone on since, so that taking it back would be refused. */
export const isTooLate = ({ call, input }: Undoable, view: CaseView): boolean => {
  if (input.caseId !== view.caseId) return false;
  switch (call) {
    case 'cases.recordWay':
      return view.status !== 'triage' && view.status !== 'awaiting-admin';
    case 'cases.reopen':
      return view.status !== 'closed';
    case 'cases.wake':
      return view.snooze === null;
    case 'cases.assign':
      return view.status === 'closed' || view.status === 'recovered';
  }
};

/** Forgets it: it was taken back, or dismissed, or is too old. */
export const forgetUndo = (): void => useUndo.setState({ last: null });
