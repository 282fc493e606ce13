import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DeskState } from '#contract/desk';
import { axeFindings } from '../axe';
import type { FakeDesk } from '../fake-desk';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

const at = (stage: DeskState['stage'], more: Partial<DeskState> = {}): FakeDesk => {
  const desk = makeFakeDesk({ as: null });
  desk.desk = { ...desk.desk, stage, ...more };
  return desk;
};

describe('a desk that is not open yet', () => {
  it('asks for its passphrase, and says when it is wrong', async () => {
    const { user } = showApp(at('passphrase'));
    await user.type(await screen.findByLabelText('Desk passphrase'), 'wrong{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('That is not the desk’s passphrase.');
    expect(await axeFindings()).toEqual([]);
    await user.type(screen.getByLabelText('Desk passphrase'), 'correct horse battery{Enter}');
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });

  it('shows how far the opening is, and goes on by itself', async () => {
    const desk = at('opening', {
      store: { state: 'rebuilding', message: 'Counting 12 000 of 30 000 events.', progress: 0.4 },
    });
    showApp(desk);
    expect(await screen.findByText('Counting 12 000 of 30 000 events.')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('40');
    desk.desk = { ...desk.desk, stage: 'open' };
    await act(async () => desk.setStore({ state: 'ready', message: 'Ready.', progress: null }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });

  it('says in a sentence why it can’t be opened, and offers to look again', async () => {
    const desk = at('refused', { message: 'This data folder was made by a newer version.' });
    const { user } = showApp(desk);
    expect((await screen.findByRole('alert')).textContent).toContain('made by a newer version');
    expect(await axeFindings()).toEqual([]);
    const before = desk.askedFor('desk.state').length;
    await user.click(screen.getByRole('button', { name: 'Look again' }));
    await waitFor(() => expect(desk.askedFor('desk.state').length).toBeGreaterThan(before));
  });

  it('of an earlier version begins anew only when a person agrees, and names the folder that keeps the old one', async () => {
    const desk = at('earlier', { earlier: { version: '0.1.0', movesTo: '/data/made-by-0.1.0' } });
    const { user } = showApp(desk);
    expect(await screen.findByRole('heading', { name: 'This practice desk is of an earlier version' })).toBeTruthy();
    expect(screen.getByText('/data/made-by-0.1.0')).toBeTruthy();
    expect(screen.getByText(/Recovery Desk 0\.1\.0 made it/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    expect(desk.askedFor('desk.replaceEarlier')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Move it aside and begin anew' }));
    await waitFor(() => expect(desk.askedFor('desk.replaceEarlier')).toEqual([{ confirm: 'move it aside' }]));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
  });

  it('starts a practice desk over only when the words are typed', async () => {
    const desk = at('refused', { message: 'The log was changed by somebody.', kind: 'practice' });
    const { user } = showApp(desk);
    await user.click(await screen.findByRole('button', { name: 'Start the practice desk over' }));
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Start over' });
    expect(button.disabled).toBe(true);
    await user.type(screen.getByRole('textbox', { name: 'Type “start over”' }), 'start over');
    await user.click(button);
    await waitFor(() => expect(desk.askedFor('desk.startOver')).toEqual([{ confirm: 'start over' }]));
  });
});
