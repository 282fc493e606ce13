/** The reader's own process: gets bytes, answers with a message or that there is none. Knows nothing of the desk. */
import { readMessage } from './read-message';
import type { ReaderAnswer, ReaderQuestion } from './message-reader';

type Port = {
  readonly on: (kind: 'message', listener: (message: { readonly data: ReaderQuestion }) => void) => unknown;
  readonly postMessage: (answer: ReaderAnswer) => void;
};
// Electron's utility process has a port to its parent, a child under Node has a channel.
const { parentPort } = process as unknown as { readonly parentPort?: Port };

const answerTo = async ({ id, raw, receiver }: ReaderQuestion): Promise<ReaderAnswer> => {
  try {
    return { id, read: await readMessage(raw, receiver) };
  } catch {
    return { id, read: null };
  }
};

if (parentPort === undefined) {
  process.on('message', (question: ReaderQuestion) => {
    void answerTo(question).then((answer) => process.send?.(answer));
  });
  process.on('disconnect', () => process.exit(0));
} else {
  parentPort.on('message', ({ data }) => {
    void answerTo(data).then((answer) => parentPort.postMessage(answer));
  });
}
