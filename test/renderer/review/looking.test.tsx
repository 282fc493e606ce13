import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { forgetReviewDrafts } from '../../../src/renderer/review/review-draft';
import { ReviewScreen } from '../../../src/renderer/review/ReviewScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';
import { isDisabled, mark, markAll, typeCode, typeName, uncover } from './act';
import { addReview } from './fake-review';

const start = async (options: Parameters<typeof addReview>[1] = {}) => {
  const desk = makeFakeDesk({ as: 'daniel' });
  const review = addReview(desk, options);
  const shown = showPart(desk, <ReviewScreen caseId={review.caseId} />);
  await screen.findByText('Your four marks');
  return { desk, review, ...shown };
};
const button = (name: RegExp | string) => screen.getByRole('button', { name });
/** The last one: each question has its own before it. */
const decideFail = () => screen.getAllByRole('button', { name: 'Fail' }).at(-1)!;
const whyFace = () => screen.getByRole('textbox', { name: 'Why you changed it, face' });

afterEach(() => forgetReviewDrafts());

describe('a review without looking (R13)', () => {
  it('says which picture was not opened, and opens nothing over it until it was', async () => {
    const { desk, user } = await start();
    expect(await screen.findAllByRole('img', { name: /as the customer sent it/ })).toHaveLength(3);
    fireEvent.error(screen.getByRole('img', { name: /^Back/ }));
    await markAll(user);
    await typeName(user, 'LARIVIÈRE JEAN-PHILIPPE');
    const words = 'You have not opened the back of the ID: whoever decides has looked at every picture.';
    expect(screen.getAllByText(words).length).toBeGreaterThan(0);
    expect(isDisabled(button(/^Pass and disable/))).toBe(true);
    // It does not load: that is a reason to ask again or to fail.
    expect(isDisabled(button('Ask again…'))).toBe(false);
    desk.on('review.openPicture', () => new Promise(() => undefined));
    await user.click(button('Open again: Back'));
    expect(isDisabled(button('Ask again…'))).toBe(true);
    expect(isDisabled(button('Open the comparison'))).toBe(true);
  });

  it('takes what was opened before for opened, whatever this screen still waits for', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    const all = ['e-front', 'e-back', 'e-selfie'];
    const review = addReview(desk, { more: { looked: { opened: all, unreadable: [], first: null } } });
    desk.on('review.openPicture', () => new Promise(() => undefined));
    const { user } = showPart(desk, <ReviewScreen caseId={review.caseId} />);
    await screen.findByText('Your four marks');
    await uncover(user);
    expect(isDisabled(button(/^Pass and disable/))).toBe(false);
  });

  it('asks nothing more of whoever changes no mark', async () => {
    const { user } = await start();
    await uncover(user);
    expect(screen.queryByRole('textbox', { name: /Why you changed it/ })).toBeNull();
    expect(isDisabled(button(/^Pass and disable/))).toBe(false);
  });
});

describe('a mark that was changed after the comparison (R13)', () => {
  it('says why before anything is decided, and the reason goes along', async () => {
    const { desk, user } = await start();
    await uncover(user);
    await mark(user, 'Face', 'Fail', 'Another person');
    expect(isDisabled(decideFail())).toBe(true);
    await user.type(whyFace(), 'The ear differs.');
    expect(await axeFindings()).toEqual([]);
    expect(isDisabled(decideFail())).toBe(false);
    await user.click(decideFail());
    await screen.findByRole('dialog', { name: 'Fail the check of Jean-Philippe Larivière?' });
    await typeCode(user, '123456{Enter}');
    await waitFor(() =>
      expect(desk.askedFor('review.decide').at(-1)).toMatchObject({
        decision: 'fail',
        marks: [
          { check: 'document' },
          { check: 'name' },
          { check: 'face', value: 'fail', changed: 'The ear differs.' },
          { check: 'liveness' },
        ],
      }),
    );
  });

  it('is known after a restart, when the draft is gone', async () => {
    const first = { document: 'fail', name: 'pass', face: 'pass', liveness: 'pass' } as const;
    const { user } = await start({ more: { looked: { opened: [], unreadable: [], first } } });
    await uncover(user);
    expect(screen.getByText('Marked fail before the comparison opened')).toBeTruthy();
    expect(
      screen.getByText('Say why you changed document after the comparison, ten characters at least.'),
    ).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Why you changed it, document' }), 'I misread its date.');
    expect(isDisabled(button(/^Pass and disable/))).toBe(false);
  });

  it('is shown to the second reviewer beside their own comparison', async () => {
    const { review, user } = await start();
    const reason = 'I had pressed the wrong key.';
    review.changed = [{ by: 'Ines Kowalczyk', check: 'name', before: 'fail', value: 'pass', reason }];
    expect(screen.queryByText(reason)).toBeNull();
    await uncover(user);
    expect(screen.getByText(reason).parentElement?.textContent).toContain(
      'Ines Kowalczyk changed name from fail to pass after the comparison:',
    );
    expect(await axeFindings()).toEqual([]);
  });
});
