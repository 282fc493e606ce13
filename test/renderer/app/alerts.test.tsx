import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { useQueueSearch } from '../../../src/renderer/app/queue-search';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import type { FakeDesk } from '../fake-desk';
import { showApp } from '../show';

const counted = (desk: FakeDesk, alerts: () => number): void =>
  desk.on('queue.counts', () => ({
    allOpen: 17,
    mine: 4,
    unassigned: 2,
    dueToday: 2,
    reviews: 4,
    snoozed: 0,
    watched: 0,
    alerts: alerts(),
  }));
const alerted = (as: string, n = 1): FakeDesk => {
  const desk = makeFakeDesk({ as });
  counted(desk, () => n);
  return desk;
};

describe('a repudiation that nobody has looked into', () => {
  it('stands on top of every screen of a lead, who jumps to the case from any of them', async () => {
    const { user } = showApp(alerted('rosa'));
    expect(await screen.findByText('1 repudiation waits for you')).toBeTruthy();
    expect(screen.getByText(/Kwame Osei, RD-2407/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('gs');
    await screen.findByRole('heading', { name: 'Settings' });
    await user.click(screen.getByRole('button', { name: 'Look into it' }));
    expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-8' });
    expect(useQueueSearch.getState().selected).toBe('case-8');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Look into it' })).toBeNull());
    expect(screen.getByText('1 repudiation waits for you')).toBeTruthy();
  });

  it('is told to agents and reviewers in a quieter line', async () => {
    for (const as of ['maya', 'daniel']) {
      const { unmount } = showApp(alerted(as));
      expect(await screen.findByText('1 repudiation: a lead looks into it')).toBeTruthy();
      expect(screen.getByRole('button', { name: 'Show the case' })).toBeTruthy();
      unmount();
    }
  });

  it('is counted apart from the accounts to secure', async () => {
    const desk = alerted('rosa', 2);
    desk.changeCase('case-7', (view) => ({ ...view, marks: ['re-secure'] }));
    showApp(desk);
    expect(await screen.findByText('1 repudiation and 1 account to secure wait for you')).toBeTruthy();
    expect(screen.getByText(/The first: /)).toBeTruthy();
  });

  it('is a number, and leads to the queue, where the first rows hold none', async () => {
    const desk = alerted('rosa', 3);
    desk.changeCase('case-8', (view) => ({ ...view, marks: [], frozen: null }));
    const { user } = showApp(desk);
    expect(await screen.findByText('3 repudiations and accounts to secure wait for you')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'To the queue' }));
    expect(useNavigation.getState().place.screen).toBe('queue');
  });

  it('is reached by keys, too', async () => {
    const { user } = showApp(alerted('maya'));
    await screen.findByText('1 repudiation: a lead looks into it');
    await user.keyboard('gmga');
    await waitFor(() => expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-8' }));
  });

  it('comes and goes by itself', async () => {
    const desk = makeFakeDesk({ as: 'rosa' });
    let n = 0;
    counted(desk, () => n);
    showApp(desk);
    await screen.findByText('Harrow & Finch LLP');
    expect(screen.queryByText(/waits for you/)).toBeNull();
    n = 1;
    await act(async () => desk.emit({ type: 'changed', topics: ['queue'] }));
    expect(await screen.findByText('1 repudiation waits for you')).toBeTruthy();
    n = 0;
    await act(async () => desk.emit({ type: 'changed', topics: ['queue'] }));
    await waitFor(() => expect(screen.queryByText('1 repudiation waits for you')).toBeNull());
  });
});
