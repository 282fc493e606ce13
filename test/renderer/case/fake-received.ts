/** What came by mail to the cases of the fake desk. */
import type { CallOutput } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import type { ReceivedView } from '#contract/inbox';
import type { ReceivedEntry } from '#contract/thread';
import type { FakeDesk } from '../fake-desk';
import { at } from '../fake-world';

export type FakeMessage = { readonly entry: ReceivedEntry; readonly view: CallOutput<'cases.received'> };

type Mail = NonNullable<ReceivedView['mail']>;
const mailOf = (more: Partial<Mail> = {}): Mail => ({
  kind: 'message',
  reported: [],
  saysNotMe: false,
  from: { name: 'Monique Delisle-Roy', address: 'monique@delisle-roy.example' },
  to: ['recovery+rd1042.notshowntostaffs@lumen-practice.example'],
  subject: 'Re: Votre lien pour retrouver l’accès à Lumen Practice',
  date: at('11-10 09:58'),
  text: 'Bonjour,\n\nLe lien s’ouvre bien, mais l’appareil photo de mon téléphone est cassé.\nPuis-je le faire demain depuis celui de ma sœur ?\n\nMonique',
  quoted: 'Le 9 nov. 2026, Lumen Practice a écrit :\n> Bonjour Monique,\n> Voici votre lien.',
  frame: null,
  attachments: [],
  faults: [],
  dmarc: null,
  ...more,
});

/** The number of a message that a test calls so. */
export const idOf = (name: string): string =>
  Array.from(name, (letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(32, '0')
    .slice(0, 32);

/** A message as main shows one; null: it could not be read. */
export const viewOf = (messageId: string, mail: Partial<Mail> | null): ReceivedView => ({
  messageId,
  arrivedAt: at('11-10 09:59'),
  rawSha256: '7c'.repeat(32),
  length: 4_210,
  isErased: false,
  unreadable: mail === null ? 'ended' : null,
  mail: mail && mailOf(mail),
});

/** A message from the customer; `mail` null is one that could not be read. */
export const cameIn = (
  name: string,
  more: Partial<ReceivedEntry> = {},
  mail: Partial<Mail> | null = {},
): FakeMessage => ({
  entry: {
    kind: 'received',
    id: `came-${name}`,
    at: at('11-10 09:59'),
    messageId: idOf(name),
    what: 'message',
    name: 'Monique Delisle-Roy',
    address: 'monique@delisle-roy.example',
    from: 'from-before',
    matchedBy: 'token',
    attachedBy: null,
    subject: 'Re: Votre lien pour retrouver l’accès à Lumen Practice',
    answers: 'Recovery link',
    saysNotMe: false,
    dmarc: null,
    readBy: [],
    holds: true,
    barredRead: null,
    ...more,
  },
  view: viewOf(idOf(name), mail),
});

const unreadOf = (messages: readonly FakeMessage[]): CaseView['unread'] =>
  messages.filter(({ entry }) => entry.holds).map(({ entry }) => entry.messageId);

/** The case with what is unread at its head, as main says it. */
export const withUnread = (view: CaseView, messages: readonly FakeMessage[]): CaseView => {
  const unread = unreadOf(messages);
  const said = messages.find(({ entry }) => entry.saysNotMe)?.entry;
  const marks = view.marks.filter((mark) => mark !== 'message-unread' && mark !== 'maybe-not-me');
  return {
    ...view,
    unread,
    maybeNotMe:
      said === undefined || view.frozen !== null
        ? null
        : { messageId: said.messageId, at: said.at, from: said.from, holds: said.holds },
    marks: [
      ...marks,
      ...(unread.length > 0 ? ['message-unread' as const] : []),
      ...(said === undefined ? [] : ['maybe-not-me' as const]),
    ],
    next:
      unread.length > 0
        ? {
            action: 'read-message',
            title: unread.length === 1 ? 'Read the message' : `Read ${unread.length} messages`,
            reason: 'The customer wrote, as far as the message says.',
            refusal: null,
          }
        : view.next.action === 'read-message'
          ? { action: 'wait', title: 'Wait for the form', reason: 'The link was opened.', refusal: null }
          : view.next,
  };
};

/** Messages that came to a case of the morning. */
export const receive = (desk: FakeDesk, caseId: string, ...messages: readonly FakeMessage[]): void => {
  desk.received.set(caseId, [...messages, ...(desk.received.get(caseId) ?? [])]);
  desk.changeCase(caseId, (view) => withUnread(view, desk.received.get(caseId) ?? []));
};

/** What a hostile sender and a broken program send. */
export const oddMessages: readonly FakeMessage[] = [
  cameIn(
    'not-me',
    {
      id: 'came-not-me',
      at: at('11-10 10:02'),
      subject: 'Ce n’était pas moi !',
      saysNotMe: true,
      answers: 'Notice of the request',
    },
    { text: 'Ce n’était pas moi, je n’ai rien demandé. Arrêtez tout !', quoted: '' },
  ),
  cameIn(
    'stranger',
    {
      at: at('11-10 10:05'),
      name: `Security team ${'of Lumen Practice '.repeat(10)}`,
      address: `${'very-long-local-part.'.repeat(6)}@${'sub-domain.'.repeat(8)}evil.example`,
      from: 'somebody-else',
      matchedBy: 'headers',
      dmarc: 'fail',
      subject: `${'W'.repeat(300)}`,
      answers: null,
    },
    {
      text: `Approve at once: hxxps://evil.example/${'a'.repeat(400)}\n\n\u202Egnihton si sihT`,
      quoted: '',
      frame: `data:text/html;charset=utf-8,${encodeURIComponent('<!DOCTYPE html><html lang="en"><title>m</title><body><p>Approve at once (leads to evil.example)</p></body></html>')}`,
      faults: ['broken', 'cut'],
      dmarc: 'fail',
      attachments: [
        { name: 'invoice.pdf', type: 'application/pdf', bytes: 3_120_000 },
        { name: `${'long-name-'.repeat(11)}.zip`, type: 'application/zip', bytes: 912 },
      ],
    },
  ),
  cameIn(
    'away',
    {
      at: at('11-10 10:06'),
      what: 'auto-reply',
      holds: false,
      subject: 'Absence du bureau',
      answers: 'Recovery link',
    },
    { text: 'Je suis absente jusqu’au 16 novembre.', quoted: '' },
  ),
  cameIn('lost', { at: at('11-10 10:07'), from: 'nobody', name: '', address: '', subject: '', answers: null }, null),
];
