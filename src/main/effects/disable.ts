/**
 * Turns 2FA off: asks for re-enrolment, removes exactly the factors that were listed at the decision, ends the
 * sessions, reads each back, tells the known addresses (R15). Before every step it asks the log again whether it still
 * may (R24).
 */
import { textOf } from '#domain/json';
import { mayExecute } from '#domain/case/decide-disable';
import { nextStep } from '#domain/case/disable-steps';
import type { Refusal } from '#domain/case/refusal';
import type { Ground } from '#domain/case/rests-on';
import { approvalsNeeded, coolingOffEnd } from '#domain/case/cooling-off';
import { contactDays } from '#domain/case/notices';
import type { CaseFactor } from '#domain/case/account';
import { listedSessions, riskOf, sinceLastLook } from '#domain/case/account';
import type { AccountId } from '#domain/case/account-id';
import type { CaseCommand } from '#domain/case/commands';
import type { DisableStep, Found, ReadBack } from '#domain/case/events';
import type { Policy } from '#domain/policy/policy';
import type { Accounts, LiveAccount } from '#main/accounts/account-systems';
import { digestOf } from '#main/cases/digest';
import type { CaseState, DisableRun } from '#domain/case/state';
import { approvalsBehind, decisionView, hasRemovedFactor, isOpen } from '#domain/case/state';
import { changeCase, loadForDeed } from '#main/cases/change-case';
import type { LoadedCase } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import { approverOf } from '#main/cases/directory';
import type { Directory } from '#main/cases/directory';
import { CallFailure, refused } from '#main/ipc/failure';
import { OutsideError } from '#main/ports';
import type { Effect, Settle, StoredEvent } from '#main/store/log/event-log';
import type { Deed, DeedOutcome } from './runner';

export type DisableDeps = {
  readonly cases: CasesDeps;
  readonly accounts: Accounts;
  /** Read again before every step: whose access ended meanwhile does not count any more (R24). */
  readonly directory: Directory & { refresh(): Promise<void> };
  /** Whether the decision's row carries a signature of its author over what it says (R24). */
  readonly isSigned: (stored: StoredEvent) => boolean;
  readonly leaseMs: number;
  readonly onExchange: (ok: boolean) => void;
  /** Called before a step's deed, and between the deed and its record; only tests that kill the process use them. */
  readonly beforeDeed?: (step: DisableStep) => Promise<void>;
  readonly afterDeed?: (step: DisableStep) => Promise<void>;
};

const desk = { kind: 'desk' } as const;
const mostAttempts = 8;
/** How soon to look again whether a notice of the approval was taken, where nobody says so: a disable waits for it. */
const noticeLookMs = 60_000;

type StepDone =
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

const readAccount = async (accounts: Accounts, accountId: AccountId): Promise<LiveAccount> => {
  const facts = await accounts.read(accountId);
  if (facts === null)
    throw new OutsideError('accounts', 'unexpected', 'The account is not in the identity system any more.', {
      fact: { code: 'account-gone' },
    });
  return facts;
};

/** Ends the sessions and reads back, where they are listed. Twice when one of them is still there. */
const endSessions = async (before: LiveAccount, deps: DisableDeps): Promise<StepDone> => {
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
const demandEnrolment = async (before: LiveAccount, run: DisableRun, deps: DisableDeps): Promise<StepDone> => {
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
  deps: DisableDeps,
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
const grantAccess = async (state: CaseState, before: LiveAccount, deps: DisableDeps): Promise<StepDone> => {
  const { accountId } = before;
  if (!before.capabilities.temporaryAccess) return { stop: 'check-refused', found: { code: 'access-not-offered' } };
  if (accessGiven(state, before) === null)
    await deps.accounts
      .at(accountId)
      .port.grantAccess(deps.accounts.at(accountId).own, deps.cases.policy().temporaryAccessHours);
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
const seenAsDone = (step: DisableStep, state: CaseState, account: LiveAccount): ReadBack | null => {
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
const doStep = async (
  step: DisableStep,
  state: CaseState,
  run: DisableRun,
  before: LiveAccount,
  deps: DisableDeps,
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
  const changed = hasRemovedFactor(state) ? null : changedSince(state, before, deps.cases.policy());
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

/** R24: what does not hold any more, as a fact. */
const factOfBarred = (state: CaseState, { code }: Pick<Refusal, 'code'>, deps: DisableDeps): Found => {
  const approvals = approvalsBehind(state);
  if (code === 'approvals-missing')
    return {
      code,
      needed: approvalsNeeded(state, deps.cases.policy()),
      there: approvals.length,
    };
  return code === 'role-may-not' && approvals.some(({ by }) => approverOf(deps.directory, by) === null)
    ? { code: 'approver-unknown' }
    : { code: 'refused', refusal: code };
};

const signaturesMissing = (state: CaseState, stored: readonly StoredEvent[], deps: DisableDeps): boolean => {
  const needed = new Set(approvalsBehind(state).map((made) => made.decisionId));
  for (const row of stored)
    if (
      (row.type === 'case.decided' || row.type === 'case.fallback-decided') &&
      needed.has(textOf(row.data['decisionId'])) &&
      deps.isSigned(row)
    )
      needed.delete(textOf(row.data['decisionId']));
  return needed.size > 0;
};

/** The deed `disable`. */
export const disableDeed =
  (deps: DisableDeps): Deed =>
  async (effect: Effect): Promise<DeedOutcome> => {
    const caseId = textOf(effect.payload['caseId']);
    const settle = (state: 'done' | 'failed' | 'cancelled', lastError?: Found) => ({
      effectId: effect.effectId,
      fence: effect.fence,
      state,
      ...(lastError === undefined ? {} : { lastError }),
    });
    const keep = () => ({
      effectId: effect.effectId,
      fence: effect.fence,
      state: 'waiting' as const,
      keepLease: true,
      leaseMs: deps.leaseMs,
    });
    /** As it was read last within this step: what is written next is written against that. */
    let known: LoadedCase | null = null;
    const change = async (command: CaseCommand, settles: readonly Settle[], intent: string): Promise<CaseState> => {
      const loaded = known;
      known = null;
      const { state } = await changeCase(deps.cases, {
        caseId,
        command,
        actor: desk,
        intentId: `${effect.effectId}:${intent}`,
        ...(loaded !== null && { loaded }),
        settles,
      });
      return state;
    };

    const stop = async (
      step: DisableStep,
      reason: Extract<CaseCommand, { kind: 'stop-disable' }>['reason'],
      found: Found,
    ): Promise<DeedOutcome> => {
      await change({ kind: 'stop-disable', step, reason, found }, [settle('failed', found)], `stop:${step}`);
      return { outcome: 'settled' };
    };

    /**
     * Ends a disable that was stopped; what a dead desk had done without a record is written down first, so that the
     * case tells it.
     */
    const stand = async (state: CaseState, run: DisableRun, step: DisableStep, why: Found): Promise<DeedOutcome> => {
      if (run.begunAt === null || run.stopped !== null) return { outcome: 'cancelled', why };
      try {
        const found = seenAsDone(step, state, await readAccount(deps.accounts, state.accountId));
        if (found === null) return { outcome: 'cancelled', why };
        await change({ kind: 'step-disable', step, readBack: found }, [settle('cancelled', why)], `found:${step}`);
        return { outcome: 'settled' };
      } catch (error) {
        if (!(error instanceof OutsideError)) throw error;
        return effect.attempts < mostAttempts ? { outcome: 'retry', why: error.fact } : { outcome: 'cancelled', why };
      }
    };

    /** R8: the cooling-off runs longer than was said at the decision, or has not begun. Null when no waiting helps. */
    const waitOn = async (state: CaseState, run: DisableRun, now: string): Promise<DeedOutcome | null> => {
      const end = coolingOffEnd(state, deps.cases.policy());
      if (end === null || end.state === 'nobody-told') return null;
      if (end.state === 'ends' && end.at > run.dueAt && end.why !== null) {
        await change(
          { kind: 'change-cooling-off', why: end.why, hours: end.hours, awayMs: run.awayMs, dueAt: end.at },
          [settle('cancelled', { code: 'later-end' })],
          'later',
        );
        return { outcome: 'settled' };
      }
      await deps.cases.log.append({
        streams: [],
        settles: [
          {
            effectId: effect.effectId,
            fence: effect.fence,
            state: 'waiting',
            dueAt:
              end.state === 'not-started'
                ? new Date(Date.parse(now) + noticeLookMs).toISOString()
                : end.at > run.dueAt
                  ? end.at
                  : run.dueAt,
          },
        ],
        at: now,
      });
      return { outcome: 'settled' };
    };

    /** All that a step rests on, read in one breath: the log is asked right before the deed (R24). */
    const look = async (accountId: AccountId | undefined) => {
      const [loaded, holds] = await Promise.all([
        loadForDeed(deps.cases.log, caseId),
        accountId && deps.cases.held('begin-disable', accountId),
        deps.cases.ground?.refresh() ?? deps.directory.refresh(),
      ]);
      const held = holds ?? (loaded && (await deps.cases.held('begin-disable', loaded.state.accountId)));
      return { loaded, held: held?.() ?? [] };
    };

    /** Asked of what was just read (R24). Null when the deed may go on. */
    const barredBy = ({ state, stored }: LoadedCase, held: readonly Ground[], now: string) =>
      mayExecute(state, now, deps.cases.policy(), (name) => approverOf(deps.directory, name), held) ??
      (approvalsBehind(state).some((made) => made.digest !== digestOf(state))
        ? { code: 'view-changed' as const, message: 'What was approved is not what stands now.', rule: 'R23' }
        : null) ??
      (signaturesMissing(state, stored, deps)
        ? {
            code: 'signature-wrong' as const,
            message: "A decision does not carry its author's signature.",
            rule: 'R24',
          }
        : null);

    /** The case as it was when the last step was over: says which one comes, and of which account. */
    let left: CaseState | null = null;
    let collisions = 0;
    for (;;) {
      const coming: DisableStep | null = left?.disable && left.frozen === null ? nextStep(left.disable) : null;
      let step = coming;
      let done: StepDone;
      try {
        let before: LiveAccount | null = null;
        if (left !== null && coming !== null) {
          await deps.beforeDeed?.(coming);
          if (coming !== 'tell') before = await readAccount(deps.accounts, left.accountId);
        }
        // After the account: what came in while the identity system was asked still stops the step (R7).
        const { loaded, held } = await look(left?.accountId);
        known = loaded;
        const run = loaded?.state.disable;
        if (loaded === null || run == null || run.effectId !== effect.effectId)
          return { outcome: 'cancelled', why: { code: 'disable-replaced' } };
        const { state } = loaded;
        step = nextStep(run);
        if (step === null || state.status === 'recovered')
          return { outcome: 'cancelled', why: { code: 'disable-finished' } };
        if (!isOpen(state)) return await stand(state, run, step, { code: 'case-closed' });
        const now = deps.cases.clock.now().toISOString();
        const barred = barredBy(loaded, held, now);
        if (barred?.code === 'written-by-newer') throw refused(barred);
        // Whoever reads it asks for the disable anew.
        if (barred?.code === 'message-unread') return { outcome: 'cancelled', why: { code: 'message-unread' } };
        if (barred?.code === 'cooling-off') {
          const waits = await waitOn(state, run, now);
          if (waits !== null) return waits;
        }
        if (barred !== null) {
          const found = factOfBarred(state, barred, deps);
          // A freeze or a stop holds the disable; lifting it asks for a new one.
          return barred.code === 'frozen' || state.status === 'needs-attention'
            ? await stand(state, run, step, found)
            : await stop(step, 'check-refused', found);
        }
        if (state.status === 'approved') {
          left = await change({ kind: 'begin-disable' }, [keep()], 'begin');
          continue;
        }
        if (step !== coming) {
          left = state;
          continue;
        }
        if (before === null) {
          await change({ kind: 'finish-disable' }, [settle('done')], 'tell');
          await deps.afterDeed?.(step);
          return { outcome: 'settled' };
        }
        done = await doStep(step, state, run, before, deps);
        deps.onExchange(true);
      } catch (error) {
        // What came in between is in the log: look at it, but not for ever, for a lease that was lost is a conflict,
        // too.
        if (
          error instanceof CallFailure &&
          (error.error.code === 'frozen' || error.error.code === 'conflict') &&
          (collisions += 1) <= 3
        ) {
          left = null;
          continue;
        }
        if (!(error instanceof OutsideError) || step === null) throw error;
        deps.onExchange(error.kind === 'refused');
        if (error.kind !== 'refused' && effect.attempts < mostAttempts) return { outcome: 'retry', why: error.fact };
        return await stop(step, 'identity-system', error.fact);
      }
      if ('stop' in done) return await stop(step, done.stop, done.found);
      left = await change({ kind: 'step-disable', step, readBack: done.readBack }, [keep()], `step:${step}`);
    }
  };
