/**
 * Which way the store is started. A way has to prove itself each time before it is given any key: it answers a first
 * question, or ends, or stays silent, and then the next one is taken. Knows no Electron.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { storeWay } from '#contract/desk';
import type { FromStore, ToStore } from './protocol';
import type { StoreChannel } from './spawn';

/** How the store runs, and what failed before; the window says it, too. */
export type StoreWay = z.output<typeof storeWay>;
export type WayFailure = StoreWay['failed'][number];
export type WayName = StoreWay['way'];

/** Whether something that was kept is how a store ran. */
export const isStoreWay = (value: unknown): value is StoreWay => storeWay.safeParse(value).success;

/** One way to start the store. Throws when it can't be started so; the words are for people. */
export type Way = { readonly way: WayName; readonly launch: () => StoreChannel | Promise<StoreChannel> };

export type StoreWaysOptions = {
  /** The preferred one first. */
  readonly ways: readonly Way[];
  /** What is known not to work here without being tried. */
  readonly known?: readonly WayFailure[];
  /** A way that worked before, and why it was not the preferred one: tried first, and proven like any other. */
  readonly remembered?: StoreWay | null;
  /** Each time that another way is taken than the last time, the first time included. */
  readonly onTaken?: (taken: StoreWay) => void;
  /** How long a way may stay silent, in ms. */
  readonly limitMs?: number;
};

export type StoreWays = {
  readonly launch: () => StoreChannel;
  /** Starts the process that the next launch gets, so that it proves itself while others things are made ready. */
  readonly prepare: () => void;
  readonly taken: () => StoreWay | null;
};

/** A process that was asked for nothing but a proof; a cold disk and a virus scanner included. */
const proofLimitMs = 8_000;
/** Ended so often while it opened, a way that proved itself is not trusted with the folder again. */
const maxEndedOpening = 3;

const wayNames: Readonly<Record<WayName, string>> = {
  utility: 'Electron’s utility process',
  node: 'a child under Node',
  'run-as-node': 'a child under Electron run as Node',
};
const whyWords: Readonly<Record<WayFailure['why'], string>> = {
  'not-here': 'can’t be used here',
  ended: 'ended',
  silent: 'stayed silent',
  'wrong-answer': 'gave a wrong answer',
  'no-driver': 'could not use the database driver',
  'no-cipher': 'had no encryption',
};
const failureWords = ({ way, why, detail }: WayFailure): string =>
  `${wayNames[way]} ${whyWords[why]}${detail === '' ? '' : ` (${detail})`}`;

/** One line for a terminal and the fault log. */
export const storeWayWords = ({ way, node, failed }: StoreWay): string =>
  `The store runs as ${wayNames[way]} (Node ${node})${failed.length === 0 ? '' : `, since ${failed.map(failureWords).join('; ')}`}.`;

const sameBytes = (one: Uint8Array, other: unknown): boolean =>
  other instanceof Uint8Array && Buffer.from(one).equals(Buffer.from(other));

type Outcome = { readonly node: string } | Omit<WayFailure, 'way'>;

/** Asks the first question, and says what came of it. The channel's listeners are its caller's again afterwards. */
const prove = async (channel: StoreChannel, limitMs: number): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'recovery-desk-proof-')).catch(() => null);
  const bytes = randomBytes(64);
  let late: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Outcome>((resolve) => {
      late = setTimeout(() => resolve({ why: 'silent', detail: `${limitMs / 1000} s` }), limitMs);
      channel.onExit((how) => resolve({ why: 'ended', detail: how }));
      channel.onMessage((message) => {
        if (message.kind !== 'proof') return;
        const { proof } = message;
        if (!proof.ok) resolve({ why: proof.why, detail: proof.detail });
        else if (sameBytes(bytes, proof.bytes)) resolve({ node: proof.node });
        else resolve({ why: 'wrong-answer', detail: '' });
      });
      channel.postMessage({ kind: 'prove', folder, bytes });
    });
  } finally {
    clearTimeout(late);
    if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};

/** Gives channels to a store that has proven itself; what is sent before waits, and no key goes to another. */
export const createStoreWays = (options: StoreWaysOptions): StoreWays => {
  const limitMs = options.limitMs ?? proofLimitMs;
  const remembered = options.remembered ?? null;
  const failures = new Map<WayName, WayFailure>();
  const endedOpening = new Map<WayName, number>();
  for (const each of [...(options.known ?? []), ...(remembered?.failed ?? [])]) failures.set(each.way, each);
  let taken: StoreWay | null = null;

  /** The one that works first, then in the order of preference; one that failed in this run comes last. */
  const inOrder = (): readonly Way[] => {
    const first = taken?.way ?? remembered?.way;
    const rank = ({ way }: Way): number =>
      (endedOpening.get(way) ?? 0) >= maxEndedOpening ? 2 : way === first ? 0 : 1;
    return options.ways.toSorted((a, b) => rank(a) - rank(b));
  };

  const take = (way: WayName, node: string): void => {
    const isNew = taken?.way !== way;
    failures.delete(way);
    taken = { way, node, failed: [...failures.values()] };
    if (isNew) options.onTaken?.(taken);
  };

  const begin = (): StoreChannel => {
    const waiting: ToStore[] = [];
    const onExit: ((how: string) => void)[] = [];
    let onMessage: (message: FromStore) => void = () => undefined;
    let inner: StoreChannel | null = null;
    let isProven = false;
    let isKilled = false;
    let ended: string | null = null;

    const end = (how: string): void => {
      if (ended !== null) return;
      ended = how;
      for (const listener of onExit) listener(how);
    };

    const use = (way: WayName, channel: StoreChannel): void => {
      let isOpen = false;
      isProven = true;
      channel.onMessage((message) => {
        if (message.kind === 'status') {
          isOpen = true;
          endedOpening.delete(way);
        }
        onMessage(message);
      });
      channel.onExit((how) => {
        if (!isOpen && !isKilled) noteEnded(way, how);
        end(how);
      });
      for (const message of waiting.splice(0)) channel.postMessage(message);
    };
    const noteEnded = (way: WayName, how: string): void => {
      const times = (endedOpening.get(way) ?? 0) + 1;
      endedOpening.set(way, times);
      if (times >= maxEndedOpening) failures.set(way, { way, why: 'ended', detail: how });
    };

    const tryAll = async (): Promise<void> => {
      for (const { way, launch: start } of inOrder()) {
        let found: Outcome;
        try {
          inner = await start();
          found = ended === null ? await prove(inner, limitMs) : { why: 'ended', detail: ended };
        } catch (error) {
          inner = null;
          found = { why: 'not-here', detail: error instanceof Error ? error.message : '' };
        }
        if (ended !== null) return inner?.kill();
        if (inner !== null && 'node' in found) {
          take(way, found.node);
          return use(way, inner);
        }
        // It was given no key and holds no folder: nobody has to wait until it is gone.
        inner?.kill();
        inner = null;
        if ('why' in found) failures.set(way, { way, ...found });
      }
      const why = `The store can’t be started on this machine: ${[...failures.values()].map(failureWords).join('; ')}.`;
      onMessage({ kind: 'status', status: { state: 'refused', code: 'no-way', why } });
      end('no way of starting it works');
    };
    void tryAll();

    return {
      postMessage: (message) => {
        if (isProven) inner?.postMessage(message);
        else waiting.push(message);
      },
      onMessage: (listener) => {
        onMessage = listener;
      },
      onExit: (listener) => {
        if (ended === null) onExit.push(listener);
        else listener(ended);
      },
      kill: () => {
        isKilled = true;
        inner?.kill();
        if (!isProven) end('it was ended');
      },
    };
  };

  let prepared: StoreChannel | null = null;
  return {
    launch: () => {
      const channel = prepared ?? begin();
      prepared = null;
      return channel;
    },
    prepare: () => {
      prepared ??= begin();
    },
    taken: () => taken,
  };
};
