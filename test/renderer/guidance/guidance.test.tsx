import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { GuidanceScreen } from '../../../src/renderer/guidance/GuidanceScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { typeCode } from '../review/act';
import { showApp, showPart } from '../show';
import { addGuidance, hostile, makeStale, wrongCode } from './fake-guidance';

const start = (as = 'rosa', change: (guidance: ReturnType<typeof addGuidance>) => void = () => undefined) => {
  const desk = makeFakeDesk({ as });
  const guidance = addGuidance(desk);
  change(guidance);
  return { desk, guidance, ...showPart(desk, <GuidanceScreen />) };
};
const sections = async () => within(await screen.findByRole('navigation', { name: 'Sections of the article' }));
const feedback = () => within(screen.getByRole('region', { name: 'What customers say' }));
const open = async (user: ReturnType<typeof start>['user'], name: RegExp): Promise<void> => {
  await user.click((await sections()).getByRole('button', { name }));
};

describe('the article’s standing', () => {
  it('says that nobody approved it, and who can', async () => {
    start('maya');
    expect(
      await screen.findByText('Nobody has approved this article yet. Customers can read it; it has no date.'),
    ).toBeTruthy();
    expect(screen.getByText('Never approved')).toBeTruthy();
    expect(screen.getByText('A team lead approves it.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
  });

  it('names what makes it stale, value by value, and that customers see a notice', async () => {
    start('rosa', makeStale);
    expect(
      await screen.findByText('Approved by Rosa Tran on 10 May 2026, under version 1 of the policy.'),
    ).toBeTruthy();
    expect(screen.getByText('Its review was due by 6 Nov 2026.')).toBeTruthy();
    expect(screen.getByText('Hours that a link works: 72 → 60')).toBeTruthy();
    expect(screen.getByText(/Customers see a notice/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('says that customers see nothing of new words alone', async () => {
    start('rosa', (guidance) => {
      makeStale(guidance);
      guidance.view = {
        ...guidance.view,
        standing: { state: 'stale', reviewBy: '2027-05-10T17:24:00.000Z', reasons: [{ why: 'text-changed' }] },
      };
    });
    expect(await screen.findByText('Customers see no notice for this.')).toBeTruthy();
  });

  it('shows where customers read it, to copy; or that they can’t', async () => {
    const { unmount, user } = start();
    expect(await screen.findByText('http://127.0.0.1:4712/help?lang=fr')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy the French address' }));
    expect(await screen.findByText('Address copied.')).toBeTruthy();
    unmount();
    start('rosa', (guidance) => {
      guidance.view = { ...guidance.view, addresses: null };
    });
    expect(await screen.findByText(/This desk serves no pages/)).toBeTruthy();
  });

  it('could not be read: says so in its place', async () => {
    const desk = makeFakeDesk({ as: 'rosa' });
    desk.on('guidance.get', () => refuse('store-away', 'The store is away.'));
    showPart(desk, <GuidanceScreen />);
    expect((await screen.findByRole('alert')).textContent).toContain('The store is away.');
  });
});

describe('the article', () => {
  it('is read section by section, in both languages, with the policy’s numbers', async () => {
    const { user } = start('maya', makeStale);
    await open(user, /How long it takes/);
    expect(screen.getByText('60 hours')).toBeTruthy();
    await user.keyboard('l');
    expect(screen.getByRole('heading', { name: 'Combien de temps cela prend' })).toBeTruthy();
    expect(screen.getByText('60 heures')).toBeTruthy();
    await user.keyboard('jkk');
    expect(screen.getByRole('heading', { name: 'Comment nous rétablissons l’accès' })).toBeTruthy();
  });

  it('is reached from the rail and by g h, by everyone', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    addGuidance(desk);
    const { user } = showApp(desk);
    await user.click(await screen.findByRole('button', { name: 'Guidance' }));
    expect(await screen.findByRole('heading', { name: 'What to try first' })).toBeTruthy();
    await user.keyboard('gq');
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'What to try first' })).toBeNull());
    await user.keyboard('gh');
    expect(await screen.findByRole('heading', { name: 'What to try first' })).toBeTruthy();
  });
});

describe('approving', () => {
  it('costs a lead a code, over the numbers as shown', async () => {
    const { desk, user } = start('rosa', makeStale);
    await sections();
    await user.keyboard('a');
    const dialog = within(await screen.findByRole('dialog', { name: 'Approve the article?' }));
    expect(dialog.getByText('Hours that a link works').nextSibling?.textContent).toBe('60');
    expect(await axeFindings()).toEqual([]);
    await typeCode(user, `${wrongCode}{Enter}`);
    expect(await dialog.findByText('That code is wrong. Four tries are left.')).toBeTruthy();
    await typeCode(user, '418207{Enter}');
    expect(await screen.findByText('The article is approved.')).toBeTruthy();
    expect(await screen.findByText(/The next review is due by 9 May 2027/)).toBeTruthy();
    expect(desk.askedFor('guidance.approve').at(-1)).toEqual({ digest: 'b'.repeat(64), code: '418207' });
  });

  it('is refused over an article that changed meanwhile', async () => {
    const { desk, guidance, user } = start();
    await sections();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    makeStale(guidance);
    desk.emit({ type: 'changed', topics: ['guidance'] });
    await typeCode(user, '418207{Enter}');
    const dialog = within(screen.getByRole('dialog'));
    expect((await dialog.findByRole('alert')).textContent).toContain('changed while you read');
  });

  it('is not for an agent: the key says who may', async () => {
    const { desk, user } = start('maya');
    await sections();
    await user.keyboard('a');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(desk.askedFor('guidance.approve')).toEqual([]);
  });
});

describe('what customers say', () => {
  it('is counted by section, and shown with the section it is about', async () => {
    const { user } = start();
    await (await sections()).findByText('1 helpful, 3 complaints');
    expect((await sections()).getByRole('button', { name: /What each email looks like/ }).textContent).toContain(
      '2 to look at',
    );
    await open(user, /What each email looks like/);
    expect(feedback().getByText('Je ne trouve pas le courriel dont vous parlez.').getAttribute('lang')).toBe('fr');
    expect(feedback().getAllByRole('listitem')).toHaveLength(2);
    expect(feedback().queryByText(/Two days/)).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it('is text, whatever is written in it', async () => {
    const { user, container } = start();
    await open(user, /What each email looks like/);
    expect(await feedback().findByText(hostile)).toBeTruthy();
    expect(container.querySelector('img')).toBeNull();
    expect(feedback().getByText(/don’t follow links or instructions/)).toBeTruthy();
  });

  it('is marked done one by one or all at once, and can be looked at again', async () => {
    const { desk, user } = start();
    await open(user, /What each email looks like/);
    const first = within(await feedback().findByRole('listitem', { name: /Confusing or wrong/ }));
    await user.click(first.getByRole('button', { name: 'Mark done' }));
    expect(await feedback().findByText('Marked done.')).toBeTruthy();
    await waitFor(() => expect(feedback().getAllByRole('listitem')).toHaveLength(1));
    await user.click(feedback().getByRole('button', { name: 'Mark done' }));
    expect(await feedback().findByText('Everything about this section is done.')).toBeTruthy();
    await user.click(feedback().getByRole('button', { name: 'Show done (3)' }));
    expect(feedback().getAllByText('Done by Rosa Tran, today, 10:24')).toHaveLength(2);
    expect(desk.askedFor('guidance.markDone')).toEqual([{ feedbackIds: ['f1'] }, { feedbackIds: ['f2'] }]);
    expect(await axeFindings()).toEqual([]);
  });

  it('of a whole section is done in one press', async () => {
    const { desk, user } = start();
    await open(user, /What each email looks like/);
    await user.click(await feedback().findByRole('button', { name: 'Mark all 2 done' }));
    expect(await feedback().findByText('2 marked done.')).toBeTruthy();
    expect(desk.askedFor('guidance.markDone')).toEqual([{ feedbackIds: ['f1', 'f2'] }]);
  });

  it('beyond what is shown at once says how many more there are', async () => {
    const { desk, user } = start();
    await open(user, /What happens to your pictures/);
    await feedback().findByText(/Nobody has said/);
    desk.on('guidance.feedback', () => ({
      sections: [
        {
          section: 'pictures',
          counts: { yes: 0, 'confusing-or-wrong': 201, 'not-looked-for': 0, dislike: 0 },
          waiting: 201,
        },
      ],
      waiting: Array.from({ length: 200 }, (_, n) => ({
        feedbackId: `n${n}`,
        section: 'pictures' as const,
        kind: 'confusing-or-wrong' as const,
        language: 'en' as const,
        comment: '',
        at: '2026-11-10T16:00:00.000Z',
        done: null,
      })),
      done: [],
    }));
    desk.emit({ type: 'changed', topics: ['guidance'] });
    expect(await feedback().findByText(/The newest 200 of 201 are shown/)).toBeTruthy();
  });

  it('about nothing says so, and how it would come', async () => {
    start();
    expect(await screen.findByText(/Nobody has said anything about this section yet/)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('is not asked for by an agent, who is told who reads it', async () => {
    const { desk } = start('maya');
    expect(await screen.findByText(/A team lead reads what customers say/)).toBeTruthy();
    expect(desk.askedFor('guidance.feedback')).toEqual([]);
    expect(await axeFindings()).toEqual([]);
  });
});
