/** What crosses between main and the store process: structured clone, ids, and nothing by argument or environment. */
import type { JsonObject } from '#domain/json';
import type { Draft, DraftPlace, KeepDraft, KeptDraft } from './log/drafts';
import type {
  Announcement,
  Append,
  AppendResult,
  Destroyed,
  Effect,
  EffectsFilter,
  KeyName,
  Leased,
  LeaseRequest,
  LogHead,
  StoredEvent,
  StreamName,
  Verification,
} from './log/event-log';
import type { Checkpoint } from './log/checkpoint';
import type { RefusedCode } from './refused';

/** What the store is given in its first message. The key bytes are wiped there once the working keys are derived. */
export type StoreOpening = {
  readonly folder: string;
  /** 32 bytes from the vault: every key of the folder comes from it. */
  readonly wrapKey: Uint8Array;
  /** The desk's Ed25519 private key, PKCS #8 DER: signs checkpoints. */
  readonly deskSigningKey: Uint8Array;
  /** A checkpoint by itself after so many events; 1000 when not given. */
  readonly checkpointEvery?: number;
};

export type StreamAsked = { readonly stream: StreamName; readonly afterVersion: number };

/** Everything that can be asked of the store, with what comes back. All of it may safely be asked twice. */
export type StoreOps = {
  append(request: Append): AppendResult;
  readAfter(request: { readonly position: number; readonly limit: number }): readonly StoredEvent[];
  /** Several streams at once: what is asked for in one breath costs one question. */
  readStreams(request: { readonly asked: readonly StreamAsked[] }): readonly (readonly StoredEvent[])[];
  holdersOf(request: { readonly names: readonly string[] }): readonly (JsonObject | null)[];
  head(request: null): LogHead;
  destroyKey(request: { readonly key: KeyName }): null;
  destroyedSince(request: { readonly turn: number }): Destroyed;
  leaseEffect(request: LeaseRequest): Leased;
  effectsOf(request: EffectsFilter): readonly Effect[];
  keepDraft(request: KeepDraft): KeptDraft;
  findDraft(request: DraftPlace): Draft | null;
  dropDraft(request: DraftPlace): null;
  nextDue(request: { readonly kinds?: readonly string[] }): string | null;
  checkpoint(request: { readonly at: string }): Checkpoint | null;
  lastCheckpoint(request: null): Checkpoint | null;
  verifyStream(request: { readonly stream: StreamName }): Verification;
  verify(request: { readonly outside: readonly Checkpoint[] }): Verification;
  query(request: { readonly name: string; readonly params: unknown }): unknown;
  close(request: null): null;
};
export type StoreOp = keyof StoreOps;
export type AskOf<O extends StoreOp> = Parameters<StoreOps[O]>[0];
export type AnswerOf<O extends StoreOp> = ReturnType<StoreOps[O]>;

export type CacheState =
  | { readonly state: 'ready' }
  /** Being built from the log; queries wait for it. */
  | { readonly state: 'rebuilding'; readonly done: number; readonly total: number }
  /** Can't be built: a fault of the program, with its words. The log goes on. */
  | { readonly state: 'failed'; readonly why: string };

export type Finding = Extract<Verification, { readonly ok: false }>;
/** Whether the whole log was gone through since the start. `events` so far. */
export type VerifyState =
  | { readonly state: 'running'; readonly events: number; readonly total: number }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly why: string };

/** What the window can say about the store. */
export type StoreStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'restarting'; readonly attempt: number; readonly why: string }
  | { readonly state: 'ready'; readonly cache: CacheState; readonly verification: VerifyState }
  /** The log was tampered with: it can be read, nothing is written any more. */
  | { readonly state: 'read-only'; readonly finding: Finding; readonly cache: CacheState }
  /** The folder can't be opened, and trying again won't help. */
  | { readonly state: 'refused'; readonly code: RefusedCode; readonly why: string }
  | { readonly state: 'closed' };

/** New events are in the log and in the cache. With streams null, after a (re)start: anything may have changed. */
export type Changed = Announcement;

export type StoreFault = {
  readonly name: 'BadRequest' | 'UnknownQuery' | 'Error';
  readonly message: string;
  readonly field?: string;
};

/** What the driver did in the process that was asked: gave the bytes back, or can't be relied on there. */
export type DriverProof =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly node: string }
  | { readonly ok: false; readonly why: 'no-driver' | 'no-cipher'; readonly detail: string };

export type ToStore =
  /** The first question, before any key is sent; `folder` is an empty one for it alone, null where none can be made. */
  | { readonly kind: 'prove'; readonly folder: string | null; readonly bytes: Uint8Array }
  | { readonly kind: 'open'; readonly opening: StoreOpening }
  | { readonly kind: 'ask'; readonly id: number; readonly op: StoreOp; readonly request: unknown };

export type FromStore =
  | { readonly kind: 'proof'; readonly proof: DriverProof }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'fault'; readonly id: number; readonly fault: StoreFault }
  | { readonly kind: 'status'; readonly status: StoreStatus }
  | { readonly kind: 'changed'; readonly changed: Changed };
