import { readerMemoryMb, type ReaderAnswer, type ReaderChannel } from '#main/mail/receive/message-reader';
import { utilityProcess } from 'electron';

/** Starts the bundled reader as Electron's utility process, with nothing of the desk's environment. */
export const launchReaderUtility =
  (entry: string): (() => ReaderChannel) =>
  () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Recovery Desk message reader',
      env: {},
      execArgv: [`--max-old-space-size=${readerMemoryMb}`],
      stdio: 'ignore',
    });
    return {
      ask: (question) => child.postMessage(question),
      onAnswer: (listener) => void child.on('message', (answer: ReaderAnswer) => listener(answer)),
      onExit: (listener) => void child.once('exit', listener),
      kill: () => void child.kill(),
    };
  };
