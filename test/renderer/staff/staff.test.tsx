import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { StaffScreen } from '../../../src/renderer/staff/StaffScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { typeCode, isDisabled } from '../review/act';
import { showPart } from '../show';
import { addStaff, wrongCode } from './fake-staff';

const start = (as = 'rosa') => {
  const desk = makeFakeDesk({ as });
  const staff = addStaff(desk);
  return { desk, staff, ...showPart(desk, <StaffScreen />) };
};
const row = async (name: string) => (await screen.findByRole('rowheader', { name: new RegExp(name) })).closest('tr')!;
const choose = async (user: UserEvent, name: string, action: string): Promise<void> => {
  await user.click(await screen.findByRole('button', { name: `What can be done for ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
};

describe('the staff', () => {
  it('are shown with role, state, last sign-in and open cases; ended access on request', async () => {
    const { user } = start();
    expect((await row('Maya Okafor')).textContent).toContain('Support agentAt worksince 14 Mar 2025Today, 08:109');
    expect((await row('Nadia Berg')).textContent).toContain('Invited');
    expect((await row('Rosa Tran')).textContent).toContain('(you)');
    expect(screen.getByText('9 people, 1 lead')).toBeTruthy();
    expect(screen.queryByText('Owen Hart')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show ended (1)' }));
    expect((await row('Owen Hart')).textContent).toContain('Access ended');
  });

  it('are moved through by j and k; Enter opens what can be done', async () => {
    const { user } = start();
    await row('Maya Okafor');
    await user.keyboard('j{Enter}');
    expect(await screen.findByRole('menuitem', { name: 'Change role' })).toBeTruthy();
    expect(
      screen.getByRole('button', { name: 'What can be done for Élodie Gagné' }).getAttribute('aria-expanded'),
    ).toBe('true');
  });

  it('can’t be managed by an agent, who is told who may', async () => {
    const { user } = start('maya');
    await user.click(await screen.findByRole('button', { name: 'What can be done for Theo Hall' }));
    expect((await screen.findByRole('menuitem', { name: /Change role/ })).textContent).toContain(
      'A team lead does this.',
    );
    expect(screen.queryByRole('button', { name: 'Invite somebody' })).toBeNull();
  });

  it('say in their place that they could not be read', async () => {
    const desk = makeFakeDesk({ as: 'rosa' });
    desk.on('staff.list', () => refuse('store-away', 'The store is away.'));
    showPart(desk, <StaffScreen />);
    expect((await screen.findByRole('alert')).textContent).toContain('The store is away.');
  });

  it('pass axe', async () => {
    start();
    await row('Maya Okafor');
    expect(await axeFindings()).toEqual([]);
  });
});

describe('inviting', () => {
  it('costs a code, and shows the invitation once, until one says that it is safe', async () => {
    const { desk, user } = start();
    await row('Maya Okafor');
    await user.keyboard('c');
    const dialog = within(await screen.findByRole('dialog', { name: 'Invite somebody' }));
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByRole('textbox', { name: 'Name' })));
    await user.keyboard('Inga Lund');
    await typeCode(user, '418207');
    expect(isDisabled(dialog.getByRole('button', { name: 'Invite' }))).toBe(true);
    await user.type(dialog.getByRole('textbox', { name: 'Email address' }), 'inga@lumen.example');
    await user.click(dialog.getByRole('radio', { name: 'Security reviewer' }));
    expect(await axeFindings()).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Invite' }));
    const shown = within(await screen.findByRole('dialog', { name: 'Invitation for Inga Lund' }));
    expect(shown.getByText('k7fm-29qx-tw4d-hh3p')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.getByText('k7fm-29qx-tw4d-hh3p')).toBeTruthy();
    await user.click(shown.getByRole('checkbox', { name: 'I have handed it over, or kept it safe' }));
    await user.click(shown.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText('k7fm-29qx-tw4d-hh3p')).toBeNull());
    expect(desk.askedFor('staff.invite')).toEqual([
      { name: 'Inga Lund', address: 'inga@lumen.example', role: 'reviewer', code: '418207' },
    ]);
    expect((await row('Inga Lund')).textContent).toContain('Invited');
  });

  it('says in the dialog what is refused', async () => {
    const { user } = start();
    await row('Maya Okafor');
    await user.click(screen.getByRole('button', { name: 'Invite somebody' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Theo');
    await user.type(dialog.getByRole('textbox', { name: 'Email address' }), 'theo@lumen.example');
    await typeCode(user, '418207{Enter}');
    expect((await dialog.findByRole('alert')).textContent).toContain('A colleague has this address already.');
  });

  it('is written down, and waits, where it takes a second lead', async () => {
    const { desk, user } = start();
    desk.on('staff.invite', () =>
      refuse('approvals-missing', 'This desk has more than one lead, so a second one has to ask for the same.', {
        way: 'Another lead has to ask for the same.',
      }),
    );
    await row('Maya Okafor');
    await user.keyboard('c');
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Inga');
    await user.type(dialog.getByRole('textbox', { name: 'Email address' }), 'inga@lumen.example');
    await typeCode(user, '418207{Enter}');
    expect(await dialog.findByText('It takes a second lead')).toBeTruthy();
    expect(dialog.queryByRole('alert')).toBeNull();
    expect(dialog.getAllByRole('button', { name: 'Close' })).toHaveLength(2);
  });
});

describe('changing somebody’s access', () => {
  it('gives another role', async () => {
    const { desk, user } = start();
    await choose(user, 'Theo Hall', 'Change role');
    const dialog = within(await screen.findByRole('dialog', { name: 'Change the role of Theo Hall' }));
    await user.click(dialog.getByRole('radio', { name: 'Security reviewer' }));
    await typeCode(user, `${wrongCode}{Enter}`);
    expect(await dialog.findByText('That code is wrong. Four tries are left.')).toBeTruthy();
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByText('Theo Hall is now security reviewer.')).toBeTruthy();
    expect(desk.askedFor('staff.changeRole')).toHaveLength(2);
  });

  it('is not for oneself', async () => {
    const { user } = start();
    await user.click(await screen.findByRole('button', { name: 'What can be done for Rosa Tran' }));
    expect((await screen.findByRole('menuitem', { name: /Change role/ })).textContent).toContain(
      'Nobody changes their own role.',
    );
  });

  it('never takes the last lead away', async () => {
    const { user } = start();
    await choose(user, 'Rosa Tran', 'End access');
    await typeCode(user, '418207{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This is the last lead.');
    expect(alert.textContent).toContain('Enrol another lead first.');
  });

  it('ends with a hand-over of the open cases', async () => {
    const { desk, user } = start();
    await choose(user, 'Theo Hall', 'End access');
    const dialog = within(await screen.findByRole('dialog', { name: 'End the access of Theo Hall?' }));
    await user.click(dialog.getByRole('combobox', { name: 'Their 6 open cases go to' }));
    await user.click(await screen.findByRole('option', { name: 'Priya Raman, support agent' }));
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByText('The access of Theo Hall has ended; 6 cases were handed over.')).toBeTruthy();
    expect(desk.askedFor('staff.endAccess')).toEqual([{ staffId: 'theo', handOverTo: 'priya', code: '418207' }]);
  });

  it('resets a password by a new invitation', async () => {
    const { user } = start();
    await choose(user, 'Priya Raman', 'Reset password');
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByText('p4rt-88mz-qq2c-vv7n')).toBeTruthy();
    expect((await row('Priya Raman')).textContent).toContain('To enrol again');
  });
});

describe('vouching for a lost authenticator', () => {
  it('takes two colleagues, each with a code of their own; the second gets the invitation', async () => {
    const { desk, staff, user, unmount } = start('maya');
    await choose(user, 'Daniel Achebe', 'Vouch for a lost authenticator');
    expect(screen.getByText(/You would be the first of two/)).toBeTruthy();
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByText(/Your word for Daniel Achebe is written down: 1 of 2/)).toBeTruthy();
    expect((await row('Daniel Achebe')).textContent).toContain('Maya Okafor vouched for a lost authenticator');
    unmount();
    desk.signIn('theo');
    const second = showPart(desk, <StaffScreen />);
    await choose(second.user, 'Daniel Achebe', 'Vouch for a lost authenticator');
    expect(screen.getByText(/Maya Okafor has vouched already: with your word there are two/)).toBeTruthy();
    await typeCode(second.user, '418207{Enter}');
    expect(await screen.findByText('z9bb-31ks-ww8e-yy5r')).toBeTruthy();
    expect(staff.rows.find((one) => one.staffId === 'daniel')?.state).toBe('reset');
  });

  it('is not for oneself, nor twice', async () => {
    const { user } = start('maya');
    await user.click(await screen.findByRole('button', { name: 'What can be done for Maya Okafor' }));
    expect((await screen.findByRole('menuitem', { name: /Vouch/ })).textContent).toContain(
      'Nobody vouches for themself.',
    );
    await user.keyboard('{Escape}');
    for (const _ of [1, 2]) {
      await choose(user, 'Daniel Achebe', 'Vouch for a lost authenticator');
      await typeCode(user, '418207{Enter}');
      await screen.findByText(/is written down: 1 of 2|You have vouched for this colleague already/);
    }
    expect(screen.getByRole('alert').textContent).toContain('You have vouched for this colleague already.');
  });
});

describe('one’s own section', () => {
  it('shows what one’s role may, and makes new backup codes for a code', async () => {
    const { desk, user } = start('priya');
    const own = within(await screen.findByRole('region', { name: 'You' }));
    expect(own.getByText('Works the queue, sends links; never sees ID pictures')).toBeTruthy();
    expect(await own.findByText('8 of ten left')).toBeTruthy();
    await user.click(own.getByRole('button', { name: 'Make new backup codes' }));
    await typeCode(user, '418207');
    expect(await screen.findByText('code-0000')).toBeTruthy();
    expect(desk.askedFor('session.makeBackupCodes')).toHaveLength(1);
  });

  it('warns when few backup codes are left', async () => {
    const { staff, desk } = start('priya');
    await screen.findByText('8 of ten left');
    staff.rows = staff.rows.map((one) => (one.staffId === 'priya' ? { ...one, backupCodesLeft: 1 } : one));
    desk.emit({ type: 'changed', topics: ['staff'] });
    expect(await screen.findByText('Make new ones before you need them.')).toBeTruthy();
  });
});
