import { Worker } from 'node:worker_threads';
import type { FromReader, ReaderJob, ToReader } from './reader';

type Pending = {
  readonly name: string;
  readonly params: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Garbage of its own that it keeps before it clears it away: an answer is at most some hundred kilobytes. */
const maxYoungMb = 8;

/** The reading thread as the writing one sees it. */
export type ReaderThread = {
  ask(name: string, params: unknown, answer: Pick<Pending, 'resolve' | 'reject'>): void;
  /** Ends it, and gives back what it had not answered. */
  stop(): Promise<readonly Pending[]>;
};

const unknownQuery = (message: string): Error => Object.assign(new Error(message), { name: 'UnknownQuery' });

/** Starts the thread. `onDamaged` is called once, with the open questions, when the cache can't be read any more. */
export const readerThread = (
  entry: string,
  job: ReaderJob,
  onDamaged: (unanswered: readonly Pending[]) => void,
): ReaderThread => {
  const worker = new Worker(entry, {
    workerData: job,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: maxYoungMb },
  });
  const open = new Map<number, Pending>();
  let nextId = 1;
  let isOver = false;
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const leave = (): readonly Pending[] => {
    isOver = true;
    const unanswered = [...open.values()];
    open.clear();
    return unanswered;
  };
  const damaged = (): void => {
    if (isOver) return;
    void worker.terminate();
    onDamaged(leave());
  };

  worker.on('message', (message: FromReader) => {
    const asked = open.get(message.id);
    if (asked === undefined) return;
    if ('value' in message) asked.resolve(message.value);
    else if (message.fault === 'damaged') {
      damaged();
      return;
    } else asked.reject(message.fault === 'unknown' ? unknownQuery(message.message) : new Error(message.message));
    open.delete(message.id);
  });
  worker.on('error', damaged);
  worker.on('exit', damaged);

  return {
    ask: (name, params, { resolve, reject }) => {
      const id = nextId;
      nextId += 1;
      open.set(id, { name, params, resolve, reject });
      worker.postMessage({ id, name, params } satisfies ToReader);
    },
    stop: async () => {
      const unanswered = leave();
      worker.postMessage({ stop: true } satisfies ToReader);
      await gone;
      return unanswered;
    },
  };
};
