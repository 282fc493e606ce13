import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

describe('the sign-in for assistive technology', () => {
  it('has nothing that axe finds: card, backup code, invitation, lock', async () => {
    const shown = showApp(makeFakeDesk({ as: null }));
    await screen.findByText('practice makes perfect');
    expect(await axeFindings()).toEqual([]);
    await shown.user.click(screen.getByRole('button', { name: 'No code at hand?' }));
    expect(await axeFindings()).toEqual([]);
    await shown.user.click(screen.getByRole('button', { name: 'I have an invitation' }));
    expect(await axeFindings()).toEqual([]);
    shown.unmount();
    const desk = makeFakeDesk();
    await desk.bridge.call('session.lock', {});
    showApp(desk);
    await screen.findByRole('heading', { name: 'Locked' });
    expect(await axeFindings()).toEqual([]);
  });
});
