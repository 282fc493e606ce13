/** Between a submission and its result: what the provider said, or that it says nothing (R9, R22). */
import { approvalsForPass } from '../policy/policy';
import type { CaseCommand, CaseFacts } from './commands';
import type { CaseEvent, CheckKind, CheckRow, CheckRows } from './events';
import { checkKinds } from './events';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { hasProviderResult } from './state';

type CheckCommand = Extract<CaseCommand, { kind: 'record-result' | 'result-late' }>;

/** So long after the submission the case says that its result stays away, in milliseconds. */
export const lateAfterMs = 3_600_000;
/** So long after it nobody waits any more: people decide without a provider, or ask again. In milliseconds. */
export const giveUpAfterMs = 24 * 3_600_000;

/** Every row as one function of its check says. */
export const rowsOf = (row: (check: CheckKind) => CheckRow): CheckRows => {
  const [document, name, face, liveness] = checkKinds;
  return { document: row(document), name: row(name), face: row(face), liveness: row(liveness) };
};
/** Four rows of which nothing is known. */
export const noResultRows: CheckRows = rowsOf(() => ({ verdict: 'no-result', codes: [] }));

/**
 * What arrives late, twice, out of order or about another check than the one that the case waits for says nothing new.
 */
export const decideCheck = (state: CaseState, command: CheckCommand, facts: CaseFacts): Decision<CaseEvent> => {
  const { submission } = state;
  if (!state.links.some((link) => link.checkId === command.checkId))
    return no('link-unknown', 'There is no such check.');
  if (state.status !== 'submitted' || submission?.checkId !== command.checkId) return yes();
  const at = facts.now;
  const { checkId } = command;
  if (command.kind === 'result-late')
    return submission.late === null
      ? yes({ type: 'case.result-late', data: { checkId, why: command.why, at } })
      : yes();
  const { outcome, codes, rows } = command;
  return yes({
    type: 'case.result-arrived',
    data: {
      checkId,
      provider: submission.provider,
      outcome,
      codes: [...codes],
      rows,
      approvalsNeeded: approvalsForPass(facts.policy, hasProviderResult({ outcome, rows })),
      at,
    },
  });
};
