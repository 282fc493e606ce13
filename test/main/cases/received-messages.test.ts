import { describe, expect, test } from 'vitest';
import type { IncomingMail, Reading } from '#domain/mail/incoming/incoming-mail';
import { messageReceived, messageSorted, receivedMessage, type Arrived } from '#main/cases/received-messages';
import { createMemoryLog } from '#main/store/log/memory-log';

const at = '2026-11-24T15:00:00.000Z';
const arrived: Arrived = {
  messageId: 'ab'.repeat(16),
  mailbox: 'inbox',
  validity: '7',
  uid: 3,
  rawSha256: 'ab'.repeat(32),
  length: 1200,
  arrivedAt: at,
};
const mail: IncomingMail = {
  kind: 'message',
  messageId: '<a1@delisle-roy.example>',
  answers: [],
  from: { name: 'Monique Delisle', address: 'monique@delisle-roy.example' },
  to: ['recovery@lumen-practice.example'],
  subject: 'Re: Your link',
  date: at,
  text: 'It works now,\nthank you.',
  quoted: '',
  html: null,
  attachments: [],
  reported: [],
  reportOf: null,
  dmarc: null,
  faults: [],
};
const list = { to: 'list', why: 'unmatched' } as const;
const kept = async (reading: Reading) => {
  const log = createMemoryLog();
  const rows = messageReceived({ arrived, reading, route: list, at });
  expect(await log.append({ streams: [rows], at })).toMatchObject({ ok: true });
  return { log, rows };
};
/** Words that no packing makes shorter. */
const noise = (length: number): string =>
  Array.from({ length }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7919 + (index >> 3) * 104_729) % 20_000)),
  ).join('');

describe('a message that came', () => {
  test('is read again as it was, and belongs to no case until a person says so', async () => {
    const { log } = await kept({ outcome: 'read', mail });
    const received = await receivedMessage(log, arrived.messageId);
    expect(received).toMatchObject({ arrived, caseId: null, isPutAside: false, reading: { outcome: 'read', mail } });
    const aside = messageSorted(arrived.messageId, 1, { type: 'message.put-aside', data: { by: 'staff:arthur', at } });
    await log.append({ streams: [aside], at });
    expect(await receivedMessage(log, arrived.messageId)).toMatchObject({ caseId: null, isPutAside: true });
    const attached = messageSorted(arrived.messageId, 2, {
      type: 'message.attached',
      data: { caseId: 'case-1', by: 'staff:arthur', at },
    });
    await log.append({ streams: [attached], at });
    expect(await receivedMessage(log, arrived.messageId)).toMatchObject({ caseId: 'case-1', isPutAside: false });
  });

  test('is written once, however often it is written', async () => {
    const { log, rows } = await kept({ outcome: 'unreadable', why: 'ended' });
    expect(await log.append({ streams: [rows], at })).toMatchObject({ ok: true, repeated: true });
    expect(await log.readStream(rows.stream)).toHaveLength(1);
  });

  test('is gone with its own key, and what it was stays', async () => {
    const { log } = await kept({ outcome: 'read', mail });
    await log.destroyKey(`message:${arrived.messageId}`);
    expect(await receivedMessage(log, arrived.messageId)).toMatchObject({ arrived, reading: null });
  });

  test('that is more than the log takes loses its HTML first, its quotation next, and the end of its words last', async () => {
    const read = async (more: Partial<IncomingMail>) => {
      const { log } = await kept({ outcome: 'read', mail: { ...mail, ...more } });
      const reading = (await receivedMessage(log, arrived.messageId))?.reading;
      return reading?.outcome === 'read' ? reading.mail : null;
    };
    const words = noise(30_000);
    expect(await read({ html: noise(300_000), text: 'all of it' })).toMatchObject({
      html: null,
      text: 'all of it',
      faults: ['cut'],
    });
    expect(await read({ quoted: noise(99_000), text: words })).toMatchObject({
      quoted: '',
      text: words,
      faults: ['cut'],
    });
    const long = await read({ text: noise(99_000) });
    expect(long?.text).toHaveLength(30_000);
    expect(long?.faults).toEqual(['cut']);
  });
});
