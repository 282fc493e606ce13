import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';
import { putIn } from './states';

const filled = (): string[] =>
  screen
    .getAllByRole('button')
    .filter(
      (button) =>
        button.className.includes('mantine-Button-root') && (button.dataset['variant'] ?? 'filled') === 'filled',
    )
    .map((button) => button.textContent);

describe('what to do next', () => {
  it('is one filled button with its reason', async () => {
    const { user } = showPart(makeFakeDesk(), <CasePane caseId="case-6" />);
    const block = await screen.findByRole('region', { name: 'Send a new link' });
    expect(within(block).getByText('The link expired before the form came in.')).toBeTruthy();
    expect(filled()).toEqual(['Send a new linkS']);
    await user.click(within(block).getByRole('button', { name: 'Send a new link' }));
    expect(useNavigation.getState().place).toMatchObject({ screen: 'compose', about: 'recovery-link' });
  });

  it('has no button while there is nothing to do but wait', async () => {
    showPart(makeFakeDesk(), <CasePane caseId="case-4" />);
    const block = await screen.findByRole('region', { name: 'Wait for the form' });
    expect(within(block).queryByRole('button')).toBeNull();
  });

  it('leads to the review', async () => {
    const { user } = showPart(makeFakeDesk({ as: 'daniel' }), <CasePane caseId="case-1" />);
    await user.click(await screen.findByRole('button', { name: 'Open the review' }));
    expect(useNavigation.getState().place).toEqual({ screen: 'review', caseId: 'case-1' });
  });

  it('gives its place to a refusal: fact, rule in words and number, and the people who may', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    const { user } = showPart(desk, <CasePane caseId="case-10" />);
    const block = await screen.findByRole('alert', { name: 'You can’t decide this case' });
    expect(within(block).getByText('You sent its link, on Fri 6 Nov at 16:05.')).toBeTruthy();
    expect(block.textContent).toContain('Whoever opened the case or sent its link does not decide it');
    expect(block.textContent).toContain('R9');
    await user.click(await within(block).findByRole('button', { name: 'Hand over to Ines' }));
    await waitFor(() => expect(desk.askedFor('cases.assign')).toEqual([{ caseId: 'case-10', to: 'ines', note: '' }]));
  });

  it('says calmly who does it when it is only somebody else’s turn', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    putIn(desk, 'case-7', 'reviewer-waits');
    showPart(desk, <CasePane caseId="case-7" />);
    const block = await screen.findByRole('region', { name: 'Find the fastest way back' });
    expect(block.textContent).toContain('A support agent does this. Ask a support agent.');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows a lead the way to lift a freeze, and an agent who does', async () => {
    const shown = showPart(makeFakeDesk(), <CasePane caseId="case-8" />);
    expect((await screen.findByRole('alert', { name: 'You can’t lift the freeze' })).textContent).toContain(
      'Only a lead lifts a freeze.',
    );
    shown.unmount();
    showPart(makeFakeDesk({ as: 'rosa' }), <CasePane caseId="case-8" />);
    expect(await screen.findByRole('button', { name: 'Lift the freeze' })).toBeTruthy();
  });

  it('opens the steps of a disable', async () => {
    const { user } = showPart(makeFakeDesk(), <CasePane caseId="case-11" />);
    await user.click(await screen.findByRole('button', { name: 'Show the steps' }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });
});
