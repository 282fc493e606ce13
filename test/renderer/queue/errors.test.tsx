import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showApp, showPart } from '../show';

describe('a queue in trouble', () => {
  it('says in its place why it could not be read, and tries again', async () => {
    const desk = makeFakeDesk();
    let isAway = true;
    desk.on('queue.page', async (input) => {
      if (isAway) return refuse('store-away', 'The store is away for a moment.', { way: 'Try again in a second.' });
      const fresh = (await makeFakeDesk().bridge.call('queue.page', input)) as { value: never };
      return fresh.value;
    });
    const { user } = showPart(desk, <QueueScreen />);
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(/The store is away/)).toBeTruthy();
    expect(within(alert).getByText('Try again in a second.')).toBeTruthy();
    isAway = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Harrow & Finch LLP')).toBeTruthy();
  });

  it('says since when it is offline, what works and what waits', async () => {
    const desk = makeFakeDesk();
    desk.strip = { ...desk.strip, online: false };
    showApp(desk);
    expect(await screen.findByText('Offline since 10:24')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try now' })).toBeTruthy();
    expect(await screen.findByText(/as of/)).toBeTruthy();
  });

  it('names who opens cases to somebody who may not', async () => {
    showPart(makeFakeDesk({ as: 'daniel' }), <QueueScreen />);
    expect(await screen.findByText('A support agent does this.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'New case' }).disabled).toBe(true);
  });
});
