/** Entry of a bare process that does the least an append needs, and sends back what the store would. */
import type { Append } from '#main/store/log/event-log';
import type { FromStore } from '#main/store/protocol';
import { deriveStoreKeys } from '#main/store/store-keys';
import { openLeast } from './least-append';

export type ToLeast =
  | { readonly folder: string; readonly wrapKey: Uint8Array; readonly deskKeyId: string }
  | { readonly id: number; readonly request: Append };

let least: ReturnType<typeof openLeast> | null = null;
const say = (message: FromStore): void => void process.send?.(message);

process.on('message', (message: ToLeast) => {
  if ('folder' in message) {
    least = openLeast(message.folder, deriveStoreKeys(message.wrapKey), message.deskKeyId);
    return;
  }
  const stored = least!.append(message.request);
  const { position, recordedAt, stream } = stored;
  say({ kind: 'answer', id: message.id, value: { ok: true, events: [stored], repeated: false } });
  say({ kind: 'changed', changed: { position, lastAt: recordedAt, streams: [stream], free: {} } });
});
process.on('disconnect', () => {
  least?.close();
  process.exit(0);
});
