import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { presetsAt } from '../../../src/renderer/case/dialogs/Snooze';
import { makeFakeDesk } from '../fake-desk';
import { at, morning, zone } from '../fake-world';
import { showPart } from '../show';
import { putIn } from './states';

const undoLine = (): HTMLElement => screen.getByRole('status', { name: 'Last act' });
const undo = (): Promise<HTMLElement> => within(undoLine()).findByRole('button', { name: 'Undo' });

describe('putting a case aside', () => {
  it('offers tomorrow, three days and Monday, at nine in the desk’s zone', () => {
    expect(presetsAt(morning, zone).map((preset) => preset.until)).toEqual([
      '2026-11-11T16:00:00.000Z',
      '2026-11-13T16:00:00.000Z',
      '2026-11-16T16:00:00.000Z',
      null,
    ]);
    expect(presetsAt(Date.parse(at('11-09 06:00')), zone)[2]?.until).toBe('2026-11-16T16:00:00.000Z');
  });

  it('takes a reason, shows the band, and is taken up again by the same key', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-7" />);
    await screen.findByRole('heading', { name: /Hannah Brandt/ });
    await user.keyboard('z');
    const dialog = await screen.findByRole('dialog', { name: 'Put this case aside?' });
    await user.click(within(dialog).getByRole('radio', { name: 'Monday' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'What does it wait for?' }), 'In court until Monday');
    await user.click(within(dialog).getByRole('button', { name: 'Put aside' }));
    expect(await screen.findByText(/until Mon 16, 09:00: In court until Monday/)).toBeTruthy();
    expect(desk.askedFor('cases.snooze')).toEqual([
      { caseId: 'case-7', until: '2026-11-16T16:00:00.000Z', reason: 'In court until Monday' },
    ]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('z');
    await waitFor(() => expect(desk.askedFor('cases.wake')).toEqual([{ caseId: 'case-7' }]));
  });

  it('may wait for the customer instead of a time', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-7" />);
    await screen.findByRole('heading', { name: /Hannah Brandt/ });
    await user.keyboard('z');
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: 'Until the customer does something' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'What does it wait for?' }), 'Their call{Enter}');
    await user.click(within(dialog).getByRole('button', { name: 'Put aside' }));
    await waitFor(() => expect(desk.askedFor('cases.snooze')[0]?.until).toBeNull());
  });

  it('is ended on the band', async () => {
    const desk = makeFakeDesk();
    putIn(desk, 'case-7', 'snoozed');
    const { user } = showPart(desk, <CasePane caseId="case-7" />);
    await user.click(await screen.findByRole('button', { name: 'Take up again' }));
    await waitFor(() => expect(desk.cases[6]?.snooze).toBeNull());
  });

  it('offers no way back from putting aside, beside another case, once it was taken up', async () => {
    const desk = makeFakeDesk();
    const { user, unmount } = showPart(desk, <CasePane caseId="case-7" />);
    await screen.findByRole('heading', { name: /Hannah Brandt/ });
    await user.keyboard('z');
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'What does it wait for?' }), 'Their call');
    await user.click(within(dialog).getByRole('button', { name: 'Put aside' }));
    await undo();
    await user.click(await screen.findByRole('button', { name: 'Take up again' }));
    await waitFor(() => expect(desk.askedFor('cases.wake')).toHaveLength(1));
    unmount();
    showPart(desk, <CasePane caseId="case-8" />);
    await screen.findByRole('status', { name: 'Last act' });
    expect(within(undoLine()).queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});

describe('the way back from an act', () => {
  it('opens a case again that was just closed', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Close the case' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: 'Rejected' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'In a few words' }), 'No way left');
    await user.click(within(dialog).getByRole('button', { name: 'Close the case' }));
    expect(await within(undoLine()).findByText('RD-2403 closed: rejected.')).toBeTruthy();
    await user.click(await undo());
    await waitFor(() =>
      expect(desk.askedFor('cases.reopen')).toEqual([
        { caseId: 'case-4', reason: 'Taken back right after it was done.' },
      ]),
    );
    await waitFor(() => expect(undoLine().textContent).toBe(''));
  });

  it('gives a case back to who had it', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-5" />);
    await screen.findByRole('heading', { name: /Sasha Petrenko/ });
    await user.keyboard('a');
    await undo();
    await user.keyboard('u');
    await waitFor(() =>
      expect(desk.askedFor('cases.assign')).toEqual([
        { caseId: 'case-5', to: 'maya', note: '' },
        { caseId: 'case-5', to: 'priya', note: '' },
      ]),
    );
  });

  it('is not offered any more once the case went on', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-7" />);
    await screen.findByRole('heading', { name: /Hannah Brandt/ });
    await user.keyboard('z');
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'What does it wait for?' }), 'Their call');
    await user.click(within(dialog).getByRole('button', { name: 'Put aside' }));
    await undo();
    await user.click(await screen.findByRole('button', { name: 'Take up again' }));
    await waitFor(() => expect(undoLine().textContent).toBe(''));
  });

  it('is dismissed, and is nobody else’s', async () => {
    const desk = makeFakeDesk();
    const shown = showPart(desk, <CasePane caseId="case-5" />);
    await screen.findByRole('heading', { name: /Sasha Petrenko/ });
    await shown.user.keyboard('a');
    await undo();
    shown.unmount();
    const other = makeFakeDesk({ as: 'theo' });
    const { unmount } = showPart(other, <CasePane caseId="case-5" />);
    await screen.findByRole('heading', { name: /Sasha Petrenko/ });
    expect(within(undoLine()).queryByRole('button')).toBeNull();
    unmount();
    const { user } = showPart(desk, <CasePane caseId="case-5" />);
    await screen.findByRole('heading', { name: /Sasha Petrenko/ });
    await user.click(within(undoLine()).getByRole('button', { name: 'Dismiss' }));
    expect(within(undoLine()).queryByRole('button')).toBeNull();
  });
});

describe('the end of a case', () => {
  it('asks for the number of the case that a duplicate repeats', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Close the case' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('radio', { name: 'Duplicate' }));
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Tell the customer by email' }).checked).toBe(
      false,
    );
    await user.type(within(dialog).getByRole('textbox', { name: 'In a few words' }), 'Asked twice');
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Close the case' }).disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox', { name: 'Number of the case that it repeats' }), 'RD-2401');
    await user.click(within(dialog).getByRole('button', { name: 'Close the case' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.close')[0]).toMatchObject({
        outcome: 'duplicate',
        duplicateOf: 'RD-2401',
        tell: false,
      }),
    );
    expect(await screen.findByRole('button', { name: 'Open RD-2401' })).toBeTruthy();
  });

  it('tells the customer of a withdrawn or rejected case, unless one says no', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Close the case' }));
    const dialog = await screen.findByRole('dialog');
    const tell = within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Tell the customer by email' });
    await user.click(within(dialog).getByRole('radio', { name: 'Withdrawn' }));
    expect(tell.checked).toBe(true);
    await user.click(tell);
    await user.type(within(dialog).getByRole('textbox', { name: 'In a few words' }), 'Knows already');
    await user.click(within(dialog).getByRole('button', { name: 'Close the case' }));
    await waitFor(() => expect(desk.askedFor('cases.close')[0]).toMatchObject({ tell: false }));
  });

  it('is told by its outcome, and can be opened again with a reason', async () => {
    const desk = makeFakeDesk();
    putIn(desk, 'case-4', 'closed');
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    const block = await screen.findByRole('region', { name: 'Closed: withdrawn' });
    await user.click(within(block).getByRole('button', { name: 'Open again' }));
    const dialog = await screen.findByRole('dialog', { name: 'Open this case again?' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Why again?' }), 'She called back within the hour');
    await user.click(within(dialog).getByRole('button', { name: 'Open again' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.reopen')).toEqual([{ caseId: 'case-4', reason: 'She called back within the hour' }]),
    );
  });

  it('is handed over with a note', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await screen.findByRole('heading', { name: /Margaux Delisle/ });
    await user.keyboard('{Shift>}a{/Shift}');
    const dialog = await screen.findByRole('dialog', { name: 'Who owns this case?' });
    await user.click(within(dialog).getByRole('combobox', { name: 'Who owns this case?' }));
    await user.click(await screen.findByRole('option', { name: /Theo Hall/ }));
    await user.type(within(dialog).getByRole('textbox', { name: 'Note for them' }), 'She calls at four');
    await user.click(within(dialog).getByRole('button', { name: 'Assign' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.assign')).toEqual([{ caseId: 'case-4', to: 'theo', note: 'She calls at four' }]),
    );
  });
});
