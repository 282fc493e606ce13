import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

describe('the frame', () => {
  it('says who sits here, the threat level, the network and the mail', async () => {
    const desk = makeFakeDesk();
    desk.strip = { ...desk.strip, threatLevel: 'elevated', mailFailed: 1 };
    showApp(desk);
    expect(await screen.findByRole('button', { name: 'Maya Okafor, Support agent' })).toBeTruthy();
    expect(await screen.findByText('Threat level elevated')).toBeTruthy();
    expect(screen.getByText('2 mails waiting')).toBeTruthy();
    expect(screen.getByText('1 failed')).toBeTruthy();
    expect(screen.getByText('Online')).toBeTruthy();
  });

  it('names the counts at the rail', async () => {
    showApp(makeFakeDesk());
    const rail = await screen.findByRole('navigation', { name: 'Screens' });
    expect(await within(rail).findByRole('button', { name: 'Queue, 17' })).toBeTruthy();
    expect(within(rail).getByRole('button', { name: 'Queue, 17' }).getAttribute('aria-current')).toBe('page');
  });

  it('says that the store starts again, how far a rebuild is, and asks everything anew when it is back', async () => {
    const desk = makeFakeDesk();
    showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    await act(async () => desk.setStore({ state: 'restarting', message: 'Nothing was lost.', progress: null }));
    expect(await screen.findByText('The store is starting again.')).toBeTruthy();
    await act(async () => desk.setStore({ state: 'rebuilding', message: '40 %.', progress: 0.4 }));
    expect(await screen.findByRole('progressbar', { name: 'The list of cases is being rebuilt.' })).toBeTruthy();
    const before = desk.askedFor('queue.page').length;
    await act(async () => desk.setStore({ state: 'ready', message: 'Ready.', progress: null }));
    await waitFor(() => expect(desk.askedFor('queue.page').length).toBeGreaterThan(before));
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('names why it is read-only for as long as it is', async () => {
    const desk = makeFakeDesk();
    showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    await act(async () =>
      desk.setStore({ state: 'read-only', message: 'The log was changed: event 214.', progress: null }),
    );
    expect(await screen.findByText('The log was changed: event 214.')).toBeTruthy();
  });

  it('changes between light and dark, and stores only that', async () => {
    const { user } = showApp(makeFakeDesk());
    await user.click(await screen.findByRole('button', { name: 'Maya Okafor, Support agent' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Dark' }));
    expect(document.documentElement.dataset['mantineColorScheme']).toBe('dark');
    expect(Object.keys(window.localStorage)).toEqual(['recovery-desk-scheme']);
  });

  it('makes new backup codes after a one-time code', async () => {
    const { user } = showApp(makeFakeDesk());
    await user.click(await screen.findByRole('button', { name: 'Maya Okafor, Support agent' }));
    await user.click(await screen.findByRole('menuitem', { name: /New backup codes/ }));
    const dialog = await screen.findByRole('dialog', { name: 'New backup codes' });
    await user.type(within(dialog).getByRole('textbox', { name: 'One-time code, digit 1 of 6' }), '123456');
    expect(await within(dialog).findByText('code-0009')).toBeTruthy();
  });

  it('forgets what was read when the person signs out', async () => {
    const desk = makeFakeDesk();
    const { user } = showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    await user.click(screen.getByRole('button', { name: 'Maya Okafor, Support agent' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(screen.queryByText('Harrow & Finch LLP')).toBeNull();
  });

  it('goes back to the first start when the desk becomes another one', async () => {
    const desk = makeFakeDesk();
    showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    desk.desk = { ...desk.desk, stage: 'none', kind: null };
    await act(async () => desk.emit({ type: 'desk' }));
    expect(await screen.findByRole('heading', { name: 'How do you want to start?' })).toBeTruthy();
  });
});
