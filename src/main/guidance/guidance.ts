/** The guidance over the log: its state kept up to date, what the help page shows, and the one way it changes. */
import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { articleOf } from '#domain/guidance/article';
import type { ArticleNames } from '#domain/guidance/article';
import { writtenByNewer } from '#domain/case/rests-on';
import { decideGuidance } from '#domain/guidance/decide';
import type { GuidanceCommand, GuidanceFacts } from '#domain/guidance/decide';
import { guidanceLanguages } from '#domain/guidance/events';
import { guidanceKinds } from '#domain/guidance/guidance-schemas';
import { standingOf } from '#domain/guidance/standing';
import type { Standing } from '#domain/guidance/standing';
import { evolveGuidance, noGuidance } from '#domain/guidance/state';
import type { GuidanceState } from '#domain/guidance/state';
import { valuesOf } from '#domain/guidance/values';
import type { GuidanceValues } from '#domain/guidance/values';
import type { JsonObject } from '#domain/json';
import { readEvent } from '#domain/log/kind';
import { defaultPolicy } from '#domain/policy/policy';
import type { Policy } from '#domain/policy/policy';
import { appendError } from '#main/cases/change-case';
import { CallFailure, refused } from '#main/ipc/failure';
import type { PagesGuidance } from '#main/pages/guidance-port';
import type { Clock } from '#main/ports';
import type { Signature } from '#main/staff/signing';
import { toSignedRow } from '#main/staff/signing';
import type { Actor, Claim, EventLog } from '#main/store/log/event-log';
import { StoreUnavailable } from '#main/store/spawn';

export const guidanceStream = 'guidance';
/** Anonymous words that the log takes in a day (UTC): it forgets nothing, so nobody may fill it. */
export const feedbackPerDay = 200;

const sha256 = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
/** Of the texts alone: the same numbers and names whatever the policy and the company are. */
const plainValues = valuesOf(defaultPolicy('real'));
const plainNames: ArticleNames = { product: 'product', support: 'support' };

let digested: string | null = null;
/** Digest of the article's words in both languages. Renders it whole the first time, which no start has to wait for. */
export const articleDigest = (): string =>
  (digested ??= sha256(
    guidanceLanguages.map((language) => articleOf(language, { names: plainNames, values: plainValues })),
  ));

export type GuidanceDeps = {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly policy: () => Policy;
  readonly names: ArticleNames;
  /** IANA, of the desk. */
  readonly timeZone: () => string;
};
export type GuidanceChange = {
  readonly command: GuidanceCommand;
  readonly actor: Actor;
  readonly claims?: () => Promise<readonly Claim[]>;
  readonly sign?: (payload: JsonObject) => Promise<Signature>;
};
export type GuidanceNow = {
  readonly state: GuidanceState;
  readonly standing: Standing;
  readonly values: GuidanceValues;
  readonly digest: string;
  readonly policyVersion: number;
};

export type Guidance = {
  readonly names: ArticleNames;
  readonly now: () => Promise<GuidanceNow>;
  /** Throws CallFailure for a refusal. */
  readonly change: (change: GuidanceChange) => Promise<void>;
  readonly pages: PagesGuidance;
};

/** One a desk. */
export const createGuidance = (deps: GuidanceDeps): Guidance => {
  const { log } = deps;
  let state = noGuidance;
  let version = 0;
  /** A newer version wrote something: what customers say is still taken, but nobody approves what they can't see whole. */
  let hasUnread = false;

  const refresh = async (): Promise<GuidanceState> => {
    // Two may read at once: what the other one took already is left out.
    const fresh = (await log.readStream(guidanceStream, version)).filter((stored) => stored.version > version);
    if (fresh.length > 0) {
      const events = fresh.map((row) => readEvent(guidanceKinds, row));
      state = evolveGuidance(
        state,
        events.filter((event) => event.type !== 'unread'),
      );
      if (events.some((event) => event.type === 'unread')) hasUnread = true;
      version = fresh.at(-1)?.version ?? version;
    }
    return state;
  };
  const facts = (): GuidanceFacts => {
    const policy = deps.policy();
    const values = valuesOf(policy);
    const article = articleDigest();
    return {
      now: deps.clock.now().toISOString(),
      policyVersion: policy.version,
      values,
      article,
      digest: sha256({ article, values, names: deps.names }),
    };
  };
  const append = async ({ command, actor, claims, sign }: GuidanceChange) => {
    const known = await refresh();
    if (hasUnread && command.kind !== 'say') throw refused(writtenByNewer('guidance'));
    const decision = decideGuidance(known, command, facts());
    if (!decision.ok) throw refused(decision.refusal);
    if (decision.events.length === 0) return null;
    const spent = (await claims?.()) ?? [];
    const events = await Promise.all(
      decision.events.map(async (event) => ({
        ...(await toSignedRow(guidanceStream, event, guidanceKinds[event.type], sign)),
        actor,
      })),
    );
    return await log.append({
      // Without an expected version: words that come in meanwhile take nothing from a lead's approval.
      streams: [
        {
          stream: guidanceStream,
          events,
        },
      ],
      claims: spent,
      at: deps.clock.now().toISOString(),
    });
  };

  return {
    names: deps.names,
    async now() {
      const known = await refresh();
      const { values, digest, policyVersion, now, article } = facts();
      return { state: known, standing: standingOf(known, { now, values, article }), values, digest, policyVersion };
    },
    async change(change) {
      const result = await append(change);
      if (result?.ok === false) throw new CallFailure(appendError(result));
    },
    pages: {
      async look() {
        const known = await refresh().catch((error: unknown) => {
          if (!(error instanceof StoreUnavailable)) throw error;
          return state;
        });
        const { values, now, article } = facts();
        return {
          values,
          support: deps.names.support,
          standing: standingOf(known, { now, values, article }),
          approvedAt: known.approval?.at ?? null,
          timeZone: deps.timeZone(),
        };
      },
      async say({ section, kind, language, comment }) {
        const day = deps.clock.now().toISOString().slice(0, 10);
        const result = await append({
          command: { kind: 'say', feedbackId: randomUUID(), section, feedback: kind, language, comment },
          actor: 'customer',
          claims: async () => [{ kind: 'count', name: `guidance-feedback:${day}`, limit: feedbackPerDay }],
        });
        if (result?.ok === false && result.reason !== 'limit-reached') throw new CallFailure(appendError(result));
        return result?.ok === false ? 'too-many' : 'taken';
      },
    },
  };
};
