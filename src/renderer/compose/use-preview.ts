/** The message as it would leave now, always of the newest words: one question at a time, the next of what stands then. */
import { useEffect, useRef, useState } from 'react';
import type { CallOutput } from '#contract/calls';
import type { MailDraft } from '#contract/drafts';
import { call, CallFailure } from '../app/bridge';

export type Previewed = { readonly draft: MailDraft; readonly answer: CallOutput<'compose.preview'> };

/** `shown` is of an earlier draft while `isBehind`. Asked again too whenever `turn` changes: the case has. */
export const usePreview = (
  caseId: string,
  draft: MailDraft,
  turn: unknown,
): { readonly shown: Previewed | null; readonly isBehind: boolean; readonly failure: CallFailure | null } => {
  const [shown, setShown] = useState<Previewed | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const newest = useRef(draft);
  const isAsking = useRef(false);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  useEffect(() => {
    newest.current = draft;
    const ask = async (): Promise<void> => {
      if (isAsking.current) return;
      isAsking.current = true;
      for (let asked: MailDraft | null = null; asked !== newest.current && !isGone.current;) {
        asked = newest.current;
        try {
          const answer = await call('compose.preview', { caseId, draft: asked });
          if (isGone.current) break;
          setShown({ draft: asked, answer });
          setFailure(null);
        } catch (error) {
          if (!(error instanceof CallFailure)) throw error;
          if (!isGone.current) setFailure(error);
        }
      }
      isAsking.current = false;
    };
    void ask();
  }, [caseId, draft, turn]);
  return { shown, isBehind: shown?.draft !== draft && failure === null, failure };
};
