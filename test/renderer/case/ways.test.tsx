import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';

const way = (name: string): HTMLElement => screen.getByRole('heading', { name }).closest('li')!;

describe('the ways back before a link', () => {
  it('asks about the fastest open way, and moves on when it is answered', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Still signed in somewhere' });
    expect(way('Still signed in somewhere').getAttribute('aria-current')).toBe('step');
    await user.keyboard('2');
    await waitFor(() => expect(way('Use a backup code').getAttribute('aria-current')).toBe('step'));
    expect(way('Still signed in somewhere').textContent).toContain('Tried, did not work, Maya Okafor, 10:24');
    expect(desk.askedFor('cases.recordWay')).toEqual([{ caseId: 'case-7', way: 'still-signed-in', outcome: 'tried', why: '' }]);
  });

  it('wants a few words on why a way is impossible', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Still signed in somewhere' });
    await user.keyboard('3');
    const record = await screen.findByRole<HTMLButtonElement>('button', { name: 'Record' });
    expect(record.disabled).toBe(true);
    await user.keyboard('Laptop is gone{Enter}');
    await waitFor(() => expect(desk.askedFor('cases.recordWay')).toEqual([{ caseId: 'case-7', way: 'still-signed-in', outcome: 'impossible', why: 'Laptop is gone' }]));
  });

  it('closes the case only after a second press when a way worked', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Still signed in somewhere' });
    await user.keyboard('1');
    expect(desk.askedFor('cases.recordWay')).toEqual([]);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(desk.askedFor('cases.recordWay')[0]?.outcome).toBe('worked'));
    expect(await screen.findByText('Closed', { selector: 'header *' })).toBeTruthy();
  });

  it('opens the gate of the link when all ways are ruled out', async () => {
    const { user } = showPart(makeFakeDesk(), <CaseScreen caseId="case-7" />);
    const gate = await screen.findByRole('region', { name: 'Send the verification link' });
    expect(within(gate).getByRole<HTMLButtonElement>('button', { name: 'Send link' }).disabled).toBe(true);
    expect(within(gate).getAllByRole('img', { name: 'not yet' })).toHaveLength(3);
    for (const name of ['Still signed in somewhere', 'Use a backup code', 'Somebody in the firm disables it']) {
      await waitFor(() => expect(way(name).getAttribute('aria-current')).toBe('step'));
      await user.keyboard('2');
    }
    const block = await screen.findByRole('region', { name: 'Send the link' });
    expect(within(block).getByRole('button', { name: 'Send link' })).toBeTruthy();
  });

  it('may be passed over with a sentence that the reviewer sees', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await user.click(await screen.findByRole('button', { name: 'Override with a reason…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Pass over the faster ways?' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), 'Too short');
    expect(within(dialog).getByText('11 more characters')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: 'Reason' }), ', but now it is long enough');
    await user.click(within(dialog).getByRole('button', { name: 'Pass over' }));
    expect(await screen.findByText(/Passed over by Maya Okafor, 10:24/)).toBeTruthy();
  });

  it('shows a refusal at the way that was answered', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.recordWay', () => refuse('frozen', 'This case is frozen.', { rule: 'R7', way: 'Ask a lead to look into it.' }));
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Still signed in somewhere' });
    await user.keyboard('2');
    const alert = await within(way('Still signed in somewhere')).findByRole('alert');
    expect(alert.textContent).toContain('Ask a lead to look into it.');
  });

  it('names who answers to somebody who may not', async () => {
    showPart(makeFakeDesk({ as: 'daniel' }), <CaseScreen caseId="case-7" />);
    const ways = await screen.findByRole('region', { name: 'Ways back, fastest first' });
    expect(within(ways).getByText('A support agent does this.')).toBeTruthy();
    expect(within(ways).queryByRole('button')).toBeNull();
  });
});
