/** The account as its identity system has it at this moment, written into the case where that is news. */
import { sinceLastLook } from '#domain/case/account';
import type { CaseState } from '#domain/case/state';
import type { Accounts } from '#main/accounts/account-systems';
import { changeCase } from './change-case';
import type { CasesDeps, LoadedCase } from './change-case';
import { digestOf } from './digest';

/**
 * What is sent or decided is about what is there now (R5, R15, R23). The same account, seen again just now, is told by
 * the state alone and writes nothing. Null when it is gone there. Throws OutsideError.
 */
export const readAnew = async (
  { cases, accounts }: { readonly cases: CasesDeps; readonly accounts: Accounts },
  loaded: LoadedCase,
): Promise<CaseState | null> => {
  const { state } = loaded;
  const live = await accounts.read(state.accountId);
  if (live === null) return null;
  const account = sinceLastLook(state.account, live);
  if (digestOf(state) === digestOf({ ...state, account })) return { ...state, account, accountReadAt: account.readAt };
  const changed = await changeCase(cases, {
    caseId: state.caseId,
    loaded,
    command: { kind: 'read-account', account: live, system: accounts.nameOf(state.accountId) },
    actor: { kind: 'desk' },
  });
  return changed.state;
};
