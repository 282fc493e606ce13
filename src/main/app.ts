/** All of main minus Electron: one desk at a time, its stage, and the router over every call. */
import { rm } from 'node:fs/promises';
import { calls } from '#contract/calls';
import type { Calls } from '#contract/calls';
import type { CallResult } from '#contract/errors';
import type { BridgeEvent, StoreStatus } from '#contract/events';
import { makeFolder } from '#main/files/durable';
import type { Policy } from '#domain/policy/policy';
import { createRouter } from '#main/ipc/router';
import type { HandlersOf, Seat } from '#main/ipc/handlers';
import type { Clock } from '#main/ports';
import { enrolPracticeStaff } from '#main/staff/practice-staff';
import { enrolFirstLead, prepareFirstLead } from '#main/staff/enrolments';
import { proveAuthenticator } from '#main/staff/enrolment';
import type { PreparedEnrolment } from '#main/staff/enrolment';
import { newSecret } from '#main/staff/codes';
import type { StoreChannel } from '#main/store/spawn';
import type { StoreWay } from '#main/store/ways';
import type { SafeStorage } from '#main/vault/safe-storage';
import { createVault, lookAtVault, openVault } from '#main/vault/vault';
import type { Vault } from '#main/vault/vault';
import { CallFailure } from '#main/ipc/failure';
import { randomBytes, randomUUID } from 'node:crypto';
import { deskHandlers } from './desk/desk-handlers';
import { DeskFileError, EarlierDesk, newDeskFile, readDeskFile, writeDeskFile } from './desk/desk-file';
import type { DeskFile } from './desk/desk-file';
import { stopSampleWorld } from './desk/back-ends';
import { asideOf, deskEntries, moveAside } from './desk/move-aside';
import type { SampleEntries } from './desk/back-ends';
import { demandFreeStore, notOpen, openDesk } from './desk/open-desk';
import type { OpenDesk } from './desk/open-desk';
import type { OpenDeskOptions } from './desk/ground';
import { makePracticeCases } from './desk/practice-cases';
import { forPeople } from './desk/for-people';
import { takePicture } from './review/take-picture';

export type AppOptions = {
  readonly folder: string;
  readonly clock: Clock;
  readonly version: string;
  readonly electron: string;
  readonly launchStore: () => StoreChannel;
  /** A process that reads what strangers sent. */
  readonly launchReader: OpenDeskOptions['launchReader'];
  /** How the store runs, where there is a choice. */
  readonly storeWay?: () => StoreWay | null;
  readonly sample: SampleEntries;
  readonly rendererFolder: string;
  readonly specimens: string;
  readonly safeStorage: SafeStorage | null;
  /** Opens a window of the sample world, or the practice authenticator. */
  readonly show: (
    window: { readonly kind: 'mailbox' | 'identity'; readonly url: string } | { readonly kind: 'authenticator' },
  ) => void;
  /** Closes the sample world's windows, before it starts over. */
  readonly closeSampleWindows: () => void;
  readonly onFault: (where: string, error: unknown) => void;
  /** False leaves a new practice desk without its sample cases: for tests that make their own. */
  readonly sampleCases?: boolean;
  /** Only for tests that kill the desk between two steps of a disable. */
  readonly deedHooks?: NonNullable<OpenDeskOptions['deedHooks']>;
  readonly policy?: Partial<Policy>;
  /** Identity systems beside the sample one, at a practice desk. */
  readonly moreSystems?: NonNullable<OpenDeskOptions['moreSystems']>;
};

export type Stage = {
  readonly stage: 'none' | 'passphrase' | 'opening' | 'open' | 'refused' | 'earlier';
  readonly message: string | null;
  /** A practice desk that another version made, and where it goes when a person agrees to a new one. */
  readonly earlier?: { readonly version: string; readonly movesTo: string };
};
type Pending = {
  readonly prepared: PreparedEnrolment;
  readonly company: string;
  readonly name: string;
  readonly address: string;
  readonly passphrase: string | null;
};

/** What a window, or whoever comes over a wire, holds of a desk. */
export type Connection = {
  readonly call: (name: unknown, input: unknown) => Promise<CallResult<unknown>>;
  /** Ends its seat, and tells it nothing more. */
  close(): void;
};
type Connected = { readonly onEvent: (event: BridgeEvent) => void; seat: Seat | null };

/** The whole of a desk's main process but for Electron. */
export const createApp = (options: AppOptions) => {
  const { folder } = options;
  let desk: OpenDesk | null = null;
  let stage: Stage = { stage: 'none', message: null };
  let opening: StoreStatus = { state: 'starting', message: '', progress: null };
  let busy: Promise<void> | null = null;
  const pending = new Map<string, Pending>();

  const connections = new Set<Connected>();
  const tell = (event: BridgeEvent): void => {
    for (const one of connections) one.onEvent(event);
  };
  const setStage = (next: Stage): void => {
    stage = next;
    tell({ type: 'desk' });
  };
  const progress = (message: string, share: number | null): void => {
    opening = { state: 'starting', message, progress: share };
    tell({ type: 'store', status: opening });
  };
  const refuse = (error: unknown): void => {
    options.onFault('opening the desk', error);
    setStage({ stage: 'refused', message: forPeople(error) });
  };
  /** One thing at a time: opening, starting over and closing never overlap. */
  const alone = async (work: () => Promise<void>): Promise<void> => {
    while (busy !== null) await busy.catch(() => undefined);
    busy = work();
    try {
      await busy;
    } finally {
      busy = null;
    }
  };

  const open = async (vault: Vault, file: DeskFile, clock: Clock): Promise<OpenDesk> =>
    openDesk({ ...options, vault, file, clock, emit: tell });
  const settle = async (opened: OpenDesk): Promise<void> => {
    desk = opened;
    const pagesPort = opened.pages?.port ?? 0;
    if (pagesPort !== opened.file.pagesPort || opened.file.state !== 'ready')
      await writeDeskFile(folder, { ...opened.file, state: 'ready', pagesPort });
    opened.runner.start();
    setStage({ stage: 'open', message: null });
  };

  const practiceFile = (): DeskFile =>
    newDeskFile({
      kind: 'practice',
      company: 'Lumen',
      product: 'Lumen Practice',
      createdAt: options.clock.now().toISOString(),
    });

  /** desk.json goes last: while it says "making", a wipe that was cut short is finished at the next start. */
  const wipe = async (): Promise<void> => {
    for (const entry of deskEntries(folder))
      await rm(entry, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  /**
   * Clears away a practice desk that was never finished: not under another desk that is just making it, nor under its
   * sample world.
   */
  const clearUnfinished = async (): Promise<void> => {
    if ((await lookAtVault(folder)) !== null) {
      const vault = await openVault({ folder, safeStorage: null, passphrase: null });
      try {
        await demandFreeStore(folder, vault, options.launchStore);
        await stopSampleWorld(folder, vault, options.sample);
      } finally {
        vault.close();
      }
    }
    await wipe();
  };

  const makePractice = async (): Promise<void> => {
    setStage({ stage: 'opening', message: 'Making the practice desk' });
    progress('Making the practice desk', null);
    await makeFolder(folder);
    const file = practiceFile();
    const vault = await createVault({
      folder,
      desk: 'practice',
      protection: { kind: 'file' },
      now: options.clock.now(),
    });
    await vault.secrets.put('smtp-password', randomBytes(24).toString('base64url'), options.clock.now());
    await writeDeskFile(folder, file);
    // The sample cases happened over the last days: the desk's one clock is moved through them, and runs free
    // afterwards.
    let movedTo: Date | null = new Date(options.clock.now().getTime() - 102 * 3_600_000);
    const clock: Clock = { now: () => movedTo ?? options.clock.now() };
    if (options.sampleCases === false) movedTo = null;
    const opened = await open(vault, file, clock);
    try {
      await opened.backEnds.sample?.seed();
      await enrolPracticeStaff({
        log: opened.store.log,
        directory: opened.directory,
        now: clock.now,
        seed: vault.key('practice-seed'),
        company: file.company,
      });
      if (options.sampleCases !== false)
        await makePracticeCases(opened, {
          clock: {
            set: (at) => {
              movedTo = at;
            },
          },
          now: options.clock.now(),
          specimens: options.specimens,
          onProgress: (share) => progress('Making the sample cases', share),
        });
      movedTo = null;
    } catch (error) {
      await opened.close();
      throw error;
    }
    await settle(opened);
  };

  const openExisting = async (vault: Vault, file: DeskFile): Promise<void> => {
    setStage({ stage: 'opening', message: 'Opening the desk' });
    await settle(await open(vault, file, options.clock));
  };

  const closeDesk = async (): Promise<void> => {
    const closing = desk;
    desk = null;
    for (const one of connections) one.seat = null;
    await closing?.close();
    closing?.vault.close();
  };

  const startOver = async (): Promise<void> => {
    const closing = desk;
    if (closing !== null && closing.file.kind !== 'practice')
      throw new CallFailure({ code: 'practice-only', message: 'Only a practice desk can start over.' });
    options.closeSampleWindows();
    if (closing !== null) await writeDeskFile(folder, { ...closing.file, state: 'making' });
    await closing?.backEnds.sample?.stop();
    await closeDesk();
    await wipe();
    await makePractice();
  };

  /** A practice desk of an earlier version makes room for a new one. Its sample processes would go on in its folder. */
  const replaceEarlier = async (): Promise<void> => {
    if (stage.earlier === undefined)
      throw new CallFailure({ code: 'practice-only', message: 'There is no practice desk of an earlier version.' });
    try {
      const vault = await openVault({ folder, safeStorage: null, passphrase: null });
      try {
        await stopSampleWorld(folder, vault, options.sample);
      } finally {
        vault.close();
      }
    } catch (error) {
      options.onFault('ending the sample world of an earlier desk', error);
    }
    await moveAside(folder, stage.earlier.version);
    await makePractice();
  };

  const guarded = (work: () => Promise<void>) =>
    alone(async () => {
      try {
        await work();
      } catch (error) {
        if (error instanceof CallFailure) throw error;
        if (error instanceof EarlierDesk && error.kind === 'practice')
          return setStage({
            stage: 'earlier',
            message: null,
            earlier: { version: error.version, movesTo: asideOf(folder, error.version) },
          });
        refuse(error);
      }
    });

  /** Looks at the data folder and opens what is there. */
  const start = (): Promise<void> =>
    guarded(async () => {
      const file = await readDeskFile(folder);
      const found = await lookAtVault(folder);
      if (file === null) {
        if (found !== null && found.desk === 'real')
          throw new DeskFileError(
            'desk.json is missing beside the vault. Put it back from a copy. Nothing was changed.',
          );
        if (found !== null) await clearUnfinished();
        return setStage({ stage: 'none', message: null });
      }
      if (file.kind === 'practice' && file.state === 'making') {
        await clearUnfinished();
        return makePractice();
      }
      // Nobody was shown this desk, nor its first lead's backup codes: the set-up begins again.
      if (file.state === 'making') {
        await wipe();
        return setStage({ stage: 'none', message: null });
      }
      if (found?.protection === 'passphrase') return setStage({ stage: 'passphrase', message: null });
      await openExisting(await openVault({ folder, safeStorage: options.safeStorage, passphrase: null }), file);
    });

  const handlersOfDesk = deskHandlers({
    ...options,
    current: () => desk,
    stage: () => stage,
    storeWords: () => (desk === null ? opening : desk.storeWords()),
    openPractice: () =>
      guarded(async () => {
        if (stage.stage === 'none') await makePractice();
      }),
    startOver: () => guarded(startOver),
    replaceEarlier: () => guarded(replaceEarlier),
    unlock: (passphrase) =>
      alone(async () => {
        const file = await readDeskFile(folder);
        if (file === null || stage.stage !== 'passphrase') throw notOpen();
        let vault: Vault;
        try {
          vault = await openVault({ folder, safeStorage: options.safeStorage, passphrase });
        } catch (error) {
          throw new CallFailure({ code: 'wrong-credentials', message: forPeople(error), field: 'passphrase' });
        }
        try {
          await openExisting(vault, file);
        } catch (error) {
          refuse(error);
        }
      }),
    async beginSetUp(input) {
      if (stage.stage !== 'none')
        throw new CallFailure({ code: 'exists-already', message: 'This data folder is a desk already.' });
      const prepared = await prepareFirstLead({
        company: input.company,
        address: input.address,
        password: input.password,
        secret: newSecret(),
      });
      const enrolmentId = randomUUID();
      pending.clear();
      pending.set(enrolmentId, {
        prepared,
        company: input.company,
        name: input.name,
        address: input.address,
        passphrase: input.vaultPassphrase,
      });
      return { otpauthQr: prepared.otpauthQr, secret: prepared.secret, enrolmentId };
    },
    async finishSetUp({ enrolmentId, code }) {
      const waiting = pending.get(enrolmentId);
      if (waiting === undefined || stage.stage !== 'none')
        throw new CallFailure({ code: 'not-found', message: 'This set-up is not under way any more. Begin again.' });
      proveAuthenticator(waiting.prepared, code, options.clock.now());
      let backupCodes: readonly string[] = [];
      await alone(async () => {
        await makeFolder(folder);
        const protection =
          waiting.passphrase !== null
            ? { kind: 'passphrase' as const, passphrase: waiting.passphrase }
            : options.safeStorage === null
              ? null
              : { kind: 'safe-storage' as const, safeStorage: options.safeStorage };
        if (protection === null)
          throw new CallFailure({
            code: 'bad-input',
            message: 'This computer has no keyring that encrypts: the desk needs a passphrase.',
            field: 'vaultPassphrase',
          });
        const file = newDeskFile({
          kind: 'real',
          company: waiting.company,
          product: waiting.company,
          createdAt: options.clock.now().toISOString(),
        });
        await writeDeskFile(folder, file);
        const vault = await createVault({ folder, desk: 'real', protection, now: options.clock.now() }).catch(
          (error: unknown): never => {
            throw new CallFailure({ code: 'bad-input', message: forPeople(error), field: 'vaultPassphrase' });
          },
        );
        setStage({ stage: 'opening', message: 'Making the desk' });
        try {
          const opened = await open(vault, file, options.clock);
          ({ backupCodes } = await enrolFirstLead(
            { log: opened.store.log, desk: 'real', now: options.clock.now },
            waiting.prepared,
            { name: waiting.name, address: waiting.address },
            code,
          ));
          await opened.directory.refresh();
          await settle(opened);
        } catch (error) {
          await closeDesk();
          await wipe();
          setStage({ stage: 'none', message: null });
          throw error;
        }
      });
      pending.clear();
      return { backupCodes: [...backupCodes] };
    },
  });

  /** Before a desk is open, only the calls about the desk itself are answered. */
  const closedHandlers = {
    ...handlersOfDesk,
    'session.state': async () => ({ state: 'signed-out' as const, people: [], lastStaffId: null }),
  } satisfies Partial<HandlersOf<Calls>>;
  const openHandlers = (open: OpenDesk) => ({ ...handlersOfDesk, ...open.handlers }) satisfies HandlersOf<Calls>;
  const route = createRouter({
    calls,
    handlers: () => (desk === null ? closedHandlers : openHandlers(desk)),
    now: options.clock.now,
    onFault: options.onFault,
    onRefused: (name, input, error, who) => {
      const caseId =
        typeof input === 'object' && input !== null && 'caseId' in input && typeof input.caseId === 'string'
          ? input.caseId
          : null;
      const counts = error.code === 'not-permitted' || error.rule !== undefined;
      if (
        !counts ||
        caseId === null ||
        who.state !== 'signed-in' ||
        (calls[name as keyof typeof calls].kind !== 'command' && !name.startsWith('review.'))
      )
        return;
      void desk?.audit
        .refused(caseId, who.session.staffId, name, error)
        .catch((fault: unknown) => options.onFault('audit', fault));
    },
  });

  /** A seat belongs to the desk that is open: after starting over, everybody signs in anew. */
  const seatOf = (one: Connected): Seat | null =>
    (one.seat ??= desk?.sessions.open((reason) => one.onEvent({ type: 'session', reason })) ?? null);
  /** For a window, or for whoever comes over a wire: each has a seat of its own, and is told what concerns it. */
  const connect = (onEvent: (event: BridgeEvent) => void): Connection => {
    const one: Connected = { onEvent, seat: null };
    connections.add(one);
    return {
      call: (name, input) => route(seatOf(one), name, input),
      close() {
        connections.delete(one);
        one.seat?.close();
      },
    };
  };

  return {
    start,
    connect,
    /** A picture for a handle, once, and only for who it was opened for, while they may look at it (R18). */
    takePicture: async (handle: string) => (desk === null ? null : await takePicture(desk, handle)),
    /** The HTML of a message that left, for a frame; only for who opened it, while they sit where they asked. */
    takeMessage: async (handle: string) => {
      const message = await desk?.frames.take(handle);
      return message != null && desk?.sessions.sitting(message.viewer) != null ? message.html : null;
    },
    lock: () => desk?.sessions.lockAll('system'),
    origins: () => ({
      pages: desk?.pages?.origin ?? null,
      identity: desk?.backEnds.sample?.identityUrl ?? null,
      mailbox: desk?.backEnds.sample?.mailboxUrl ?? null,
    }),
    close: () => alone(closeDesk),
    /** For tests and the demo: what is open now. */
    current: () => desk,
  };
};
export type App = ReturnType<typeof createApp>;
