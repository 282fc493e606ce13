/** An open desk: its ground, its features over it, the runner that does their deeds, and what it missed while away. */
import { CallFailure } from '#main/ipc/failure';
import { createRunner } from '#main/effects/runner';
import { everyEffect } from '#main/store/log/event-log';
import { createStoreClient } from '#main/store/spawn';
import type { StoreChannel } from '#main/store/spawn';
import type { Vault } from '#main/vault/vault';
import { openFeatures } from './features';
import { openGround, storeOpening } from './ground';
import type { OpenDeskOptions } from './ground';
import { comeBack, lastHere, lengthenCoolingOffs, stayHere, whileAway } from './presence';
import { topicsOf } from './store-words';

export type OpenDesk = Awaited<ReturnType<typeof openDesk>>;

/** Opens a desk whose vault is open. Throws StoreRefused, SampleError and the like, in words for people. */
export const openDesk = async (options: OpenDeskOptions) => {
  const { folder, emit, onFault } = options;
  const closers: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of closers.toReversed()) await closeOne();
  };
  try {
    const ground = await openGround(options, closers);
    const { store, cases, clock } = ground;
    const { handlers, lanes, begin } = openFeatures(ground);
    const [noted] = await Promise.all([lastHere(folder), begin()]);
    // Where its own note is missing, the desk was here at the latest when the log was written to (R8).
    const since = noted ?? ground.lastAt;
    let leave: (() => Promise<void>) | null = null;
    closers.push(() => leave?.());
    const runner = createRunner({
      log: ground.log,
      clock,
      fetchFirst: comeBack({
        fetchFirst: options.fetchFirst ?? (() => Promise.resolve()),
        lengthen: () => lengthenCoolingOffs(cases, since),
        stayHere: () => {
          leave = stayHere(folder, clock, (error) => onFault('presence', error), ground.awake);
        },
      }),
      worker: options.vault.deskSigningKey().keyId,
      random: Math.random,
      onFault,
      onChange: (effect) => emit({ type: 'changed', topics: ['mail', 'queue', effect.stream] }),
      setTimer: (run, ms) => {
        const timer = setTimeout(run, ms);
        timer.unref();
        return () => clearTimeout(timer);
      },
      lanes,
    });
    closers.push(() => runner.stop());
    closers.push(
      store.onChanged(({ streams }) => {
        if (streams === null) runner.storeRestarted();
        emit({ type: 'changed', topics: topicsOf(streams) });
      }),
    );

    const away = await whileAway(everyEffect(store.log, { states: ['waiting'] }), since, clock.now());
    return { ...ground, runner, handlers, away, close };
  } catch (error) {
    await close().catch((second: unknown) => onFault('closing a desk that did not open', second));
    throw error;
  }
};

/**
 * Throws what the store says (StoreUnavailable) when the folder's store is another desk's at work. A store that can't
 * be opened for another reason is free.
 */
export const demandFreeStore = async (folder: string, vault: Vault, launch: () => StoreChannel): Promise<void> => {
  const store = createStoreClient(launch, { open: () => storeOpening(folder, vault) });
  try {
    await store.log.head();
  } catch (error) {
    const status = store.status();
    if (status.state === 'refused' && status.code === 'in-use') throw error;
  } finally {
    await store.close();
  }
};

/** For calls that come before the desk is open. */
export const notOpen = (): CallFailure =>
  new CallFailure({ code: 'store-away', message: 'The desk is not open yet.', way: 'Wait a moment.' });
