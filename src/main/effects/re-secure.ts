/**
 * After a repudiation of what was done already (R7): a case that ends the account's sessions and locks it, and unlocks
 * it when it was a false alarm.
 */
import { textOf } from '#domain/json';
import { nextSecureStep } from '#domain/case/decide-afterwards';
import type { AccountId } from '#domain/case/account-id';
import type { ReadBack, SecureStep } from '#domain/case/events';
import type { CaseState } from '#domain/case/state';
import { isOpen } from '#domain/case/state';
import type { Accounts } from '#main/accounts/account-systems';
import { freeNumber, openCasesOf } from '#main/cases/by-claim';
import { changeCase, loadCase, loadForDeed } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import { mostRounds, reSecureCaseId } from '#main/cases/other-cases';
import { CallFailure } from '#main/ipc/failure';
import { OutsideError } from '#main/ports';
import type { Effect } from '#main/store/log/event-log';
import type { Deed, DeedOutcome } from './runner';

export type ReSecureDeps = { readonly cases: CasesDeps; readonly accounts: Accounts };

const desk = { kind: 'desk' } as const;
const mostAttempts = 8;
const done = (effect: Effect) => [{ effectId: effect.effectId, fence: effect.fence, state: 'done' as const }];

/** Stops the account's open case, unless that one secures it. */
const stopOther = async (said: CaseState, effect: Effect, { cases }: Pick<ReSecureDeps, 'cases'>): Promise<void> => {
  const [open] = await openCasesOf(cases.log, [said.accountId]);
  if (!open || (await loadCase(cases.log, open.caseId))?.state.reSecures !== null) return;
  await changeCase(cases, {
    caseId: open.caseId,
    command: {
      kind: 'freeze',
      via: 'notice',
      saidAbout: said.number,
      words: said.frozen?.words ?? '',
    },
    actor: { kind: 'customer' },
    intentId: `${effect.effectId}:freeze`,
  });
};

/**
 * The deed `stop-others`: "this wasn't me" was said about a case that is closed; it stops what goes on with the account
 * now (R7).
 */
export const stopOthersDeed =
  ({ cases }: Pick<ReSecureDeps, 'cases'>): Deed =>
  async (effect): Promise<DeedOutcome> => {
    // It does nothing but stop, which needs no case that can be read whole (R7).
    const said = await loadCase(cases.log, textOf(effect.payload['caseId']));
    if (said === null) return { outcome: 'cancelled', why: { code: 'case-gone' } };
    await stopOther(said.state, effect, { cases });
    await cases.log.append({ streams: [], settles: done(effect), at: cases.clock.now().toISOString() });
    return { outcome: 'settled' };
  };

/** The deed `open-re-secure`. */
export const openReSecureDeed =
  ({ cases, accounts }: ReSecureDeps): Deed =>
  async (effect): Promise<DeedOutcome> => {
    const ofCase = textOf(effect.payload['caseId']);
    const followed = await loadForDeed(cases.log, ofCase);
    if (followed === null) return { outcome: 'cancelled', why: { code: 'case-gone' } };
    const words = followed.state.frozen?.words ?? '';
    try {
      let round = 1;
      let latest: CaseState | null = null;
      for (; round <= mostRounds; round += 1) {
        const there = await loadForDeed(cases.log, reSecureCaseId(ofCase, round));
        if (there === null) break;
        latest = there.state;
      }
      if (latest !== null && (isOpen(latest) || round > mostRounds))
        return { outcome: 'cancelled', why: { code: 'secured-already' } };
      const account = await accounts.read(followed.state.accountId);
      if (account === null) return { outcome: 'cancelled', why: { code: 'account-gone' } };
      if (latest?.outcome === 'fraud' && account.locked)
        return { outcome: 'cancelled', why: { code: 'locked-already' } };
      const caseId = reSecureCaseId(ofCase, round);
      const number = await freeNumber(cases.log);
      await changeCase(cases, {
        caseId,
        command: {
          kind: 'open-re-secure',
          caseId,
          number,
          account,
          system: accounts.nameOf(followed.state.accountId),
          reSecures: ofCase,
          channel: 'email',
          words,
        },
        actor: desk,
        intentId: effect.effectId,
        settles: done(effect),
      });
      return { outcome: 'settled' };
    } catch (error) {
      if (error instanceof OutsideError) return { outcome: 'retry', why: error.fact };
      if (!(error instanceof CallFailure) || (error.error.code !== 'already-open' && error.error.code !== 'conflict'))
        throw error;
      // Another case of this account is open: whoever asked for it may be the impostor, so it stops, and the securing
      // begins when a lead has closed it.
      await stopOther(followed.state, effect, { cases });
      return { outcome: 'retry', why: { code: 'other-case-open' } };
    }
  };

const doStep = async (step: SecureStep, accountId: AccountId, accounts: Accounts): Promise<ReadBack> => {
  const { port, own } = accounts.at(accountId);
  if (step === 'sessions') {
    const before = await accounts.read(accountId);
    if (before?.capabilities.sessions === 'neither') return { code: 'sessions-not-ended' };
    const { ended } = await port.endSessions(own);
    const left = (await accounts.read(accountId))?.sessions ?? [];
    return left === 'unknown' || ended === null
      ? { code: 'sessions-ended-unlisted' }
      : { code: 'sessions-ended', ended, left: left.length };
  }
  if (step === 'lock' && !(await port.capabilities()).lock)
    throw new OutsideError('accounts', 'refused', 'The identity system locks no account.', {
      fact: { code: 'cannot-lock' },
    });
  await (step === 'lock' ? port.lock(own) : port.unlock(own));
  const locked = (await accounts.read(accountId))?.locked;
  if (locked !== (step === 'lock'))
    throw new OutsideError(
      'accounts',
      'unexpected',
      step === 'lock'
        ? 'The identity system answered that the account is locked, but does not list it so.'
        : 'The identity system still lists the account as locked.',
      { fact: { code: step === 'lock' ? 'lock-not-listed' : 'unlock-not-listed' } },
    );
  return { code: step === 'lock' ? 'locked' : 'unlocked' };
};

const runSteps = async (
  effect: Effect,
  steps: () => Promise<SecureStep | null>,
  { cases, accounts }: ReSecureDeps,
): Promise<DeedOutcome> => {
  const caseId = textOf(effect.payload['caseId']);
  for (;;) {
    const step = await steps();
    const loaded = await loadForDeed(cases.log, caseId);
    if (loaded === null || step === null) {
      await cases.log.append({ streams: [], settles: done(effect), at: cases.clock.now().toISOString() });
      return { outcome: 'settled' };
    }
    try {
      const readBack = await doStep(step, loaded.state.accountId, accounts);
      await changeCase(cases, {
        caseId,
        command: { kind: 'step-secure', step, readBack },
        actor: desk,
        intentId: `${effect.effectId}:${step}`,
      });
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      if (error.kind !== 'refused' && effect.attempts < mostAttempts) return { outcome: 'retry', why: error.fact };
      await changeCase(cases, {
        caseId,
        command: { kind: 'stop-secure', step, found: error.fact },
        actor: desk,
        intentId: `${effect.effectId}:stop:${step}`,
        settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'failed', lastError: error.fact }],
      });
      return { outcome: 'settled' };
    }
  }
};

/**
 * The deed `re-secure`: sessions first, then the lock, each read back. Where the system can't lock, it stops there, and
 * people do it.
 */
export const reSecureDeed =
  (deps: ReSecureDeps): Deed =>
  async (effect) =>
    await runSteps(
      effect,
      async () => {
        const loaded = await loadForDeed(deps.cases.log, textOf(effect.payload['caseId']));
        // Closed as fraud meanwhile, it stays locked: so it has to be locked.
        return loaded === null || !(isOpen(loaded.state) || loaded.state.outcome === 'fraud')
          ? null
          : nextSecureStep(loaded.state);
      },
      deps,
    );

/**
 * The deed `unlock`: the case was closed, and it was no fraud. The lock itself may have been done without a record, so
 * it is undone in any case.
 */
export const unlockDeed =
  (deps: ReSecureDeps): Deed =>
  async (effect) =>
    await runSteps(
      effect,
      async () => {
        const loaded = await loadForDeed(deps.cases.log, textOf(effect.payload['caseId']));
        if (loaded === null || loaded.state.secure.steps.some((one) => one.step === 'unlock')) return null;
        // Another case may secure the account by now: it stays locked for that one.
        const [open] = await openCasesOf(deps.cases.log, [loaded.state.accountId]);
        const other = open ? await loadForDeed(deps.cases.log, open.caseId) : null;
        return other !== null && other.state.reSecures !== null ? null : 'unlock';
      },
      deps,
    );
