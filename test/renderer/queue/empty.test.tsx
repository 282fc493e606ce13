import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';

describe('an empty queue', () => {
  it('says that nothing waits for me, and offers where help is worth most', async () => {
    const desk = makeFakeDesk({ as: 'rosa', cases: 7 });
    desk.cases = [...desk.cases, ...makeFakeDesk().cases.slice(13, 14)];
    const { user } = showPart(desk, <QueueScreen />);
    await user.click(await screen.findByRole('button', { name: 'Mine 0' }));
    expect(await screen.findByRole('heading', { name: 'Nothing waits for you' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take the first' }));
    await waitFor(() => expect(desk.askedFor('cases.assign')).toEqual([{ caseId: 'case-14', to: 'rosa', note: '' }]));
    expect(await screen.findByText('Aucoin MacIsaac')).toBeTruthy();
  });

  it('says what an empty search looked through, and offers closed cases', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <QueueScreen />);
    await user.type(await screen.findByRole('searchbox'), 'vautrin');
    expect(await screen.findByRole('heading', { name: 'Nothing found for “vautrin”' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Search closed cases' }));
    expect(await screen.findByText('Vautrin Juristes')).toBeTruthy();
  });

  it('offers the first case on a desk without any', async () => {
    const { user } = showPart(makeFakeDesk({ cases: 0 }), <QueueScreen />);
    expect(await screen.findByRole('heading', { name: 'No case is open' })).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'New case' })[0]!);
    expect(await screen.findByRole('dialog', { name: 'New case' })).toBeTruthy();
  });

  it('says that nothing is put aside, and offers no help that nobody needs', async () => {
    const { user } = showPart(makeFakeDesk(), <QueueScreen />);
    await user.click(await screen.findByRole('button', { name: 'Snoozed 0' }));
    expect(await screen.findByRole('heading', { name: 'No case is put aside' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Take the first' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Watched 0' }));
    expect(await screen.findByRole('heading', { name: 'Every recovered account has 2FA on again' })).toBeTruthy();
  });

  it('has no case pane, rather than a blank one', async () => {
    showPart(makeFakeDesk({ cases: 0 }), <QueueScreen />);
    await screen.findByRole('heading', { name: 'No case is open' });
    expect(screen.queryByRole('complementary')).toBeNull();
  });
});
