import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

const openPalette = async (as = 'maya') => {
  const shown = showApp(makeFakeDesk({ as }));
  await screen.findByRole('complementary', { name: 'Case of Geoffrey Whitcombe' });
  await screen.findByRole('region', { name: 'Decide' });
  await shown.user.keyboard('{Control>}k{/Control}');
  return { ...shown, palette: await screen.findByRole('dialog', { name: 'Search cases and actions' }) };
};

describe('the palette', () => {
  it('finds a case by typing and opens it with Enter', async () => {
    const { user, palette } = await openPalette();
    await user.keyboard('hannah');
    await within(palette).findByRole('option', { name: /Hannah Brandt/ });
    await user.keyboard('{Enter}');
    await waitFor(() => expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-7' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('lists an action that is not allowed with its reason, and does nothing on Enter', async () => {
    const { user, palette } = await openPalette('daniel');
    await user.keyboard('>new case');
    const option = await within(palette).findByRole('option', { name: /New case/ });
    expect(option.textContent).toContain('A support agent does this.');
    expect(option.getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('{Enter}');
    expect(screen.getByRole('dialog', { name: 'Search cases and actions' })).toBeTruthy();
  });

  it('changes the view of the queue', async () => {
    const { user } = await openPalette();
    await user.keyboard('>show snoozed');
    await screen.findByRole('option', { name: /Show the view Snoozed/ });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'No case is put aside' })).toBeTruthy();
  });

  it('runs an action of the case in view', async () => {
    const { user, palette } = await openPalette();
    await user.keyboard('>stop');
    await within(palette).findByRole('option', { name: /Stop the case/ });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Stop this case?' })).toBeTruthy();
  });

  it('moves with the arrow keys and closes with Escape, giving the focus back', async () => {
    const { user, palette } = await openPalette();
    await user.keyboard('>go to');
    const options = within(palette).getAllByRole('option');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(options[2]?.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('takes words over to the queue', async () => {
    const { user } = await openPalette();
    await user.keyboard('zzz');
    await screen.findByRole('option', { name: 'Search the queue for “zzz”' });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Nothing found for “zzz”' })).toBeTruthy();
  });
});

describe('the keys of the screen', () => {
  it('are listed by group on a question mark', async () => {
    const { user } = showApp(makeFakeDesk());
    await screen.findByRole('region', { name: 'Decide' });
    await user.keyboard('?');
    const dialog = await screen.findByRole('dialog', { name: 'Keys of this screen' });
    for (const words of ['Everywhere', 'Queue', 'Next case', 'Go to Settings', 'Stop the case'])
      expect(within(dialog).getByText(words)).toBeTruthy();
  });
});
