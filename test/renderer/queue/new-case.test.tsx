import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { axeFindings } from '../axe';
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
    await waitFor(() =>
      expect(desk.askedFor('cases.open')).toEqual([
        {
          accountId: 'sample:account-case-18',
          channel: 'email',
          callerWords: 'Lost the phone',
          callerGave: 'x@y.example',
          reference: '',
          take: true,
        },
      ]),
    );
    await waitFor(() => expect(useNavigation.getState().place.caseId).toBe('case-19'));
  });

  it('is gone through with nothing but the keyboard', async () => {
    const { user, desk, dialog } = await openDialog();
    await user.keyboard('vautrin');
    const found = await within(dialog).findByRole('button', { name: /Olivier Vautrin.*Vautrin Juristes/ });
    await user.keyboard('{ArrowDown}{ArrowUp}');
    expect(document.activeElement).toBe(within(dialog).getByRole('textbox', { name: 'Whose account?' }));
    const all = within(within(dialog).getByRole('list', { name: 'Accounts' })).getAllByRole('button');
    await user.keyboard('{ArrowDown}'.repeat(all.indexOf(found) + 1));
    expect(document.activeElement).toBe(found);
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(within(dialog).getByRole('textbox', { name: 'In their words' }));
    await user.keyboard('Only asked');
    await user.click(within(dialog).getByRole('button', { name: 'Only log an enquiry' }));
    await waitFor(() => expect(desk.askedFor('cases.logEnquiry')).toHaveLength(1));
    expect(document.activeElement).toBe(await within(dialog).findByRole('button', { name: 'Done' }));
  });

  it('says beforehand and afterwards that the request is added to the open case', async () => {
    const { user, dialog } = await openDialog();
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'delisle');
    await user.click(await within(dialog).findByRole('button', { name: /Margaux Delisle/ }));
    expect(within(dialog).getByText(/RD-2403 is open for this account: a second request attaches to it/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Add to RD-2403' }));
    expect(await within(dialog).findByText(/Added to RD-2403, which was open already/)).toBeTruthy();
  });

  it('says what to do when no account is found', async () => {
    const { user, dialog } = await openDialog();
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'nobody at all');
    const said = (await within(dialog).findByText('No account found for “nobody at all”')).closest<HTMLElement>(
      '[role="status"]',
    )!;
    expect(within(said).getAllByRole('listitem')).toHaveLength(3);
    expect(said.textContent).toContain('no enquiry can be logged');
    expect(within(dialog).queryByRole('button', { name: 'Only log an enquiry' })).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it('tells two people of one name apart by firm, role and sign-in address', async () => {
    const desk = makeFakeDesk();
    const one = {
      accountId: 'sample:a1' as const,
      name: 'Zoé Martin',
      login: 'zoe@northlight.example',
      firmName: 'Northlight Law',
      role: 'member' as const,
      firmStatus: 'active' as const,
      openCase: null,
    };
    desk.on('cases.findAccounts', () => ({
      accounts: [
        one,
        {
          ...one,
          accountId: 'sample:a2',
          name: 'Zoe Martin',
          login: 'z.martin@kettle.example',
          firmName: 'Kettle Valley Law',
          role: 'primary-subscriber',
        },
        { ...one, accountId: 'sample:a3', name: 'Zoé Marchand' },
      ],
      more: false,
      missing: [],
    }));
    const { user, dialog } = await openDialog(desk);
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'zo');
    expect(await within(dialog).findByText(/Two accounts match “Zoé Martin”. Ask which firm/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: /Kettle Valley Law/ }));
    expect(within(dialog).getByText('z.martin@kettle.example')).toBeTruthy();
    expect(within(dialog).getByText('Primary Subscriber')).toBeTruthy();
  });

  it('names a system that did not answer beside what was found, and asks again', async () => {
    const desk = makeFakeDesk();
    let missing = ['The second system'];
    const account = {
      accountId: 'sample:a1' as const,
      name: 'Zoé Martin',
      login: 'zoe@northlight.example',
      firmName: '',
      role: 'unknown' as const,
      firmStatus: 'unknown' as const,
      openCase: null,
    };
    desk.on('cases.findAccounts', ({ query }) => ({
      accounts: query === 'zo' ? [account] : [],
      more: false,
      missing: [...missing],
    }));
    const { user, dialog } = await openDialog(desk);
    const field = within(dialog).getByRole('textbox', { name: 'Whose account?' });
    await user.type(field, 'zo');
    const words = 'The second system did not answer: its accounts are not among these.';
    expect((await within(dialog).findByText(words)).closest('[role=status]')).toBeTruthy();
    expect(within(dialog).getByRole('button', { name: /Zoé Martin/ })).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.type(field, 'x');
    expect(await within(dialog).findByText('No account found for “zox” where there was an answer')).toBeTruthy();
    missing = [];
    await user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    expect(await within(dialog).findByText('No account found for “zox”')).toBeTruthy();
    expect(within(dialog).queryByText(words)).toBeNull();
  });

  it('says plainly that a firm is suspended, and what to do', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.findAccounts', () => ({
      accounts: [
        {
          accountId: 'sample:a1',
          name: 'Otto Mill',
          login: 'otto@old-mill.example',
          firmName: 'Old Mill Legal Services',
          role: 'member',
          firmStatus: 'suspended',
          openCase: null,
        },
      ],
      more: false,
      missing: [],
    }));
    const { user, dialog } = await openDialog(desk);
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'mill');
    await user.click(await within(dialog).findByRole('button', { name: /Otto Mill.*Firm suspended/ }));
    expect(within(dialog).getByRole('status').textContent).toContain('nobody of this firm can sign in');
    expect(await axeFindings()).toEqual([]);
  });

  it('gives the case to nobody when the agent does not take it', async () => {
    const { user, desk, dialog } = await openDialog();
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'vautrin');
    await user.click(await within(dialog).findByRole('button', { name: /Olivier Vautrin/ }));
    const take = within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'I work on it' });
    expect(take.checked).toBe(true);
    await user.click(take);
    await user.click(within(dialog).getByRole('button', { name: 'Open the case' }));
    await waitFor(() => expect(desk.askedFor('cases.open')).toMatchObject([{ take: false }]));
  });

  it('logs an enquiry without opening a case, once it says what was asked', async () => {
    const { user, desk, dialog } = await openDialog();
    await user.type(within(dialog).getByRole('textbox', { name: 'Whose account?' }), 'vautrin');
    await user.click(await within(dialog).findByRole('button', { name: /Olivier Vautrin/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Only log an enquiry' }));
    expect(within(dialog).getByText('Say in a few words what was asked.')).toBeTruthy();
    expect(desk.askedFor('cases.logEnquiry')).toEqual([]);
    await user.type(within(dialog).getByRole('textbox', { name: 'In their words' }), 'How long does it take?');
    await user.click(within(dialog).getByRole('button', { name: 'Only log an enquiry' }));
    expect(
      await within(dialog).findByText(/Written down on the account of Olivier Vautrin. No case was opened./),
    ).toBeTruthy();
    expect(desk.askedFor('cases.logEnquiry')).toEqual([
      { accountId: 'sample:account-case-18', channel: 'phone', words: 'How long does it take?' },
    ]);
    expect(desk.askedFor('cases.open')).toEqual([]);
    expect(await axeFindings()).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('shows a refusal with its rule, and keeps what was typed', async () => {
    const desk = makeFakeDesk();
    desk.on('cases.open', () =>
      refuse('own-account', 'This is your own account. A colleague has to open the case.', { rule: 'R9' }),
    );
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
