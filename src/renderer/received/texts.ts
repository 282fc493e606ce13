/** Texts of messages that came, wherever they are shown. */
import type { MatchedBy, ReceivedKind, SaidToBeFrom } from '#domain/case/events';
import type { readingFaults } from '#domain/mail/incoming/incoming-mail';
import { count } from '../app/texts/words';

/** `340 bytes`, `12 kB`, `3.1 MB`. */
const sizeText = (bytes: number): string =>
  bytes < 1000
    ? count(bytes, 'byte', 'bytes')
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1000)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;

export const receivedTexts = {
  what: {
    message: 'From',
    'auto-reply': 'Automatic reply from',
    report: 'Report from',
    invitation: 'Invitation from',
  } satisfies Record<ReceivedKind, string>,
  from: {
    'from-before':
      'It says it is from an address that the account had before the case. A sender can write any address there.',
    'of-the-account':
      'It says it is from an address of the account that was not there long enough before the case. It is not the owner’s word.',
    attestor: 'It says it is from the person who was asked to vouch.',
    'somebody-else': 'Not from an address of this account. It is not the owner’s word.',
    nobody: 'It names no sender. It is not the owner’s word.',
  } satisfies Record<SaidToBeFrom, string>,
  matched: {
    token: 'It came to the address that this case’s mails are answered to.',
    headers: 'It names a message of this case as the one that it answers.',
    person: '',
  } satisfies Record<MatchedBy, string>,
  attached: (name: string) => `${name} said that it belongs to this case.`,
  body: {
    unreadable: 'The desk could not read this message. It lies in the desk’s mailbox as it came.',
    erased: 'Its content was erased.',
    views: 'How to show it',
    view: { text: 'Own words', html: 'As it was laid out', facts: 'Details' },
    frame: 'The message without its pictures and links',
    empty: 'It has no words.',
    onlyQuoted: 'It has no words of its own, only what stood quoted.',
    quoted: (lines: number) => `Quoted, ${count(lines, 'line', 'lines')}`,
    fault: {
      'too-large': 'It is larger than the desk reads: what stands here is its beginning.',
      cut: 'It is longer than the desk shows: its end is missing.',
      broken: 'Part of this message could not be read.',
      'too-many-parts': 'It has more parts than the desk reads: some are missing.',
    } satisfies Record<(typeof readingFaults)[number], string>,
    from: 'From, as it says',
    nobody: 'Nobody, or more than one',
    to: 'To',
    subject: 'Subject',
    arrived: 'Arrived',
    date: 'Sent, by their clock',
    noDate: 'It doesn’t say',
    dmarc: 'DMARC',
    dmarcNone: 'Not checked by a mail server of ours',
    dmarcWords: {
      pass: 'Passed: its server may send for that address. It doesn’t say who wrote it.',
      fail: 'Failed: the address may be forged.',
    },
    attachments: (n: number) => count(n, 'attachment', 'attachments'),
    file: (type: string, bytes: number) => `${type}, ${sizeText(bytes)}`,
  },
} as const;
