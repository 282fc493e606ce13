/** What is behind `app://evidence/<handle>`: one picture, once, for who may still look at it when it crosses (R18). */
import { mayDo } from '#domain/case/may-do';
import { mayFactsAbout } from '#main/cases/case-handlers';
import type { CasesDeps } from '#main/cases/change-case';
import { loadCase } from '#main/cases/change-case';
import type { EvidenceStore } from '#main/evidence/evidence-store';
import type { Content } from '#main/evidence/handles';
import type { Sessions } from '#main/staff/sessions';

type TakeDeps = {
  readonly cases: CasesDeps;
  readonly evidence: Pick<EvidenceStore, 'take'>;
  readonly sessions: Pick<Sessions, 'sitting'>;
};

/**
 * Null, without saying why, unless whoever opened it sits where they asked and may judge that check at this moment: a
 * case that was frozen, decided or closed since takes its handles along.
 */
export const takePicture = async ({ cases, evidence, sessions }: TakeDeps, handle: string): Promise<Content | null> => {
  const shown = await evidence.take(handle);
  if (shown === null) return null;
  const loaded = await loadCase(cases.log, shown.caseId);
  const session = sessions.sitting(shown.viewer);
  if (session === null || loaded === null || loaded.state.submission?.checkId !== shown.checkId) return null;
  const refusal = mayDo(loaded.state, { kind: 'decide' }, await mayFactsAbout(cases, session, loaded.state));
  return refusal === null ? { bytes: shown.bytes, contentType: shown.contentType } : null;
};
