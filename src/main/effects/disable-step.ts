/**
 * One step of turning 2FA off, at the identity system: enrolment is demanded, exactly the factors that were listed at
 * the decision are removed, sessions ended, and each is read back (R15). Whether it may be done, and what is written of
 * it, is the deed's (disable.ts).
 */
import type { CaseFactor } from '#domain/case/account';
import { listedSessions, riskOf, sinceLastLook } from '#domain/case/account';
import type { AccountId } from '#domain/case/account-id';
import type { DisableStep, Found, ReadBack } from '#domain/case/events';
import { contactDays } from '#domain/case/notices';
import type { CaseState, DisableRun } from '#domain/case/state';
import { decisionView, hasRemovedFactor } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import type { Accounts, LiveAccount } from '#main/accounts/account-systems';
import { OutsideError } from '#main/ports';

export type StepDeps = {
  readonly accounts: Accounts;
  readonly policy: () => Policy;
  /** Called between the deed and its record; only tests that kill the process use it. */
  readonly afterDeed?: (step: DisableStep) => Promise<void>;
};

export type StepDone =
  | { readonly readBack: ReadBack }
  | {
      readonly stop: 'account-changed' | 'identity-system' | 'read-back-differs' | 'check-refused';
      readonly found: Found;
    };

/** What a factor is called there. */
const calledBySystem = ({ label, systemName, kind }: CaseFactor): string => label || (systemName ?? kind);

/** Factors that are there now and were not listed when it was decided. */
const unknownFactors = (facts: LiveAccount, run: DisableRun) =>
  facts.factors.filter((factor) => !run.factors.some((listed) => listed.id === factor.id));

export const readAccount = async (accounts: Accounts, accountId: AccountId): Promise<LiveAccount> => {
  const facts = await accounts.read(accountId);
  if (facts === null)
    throw new OutsideError('accounts', 'unexpected', 'The account is not in the identity system any more.', {
      fact: { code: 'account-gone' },
    });
  return facts;
};

/** Ends the sessions and reads back, where they are listed. Twice when one of them is still there. */
const endSessions = async (before: LiveAccount, deps: StepDeps): Promise<StepDone> => {
  const { port, own } = deps.accounts.at(before.accountId);
  if (before.capabilities.sessions === 'neither') return { readBack: { code: 'sessions-not-ended' } };
  let ended = 0;
  for (let round = 0; ; round += 1) {
    ended += (await port.endSessions(own)).ended ?? 0;
    const after = await readAccount(deps.accounts, before.accountId);
    if (after.sessions === 'unknown' || before.sessions === 'unknown')
      return { readBack: { code: 'sessions-ended-unlisted' } };
    // Who signs in after the deed is not one of those that it should have ended.
    const old = new Set(before.sessions.map((session) => session.id));
    const left = after.sessions.filter((session) => old.has(session.id)).length;
    if (left === 0) return { readBack: { code: 'sessions-ended', ended, left: after.sessions.length } };
    if (round === 1)
      return {
        stop: 'read-back-differs',
        found: { code: 'sessions-left', left },
      };
  }
};

/** R15, R24: whether its system can still do what was decided about. */
const abilitiesChanged = (state: CaseState, now: LiveAccount): boolean =>
  JSON.stringify(decisionView(state).can) !== JSON.stringify(decisionView({ ...state, account: now }).can);

/** R8, R24: whether the account is still what was decided about, seen from the identity system at this moment. */
const changedSince = (state: CaseState, live: LiveAccount, policy: Policy): StepDone | null => {
  if (state.account === null) return { stop: 'check-refused', found: { code: 'facts-erased' } };
  const now = sinceLastLook(state.account, live);
  const risk = riskOf(now, state.openedAt, contactDays(policy));
  if (risk.level === 'raised' && state.risk.level === 'normal')
    return {
      stop: 'check-refused',
      found: { code: 'risk-raised', reasons: risk.reasons },
    };
  // Factors have their own check; a name or an address that changed makes it another account than the one decided
  // about.
  const same =
    JSON.stringify(decisionView(state)) ===
    JSON.stringify(decisionView({ ...state, account: { ...now, factors: state.account.factors } }));
  return same
    ? null
    : {
        stop: 'account-changed',
        found: { code: 'account-changed' },
      };
};

/**
 * R15: what a sign-in with the password alone leads to, once no factor is left. Nothing is removed before it stands,
 * where the system can demand at all; where it can't, or doesn't enforce it, that was said at the decision.
 */
const demandEnrolment = async (before: LiveAccount, run: DisableRun, deps: StepDeps): Promise<StepDone> => {
  if (run.demand === 'none') {
    await deps.afterDeed?.('re-enrolment');
    return { readBack: { code: 'enrolment-not-demanded' } };
  }
  const { port, own } = deps.accounts.at(before.accountId);
  // It stands already after a deed whose record was lost: asked for twice, it would meet who has enrolled since.
  if (!before.reEnrolmentRequired) await port.requireReEnrolment(own);
  await deps.afterDeed?.('re-enrolment');
  if ((await readAccount(deps.accounts, before.accountId)).reEnrolmentRequired)
    return run.demand === 'in-force'
      ? { readBack: { code: 'enrolment-demanded' } }
      : { readBack: { code: 'enrolment-stored' } };
  return {
    stop: 'read-back-differs',
    found: { code: 'demand-not-taken' },
  };
};

/** Removes what a step names, one factor or all of them, and reads the list again: only that says that it is gone. */
const removeFactors = async (
  step: DisableStep,
  before: LiveAccount,
  run: DisableRun,
  deps: StepDeps,
): Promise<StepDone> => {
  const { port, own } = deps.accounts.at(before.accountId);
  // Who enrolled meanwhile had met the demand: without it the password alone signs in once the last factor is gone.
  if (run.demand !== 'none' && !before.reEnrolmentRequired) {
    const demanded = await demandEnrolment(before, run, deps);
    if ('stop' in demanded) return demanded;
  }
  const named = run.factors.filter(({ id }) => step === 'factors' || step === `factor:${id}`).map(({ id }) => id);
  const answer = step === 'factors' ? await port.removeAllFactors(own) : await port.removeFactor(own, named[0] ?? '');
  await deps.afterDeed?.(step);
  const left = (await readAccount(deps.accounts, before.accountId)).factors;
  if (left.some(({ id }) => named.includes(id)))
    return {
      stop: 'read-back-differs',
      found: { code: 'factor-still-listed' },
    };
  return { readBack: { code: answer === 'gone' ? 'gone-already' : 'removed' } };
};

/** R16: until when access goes that was given since the decision; null when none was. */
const accessGiven = (state: CaseState, now: LiveAccount): string | null =>
  now.temporaryAccessUntil === (state.account?.temporaryAccessUntil ?? null) ? null : now.temporaryAccessUntil;

/** R16: the password alone opens the account for some hours; the second factors stay. */
const grantAccess = async (state: CaseState, before: LiveAccount, deps: StepDeps): Promise<StepDone> => {
  const { accountId } = before;
  if (!before.capabilities.temporaryAccess) return { stop: 'check-refused', found: { code: 'access-not-offered' } };
  if (accessGiven(state, before) === null)
    await deps.accounts
      .at(accountId)
      .port.grantAccess(deps.accounts.at(accountId).own, deps.policy().temporaryAccessHours);
  await deps.afterDeed?.('grant');
  const until = (await readAccount(deps.accounts, accountId)).temporaryAccessUntil;
  return until === null
    ? {
        stop: 'read-back-differs',
        found: { code: 'access-not-listed' },
      }
    : { readBack: { code: 'access-until', until } };
};

/**
 * R7: a desk that died, or an answer that was lost, may have done a step that nobody wrote down. The account itself
 * says so; null when it does not.
 */
export const seenAsDone = (step: DisableStep, state: CaseState, account: LiveAccount): ReadBack | null => {
  if (step.startsWith('factor'))
    return account.factors.some((factor) => step === 'factors' || step === `factor:${factor.id}`)
      ? null
      : { code: 'removed' };
  // Where there was none, none proves nothing.
  if (step === 'sessions')
    return account.sessions.length === 0 && state.account !== null && listedSessions(state.account).length > 0
      ? { code: 'no-session-left' }
      : null;
  if (step === 'grant') {
    const until = accessGiven(state, account);
    return until === null ? null : { code: 'access-until', until };
  }
  return step === 're-enrolment' && account.reEnrolmentRequired
    ? { code: state.disable?.demand === 'stored' ? 'enrolment-stored' : 'enrolment-demanded' }
    : null;
};

/** One step of a case that may go on, and the account as it was read right before. */
export const doStep = async (
  step: DisableStep,
  state: CaseState,
  run: DisableRun,
  before: LiveAccount,
  deps: StepDeps,
): Promise<StepDone> => {
  // Done before a crash, or by somebody else: it is written down as it is, whatever else has changed meanwhile.
  if (step.startsWith('factor') && seenAsDone(step, state, before) !== null)
    return { readBack: { code: 'gone-already' } };
  // A system that lists other factors by other names has no strangers: it is another one.
  if (state.account !== null && !hasRemovedFactor(state) && abilitiesChanged(state, before))
    return { stop: 'account-changed', found: { code: 'system-changed' } };
  const strangers = unknownFactors(before, run);
  if (strangers.length > 0)
    return {
      stop: 'account-changed',
      found: { code: 'strangers', labels: strangers.map(calledBySystem) },
    };
  // Asked until something can't be undone, and not at the list alone: days may lie between a stop and its going on.
  const changed = hasRemovedFactor(state) ? null : changedSince(state, before, deps.policy());
  if (changed !== null) return changed;
  if (step === 'list') {
    const fixed = run.how === 'disable' ? before.factors.filter(({ removable }) => removable === false) : [];
    if (fixed.length > 0)
      return {
        stop: 'identity-system',
        found: { code: 'not-removable', labels: fixed.map(calledBySystem) },
      };
    await deps.afterDeed?.(step);
    return {
      readBack: {
        code: 'listed',
        factors: before.factors.length,
        sessions: before.sessions === 'unknown' ? 'unknown' : before.sessions.length,
      },
    };
  }
  if (step.startsWith('factor')) return await removeFactors(step, before, run, deps);
  if (step === 'sessions') {
    const done = await endSessions(before, deps);
    await deps.afterDeed?.(step);
    return done;
  }
  if (step === 'grant') return await grantAccess(state, before, deps);
  if (step === 're-enrolment') return await demandEnrolment(before, run, deps);
  // compare
  if (run.how === 'temporary-access') {
    await deps.afterDeed?.(step);
    return before.temporaryAccessUntil === null
      ? { stop: 'read-back-differs', found: { code: 'access-gone' } }
      : {
          readBack: { code: 'as-before', factors: before.factors.length, until: before.temporaryAccessUntil },
        };
  }
  if (before.factors.length > 0)
    return { stop: 'read-back-differs', found: { code: 'factors-left', left: before.factors.length } };
  if (run.demand !== 'none' && !before.reEnrolmentRequired)
    return { stop: 'read-back-differs', found: { code: 'demand-gone' } };
  // Begun by who had the old factors still, before the last of them went.
  const ended = before.sessions.length === 0 || before.sessions === 'unknown' ? null : await endSessions(before, deps);
  await deps.afterDeed?.(step);
  if (ended !== null && 'stop' in ended) return ended;
  return {
    readBack: { code: run.demand === 'in-force' ? 'nothing-left' : 'nothing-left-and-nothing-asked' },
  };
};
