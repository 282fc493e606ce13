import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createMessageReader,
  launchReader,
  type ReaderAnswer,
  type ReaderChannel,
} from '#main/mail/receive/message-reader';
import type { MessageReader } from '#main/ports';
import { odd, oddMail } from '#support/odd-mail';
import { bundledStore } from '#support/store-bundle';
import { temporaryFolder } from '#support/store-process';

const entry = join(import.meta.dirname, '../../../../src/main/mail/receive/serve-reader.ts');
let reader: MessageReader | null = null;
afterEach(() => reader?.close());

/** A reader whose process is this: what it answers to each question, or that it ends. */
const pretended = (does: (id: number) => ReaderAnswer | 'ends' | 'silent') => {
  let launched = 0;
  let killed = 0;
  const launch = (): ReaderChannel => {
    launched += 1;
    let answer: (given: ReaderAnswer) => void = () => undefined;
    let exit: () => void = () => undefined;
    return {
      ask: ({ id }) => {
        const done = does(id);
        if (done === 'ends') exit();
        else if (done !== 'silent') answer(done);
      },
      onAnswer: (listener) => (answer = listener),
      onExit: (listener) => (exit = listener),
      kill: () => {
        killed += 1;
        exit();
      },
    };
  };
  return { launch, launched: () => launched, killed: () => killed };
};

describe('the reader’s process', () => {
  it('reads every odd message one after the other and is still there', async () => {
    reader = createMessageReader({
      launch: launchReader(await bundledStore(entry), process.execPath),
      limitMs: 30_000,
    });
    for (const { is, raw } of oddMail)
      expect({ is, outcome: (await reader.read(raw)).outcome }).toEqual({ is, outcome: 'read' });
  }, 60_000);

  it('that is killed is started again for the next message, and what it had is for a person', async () => {
    const launch = launchReader(await bundledStore(entry), process.execPath);
    const channels: ReaderChannel[] = [];
    reader = createMessageReader({
      launch: () => {
        const channel = launch();
        channels.push(channel);
        if (channels.length === 1) channel.kill();
        return channel;
      },
    });
    expect(await reader.read(odd('a plain answer'))).toEqual({ outcome: 'unreadable', why: 'ended' });
    expect(await reader.read(odd('a plain answer'))).toMatchObject({ outcome: 'read' });
    expect(channels).toHaveLength(2);
  });

  it('has nothing of the desk’s surroundings', async () => {
    process.env['RD_TEST_SECRET'] = 'not-for-strangers';
    const folder = temporaryFolder();
    const echo = join(folder.path, 'echo.cjs');
    writeFileSync(echo, `process.on('message', ({ id }) => process.send({ id, read: Object.keys(process.env) }))`);
    const channel = launchReader(echo, process.execPath)();
    const { read } = await new Promise<ReaderAnswer>((resolve) => {
      channel.onAnswer(resolve);
      channel.ask({ id: 1, raw: new Uint8Array(), receiver: null });
    });
    channel.kill();
    folder.remove();
    delete process.env['RD_TEST_SECRET'];
    expect(read).not.toContain('RD_TEST_SECRET');
    expect(read).not.toContain('HOME');
  });

  it('that stays silent is ended, and the message is for a person', async () => {
    const process = pretended((id) => (id === 1 ? 'silent' : 'ends'));
    reader = createMessageReader({ launch: process.launch, limitMs: 1 });
    expect(await reader.read(new Uint8Array())).toEqual({ outcome: 'unreadable', why: 'too-long' });
    expect(process.killed()).toBe(1);
    expect(await reader.read(new Uint8Array())).toEqual({ outcome: 'unreadable', why: 'ended' });
    expect(process.launched()).toBe(2);
  });

  it('isn’t believed where it answers something else than a message', async () => {
    const { launch } = pretended((id) => ({ id, read: { kind: 'message', html: '<script>' } }));
    reader = createMessageReader({ launch });
    expect(await reader.read(new Uint8Array())).toEqual({ outcome: 'unreadable', why: 'nothing-in-it' });
  });
});
