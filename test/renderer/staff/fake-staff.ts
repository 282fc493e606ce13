/** The staff behind the fake desk, with state: invitations, roles, ended access, vouches. */
import type { StaffRow } from '#contract/staff';
import type { FakeDesk } from '../fake-desk';
import { refuse } from '../fake-desk';
import { at, people } from '../fake-world';

export type FakeStaff = { rows: StaffRow[] };
export const wrongCode = '000000';

const needCode = (code: string): void => {
  if (code === wrongCode) refuse('wrong-code', 'That code is wrong. Four tries are left.', { rule: 'R21' });
};
const expiresAt = at('11-13 10:24');

export const addStaff = (desk: FakeDesk): FakeStaff => {
  const fake: FakeStaff = {
    rows: [
      ...people.map((person, index): StaffRow => ({
        ...person,
        address: `${person.staffId}@lumen.example`,
        state: 'active',
        since: '2025-03-14T18:00:00.000Z',
        lastSignInAt: at(`11-10 0${8 + (index % 2)}:${10 + index}`),
        openCases: person.role === 'lead' ? 0 : 9 - index,
        backupCodesLeft: 10 - index,
        keyId: `key-${person.staffId}`,
        vouchedBy: [],
      })),
      {
        staffId: 'nadia',
        name: 'Nadia Berg',
        initials: 'NB',
        role: 'agent',
        address: 'nadia@lumen.example',
        state: 'invited',
        since: at('11-09 15:00'),
        lastSignInAt: null,
        openCases: 0,
        backupCodesLeft: 0,
        keyId: null,
        vouchedBy: [],
      },
      {
        staffId: 'old',
        name: 'Owen Hart',
        initials: 'OH',
        role: 'agent',
        address: 'owen@lumen.example',
        state: 'ended',
        since: at('10-01 15:00'),
        lastSignInAt: at('09-30 15:00'),
        openCases: 0,
        backupCodesLeft: 0,
        keyId: 'key-old',
        vouchedBy: [],
      },
    ],
  };
  const change = (staffId: string, edit: (row: StaffRow) => StaffRow): void => {
    fake.rows = fake.rows.map((row) => (row.staffId === staffId ? edit(row) : row));
    desk.emit({ type: 'changed', topics: ['staff'] });
  };
  const leads = (): number => fake.rows.filter((row) => row.role === 'lead' && row.state === 'active').length;
  const isLastLead = (staffId: string): boolean =>
    leads() === 1 && fake.rows.some((row) => row.staffId === staffId && row.role === 'lead');
  const me = (): string => (desk.session.state === 'signed-in' ? desk.session.who.name : '');

  desk.on('staff.list', () => ({ people: fake.rows, leads: leads() }));
  desk.on('staff.invite', ({ name, address, role, code }) => {
    if (fake.rows.some((row) => row.address === address))
      return refuse('exists-already', 'A colleague has this address already.', {
        field: 'address',
        way: 'Reset their password, or use another address.',
      });
    needCode(code);
    fake.rows = [
      ...fake.rows,
      {
        staffId: 'new',
        name,
        initials: 'NN',
        role,
        address,
        state: 'invited',
        since: at('11-10 10:24'),
        lastSignInAt: null,
        openCases: 0,
        backupCodesLeft: 0,
        keyId: null,
        vouchedBy: [],
      },
    ];
    desk.emit({ type: 'changed', topics: ['staff'] });
    return { staffId: 'new', invitation: 'k7fm-29qx-tw4d-hh3p', expiresAt };
  });
  desk.on('staff.changeRole', ({ staffId, role, code }) => {
    if (isLastLead(staffId))
      return refuse('last-lead', 'This is the last lead. Another role would leave the desk without one.', {
        rule: 'R21',
        way: 'Enrol another lead first.',
      });
    needCode(code);
    change(staffId, (row) => ({ ...row, role }));
    return { done: true };
  });
  desk.on('staff.endAccess', ({ staffId, code }) => {
    if (isLastLead(staffId))
      return refuse('last-lead', 'This is the last lead. Ending their access would leave the desk without one.', {
        rule: 'R21',
        way: 'Enrol another lead first.',
      });
    needCode(code);
    const handedOver = fake.rows.find((row) => row.staffId === staffId)?.openCases ?? 0;
    change(staffId, (row) => ({ ...row, state: 'ended', openCases: 0 }));
    return { handedOver };
  });
  desk.on('staff.resetPassword', ({ staffId, code }) => {
    needCode(code);
    change(staffId, (row) => ({ ...row, state: 'reset' }));
    return { staffId, invitation: 'p4rt-88mz-qq2c-vv7n', expiresAt };
  });
  desk.on('staff.vouch', ({ staffId, code }) => {
    needCode(code);
    const row = fake.rows.find((one) => one.staffId === staffId);
    if (row?.vouchedBy.includes(me()))
      return refuse('decided-already', 'You have vouched for this colleague already.', {
        way: 'Another colleague has to.',
      });
    const vouched = (row?.vouchedBy.length ?? 0) + 1;
    if (vouched < 2) {
      change(staffId, (one) => ({ ...one, vouchedBy: [...one.vouchedBy, me()] }));
      return { vouched, needed: 2, invitation: null };
    }
    change(staffId, (one) => ({ ...one, vouchedBy: [], state: 'reset' }));
    return { vouched, needed: 2, invitation: { staffId, invitation: 'z9bb-31ks-ww8e-yy5r', expiresAt } };
  });
  return fake;
};
