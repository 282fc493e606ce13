import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { putIn } from '../case/states';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';

const show = (state: string) => {
  const desk = makeFakeDesk();
  putIn(desk, 'case-16', state);
  return { desk, ...showPart(desk, <CaseScreen caseId="case-16" />) };
};
const panel = (): Promise<HTMLElement> => screen.findByRole('region', { name: 'Alternate method' });

describe('beginning an alternate method', () => {
  it('offers the kinds with their strength; a closed one stays in its place, with the reason', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-16" />);
    await user.click(await screen.findByRole('button', { name: 'Choose a method' }));
    const dialog = await screen.findByRole('dialog', { name: 'Begin an alternate method' });
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: /Billing proof Weak\s*Closed/ }).disabled).toBe(
      true,
    );
    expect(within(dialog).getByText(/Only the Primary Subscriber sees the firm’s billing/)).toBeTruthy();
    await user.click(within(dialog).getByRole('radio', { name: /Live video call Strong/ }));
    const begin = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Begin' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Why will the usual way not do?' }), 'No camera');
    expect(begin.disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox', { name: 'Why will the usual way not do?' }), ' on any device');
    await user.click(begin);
    await waitFor(() =>
      expect(desk.askedFor('fallback.open')).toEqual([
        { caseId: 'case-16', kind: 'live-video-call', reason: 'No camera on any device' },
      ]),
    );
  });

  it('is not offered while a faster way is open', async () => {
    const { user } = showPart(makeFakeDesk(), <CasePane caseId="case-7" />);
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    expect((await screen.findByRole('menuitem', { name: /Alternate method/ })).textContent).toContain(
      'A faster way back is not ruled out yet.',
    );
  });
});

describe('gathering the evidence', () => {
  it('is the one thing to do on the page: script, list, and what is missing beside the barred button', async () => {
    show('gathering');
    const block = await panel();
    expect(within(block).getByRole('region', { name: 'What to say and do' }).textContent).toContain(
      'Anything odd: end the call politely and stop the case.',
    );
    expect(
      within(within(block).getByRole('region', { name: 'What has to be seen' })).getAllByRole('listitem'),
    ).toHaveLength(6);
    expect(within(block).getByRole<HTMLButtonElement>('button', { name: 'Ask the reviewers' }).disabled).toBe(true);
    expect(block.textContent).toContain('Missing: The person on the ID is the person on the call and 3 more things.');
    expect(screen.queryByRole('region', { name: 'Gather the evidence' })).toBeNull();
  });

  it('takes a note with each thing seen', async () => {
    const { desk, user } = show('gathering');
    await user.click(
      await screen.findByRole('button', { name: 'Seen: The person on the ID is the person on the call' }),
    );
    const record = await screen.findByRole<HTMLButtonElement>('button', { name: 'Record' });
    expect(record.disabled).toBe(true);
    await user.keyboard('Same scar on the chin{Enter}');
    await waitFor(() =>
      expect(desk.askedFor('fallback.setItem')).toEqual([
        { caseId: 'case-16', item: 'same-person', value: 'seen', note: 'Same scar on the chin' },
      ]),
    );
    expect(await screen.findByText(/Same scar on the chin/)).toBeTruthy();
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Seen: /);
    expect(document.activeElement?.getAttribute('aria-label')).not.toContain('the person on the call');
  });

  it('changes an answer, and leaves it with Escape', async () => {
    const { desk, user } = show('gathering');
    await user.click(await screen.findByRole('button', { name: /^Change: Asked movements/ }));
    await user.click(screen.getByRole('button', { name: /^Seen: Asked movements/ }));
    await user.keyboard('x{Escape}');
    expect(screen.queryByRole('button', { name: 'Record' })).toBeNull();
    expect(desk.askedFor('fallback.setItem')).toEqual([]);
  });

  it('asks the reviewers when nothing is missing, and then waits', async () => {
    const { desk, user } = show('gathered');
    await user.click(await screen.findByRole('button', { name: 'Ask the reviewers' }));
    await waitFor(() => expect(desk.askedFor('fallback.submit')).toEqual([{ caseId: 'case-16' }]));
    expect((await within(await panel()).findByRole('status')).textContent).toContain('0 of 2 approvals');
  });

  it('stays with main’s refusal', async () => {
    const { desk, user } = show('gathered');
    desk.on('fallback.submit', () =>
      refuse('fallback-closed', 'Closed while the threat level is elevated (R20).', {
        rule: 'R20',
        way: 'Choose another method.',
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Ask the reviewers' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Choose another method.');
  });

  it('is taken back with a reason', async () => {
    const { desk, user } = show('gathering');
    await user.click(await screen.findByRole('button', { name: 'Take back' }));
    const dialog = await screen.findByRole('dialog', { name: 'Take this method back?' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'The line is too slow');
    await user.click(within(dialog).getByRole('button', { name: 'Take it back' }));
    await waitFor(() =>
      expect(desk.askedFor('fallback.withdraw')).toEqual([{ caseId: 'case-16', reason: 'The line is too slow' }]),
    );
  });
});

describe('somebody who vouches', () => {
  it('is chosen among those who may, and sent a code', async () => {
    const { desk, user } = show('vouching');
    await user.click(await screen.findByRole('button', { name: 'Send the code' }));
    await waitFor(() =>
      expect(desk.askedFor('fallback.askAttestation')).toEqual([{ caseId: 'case-16', attestorId: 'sample:claire' }]),
    );
    expect(await screen.findByText(/Code for Claire Dubé to c•••@firm.example, good until Wed 11/)).toBeTruthy();
  });

  it('reads out eight digits; a wrong one costs a try', async () => {
    const { desk, user } = show('vouching-asked');
    const digits = await screen.findByRole('textbox', { name: 'The eight digits that they read out' });
    await user.type(digits, '1111 1111{Enter}');
    expect(await screen.findByText('These are not the digits. 4 tries are left.')).toBeTruthy();
    await user.type(digits, '1234 5678{Enter}');
    expect(await screen.findByText('Claire Dubé vouched, today, 10:24.')).toBeTruthy();
    expect(desk.askedFor('fallback.answerAttestation')).toHaveLength(2);
  });
});

describe('a fallback that is over', () => {
  it('tells who decided what, and the way on', async () => {
    show('fallback-refused');
    const block = await panel();
    expect(block.textContent).toContain('Daniel Achebe approved, today, 10:00: The same person, without doubt.');
    expect(block.textContent).toContain('Ines Kowalczyk refused, today, 10:10: The movements came late every time.');
    expect(screen.getByRole('button', { name: 'Choose a method' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Close the case' })).toBeTruthy();
  });
});
