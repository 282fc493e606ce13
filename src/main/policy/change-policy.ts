/** The one way the policy changes: read, decide, sign, append with the code that it costs, read back. */
import { randomUUID } from 'node:crypto';
import type { PolicyCommand } from '#domain/policy/decide-policy';
import { decidePolicy } from '#domain/policy/decide-policy';
import type { JsonObject } from '#domain/json';
import { writtenByNewer } from '#domain/case/rests-on';
import { policyKinds } from '#domain/policy/policy-schemas';
import { CallFailure, refused } from '#main/ipc/failure';
import type { Session } from '#main/ipc/handlers';
import type { StaffDirectory } from '#main/staff/directory';
import type { Signature } from '#main/staff/signing';
import { toSignedRow } from '#main/staff/signing';
import { actorOf, appendFailure, rollStream } from '#main/staff/staff-log';
import type { Claim, EventLog } from '#main/store/log/event-log';
import type { PolicyStore } from './policy-store';
import { policyStream } from './policy-store';

export type ChangePolicyDeps = {
  readonly log: EventLog;
  readonly policies: PolicyStore;
  readonly directory: Pick<StaffDirectory, 'refresh' | 'roll'>;
  readonly desk: 'practice' | 'real';
  readonly now: () => Date;
  /** R21. */
  readonly confirm: (session: Session, code: string) => Promise<readonly Claim[]>;
  readonly sign: (session: Session, payload: JsonObject) => Promise<Signature>;
};

/**
 * Throws CallFailure for a refusal, a used code, or a conflict: a policy change is never decided again by the machine.
 * Answers the new version.
 */
export const changePolicy = async (
  deps: ChangePolicyDeps,
  session: Session,
  command: PolicyCommand,
  code: string,
): Promise<number> => {
  await deps.directory.refresh();
  const [{ state, version }, roll] = await Promise.all([deps.policies.refresh(), deps.directory.roll()]);
  if (deps.policies.hasUnread()) throw refused(writtenByNewer('policy'));
  if (roll.state.unread > 0) throw refused(writtenByNewer('staff'));
  const at = deps.now().toISOString();
  const decision = decidePolicy(state, command, {
    now: at,
    desk: deps.desk,
    actor: { staffId: session.staffId, role: session.role },
    roll: roll.state.roll,
    mintAskId: randomUUID,
  });
  if (!decision.ok) throw new CallFailure(decision.refusal);
  // Asked for after the domain said yes, so that a refusal costs no code.
  const claims = await deps.confirm(session, code);
  const events = await Promise.all(
    decision.events.map(async (event) => ({
      ...(await toSignedRow(policyStream, event, policyKinds[event.type], (payload) => deps.sign(session, payload))),
      actor: actorOf(session.staffId),
    })),
  );
  const result = await deps.log.append({
    streams: [{ stream: policyStream, expectedVersion: version, events }],
    // How many leads have to say it was decided from.
    guards: [{ stream: rollStream, expectedVersion: roll.version }],
    claims,
    at,
    checkpoint: true,
  });
  if (!result.ok) {
    if (result.reason !== 'conflict') throw appendFailure(result);
    await deps.policies.refresh();
    if (result.stream === rollStream)
      throw new CallFailure({
        code: 'conflict',
        message: 'The staff changed meanwhile. Nothing of yours was written.',
        way: 'Look at it again, then change it.',
      });
    throw new CallFailure({
      code: 'conflict',
      message: 'Another lead changed the policy meanwhile. Nothing of yours was written.',
      way: 'Look at it again, then change it.',
    });
  }
  const after = await deps.policies.refresh();
  if (decision.refusal !== undefined) throw new CallFailure(decision.refusal);
  return after.state.current.version;
};
