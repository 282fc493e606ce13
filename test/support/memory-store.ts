/** A store process without the driver: the same channel and service calls, over the log in memory. */
import type { FromStore, StoreOp, StoreOpening } from '#main/store/protocol';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { AskOf } from '#main/store/protocol';
import { serveParent } from '#main/store/serve-parent';
import type { Service } from '#main/store/service';

const open = (_: StoreOpening, post: (message: FromStore) => void): Service => {
  const log = createMemoryLog();
  log.subscribe((head) => post({ kind: 'changed', changed: { ...head, streams: ['case:1'] } }));
  const asked = {
    append: (request: AskOf<'append'>) => log.append(request),
    readAfter: ({ position, limit }: AskOf<'readAfter'>) => log.readAfter(position, limit),
    readStreams: ({ asked: streams }: AskOf<'readStreams'>) =>
      Promise.all(streams.map(({ stream, afterVersion }) => log.readStream(stream, afterVersion))),
    head: () => log.head(),
    destroyKey: ({ key }: AskOf<'destroyKey'>) => log.destroyKey(key),
    leaseEffect: (request: AskOf<'leaseEffect'>) => log.leaseEffect(request),
    effectsOf: (filter: AskOf<'effectsOf'>) => log.effectsOf(filter),
    nextDue: () => log.nextDue(),
    // What the process was given is given back: what a structured clone makes of it shows.
    query: ({ params }: AskOf<'query'>) => params,
    close: () => log.close().then(() => null),
  } as const satisfies Partial<Record<StoreOp, unknown>>;
  post({
    kind: 'status',
    status: { state: 'ready', cache: { state: 'ready' }, verification: { state: 'done' } },
  });
  return {
    ask: (op, request) => {
      const handler = (asked as Partial<Record<StoreOp, (given: never) => unknown>>)[op];
      if (handler === undefined) throw new Error(`the store in memory has no ${op}`);
      return handler(request as never);
    },
    close: () => log.close(),
  };
};

serveParent({ prove: (_, bytes) => ({ ok: true, bytes, node: process.versions.node }), open });
