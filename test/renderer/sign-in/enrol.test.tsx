import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

describe('an invited person', () => {
  it('chooses a password, scans, proves it with a code, and keeps ten backup codes', async () => {
    const desk = makeFakeDesk({ as: null });
    const { user } = showApp(desk);
    await user.click(await screen.findByRole('button', { name: 'I have an invitation' }));
    await user.type(await screen.findByRole('textbox', { name: 'Invitation' }), 'good-invitation');
    await user.type(screen.getByLabelText('Choose a password'), 'a long password');
    await user.type(screen.getByLabelText('The password, again'), 'a long password');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(await screen.findByText('Hello Nadia Berg.')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'QR code for the authenticator app' })).toBeTruthy();
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'One-time code, digit 1 of 6' }), '123456');
    expect(await screen.findByText('join-0009')).toBeTruthy();
    const done = screen.getByRole<HTMLButtonElement>('button', { name: 'Go to the sign-in' });
    expect(done.disabled).toBe(true);
    await user.click(screen.getByRole('checkbox', { name: 'I have kept them in a safe place' }));
    await user.click(done);
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });

  it('is told at the field what is missing, and by the desk that an invitation is used', async () => {
    const { user } = showApp(makeFakeDesk({ as: null }));
    await user.click(await screen.findByRole('button', { name: 'I have an invitation' }));
    await user.type(await screen.findByRole('textbox', { name: 'Invitation' }), 'used-invitation');
    await user.type(screen.getByLabelText('Choose a password'), 'a long password');
    await user.type(screen.getByLabelText('The password, again'), 'another password');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('The two are not the same.')).toBeTruthy();
    await user.clear(screen.getByLabelText('The password, again'));
    await user.type(screen.getByLabelText('The password, again'), 'a long password');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect((await screen.findByRole('alert')).textContent).toContain('unknown or was used already');
  });
});
