/** The store process's side of the channel to main, whatever it is that answers. */
import { BadRequest } from './log/event-log';
import type { DriverProof, FromStore, StoreFault, StoreOpening, StoreStatus, ToStore } from './protocol';
import { StoreRefused } from './refused';
import type { Service } from './service';
import { isDamaged } from './sqlite';

type Parent = {
  readonly post: (message: FromStore) => void;
  readonly onMessage: (listener: (message: ToStore) => void) => void;
};

/** Electron's utilityProcess has its own port; a forked child has the channel of Node. */
type ElectronParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

const parentOf = (): Parent => {
  const { parentPort } = process as unknown as { readonly parentPort?: ElectronParentPort };
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (sent) => listener(sent.data as ToStore)),
    };
  }
  if (process.send === undefined) throw new Error('the store runs only as a child of the desk');
  return {
    post: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToStore)),
  };
};

const faultOf = (error: unknown): StoreFault => {
  if (error instanceof BadRequest) return { name: 'BadRequest', message: error.message, field: error.field };
  return {
    name: error instanceof Error && error.name === 'UnknownQuery' ? 'UnknownQuery' : 'Error',
    message: error instanceof Error ? error.message : 'the store failed',
  };
};

const refusalOf = (error: unknown): StoreStatus => {
  if (error instanceof StoreRefused) return { state: 'refused', code: error.code, why: error.message };
  if (isDamaged(error))
    return {
      state: 'refused',
      code: 'damaged',
      why: 'The log is damaged on the disk and can’t be read. Nothing was changed; put it back from a backup.',
    };
  const why = error instanceof Error ? error.message : 'the reason is not known';
  if (error instanceof TypeError) return { state: 'refused', code: 'bad-opening', why };
  return { state: 'refused', code: 'cannot-open', why: `The data folder can’t be opened: ${why}` };
};

/** Answers main: first the proof, then what is asked of the service that the opening makes. */
export const serveParent = (store: {
  readonly prove: (folder: string | null, bytes: Uint8Array) => DriverProof;
  readonly open: (opening: StoreOpening, post: (message: FromStore) => void) => Service;
}): void => {
  const parent = parentOf();
  let service: Service | null = null;

  const open = (message: Extract<ToStore, { readonly kind: 'open' }>): void => {
    try {
      service = store.open(message.opening, parent.post);
    } catch (error) {
      parent.post({ kind: 'status', status: refusalOf(error) });
    }
  };

  const answer = async (message: Extract<ToStore, { readonly kind: 'ask' }>): Promise<void> => {
    try {
      if (service === null) throw new Error('the store is not open');
      // Synchronous up to the work itself, so that requests take effect in the order in which they came.
      const asked = service.ask(message.op, message.request);
      parent.post({ kind: 'answer', id: message.id, value: asked instanceof Promise ? await asked : asked });
    } catch (error) {
      parent.post({ kind: 'fault', id: message.id, fault: faultOf(error) });
    }
    if (message.op === 'close') setImmediate(() => process.exit(0));
  };

  parent.onMessage((message) => {
    if (message.kind === 'prove') parent.post({ kind: 'proof', proof: store.prove(message.folder, message.bytes) });
    else if (message.kind === 'open') open(message);
    else void answer(message);
  });
  process.on('disconnect', () => {
    void (service?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  });
};
