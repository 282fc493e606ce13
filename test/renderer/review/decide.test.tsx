import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { forgetReviewDrafts } from '../../../src/renderer/review/review-draft';
import { ReviewScreen } from '../../../src/renderer/review/ReviewScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';
import { isDisabled, mark, markAll, typeCode, uncover } from './act';
import { addReview, wrongCode } from './fake-review';

const start = async (options: Parameters<typeof addReview>[1] = {}) => {
  const desk = makeFakeDesk({ as: 'daniel' });
  const review = addReview(desk, options);
  const shown = showPart(desk, <ReviewScreen caseId={review.caseId} />);
  await screen.findByText('Your four marks');
  return { desk, review, ...shown };
};
const openPass = async (options: Parameters<typeof addReview>[1] = {}) => {
  const scene = await start(options);
  await uncover(scene.user);
  await scene.user.keyboard('{Control>}{Enter}{/Control}');
  return { ...scene, dialog: within(await screen.findByRole('dialog')) };
};

afterEach(() => forgetReviewDrafts());

describe('Pass and disable', () => {
  it('says exactly what will happen to which account, in order, and what stays', async () => {
    const { dialog } = await openPass();
    expect(dialog.getByRole('heading', { name: 'Disable 2FA for Jean-Philippe Larivière?' })).toBeTruthy();
    expect(within(dialog.getByRole('group', { name: 'Account' })).getByText('Sample identity system')).toBeTruthy();
    expect(
      dialog.getAllByRole('listitem').map((step) => within(step).getByText(/./, { selector: 'strong' }).textContent),
    ).toEqual([
      '2FA is asked for at the next sign-in',
      'Two second factors are removed',
      'Three sessions end',
      'The state is read back and compared',
      'Two known addresses are told',
    ]);
    expect(
      dialog.getByText(
        'Authenticator app “iPhone de JP”, since 12 Mar 2024 · Security key “YubiKey 5”, since 3 Jun 2025',
      ),
    ).toBeTruthy();
    expect(dialog.getByText(/password, email addresses, role, the firm’s data/)).toBeTruthy();
  });

  it('says before the code what its system can’t do: as steps, and on top what stops it', async () => {
    const { view } = addReview(makeFakeDesk({ as: 'daniel' }));
    const [app, key] = view.account.factors;
    const { dialog } = await openPass({
      more: {
        account: {
          ...view.account,
          factors: [app!, { ...key!, removable: false }],
          sessions: null,
          can: { sessions: 'neither', removal: 'each', demand: 'none' },
          limits: [
            { about: 'demand', words: 'No demand.' },
            { about: 'lock', words: 'Nobody can be locked there.' },
            { about: 'sessions', words: 'No sessions.' },
            { about: 'ages', words: 'No ages.' },
          ],
        },
      },
    });
    expect(
      dialog.getAllByRole('listitem').map((step) => within(step).getByText(/./, { selector: 'strong' }).textContent),
    ).toEqual([
      'The password alone signs in afterwards',
      'One second factor is removed',
      'Sessions stay open',
      'The state is read back and compared',
      'Two known addresses are told',
    ]);
    expect(dialog.getByText('Expected: no second factor, everything else as it was')).toBeTruthy();
    expect(dialog.getAllByRole('note').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^One second factor can’t be removed by the desk: Security key “YubiKey 5”/),
      'Nobody can be locked there.',
    ]);
    // Behind it the review lists what its rows don't say, too; the dialog none that its steps say.
    expect(dialog.queryByText('No sessions.')).toBeNull();
    expect(screen.getByText('No sessions.')).toBeTruthy();
    expect(screen.queryByText('No ages.')).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it('starts in the code; six digits enable the button and Enter presses it', async () => {
    const { desk, user, dialog } = await openPass();
    const first = dialog.getByRole('textbox', { name: 'Your one-time code, digit 1 of 6' });
    await waitFor(() => expect(document.activeElement).toBe(first));
    await user.keyboard('41820');
    expect(isDisabled(dialog.getByRole('button', { name: 'Disable 2FA' }))).toBe(true);
    await user.keyboard('{Enter}');
    expect(desk.askedFor('review.decide')).toHaveLength(0);
    await user.keyboard('7{Enter}');
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    expect(desk.askedFor('review.decide')).toMatchObject([
      {
        decision: 'pass',
        digest: 'digest-1',
        printedName: 'LARIVIÈRE JEAN-PHILIPPE',
        code: '418207',
        askAgain: null,
        marks: [{ check: 'document', value: 'pass' }, { check: 'name' }, { check: 'face' }, { check: 'liveness' }],
      },
    ]);
  });

  it('empties the cells after a wrong code, says why, and stays', async () => {
    const { user, dialog } = await openPass();
    await typeCode(user, `${wrongCode}{Enter}`);
    expect(await dialog.findByText('That code is wrong. Four tries are left.')).toBeTruthy();
    const first = dialog.getByRole('textbox', { name: 'Your one-time code, digit 1 of 6' });
    expect((first as HTMLInputElement).value).toBe('');
    expect(document.activeElement).toBe(first);
    await user.keyboard('418207{Enter}');
    expect(await screen.findByText('Disabling 2FA: 0 of 7 done')).toBeTruthy();
  });

  it('says in the dialog that the case changed meanwhile, and leads back to it', async () => {
    const { desk, review, user, dialog } = await openPass();
    review.view = { ...review.view, digest: 'digest-2' };
    await typeCode(user, '418207{Enter}');
    expect(await dialog.findByText(/What you were shown has changed since/)).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Look again' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(await screen.findByRole('button', { name: 'Compare again' }));
    await waitFor(() => expect(desk.askedFor('review.uncover').at(-1)).toMatchObject({ digest: 'digest-2' }));
  });

  it('confirms what stood on the screen when the dialog opened, not what changed behind it', async () => {
    const { desk, review, user } = await openPass();
    act(() => review.change({ digest: 'digest-2' }));
    await typeCode(user, '418207{Enter}');
    await waitFor(() => expect(desk.askedFor('review.decide')[0]).toMatchObject({ digest: 'digest-1' }));
  });

  it('turns into the live steps, which run on when it is closed', async () => {
    const { review, user } = await openPass();
    await typeCode(user, '418207{Enter}');
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() => review.step());
    expect(await screen.findByText('Disabling 2FA: 1 of 7 done')).toBeTruthy();
    const dialog = within(screen.getByRole('dialog'));
    await user.click(dialog.getAllByRole('button', { name: 'Close' }).at(-1)!);
    expect(await screen.findByRole('region', { name: 'You passed it' })).toBeTruthy();
    act(() => {
      for (let n = 0; n < 6; n += 1) review.step();
    });
    expect(
      await screen.findByText('The case is recovered; the account is watched until 2FA is on again.'),
    ).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'To the other reviews' }));
    expect(useNavigation.getState().place.screen).toBe('reviews');
  });

  it('is an approval alone when two reviewers are needed', async () => {
    const { user, dialog } = await openPass({
      more: {
        approvalsNeeded: 2,
        policyWords: 'No provider stands behind our own form: two different reviewers decide.',
      },
    });
    expect(screen.getByText('0 of 2 approvals')).toBeTruthy();
    expect(screen.getByRole('button', { name: /Pass \(first of two\)/, hidden: true })).toBeTruthy();
    expect(dialog.getByText(/Nothing is disabled yet: one more reviewer must approve/)).toBeTruthy();
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByRole('region', { name: 'Your approval is in' })).toBeTruthy();
    expect(screen.getByText('One more reviewer must approve before anything is disabled.')).toBeTruthy();
  });

  it('names the first approval to the second reviewer', async () => {
    const { dialog } = await openPass({
      more: { approvalsNeeded: 2, approvals: [{ by: 'Ines Kowalczyk', at: '2026-11-10T16:00:00.000Z' }] },
    });
    expect(dialog.getByText(/Ines Kowalczyk has approved/)).toBeTruthy();
    expect(dialog.getByRole('button', { name: 'Disable 2FA' })).toBeTruthy();
  });

  it('says beforehand that a cooling-off runs first, and afterwards until when', async () => {
    const { user, dialog } = await openPass({
      more: { risk: { level: 'raised', reasons: ['Primary Subscriber'], coolingOffHours: 24 } },
    });
    expect(screen.getByText(/After a pass a cooling-off of 24 h runs before the disable/)).toBeTruthy();
    expect(dialog.getByText(/A cooling-off of 24 h runs first; then it begins by itself/)).toBeTruthy();
    expect(dialog.getAllByRole('listitem')[0]!.textContent).toContain('A cooling-off of 24 hours runs');
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByRole('dialog', { name: 'The cooling-off runs' })).toBeTruthy();
    expect(
      screen.getByText(
        'It begins Wed 11, 10:31, unless something stops it before. Cooling-off because of: Primary Subscriber.',
      ),
    ).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'Close' }).at(-1)!);
    expect(await screen.findByText(/The cooling-off runs. Then it begins by itself/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('offers temporary access beside it where the identity system has it, and says what each does', async () => {
    const { desk, user, dialog } = await openPass({ more: { temporaryAccessHours: 24 } });
    expect(dialog.getByRole<HTMLInputElement>('radio', { name: 'Disable 2FA' }).checked).toBe(true);
    await user.click(dialog.getByRole('radio', { name: 'Temporary access for 24 h' }));
    expect(dialog.getByRole('heading', { name: 'Give Jean-Philippe Larivière access for 24 h?' })).toBeTruthy();
    expect(
      dialog.getAllByRole('listitem').map((step) => within(step).getByText(/./, { selector: 'strong' }).textContent),
    ).toEqual([
      'Three sessions end',
      'The password alone opens the account for 24 hours',
      'The state is read back and compared',
      'Two known addresses are told',
    ]);
    expect(await axeFindings()).toEqual([]);
    await typeCode(user, '418207{Enter}');
    await waitFor(() =>
      expect(desk.askedFor('review.decide')).toMatchObject([{ decision: 'pass', how: 'temporary-access' }]),
    );
    expect(await screen.findByText(/Giving temporary access: 0 of/)).toBeTruthy();
  });

  it('shows behind the running disable that it was decided, and nothing to decide again', async () => {
    const { user } = await openPass();
    await typeCode(user, '418207{Enter}');
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    expect(screen.getByRole('region', { name: 'You passed it', hidden: true })).toBeTruthy();
    expect(screen.queryByText('0 of 4')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Ask again…', hidden: true })).toBeNull();
    await user.click(screen.getAllByRole('button', { name: 'Close' }).at(-1)!);
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('You passed it'));
  });

  it('does not open while something is missing', async () => {
    const { user } = await start();
    await markAll(user);
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('passes axe', async () => {
    await openPass();
    expect(await axeFindings()).toEqual([]);
  });
});

describe('Fail', () => {
  it('needs one mark that does not say pass, and confirms with a code', async () => {
    const { desk, user } = await start();
    const fail = () => screen.getAllByRole('button', { name: 'Fail' }).at(-1)!;
    await markAll(user);
    expect(isDisabled(fail())).toBe(true);
    await mark(user, 'Face', 'Fail', 'Another person');
    await user.click(fail());
    const dialog = within(await screen.findByRole('dialog', { name: 'Fail the check of Jean-Philippe Larivière?' }));
    expect(dialog.getByText(/never which part did not pass/)).toBeTruthy();
    expect(within(dialog.getByRole('region', { name: 'Your marks' })).getByText('Another person')).toBeTruthy();
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByRole('region', { name: 'You decided: fail' })).toBeTruthy();
    expect(desk.askedFor('review.decide')).toMatchObject([{ decision: 'fail', askAgain: null }]);
  });
});

describe('Ask again', () => {
  it('needs no mark, but what should be better', async () => {
    const { desk, user } = await start();
    await user.click(screen.getByRole('button', { name: 'Ask again…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Ask Jean-Philippe Larivière again?' }));
    await typeCode(user, '418207');
    expect(isDisabled(dialog.getByRole('button', { name: 'Ask again' }))).toBe(true);
    await user.click(dialog.getByRole('radio', { name: 'A reflection hides something' }));
    expect(await axeFindings()).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Ask again' }));
    expect(await screen.findByRole('region', { name: 'You asked again' })).toBeTruthy();
    expect(desk.askedFor('review.decide')).toMatchObject([{ decision: 'ask-again', askAgain: 'glare', marks: [] }]);
  });

  it('shows a refusal of main in its dialog', async () => {
    const { desk, user } = await start();
    desk.on('review.decide', () =>
      refuse('address-not-known', 'The address of the last link is not known any more.', { rule: 'R5' }),
    );
    await user.click(screen.getByRole('button', { name: 'Ask again…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('radio', { name: 'A picture is blurred' }));
    await typeCode(user, '418207{Enter}');
    expect(await dialog.findByText(/The address of the last link is not known any more/)).toBeTruthy();
  });
});
