/** The sample staff of a practice desk, whose codes and password it shows on purpose. */
import { hkdfSync } from 'node:crypto';
import type { Role } from '#domain/access/roles';
import type { EventLog } from '#main/store/log/event-log';
import { codeAt, endOfStep, stepOf } from './codes';
import type { StaffDirectory } from './directory';
import { prepareEnrolment, type StaffCosts } from './enrolment';
import { enrolFounders } from './enrolments';

export type PracticePerson = {
  readonly staffId: string;
  readonly name: string;
  readonly address: string;
  readonly role: Role;
};

const at = (staffId: string, name: string, role: Role): PracticePerson => ({
  staffId,
  name,
  role,
  address: `${staffId}@desk.example`,
});

export const practiceStaff: readonly PracticePerson[] = [
  at('maya-okafor', 'Maya Okafor', 'agent'),
  at('elodie-gagnon', 'Élodie Gagnon', 'agent'),
  at('priya-raman', 'Priya Raman', 'agent'),
  at('daniel-achebe', 'Daniel Achebe', 'reviewer'),
  at('ines-kowalczyk', 'Ines Kowalczyk', 'reviewer'),
  at('sophie-lavallee', 'Sophie Lavallée', 'reviewer'),
  at('ruth-tremblay', 'Ruth Tremblay', 'lead'),
  at('thomas-hale', 'Thomas Hale', 'lead'),
];

/** Of all sample staff: no secret, it stands on the sign-in page of a practice desk. */
export const practicePassword = 'practice desk';

/** Everybody may know that password, so its hash need not be slow: eight people enrol at the first start. */
export const practiceCosts: StaffCosts = {
  password: { N: 2 ** 12, r: 8, p: 1 },
  backupCodes: { N: 2 ** 10, r: 8, p: 1 },
};

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** RFC 4648, for whole groups of five bytes. */
const toBase32 = (bytes: Uint8Array): string => {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/gu) ?? []).map((five) => base32[Number.parseInt(five, 2)]).join('');
};

/**
 * The TOTP secret of somebody at a practice desk, from the vault's practice seed. `generation` counts their enrolments,
 * from 0.
 */
export const practiceSecret = (seed: Uint8Array, staffId: string, generation: number): string =>
  toBase32(Buffer.from(hkdfSync('sha256', seed, 'recovery-desk/practice/1', `totp:${staffId}:${generation}`, 20)));

/** Enrols the sample staff where there is none yet; otherwise does nothing. Answers whether it did. */
export const enrolPracticeStaff = async (deps: {
  readonly log: EventLog;
  readonly directory: StaffDirectory;
  readonly now: () => Date;
  readonly seed: Uint8Array;
  readonly company: string;
  readonly costs?: StaffCosts;
}): Promise<boolean> => {
  if ((await deps.directory.roll()).version > 0) return false;
  const costs = deps.costs ?? practiceCosts;
  const founders = await Promise.all(
    practiceStaff.map(async (person) => ({
      ...person,
      step: null,
      prepared: await prepareEnrolment(
        {
          staffId: person.staffId,
          label: person.address,
          issuer: deps.company,
          password: practicePassword,
          secret: practiceSecret(deps.seed, person.staffId, 0),
        },
        costs,
      ),
    })),
  );
  await enrolFounders({ log: deps.log, desk: 'practice', now: deps.now, costs }, founders);
  await deps.directory.refresh();
  return true;
};

/**
 * What the practice authenticator shows: everybody's code, this step's and the next one's; of who is enrolling, the
 * code that will be asked.
 */
export const practiceCodes = (deps: { readonly directory: StaffDirectory; readonly seed: Uint8Array }, now: Date) => {
  const step = stepOf(now);
  return {
    password: practicePassword,
    people: deps.directory
      .people()
      .filter((person) => person.standing !== 'ended')
      .map((person) => {
        const generation = person.standing === 'active' ? person.keys.length - 1 : person.keys.length;
        const secret = practiceSecret(deps.seed, person.staffId, generation);
        return {
          staffId: person.staffId,
          name: person.name ?? '',
          role: person.role,
          code: codeAt(secret, step),
          nextCode: codeAt(secret, step + 1),
          validUntil: endOfStep(step).toISOString(),
        };
      }),
  };
};
