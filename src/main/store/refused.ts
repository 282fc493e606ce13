export type RefusedCode =
  | 'wrong-key'
  | 'newer-version'
  | 'network-drive'
  | 'in-use'
  | 'damaged'
  | 'bad-opening'
  | 'cannot-open'
  /** No way of starting the store works on this machine. */
  | 'no-way';

/** The data folder can't be opened, and trying again won't help. The message is a sentence for people. */
export class StoreRefused extends Error {
  readonly code: RefusedCode;
  constructor(code: RefusedCode, message: string) {
    super(message);
    this.name = 'StoreRefused';
    this.code = code;
  }
}
