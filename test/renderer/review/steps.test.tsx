import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DisableDialog, DisableSteps } from '../../../src/renderer/review/DisableSteps';
import { forgetReviewDrafts } from '../../../src/renderer/review/review-draft';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';
import { typeCode } from './act';
import { addReview, wrongCode } from './fake-review';

/** A disable that has just been authorised. */
const start = async (as = 'daniel') => {
  const desk = makeFakeDesk({ as: 'daniel' });
  const review = addReview(desk);
  await desk.bridge.call('review.decide', {
    caseId: review.caseId,
    decision: 'pass',
    digest: 'digest-1',
    marks: [],
    printedName: 'X',
    nameReason: '',
    note: '',
    askAgain: null,
    code: '418207',
  });
  desk.signIn(as);
  return { desk, review, ...showPart(desk, <DisableDialog caseId={review.caseId} isOpen onClose={() => undefined} />) };
};
const lines = () => within(screen.getByRole('list', { name: 'Steps of the disable' })).getAllByRole('listitem');

afterEach(() => forgetReviewDrafts());

describe('the steps of a disable', () => {
  it('show what is done, with time and read-back, what runs and what waits', async () => {
    const { review } = await start();
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() => {
      review.step();
      review.step();
    });
    await screen.findByText('Disabling 2FA: 2 of 7 done');
    expect(within(lines()[1]!).getByRole('img', { name: 'Done' })).toBeTruthy();
    expect(lines()[1]!.textContent).toContain('Read back: re-enrolment is asked for');
    expect(lines()[1]!.textContent).toContain('10:32:01');
    expect(within(lines()[2]!).getByRole('img', { name: 'Running' })).toBeTruthy();
    expect(within(lines()[3]!).getByRole('img', { name: 'Waiting' })).toBeTruthy();
    expect(screen.getByRole('progressbar', { name: 'Steps done' }).getAttribute('aria-valuenow')).toMatch(/^28/);
    expect(
      screen.getByText('You may close this. It goes on by itself, also after a restart, and never runs twice.'),
    ).toBeTruthy();
  });

  it('announce one line a step, politely', async () => {
    const { review } = await start();
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() => review.step());
    await waitFor(() =>
      expect(screen.getAllByRole('status').map((one) => one.textContent)).toContain(
        'Listed what is there. Read back: 1 password, 1 authenticator app, 1 security key, 3 sessions',
      ),
    );
  });

  it('end with 2FA off', async () => {
    const { review } = await start();
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() => {
      for (let n = 0; n < 7; n += 1) review.step();
    });
    expect(await screen.findByRole('heading', { name: '2FA is off for Jean-Philippe Larivière' })).toBeTruthy();
    expect(screen.queryByText(/You may close this/)).toBeNull();
  });

  it('say what was found when one stopped, and go on with a code', async () => {
    const { desk, review, user } = await start();
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() => {
      review.step();
      review.stop('An authenticator app “Pixel 9” that was not on the list');
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('The account has changed');
    expect(alert.textContent).toContain('Pixel 9');
    expect(within(lines()[1]!).getByRole('img', { name: 'Stopped' })).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await typeCode(user, `${wrongCode}{Enter}`);
    expect(await screen.findByText('That code is wrong. Four tries are left.')).toBeTruthy();
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByText('Disabling 2FA: 1 of 7 done')).toBeTruthy();
    expect(desk.askedFor('cases.resumeDisable')).toHaveLength(2);
  });

  it('let anybody stop the case, with a word why', async () => {
    const { desk, review, user } = await start('maya');
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() => review.stop('A factor that nobody knows'));
    await screen.findByRole('alert');
    expect(screen.getByText('Only a security reviewer lets a disable go on. Ask a reviewer.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Why, in a few words' }), 'Somebody is inside');
    await user.click(screen.getByRole('button', { name: 'Stop the case' }));
    expect(await screen.findByText('This case is stopped already.')).toBeTruthy();
    expect(desk.askedFor('cases.freeze')).toMatchObject([{ words: 'Somebody is inside' }]);
  });

  it('let a reviewer take the approval back while nothing was removed, with a reason and a code', async () => {
    const { desk, review, user } = await start();
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() => {
      review.step();
      review.stop('The name on the account changed');
    });
    await screen.findByRole('alert');
    const ways = within(screen.getByRole('region', { name: 'Ways on' }));
    await user.click(ways.getByRole('button', { name: 'Take it back…' }));
    expect(document.activeElement).toBe(ways.getByRole('textbox', { name: 'Why it is taken back' }));
    expect(await axeFindings()).toEqual([]);
    await user.type(ways.getByRole('textbox', { name: 'Your one-time code to take it back, digit 1 of 6' }), '418207');
    expect(ways.getByRole<HTMLButtonElement>('button', { name: 'Take it back' }).disabled).toBe(true);
    await user.type(ways.getByRole('textbox', { name: 'Why it is taken back' }), 'Another person by now');
    await user.click(ways.getByRole('button', { name: 'Take it back' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.revokeApproval')).toMatchObject([
        { reason: 'Another person by now', code: '418207' },
      ]),
    );
    expect(await screen.findByText('Nothing is being disabled in this case.')).toBeTruthy();
  });

  it('say that nothing runs when nobody could be told', async () => {
    const { desk, review } = await start();
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() =>
      desk.changeCase(review.caseId, (view) => ({
        ...view,
        disable: view.disable && {
          ...view.disable,
          coolingOff: {
            hours: 24,
            reasons: ['administrator'],
            endsAt: '2026-11-11T18:00:00.000Z',
            state: 'nobody-told',
            changed: null,
          },
        },
      })),
    );
    expect(
      await screen.findByText(/No notice was taken for an address from before the case: the owner could not object/),
    ).toBeTruthy();
  });

  it('say when a try is repeated, and when a cooling-off still runs', async () => {
    const { desk, review } = await start();
    await screen.findByText('Disabling 2FA: 0 of 7 done');
    act(() =>
      desk.changeCase(review.caseId, (view) => ({
        ...view,
        disable: view.disable && {
          ...view.disable,
          dueAt: '2026-11-11T18:00:00.000Z',
          retrying: 'The identity system did not answer. Next try 10:35.',
        },
      })),
    );
    expect(await screen.findByText('The identity system did not answer. Next try 10:35.')).toBeTruthy();
    expect(screen.getByText('It begins Wed 11, 11:00, unless something stops it before.')).toBeTruthy();
  });

  it('say so when nothing is being disabled', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    showPart(desk, <DisableSteps caseId="case-1" />);
    expect(await screen.findByText('Nothing is being disabled in this case.')).toBeTruthy();
  });
});
