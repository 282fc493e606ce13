import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DeskState } from '#contract/desk';
import { SettingsScreen } from '../../../src/renderer/settings/SettingsScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';

const wayShown = (storeWay: DeskState['storeWay']): string | null => {
  const desk = makeFakeDesk();
  desk.desk = { ...desk.desk, storeWay };
  showPart(desk, <SettingsScreen />);
  return screen.queryByText('Its store runs as')?.nextElementSibling?.textContent ?? null;
};

describe('settings', () => {
  it('say how the store runs', () => {
    expect(wayShown({ way: 'utility', node: '24.14.0', failed: [] })).toBe(
      'a utility process of Electron (Node 24.14.0)',
    );
  });

  it('say which way was tried before, and why it was not taken', () => {
    const failed = [{ way: 'utility', why: 'ended', detail: 'it ended with code 139' }] as const;
    expect(wayShown({ way: 'node', node: '24.21.0', failed: [...failed] })).toBe(
      'a child under a Node of its own (Node 24.21.0); a utility process of Electron ended before it was of use: it ended with code 139',
    );
  });

  it('say nothing of it while the store was not started', () => {
    expect(wayShown(null)).toBeNull();
  });
});

describe('which system the sample one plays', () => {
  const shown = async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <SettingsScreen />);
    const choice = await screen.findByRole('combobox', { name: 'The sample identity system plays' });
    await waitFor(() => expect(choice.hasAttribute('disabled')).toBe(false));
    return { desk, user, choice: choice as HTMLInputElement };
  };

  it('is said, with what that one can’t do, and axe finds nothing', async () => {
    const { choice } = await shown();
    expect(choice.value).toBe('The sample one, which can do everything');
    expect(choice.getAttribute('aria-describedby')).toBeTruthy();
    expect(screen.getByText(/An open case keeps what was read/)).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe(
      'It can do and say all that the desk asks of an identity system.',
    );
    expect(await axeFindings()).toEqual([]);
  });

  it('is chosen by keyboard alone, once, and what it can’t do is told to a screen reader', async () => {
    const { desk, user, choice } = await shown();
    choice.focus();
    await user.keyboard('{ArrowDown}');
    await screen.findByRole('option', { name: 'Okta' });
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() => expect(desk.askedFor('desk.chooseIdentityKind')).toEqual([{ kind: 'okta' }]));
    await waitFor(() => expect(choice.value).toBe('Okta'));
    expect(screen.getByRole('status').textContent).toBe(
      'Okta, as the sample one plays it:okta offers no temporary access.',
    );
    expect(document.activeElement).toBe(choice);
  });

  it('stays what it was where the choice is refused, and says why', async () => {
    const { desk, user, choice } = await shown();
    desk.on('desk.chooseIdentityKind', () => refuse('outside', 'The sample identity system can not be reached.'));
    await user.click(choice);
    await user.click(await screen.findByRole('option', { name: 'Google Workspace' }));
    expect((await screen.findByRole('alert')).textContent).toContain('can not be reached');
    expect(choice.value).toBe('The sample one, which can do everything');
  });

  it('is nothing that a real desk shows', () => {
    const desk = makeFakeDesk();
    desk.desk = { ...desk.desk, kind: 'real' };
    showPart(desk, <SettingsScreen />);
    expect(screen.queryByLabelText('The sample identity system plays')).toBeNull();
    expect(desk.askedFor('desk.identityKinds')).toEqual([]);
  });
});
