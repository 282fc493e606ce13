/**
 * The time between decision and disable (R8, R20): the stricter of what held when it was decided and what holds now.
 */
import type { Policy } from '../policy/policy';
import { approvalsForFallback, approvalsForPass, coolingOffHours } from '../policy/policy';
import { isFromBefore } from './account';
import type { CoolingOffChange } from './events';
import { contactDays } from './notices';
import type { CaseMail, CaseState } from './state';
import { hasProviderResult } from './state';

const hourMs = 3_600_000;
/** A notice that was accepted so soon after the approval cost nobody their time to object. */
const noticeGraceMs = 15 * 60_000;

const failedCheckDays = 30;
/** R9: whether a check failed in the days before this one came in; opening a case again does not forget it. */
export const failedLately = (state: Pick<CaseState, 'decisions' | 'result'>): boolean =>
  state.result !== null &&
  state.decisions.some(
    (made) =>
      made.decision === 'fail' &&
      Date.parse(state.result?.at ?? made.at) - Date.parse(made.at) <= failedCheckDays * 24 * hourMs,
  );

/** R9, R20: approvals that this case asks for now; never fewer than when the evidence arrived. */
export const approvalsNeeded = (state: CaseState, policy: Policy): number => {
  if (state.disable?.via === 'fallback' || (state.disable === null && state.status === 'fallback-review'))
    return Math.max(state.fallback?.approvalsNeeded ?? 0, approvalsForFallback(policy));
  return Math.max(
    state.result?.approvalsNeeded ?? 0,
    approvalsForPass(policy, hasProviderResult(state.result)),
    failedLately(state) ? 2 : 0,
  );
};

/** R8: hours that a decision made now would ask for. */
export const hoursFor = (state: CaseState, policy: Policy): number =>
  coolingOffHours(policy, state.risk.level === 'raised');

export type CoolingOffEnd =
  | { readonly state: 'ends'; readonly at: string; readonly hours: number; readonly why: CoolingOffChange | null }
  /** No notice has reached a mail server yet. */
  | { readonly state: 'not-started' }
  /** No notice was taken for an address from before the case: the owner could not say "this wasn't me". */
  | { readonly state: 'nobody-told' };

/** R8: the notices of an approval that tell the owner. One to an address that was added lately tells whoever added it. */
export const tellingNotices = (state: CaseState, policy: Policy): readonly CaseMail[] =>
  state.mails.filter(
    (mail) =>
      mail.template === 'approval-notice' &&
      state.disable !== null &&
      mail.askedAt >= state.disable.approvedAt &&
      mail.to !== null &&
      isFromBefore(mail.to, state.openedAt, contactDays(policy)),
  );

/**
 * When the cooling-off of an authorised disable ends, seen now. It runs only while a repudiation can arrive; one of 0
 * hours, too, begins with a notice.
 */
export const coolingOffEnd = (state: CaseState, policy: Policy): CoolingOffEnd | null => {
  const run = state.disable;
  if (run === null) return null;
  const hours = Math.max(run.coolingOffHours, hoursFor(state, policy));
  const approved = Date.parse(run.approvedAt);
  const notices = tellingNotices(state, policy);
  const told = notices.flatMap((mail) => (mail.toldAt === null ? [] : [Date.parse(mail.toldAt)]));
  if (told.length === 0)
    return { state: notices.some((mail) => mail.state === 'waiting') ? 'not-started' : 'nobody-told' };
  if (hours === 0) return { state: 'ends', at: run.approvedAt, hours, why: null };
  const late = Math.min(...told) - approved;
  const end = approved + (late > noticeGraceMs ? late : 0) + hours * hourMs + run.awayMs;
  const why =
    hours > run.coolingOffHours
      ? 'policy'
      : late > noticeGraceMs
        ? 'notice-late'
        : run.awayMs > 0
          ? 'pages-away'
          : null;
  return { state: 'ends', at: new Date(end).toISOString(), hours, why };
};
