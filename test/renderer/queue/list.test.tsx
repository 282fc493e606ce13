import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';

const rowOf = async (name: string): Promise<HTMLElement> =>
  (await screen.findAllByRole('row')).find((row) => row.textContent.includes(name))!;

describe('the queue', () => {
  it('shows person, firm, status, next step and both clocks of a case in one row', async () => {
    showPart(makeFakeDesk(), <QueueScreen />);
    await screen.findByText('Harrow & Finch LLP');
    const row = await rowOf('Margaux Delisle');
    for (const words of [
      'Delisle Roy Avocats',
      'Awaiting customer',
      'Wait for the form',
      '47 h 16 m',
      'Thu 12, 09:40',
      'Not started',
      'Fri 13 if in today',
    ])
      expect(within(row).getByText(words)).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'Soon:' })).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'Primary Subscriber' })).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'Maya Okafor' })).toBeTruthy();
  });

  it('says late with a word and an icon, not by colour alone', async () => {
    showPart(makeFakeDesk(), <QueueScreen />);
    const row = await rowOf('Geoffrey Whitcombe');
    expect(within(row).getByText('17 h 24 m late')).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'Late:' })).toBeTruthy();
  });

  it('counts a review down on the calendar that its promise was given on, not on the desk’s of today (R22)', async () => {
    const desk = makeFakeDesk();
    // Remembrance Day lies between: closed on the desk's calendar, a day like any other in Ontario.
    const promised = (calendarId: 'ca-federal' | 'ca-on') => {
      desk.changeCase('case-4', (view) => {
        const due = view.review.due ?? view.review.ifSubmittedNow!;
        return {
          ...view,
          status: 'in-review',
          review: { ...view.review, state: 'running', at: due.dueAt, due: { ...due, calendarId } },
        };
      });
    };
    promised('ca-federal');
    const first = showPart(desk, <QueueScreen />);
    const federal = (await rowOf('Margaux Delisle')).textContent;
    first.unmount();
    promised('ca-on');
    showPart(desk, <QueueScreen />);
    const ontario = (await rowOf('Margaux Delisle')).textContent;
    const hours = (text: string): number =>
      Number(/(\d+) h \d+ m(?! late)(?=Fri|Thu|Today)/.exec(text.replace(/^.*?09:40/, ''))?.[1]);
    expect(hours(ontario)).toBeGreaterThan(hours(federal));
  });

  it('counts the views, and shows the cases of one', async () => {
    const { user } = showPart(makeFakeDesk(), <QueueScreen />);
    await user.click(await screen.findByRole('button', { name: 'Unassigned 2' }));
    await screen.findByRole('grid', { name: 'Unassigned' });
    expect(await rowOf('Rory MacIsaac')).toBeTruthy();
    expect(screen.queryByText('Kettle Valley Law')).toBeNull();
  });

  it('shows what is put aside, with how it comes back', async () => {
    const desk = makeFakeDesk();
    desk.changeCase('case-4', (view) => ({
      ...view,
      marks: [...view.marks, 'mail-failed', 'snoozed'],
      snooze: { until: null, by: 'Maya Okafor', at: view.openedAt, reason: 'Travels until Friday' },
    }));
    const { user } = showPart(desk, <QueueScreen />);
    await user.click(await screen.findByRole('button', { name: 'Snoozed 1' }));
    await screen.findByRole('grid', { name: 'Snoozed' });
    const row = await rowOf('Margaux Delisle');
    expect(screen.getByText(/they come back by themselves/)).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'Contact changed shortly before' })).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'And: Snoozed; Primary Subscriber' }).textContent).toBe('+2');
  });

  it('shows a lead the accounts that are still without 2FA', async () => {
    const desk = makeFakeDesk({ as: 'rosa' });
    desk.changeCase('case-18', (view) => ({
      ...view,
      marks: ['watched'],
      next: { ...view.next, title: 'Still without 2FA, for 4 days' },
      watch: { since: view.openedAt, days: 4, looks: 2, lastLookAt: null, endedAt: null },
    }));
    const { user } = showPart(desk, <QueueScreen />);
    await user.click(await screen.findByRole('button', { name: 'Still without 2FA 1' }));
    await screen.findByRole('grid', { name: 'Still without 2FA' });
    const row = await rowOf('Olivier Vautrin');
    expect(within(row).getByText('Still without 2FA, for 4 days')).toBeTruthy();
    expect(within(row).getByRole('img', { name: 'Watched: 2FA is not on again yet' })).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('names every mark of a row, the gravest first', async () => {
    const desk = makeFakeDesk();
    desk.changeCase('case-1', (view) => ({
      ...view,
      marks: ['attached', 'primary-subscriber', 'reconnaissance', 're-secure'],
    }));
    showPart(desk, <QueueScreen />);
    const row = await rowOf('Geoffrey Whitcombe');
    await screen.findByText('Harrow & Finch LLP');
    expect(
      within(row)
        .getAllByRole('img')
        .map((one) => one.getAttribute('aria-label'))
        .filter((label) => label !== 'Late:' && label !== 'Daniel Achebe'),
    ).toEqual(['Secures an account again', 'Signs of reconnaissance', 'And: Primary Subscriber; Asked more than once']);
  });

  it('keeps closed cases in the menu of views', async () => {
    const { user } = showPart(makeFakeDesk(), <QueueScreen />);
    await user.click(await screen.findByRole('button', { name: 'More views' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Closed' }));
    expect(await rowOf('Olivier Vautrin')).toBeTruthy();
  });

  it('finds by name, firm and case number from the beginning of words', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <QueueScreen />);
    await user.type(await screen.findByRole('searchbox', { name: 'Search the queue' }), 'northlight');
    await screen.findByText('1 of 1');
    expect(await rowOf('Hannah Brandt')).toBeTruthy();
    expect(desk.askedFor('queue.page').at(-1)).toMatchObject({ search: 'northlight', after: null });
  });

  it('says that a search shows the newest 200 matches where there are older ones', async () => {
    const { user } = showPart(makeFakeDesk({ cases: 1600 }), <QueueScreen />);
    await user.type(await screen.findByRole('searchbox', { name: 'Search the queue' }), 'rd');
    expect(await screen.findByText('newest 200 matches')).toBeTruthy();
  });

  it('reads the next fifty when the end comes near', async () => {
    const desk = makeFakeDesk({ cases: 130 });
    const { user } = showPart(desk, <QueueScreen />);
    await screen.findByText('50 of 123');
    const grid = screen.getByRole('grid');
    await user.click(within(grid).getAllByRole('row')[45]!);
    await screen.findByText('100 of 123');
    expect(desk.askedFor('queue.page').map(({ after }) => after)).toContain('50');
  });

  it('shows the selected case beside the list, and follows the selection', async () => {
    const { user } = showPart(makeFakeDesk(), <QueueScreen />);
    await screen.findByRole('complementary', { name: 'Case of Geoffrey Whitcombe' });
    await user.click(await rowOf('Sasha Petrenko'));
    const pane = await screen.findByRole('complementary', { name: 'Case of Sasha Petrenko' });
    expect(await within(pane).findByRole('heading', { name: /Sasha Petrenko/ })).toBeTruthy();
  });
});
