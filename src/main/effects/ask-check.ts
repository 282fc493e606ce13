/**
 * Asks a provider what it found about a submission. What it says becomes the result in a transaction of its own; while
 * it says nothing the case waits in `submitted`, says so when that takes long, and is handed to people in the end.
 */
import { giveUpAfterMs, lateAfterMs, noResultRows } from '#domain/case/decide-check';
import type { CaseCommand } from '#domain/case/commands';
import type { Found, WaitReason } from '#domain/case/events';
import { textOf } from '#domain/json';
import { changeCase, loadForDeed } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import type { CheckAsked, CheckStanding, ChecksPort } from '#main/checks/checks-port';
import { CallFailure } from '#main/ipc/failure';
import { OutsideError } from '#main/ports';
import type { Deed, DeedOutcome } from './runner';
import { factOf } from './runner';

export type AskCheckDeps = {
  readonly cases: CasesDeps;
  readonly checks: ChecksPort;
  /** How long one question may take, in milliseconds: shorter than the deed's lease. */
  readonly patienceMs: number;
};

const desk = { kind: 'desk' } as const;
type Result = Omit<Extract<CaseCommand, { readonly kind: 'record-result' }>, 'kind' | 'checkId'>;

/** Null while the provider is at work. */
const resultOf = (standing: CheckStanding): Result | null => {
  switch (standing.state) {
    case 'sent':
    case 'opened':
    case 'in-progress':
    case 'submitted':
      return null;
    case 'passed':
    case 'review':
    case 'failed':
      return { outcome: standing.state, codes: [], rows: standing.rows };
    case 'none':
      return { outcome: 'none', codes: [], rows: noResultRows };
    case 'expired':
    case 'abandoned':
    case 'error':
      return { outcome: standing.state, codes: standing.codes, rows: noResultRows };
  }
};
const noVerdict = (code: string): Result => ({ outcome: 'error', codes: [code], rows: noResultRows });

/** An answer that comes after the patience ended is not heard: the provider is asked again. */
const askInTime = async (checks: ChecksPort, asked: CheckAsked, patienceMs: number): Promise<CheckStanding> => {
  const slow = new OutsideError('checks', 'slow', 'The identity check did not answer in time.');
  const ending = new AbortController();
  let stop: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    stop = setTimeout(() => {
      reject(slow);
      ending.abort(slow);
    }, patienceMs);
  });
  try {
    return await Promise.race([checks.ask(asked, ending.signal), late]);
  } finally {
    clearTimeout(stop);
  }
};

const waitFact = (wait: WaitReason): Found =>
  wait === 'pending' ? { code: 'provider-at-work' } : { code: 'outside', system: 'checks', kind: wait };

type Answer = { readonly result: Result } | { readonly wait: WaitReason };
const answerOf = async (deps: AskCheckDeps, asked: CheckAsked): Promise<Answer> => {
  try {
    const result = resultOf(await askInTime(deps.checks, asked, deps.patienceMs));
    return result === null ? { wait: 'pending' } : { result };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return error.kind === 'refused' ? { result: noVerdict('refused') } : { wait: error.kind };
  }
};

/** The deed `ask-check`: from its submission on, again and again with back-off, until there is a result. */
export const askCheckDeed =
  (deps: AskCheckDeps): Deed =>
  async (effect): Promise<DeedOutcome> => {
    const caseId = textOf(effect.payload['caseId']);
    const checkId = textOf(effect.payload['checkId']);
    const state = (await loadForDeed(deps.cases.log, caseId))?.state;
    if (state?.status !== 'submitted' || state.submission?.checkId !== checkId)
      return { outcome: 'cancelled', why: { code: 'result-not-awaited' } };
    if (state.frozen !== null) return { outcome: 'cancelled', why: { code: 'frozen' } };
    const { submission } = state;
    const change = async (command: CaseCommand, isLast: boolean): Promise<DeedOutcome | null> => {
      try {
        await changeCase(deps.cases, {
          caseId,
          command,
          actor: desk,
          intentId: `${effect.effectId}:${command.kind}`,
          ...(isLast ? { settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'done' }] } : {}),
        });
        return isLast ? { outcome: 'settled' } : null;
      } catch (error) {
        // Frozen or closed while the provider was asked.
        if (error instanceof CallFailure && (error.error.code === 'frozen' || error.error.code === 'closed'))
          return { outcome: 'cancelled', why: factOf(error) };
        throw error;
      }
    };
    const settle = (result: Result) => change({ kind: 'record-result', checkId, ...result }, true);

    const answer = await answerOf(deps, { caseId, checkId, submissionId: submission.submissionId });
    if ('result' in answer) return (await settle(answer.result)) ?? { outcome: 'settled' };
    const waitedMs = deps.cases.clock.now().getTime() - Date.parse(submission.at);
    if (waitedMs >= giveUpAfterMs) return (await settle(noVerdict('no-answer'))) ?? { outcome: 'settled' };
    const stopped =
      waitedMs >= lateAfterMs && submission.late === null
        ? await change({ kind: 'result-late', checkId, why: answer.wait }, false)
        : null;
    return stopped ?? { outcome: 'retry', why: waitFact(answer.wait) };
  };
