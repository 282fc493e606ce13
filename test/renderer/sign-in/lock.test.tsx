import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

const code = (): Promise<HTMLInputElement> =>
  screen.findByRole<HTMLInputElement>('textbox', { name: 'One-time code, digit 1 of 6' });

describe('the lock', () => {
  it('takes everything off the screen, and opens with a code alone for who sat here', async () => {
    const desk = makeFakeDesk();
    const { user } = showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    await user.click(screen.getByRole('button', { name: 'Lock the desk' }));
    expect(await screen.findByRole('heading', { name: 'Locked' })).toBeTruthy();
    expect(screen.queryByText('Harrow & Finch LLP')).toBeNull();
    await user.type(await code(), '123456');
    expect(await screen.findByText('Harrow & Finch LLP')).toBeTruthy();
    expect(desk.askedFor('session.switchTo')).toEqual([{ staffId: 'maya', code: '123456' }]);
  });

  it('comes by itself when main says so', async () => {
    const desk = makeFakeDesk();
    showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    await act(async () => {
      await desk.bridge.call('session.lock', {});
    });
    expect(await screen.findByRole('heading', { name: 'Locked' })).toBeTruthy();
  });

  it('lets somebody else sign in', async () => {
    const desk = makeFakeDesk();
    await desk.bridge.call('session.lock', {});
    const { user } = showApp(desk);
    await user.click(await screen.findByRole('button', { name: 'Somebody else' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });
});

describe('changing who sits here', () => {
  it('takes one key, a person who has signed in before, and a code', async () => {
    const desk = makeFakeDesk();
    const { user } = showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    await user.keyboard('{Control>}{Shift>}u{/Shift}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Change who sits here' });
    expect(within(dialog).getByRole<HTMLInputElement>('combobox', { name: 'Who sits here now?' }).value).toBe(
      'Daniel Achebe',
    );
    await user.type(within(dialog).getByRole('textbox', { name: 'One-time code, digit 1 of 6' }), '123456');
    expect(await screen.findByText('Daniel Achebe')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says how, when nobody else has signed in yet', async () => {
    const desk = makeFakeDesk();
    if (desk.session.state === 'signed-in') desk.session = { ...desk.session, remembered: [desk.session.who] };
    const { user } = showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    await user.keyboard('{Control>}{Shift>}u{/Shift}{/Control}');
    expect(await screen.findByText(/They sign in with their password first/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /Sign out/ }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });
});
