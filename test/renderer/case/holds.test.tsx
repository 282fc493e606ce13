import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';
import { putIn } from './states';

const show = (caseId: string, state: string, as = 'maya') => {
  const desk = makeFakeDesk({ as });
  putIn(desk, caseId, state);
  return { desk, ...showPart(desk, <CasePane caseId={caseId} />) };
};
const code = (dialog: HTMLElement): HTMLElement =>
  within(dialog).getByRole('textbox', { name: 'Your one-time code, digit 1 of 6' });

describe('a case that a newer version wrote to', () => {
  it('says that it can only be read, what ends that, and what is taken all the same', async () => {
    show('case-11', 'written-by-newer');
    const title = await screen.findByText('This case can only be read.');
    const band = title.parentElement?.textContent ?? '';
    expect(band).toContain('written by a newer version of Recovery Desk. Update this desk to go on.');
    expect(band).toContain('It can still be stopped');
  });

  it('offers what is taken all the same, and nothing else', async () => {
    const { user } = show('case-11', 'written-by-newer');
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    const offered = (await screen.findAllByRole('menuitem')).filter((item) => !item.hasAttribute('data-disabled'));
    expect(offered.map(({ textContent }) => textContent)).toEqual([
      'Steps of the disableD',
      'Stop the caseX',
      'Record “this wasn’t me”',
      'The customer’s sign-in (practice)',
    ]);
  });
});

describe('a cooling-off', () => {
  it('has a line of its own with its end, its reasons and what changed', async () => {
    show('case-11', 'cooling');
    const clocks = await screen.findByRole('region', { name: 'Both clocks' });
    expect(clocks.textContent).toContain('5 h 06 m left');
    expect(clocks.textContent).toContain(
      'Cooling-off, 24 h, because of: Firm Administrator, contact changed lately. Ends today, 15:30.',
    );
    expect(clocks.textContent).toContain('The notice of the approval went out late');
  });

  it.each([
    ['cooling-not-started', 'It starts when the first notice has left.'],
    ['cooling-nobody-told', 'the owner could not object, so nothing runs'],
  ])('says what stands in its way, %s', async (state, words) => {
    show('case-11', state);
    expect((await screen.findByRole('region', { name: 'Both clocks' })).textContent).toContain(words);
  });

  it('lets a reviewer take the approval back with a reason and a code', async () => {
    const { desk, user } = show('case-11', 'cooling', 'daniel');
    await user.click(await screen.findByRole('button', { name: 'Take the approval back' }));
    const dialog = await screen.findByRole('dialog', { name: 'Take the approval back?' });
    const button = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Take it back' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'I mixed up two cases');
    expect(button.disabled).toBe(true);
    await user.type(code(dialog), '123456');
    await user.click(button);
    await waitFor(() =>
      expect(desk.askedFor('cases.revokeApproval')).toEqual([
        { caseId: 'case-11', reason: 'I mixed up two cases', code: '123456' },
      ]),
    );
  });

  it('does not offer that to an agent', async () => {
    show('case-11', 'cooling');
    await screen.findByRole('button', { name: 'Show the steps' });
    expect(screen.queryByRole('button', { name: 'Take the approval back' })).toBeNull();
  });
});

describe('a frozen case', () => {
  it('says whose word it was, and what had been done and can be undone', async () => {
    show('case-11', 'frozen-told');
    expect(await screen.findByText(/The owner told us “this wasn’t me”: Maya Okafor, today, 10:02/)).toBeTruthy();
    const done = within(screen.getByRole('list', { name: 'What had been done' })).getAllByRole('listitem');
    expect(done.map((line) => line.textContent)).toEqual([
      'Removed the authenticator app “iPhone”: gone',
      'Ended the sessions: none open',
      'A removed factor can’t be put back: the account can be locked, and its sessions ended.',
    ]);
  });

  it('lets a lead close it as fraud', async () => {
    const { desk, user } = show('case-11', 'frozen-lead', 'rosa');
    await user.click(await screen.findByRole('button', { name: 'Close as fraud' }));
    const dialog = await screen.findByRole('dialog', { name: 'Close this case?' });
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'Fraud' }).checked).toBe(true);
    await user.type(within(dialog).getByRole('textbox', { name: 'In a few words' }), 'The owner never asked');
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Close the case' }).disabled).toBe(true);
    await user.type(code(dialog), '123456');
    await user.click(within(dialog).getByRole('button', { name: 'Close the case' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.close')).toEqual([
        {
          caseId: 'case-11',
          outcome: 'fraud',
          reason: 'The owner never asked',
          tell: false,
          duplicateOf: null,
          code: '123456',
        },
      ]),
    );
  });

  it('is handed to a lead by whoever may not lift it', async () => {
    const { desk, user } = show('case-11', 'frozen-told');
    const block = await screen.findByRole('alert', { name: 'A lead goes on from here' });
    await user.click(await within(block).findByRole('button', { name: 'Hand over to Rosa' }));
    await waitFor(() => expect(desk.askedFor('cases.assign')).toEqual([{ caseId: 'case-11', to: 'rosa', note: '' }]));
  });

  it('begins with the owner’s word that came by phone', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    await user.click(await screen.findByRole('button', { name: 'More about this case' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Record “this wasn’t me”' }));
    const dialog = await screen.findByRole('dialog', { name: 'Record “this wasn’t me”?' });
    await user.click(within(dialog).getByRole('radio', { name: 'By email' }));
    await user.type(within(dialog).getByRole('textbox', { name: /What did they say/ }), 'Answered the notice: not me');
    await user.click(within(dialog).getByRole('button', { name: 'Freeze the case' }));
    expect(await screen.findByText(/The owner told us “this wasn’t me”/)).toBeTruthy();
    expect(desk.askedFor('cases.recordRepudiation')).toEqual([
      { caseId: 'case-4', channel: 'email', words: 'Answered the notice: not me' },
    ]);
  });
});

describe('securing an account again', () => {
  it('shows its steps with their read-backs, and the case that it follows', async () => {
    const { user } = show('case-7', 'securing');
    const steps = within(await screen.findByRole('list', { name: 'Steps of securing the account' })).getAllByRole(
      'listitem',
    );
    expect(steps[0]?.textContent).toContain('Ended the sessionsRead back: no session is open');
    expect(within(steps[1]!).getByRole('img', { name: 'Running' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Both clocks' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Open RD-2417' }));
    expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-18' });
  });

  it('ends with a lead who closes it', async () => {
    const { user } = show('case-7', 'secured', 'rosa');
    await user.click(await screen.findByRole('button', { name: 'Close the case' }));
    expect(await screen.findByRole('dialog', { name: 'Close this case?' })).toBeTruthy();
  });

  it('comes before the freeze of the case that it follows is lifted', async () => {
    const desk = makeFakeDesk({ as: 'rosa' });
    putIn(desk, 'case-11', 'frozen-lead');
    putIn(desk, 'case-11', 'with-securing');
    const { user } = showPart(desk, <CasePane caseId="case-11" />);
    const block = await screen.findByRole('region', { name: 'Look into it, then lift the freeze or close the case' });
    expect(within(block).getByRole('button', { name: 'Lift the freeze' }).dataset['variant']).toBe('default');
    await user.click(within(block).getByRole('button', { name: 'Open RD-2401' }));
    expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-2' });
  });

  it('is named on the case that it follows', async () => {
    show('case-18', 'secured-elsewhere');
    expect(await screen.findByText('The account is being secured again in')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Open RD-2401' })).toBeTruthy();
  });
});

describe('a watched account', () => {
  it('says how long 2FA has been off, and looks at once when asked', async () => {
    const { desk, user } = show('case-18', 'watched');
    const watch = await screen.findByRole('region', { name: 'Watched until 2FA is on again' });
    expect(watch.textContent).toContain('2FA is still off, day 3');
    expect(watch.textContent).toContain('reminded after 1, 3 and 7 days');
    await user.click(screen.getByRole('button', { name: 'Look now' }));
    expect(await within(watch).findByText('Looked just now: still off.')).toBeTruthy();
    expect(desk.askedFor('cases.checkWatch')).toEqual([{ caseId: 'case-18' }]);
  });

  it('says when it is on again', async () => {
    show('case-18', 'watch-done');
    expect((await screen.findByRole('region', { name: 'Watched until 2FA is on again' })).textContent).toContain(
      '2FA is on again since Mon 9, 12:00.',
    );
  });
});

describe('signals', () => {
  it('are named and explained, and decide nothing', async () => {
    show('case-7', 'signalled');
    const signals = within(await screen.findByRole('region', { name: 'Signals' })).getAllByRole('listitem');
    expect(signals.map((line) => line.textContent)).toEqual([
      'Several accounts of this firm 4 accounts of Northlight Law asked within 24 hours. A real outage looks like this, too.',
      'Unusual time Asked at 03:12 of the firm’s own time; it works from 8 to 18.',
    ]);
    expect(screen.getByRole('region', { name: 'Account' }).textContent).toContain(
      'Asked whether support can read the second factor’s secret. No.',
    );
  });
});
