/** The one way the staff changes: read, decide, sign, append with its claims, read back. */
import { createHash, randomInt, randomUUID } from 'node:crypto';
import type { FreshInvitation, StaffActor, StaffCommand, StaffDecision } from '#domain/access/decide-staff';
import { decideStaff } from '#domain/access/decide-staff';
import type { JsonObject } from '#domain/json';
import { writtenByNewer } from '#domain/case/rests-on';
import { CallFailure, refused } from '#main/ipc/failure';
import type { Actor, Append, Claim, EventLog } from '#main/store/log/event-log';
import type { StaffDirectory } from './directory';
import type { Signature } from './signing';
import { actorOf, appendFailure, rollStream, staffStream, toSignedEvent } from './staff-log';

export type ChangeDeps = {
  readonly log: EventLog;
  readonly directory: StaffDirectory;
  readonly desk: 'practice' | 'real';
  readonly now: () => Date;
};
export type StaffChange = {
  readonly staffId: string;
  readonly command: StaffCommand;
  readonly actor: StaffActor;
  /**
   * Spent in the same append: a code's step (R21). Asked for after the domain said yes, so that a refusal costs no
   * code.
   */
  readonly claims?: () => Promise<readonly Claim[]>;
  readonly sign?: (payload: JsonObject) => Promise<Signature>;
  /** More to write in the same append. */
  readonly also?: Append['streams'];
};

const actorName = (actor: StaffActor): Actor => (actor.kind === 'desk' ? 'desk' : actorOf(actor.staffId));

/**
 * Throws CallFailure for a refusal, a used code, or a conflict: a staff change is never decided again by the machine.
 */
export const changeStaff = async (
  deps: ChangeDeps,
  change: StaffChange,
): Promise<Extract<StaffDecision, { ok: true }>> => {
  await deps.directory.refresh();
  const [roll, person] = await Promise.all([deps.directory.roll(), deps.directory.person(change.staffId)]);
  if (roll.state.unread > 0 || deps.directory.hasUnread(change.staffId)) throw refused(writtenByNewer('staff'));
  const addresses = new Set(
    deps.directory
      .people()
      .flatMap((one) => (one.standing === 'ended' || one.address === null ? [] : [one.address.toLowerCase()])),
  );
  const at = deps.now().toISOString();
  const decision = decideStaff(person?.state ?? null, change.command, {
    now: at,
    desk: deps.desk,
    actor: change.actor,
    roll: roll.state.roll,
    addresses,
    asked: roll.state.asked,
    mintAskId: randomUUID,
  });
  if (!decision.ok) throw new CallFailure(decision.refusal);
  const claims = (await change.claims?.()) ?? [];
  const actor = actorName(change.actor);
  const events = await Promise.all(decision.events.map((event) => toSignedEvent(event, actor, change.sign)));
  const rollEvents = await Promise.all(
    decision.roll.map((event) =>
      toSignedEvent(event, actor, event.type === 'staff.roll-changed' ? undefined : change.sign),
    ),
  );
  const result = await deps.log.append({
    streams: [
      ...(decision.events.length === 0
        ? []
        : [
            {
              stream: staffStream(change.staffId),
              expectedVersion: person?.version ?? 0,
              events,
            },
          ]),
      ...(decision.roll.length === 0
        ? []
        : [
            {
              stream: rollStream,
              expectedVersion: roll.version,
              events: rollEvents,
            },
          ]),
      ...(change.also ?? []),
    ],
    // Who is a lead, and how many there are, was decided from.
    ...(decision.roll.length === 0 && { guards: [{ stream: rollStream, expectedVersion: roll.version }] }),
    claims,
    at,
  });
  if (!result.ok) throw appendFailure(result);
  await deps.directory.refresh();
  if (decision.refusal !== undefined) throw new CallFailure(decision.refusal);
  return decision;
};

/** Hours that an invitation is good for. */
export const invitationHours = 72;
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** What is stored of an invitation. Dashes, case and look-alikes don't count. */
export const invitationHash = (text: string): string =>
  createHash('sha256')
    .update(
      `recovery-desk/invitation/1\n${text.toLowerCase().replaceAll(/[\s-]/gu, '').replaceAll('o', '0').replaceAll(/[il]/gu, '1')}`,
    )
    .digest('hex');

/** A new invitation of 100 bits, to be handed over in person. */
export const newInvitation = (now: Date): { readonly text: string; readonly fresh: FreshInvitation } => {
  const text = Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-');
  return {
    text,
    fresh: {
      invitationHash: invitationHash(text),
      expiresAt: new Date(now.getTime() + invitationHours * 3_600_000).toISOString(),
    },
  };
};
