import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { forgetReviewDrafts } from '../../../src/renderer/review/review-draft';
import { ReviewScreen } from '../../../src/renderer/review/ReviewScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';
import { addReview } from './fake-review';

const start = (as: string, options: Parameters<typeof addReview>[1] = {}) => {
  const desk = makeFakeDesk({ as });
  const review = addReview(desk, options);
  return { desk, review, ...showPart(desk, <ReviewScreen caseId={review.caseId} />) };
};
const sender = {
  mayDecide: false,
  why: 'You sent its link. Whoever sends the link does not decide.',
  rule: 'R9',
  way: 'Another reviewer.',
  pictures: [],
};

afterEach(() => forgetReviewDrafts());

describe('who may review', () => {
  it('an agent may not: the evidence is not even asked for, and the screen says who may', async () => {
    const { desk } = start('maya');
    const box = await screen.findByRole('alert', { name: 'This screen is not for your role' });
    expect(box.textContent).toContain('A security reviewer does this.');
    expect(desk.askedFor('review.get')).toHaveLength(0);
    expect(await axeFindings()).toEqual([]);
  });

  it('who sent the link may not: rule, way, and a colleague to hand over to', async () => {
    const { desk, user } = start('daniel', { more: sender });
    const box = within(await screen.findByRole('alert', { name: 'You can’t decide this case' }));
    expect(box.getByText('R9')).toBeTruthy();
    expect(box.getByText('The evidence was not opened.')).toBeTruthy();
    expect(desk.askedFor('review.openPicture')).toHaveLength(0);
    await user.click(await box.findByRole('button', { name: 'Hand over to Ines' }));
    expect(await box.findByText('Owner now')).toBeTruthy();
    expect(desk.askedFor('cases.assign')).toEqual([{ caseId: 'case-9', to: 'ines', note: '' }]);
    expect(await axeFindings()).toEqual([]);
  });

  it('who approved already is told that their approval is in', async () => {
    start('daniel', {
      more: {
        ...sender,
        why: 'You approved this case already. The second approval needs another reviewer.',
        approvalsNeeded: 2,
        approvals: [{ by: 'Daniel Achebe', at: '2026-11-10T18:31:00.000Z' }],
      },
    });
    expect(await screen.findByRole('alert', { name: 'Your approval is in' })).toBeTruthy();
  });

  it('nobody may while the case is frozen', async () => {
    const { desk, review } = start('daniel');
    await screen.findByText('Your four marks');
    desk.changeCase(review.caseId, (view) => ({
      ...view,
      frozen: {
        at: '2026-11-10T18:00:00.000Z',
        by: 'The customer',
        via: 'notice',
        saidAbout: null,
        words: null,
        done: [],
      },
    }));
    expect((await screen.findByRole('alert', { name: 'You can’t decide this case' })).textContent).toContain('R7');
  });

  it('nothing is left to decide once the case has left the review', async () => {
    const { desk, review, user } = start('daniel');
    await screen.findByText('Your four marks');
    desk.changeCase(review.caseId, (view) => ({ ...view, status: 'failed' }));
    expect(await screen.findByRole('region', { name: 'Nothing to decide here' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Open the case' }));
    expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: review.caseId });
  });

  it('the head says why one may, and shows both clocks', async () => {
    start('daniel');
    expect(await screen.findByText('You may decide: you neither opened this case nor sent its link.')).toBeTruthy();
    expect(await screen.findByRole('region', { name: 'Both clocks' })).toBeTruthy();
  });

  it('the reason for passing over self-help is shown', async () => {
    start('daniel', { more: { override: 'She is locked out of everything and calls from the court.' } });
    expect(await screen.findByText(/calls from the court/)).toBeTruthy();
  });

  it('Esc leads back to the reviews', async () => {
    const { user } = start('daniel');
    await screen.findByText('Your four marks');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(useNavigation.getState().place.screen).toBe('reviews'));
  });
});
