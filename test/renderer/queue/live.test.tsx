import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { keepOrder } from '../../../src/renderer/queue/use-queue-rows';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { makeFakeDesk } from '../fake-desk';
import { personOf } from '../fake-world';
import { showPart } from '../show';

const names = (): string[] =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      row.textContent.replace(/(In review|Awaiting|Triage|Link|Frozen|Approved|Failed|Needs|Submitted).*/, ''),
    );

describe('the queue while things happen', () => {
  it('shows what a colleague changed without being asked', async () => {
    const desk = makeFakeDesk();
    showPart(desk, <QueueScreen />);
    await screen.findByText('Harrow & Finch LLP');
    await act(async () => desk.changeCase('case-14', (view) => ({ ...view, owner: personOf('theo') })));
    await waitFor(() =>
      expect(
        screen
          .getAllByRole('row')
          .find((row) => row.textContent.includes('Rory MacIsaac'))
          ?.querySelector('[aria-label="Theo Hall"]'),
      ).toBeTruthy(),
    );
  });

  it('lets no row jump while somebody points at the table, and orders again when the pointer leaves', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <QueueScreen />);
    await screen.findByText('Harrow & Finch LLP');
    const before = names();
    await user.hover(screen.getByRole('grid'));
    await act(async () => {
      desk.cases = desk.cases.toReversed();
      desk.emit({ type: 'changed', topics: ['queue'] });
    });
    await waitFor(() => expect(desk.askedFor('queue.page').length).toBeGreaterThan(1));
    expect(names()).toEqual(before);
    await user.unhover(screen.getByRole('grid'));
    await waitFor(() => expect(names()).toEqual(before.toReversed()));
  });

  it('puts a new row behind its neighbour and drops one that is gone', () => {
    const rows = (...ids: string[]) => ids.map((caseId) => ({ caseId }) as never);
    expect(keepOrder(['b', 'a', 'c'], rows('a', 'n', 'b')).map(({ caseId }) => caseId)).toEqual(['b', 'a', 'n']);
    expect(keepOrder(['b', 'c'], rows('n', 'b')).map(({ caseId }) => caseId)).toEqual(['n', 'b']);
  });
});
