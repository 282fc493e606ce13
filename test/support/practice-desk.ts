/**
 * A whole practice desk in plain Node, for tests: real store process, real sample world, real pages; only Electron is
 * missing.
 */
import { join, resolve } from 'node:path';
import type { CallInput, CallName, CallOutput } from '#contract/calls';
import type { CallError, CallResult } from '#contract/errors';
import type { BridgeEvent } from '#contract/events';
import type { App, AppOptions } from '#main/app';
import { createApp } from '#main/app';
import { launchReader } from '#main/mail/receive/message-reader';
import { codeAt, stepOf } from '#main/staff/codes';
import { practicePassword, practiceSecret } from '#main/staff/practice-staff';
import { launchFork } from '#main/store/launch-fork';
import type { StoreChannel } from '#main/store/spawn';
import { bundledSample } from './sample-bundle';
import { bundledStore } from './store-bundle';

const root = resolve(import.meta.dirname, '../..');
const readerEntry = join(root, 'src/main/mail/receive/serve-reader.ts');

export type PracticeDesk = {
  readonly app: App;
  /** Through the desk's own window: `events` is what that one is told. */
  call(name: string, input: unknown): Promise<CallResult<unknown>>;
  readonly events: readonly BridgeEvent[];
  readonly faults: readonly { readonly where: string; readonly error: unknown }[];
  /** A call that must succeed. */
  ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** A call that must be refused. */
  refusal(name: CallName, input: unknown): Promise<CallError>;
  signIn(staffId: string): Promise<void>;
  /** A code that was not used yet: moves the desk's clock to the next step. */
  code(staffId: string): string;
  /** Moves the desk's clock, in milliseconds. */
  pass(ms: number): void;
  now(): Date;
  killStore(): void;
  /** Ends the desk; the sample world stays. */
  close(): Promise<void>;
  /** Ends the sample world, too. */
  end(): Promise<void>;
};

/** Starts (or opens) a desk in a folder. `open: false` leaves it at its first start. */
export const startDesk = async (
  folder: string,
  more: Partial<AppOptions> & { readonly open?: boolean } = {},
): Promise<PracticeDesk> => {
  let ahead = 0;
  const events: BridgeEvent[] = [];
  const faults: { where: string; error: unknown }[] = [];
  const launch = launchFork(await bundledStore(), process.execPath);
  let store: StoreChannel | null = null;
  const now = (): Date => new Date(Date.now() + ahead);
  const app = createApp({
    folder,
    clock: { now },
    version: '0.0.0',
    electron: 'none',
    launchStore: () => (store = launch()),
    launchReader: launchReader(await bundledStore(readerEntry), process.execPath),
    sample: {
      runtimes: [{ execPath: process.execPath, env: {} }],
      identity: await bundledSample('identity'),
      mailbox: await bundledSample('mailbox'),
    },
    rendererFolder: join(root, 'out/renderer'),
    specimens: join(root, 'resources/specimens'),
    safeStorage: null,
    show: () => undefined,
    closeSampleWindows: () => undefined,
    onFault: (where, error) => faults.push({ where, error }),
    sampleCases: false,
    ...more,
  });
  const window = app.connect((event) => events.push(event));
  await app.start();
  const result: PracticeDesk['call'] = (name, input) => window.call(name, input);
  const ask: PracticeDesk['ask'] = async (name, input) => {
    const answer = await result(name, input);
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}: ${answer.error.message}`);
    return answer.value as never;
  };
  const code = (staffId: string): string => {
    ahead += 30_000;
    const desk = app.current();
    if (desk === null) throw new Error('the desk is not open');
    return codeAt(practiceSecret(desk.vault.key('practice-seed'), staffId, 0), stepOf(now()));
  };
  const close = (): Promise<void> => app.close();
  if (more.open !== false) {
    if ((await ask('desk.state', {})).stage === 'none') await ask('desk.openPractice', {});
    const state = await ask('desk.state', {});
    if (state.stage !== 'open')
      throw new Error(
        `the desk did not open: ${state.message ?? state.stage} ${faults.map(({ where, error }) => `${where}: ${String(error instanceof Error ? error.stack : error)}`).join('\n')}`,
      );
  }
  return {
    app,
    call: result,
    events,
    faults,
    ask,
    code,
    now,
    close,
    async refusal(name, input) {
      const answer = await result(name, input);
      if (answer.ok) throw new Error(`${name} was not refused`);
      return answer.error;
    },
    async signIn(staffId) {
      await ask('session.signIn', { staffId, password: practicePassword, code: code(staffId) });
    },
    pass(ms) {
      ahead += ms;
    },
    killStore: () => store?.kill(),
    async end() {
      await app.current()?.backEnds.sample?.stop();
      await close();
    },
  };
};
