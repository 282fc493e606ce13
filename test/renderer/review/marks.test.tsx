import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { forgetReviewDrafts } from '../../../src/renderer/review/review-draft';
import { ReviewScreen } from '../../../src/renderer/review/ReviewScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';
import { checks, group, isDisabled, mark, markAll, typeName, uncover } from './act';
import { addReview } from './fake-review';

const start = async (options: Parameters<typeof addReview>[1] = {}) => {
  const desk = makeFakeDesk({ as: 'daniel' });
  const review = addReview(desk, options);
  const shown = showPart(desk, <ReviewScreen caseId={review.caseId} />);
  await screen.findByText('Your four marks');
  return { desk, review, ...shown };
};
const pass = () => screen.getByRole('button', { name: /^Pass and disable/ });

afterEach(() => forgetReviewDrafts());

describe('the four marks', () => {
  it('start blank, with the first question in focus', async () => {
    await start();
    expect(screen.getByText('0 of 4')).toBeTruthy();
    for (const check of checks)
      for (const button of group(check).getAllByRole('button'))
        expect(button.getAttribute('aria-pressed')).toBe('false');
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Document' }));
    expect((screen.getByRole('textbox', { name: 'The name as the ID prints it' }) as HTMLInputElement).value).toBe('');
  });

  it('are chosen by 1 to 4 and answered by p, f and c; each answer leads to its own reasons', async () => {
    const { user } = await start();
    await user.keyboard('3f');
    expect(group('Face').getByRole('button', { name: 'Fail' }).getAttribute('aria-pressed')).toBe('true');
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Reason, face' }));
    expect(await screen.findByRole('option', { name: 'Another person' })).toBeTruthy();
    expect(screen.queryByRole('option', { name: 'Same features' })).toBeNull();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByText('1 of 4')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Document' }));
  });

  it('count only with a reason, and take one in own words', async () => {
    const { user } = await start();
    await user.keyboard('1c');
    expect(screen.getByText('0 of 4')).toBeTruthy();
    await user.click(await screen.findByRole('option', { name: 'Other, in my words' }));
    const own = screen.getByRole('textbox', { name: 'Your reason, document' });
    expect(document.activeElement).toBe(own);
    await user.type(own, 'A corner is folded');
    expect(screen.getByText('1 of 4')).toBeTruthy();
  });

  it('keep the comparison covered until all four and the name stand', async () => {
    const { desk, user } = await start();
    expect(screen.getByText('Covered until your four marks stand')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
    const open = () => screen.getByRole('button', { name: 'Open the comparison' });
    await markAll(user);
    expect(isDisabled(open())).toBe(true);
    await typeName(user, 'LARIVIÈRE JEAN-PHILIPPE');
    expect(isDisabled(open())).toBe(false);
    expect(desk.askedFor('review.uncover')).toHaveLength(0);
    await user.click(open());
    expect(await screen.findByRole('table')).toBeTruthy();
    expect(desk.askedFor('review.uncover')[0]).toMatchObject({
      digest: 'digest-1',
      printedName: 'LARIVIÈRE JEAN-PHILIPPE',
      marks: [
        { check: 'document', value: 'pass', reason: 'Features and check digits agree' },
        { check: 'name' },
        { check: 'face' },
        { check: 'liveness' },
      ],
    });
  });

  it('survive a look at another screen', async () => {
    const { desk, review, user, unmount } = await start();
    await mark(user, 'Document');
    unmount();
    showPart(desk, <ReviewScreen caseId={review.caseId} />);
    expect(await screen.findByText('1 of 4')).toBeTruthy();
  });

  it('pass axe with the comparison open', async () => {
    const { user } = await start();
    await uncover(user);
    expect(await axeFindings()).toEqual([]);
  });
});

describe('the open comparison', () => {
  it('shows how the tokens relate, as facts', async () => {
    const { user } = await start();
    await uncover(user, 'LARIVIERE Jean-Philippe Luc');
    const rows = within(screen.getByRole('table'))
      .getAllByRole('row')
      .slice(1)
      .map((row) =>
        within(row)
          .getAllByRole('cell')
          .map((cell) => cell.textContent),
      );
    expect(rows).toContainEqual(['–', 'Luc', 'Only on the ID']);
    expect(rows).toContainEqual(['Larivière', 'LARIVIERE', 'Accent only']);
    expect(screen.getByText(/By the rule these are two names/)).toBeTruthy();
  });

  it('names suspicious characters', async () => {
    const { user } = await start();
    await uncover(user, 'LARIVIÈRE JEAN-PHILIPPЕ');
    expect(screen.getByText('Unusual characters')).toBeTruthy();
    expect(screen.getByText(/As typed: /)).toBeTruthy();
  });

  it('asks for a reason of ten characters where the names differ, and passes with it', async () => {
    const { user } = await start();
    await uncover(user, 'LARIVIÈRE JEAN-PHILIPPE LUC');
    expect(isDisabled(pass())).toBe(true);
    expect(screen.getByText('The name differs: a pass needs your reason, ten characters at least.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /Why it is the same person’s name/ }), 'One more given name.');
    expect(isDisabled(pass())).toBe(false);
  });

  it('says once that our own form has no provider', async () => {
    const { user } = await start();
    await uncover(user);
    expect(screen.getByText('Nothing to compare: our own form has no provider, people decide.')).toBeTruthy();
    expect(isDisabled(pass())).toBe(false);
  });

  it('stands beside the marks line by line, and asks for a note where they differ', async () => {
    const { user } = await start({ provider: { document: 'pass', name: 'pass', face: 'pass', liveness: 'review' } });
    await uncover(user);
    const lines = within(screen.getByRole('region', { name: 'The provider’s verdict' }))
      .getAllByRole('listitem')
      .map((line) => line.textContent);
    expect(lines).toEqual([
      'DocumentAcceptedAs you marked',
      'NameAcceptedAs you marked',
      'FaceAcceptedAs you marked',
      'LivenessToo little to testPOOR_IMAGE_QUALITYYou differ',
    ]);
    expect(isDisabled(pass())).toBe(true);
    await user.type(
      screen.getByRole('textbox', { name: /Note for the history/ }),
      'The provider had one frame, I had three.',
    );
    expect(isDisabled(pass())).toBe(false);
  });

  it('shows a mark that was changed after it, and what it was before', async () => {
    const { user } = await start();
    await uncover(user);
    await mark(user, 'Face', 'Fail', 'Another person');
    expect(screen.getByText('Marked pass before the comparison opened')).toBeTruthy();
    expect(isDisabled(pass())).toBe(true);
    expect(screen.getByText('A pass needs four marks that say pass; face does not.')).toBeTruthy();
  });

  it('is stale once the name is changed, and is made again', async () => {
    const { desk, user } = await start();
    await uncover(user);
    await typeName(user, 'LARIVIÈRE JEAN');
    expect(screen.getByText('The name was changed after this was compared.')).toBeTruthy();
    expect(isDisabled(pass())).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Compare again' }));
    await waitFor(() => expect(desk.askedFor('review.uncover')).toHaveLength(2));
  });

  it('says what changed when the account did, and a decision waits until one looked again', async () => {
    const { desk, review, user } = await start();
    await uncover(user);
    act(() =>
      review.change({
        digest: 'digest-2',
        account: { ...review.view.account, factors: review.view.account.factors.slice(1) },
      }),
    );
    const alert = await screen.findByText('What you are shown has changed');
    expect(alert.parentElement?.textContent).toContain('The second factors.');
    expect(isDisabled(pass())).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Look again' }));
    await waitFor(() => expect(screen.queryByText('What you are shown has changed')).toBeNull());
    expect(isDisabled(pass())).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Compare again' }));
    await waitFor(() => expect(isDisabled(pass())).toBe(false));
    expect(desk.askedFor('review.uncover').at(-1)).toMatchObject({ digest: 'digest-2' });
  });
});
