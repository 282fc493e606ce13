/** What a person still can do about a mail: take it back, stop it, take up again what was written into it. */
import { useNavigation } from '../app/navigation';
import { useCommand } from '../app/queries';

/** Whole seconds until a moment, ISO; none once it is there. */
export const secondsLeft = (until: string, nowMs: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1000));

/** Where a draft comes of it, the composer opens with it. */
export const useOutbox = () => {
  const go = useNavigation((state) => state.go);
  const undo = useCommand('compose.undo');
  const rewrite = useCommand('compose.rewrite');
  const cancel = useCommand('compose.cancel');
  const commands = [undo, rewrite, cancel];
  const open =
    (caseId: string) =>
    ({ isDraft }: { readonly isDraft: boolean }): void => {
      if (isDraft) go('compose', caseId);
    };
  return {
    undo: (caseId: string, mailId: string): void => undo.mutate({ caseId, mailId }, { onSuccess: open(caseId) }),
    rewrite: (caseId: string, mailId: string): void => rewrite.mutate({ caseId, mailId }, { onSuccess: open(caseId) }),
    cancel: (caseId: string, mailId: string): void => cancel.mutate({ caseId, mailId }),
    isBusy: commands.some(({ isPending }) => isPending),
    failure: commands.find(({ error }) => error !== null)?.error ?? null,
    /** Another draft lies there: what was written stays in the case until that one is sent or thrown away. */
    hasOther: [undo, rewrite].some(({ data }) => data?.isDraft === false),
  };
};
export type Outbox = ReturnType<typeof useOutbox>;
