/**
 * Has messages read in a process of its own, one at a time, with limits of memory and time: what a stranger sent can
 * stop that process, and nothing else.
 */
import { fork } from 'node:child_process';
import { incomingMailSchema, type Reading } from '#domain/mail/incoming/incoming-mail';
import type { MessageReader } from '#main/ports';

export type ReaderQuestion = { readonly id: number; readonly raw: Uint8Array; readonly receiver: string | null };
export type ReaderAnswer = { readonly id: number; readonly read: unknown };

/** A process that reads; each launch is a new one. */
export type ReaderChannel = {
  readonly ask: (question: ReaderQuestion) => void;
  readonly onAnswer: (listener: (answer: ReaderAnswer) => void) => void;
  readonly onExit: (listener: () => void) => void;
  readonly kill: () => void;
};

/** Memory of the process, in MB: what 25 MB of message need, a few times over. */
export const readerMemoryMb = 256;

/** A child of this process under a given Node, with nothing of the desk's environment. */
export const launchReader =
  (entry: string, execPath: string, env: Readonly<Record<string, string>> = {}): (() => ReaderChannel) =>
  () => {
    const child = fork(entry, [], {
      execPath,
      env,
      execArgv: [`--max-old-space-size=${readerMemoryMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return {
      ask: (question) => void (child.connected && child.send(question, () => undefined)),
      onAnswer: (listener) => void child.on('message', (answer) => listener(answer as ReaderAnswer)),
      onExit: (listener) => {
        child.once('exit', listener);
        child.once('error', listener);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };

/** `receiver` as readMessage has it; `limitMs` for one message. */
export const createMessageReader = ({
  launch,
  receiver = null,
  limitMs = 10_000,
}: {
  readonly launch: () => ReaderChannel;
  readonly receiver?: string | null;
  readonly limitMs?: number;
}): MessageReader => {
  let channel: ReaderChannel | null = null;
  let waiting: { readonly id: number; readonly settle: (reading: Reading) => void } | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let nextId = 0;
  let isClosed = false;

  const start = (): ReaderChannel => {
    const started = launch();
    started.onAnswer(({ id, read }) => {
      if (channel !== started || waiting?.id !== id) return;
      // The process is no more trusted than what it read.
      const mail = incomingMailSchema.safeParse(read);
      waiting.settle(
        mail.success ? { outcome: 'read', mail: mail.data } : { outcome: 'unreadable', why: 'nothing-in-it' },
      );
    });
    started.onExit(() => {
      if (channel !== started) return;
      channel = null;
      waiting?.settle({ outcome: 'unreadable', why: 'ended' });
    });
    return started;
  };
  const stop = (): void => {
    const stopped = channel;
    channel = null;
    stopped?.kill();
  };

  const readOne = async (raw: Uint8Array): Promise<Reading> => {
    nextId += 1;
    const question = { id: nextId, raw, receiver };
    let late: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<Reading>((resolve) => {
        late = setTimeout(() => {
          stop();
          resolve({ outcome: 'unreadable', why: 'too-long' });
        }, limitMs);
        waiting = { id: question.id, settle: resolve };
        channel ??= start();
        channel.ask(question);
      });
    } finally {
      clearTimeout(late);
      waiting = null;
    }
  };

  return {
    read: (raw) => {
      if (isClosed) throw new Error('the reader is closed');
      const reading = last.then(() => readOne(raw));
      last = reading.catch(() => undefined);
      return reading;
    },
    close: () => {
      isClosed = true;
      stop();
      waiting?.settle({ outcome: 'unreadable', why: 'ended' });
    },
  };
};
