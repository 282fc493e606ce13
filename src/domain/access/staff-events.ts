/** What can happen to a colleague and to the roll; the shapes are in `staff-schemas.ts`. */
import type { EventsOf, Of } from '../log/kind';
import type { Role } from './roles';
import type {
  askedChange,
  backupCodeHashes,
  credentials,
  lost,
  rollKinds,
  staffKinds,
  standing,
} from './staff-schemas';

export type Credentials = Of<typeof credentials>;
export type BackupCodeHashes = Of<typeof backupCodeHashes>;
export type StaffEvent = EventsOf<typeof staffKinds>;
export type Lost = Of<typeof lost>;
export type StaffStanding = Of<typeof standing>;
export type RollEvent = EventsOf<typeof rollKinds>;
export type AskedChange = Of<typeof askedChange>;
export type Asked = { readonly askId: string; readonly by: string; readonly at: string; readonly change: AskedChange };
export type RollEntry = { readonly role: Role; readonly standing: StaffStanding };
export type Roll = ReadonlyMap<string, RollEntry>;

/** The roll after one more event. */
export const evolveRoll = (roll: Roll, event: RollEvent): Roll =>
  event.type === 'staff.roll-changed'
    ? new Map([...roll, [event.data.staffId, { role: event.data.role, standing: event.data.standing }]])
    : roll;

/**
 * The leads' words that wait for a second one, after one more event. A word of somebody who was erased is gone with
 * them.
 */
export const evolveAsked = (asked: readonly Asked[], event: RollEvent): readonly Asked[] => {
  switch (event.type) {
    case 'staff.roll-changed':
      return asked;
    case 'staff.change-asked':
      return event.personal === undefined
        ? asked
        : [
            ...asked,
            { askId: event.data.askId, by: event.data.staffId, at: event.data.at, change: event.personal.change },
          ];
    case 'staff.change-seconded':
      return asked.filter((one) => one.askId !== event.data.askId);
  }
};

/** Leads who can act: enrolled, not being reset, not ended. `besides` is left out of the count. */
export const activeLeads = (roll: Roll, besides?: string): number =>
  [...roll].filter(([staffId, entry]) => staffId !== besides && entry.role === 'lead' && entry.standing === 'active')
    .length;
