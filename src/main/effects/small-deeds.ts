/** The deeds of a single step: a link that ends, pictures that go. */
import { textOf } from '#domain/json';
import { changeCase } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import type { Deed } from './runner';

const desk = { kind: 'desk' } as const;

/** The deed `expire-link`: due when the link ends. */
export const expireLinkDeed = (cases: CasesDeps): Deed => async (effect) => {
  await changeCase(cases, { caseId: textOf(effect.payload['caseId']), command: { kind: 'expire-link', checkId: textOf(effect.payload['checkId']) }, actor: desk, intentId: effect.effectId, settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'done' }] });
  return { outcome: 'settled' };
};

/** The deed `destroy-evidence` (R18): the key first, then the record that it is gone. */
export const destroyEvidenceDeed = (cases: CasesDeps, evidence: { destroy(checkId: string): Promise<void> }): Deed => async (effect) => {
  const checkId = textOf(effect.payload['checkId']);
  const asked = effect.payload['why'];
  const why = asked === 'ten-days' || asked === 'closed' || asked === 'unsent' ? asked : 'decided';
  await evidence.destroy(checkId);
  await changeCase(cases, { caseId: textOf(effect.payload['caseId']), command: { kind: 'evidence-destroyed', checkId, why }, actor: desk, intentId: effect.effectId, settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'done' }] });
  return { outcome: 'settled' };
};
