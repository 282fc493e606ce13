import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { replySubject } from '../../../src/renderer/case/thread/ReceivedView';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { at } from '../fake-world';
import { showPart } from '../show';
import { cameIn, idOf, oddMessages, receive } from './fake-received';
import type { FakeMessage } from './fake-received';

const onPage = (as: string, ...messages: readonly FakeMessage[]) => {
  const desk = makeFakeDesk({ as });
  receive(desk, 'case-4', ...messages);
  const shown = showPart(
    desk,
    <main>
      <CaseScreen caseId="case-4" />
    </main>,
  );
  return { desk, ...shown };
};
const entry = (name: RegExp): Promise<HTMLElement> => screen.findByRole('button', { name });

describe('a message that came', () => {
  it('is what to do next; opened by one key it is read, and answered by another', async () => {
    const { desk, user } = onPage('maya', cameIn('m1'));
    await screen.findByRole('region', { name: 'Read the message' });
    expect((await entry(/^Unread From Monique Delisle-Roy/)).textContent).toContain('Answers: Recovery link');
    expect(desk.askedFor('cases.readMessage')).toEqual([]);
    await user.keyboard('o');
    const view = await screen.findByRole('region', { name: /^Message from outside: Re: Votre lien/ });
    expect(await within(view).findByText(/l’appareil photo de mon téléphone est cassé/)).toBeTruthy();
    await waitFor(() =>
      expect(desk.askedFor('cases.readMessage')).toEqual([{ caseId: 'case-4', messageId: idOf('m1') }]),
    );
    await waitFor(() => expect(view.textContent).toContain('Read by Maya Okafor'));
    expect(screen.queryByRole('region', { name: 'Read the message' })).toBeNull();
    // What they quoted is folded.
    expect(view.textContent).not.toContain('Voici votre lien');
    await user.click(within(view).getByRole('button', { name: 'Quoted, 3 lines' }));
    expect(view.textContent).toContain('Voici votre lien');
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('r');
    expect(useNavigation.getState().place).toEqual({
      screen: 'compose',
      caseId: 'case-4',
      about: 'free-answer:::Re: Votre lien pour retrouver l’accès à Lumen Practice',
    });
  });

  it('is not read by being seen in the list, nor while it can’t be shown', async () => {
    const { desk, user } = onPage('maya', cameIn('m1'));
    desk.on('cases.received', () => {
      throw new Error('The store is away.');
    });
    await user.click(await entry(/^Unread From/));
    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0);
    expect(desk.askedFor('cases.readMessage')).toEqual([]);
  });

  it('says aloud what it may be, whom it isn’t from, and what of it could not be read', async () => {
    const { user } = onPage('maya', ...oddMessages);
    const stranger = await entry(/^Unread From Security team/);
    expect(stranger.textContent).toContain('Not from an address of this account. It is not the owner’s word.');
    expect((await entry(/^Automatic reply from/)).textContent).not.toContain('Unread');
    await user.click(stranger);
    const view = await screen.findByRole('region', { name: /^Message from outside: W/ });
    expect(await within(view).findByText('Part of this message could not be read.')).toBeTruthy();
    expect(view.textContent).toContain('may be forged (DMARC failed)');
    const files = within(view).getByRole('list', { name: '2 attachments' });
    expect(files.textContent).toContain('invoice.pdfapplication/pdf, 3.1 MB');
    expect(within(files).queryByRole('button')).toBeNull();
    expect(within(view).queryByRole('link')).toBeNull();
    await user.click(within(view).getByRole('radio', { name: 'As it was laid out' }));
    const frame = await screen.findByTitle('The message without its pictures and links');
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(await axeFindings()).toEqual([]);
    await user.click(await entry(/^Unread From nobody in particular/));
    expect(await screen.findByText(/The desk could not read this message/)).toBeTruthy();
  });

  it('freezes the case by the key that stops one, with its own words as what was said', async () => {
    const { desk, user } = onPage('maya', ...oddMessages);
    await screen.findByText('A message may say “this wasn’t me”.');
    await user.keyboard('x');
    const dialog = await screen.findByRole('dialog', { name: 'Record “this wasn’t me”?' });
    const field = within(dialog).getByRole('textbox');
    await waitFor(() => expect((field as HTMLTextAreaElement).value).toContain('je n’ai rien demandé'));
    await user.click(within(dialog).getByRole('button', { name: 'Freeze the case' }));
    await waitFor(() =>
      expect(desk.askedFor('cases.recordRepudiation')).toMatchObject([{ caseId: 'case-4', channel: 'email' }]),
    );
  });

  it('that somebody else has to read says so, and stays open as what is next for them', async () => {
    const desk = makeFakeDesk({ as: 'maya' });
    receive(
      desk,
      'case-4',
      cameIn('m1', { saysNotMe: true, readBy: [{ name: 'Maya Okafor', at: at('11-10 10:01') }] }),
    );
    desk.changeCase('case-4', (view) => ({
      ...view,
      next: {
        ...view.next,
        refusal: {
          code: 'message-unread',
          message: 'Only who brought this case on has read it.',
          rule: 'R9',
          way: 'Ask a colleague to read it.',
        },
      },
    }));
    showPart(
      desk,
      <main>
        <CaseScreen caseId="case-4" />
      </main>,
    );
    expect(await screen.findByRole('alert', { name: 'Somebody else reads it' })).toBeTruthy();
  });

  it('is counted in its row of the queue', async () => {
    const desk = makeFakeDesk({ as: 'maya' });
    receive(desk, 'case-4', cameIn('m1'), cameIn('m2'));
    showPart(
      desk,
      <main>
        <QueueScreen />
      </main>,
    );
    const row = await screen.findByRole('row', { name: /Margaux Delisle/ });
    expect(within(row).getByRole('img', { name: '2 messages are unread' }).textContent).toBe('2');
  });
});

describe('the subject of an answer', () => {
  it.each([
    ['Votre lien', 'Re: Votre lien'],
    ['RE: Re: Fwd: TR : Votre lien', 'Re: Votre lien'],
    ['', 'Re: '],
    ['Reservation', 'Re: Reservation'],
  ])('to “%s” is “%s”', (subject, expected) => {
    expect(replySubject(subject)).toBe(expected);
  });
});
