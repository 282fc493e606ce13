/** Handlers of drafts: each person's own, at whichever seat, sealed with the case's key. */
import type { draftCalls, KeptDraftView } from '#contract/drafts';
import { mailDraft } from '#contract/drafts';
import type { JsonObject } from '#domain/json';
import { no } from '#domain/case/refusal';
import { CallFailure, refused } from '#main/ipc/failure';
import type { HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import type { Draft, DraftPlace, Drafts } from '#main/store/log/drafts';
import { caseStream } from '#main/store/log/stored-case';
import { mustLoad } from './case-handlers';
import type { CasesDeps } from './change-case';

/** Where a person's draft about a case lies. */
export const draftPlace = (session: Session, caseId: string, name: 'mail'): DraftPlace => ({
  owner: `staff:${session.staffId}`,
  about: caseStream(caseId),
  name,
});

/** In today's form; one that another version wrote in another is as if there were none. */
const viewOf = (draft: Draft | null): KeptDraftView | null => {
  if (draft === null) return null;
  const content = mailDraft.safeParse(draft.content);
  return content.success ? { revision: draft.revision, keptAt: draft.keptAt, content: content.data } : null;
};

export const draftHandlers = ({
  cases,
  store,
}: {
  readonly cases: CasesDeps;
  readonly store: { readonly drafts: Drafts };
}): HandlersOf<typeof draftCalls> => {
  // A pause in typing must not read a whole case anew.
  const known = new Set<string>();
  const demandCase = async (caseId: string): Promise<void> => {
    if (known.has(caseId)) return;
    await mustLoad(cases, caseId);
    known.add(caseId);
  };
  return {
    'drafts.get': async (context, { caseId, kind }) => ({
      draft: viewOf(await store.drafts.find(draftPlace(sessionOf(context), caseId, kind))),
    }),
    'drafts.keep': async (context, { caseId, revision, after, content }) => {
      await demandCase(caseId);
      const kept = await store.drafts.keep({
        ...draftPlace(sessionOf(context), caseId, content.kind),
        key: `case:${caseId}/contact`,
        revision,
        after,
        at: context.now().toISOString(),
        content: content as unknown as JsonObject,
      });
      if (kept.ok) return { kept: true };
      switch (kept.reason) {
        case 'conflict':
          return { kept: false, newer: viewOf(kept.draft) };
        case 'read-only':
          throw new CallFailure({ code: 'read-only', message: kept.why });
        case 'erased':
          throw refused(
            no('not-found', 'The personal content of this case was erased: nothing more is kept about it.').refusal,
          );
      }
    },
    'drafts.drop': async (context, { caseId, kind }) => {
      await store.drafts.drop(draftPlace(sessionOf(context), caseId, kind));
      return { done: true };
    },
  };
};
