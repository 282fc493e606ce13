/** Who may turn a colleague's 2FA off, and the deed. The rules are those of the help article about account recovery. */
import type { IdentityDatabase } from '#main/accounts/sample/database';
import type { Directory, Member, Role } from '#main/accounts/sample/directory';

/** Why somebody may not. */
export type HelpRefusal =
  | 'only-administrators'
  | 'yourself'
  | 'no-such-member'
  | 'own-2fa-off'
  | 'primary-subscriber'
  | 'locked'
  | 'already-off';
export type Helping = { readonly id: string; readonly role: Role; readonly firmId: string };
export type MemberRow = Member & {
  /** Null: the person who looks may turn it off. */
  readonly refusal: HelpRefusal | null;
};

export type FirmHelp = ReturnType<typeof createFirmHelp>;

export const maySeeFirm = (role: Role): boolean => role !== 'member';

/** Callers have checked the helper's session, which a locked account and a suspended firm don't have. */
export const createFirmHelp = (database: IdentityDatabase, directory: Directory) => {
  /** Codes alone are a second factor, too: the sign-in asks for one. */
  const asksForCode = (accountId: string): boolean =>
    database
      .prepare<[string]>(
        "SELECT 1 FROM credentials c WHERE c.account_id = ? AND (c.type IN ('otp', 'webauthn') OR EXISTS (SELECT 1 FROM backup_codes b WHERE b.credential_id = c.id AND b.used_at IS NULL))",
      )
      .get(accountId) !== undefined;

  const refusalFor = (helper: Helping, member: Member | undefined, members: readonly Member[]): HelpRefusal | null => {
    if (!maySeeFirm(helper.role)) return 'only-administrators';
    if (!member) return 'no-such-member';
    if (member.id === helper.id) return 'yourself';
    if (helper.role === 'administrator') {
      if (!members.some(({ id, hasSecondFactor }) => id === helper.id && hasSecondFactor)) return 'own-2fa-off';
      if (member.role === 'primary-subscriber') return 'primary-subscriber';
    }
    if (!member.enabled) return 'locked';
    return asksForCode(member.id) ? null : 'already-off';
  };

  return {
    rows(helper: Helping): MemberRow[] {
      const members = directory.members(helper.firmId);
      return members.map((member) => ({ ...member, refusal: refusalFor(helper, member, members) }));
    },
    /**
     * Removes every second factor, ends the member's sessions and asks for a new one. Null when it is done; the rules
     * are looked at again in the same transaction.
     */
    turnOff: database.transaction((helper: Helping, memberId: string): HelpRefusal | null => {
      const members = directory.members(helper.firmId);
      const refusal = refusalFor(
        helper,
        members.find(({ id }) => id === memberId),
        members,
      );
      if (refusal !== null) return refusal;
      directory.deleteSecondFactors(memberId);
      directory.endSessions(memberId);
      directory.requireEnrolment(memberId, true);
      return null;
    }),
  };
};
