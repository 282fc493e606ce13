import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';

const openDialog = async (desk = makeFakeDesk()) => {
  const shown = showPart(desk, <QueueScreen />);
  await screen.findByText('Harrow & Finch LLP');
  await shown.user.keyboard('c');
  return { ...shown, desk, dialog: await screen.findByRole('dialog', { name: 'New case' }) };
};

describe('opening a case', () => {
  it('finds the account, takes the request, and opens the case', async () => {
    const { user, desk, dialog } = await openDialog();
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'vautrin');
    await user.click(await within(dialog).findByRole('button', { name: /Olivier Vautrin.*Vautrin Juristes/ }));
    await user.click(within(dialog).getByRole('radio', { name: 'By email' }));
    await user.type(within(dialog).getByRole('textbox', { name: 'In their words' }), 'Lost the phone');
    await user.type(within(dialog).getByRole('textbox', { name: 'Address the caller gave' }), 'x@y.example');
    expect(within(dialog).getByText('Never used')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Open the case' }));
    await waitFor(() => expect(desk.askedFor('cases.open')).toEqual([{ accountId: 'account-case-18', channel: 'email', callerWords: 'Lost the phone', callerGave: 'x@y.example', reference: '' }]));
    await waitFor(() => expect(useNavigation.getState().place.caseId).toBe('case-19'));
  });

  it('says beforehand and afterwards that the request is added to the open case', async () => {
    const { user, dialog } = await openDialog();
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'delisle');
    await user.click(await within(dialog).findByRole('button', { name: /Margaux Delisle/ }));
    expect(within(dialog).getByText('RD-2403 is open: this request is added to it')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Add to RD-2403' }));
    expect(await within(dialog).findByText(/Added to RD-2403, which was open already/)).toBeTruthy();
  });

  it('says what to do when no account is found', async () => {
    const { user, dialog } = await openDialog();
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'nobody at all');
    expect(await within(dialog).findByText('No account found for “nobody at all”.')).toBeTruthy();
  });

  it('shows a refusal with its rule, and keeps what was typed', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.open', () => refuse('own-account', 'This is your own account. A colleague has to open the case.', { rule: 'R9' }));
    const { user, dialog } = await openDialog(desk);
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'vautrin');
    await user.click(await within(dialog).findByRole('button', { name: /Olivier Vautrin/ }));
    await user.type(within(dialog).getByRole('textbox', { name: 'In their words' }), 'It is me');
    await user.click(within(dialog).getByRole('button', { name: 'Open the case' }));
    const alert = await within(dialog).findByRole('alert');
    expect(alert.textContent).toContain('This is your own account');
    expect(alert.textContent).toContain('R9');
    expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: 'In their words' }).value).toBe('It is me');
  });
});
