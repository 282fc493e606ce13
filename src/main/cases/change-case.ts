/** The one way a case changes: load, decide, append with claims and effects, answer (ARCHITECTURE.md, "The log"). */
import { randomUUID } from 'node:crypto';
import type { CallError } from '#contract/errors';
import { claimsOf, effectsOf, nextLinkAt } from '#domain/case/consequences';
import type { CaseActor, CaseCommand, CaseFacts } from '#domain/case/commands';
import { decideCase } from '#domain/case/decide';
import type { CaseEvent } from '#domain/case/events';
import { no } from '#domain/case/refusal';
import { doesRestOn, writtenByNewer } from '#domain/case/rests-on';
import type { CaseState } from '#domain/case/state';
import { evolve, replay } from '#domain/case/evolve';
import { alreadyLeaving } from '#domain/case/undo';
import type { Policy } from '#domain/policy/policy';
import { calendarOf } from '#domain/sla/calendar';
import { inZone } from '#domain/sla/zone';
import { CallFailure, refused } from '#main/ipc/failure';
import type { Clock } from '#main/ports';
import type {
  Append,
  AppendRefusal,
  Claim,
  EventLog,
  Guard,
  NewEvent,
  Settle,
  StoredEvent,
} from '#main/store/log/event-log';
import { caseStream, readCaseEvent, toNewEvent } from '#main/store/log/stored-case';
import type { Held } from './held';

/** Tokens are made in the vault; only hashes come from here (R4). */
export type LinkMint = {
  linkToken(kind: 'check' | 'notice', id: string): { readonly hash: string };
  attestationHash(mailId: string): string;
};

export type CasesDeps = {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly policy: () => Policy;
  readonly mint: LinkMint;
  /**
   * The versions of policy and staff that memory speaks from, and reading both anew. What rests on one is appended
   * against the version that it was decided from, whoever else writes to the log.
   */
  readonly ground?: {
    readonly policy: () => Guard;
    readonly staff: () => Guard;
    readonly refresh: () => Promise<void>;
  };
  /** The name of a staff member for a sentence; the id when unknown. */
  readonly nameOf: (actor: string) => string;
  readonly held: Held;
};

export type LoadedCase = {
  readonly state: CaseState;
  readonly version: number;
  readonly stored: readonly StoredEvent[];
};

/** A case from the log; null when there is none. */
export const loadCase = async (log: EventLog, caseId: string): Promise<LoadedCase | null> =>
  replayed(await log.readStream(caseStream(caseId)));

const replayed = (stored: readonly StoredEvent[]): LoadedCase | null => {
  const state = replay(stored.map(readCaseEvent));
  return state === null ? null : { state, version: stored.at(-1)?.version ?? 0, stored };
};

/** A case for a deed. Throws CallFailure `written-by-newer`: no deed runs on a case that can't be read whole, it waits. */
export const loadForDeed = async (log: EventLog, caseId: string): Promise<LoadedCase | null> => {
  const loaded = await loadCase(log, caseId);
  if (loaded !== null && loaded.state.unread > 0) throw refused(writtenByNewer('case'));
  return loaded;
};

/**
 * Commands that may be decided again by the machine after somebody else wrote in between. A decision never is (R23).
 */
const safeToRepeat = new Set<CaseCommand['kind']>([
  'note',
  'assign',
  'attach',
  'mail-accepted',
  'mail-failed',
  'receive-message',
  'read-message',
  'mail-bounced',
  'undo-mail',
  'cancel-mail',
  'open-link',
  'expire-link',
  'start-link-clock',
  'freeze',
  'step-disable',
  'stop-disable',
  'begin-disable',
  'finish-disable',
  'evidence-destroyed',
  'submit',
  'record-result',
  'result-late',
  'read-account',
  'remind-link',
  'watch-looked',
  'step-secure',
  'stop-secure',
  'wake',
  'change-cooling-off',
  'answer-attestation',
]);

/** Commands that keep a mail from leaving; they settle its deed, as long as nobody has begun it. */
const keepsBack = new Set<CaseCommand['kind']>(['undo-mail', 'cancel-mail']);

/** A person's word that is bound to what they were shown (R23): where its ground moved, they look again. */
const isTheirWord = (kind: CaseCommand['kind']): boolean => kind === 'decide' || kind === 'decide-fallback';

/**
 * What the desk and a customer's browser note down beside people's work: it must not make their work conflict, for
 * nothing that anybody was shown has changed by it.
 */
const bookkeeping = new Set<string>([
  'case.mail-accepted',
  'case.mail-failed',
  'case.link-clock-started',
  'case.link-opened',
  // A disable waits until what came was read, whatever was decided beside it.
  'case.message-received',
  'case.message-read',
  'case.mail-bounced',
] satisfies CaseEvent['type'][]);

export type ChangeRequest = {
  readonly caseId: string;
  readonly command: CaseCommand;
  readonly actor: CaseActor;
  /** Of the case as it is at the moment of the decision, not as somebody read it before. */
  readonly facts?: (
    state: CaseState | null,
  ) => Pick<CaseFacts, 'digestNow' | 'name' | 'isReadingBack' | 'isLeaving' | 'looked'>;
  /** Spent in the same append: a one-time code's step (R21). */
  readonly claims?: readonly Claim[];
  readonly settles?: readonly Settle[];
  /** What other streams say of the same thing: written with the case's events, and never without them. */
  readonly beside?: Append['streams'];
  /**
   * The case as its caller just read it, instead of reading it again; it is, where it moved meanwhile, and for a person's
   * word always.
   */
  readonly loaded?: LoadedCase;
  /** Signs the events that authorise (R24); called after the decision, before the append. */
  readonly sign?: (event: CaseEvent) => Promise<NewEvent['signature']> | undefined;
  /** Same intention, same id: a lost answer is not a second change. */
  readonly intentId?: string;
  /** A desk's own deed may find that nothing is to be said: its settles are written all the same. */
  readonly onRefused?: 'throw' | 'return';
};
export type Changed = { readonly state: CaseState; readonly events: readonly CaseEvent[] };

/** What a refused append says to a person. */
export const appendError = (
  refusal: AppendRefusal,
  more: {
    readonly conflict?: string;
    /** R11, a time in words. */
    readonly nextLink?: (of: 'account' | 'agent') => string;
  } = {},
): CallError => {
  switch (refusal.reason) {
    case 'conflict':
      return {
        code: 'conflict',
        message: more.conflict ?? 'Somebody else changed this meanwhile. Look again.',
        way: 'Read it again.',
      };
    case 'claim-taken':
      if (refusal.claim.startsWith('code:'))
        return { code: 'code-used', message: 'This code was used already. Wait for the next one.', rule: 'R21' };
      if (refusal.claim.startsWith('open-case:'))
        return { code: 'already-open', message: 'There is an open case for this account already.', rule: 'R10' };
      if (refusal.claim.startsWith('link-used:'))
        return { code: 'link-used', message: 'This link was used already.', rule: 'R4' };
      if (refusal.claim.startsWith('received:'))
        return { code: 'already-done', message: 'This message belongs to a case already.' };
      return { code: 'conflict', message: 'This was taken meanwhile. Try again.' };
    case 'limit-reached':
      return refusal.claim.startsWith('links-by:')
        ? {
            code: 'limit-agent-hour',
            message: `You have sent ${refusal.limit} links in this hour, which is the limit.`,
            rule: 'R11',
            way: `The next one is possible ${more.nextLink?.('agent') ?? 'in the next hour'}; or ask a colleague.`,
          }
        : {
            code: 'limit-account-day',
            message: `This account got ${refusal.limit} links today, which is the limit.`,
            rule: 'R11',
            way: `The next one is possible ${more.nextLink?.('account') ?? 'tomorrow'}. Sending again repeats the same link and costs nothing.`,
          };
    case 'clock-behind':
      return {
        code: 'clock-behind',
        message: `This computer's clock (${refusal.at}) lies before the last entry (${refusal.last}). Time never runs backwards in the log.`,
        way: 'Set the clock right.',
      };
    case 'lease-lost':
      return { code: 'conflict', message: 'Another worker took this over.' };
    case 'read-only':
      return { code: 'read-only', message: refusal.why };
    case 'erased':
      return {
        code: 'not-found',
        message: 'The personal content of this case was erased; nothing can be added to it.',
      };
  }
};

const describeMeanwhile = (since: readonly StoredEvent[], deps: CasesDeps): string => {
  const last =
    since.find((event) => event.type === 'case.decided' || event.type === 'case.fallback-decided') ??
    since.find((event) => event.actor.startsWith('staff:')) ??
    since.at(-1);
  // Who is about to decide an alternate method does not learn whose word stands already (R9).
  if (last?.type === 'case.fallback-decided')
    return 'A reviewer gave their word meanwhile. Nothing of yours was written. Look again before you decide.';
  return last === undefined
    ? 'Somebody else changed this case meanwhile.'
    : `${deps.nameOf(last.actor)} changed this case meanwhile (${last.type.replace('case.', '').replaceAll('-', ' ')}). Nothing of yours was written. Look again before you decide.`;
};

/** What an intention has written already, in whichever of its attempts. */
const writtenFor = (intentId: string, stored: readonly StoredEvent[]): readonly CaseEvent[] =>
  stored
    .filter((row) => row.eventId.startsWith(`${intentId}:`) && /^\d+:\d+$/.test(row.eventId.slice(intentId.length + 1)))
    .map(readCaseEvent)
    .filter((event) => event.type !== 'unread');

/** Appends the events of a decision; the answer has the case as it then is. */
export const changeCase = async (deps: CasesDeps, request: ChangeRequest): Promise<Changed> => {
  const intent = request.intentId ?? randomUUID();
  const { kind } = request.command;
  // All that is read anew is asked for in one breath.
  let refreshed = isTheirWord(kind) ? deps.ground?.refresh() : undefined;
  let known: LoadedCase | null | undefined = request.loaded;
  for (let attempt = 0; ; attempt += 1) {
    const [loaded, holds] = await Promise.all([
      known === undefined || (attempt === 0 && isTheirWord(kind)) ? loadCase(deps.log, request.caseId) : known,
      known && deps.held(kind, known.state.accountId),
      refreshed,
    ]);
    const held = holds ?? (loaded && (await deps.held(kind, loaded.state.accountId)));
    const earlier = request.intentId === undefined ? [] : writtenFor(request.intentId, loaded?.stored ?? []);
    // Its answer was lost, not the change: claims and settlements went with it in the same transaction.
    if (loaded !== null && earlier.length > 0) return { state: loaded.state, events: earlier };
    const now = deps.clock.now().toISOString();
    // In one breath with the policy: these are its versions.
    const guards =
      deps.ground === undefined
        ? []
        : (['policy', 'staff'] as const).flatMap((on) => (doesRestOn(kind, on) ? [deps.ground![on]()] : []));
    const policy = deps.policy();
    const minted: CaseFacts['mint'] = {
      mail: () => {
        const mailId = randomUUID();
        return { mailId, noticeHash: deps.mint.linkToken('notice', mailId).hash };
      },
      link: () => {
        const checkId = randomUUID();
        return { checkId, tokenHash: deps.mint.linkToken('check', checkId).hash };
      },
      effect: () => randomUUID(),
      attestationCode: (mailId) => deps.mint.attestationHash(mailId),
    };
    const decision = decideCase(loaded?.state ?? null, request.command, {
      now,
      actor: request.actor,
      policy,
      held: held?.() ?? [],
      mint: minted,
      ...request.facts?.(loaded?.state ?? null),
    });
    if (!decision.ok) throw refused(decision.refusal);
    let state = loaded?.state ?? null;
    const claims: Claim[] = [...(request.claims ?? [])];
    const effects = [];
    for (const event of decision.events) {
      const before = state;
      state = evolve(state, event);
      claims.push(...claimsOf(event, state, policy));
      effects.push(
        ...effectsOf(event, before, state, policy).map((effect) => ({ ...effect, stream: caseStream(request.caseId) })),
      );
    }
    if (state === null) throw refused(no('not-found', 'There is no such case.').refusal);
    if (decision.events.length === 0 && claims.length === 0 && (request.settles ?? []).length === 0)
      return { state, events: [] };
    const events = await Promise.all(
      decision.events.map(async (event, index) =>
        toNewEvent(request.caseId, event, request.actor, `${intent}:${attempt}:${index}`, await request.sign?.(event)),
      ),
    );
    const result = await deps.log.append({
      streams:
        decision.events.length === 0
          ? []
          : [
              {
                stream: caseStream(request.caseId),
                expectedVersion: loaded?.version ?? 0,
                events,
              },
              ...(request.beside ?? []),
            ],
      ...(decision.events.length > 0 && guards.length > 0 && { guards }),
      claims,
      effects,
      ...(request.settles === undefined ? {} : { settles: request.settles }),
      at: now,
      ...(request.command.kind === 'decide' || request.command.kind === 'decide-fallback'
        ? { checkpoint: true as const }
        : {}),
    });
    if (result.ok) return { state, events: decision.events };
    // The outbox was held to its word that the mail still waited.
    if (result.reason === 'lease-lost' && keepsBack.has(kind)) throw refused(alreadyLeaving());
    if (result.reason !== 'conflict')
      throw new CallFailure(
        appendError(result, {
          nextLink: (of) =>
            inZone(Date.parse(nextLinkAt(of, now, policy)), calendarOf(policy.calendarId).timeZone)
              .setLocale('en-CA')
              .toFormat('ccc d LLL, HH:mm'),
        }),
      );
    if (result.stream !== caseStream(request.caseId)) {
      refreshed = deps.ground?.refresh();
      known = undefined;
      if (attempt < 5 && !isTheirWord(kind)) continue;
      await refreshed;
      throw new CallFailure(
        appendError(result, {
          conflict:
            'The desk’s policy or its staff changed meanwhile. Nothing of yours was written. Look again before you decide.',
        }),
      );
    }
    const stored = await deps.log.readStream(caseStream(request.caseId));
    const since = stored.filter((event) => event.version > (loaded?.version ?? 0));
    known = replayed(stored);
    refreshed = undefined;
    // Decided again from what is there now: a decision's digest still has to fit it (R23).
    if (
      attempt < 5 &&
      (safeToRepeat.has(request.command.kind) ||
        (since.length > 0 && since.every((event) => bookkeeping.has(event.type))))
    )
      continue;
    throw new CallFailure(appendError(result, { conflict: describeMeanwhile(since, deps) }));
  }
};
