import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';
import { putIn } from './states';

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
    expect(desk.askedFor('cases.recordWay')).toEqual([
      { caseId: 'case-7', way: 'still-signed-in', outcome: 'tried', why: '' },
    ]);
  });

  it('wants a few words on why a way is impossible', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Still signed in somewhere' });
    await user.keyboard('3');
    const record = await screen.findByRole<HTMLButtonElement>('button', { name: 'Record' });
    expect(record.disabled).toBe(true);
    await user.keyboard('Laptop is gone{Enter}');
    await waitFor(() =>
      expect(desk.askedFor('cases.recordWay')).toEqual([
        { caseId: 'case-7', way: 'still-signed-in', outcome: 'impossible', why: 'Laptop is gone' },
      ]),
    );
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

  it('says the steps in the customer’s language, and in the other one with a key', async () => {
    const { user } = showPart(makeFakeDesk(), <CaseScreen caseId="case-7" />);
    expect(await screen.findByText('On that device, open Settings, then Security.')).toBeTruthy();
    await user.keyboard('l');
    expect(
      screen.getByText('Sur cet appareil, ouvrez Paramètres, puis Sécurité.').closest('[lang]')?.getAttribute('lang'),
    ).toBe('fr');
    await user.click(screen.getByRole('radio', { name: 'English' }));
    expect(screen.getByText('Choose “Change authenticator app”.')).toBeTruthy();
  });

  it('copies the words with their steps and what never to ask', async () => {
    const { user } = showPart(makeFakeDesk(), <CaseScreen caseId="case-7" />);
    await user.click(await screen.findByRole('button', { name: 'Copy' }));
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
    expect(await window.navigator.clipboard.readText()).toBe(
      'You are still signed in on another device. From there you can set up the new phone yourself.\n1. On that device, open Settings, then Security.\n2. Choose “Change authenticator app”.\n3. Scan the code with the new phone.\nNobody from us asks for a code or a password.',
    );
  });

  it('opens the email with the steps, in the language of the words', async () => {
    const { user } = showPart(makeFakeDesk(), <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Still signed in somewhere' });
    await user.keyboard('le');
    expect(useNavigation.getState().place).toEqual({
      screen: 'compose',
      caseId: 'case-7',
      about: 'self-help:still-signed-in:fr',
    });
  });

  it('puts the ways that the account leaves open first, and says of the others why they are not, in a line', async () => {
    const desk = makeFakeDesk();
    putIn(desk, 'case-7', 'one-way');
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Use a backup code' });
    const ways = screen.getByRole('region', { name: 'Ways back, fastest first' });
    expect(
      within(ways)
        .getAllByRole('heading', { level: 3 })
        .map((heading) => heading.textContent),
    ).toEqual(['Use a backup code', 'Still signed in somewhere', 'Somebody in the firm disables it']);
    expect(way('Use a backup code').getAttribute('aria-current')).toBe('step');
    expect(way('Somebody in the firm disables it').textContent).toContain('A firm of one has nobody else.');
    await user.click(screen.getByRole('button', { name: 'Answer it anyway: Still signed in somewhere' }));
    expect(way('Still signed in somewhere').getAttribute('aria-current')).toBe('step');
  });

  it('takes an answer back, where it stands and in the line that follows it', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    await screen.findByRole('heading', { name: 'Still signed in somewhere' });
    await user.keyboard('2');
    await user.click(
      await within(screen.getByRole('status', { name: 'Last act' })).findByRole('button', { name: 'Undo' }),
    );
    await waitFor(() => expect(way('Still signed in somewhere').getAttribute('aria-current')).toBe('step'));
    await user.keyboard('2');
    await user.click(await screen.findByRole('button', { name: 'Undo: Still signed in somewhere' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.recordWay').map((asked) => asked.outcome)).toEqual([
        'tried',
        'taken-back',
        'tried',
        'taken-back',
      ]),
    );
  });

  it('shows a refusal at the way that was answered', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.recordWay', () =>
      refuse('frozen', 'This case is frozen.', { rule: 'R7', way: 'Ask a lead to look into it.' }),
    );
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
