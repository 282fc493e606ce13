import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showApp } from '../show';

const digit = (n = 1): Promise<HTMLInputElement> =>
  screen.findByRole<HTMLInputElement>('textbox', { name: `One-time code, digit ${n} of 6` });
const password = (): HTMLInputElement => screen.getByLabelText<HTMLInputElement>('Password');

describe('signing in', () => {
  it('remembers the person, and signs in with the sixth digit', async () => {
    const desk = makeFakeDesk({ as: null });
    const { user } = showApp(desk);
    expect((await screen.findByRole<HTMLInputElement>('combobox', { name: 'Who are you?' })).value).toBe('Maya Okafor');
    await user.type(password(), 'practice makes perfect');
    await user.type(await digit(), '418093');
    expect(await screen.findByRole('heading', { name: 'Queue' })).toBeTruthy();
    expect(desk.askedFor('session.signIn')).toEqual([
      { staffId: 'maya', password: 'practice makes perfect', code: '418093' },
    ]);
  });

  it('waits for the password before it sends a code', async () => {
    const desk = makeFakeDesk({ as: null });
    const { user } = showApp(desk);
    await user.type(await digit(), '418093');
    expect(desk.askedFor('session.signIn')).toEqual([]);
    await user.type(password(), 'practice makes perfect{Enter}');
    expect(await screen.findByRole('heading', { name: 'Queue' })).toBeTruthy();
  });

  it('does not say which of the two was wrong, and empties the code but not the password', async () => {
    const { user } = showApp(makeFakeDesk({ as: null }));
    await digit();
    await user.type(password(), 'practice makes perfect');
    await user.type(await digit(), '000000');
    expect((await screen.findByRole('alert')).textContent).toContain('Password or code is wrong.');
    await waitFor(async () => expect((await digit()).value).toBe(''));
    expect(password().value).toBe('practice makes perfect');
    await waitFor(async () => expect(document.activeElement).toBe(await digit()));
  });

  it('says until when it waits after too many tries', async () => {
    const desk = makeFakeDesk({ as: null });
    desk.on('session.signIn', () => refuse('throttled', 'Too many tries. The next one is possible at 10:29.'));
    const { user } = showApp(desk);
    await digit();
    await user.type(password(), 'x');
    await user.type(await digit(), '123456');
    expect((await screen.findByRole('alert')).textContent).toContain('possible at 10:29');
  });

  it('takes a backup code instead', async () => {
    const desk = makeFakeDesk({ as: null });
    const { user } = showApp(desk);
    await user.click(await screen.findByRole('button', { name: 'No code at hand?' }));
    await user.type(password(), 'practice makes perfect');
    await user.type(screen.getByRole('textbox', { name: 'Backup code' }), '7hk2-9fqm{Enter}');
    expect(await screen.findByRole('heading', { name: 'Queue' })).toBeTruthy();
    expect(desk.askedFor('session.signIn')[0]?.code).toBe('7hk2-9fqm');
  });

  it('says the practice password on purpose and opens the practice authenticator, in a practice desk alone', async () => {
    const desk = makeFakeDesk({ as: null });
    const shown = showApp(desk);
    const help = await screen.findByRole('complementary', { name: 'Practice desk' });
    expect(await within(help).findByText('practice makes perfect')).toBeTruthy();
    await shown.user.click(within(help).getByRole('button', { name: 'Fill it in' }));
    expect(password().value).toBe('practice makes perfect');
    await shown.user.click(within(help).getByRole('button', { name: 'Open the practice authenticator' }));
    await waitFor(() => expect(desk.askedFor('desk.openAuthenticator')).toHaveLength(1));
    shown.unmount();
    const real = makeFakeDesk({ as: null });
    real.desk = { ...real.desk, kind: 'real' };
    showApp(real);
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(real.askedFor('desk.practiceCodes')).toEqual([]);
  });

  it('keeps no password in browser storage', async () => {
    const { user } = showApp(makeFakeDesk({ as: null }));
    await digit();
    await user.type(password(), 'practice makes perfect');
    await user.type(await digit(), '418093');
    await screen.findByRole('heading', { name: 'Queue' });
    expect(JSON.stringify([Object.entries(window.localStorage), Object.entries(window.sessionStorage)])).not.toContain(
      'practice makes',
    );
  });
});
