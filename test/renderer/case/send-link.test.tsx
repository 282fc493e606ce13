import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';

const openDialog = async (desk = makeFakeDesk()) => {
  const shown = showPart(desk, <CasePane caseId="case-6" />);
  await screen.findByRole('region', { name: 'Send a new link' });
  await shown.user.keyboard('s');
  return { ...shown, desk, dialog: await screen.findByRole('dialog') };
};

describe('sending the link', () => {
  it('offers only addresses from before the case; a flagged one is barred, with its reason', async () => {
    const { dialog } = await openDialog();
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'giulia.marchetti@firm.example' }).checked).toBe(
      true,
    );
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'new@courrier.example' }).disabled).toBe(true);
    expect(within(dialog).getByText(/Changed 5 Nov, less than 14 days before the case/)).toBeTruthy();
    expect(within(dialog).queryByRole('textbox')).toBeNull();
  });

  it('sends in the chosen language, and the case goes on', async () => {
    const { user, desk, dialog } = await openDialog();
    await user.click(within(dialog).getByRole('radio', { name: 'French' }));
    await user.click(within(dialog).getByRole('button', { name: 'Send link' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.sendLink')).toEqual([{ caseId: 'case-6', addressId: 'a1', language: 'fr' }]),
    );
    expect(await screen.findByRole('region', { name: 'Wait for the form' })).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('marks another language than the account’s, and leads to the email where one adds words and sees it first', async () => {
    const { user, dialog } = await openDialog();
    expect(within(dialog).queryByText(/The account’s language is/)).toBeNull();
    await user.click(within(dialog).getByRole('radio', { name: 'French' }));
    expect(within(dialog).getByText(/The account’s language is English\./)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Add your own words, see it first' }));
    expect(useNavigation.getState().place).toEqual({
      screen: 'compose',
      caseId: 'case-6',
      about: 'recovery-link::fr',
    });
  });

  it('stays open with the refusal, its rule and the way', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.sendLink', () =>
      refuse('limit-account-day', 'Three links a day are the limit for one account.', {
        rule: 'R11',
        way: 'Tomorrow, or the alternate method.',
      }),
    );
    const { user, dialog } = await openDialog(desk);
    await user.click(within(dialog).getByRole('button', { name: 'Send link' }));
    const alert = await within(dialog).findByRole('alert');
    for (const words of ['Three links a day', 'R11', 'Tomorrow']) expect(alert.textContent).toContain(words);
  });

  it('says so when no address is left', async () => {
    const desk = makeFakeDesk();
    desk.changeCase('case-6', (view) => ({
      ...view,
      account: view.account && { ...view.account, addresses: view.account.addresses.slice(1) },
      override: { by: 'x', at: view.openedAt, reason: 'x' },
    }));
    showPart(desk, <CaseScreen caseId="case-6" />);
    const gate = await screen.findByRole('region', { name: 'Send the verification link' });
    expect(gate.textContent).toContain('No address is known to have been there 14 days before the case.');
    expect(within(gate).getByRole<HTMLButtonElement>('button', { name: /Send/ }).disabled).toBe(true);
    expect(within(gate).getByRole('button', { name: /Alternate method/ })).toBeTruthy();
  });
});
