import { screen } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ErrorBoundary } from '../../../src/renderer/app/ErrorBoundary';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';

describe('a screen that fails while it is drawn', () => {
  it('offers a way on, and is there again when it works', async () => {
    // React reports what a boundary caught on the console.
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => quiet.mockRestore());
    let isBroken = true;
    const Fragile = () => {
      if (isBroken) throw new Error('a secret detail');
      return <p>All is well</p>;
    };
    const { user } = showPart(
      makeFakeDesk(),
      <ErrorBoundary>
        <Fragile />
      </ErrorBoundary>,
    );
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This part of the screen failed');
    expect(alert.textContent).not.toContain('a secret detail');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Load again' }));
    expect(screen.getByText('All is well')).toBeTruthy();
  });
});
