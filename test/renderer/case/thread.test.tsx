import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ThreadEntry } from '#contract/thread';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import type { FakeDesk } from '../fake-desk';
import { at, morning } from '../fake-world';
import { showPart } from '../show';
import { leftAlone } from './fake-outbox';
import { happened } from './fake-thread';

const thread = (): Promise<HTMLElement> => screen.findByRole('region', { name: 'Thread' });
const onPage = (desk: FakeDesk) =>
  showPart(
    desk,
    <main>
      <CaseScreen caseId="case-4" />
    </main>,
  );
/** A notice to three addresses: one took it, one is asked again later, one does not exist. */
const notice = (view: FakeDesk['cases'][number]): FakeDesk['cases'][number] => {
  const one = {
    template: 'request-notice',
    answeredAt: null,
    language: 'fr',
    ...leftAlone,
    askedAt: at('11-09 09:31'),
    barredAgain: { code: 'already-done', message: 'Only what failed is sent again.', rule: null, way: null },
  } as const;
  return {
    ...view,
    mails: [
      ...view.mails,
      {
        ...one,
        mailId: 'n1',
        to: 'old@firm.example',
        state: 'sent',
        settledAt: at('11-09 09:32'),
        why: null,
        attempts: 1,
        nextTryAt: null,
      },
      {
        ...one,
        mailId: 'n2',
        to: 'work@firm.example',
        state: 'waiting',
        settledAt: null,
        why: 'The mail server put the mail off (451).',
        attempts: 3,
        nextTryAt: at('11-10 10:35'),
      },
      {
        ...one,
        mailId: 'n3',
        to: 'gone@firm.example',
        state: 'failed',
        settledAt: at('11-09 09:33'),
        why: 'The mail server refused this mail for good (550).',
        attempts: 1,
        nextTryAt: null,
        barredAgain: null,
      },
    ],
  };
};

describe('the thread of a case', () => {
  it('shows messages, notes and what happened in one line, and each by itself', async () => {
    const desk = makeFakeDesk();
    const { user } = onPage(desk);
    const region = await thread();
    await user.type(within(region).getByRole('textbox', { name: 'Write a note' }), 'Rings back at noon');
    await user.click(within(region).getByRole('button', { name: 'Add the note' }));
    const line = await within(region).findByRole('list', { name: 'Everything' });
    expect(await within(line).findByText('Rings back at noon')).toBeTruthy();
    expect(within(line).getByText('Case opened, by phone')).toBeTruthy();
    await user.click(within(region).getByRole('button', { name: /^Notes/ }));
    const notes = await within(region).findByRole('list', { name: 'Notes' });
    await waitFor(() => expect(within(notes).getAllByRole('listitem')).toHaveLength(1));
    expect(within(notes).getByText('Note, staff only')).toBeTruthy();
    await user.click(within(region).getByRole('button', { name: /^Messages/ }));
    const messages = await within(region).findByRole('list', { name: 'Messages' });
    await waitFor(() => expect(within(messages).queryByText('Rings back at noon')).toBeNull());
    expect(within(messages).getByRole('button', { name: /Votre lien pour retrouver/ })).toBeTruthy();
  });

  it('says in a line how far a message came with its recipients, and opened, with each of them', async () => {
    const desk = makeFakeDesk();
    desk.changeCase('case-4', notice);
    const { user } = onPage(desk);
    const button = await screen.findByRole('button', { name: /Notice of the request, French/ });
    expect(button.textContent).toContain('To old@firm.example and 2 others');
    expect(button.textContent).toContain('1 of 3: not delivered.');
    await user.click(button);
    const recipients = await screen.findByRole('list', { name: 'Recipients' });
    const [taken, putOff, refused] = within(recipients).getAllByRole('listitem');
    expect(taken?.textContent).toContain('Accepted by the mail server');
    expect(putOff?.textContent).toMatch(/Put off, 3 attempts so far.*451.*Next attempt Today, 10:35/);
    expect(refused?.textContent).toContain('refused this mail for good (550)');
    await user.click(within(refused!).getByRole('button', { name: /^Send again/ }));
    await waitFor(() => expect(desk.askedFor('cases.sendAgain')).toEqual([{ caseId: 'case-4', mailId: 'n3' }]));
    await user.click(within(recipients).getByRole('button', { name: 'Show the message to work@firm.example' }));
    expect(await screen.findByText('It has not left yet, so there is nothing to show.')).toBeTruthy();
  });

  it('opens a message as it left, in a frame where nothing runs, and says what stands in for secrets', async () => {
    const { user } = onPage(makeFakeDesk());
    await user.click(await screen.findByRole('button', { name: /Votre lien pour retrouver/ }));
    const frame = await screen.findByTitle('The message as its reader sees it');
    expect(frame.getAttribute('sandbox')).toBe('');
    const view = screen.getByRole('region', { name: /^Message: / });
    expect(view.textContent).toContain('stand-ins are shown in their place');
    await user.click(within(view).getByRole('radio', { name: 'Plain text' }));
    expect(view.textContent).toContain('/secret-link-not-shown-to-staff');
    await user.click(within(view).getByRole('radio', { name: 'Details' }));
    expect(view.textContent).toContain('3f'.repeat(32));
    expect(view.textContent).toContain('250 2.0.0: queued');
    expect(await axeFindings()).toEqual([]);
  });

  it('goes by keyboard alone: j and k through the entries, Enter opens, Escape closes and stays', async () => {
    const { user } = onPage(makeFakeDesk());
    await screen.findByRole('button', { name: /Votre lien pour retrouver/ });
    await user.keyboard('j');
    await user.keyboard('j');
    await user.keyboard('k');
    const stops = document.querySelectorAll('[data-stop]');
    expect(document.activeElement).toBe(stops[0]);
    for (let steps = 0; !/Votre lien/.test(document.activeElement?.textContent ?? ''); steps += 1) {
      expect(steps).toBeLessThan(20);
      await user.keyboard('j');
    }
    await user.keyboard('{Enter}');
    await screen.findByTitle('The message as its reader sees it');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTitle('The message as its reader sees it')).toBeNull());
    expect(document.activeElement?.textContent).toMatch(/Votre lien/);
    expect(await thread()).toBeTruthy();
  });

  it('shows the newest few beside the queue, and all when asked', async () => {
    const desk = makeFakeDesk();
    const many = Array.from({ length: 250 }, (_, index): ThreadEntry =>
      happened(`e${index}`, new Date(morning - index * 60_000).toISOString(), 'The desk', `Looked ${index}`),
    );
    desk.on('cases.thread', ({ after }) => {
      const from = Number(after ?? 0);
      return {
        entries: many.slice(from, from + 100),
        counts: { everything: 250, messages: 0, notes: 0 },
        next: from + 100 < 250 ? String(from + 100) : null,
      };
    });
    const { user } = showPart(desk, <CasePane caseId="case-4" />);
    const list = within(await thread()).getByRole('list', { name: 'Everything' });
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(6));
    await user.click(screen.getByRole('button', { name: 'All 250' }));
    expect(within(list).getAllByRole('listitem')).toHaveLength(100);
    await user.click(screen.getByRole('button', { name: 'Show older' }));
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(200));
    await user.click(screen.getByRole('button', { name: 'Show older' }));
    await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(250));
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
  });
});
