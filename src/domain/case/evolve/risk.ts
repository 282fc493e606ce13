/** R8: what raises the risk of a case. */
import type { Risk, RiskReason } from '../account';
import { withReason } from '../account';
import type { SignalSeen } from '../events';
import type { CaseState } from '../state';

/**
 * A cluster raises the risk; what can be chance, an hour or a country, only beside something else. None decides by
 * itself.
 */
const clusters = new Set<SignalSeen['signal']>(['firm-cluster', 'caller-cluster', 'unused-links']);
/** The risk with what the signals add to it. */
export const withSignals = (risk: Risk, seen: readonly SignalSeen[]): Risk =>
  seen.some((one) => clusters.has(one.signal)) || seen.length > 1 ? withReason(risk, 'reconnaissance') : risk;

const ofTheCase = new Set<RiskReason>(['reconnaissance', 'fallback', 'failed-check']);
/**
 * R8: the account's own risk, and what the case itself adds to it: signals that were seen, an alternate method that is
 * on its way or was approved, a check that failed; opening a case again forgets none.
 */
export const riskWith = (own: Risk, state: Pick<CaseState, 'signals' | 'fallback' | 'decisions'>): Risk => {
  const reasons = own.reasons.filter((reason) => !ofTheCase.has(reason));
  const seen = withSignals({ level: reasons.length === 0 ? 'normal' : 'raised', reasons }, state.signals);
  const failed = state.decisions.some((made) => made.decision === 'fail') ? withReason(seen, 'failed-check') : seen;
  return state.fallback === null || state.fallback.stage === 'refused' || state.fallback.stage === 'withdrawn'
    ? failed
    : withReason(failed, 'fallback');
};
