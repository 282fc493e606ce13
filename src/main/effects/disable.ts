/**
 * Turns 2FA off, step by step, and tells the known addresses (R15). Before every step it asks the log again whether it
 * still may (R24).
 */
import { textOf } from '#domain/json';
import { mayExecute } from '#domain/case/decide-disable';
import { nextStep } from '#domain/case/disable-steps';
import type { Refusal } from '#domain/case/refusal';
import type { Ground } from '#domain/case/rests-on';
import { approvalsNeeded, coolingOffEnd } from '#domain/case/cooling-off';
import type { AccountId } from '#domain/case/account-id';
import type { CaseCommand } from '#domain/case/commands';
import type { DisableStep, Found } from '#domain/case/events';
import type { LiveAccount } from '#main/accounts/account-systems';
import { digestOf } from '#main/cases/digest';
import type { CaseState, DisableRun } from '#domain/case/state';
import { approvalsBehind, isOpen } from '#domain/case/state';
import { changeCase, loadForDeed } from '#main/cases/change-case';
import type { CasesDeps, LoadedCase } from '#main/cases/change-case';
import { approverOf } from '#main/cases/directory';
import type { Directory } from '#main/cases/directory';
import { CallFailure, refused } from '#main/ipc/failure';
import { OutsideError } from '#main/ports';
import type { Effect, Settle, StoredEvent } from '#main/store/log/event-log';
import { doStep, readAccount, seenAsDone } from './disable-step';
import type { StepDeps, StepDone } from './disable-step';
import type { Deed, DeedOutcome } from './runner';

export type DisableDeps = Omit<StepDeps, 'policy'> & {
  readonly cases: CasesDeps;
  /** Read again before every step: whose access ended meanwhile does not count any more (R24). */
  readonly directory: Directory & { refresh(): Promise<void> };
  /** Whether the decision's row carries a signature of its author over what it says (R24). */
  readonly isSigned: (stored: StoredEvent) => boolean;
  readonly leaseMs: number;
  readonly onExchange: (ok: boolean) => void;
  /**
   * R7: what a customer wrote has to be on the case before its disable begins. `fresh` where the mailbox was looked at
   * lately, `looked` where it just was, else why it can't be.
   */
  readonly lookAtMail?: () => Promise<'fresh' | 'looked' | Found>;
  /** Called before a step's deed; only tests that kill the process use it. */
  readonly beforeDeed?: (step: DisableStep) => Promise<void>;
};

const desk = { kind: 'desk' } as const;
const mostAttempts = 8;
/** How soon to look again whether a notice of the approval was taken, where nobody says so: a disable waits for it. */
const noticeLookMs = 60_000;
/** How soon to look again into a mailbox that could not be read. */
const mailLookMs = 30_000;

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
    const atSystem: StepDeps = { ...deps, policy: deps.cases.policy };
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
    const untilMailIsRead = async (why: Found, now: string): Promise<DeedOutcome> => {
      const { effectId, fence } = effect;
      // Nothing was tried at the identity system, so it costs no attempt there.
      await deps.cases.log.append({
        streams: [],
        settles: [
          {
            effectId,
            fence,
            state: 'waiting',
            isUntried: true,
            dueAt: new Date(Date.parse(now) + mailLookMs).toISOString(),
            lastError: why,
          },
        ],
        at: now,
      });
      return { outcome: 'settled' };
    };

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
          const mail = (await deps.lookAtMail?.()) ?? 'fresh';
          if (typeof mail === 'object') return await untilMailIsRead(mail, now);
          if (mail === 'looked') continue;
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
        done = await doStep(step, state, run, before, atSystem);
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
