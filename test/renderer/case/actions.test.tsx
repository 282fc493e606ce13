import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showApp, showPart } from '../show';

describe('what else can be done with a case', () => {
  it('anybody stops it, in a few words', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await screen.findByRole('region', { name: 'Wait for the form' });
    await user.keyboard('x');
    const dialog = await screen.findByRole('dialog', { name: 'Stop this case?' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'Caller sounded wrong');
    await user.click(within(dialog).getByRole('button', { name: 'Stop the case' }));
    expect(await screen.findByText('“Caller sounded wrong”')).toBeTruthy();
  });

  it('a lead lifts a freeze with a reason and a code, and a wrong code empties the cells', async () => {
    const desk = makeFakeDesk({ as: 'rosa' });
    const { user } = showPart(desk, <CasePane caseId="case-8" />);
    await user.click(await screen.findByRole('button', { name: 'Lift the freeze' }));
    const dialog = await screen.findByRole('dialog', { name: 'Lift the freeze?' });
    await user.type(
      within(dialog).getByRole('textbox', { name: 'Why may it go on?' }),
      'Spoke with them on the known number',
    );
    await user.type(within(dialog).getByRole('textbox', { name: 'Your one-time code, digit 1 of 6' }), '000000');
    await user.click(within(dialog).getByRole('button', { name: 'Lift the freeze' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('That code is wrong.');
    await waitFor(() =>
      expect(
        within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Your one-time code, digit 1 of 6' }).value,
      ).toBe(''),
    );
    await user.type(within(dialog).getByRole('textbox', { name: 'Your one-time code, digit 1 of 6' }), '123456');
    await user.click(within(dialog).getByRole('button', { name: 'Lift the freeze' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(desk.cases[7]?.frozen).toBeNull();
  });

  it('closes with an outcome and a reason', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Close the case' }));
    const dialog = await screen.findByRole('dialog', { name: 'Close this case?' });
    await user.click(within(dialog).getByRole('radio', { name: 'Withdrawn' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'In a few words' }), 'Found the phone');
    await user.click(within(dialog).getByRole('button', { name: 'Close the case' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.close')).toEqual([
        { caseId: 'case-4', outcome: 'withdrawn', reason: 'Found the phone', tell: true, duplicateOf: null },
      ]),
    );
  });

  it('lists what is not allowed with its reason', async () => {
    const { user } = showPart(makeFakeDesk({ as: 'daniel' }), <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    expect((await screen.findByRole('menuitem', { name: /Send a new link/ })).textContent).toContain(
      'A support agent does this.',
    );
  });

  it('sends a message again', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: /Votre lien pour retrouver/ }));
    await user.click(await screen.findByRole('button', { name: 'Send again: Recovery link' }));
    await waitFor(() => expect(desk.askedFor('cases.sendAgain')).toEqual([{ caseId: 'case-4', mailId: 'mail-3' }]));
  });

  it('shows why an act failed where the act stands', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.assign', () => refuse('conflict', 'Theo Hall took it a moment ago.'));
    const { user } = showPart(desk, <CasePane caseId="case-1" />);
    await screen.findByRole('region', { name: 'Decide' });
    await user.keyboard('a');
    expect((await screen.findByRole('alert')).textContent).toContain('Theo Hall took it a moment ago.');
  });

  it('adds a note to the thread', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await user.type(await screen.findByRole('textbox', { name: 'Write a note' }), 'Called twice today');
    await user.click(screen.getByRole('button', { name: 'Add the note' }));
    const thread = screen.getByRole('region', { name: 'Thread' });
    expect(await within(thread).findByText('Called twice today')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Write a note' }).value).toBe('');
  });

  it('keeps a note as its writer’s draft when somebody else sits down, and shows it to nobody else', async () => {
    const desk = makeFakeDesk();
    const { user } = showApp(desk);
    const note = (): Promise<HTMLTextAreaElement> =>
      screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Write a note' });
    await user.type(await note(), 'half a sen');
    const sit = (staffId: string) =>
      act(async () => {
        desk.signIn(staffId);
        desk.emit({ type: 'session', reason: 'signed-in' });
      });
    await sit('daniel');
    await screen.findByText('Daniel Achebe', { selector: 'header *' });
    expect((await note()).value).toBe('');
    await sit('maya');
    await waitFor(async () => expect((await note()).value).toBe('half a sen'));
  });

  it('verifies the history of the case', async () => {
    const { user } = showPart(makeFakeDesk(), <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: 'Verify' }));
    expect(await screen.findByText(/The history hangs together/)).toBeTruthy();
  });
});
