/** The store as main sees it: a process that may die at any moment, and calls that don't notice. Knows no Electron. */
import { BadRequest, type EventLog, type StoredEvent, type StreamName, type Verification } from './log/event-log';
import type { Checkpoint } from './log/checkpoint';
import type { Drafts } from './log/drafts';
import type {
  AnswerOf,
  AskOf,
  Changed,
  FromStore,
  StoreFault,
  StoreOp,
  StoreOpening,
  StoreStatus,
  StreamAsked,
  ToStore,
} from './protocol';
import type { CacheQuery } from './cache/query';

/** One running store process, however it was started. */
export type StoreChannel = {
  postMessage(message: ToStore): void;
  onMessage(listener: (message: FromStore) => void): void;
  /** Called once, with a word on how it ended. */
  onExit(listener: (how: string) => void): void;
  kill(): void;
};

/** Bounded questions to the cache by the query that a feature defined. */
export type CacheReader = { query<P, R>(query: CacheQuery<P, R>, params: P): Promise<R> };

export type StoreClient = {
  readonly log: EventLog;
  readonly cache: CacheReader;
  readonly drafts: Drafts;
  /** Goes through the whole log, in a thread of its own; checkpoints kept outside the desk find a missing tail, too. */
  verify(outside?: readonly Checkpoint[]): Promise<Verification>;
  /** One stream, from its own rows alone: quick. */
  verifyStream(stream: StreamName): Promise<Verification>;
  /** Signs the log as it stands; null when it is read-only. */
  checkpoint(at: string): Promise<Checkpoint | null>;
  lastCheckpoint(): Promise<Checkpoint | null>;
  status(): StoreStatus;
  onStatus(listener: (status: StoreStatus) => void): () => void;
  /**
   * After each commit, once the cache shows it. Over a restart calls can be missed: one with streams null comes then.
   */
  onChanged(listener: (changed: Changed) => void): () => void;
  close(): Promise<void>;
};

export type StoreClientOptions = {
  /** Asked at every start, so that no key has to be kept here. */
  readonly open: () => StoreOpening | Promise<StoreOpening>;
  /** First pause before a restart in ms, doubled up to fifty times itself; 100 when not given. */
  readonly backoffMs?: number;
};

/** The store can't answer: closed, refused, or it died over this request again and again. */
export class StoreUnavailable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'StoreUnavailable';
  }
}

/** A question that killed its process this often is not asked again. */
const maxAsked = 5;

type Open = {
  readonly message: Extract<ToStore, { readonly kind: 'ask' }>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  asked: number;
};

const faultToError = (fault: StoreFault): Error => {
  if (fault.name === 'BadRequest' && fault.field !== undefined)
    return new BadRequest(fault.field, fault.message.slice(fault.field.length + 2));
  const error = new Error(fault.message);
  error.name = fault.name;
  return error;
};

/** Gathers the streams that are asked for in one breath, before anything else happens here, into one question. */
const inOneBreath = (
  ask: (asked: readonly StreamAsked[]) => Promise<readonly (readonly StoredEvent[])[]>,
): EventLog['readStream'] => {
  type Waiting = StreamAsked & {
    readonly resolve: (rows: readonly StoredEvent[]) => void;
    readonly reject: (error: unknown) => void;
  };
  let waiting: Waiting[] = [];
  const send = (): void => {
    const asked = waiting;
    waiting = [];
    ask(asked.map(({ stream, afterVersion }) => ({ stream, afterVersion }))).then(
      (found) => asked.forEach(({ resolve }, i) => resolve(found[i]!)),
      (error: unknown) => asked.forEach(({ reject }) => reject(error)),
    );
  };
  return (stream, afterVersion = 0) =>
    new Promise((resolve, reject) => {
      waiting.push({ stream, afterVersion, resolve, reject });
      // After the promises that are settled by now went on: what they ask for comes along.
      if (waiting.length === 1) void Promise.resolve().then(() => process.nextTick(send));
    });
};

/** Starts the store and keeps it running. Requests may be made at once; they wait for it. */
export const createStoreClient = (launch: () => StoreChannel, options: StoreClientOptions): StoreClient => {
  const backoffMs = options.backoffMs ?? 100;
  const open = new Map<number, Open>();
  const statusListeners = new Set<(status: StoreStatus) => void>();
  const changedListeners = new Set<(changed: Changed) => void>();
  let status: StoreStatus = { state: 'starting' };
  let channel: StoreChannel | null = null;
  let isUp = false;
  let isClosing = false;
  let starts = 0;
  let failures = 0;
  let nextId = 1;
  let restart: ReturnType<typeof setTimeout> | undefined;

  const isOver = (): boolean => isClosing || status.state === 'refused' || status.state === 'closed';

  const setStatus = (next: StoreStatus): void => {
    status = next;
    for (const listener of statusListeners) listener(next);
  };

  const rejectAll = (why: string): void => {
    const waiting = [...open.values()];
    open.clear();
    for (const each of waiting) each.reject(new StoreUnavailable(why));
  };

  const send = (each: Open): void => {
    if (each.asked >= maxAsked) {
      open.delete(each.message.id);
      each.reject(
        new StoreUnavailable(`The store stopped ${maxAsked} times over ${each.message.op}; it is not asked again.`),
      );
      return;
    }
    each.asked += 1;
    channel?.postMessage(each.message);
  };

  const whenUp = (): void => {
    if (isUp) return;
    isUp = true;
    failures = 0;
    for (const each of open.values()) send(each);
  };

  const receive = (message: FromStore): void => {
    switch (message.kind) {
      case 'proof':
        return;
      case 'answer':
      case 'fault': {
        const asked = open.get(message.id);
        if (asked === undefined) return;
        open.delete(message.id);
        if (message.kind === 'answer') asked.resolve(message.value);
        else asked.reject(faultToError(message.fault));
        return;
      }
      case 'changed':
        // At the first start nobody can have missed anything.
        if (starts === 1 && message.changed.streams === null) return;
        for (const listener of changedListeners) listener(message.changed);
        return;
      case 'status':
        setStatus(message.status);
        if (message.status.state === 'refused') {
          rejectAll(message.status.why);
          channel?.kill();
        } else if (message.status.state === 'ready' || message.status.state === 'read-only') whenUp();
    }
  };

  const start = (): void => {
    const mine = launch();
    channel = mine;
    starts += 1;
    isUp = false;
    mine.onMessage((message) => {
      if (channel === mine) receive(message);
    });
    mine.onExit((how) => {
      if (channel === mine) ended(how);
    });
    const giveUp = (error: unknown): void => {
      setStatus({
        state: 'refused',
        code: 'bad-opening',
        why: error instanceof Error ? error.message : 'the key of the data folder is not to be had',
      });
      rejectAll('the store could not be opened');
      mine.kill();
    };
    void Promise.resolve()
      .then(options.open)
      .then((opening) => {
        if (channel === mine) mine.postMessage({ kind: 'open', opening });
      })
      .catch(giveUp);
  };

  const ended = (how: string): void => {
    channel = null;
    isUp = false;
    if (isOver()) return;
    failures += 1;
    setStatus({ state: 'restarting', attempt: failures, why: how });
    restart = setTimeout(start, backoffMs * Math.min(50, 2 ** (failures - 1)));
  };

  const ask = <O extends StoreOp>(op: O, request: AskOf<O>): Promise<AnswerOf<O>> => {
    if (isOver())
      return Promise.reject(new StoreUnavailable(status.state === 'refused' ? status.why : 'the store is closed'));
    return new Promise((resolve, reject) => {
      const id = nextId;
      nextId += 1;
      const each: Open = {
        message: { kind: 'ask', id, op, request },
        resolve: resolve as (value: unknown) => void,
        reject,
        asked: 0,
      };
      open.set(id, each);
      if (isUp) send(each);
    });
  };

  const onChanged: StoreClient['onChanged'] = (listener) => {
    changedListeners.add(listener);
    return () => void changedListeners.delete(listener);
  };

  const close = async (): Promise<void> => {
    if (isClosing) return;
    const wasUp = isUp;
    const goodbye = wasUp ? ask('close', null).catch(() => null) : null;
    isClosing = true;
    clearTimeout(restart);
    const ending = channel;
    const gone = ending === null ? Promise.resolve() : new Promise<void>((resolve) => ending.onExit(() => resolve()));
    if (goodbye === null) ending?.kill();
    else await Promise.race([goodbye, gone]);
    if (goodbye !== null) ending?.kill();
    await gone;
    rejectAll('the store is closed');
    setStatus({ state: 'closed' });
  };

  start();

  const log: EventLog = {
    append: (request) => ask('append', request),
    readAfter: (position, limit) => ask('readAfter', { position, limit }),
    readStream: inOneBreath((asked) => ask('readStreams', { asked })),
    holdersOf: (names) => ask('holdersOf', { names }),
    head: () => ask('head', null),
    subscribe: onChanged,
    destroyKey: async (key) => {
      await ask('destroyKey', { key });
    },
    destroyedSince: (turn) => ask('destroyedSince', { turn }),
    leaseEffect: (request) => ask('leaseEffect', request),
    effectsOf: (filter) => ask('effectsOf', filter),
    nextDue: (kinds) => ask('nextDue', kinds === undefined ? {} : { kinds }),
    close,
  };

  return {
    log,
    // The answer's type is the query's own; it crossed a structured clone, which keeps plain data as it is.
    cache: {
      query: <P, R>(query: CacheQuery<P, R>, params: P) => ask('query', { name: query.name, params }) as Promise<R>,
    },
    drafts: {
      keep: (draft) => ask('keepDraft', draft),
      find: (place) => ask('findDraft', place),
      drop: async (place) => {
        await ask('dropDraft', place);
      },
    },
    verify: (outside = []) => ask('verify', { outside }),
    verifyStream: (stream) => ask('verifyStream', { stream }),
    checkpoint: (at) => ask('checkpoint', { at }),
    lastCheckpoint: () => ask('lastCheckpoint', null),
    status: () => status,
    onStatus: (listener) => {
      statusListeners.add(listener);
      return () => void statusListeners.delete(listener);
    },
    onChanged,
    close,
  };
};
