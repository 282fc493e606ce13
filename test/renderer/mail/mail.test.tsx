import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import type { MailRow } from '#contract/mail';
import { setClock } from '../../../src/renderer/app/clock';
import { MailScreen } from '../../../src/renderer/mail/MailScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { morning } from '../fake-world';
import { showPart } from '../show';
import { addMail } from './fake-mail';

const start = (as = 'maya') => {
  const desk = makeFakeDesk({ as });
  const mail = addMail(desk);
  return { desk, mail, ...showPart(desk, <MailScreen />) };
};
const rows = async () => (await screen.findAllByRole('row')).slice(1);

describe('the mails', () => {
  it('say what waits, was sent, failed and why, and what comes next', async () => {
    start();
    const [fresh, waiting, failed, sent] = (await rows()).map((row) => row.textContent);
    expect(fresh).toContain('Leaves by itselfNot tried yet');
    expect(waiting).toContain('The server is busy (451).');
    expect(waiting).toContain('Next try today, 10:35Tried 3 times');
    expect(failed).toContain('FailedRecovery linkAdaeze Nwosu · RD-2412 · English');
    expect(failed).toContain('No such mailbox (550).');
    expect(sent).toContain('The link is masked.');
    expect(screen.getByText('Leaves by the practice mailbox')).toBeTruthy();
  });

  it('are filtered, with counts', async () => {
    const { user } = start();
    await rows();
    const filters = within(screen.getByRole('navigation', { name: 'Which mails' }));
    expect(filters.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'All 6',
      'Waiting 2',
      'Failed 1',
      'Sent 2',
      'Kept back 1',
    ]);
    await user.click(filters.getByRole('button', { name: 'Failed 1' }));
    await waitFor(async () => expect(await rows()).toHaveLength(1));
  });

  it('are sent again by the button, and then wait', async () => {
    const { desk, user } = start();
    await rows();
    await user.click(screen.getByRole('button', { name: 'Send again: Recovery link to Adaeze Nwosu' }));
    expect(await screen.findByText('The mail to Adaeze Nwosu waits to be sent again.')).toBeTruthy();
    expect(desk.askedFor('cases.sendAgain')).toEqual([{ caseId: 'case-13', mailId: 'm3' }]);
    expect(await screen.findByRole('button', { name: 'Waiting 3' })).toBeTruthy();
  });

  it('are moved through, sent again and followed to their case by keys', async () => {
    const { desk, user } = start();
    await rows();
    await user.keyboard('s');
    expect(desk.askedFor('cases.sendAgain')).toHaveLength(0);
    await user.keyboard('jjs');
    await waitFor(() => expect(desk.askedFor('cases.sendAgain')).toHaveLength(1));
    await user.keyboard('{Enter}');
    expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-13' });
  });

  it('can’t be sent again by a reviewer, who is told who may', async () => {
    const { desk, user } = start('daniel');
    await rows();
    expect(screen.queryByRole('button', { name: /Send again/ })).toBeNull();
    expect(screen.getByText('A support agent or a team lead does this.')).toBeTruthy();
    await user.keyboard('jjs');
    expect(desk.askedFor('cases.sendAgain')).toHaveLength(0);
  });

  it('show a refusal where the list is', async () => {
    const { desk, user } = start();
    await rows();
    desk.on('cases.sendAgain', () =>
      refuse('frozen', 'The case is frozen.', { rule: 'R7', way: 'A lead lifts the freeze.' }),
    );
    await user.click(screen.getByRole('button', { name: /Send again/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('The case is frozen.');
  });

  it('open the customers’ inbox in a practice desk, and not in a real one', async () => {
    const { desk, user, unmount } = start();
    await user.click(await screen.findByRole('button', { name: 'Open the customers’ inbox' }));
    await waitFor(() => expect(desk.askedFor('desk.openMailbox')).toEqual([{ address: null }]));
    unmount();
    const real = makeFakeDesk({ as: 'maya' });
    real.desk = { ...real.desk, kind: 'real' };
    addMail(real);
    showPart(real, <MailScreen />);
    await rows();
    expect(screen.queryByRole('button', { name: 'Open the customers’ inbox' })).toBeNull();
  });

  it('say the good news when none failed', async () => {
    const { mail, user } = start();
    mail.rows = mail.rows.filter((row) => row.state !== 'failed');
    await user.click(await screen.findByRole('button', { name: /^Failed/ }));
    expect(await screen.findByRole('heading', { name: 'No mail failed' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(async () => expect((await rows()).length).toBeGreaterThan(1));
  });

  it('are all to be had, a hundred at a time', async () => {
    const { desk, mail, user } = start();
    await rows();
    const [some] = mail.rows;
    mail.rows = Array.from({ length: 230 }, (_, n) => ({ ...some!, mailId: `many-${n}` }));
    desk.emit({ type: 'changed', topics: ['mail'] });
    expect(await screen.findByText('the newest 100')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show older mails' }));
    expect(await screen.findByText('the newest 200')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show older mails' }));
    expect(await screen.findByText('230 mails, newest first')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show older mails' })).toBeNull();
  });

  it('say in their place that they could not be read', async () => {
    const desk = makeFakeDesk({ as: 'maya' });
    desk.on('mail.list', () => refuse('store-away', 'The store is away.'));
    showPart(desk, <MailScreen />);
    expect((await screen.findByRole('alert')).textContent).toContain('The store is away.');
  });

  it('pass axe', async () => {
    start();
    await rows();
    expect(await axeFindings()).toEqual([]);
  });
});

describe('what can still be done about a mail', () => {
  const leaving = {
    undoUntil: new Date(morning + 10_000).toISOString(),
    template: 'free-answer',
    attempts: 0,
    nextTryAt: null,
  } as const;
  const with1 = (part: Partial<MailRow>) => {
    const desk = makeFakeDesk();
    const mail = addMail(desk);
    mail.rows = mail.rows.map((row) => (row.mailId === 'm1' ? { ...row, ...part } : row));
    return { desk, ...showPart(desk, <MailScreen />) };
  };

  it('counts its seconds and is undone by a key, where it is this person’s', async () => {
    const putBack = setClock(() => morning);
    try {
      const { desk, user } = with1(leaving);
      desk.on('compose.undo', () => ({ isDraft: true }));
      const [first] = await rows();
      expect(first?.textContent).toContain('Leaves in 10 s');
      expect(await axeFindings()).toEqual([]);
      await user.keyboard('u');
      await waitFor(() => expect(desk.askedFor('compose.undo')).toEqual([{ caseId: 'case-14', mailId: 'm1' }]));
      await waitFor(() =>
        expect(useNavigation.getState().place).toMatchObject({ screen: 'compose', caseId: 'case-14' }),
      );
    } finally {
      putBack();
    }
  });

  it('is nothing where there is nothing: the keys say so', async () => {
    const { desk, user } = with1({});
    await rows();
    await user.keyboard('uxw');
    for (const call of ['compose.undo', 'compose.cancel', 'compose.rewrite'] as const)
      expect(desk.askedFor(call)).toEqual([]);
  });

  it('is to stop one that is put off, and to write one again that arrived nowhere, to another address', async () => {
    const { desk, user } = with1({ barredCancel: null, attempts: 2, nextTryAt: new Date(morning).toISOString() });
    desk.on('compose.cancel', () => ({ done: true }));
    await user.click(
      await screen.findByRole('button', { name: 'Stop trying: Notice of the request to Rory MacIsaac' }),
    );
    await waitFor(() => expect(desk.askedFor('compose.cancel')).toEqual([{ caseId: 'case-14', mailId: 'm1' }]));
  });

  it('says where another draft of theirs lies in the way', async () => {
    const { desk, user } = with1({ state: 'undone', canBeRewritten: true });
    desk.on('compose.rewrite', () => ({ isDraft: false }));
    await rows();
    await user.keyboard('w');
    expect(await screen.findByText(/another draft on this case/)).toBeTruthy();
  });
});

describe('the search', () => {
  it('finds by address, person and number; Esc empties it, and nothing found is said', async () => {
    const { user } = start();
    await rows();
    await user.keyboard('/');
    await user.keyboard('rd-2412');
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    await user.keyboard('{Escape}');
    await waitFor(async () => expect(await rows()).toHaveLength(6));
    await user.keyboard('nobody{Enter}');
    expect(await screen.findByText('No mail fits “nobody”')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await rows()).toHaveLength(6);
  });
});
