import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

describe('the queue for assistive technology', () => {
  it('has nothing that axe finds, with its pane, its dialog and its palette', async () => {
    const { user } = showApp(makeFakeDesk());
    await screen.findByRole('complementary', { name: 'Case of Geoffrey Whitcombe' });
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('c');
    await screen.findByRole('dialog', { name: 'New case' });
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('dialog', { name: 'Search cases and actions' });
    expect(await axeFindings()).toEqual([]);
  });
});
