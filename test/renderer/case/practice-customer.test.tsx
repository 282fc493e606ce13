import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CallOutput } from '#contract/calls';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import type { FakeDesk } from '../fake-desk';
import { morning } from '../fake-world';
import { showApp } from '../show';

const item = 'The customer’s sign-in (practice)';
const knows: CallOutput<'desk.practiceCustomer'> = {
  name: 'Geoffrey Whitcombe',
  login: 'geoffrey@harrow.example',
  password: 'quiet-river-41',
  code: '418093',
  codeValidUntil: new Date(morning + 12_000).toISOString(),
  apps: [{ label: 'iPhone', code: '418093' }],
  backupCodesLeft: 3,
};
const practice = (more: Partial<typeof knows> = {}): FakeDesk => {
  const desk = makeFakeDesk();
  desk.on('desk.practiceCustomer', () => ({ ...knows, ...more }));
  return desk;
};
const show = async (desk: FakeDesk) => {
  const shown = showApp(desk);
  await screen.findByRole('region', { name: 'Decide' });
  return shown;
};
const openDialog = async (desk: FakeDesk) => {
  const shown = await show(desk);
  await shown.user.click(screen.getByRole('button', { name: 'More about this case' }));
  await shown.user.click(await screen.findByRole('menuitem', { name: item }));
  return { ...shown, dialog: await screen.findByRole('dialog', { name: 'How Geoffrey Whitcombe signs in' }) };
};

describe('a sample customer’s sign-in', () => {
  it('is shown for the case in view: who, sign-in, password, the code and how long it lives, and that a real desk never knows these', async () => {
    const desk = practice();
    const { dialog } = await openDialog(desk);
    for (const text of [
      'Geoffrey Whitcombe',
      'geoffrey@harrow.example',
      'quiet-river-41',
      '418 093',
      '12 s left',
      '3 left',
      /A real desk never knows/,
    ])
      expect(within(dialog).getByText(text)).toBeTruthy();
    expect(desk.askedFor('desk.practiceCustomer')[0]).toEqual({ caseId: 'case-1' });
    expect(await axeFindings()).toEqual([]);
  });

  it('opens from the practice desk’s menu and from the palette, too', async () => {
    const { user } = await show(practice());
    await user.click(screen.getByRole('button', { name: 'Practice desk' }));
    await user.click(await screen.findByRole('menuitem', { name: item }));
    await user.click(
      within(await screen.findByRole('dialog', { name: 'How Geoffrey Whitcombe signs in' })).getAllByRole('button', {
        name: 'Close',
      })[0]!,
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('dialog', { name: 'Search cases and actions' });
    await user.keyboard('>sign-in');
    await screen.findByRole('option', { name: new RegExp(item.replaceAll(/[()]/g, '.')) });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('dialog', { name: 'How Geoffrey Whitcombe signs in' })).toBeTruthy();
  });

  it('copies each of them', async () => {
    const { user, dialog } = await openDialog(practice());
    for (const [name, text] of [
      ['Copy the sign-in', 'geoffrey@harrow.example'],
      ['Copy the password', 'quiet-river-41'],
      ['Copy the code', '418093'],
    ] as const) {
      await user.click(within(dialog).getByRole('button', { name }));
      await waitFor(async () => expect(await navigator.clipboard.readText()).toBe(text));
    }
  });

  it('opens the sign-in page', async () => {
    const desk = practice();
    const { user, dialog } = await openDialog(desk);
    await user.click(within(dialog).getByRole('button', { name: 'Open the sign-in page' }));
    await waitFor(() => expect(desk.askedFor('desk.openIdentitySystem')).toHaveLength(1));
  });

  it('says when no app is left, after the disable', async () => {
    const { dialog } = await openDialog(practice({ code: null, codeValidUntil: null, apps: [], backupCodesLeft: 0 }));
    expect(within(dialog).getByText('No authenticator app: 2FA by code is off')).toBeTruthy();
    expect(within(dialog).getByText('None left')).toBeTruthy();
    expect(within(dialog).queryByRole('button', { name: 'Copy the code' })).toBeNull();
  });

  it('names the other apps, and waits for the next code of one whose code was used', async () => {
    const { dialog } = await openDialog(
      practice({
        code: null,
        codeValidUntil: null,
        apps: [
          { label: 'iPhone', code: null },
          { label: 'iPad', code: '100200' },
          { label: 'iPad', code: '300400' },
        ],
      }),
    );
    expect(within(dialog).getByText('Used; the next one comes within a minute')).toBeTruthy();
    expect(within(dialog).getAllByText('iPad')).toHaveLength(2);
    for (const code of ['100 200', '300 400']) expect(within(dialog).getByText(code)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('says why nothing is known when the sample identity system is away', async () => {
    const desk = makeFakeDesk();
    desk.on('desk.practiceCustomer', () =>
      refuse('outside', 'The sample identity system can not be reached.', {
        way: 'Try again when it answers. Nothing was changed.',
      }),
    );
    const { user } = await show(desk);
    await user.click(screen.getByRole('button', { name: 'More about this case' }));
    await user.click(await screen.findByRole('menuitem', { name: item }));
    const dialog = await screen.findByRole('dialog', { name: 'The customer’s sign-in' });
    expect((await within(dialog).findByRole('alert')).textContent).toContain(
      'The sample identity system can not be reached.',
    );
    expect(within(dialog).getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('is gone when the desk locks, and stays gone when it is unlocked', async () => {
    const desk = practice();
    await openDialog(desk);
    const session = desk.session;
    if (session.state !== 'signed-in') throw new Error('nobody is signed in');
    await act(async () => {
      desk.session = { state: 'locked', who: session.who, people: [], since: new Date(morning).toISOString() };
      desk.emit({ type: 'session', reason: 'locked' });
    });
    await waitFor(() => expect(screen.queryByText('quiet-river-41')).toBeNull());
    await act(async () => {
      desk.session = session;
      desk.emit({ type: 'session', reason: 'signed-in' });
    });
    await screen.findByRole('region', { name: 'Decide' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is not offered by a real desk: neither in the case’s menu nor in the palette', async () => {
    const desk = practice();
    desk.desk = { ...desk.desk, kind: 'real' };
    const { user } = await show(desk);
    await user.click(screen.getByRole('button', { name: 'More about this case' }));
    await screen.findByRole('menuitem', { name: 'Close the case' });
    expect(screen.queryByRole('menuitem', { name: item })).toBeNull();
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('dialog', { name: 'Search cases and actions' });
    await user.keyboard('>sign');
    expect(screen.queryByRole('option', { name: /customer’s sign-in/ })).toBeNull();
    expect(desk.askedFor('desk.practiceCustomer')).toEqual([]);
  });
});
