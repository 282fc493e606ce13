/** What every feature of an open desk stands on: its store, staff, policy, back ends, evidence and customers' pages. */
import { join } from 'node:path';
import type { BridgeEvent, StoreStatus as StoreWords } from '#contract/events';
import type { JsonObject } from '#domain/json';
import type { Policy } from '#domain/policy/policy';
import { calendarOf } from '#domain/sla/calendar';
import { createSeenAddresses, withFirstSeen } from '#main/accounts/seen-addresses';
import { createAudit } from '#main/cases/audit';
import type { CasesDeps } from '#main/cases/change-case';
import { nameOfActor } from '#main/cases/directory';
import { createHeld } from '#main/cases/held';
import { createMessageFrames } from '#main/cases/message-frames';
import { createOpenedToday } from '#main/cases/opened-today';
import type { DisableDeps } from '#main/effects/disable';
import { createEvidenceStore } from '#main/evidence/evidence-store';
import { createGuidance } from '#main/guidance/guidance';
import type { Receiver } from '#main/inbox/receive';
import { createReceiver } from '#main/inbox/receive';
import type { Session } from '#main/ipc/handlers';
import type { ReaderChannel } from '#main/mail/receive/message-reader';
import { createMessageReader } from '#main/mail/receive/message-reader';
import type { AccountSystem, Clock, InboxPort } from '#main/ports';
import { createPolicyStore } from '#main/policy/policy-store';
import { createDirectory } from '#main/staff/directory';
import { staffCosts } from '#main/staff/enrolment';
import { practiceCosts } from '#main/staff/practice-staff';
import { createSessions } from '#main/staff/sessions';
import { eventPayload, signedBytes, verifySignature } from '#main/staff/signing';
import { createThrottle } from '#main/staff/throttle';
import { checkedLog } from '#main/store/log/checked-log';
import { followClock } from './log-clock';
import type { StoredEvent } from '#main/store/log/event-log';
import type { StoreOpening } from '#main/store/protocol';
import { createStoreClient } from '#main/store/spawn';
import type { StoreChannel } from '#main/store/spawn';
import type { Vault } from '#main/vault/vault';
import { connectSampleWorld, senderOf, unconnected } from './back-ends';
import type { SampleEntries } from './back-ends';
import { serveCustomerPages } from './customer-pages';
import type { DeskFile } from './desk-file';
import { afterSleep } from './presence';
import { storeWords } from './store-words';

export type OpenDeskOptions = {
  readonly folder: string;
  readonly file: DeskFile;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly launchStore: () => StoreChannel;
  readonly launchReader: () => ReaderChannel;
  readonly sample: SampleEntries;
  readonly rendererFolder: string;
  /** Tells every window or connection. */
  readonly emit: (event: BridgeEvent) => void;
  readonly onFault: (where: string, error: unknown) => void;
  /** Fetches what came in from outside, before any deed begins: repudiations, results. */
  readonly fetchFirst?: () => Promise<void>;
  readonly deedHooks?: Pick<DisableDeps, 'beforeDeed' | 'afterDeed'>;
  /** Identity systems beside the sample one, of a practice desk. */
  readonly moreSystems?: readonly AccountSystem[];
  /** Rules that differ from what such a desk starts with. */
  readonly policy?: Partial<Policy>;
};

/** What a desk's store is opened with. */
export const storeOpening = (folder: string, vault: Vault): StoreOpening => ({
  folder: join(folder, 'store'),
  wrapKey: vault.key('store-wrap'),
  deskSigningKey: vault.deskSigningKey().pkcs8,
});

/** What reads the desk's mailbox, and a stranger's messages in a process of their own. */
const openReceiver = (
  { vault, file, launchReader, emit, onFault }: OpenDeskOptions,
  { cases, inbox }: { readonly cases: CasesDeps; readonly inbox: InboxPort },
): Receiver => {
  const reader = createMessageReader({ launch: launchReader });
  const receiver = createReceiver({
    cases,
    inbox,
    reader,
    match: { own: senderOf(file.company).address, replyToken: (caseId) => vault.replyToken(caseId) },
    senderKey: vault.key('mail-senders'),
    onLooked: () => emit({ type: 'changed', topics: ['inbox'] }),
    onFault,
  });
  return {
    ...receiver,
    close: () => {
      receiver.close();
      reader.close();
    },
  };
};

export type Ground = Awaited<ReturnType<typeof openGround>>;

/** `closers` gets what ends each part, in the order in which they were opened: also when a later part fails. */
export const openGround = async (options: OpenDeskOptions, closers: (() => void | Promise<void>)[]) => {
  const { folder, file, vault, emit, onFault } = options;

  let words: StoreWords = { state: 'starting', message: 'The store is starting.', progress: null };
  const store = createStoreClient(options.launchStore, {
    open: () => storeOpening(folder, vault),
  });
  const followed = followClock(store.log, options.clock);
  const { clock } = followed;
  const now = (): Date => clock.now();
  closers.push(
    () => store.close(),
    store.onStatus((status) => {
      words = storeWords(status);
      emit({ type: 'store', status: words });
    }),
  );
  // Neither waits for the other: the sample world is found while the store opens.
  const connecting =
    file.kind === 'practice'
      ? connectSampleWorld(folder, vault, options.sample, clock, file.company, options.moreSystems)
      : Promise.resolve(unconnected);
  closers.push(() => connecting.then((backEnds) => backEnds.close()).catch(() => undefined));
  const evidenceOpening = createEvidenceStore({
    folder: join(folder, 'evidence'),
    keysFolder: join(folder, 'evidence-keys'),
    wrapKey: vault.key('evidence-wrap'),
    clock,
  });
  evidenceOpening.catch(() => undefined);
  const log = checkedLog(followed.log);
  const { lastAt } = await log.head();
  const directory = await createDirectory(log);
  closers.push(() => directory.close());
  const isSigned = (row: StoredEvent): boolean =>
    row.signature !== undefined &&
    row.signature.by === row.actor &&
    verifySignature(directory.keysOf(row.actor), eventPayload(row.stream, row), row.signature, row.recordedAt);
  // A key from another desk may be newer than what is in memory.
  const policies = await createPolicyStore(
    log,
    file.kind,
    options.policy,
    async (row) => isSigned(row) || (await directory.refresh(), isSigned(row)),
  );
  closers.push(() => policies.close());
  const policy = (): Policy => policies.current();
  const costs = file.kind === 'practice' ? practiceCosts : staffCosts;
  const timeZone = (): string => calendarOf(policy().calendarId).timeZone;
  const throttle = createThrottle({ log, directory, now, timeZone });
  const sessions = createSessions({
    log,
    directory,
    throttle,
    now,
    idleMinutes: () => policy().idleMinutes,
    onFault,
    costs,
  });
  closers.push(
    () => sessions.close(),
    () => sessions.settled(),
    sessions.watch(),
  );

  const backEnds = await connecting;
  const evidence = await evidenceOpening;
  // Finishes destructions that a crash cut short; the case's own effect destroys after its days, this is the net
  // below it.
  void evidence
    .sweep((policy().evidenceDays + 4) * 86_400_000)
    .catch((error: unknown) => onFault('evidence sweep', error));
  const exchange = { ok: true, at: null as string | null };
  const onExchange = (ok: boolean): void => {
    const changed = exchange.ok !== ok;
    exchange.ok = ok;
    if (ok) exchange.at = now().toISOString();
    if (changed) emit({ type: 'changed', topics: ['mail'] });
  };

  const seen = createSeenAddresses({ log, clock, key: vault.key('seen-addresses') });
  const nameOf = (actor: string): string => nameOfActor(directory, actor);
  const cases: CasesDeps = {
    log,
    clock,
    policy,
    mint: {
      linkToken: (kind, id) => vault.linkToken(kind, id, 1),
      attestationHash: (mailId) => vault.attestation.hash(mailId, vault.attestation.digits(mailId)),
    },
    nameOf,
    held: createHeld(log, { policy: () => policies.hasUnread(), staff: () => directory.hasUnread() }),
    ground: {
      policy: () => policies.guard(),
      staff: () => directory.rollGuard(),
      refresh: async () => {
        await Promise.all([policies.refresh(), directory.refresh()]);
      },
    },
  };
  const receiver = backEnds.inbox === null ? null : openReceiver(options, { cases, inbox: backEnds.inbox });
  closers.push(() => receiver?.close());
  const brand = { company: file.company, product: file.product, support: 'support@lumen-practice.example' };
  const guidance = createGuidance({
    log,
    clock,
    policy,
    names: { product: file.product, support: brand.support },
    timeZone,
  });
  const pages =
    file.kind === 'practice'
      ? await serveCustomerPages({
          cases,
          checks: backEnds.checks,
          guidance: guidance.pages,
          evidence,
          clock,
          rendererFolder: options.rendererFolder,
          companyName: file.product,
          onFault,
          port: file.pagesPort,
        })
      : null;
  if (pages !== null) closers.push(() => pages.close());

  return {
    file,
    folder,
    vault,
    clock,
    now,
    store,
    log,
    cache: store.cache,
    /** When the log was written to before this desk was opened; null for a new one. */
    lastAt,
    storeWords: () => words,
    /** Which of the two a staff change is decided for. */
    desk: file.kind,
    directory,
    isSigned,
    policies,
    policy,
    costs,
    throttle,
    sessions,
    confirm: async (session: Session, code: string) => [await sessions.confirm(session, code)],
    sign: (session: Session, payload: JsonObject) => sessions.sign(session, signedBytes(payload)),
    backEnds,
    accounts: withFirstSeen(backEnds.accounts, seen),
    seen,
    evidence,
    /** Whether the identity system answered last, and when it last did. */
    exchange,
    onExchange,
    cases,
    /** Null where no mailbox is connected. */
    receiver,
    audit: createAudit(log, clock),
    frames: createMessageFrames(log),
    nameOf,
    openedToday: createOpenedToday({ now, timeZone }),
    brand,
    guidance,
    pages,
    awake: afterSleep(cases),
    deedHooks: options.deedHooks,
    emit,
    onFault,
  };
};
