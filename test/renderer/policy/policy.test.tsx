import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PolicyScreen } from '../../../src/renderer/policy/PolicyScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { morning } from '../fake-world';
import { isDisabled, typeCode } from '../review/act';
import { showApp, showPart } from '../show';
import { addPolicy, wrongCode } from './fake-policy';

const start = (as = 'rosa', more: Parameters<typeof addPolicy>[1] = {}) => {
  const desk = makeFakeDesk({ as });
  const policy = addPolicy(desk, more);
  return { desk, policy, ...showPart(desk, <PolicyScreen />) };
};
const row = async (title: string) => (await screen.findByRole('rowheader', { name: new RegExp(title) })).closest('tr')!;
const setLinkHours = async (user: UserEvent, hours: string): Promise<void> => {
  await user.click(await screen.findByRole('button', { name: 'Change “A link is good for”' }));
  await user.clear(screen.getByRole('textbox', { name: 'A link is good for' }));
  await user.type(screen.getByRole('textbox', { name: 'A link is good for' }), hours);
};
const look = async (user: UserEvent) => {
  await user.click(screen.getByRole('button', { name: 'See what it changes, and save' }));
  return within(await screen.findByRole('dialog'));
};
const because = 'Most forms come within a day.';

describe('the policy', () => {
  it('shows each value with its bounds, default and last change', async () => {
    const { policy } = start('maya');
    expect((await row('A link is good for')).textContent).toContain('72 hours12 to 168as nowNever changed');
    expect((await row('Reminders to turn 2FA on')).textContent).toContain(
      '1, 3 and 7 days after the disable3 rising, 1 to 60',
    );
    expect(screen.getAllByRole('table')).toHaveLength(11);
    expect(policy.history).toEqual([]);
    expect(screen.getByText('Nobody has changed the policy yet.')).toBeTruthy();
  });

  it('is read only for an agent and a reviewer, who are told who changes it', async () => {
    start('maya');
    await row('A link is good for');
    expect(screen.getByText('A team lead changes it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Change “|Set to elevated/ })).toBeNull();
  });

  it('says in its place that it could not be read', async () => {
    const desk = makeFakeDesk({ as: 'rosa' });
    desk.on('policy.get', () => refuse('store-away', 'The store is away.'));
    showPart(desk, <PolicyScreen />);
    expect((await screen.findByRole('alert')).textContent).toContain('The store is away.');
  });

  it('passes axe, with a draft and its rule as well', async () => {
    const { user } = start();
    await row('A link is good for');
    expect(await axeFindings()).toEqual([]);
    await setLinkHours(user, '20');
    expect(await screen.findByText(/Reminder before it ends: less than a link is good for/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('is reached by g and p', async () => {
    const desk = makeFakeDesk({ as: 'maya' });
    addPolicy(desk);
    const { user } = showApp(desk);
    await screen.findByRole('navigation', { name: 'Screens' });
    await user.keyboard('gp');
    expect(await screen.findByRole('heading', { name: 'Policy' })).toBeTruthy();
  });
});

describe('changing a value', () => {
  it('asks the open cases while one types, lists them before it is saved, and costs a reason and a code', async () => {
    const { desk, user } = start();
    await setLinkHours(user, '48');
    expect(await screen.findByText('1 of 2 open cases would be treated differently.')).toBeTruthy();
    const dialog = await look(user);
    expect((await dialog.findByRole('list', { name: 'Open cases' })).textContent).toContain(
      'Kwame OseiRD-2301Its next link is good for 48 hours instead of 72.',
    );
    expect(await axeFindings()).toEqual([]);
    await typeCode(user, '418207');
    expect(isDisabled(dialog.getByRole('button', { name: 'Change policy' }))).toBe(true);
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), because);
    await user.click(dialog.getByRole('button', { name: 'Change policy' }));
    expect(await screen.findByText('The policy is at version 2 now.')).toBeTruthy();
    expect(desk.askedFor('policy.change')).toEqual([
      { values: { linkHours: 48 }, version: 1, reason: because, code: '418207' },
    ]);
    await waitFor(async () =>
      expect((await row('A link is good for')).textContent).toContain(
        `48 hours12 to 16872 hoursRosa Tran, 10 Nov${because}`,
      ),
    );
    expect(screen.getByRole('region', { name: 'History' }).textContent).toContain('Version 2');
    expect(screen.queryByRole('region', { name: 'Changes that are not saved' })).toBeNull();
  });

  it('offers every calendar by its name, with what of its rules could not be verified', async () => {
    const { desk, user } = start();
    await user.click(await screen.findByRole('button', { name: 'Change “Calendar”' }));
    await user.click(screen.getByRole('combobox', { name: 'Calendar' }));
    const offered = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
    expect(offered).toHaveLength(14);
    expect(offered).toEqual(
      expect.arrayContaining(['Canada (federal)', 'Québec', 'Nova Scotia (7 of 8 rules unverified)']),
    );
    await user.click(screen.getByRole('option', { name: 'Québec' }));
    const dialog = await look(user);
    await typeCode(user, '418207');
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), because);
    await user.click(dialog.getByRole('button', { name: 'Change policy' }));
    await screen.findByText('The policy is at version 2 now.');
    expect(desk.askedFor('policy.change')).toMatchObject([{ values: { calendarId: 'ca-qc' } }]);
  });

  it('names the rule beside the value that stands against it, and saves nothing', async () => {
    const { user } = start();
    await setLinkHours(user, '500');
    expect((await within(await row('A link is good for')).findByRole('alert')).textContent).toBe(
      'A link is good for: a whole number from 12 to 168. R4',
    );
    expect(screen.getByText('1 rule stands against it, marked above.')).toBeTruthy();
    const dialog = await look(user);
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), because);
    await typeCode(user, '418207');
    expect(isDisabled(dialog.getByRole('button', { name: 'Change policy' }))).toBe(true);
  });

  it('back to what it is drops the change', async () => {
    const { user } = start();
    await setLinkHours(user, '48');
    expect(screen.getByText('1 value changed')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Leave “A link is good for” as it is' }));
    expect(screen.queryByText('1 value changed')).toBeNull();
    expect((await row('A link is good for')).textContent).toContain('72 hours');
  });

  it('is done by keys: j, Enter, Ctrl Enter', async () => {
    const { user } = start();
    await row('A link is good for');
    await user.keyboard('{Enter}');
    const field = await screen.findByRole('textbox', { name: 'Approvals for a pass, elevated' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.clear(field);
    await user.keyboard('3{Control>}{Enter}{/Control}');
    expect(await screen.findByRole('dialog', { name: 'Change the policy?' })).toBeTruthy();
  });

  it('keeps the dialog after a wrong code, and says what another lead did meanwhile', async () => {
    const { desk, policy, user } = start();
    await setLinkHours(user, '48');
    const dialog = await look(user);
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), because);
    await typeCode(user, `${wrongCode}{Enter}`);
    expect(await dialog.findByText('That code is wrong. Four tries are left.')).toBeTruthy();
    policy.policy = { ...policy.policy, version: 2, idleMinutes: 5 };
    desk.emit({ type: 'changed', topics: ['policy'] });
    expect(await dialog.findByText(/Somebody changed the policy since you opened this page/)).toBeTruthy();
    await typeCode(user, '418207{Enter}');
    expect(await dialog.findByText(/it is at version 2 now/)).toBeTruthy();
  });

  it('of several numbers keeps the others', async () => {
    const { desk, user } = start();
    await user.click(await screen.findByRole('button', { name: 'Change “Reminders to turn 2FA on”' }));
    await user.clear(screen.getByRole('textbox', { name: 'Reminders to turn 2FA on, 3' }));
    await user.type(screen.getByRole('textbox', { name: 'Reminders to turn 2FA on, 3' }), '9');
    await waitFor(() =>
      expect(desk.askedFor('policy.preview').at(-1)).toEqual({ values: { watchReminderDays: [1, 3, 9] } }),
    );
  });
});

describe('the threat level', () => {
  it('lists what it changes before it is set, and warns where too few people are there', async () => {
    const { desk, user } = start('rosa', { reviewers: 2 });
    await user.click(await screen.findByRole('button', { name: 'Set to elevated' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Set the threat level to elevated?' }));
    expect((await dialog.findByRole('table', { name: 'What the threat level changes' })).textContent).toContain(
      'An alternate method2 reviewers3 reviewers',
    );
    expect(
      dialog.getByText('An alternate method asks for 3 reviewers; 2 are at work. None could be approved.'),
    ).toBeTruthy();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), 'Three calls for one firm today.');
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByRole('button', { name: 'Set back to normal' })).toBeTruthy();
    expect(
      within(screen.getByRole('region', { name: 'Threat level' })).getByText(/None could be approved/),
    ).toBeTruthy();
    expect(desk.askedFor('policy.change')).toMatchObject([{ values: { threatLevel: 'elevated' } }]);
    expect(await axeFindings()).toEqual([]);
  });
});

describe('where it takes two leads', () => {
  const asked = [
    {
      askId: 'ask-1',
      by: 'Lena Ochs',
      isMine: false,
      at: new Date(morning).toISOString(),
      until: new Date(morning + 72 * 3_600_000).toISOString(),
      reason: 'I see an attack.',
      changes: [{ key: 'threatLevel' as const, title: 'Threat level', from: 'Normal', to: 'Elevated' }],
      values: { threatLevel: 'elevated' },
    },
  ];

  it('the first word is written down, and is no fault', async () => {
    const { user } = start('rosa', { takesTwo: true });
    await setLinkHours(user, '48');
    const dialog = await look(user);
    expect(
      dialog.getByText(/your word is written down, and the change holds once another lead has asked for the same/),
    ).toBeTruthy();
    await user.type(dialog.getByRole('textbox', { name: 'Reason' }), because);
    await typeCode(user, '418207{Enter}');
    expect(await dialog.findByText('It takes a second lead')).toBeTruthy();
    expect(dialog.queryByRole('alert')).toBeNull();
    await user.click(dialog.getAllByRole('button', { name: 'Close' }).at(-1)!);
    await waitFor(() => expect(screen.queryByText('1 value changed')).toBeNull());
  });

  it('a colleague’s wish can be asked for as well, and an agent only reads it', async () => {
    const { user, unmount } = start('rosa', { asked });
    const band = within(await screen.findByRole('region', { name: 'Lena Ochs asks for a change' }));
    expect(band.getByText(/Threat level Normal → Elevated/)).toBeTruthy();
    await user.click(band.getByRole('button', { name: 'Ask for the same' }));
    expect(await screen.findByRole('dialog', { name: 'Set the threat level to elevated?' })).toBeTruthy();
    unmount();
    start('maya', { asked });
    expect(
      within(await screen.findByRole('region', { name: 'Lena Ochs asks for a change' })).queryByRole('button'),
    ).toBeNull();
  });
});
