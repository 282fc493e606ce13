/**
 * "Change staff without a second lead, once a real desk has two": never (PRODUCT.md, table of people). Two leads each
 * ask for the same change.
 */
import type { StaffCommand, StaffFacts } from './decide-staff';
import type { Asked, AskedChange, RollEvent } from './staff-events';
import { activeLeads } from './staff-events';

/** Hours that a lead's word waits for a second one. */
export const askedHours = 72;

/** What two leads must both want; null for what takes no lead. */
export const askedChange = (staffId: string, command: StaffCommand): AskedChange | null => {
  switch (command.kind) {
    case 'invite':
      return { kind: 'invite', name: command.name.trim(), address: command.address.toLowerCase(), role: command.role };
    case 'change-role':
      return { kind: 'change-role', staffId, role: command.role };
    case 'end-access':
      return { kind: 'end-access', staffId, handOverTo: command.handOverTo };
    case 'reset-password':
      return { kind: 'reset-password', staffId };
    case 'enrol':
    case 'vouch':
    case 'use-backup-code':
    case 'make-backup-codes':
      return null;
  }
};

const isSame = (a: AskedChange, b: AskedChange): boolean => {
  switch (a.kind) {
    case 'invite':
      return b.kind === 'invite' && a.name === b.name && a.address === b.address && a.role === b.role;
    case 'change-role':
      return b.kind === 'change-role' && a.staffId === b.staffId && a.role === b.role;
    case 'end-access':
      return b.kind === 'end-access' && a.staffId === b.staffId && a.handOverTo === b.handOverTo;
    case 'reset-password':
      return b.kind === 'reset-password' && a.staffId === b.staffId;
  }
};

/** Words that still count: fresh, and of somebody who is still a lead at work. */
export const standingAsked = (facts: Pick<StaffFacts, 'asked' | 'roll' | 'now'>): readonly Asked[] =>
  facts.asked.filter((one) => {
    const asker = facts.roll.get(one.by);
    return (
      asker?.role === 'lead' &&
      asker.standing === 'active' &&
      Date.parse(facts.now) - Date.parse(one.at) < askedHours * 3_600_000
    );
  });

export type SecondLead =
  | { readonly outcome: 'not-needed' }
  /** The first word: it is written down, and nothing else happens. */
  | { readonly outcome: 'first'; readonly event: RollEvent }
  | { readonly outcome: 'asked-already' }
  /** The second word: what is written with the change. */
  | { readonly outcome: 'second'; readonly event: RollEvent };

/** Where a change stands that would be right otherwise. */
export const secondLead = (staffId: string, command: StaffCommand, facts: StaffFacts): SecondLead => {
  const change = askedChange(staffId, command);
  if (change === null || facts.desk === 'practice' || facts.actor.kind === 'desk' || activeLeads(facts.roll) < 2)
    return { outcome: 'not-needed' };
  const same = standingAsked(facts).filter((one) => isSame(one.change, change));
  const actor = facts.actor.staffId;
  const other = same.find((one) => one.by !== actor);
  if (other !== undefined)
    return {
      outcome: 'second',
      event: { type: 'staff.change-seconded', data: { askId: other.askId, staffId: actor, at: facts.now } },
    };
  if (same.length > 0) return { outcome: 'asked-already' };
  return {
    outcome: 'first',
    event: {
      type: 'staff.change-asked',
      data: { askId: facts.mintAskId(), staffId: actor, at: facts.now },
      personal: { change },
    },
  };
};
