/** The deeds of a single step: a link that ends, pictures that go. */
import { textOf } from '#domain/json';
import type { CaseState } from '#domain/case/state';
import { isOpen } from '#domain/case/state';
import { changeCase, loadForDeed } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import type { Deed } from './runner';

const desk = { kind: 'desk' } as const;

/** The deed `expire-link`: due when the link ends. */
export const expireLinkDeed =
  (cases: CasesDeps): Deed =>
  async (effect) => {
    await changeCase(cases, {
      caseId: textOf(effect.payload['caseId']),
      command: { kind: 'expire-link', checkId: textOf(effect.payload['checkId']) },
      actor: desk,
      intentId: effect.effectId,
      settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'done' }],
    });
    return { outcome: 'settled' };
  };

const isAlive = (state: CaseState, checkId: string): boolean =>
  isOpen(state) &&
  state.status === 'awaiting-customer' &&
  state.links.some((link) => link.checkId === checkId && (link.state === 'running' || link.state === 'opened'));

/** The deed `destroy-evidence` (R18): the key first, then the record that it is gone. */
export const destroyEvidenceDeed =
  (cases: CasesDeps, evidence: { destroy(checkId: string): Promise<void> }): Deed =>
  async (effect) => {
    const checkId = textOf(effect.payload['checkId']);
    const caseId = textOf(effect.payload['caseId']);
    const asked = effect.payload['why'];
    const why = asked === 'ten-days' || asked === 'closed' || asked === 'unsent' ? asked : 'decided';
    const loaded = await loadForDeed(cases.log, caseId);
    // The link that had replaced it was taken back: it is the customer's again, with what they took through it.
    if (why === 'unsent' && loaded !== null && isAlive(loaded.state, checkId))
      return { outcome: 'cancelled', why: { code: 'link-awaited' } };
    await evidence.destroy(checkId);
    // A check that was asked for again is no longer the case's submission: only the log knows that its pictures went
    // before.
    if (
      loaded?.stored.some((row) => row.type === 'case.evidence-destroyed' && row.data['checkId'] === checkId) === true
    )
      return { outcome: 'cancelled', why: { code: 'evidence-gone' } };
    await changeCase(cases, {
      caseId,
      ...(loaded !== null && { loaded }),
      command: { kind: 'evidence-destroyed', checkId, why },
      actor: desk,
      intentId: effect.effectId,
      settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'done' }],
    });
    return { outcome: 'settled' };
  };
