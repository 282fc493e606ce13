import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { MailScreen } from '../../../src/renderer/mail/MailScreen';
import { axeFindings } from '../axe';
import { idOf, viewOf } from '../case/fake-received';
import { makeFakeDesk } from '../fake-desk';
import { at } from '../fake-world';
import { showPart } from '../show';
import { addMail } from './fake-mail';

const row = {
  messageId: idOf('new'),
  arrivedAt: at('11-10 09:59'),
  name: 'Margaux Delisle',
  address: 'margaux@webpost.example',
  subject: 'Help',
  excerpt: 'I lost my phone.',
  why: 'unmatched',
  state: 'waiting',
} as const;
const withMessage = () => {
  const desk = makeFakeDesk({ as: 'maya' });
  addMail(desk);
  desk.on('inbox.standing', () => ({
    mailbox: 'the practice mailbox',
    lookedAt: at('11-10 10:00'),
    failing: null,
    waiting: 1,
    putAside: 0,
  }));
  desk.on('inbox.list', ({ state }) => ({ rows: state === 'waiting' ? [row] : [], next: null }));
  desk.on('inbox.message', () => ({
    row,
    message: viewOf(row.messageId, { text: 'I lost my phone.', quoted: '' }),
    suggestions: [
      { caseId: 'case-4', number: 'RD-2403', person: 'Margaux Delisle', isOpen: true, why: ['names-number'] },
    ],
  }));
  return {
    desk,
    ...showPart(
      desk,
      <main>
        <MailScreen />
      </main>,
    ),
  };
};

it('a message without a case is opened, with what speaks for a case, and a person says that it belongs there', async () => {
  const { desk, user } = withMessage();
  await user.click(await screen.findByRole('button', { name: '1 message without a case' }));
  await user.click(await screen.findByRole('button', { name: /Margaux Delisle <margaux@webpost\.example>/ }));
  expect(await screen.findByText('It answers no message of ours, and came to no case’s address.')).toBeTruthy();
  const cases = await screen.findByRole('list', { name: 'Which case does it belong to?' });
  expect(cases.textContent).toContain('It names this case’s number.');
  expect(desk.askedFor('inbox.attach')).toEqual([]);
  expect(await axeFindings()).toEqual([]);
  await user.click(within(cases).getByRole('button', { name: 'It belongs to RD-2403' }));
  await waitFor(() => expect(desk.askedFor('inbox.attach')).toEqual([{ messageId: row.messageId, caseId: 'case-4' }]));
  expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-4', about: row.messageId });
});

it('a message that belongs to none is put aside', async () => {
  const { desk, user } = withMessage();
  await user.click(await screen.findByRole('button', { name: '1 message without a case' }));
  await user.click(await screen.findByRole('button', { name: /Margaux Delisle/ }));
  await user.click(await screen.findByRole('button', { name: 'It belongs to no case' }));
  await waitFor(() => expect(desk.askedFor('inbox.putAside')).toEqual([{ messageId: row.messageId }]));
});
