import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetReviewDrafts } from '../../../src/renderer/review/review-draft';
import { ReviewScreen } from '../../../src/renderer/review/ReviewScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showPart } from '../show';
import { isDisabled } from './act';
import { addReview } from './fake-review';

const start = (options: Parameters<typeof addReview>[1] = {}) => {
  const desk = makeFakeDesk({ as: 'daniel' });
  const review = addReview(desk, options);
  return { desk, review, ...showPart(desk, <ReviewScreen caseId={review.caseId} />) };
};
const pictures = () => screen.findAllByRole('img', { name: /as the customer sent it/ });
const transform = (name: RegExp) => screen.getByRole('img', { name }).style.transform;

afterEach(() => forgetReviewDrafts());

describe('the pictures of a review', () => {
  it('are each opened once, by a handle that works once', async () => {
    const { desk } = start();
    expect((await pictures()).map((picture) => picture.getAttribute('src'))).toEqual([
      'app://evidence/front-1',
      'app://evidence/back-2',
      'app://evidence/selfie-3',
    ]);
    expect(desk.askedFor('review.openPicture')).toHaveLength(3);
  });

  it('stay the same elements in every layout, since their handles are spent', async () => {
    const { desk, user } = start();
    const before = await pictures();
    await user.click(screen.getByText('Face to face'));
    await user.click(screen.getByText('One at a time'));
    await user.click(screen.getByText('Front, back, selfie'));
    expect(await pictures()).toEqual(before);
    expect(desk.askedFor('review.openPicture')).toHaveLength(3);
  });

  it('show front and selfie alone when face to face, and one when one at a time', async () => {
    const { user } = start();
    await pictures();
    await user.click(screen.getByText('Face to face'));
    expect(screen.queryByRole('img', { name: /^Back/ })).toBeNull();
    await user.click(screen.getByText('One at a time'));
    expect(await pictures()).toHaveLength(1);
    await user.click(within(screen.getByRole('radiogroup', { name: 'Which picture' })).getByText('Selfie'));
    expect(screen.getByRole('img', { name: /^Selfie/ })).toBeTruthy();
  });

  it('are two for a passport', async () => {
    start({
      more: {
        documentKind: 'passport',
        pictures: [
          { slot: 'front', evidenceId: 'e-front' },
          { slot: 'selfie', evidenceId: 'e-selfie' },
        ],
      },
    });
    expect(await pictures()).toHaveLength(2);
    expect(screen.getByText('Front, selfie')).toBeTruthy();
  });

  it('zoom, turn and move in step by keys', async () => {
    const { user } = start();
    await pictures();
    await user.keyboard('zr{ArrowRight}');
    expect(screen.getByText('125 %')).toBeTruthy();
    expect(screen.getByText('90°')).toBeTruthy();
    expect(transform(/^Front/)).toBe(transform(/^Selfie/));
    expect(transform(/^Front/)).toContain('rotate(90deg)');
    await user.keyboard('{Shift>}ZR{/Shift}');
    expect(screen.getByText('100 %')).toBeTruthy();
    expect(screen.getByText('0°')).toBeTruthy();
  });

  it('move alone once they are out of step, and all follow the chosen one when they are again', async () => {
    const { user } = start();
    await pictures();
    await user.click(screen.getByRole('button', { name: 'In step' }));
    await user.click(screen.getByRole('button', { name: 'Move selfie alone' }));
    await user.keyboard('z');
    expect(transform(/^Selfie/)).toContain('scale(1.25');
    expect(transform(/^Front/)).toContain('scale(1)');
    await user.click(screen.getByRole('button', { name: 'In step' }));
    expect(transform(/^Front/)).toBe(transform(/^Selfie/));
  });

  it('blur by hand and show again', async () => {
    const { user } = start();
    await pictures();
    await user.keyboard('b');
    expect(screen.getAllByText('Blurred by you').length).toBeGreaterThan(0);
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(screen.queryByText('Blurred by you')).toBeNull();
  });

  it('blur when the window loses focus; the key that shows them again sets no mark', async () => {
    const { user } = start();
    await pictures();
    fireEvent.blur(window);
    expect(screen.getAllByText('Blurred while the window was away').length).toBeGreaterThan(0);
    await user.keyboard('p');
    expect(screen.queryByText('Blurred while the window was away')).toBeNull();
    expect(screen.getByText('0 of 4')).toBeTruthy();
    await user.keyboard('p');
    expect(
      within(screen.getByRole('group', { name: 'Document' }))
        .getByRole('button', { name: 'Pass' })
        .getAttribute('aria-pressed'),
    ).toBe('true');
  });

  it('blur after a minute without anybody', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      start();
      await pictures();
      act(() => {
        vi.advanceTimersByTime(59_000);
      });
      fireEvent.pointerMove(window);
      act(() => {
        vi.advanceTimersByTime(59_000);
      });
      expect(screen.queryByText('Blurred after a minute without anybody')).toBeNull();
      act(() => {
        vi.advanceTimersByTime(2_000);
      });
      expect(screen.getAllByText('Blurred after a minute without anybody').length).toBeGreaterThan(0);
      fireEvent.pointerDown(document.body);
      expect(screen.queryByText('Blurred after a minute without anybody')).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('carry the name of who looks, and the time', async () => {
    const { container } = start();
    await pictures();
    expect(container.querySelectorAll('svg pattern')).toHaveLength(3);
    expect(container.querySelector('svg pattern text')?.textContent).toBe('Daniel Achebe · 10 Nov 10:24');
  });

  it('say which one did not load, and open again or ask again', async () => {
    const { desk, user } = start();
    fireEvent.error((await pictures())[1]!);
    const broken = await screen.findByRole('alert');
    expect(broken.textContent).toContain('Back: the picture did not load');
    await user.click(within(broken).getByRole('button', { name: 'Open again: Back' }));
    await waitFor(() =>
      expect(screen.getByRole('img', { name: /^Back/ }).getAttribute('src')).toBe('app://evidence/back-4'),
    );
    expect(desk.askedFor('review.openPicture')).toHaveLength(4);
  });

  it('say why main did not open one', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    const review = addReview(desk);
    desk.on('review.openPicture', () =>
      refuse('evidence-gone', 'This picture is not there any more.', {
        rule: 'R18',
        way: 'Ask again, with a new link.',
      }),
    );
    showPart(desk, <ReviewScreen caseId={review.caseId} />);
    expect((await screen.findAllByText(/This picture is not there any more. R18/)).length).toBe(3);
  });

  it('are gone after ten days: then only asking again is left', async () => {
    start({ more: { evidence: 'destroyed', destroyedAt: '2026-11-19T17:31:00.000Z', pictures: [] } });
    expect(await screen.findByText('The pictures were destroyed')).toBeTruthy();
    expect(screen.getByText(/On 19 Nov 2026. ID pictures are kept ten days at most \(R18\)/)).toBeTruthy();
    expect(isDisabled(screen.getByRole('button', { name: /Pass and disable/ }))).toBe(true);
    expect(isDisabled(screen.getByRole('button', { name: 'Ask again…' }))).toBe(false);
    expect(screen.getByText("The pictures were destroyed: they can't be judged any more.")).toBeTruthy();
  });

  it('pass axe', async () => {
    start();
    await pictures();
    expect(await axeFindings()).toEqual([]);
  });
});
