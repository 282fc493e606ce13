/**
 * What a person writes, kept in the store while they write. In the window it lives until it is kept there: a lock, a
 * store that is away or another person at the seat lose no key.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { DraftContent, KeptDraftView } from '#contract/drafts';
import { call, CallFailure } from './bridge';
import { useSession } from './session';

/** So long after the last key, and so long after the first one at most, ms. */
const pauseMs = 300;
const longestMs = 1500;
const againMs = 2000;

type Entry = {
  readonly content: DraftContent | null;
  /** The save that it stands on; null before the first. */
  readonly revision: string | null;
  readonly keptAt: string | null;
  readonly isDirty: boolean;
  /** Another window of the same person saved meanwhile; null inside: it was sent or thrown away there. */
  readonly conflict: { readonly newer: KeptDraftView | null } | null;
  readonly failure: CallFailure | null;
};
const blank: Entry = {
  content: null,
  revision: null,
  keptAt: null,
  isDirty: false,
  conflict: null,
  failure: null,
};

const useEntries = create<{ readonly entries: Readonly<Record<string, Entry>> }>(() => ({ entries: {} }));
const entryOf = (key: string): Entry | undefined => useEntries.getState().entries[key];
const put = (key: string, part: Partial<Entry>): void =>
  useEntries.setState(({ entries }) => ({ entries: { ...entries, [key]: { ...(entries[key] ?? blank), ...part } } }));

/** Asked anew when it is opened again: another window may have written meanwhile. */
const drop = (key: string): void =>
  useEntries.setState(({ entries }) => ({
    entries: Object.fromEntries(Object.entries(entries).filter(([other]) => other !== key)),
  }));

type Timer = { readonly id: ReturnType<typeof setTimeout>; readonly since: number };
const timers = new Map<string, Timer>();
const saving = new Map<string, Promise<void>>();
/** Those that a screen shows. */
const shown = new Set<string>();
/** Saves whose answer was lost: they may have been taken. */
const unanswered = new Map<string, string>();

const caseOf = (key: string): string => key.slice(key.indexOf(' ') + 1, key.lastIndexOf(' '));

const saveOnce = async (key: string): Promise<void> => {
  const entry = entryOf(key);
  if (entry?.content == null || !entry.isDirty || entry.conflict !== null) return;
  const { content } = entry;
  const revision = crypto.randomUUID();
  unanswered.set(key, revision);
  try {
    const answer = await call('drafts.keep', { caseId: caseOf(key), revision, after: entry.revision, content });
    unanswered.delete(key);
    if (answer.kept)
      put(key, {
        revision,
        keptAt: new Date().toISOString(),
        isDirty: entryOf(key)?.content !== content,
        failure: null,
      });
    else put(key, { conflict: { newer: answer.newer }, failure: null });
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    put(key, { failure: error });
  }
};

/** One save at a time, each of what stands then. */
const save = (key: string): Promise<void> => {
  clearTimeout(timers.get(key)?.id);
  timers.delete(key);
  const before = saving.get(key) ?? Promise.resolve();
  const mine = before.then(async () => {
    const lost = unanswered.get(key);
    await saveOnce(key);
    // The answer to the save before was lost, and it had been taken: this one stands on it.
    const { conflict } = entryOf(key) ?? blank;
    if (lost !== undefined && conflict?.newer?.revision === lost) {
      put(key, { conflict: null, revision: lost });
      await saveOnce(key);
    }
    const after = entryOf(key);
    if (after?.isDirty === true && after.conflict === null && after.content !== null)
      schedule(key, after.failure === null ? pauseMs : againMs);
    else if (after?.isDirty === false && !shown.has(key)) drop(key);
  });
  saving.set(key, mine);
  return mine;
};

const schedule = (key: string, ms: number): void => {
  const now = Date.now();
  const since = timers.get(key)?.since ?? now;
  clearTimeout(timers.get(key)?.id);
  const wait = Math.max(0, Math.min(ms, since + longestMs - now));
  timers.set(key, { id: setTimeout(() => void save(key), Math.max(wait, ms === againMs ? againMs : 0)), since });
};

/** Everything that waits, now: before a lock, when the window goes. */
export const flushDrafts = async (): Promise<void> => {
  await Promise.all(
    Object.entries(useEntries.getState().entries).flatMap(([key, entry]) => (entry.isDirty ? [save(key)] : [])),
  );
};

/** Forgets what the window holds: for tests. */
export const forgetKeptDrafts = (): void => {
  for (const { id } of timers.values()) clearTimeout(id);
  timers.clear();
  saving.clear();
  unanswered.clear();
  useEntries.setState({ entries: {} });
};

export type KeptDraft<C extends DraftContent> = {
  /** Until the store has answered whether there is one. */
  readonly isLoading: boolean;
  readonly content: C | null;
  readonly keptAt: string | null;
  readonly isDirty: boolean;
  readonly conflict: Entry['conflict'];
  readonly failure: CallFailure | null;
  readonly change: (content: C) => void;
  readonly flush: () => Promise<void>;
  /** Settles a conflict: the other window's words, or these. */
  readonly takeNewer: () => void;
  readonly keepMine: () => void;
  /** It was sent, or is thrown away. */
  readonly forget: (isSent: boolean) => Promise<void>;
};

const load = async (key: string, kind: DraftContent['kind']): Promise<void> => {
  try {
    const { draft } = await call('drafts.get', { caseId: caseOf(key), kind });
    put(key, {
      ...blank,
      content: draft?.content ?? null,
      revision: draft?.revision ?? null,
      keptAt: draft?.keptAt ?? null,
    });
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    put(key, { failure: error });
  }
};

/** This person's draft about a case. What this window has not kept yet wins over what the store has. */
export const useKeptDraft = <K extends DraftContent['kind']>(
  caseId: string,
  kind: K,
): KeptDraft<Extract<DraftContent, { readonly kind: K }>> => {
  const { who } = useSession();
  const key = `${who.staffId} ${caseId} ${kind}`;
  const entry = useEntries((state) => state.entries[key]);
  useEffect(() => {
    shown.add(key);
    if (entryOf(key)?.isDirty === true) void save(key);
    else void load(key, kind);
    const onHide = (): void => void save(key);
    window.addEventListener('blur', onHide);
    window.addEventListener('pagehide', onHide);
    return () => {
      window.removeEventListener('blur', onHide);
      window.removeEventListener('pagehide', onHide);
      shown.delete(key);
      if (entryOf(key)?.isDirty === true) void save(key);
      else drop(key);
    };
  }, [key, kind]);
  return {
    isLoading: entry === undefined,
    content: (entry?.content ?? null) as Extract<DraftContent, { readonly kind: K }> | null,
    keptAt: entry?.keptAt ?? null,
    isDirty: entry?.isDirty ?? false,
    conflict: entry?.conflict ?? null,
    failure: entry?.failure ?? null,
    change: (content) => {
      put(key, { content, isDirty: true });
      schedule(key, pauseMs);
    },
    flush: () => save(key),
    takeNewer: () => {
      const newer = entryOf(key)?.conflict?.newer ?? null;
      put(key, {
        ...blank,
        content: newer?.content ?? null,
        revision: newer?.revision ?? null,
        keptAt: newer?.keptAt ?? null,
      });
    },
    keepMine: () => {
      put(key, { conflict: null, revision: entryOf(key)?.conflict?.newer?.revision ?? null });
      void save(key);
    },
    forget: async (isSent) => {
      clearTimeout(timers.get(key)?.id);
      timers.delete(key);
      put(key, { ...blank });
      await saving.get(key);
      if (!isSent) await call('drafts.drop', { caseId, kind });
    },
  };
};
