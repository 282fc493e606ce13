/** A practice desk in a process of its own, which kills itself and its store at the moment that it is told. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '#main/app';
import { faultLog } from '#main/desk/fault-log';
import { launchReader } from '#main/mail/receive/message-reader';
import { launchFork } from '#main/store/launch-fork';
import type { StoreChannel } from '#main/store/spawn';
import { journalDeeds } from './deed-journal';
import type { DeskOrders } from './desk-process';

const run = async (orders: DeskOrders): Promise<void> => {
  journalDeeds((asked) => {
    appendFileSync(orders.journal, `${JSON.stringify(asked)}\n`);
  });
  const launch = launchFork(orders.store, process.execPath);
  let store: StoreChannel | null = null;
  const die = (): void => {
    store?.kill();
    process.kill(process.pid, 'SIGKILL');
  };
  const stopAt =
    (moment: 'before' | 'done') =>
    async (step: string): Promise<void> => {
      if ('afterMs' in orders.kill) return;
      const isHere = step === orders.kill.step && moment === orders.kill.moment;
      if (!isHere && !(step === 'tell' && moment === 'before')) return;
      // Letters that another lane is sending are not what this kill is about; those that the last step asks for must
      // not have begun.
      for (let tries = 0; !(step === 'tell' && moment === 'done') && tries < 500; tries += 1) {
        const waiting = await app
          .current()
          ?.store.log.effectsOf({ kind: 'send-mail', states: ['waiting', 'running'], limit: 50 });
        if (waiting?.length === 0) break;
        await wait(20);
      }
      if (!isHere) return;
      die();
    };
  const app = createApp({
    folder: orders.folder,
    clock: { now: () => new Date(Date.now() + orders.ahead) },
    version: '0.0.0',
    electron: 'none',
    launchStore: () => (store = launch()),
    launchReader: launchReader(orders.reader, process.execPath),
    sample: { runtimes: [{ execPath: process.execPath, env: {} }], identity: orders.identity, mailbox: orders.mailbox },
    rendererFolder: orders.rendererFolder,
    specimens: '',
    safeStorage: null,
    show: () => undefined,
    closeSampleWindows: () => undefined,
    onFault: faultLog(join(orders.folder, 'desk.log')),
    sampleCases: false,
    deedHooks: { beforeDeed: stopAt('before'), afterDeed: stopAt('done') },
  });
  await app.start();
  if ('afterMs' in orders.kill) setTimeout(die, orders.kill.afterMs);
  process.send?.({ started: true });
};

process.once('message', (orders) => {
  void run(orders as DeskOrders);
});
