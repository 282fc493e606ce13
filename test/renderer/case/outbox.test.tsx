import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MailView } from '#contract/thread';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { setClock } from '../../../src/renderer/app/clock';
import { forgetKeptDrafts } from '../../../src/renderer/app/kept-drafts';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { forgetUndo } from '../../../src/renderer/case/undo';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse, type FakeDesk } from '../fake-desk';
import { morning } from '../fake-world';
import { showPart } from '../show';
import { leftAlone } from './fake-outbox';

let nowMs = morning;
let putBack: () => void;
beforeEach(() => {
  nowMs = morning;
  putBack = setClock(() => nowMs);
  forgetKeptDrafts();
  forgetUndo();
  useNavigation.getState().reset();
});
afterEach(() => putBack());
const passTo = (ms: number): void =>
  act(() => {
    nowMs = ms;
    setClock(() => nowMs);
  });

const caseId = 'case-6';
const answer: MailView = {
  mailId: 'm-1',
  template: 'free-answer',
  to: 'giulia.marchetti@firm.example',
  language: 'en',
  askedAt: new Date(morning).toISOString(),
  state: 'waiting',
  settledAt: null,
  answeredAt: null,
  why: null,
  attempts: 0,
  nextTryAt: null,
  barredAgain: { code: 'wrong-status', message: 'This message is still on its way.', rule: null, way: null },
  ...leftAlone,
};
const withMail = (part: Partial<MailView>): FakeDesk => {
  const desk = makeFakeDesk();
  desk.changeCase(caseId, (view) => ({ ...view, mails: [{ ...answer, ...part }] }));
  return desk;
};
const leaving = { undoUntil: new Date(morning + 10_000).toISOString() };
const shown = async (desk: FakeDesk) => {
  const page = showPart(
    desk,
    <main>
      <CaseScreen caseId={caseId} />
    </main>,
  );
  await screen.findByRole('region', { name: 'Thread' });
  return page;
};
const line = () => screen.getByRole('status', { name: 'Last act' });

describe('a mail that has not left yet', () => {
  it('counts its seconds in one quiet line, said once, and is gone from it when they are over', async () => {
    await shown(withMail(leaving));
    expect(line().textContent).toContain('sending in 10 s');
    expect(within(line()).getByText('sending in 10 s', { exact: false }).getAttribute('aria-hidden')).toBe('true');
    expect(await axeFindings()).toEqual([]);
    passTo(morning + 7500);
    await waitFor(() => expect(line().textContent).toContain('sending in 3 s'));
    passTo(morning + 10_000);
    await waitFor(() => expect(within(line()).queryByRole('button', { name: /Undo/ })).toBeNull());
  });

  it('is taken back by a key, and stands in the composer as it was', async () => {
    const desk = withMail(leaving);
    desk.on('compose.undo', () => ({ isDraft: true }));
    const { user } = await shown(desk);
    await user.keyboard('u');
    await waitFor(() => expect(desk.askedFor('compose.undo')).toEqual([{ caseId, mailId: 'm-1' }]));
    await waitFor(() => expect(useNavigation.getState().place.screen).toBe('compose'));
  });

  it('that left meanwhile says so, and nothing is shown as undone', async () => {
    const desk = withMail(leaving);
    desk.on('compose.undo', () => refuse('already-leaving', 'This mail is leaving already.'));
    const { user } = await shown(desk);
    await user.keyboard('u');
    expect(await within(line()).findByText(/leaving already/)).toBeTruthy();
    expect(useNavigation.getState().place.screen).not.toBe('compose');
  });

  it('stays in the case where another draft lies in its place', async () => {
    const desk = withMail(leaving);
    desk.on('compose.undo', () => ({ isDraft: false }));
    const { user } = await shown(desk);
    await user.keyboard('u');
    expect(await within(line()).findByText(/another draft on this case/)).toBeTruthy();
  });
});

describe('in the thread', () => {
  const opened = async (desk: FakeDesk) => {
    const page = await shown(desk);
    const thread = screen.getByRole('region', { name: 'Thread' });
    await page.user.click(await within(thread).findByRole('button', { name: /giulia\.marchetti@firm\.example/ }));
    return { ...page, thread };
  };

  it('what was undone is shown as that, and can be written again', async () => {
    const desk = withMail({ state: 'undone', canBeRewritten: true });
    desk.on('compose.rewrite', () => ({ isDraft: true }));
    const { user, thread } = await opened(desk);
    expect(within(thread).getAllByText(/Undone: it never left/).length).toBeGreaterThan(0);
    expect(await within(thread).findByText('Its sender took it back before it left.')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(thread).getByRole('button', { name: /^Write it again/ }));
    await waitFor(() => expect(desk.askedFor('compose.rewrite')).toEqual([{ caseId, mailId: 'm-1' }]));
    await waitFor(() => expect(useNavigation.getState().place.screen).toBe('compose'));
  });

  it('what is put off can be stopped', async () => {
    const desk = withMail({
      attempts: 2,
      why: 'The mail server put the mail off (451).',
      nextTryAt: new Date(morning + 60_000).toISOString(),
      barredCancel: null,
    });
    const { user, thread } = await opened(desk);
    await user.click(within(thread).getByRole('button', { name: /^Stop trying/ }));
    await waitFor(() => expect(desk.askedFor('compose.cancel')).toEqual([{ caseId, mailId: 'm-1' }]));
  });
});
