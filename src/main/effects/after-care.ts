/**
 * What the desk does by the clock: reminds of a link, looks whether somebody in the firm did it, watches an account
 * until 2FA is on again, wakes a case.
 */
import { textOf } from '#domain/json';
import type { AccountId } from '#domain/case/account-id';
import type { Found } from '#domain/case/events';
import { adminLookMs } from '#domain/case/consequences';
import type { Accounts, LiveAccount } from '#main/accounts/account-systems';
import { changeCase, loadForDeed } from '#main/cases/change-case';
import type { CasesDeps, LoadedCase } from '#main/cases/change-case';
import { OutsideError } from '#main/ports';
import type { Effect } from '#main/store/log/event-log';
import type { Deed, DeedOutcome } from './runner';

const desk = { kind: 'desk' } as const;
type Command = Parameters<typeof changeCase>[1]['command'];

const settleWith = async (
  cases: CasesDeps,
  effect: Effect,
  command: Command,
  loaded?: LoadedCase,
): Promise<DeedOutcome> => {
  await changeCase(cases, {
    caseId: textOf(effect.payload['caseId']),
    ...(loaded !== undefined && { loaded }),
    command,
    actor: desk,
    intentId: effect.effectId,
    settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'done' }],
  });
  return { outcome: 'settled' };
};

/** The deed `remind-link`: some hours before the link ends. */
export const remindLinkDeed =
  (cases: CasesDeps): Deed =>
  async (effect) => {
    const loaded = await loadForDeed(cases.log, textOf(effect.payload['caseId']));
    if (loaded === null || loaded.state.frozen !== null || loaded.state.status !== 'awaiting-customer')
      return { outcome: 'cancelled', why: { code: 'link-not-awaited' } };
    return await settleWith(cases, effect, { kind: 'remind-link', checkId: textOf(effect.payload['checkId']) }, loaded);
  };

/** The deed `wake`: a case that was put aside until now. */
export const wakeDeed =
  (cases: CasesDeps): Deed =>
  async (effect) =>
    await settleWith(cases, effect, { kind: 'wake', snoozeId: textOf(effect.payload['snoozeId']) });

/** Reads the account, or says why it has to be tried again. */
const look = async (
  accounts: Accounts,
  accountId: AccountId,
): Promise<{ readonly account: LiveAccount } | { readonly cancelled: Found } | { readonly retry: Found }> => {
  try {
    const account = await accounts.read(accountId);
    return account === null ? { cancelled: { code: 'account-gone' } } : { account };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return { retry: error.fact };
  }
};

/** The deed `watch-admin`: asks the identity system every few minutes while somebody in the firm was asked to help. */
export const watchAdminDeed =
  (cases: CasesDeps, accounts: Accounts): Deed =>
  async (effect) => {
    const caseId = textOf(effect.payload['caseId']);
    const loaded = await loadForDeed(cases.log, caseId);
    if (loaded === null || loaded.state.status !== 'awaiting-admin')
      return { outcome: 'cancelled', why: { code: 'firm-not-awaited' } };
    const seen = await look(accounts, loaded.state.accountId);
    if ('retry' in seen) return { outcome: 'retry', why: seen.retry };
    if ('cancelled' in seen) return { outcome: 'cancelled', why: seen.cancelled };
    if (seen.account.factors.length === 0 && loaded.state.frozen === null)
      return await settleWith(cases, effect, {
        kind: 'read-account',
        account: seen.account,
        system: accounts.nameOf(loaded.state.accountId),
      });
    const at = cases.clock.now();
    await cases.log.append({
      streams: [],
      settles: [
        {
          effectId: effect.effectId,
          fence: effect.fence,
          state: 'waiting',
          dueAt: new Date(at.getTime() + adminLookMs).toISOString(),
        },
      ],
      at: at.toISOString(),
    });
    return { outcome: 'settled' };
  };

/** The deed `watch`: looks whether a recovered account has 2FA again, and reminds on the policy's days. */
export const watchDeed =
  (cases: CasesDeps, accounts: Accounts): Deed =>
  async (effect) => {
    const loaded = await loadForDeed(cases.log, textOf(effect.payload['caseId']));
    if (loaded === null || loaded.state.watch === null || loaded.state.watch.endedAt !== null)
      return { outcome: 'cancelled', why: { code: 'not-watched' } };
    const seen = await look(accounts, loaded.state.accountId);
    if ('retry' in seen) return { outcome: 'retry', why: seen.retry };
    if ('cancelled' in seen) return { outcome: 'cancelled', why: seen.cancelled };
    return await settleWith(cases, effect, { kind: 'watch-looked', factors: seen.account.factors.length }, loaded);
  };
