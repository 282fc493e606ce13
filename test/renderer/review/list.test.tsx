import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { ReviewsScreen } from '../../../src/renderer/review/ReviewsScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';
import { addReview } from './fake-review';

const start = () => {
  const desk = makeFakeDesk({ as: 'daniel' });
  addReview(desk);
  return { desk, ...showPart(desk, <ReviewsScreen />) };
};
const rows = async () => (await screen.findAllByRole('row')).slice(1);

describe('the reviews', () => {
  it('stand due first, each with who may decide or why not', async () => {
    start();
    const shown = await rows();
    expect(shown.map((row) => within(row).getAllByRole('gridcell')[0]?.textContent)).toEqual([
      'Geoffrey WhitcombeHarrow & Finch LLP · RD-2400',
      'Marie-Ève Saint-OngeCabinet Saint-Onge · RD-2401',
      'Jean-Philippe LarivièreLarivière & Fils · RD-2408',
    ]);
    expect(shown[0]!.textContent).toContain('You may decide');
    expect(within(shown[0]!).getByRole('img', { name: 'Late:' })).toBeTruthy();
    expect(shown[1]!.textContent).toContain('Not youYou sent its link. Whoever sends the link does not decide.');
    expect(shown[2]!.textContent).toContain('Awaiting second');
  });

  it('move with j and k and open with Enter', async () => {
    const { user } = start();
    await rows();
    await user.keyboard('jjk');
    expect((await rows()).map((row) => row.getAttribute('aria-selected'))).toEqual(['false', 'true', 'false']);
    await user.keyboard('{Enter}');
    expect(useNavigation.getState().place).toEqual({ screen: 'review', caseId: 'case-2' });
  });

  it('open an alternate method on its own screen, and name it', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    addReview(desk);
    desk.on('review.list', () => ({
      rows: [
        {
          caseId: 'case-16',
          number: 'RD-2415',
          person: 'Benoît Fontaine',
          firm: 'Fontaine Legault',
          submittedAt: '2026-11-09T18:00:00.000Z',
          dueAt: '2026-11-11T01:00:00.000Z',
          calendarId: 'ca-federal',
          mayDecide: true,
          why: 'You neither opened this case nor gathered its evidence.',
          status: 'fallback-review',
        },
      ],
    }));
    const { user } = showPart(desk, <ReviewsScreen />);
    expect(within((await rows())[0]!).getByText('Alternate method')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Open the alternate method' }));
    expect(useNavigation.getState().place).toEqual({ screen: 'fallback', caseId: 'case-16' });
    useNavigation.getState().reset();
    await user.keyboard('{Escape}');
    await user.dblClick((await rows())[0]!);
    expect(useNavigation.getState().place).toEqual({ screen: 'fallback', caseId: 'case-16' });
  });

  it('say in one sentence that none waits', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    const { user } = showPart(desk, <ReviewsScreen />);
    expect(await screen.findByRole('heading', { name: 'No case waits for a decision' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Go to the queue' }));
    expect(useNavigation.getState().place.screen).toBe('queue');
  });

  it('say in their place that they could not be read, and try again', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    desk.on('review.list', () => refuse('store-away', 'The store is away.'));
    const { user } = showPart(desk, <ReviewsScreen />);
    const alert = await screen.findByRole('alert');
    desk.on('review.list', () => ({ rows: [] }));
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('pass axe', async () => {
    start();
    await rows();
    expect(await axeFindings()).toEqual([]);
  });
});
