/**
 * Which open cases another policy would treat differently, and how. Nothing here decides: every answer comes from the
 * functions that decide a case, asked twice. What lies behind a case, or was fixed when it was decided, is not asked.
 */
import { calendarOf } from '../sla/calendar';
import { dueAfterBusinessDays } from '../sla/due';
import type { Due } from '../sla/due';
import { inZone } from '../sla/zone';
import { isFromBefore, knownAddresses, riskOf, usableForLink, withReason } from '../case/account';
import type { CaseAddress } from '../case/account';
import type { CaseFacts } from '../case/commands';
import { claimsOf, effectsOf } from '../case/consequences';
import { approvalsNeeded, coolingOffEnd, hoursFor, tellingNotices } from '../case/cooling-off';
import { decideCase } from '../case/decide';
import { mayExecute } from '../case/decide-disable';
import type { CaseEvent } from '../case/events';
import { contactDays } from '../case/notices';
import type { CaseState, CaseStatus } from '../case/state';
import { evolve } from '../case/evolve';
import { currentLink, isOpen } from '../case/state';
import { attestorsOf, kindFacts, kindsFor } from '../fallback/kinds';
import type { Policy } from './policy';

export type TreatedDifferently = {
  readonly caseId: string;
  readonly number: string;
  readonly person: string;
  /** One sentence for each difference. */
  readonly what: readonly string[];
};

type Asked = { readonly state: CaseState; readonly policy: Policy; readonly now: string };
type Answer = string | number | readonly string[] | readonly number[];
/**
 * `ask`: null when it does not lie ahead of this case. `say`: both answers as one sentence, moments by the desk's clock
 * of today.
 */
type Probe<T extends Answer> = {
  readonly ask: (asked: Asked) => T | null;
  readonly say: (before: T, after: T, at: (iso: string) => string) => string;
};

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const count = (n: number, one: string, many = `${one}s`): string => `${n === 0 ? 'no' : n} ${n === 1 ? one : many}`;
/** Both moments in one zone, the one of today: two calendars may close at 17:00 hours apart. */
const clockOf =
  (before: Policy, after: Policy) =>
  (iso: string): string => {
    const { timeZone } = calendarOf(before.calendarId);
    const text = inZone(Date.parse(iso), timeZone).toFormat('ccc d LLL, HH:mm');
    return timeZone === calendarOf(after.calendarId).timeZone ? text : `${text} ${timeZone} time`;
  };
const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const beforeTheForm: readonly CaseStatus[] = ['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired'];
const isBeforeTheForm = (state: CaseState): boolean => state.reSecures === null && beforeTheForm.includes(state.status);
const isUndecided = (state: CaseState): boolean => state.reSecures === null && state.disable === null;
/** Authorised, and nothing was touched yet: who executes asks the rules again (R24). */
const isWaiting = (state: CaseState): boolean =>
  state.reSecures === null && state.disable !== null && state.disable.begunAt === null;

const desksFacts = ({ policy, now }: Asked, actor: CaseFacts['actor'] = { kind: 'desk' }): CaseFacts => ({
  now,
  actor,
  policy,
  mint: {
    mail: () => ({ mailId: 'next', noticeHash: 'next' }),
    link: () => ({ checkId: 'next', tokenHash: 'next' }),
    effect: () => 'next',
    attestationCode: () => 'next',
  },
});
/** What a reading of the account, which goes before every decision, would make of its risk. */
const readNow = ({ state, policy, now }: Asked): CaseState => {
  if (state.account === null) return state;
  const read = evolve(state, {
    type: 'case.account-read',
    data: { at: now, system: '', risk: riskOf(state.account, state.openedAt, contactDays(policy)) },
  });
  return state.risk.reasons.includes('fallback') ? { ...read, risk: withReason(read.risk, 'fallback') } : read;
};
const isInReview = (state: CaseState): boolean => state.status === 'in-review' || state.status === 'awaiting-second';
/** After an *ask again* the next link goes where the last one went. */
const mayGetLink = ({ state, policy }: Asked): readonly CaseAddress[] => {
  const usable = state.account === null ? [] : usableForLink(state.account, state.openedAt, contactDays(policy));
  const last = state.mails.find((mail) => mail.mailId === currentLink(state)?.mailId)?.addressId;
  return isInReview(state) ? usable.filter(({ id }) => id === last) : usable;
};
/** A form lies ahead: it has a link, or an address that may get one. */
const hasForm = (asked: Asked): boolean =>
  isBeforeTheForm(asked.state) && (asked.state.status === 'awaiting-customer' || mayGetLink(asked).length > 0);
/** A failed check is followed by the alternate method, and so is a case that no address is left for. */
const onItsWay = (asked: Asked, state: CaseState): CaseState =>
  state.status === 'failed' || (isBeforeTheForm(state) && !hasForm(asked))
    ? evolve(state, {
        type: 'case.fallback-opened',
        data: { fallbackId: 'next', kind: 'live-video-call', by: 'desk', at: asked.now },
      })
    : state;
/** The link that this case gets next; null when it has one that runs, or needs none. */
const nextLink = (asked: Asked): CaseState | null => {
  const { state, now } = asked;
  const link = currentLink(state);
  if (!hasForm(asked)) return null;
  if (state.status === 'awaiting-customer' && link !== null) return link.expiresAt === null ? state : null;
  return evolve(state, {
    type: 'case.link-asked',
    data: {
      checkId: 'next',
      linkNumber: state.links.length + 1,
      tokenHash: 'next',
      mailId: 'next',
      by: 'desk',
      at: now,
    },
  });
};
const linkClock = (asked: Asked): { readonly endsMs: number; readonly remindsMs: number } | null => {
  const state = nextLink(asked);
  const link = state && currentLink(state);
  if (state === null || link === null) return null;
  const decision = decideCase(state, { kind: 'start-link-clock', checkId: link.checkId }, desksFacts(asked));
  const started = decision.ok
    ? decision.events.find(
        (event): event is CaseEvent & { type: 'case.link-clock-started' } => event.type === 'case.link-clock-started',
      )
    : undefined;
  if (started === undefined) return null;
  const reminder = effectsOf(started, state, evolve(state, started), asked.policy).find(
    (effect) => effect.kind === 'remind-link',
  );
  return {
    endsMs: Date.parse(started.data.expiresAt),
    remindsMs: Date.parse(reminder?.dueAt ?? started.data.expiresAt),
  };
};
const idsOf = (addresses: readonly CaseAddress[]): readonly string[] => addresses.map(({ id }) => id).toSorted();
const submitted = ({ policy, now }: Asked): CaseEvent => ({
  type: 'case.submitted',
  data: {
    checkId: 'next',
    submissionId: 'next',
    termsVersion: '',
    language: 'en',
    country: '',
    documentKind: 'passport',
    capture: 'manual',
    pictures: [],
    provider: '',
    due: dueNow(policy, now),
    at: now,
  },
});

const probe =
  <T extends Answer>(
    ask: Probe<T>['ask'],
    say: Probe<T>['say'],
  ): ((before: Asked, after: Asked) => readonly string[]) =>
  (before, after) => {
    const was = ask(before);
    const will = ask(after);
    return was === null || will === null || JSON.stringify(was) === JSON.stringify(will)
      ? []
      : [say(was, will, clockOf(before.policy, after.policy))];
  };

/** R8: whether the owner can be told of an approval; a disable that is authorised says so itself. */
const canBeTold = ({ state, policy }: Asked): boolean =>
  state.disable === null
    ? (state.account?.addresses ?? []).some((address) => isFromBefore(address, state.openedAt, contactDays(policy)))
    : state.disable.begunAt !== null || tellingNotices(state, policy).length > 0;

/** In the order of a case's way. */
const probes = [
  probe(
    (asked) =>
      (isBeforeTheForm(asked.state) ||
        asked.state.status === 'in-review' ||
        asked.state.status === 'awaiting-second') &&
      asked.state.account !== null
        ? idsOf(mayGetLink(asked))
        : null,
    (before, after) =>
      `A link may go to ${count(after.length, 'address', 'addresses')} instead of ${before.length === 0 ? 'none' : before.length}.`,
  ),
  probe(
    (asked) =>
      (isBeforeTheForm(asked.state) || isInReview(asked.state)) && mayGetLink(asked).length > 0
        ? Number(linksToday(asked) < linkLimit(asked))
        : null,
    (_, after) => (after === 1 ? 'It may get another link today.' : 'It gets no more links today.'),
  ),
  probe(
    (asked) => {
      const clock = linkClock(asked);
      return clock && (clock.endsMs - Date.parse(asked.now)) / hourMs;
    },
    (before, after) => `Its next link is good for ${count(after, 'hour')} instead of ${before}.`,
  ),
  probe(
    (asked) => {
      const clock = linkClock(asked);
      return clock && (clock.endsMs - clock.remindsMs) / hourMs;
    },
    (before, after) => `Its link's reminder goes out ${count(after, 'hour')} before the end instead of ${before}.`,
  ),
  probe(
    (asked) =>
      isBeforeTheForm(asked.state) ||
      asked.state.status === 'failed' ||
      (asked.state.fallback?.stage === 'preparing' && asked.state.status === 'fallback-review')
        ? promised(asked)
        : null,
    (before, after, at) => `What is submitted now is due ${at(after)} instead of ${at(before)}.`,
  ),
  probe(
    (asked) => (hasForm(asked) ? pictureDays(asked) : null),
    (before, after) => `Its pictures are kept for ${count(after, 'day')} at most instead of ${before}.`,
  ),
  probe(
    (asked) => (isUndecided(asked.state) && isOpen(asked.state) ? readNow(asked).risk.reasons : null),
    (before, after) =>
      after.length > before.length
        ? `Its risk is raised: ${list(after).replaceAll('-', ' ')}.`
        : `Its risk loses a reason; ${after.length === 0 ? 'none is left' : `left: ${list(after).replaceAll('-', ' ')}`}.`,
  ),
  probe(
    (asked) => (isUndecided(asked.state) ? approvalsNeeded(onItsWay(asked, asked.state), asked.policy) : null),
    (before, after) => `It needs ${count(after, 'approval')} instead of ${before}.`,
  ),
  probe(
    (asked) => (isUndecided(asked.state) ? hoursFor(onItsWay(asked, readNow(asked)), asked.policy) : null),
    (before, after) =>
      `Its cooling-off is ${after === 0 ? 'none' : count(after, 'hour')} instead of ${before === 0 ? 'none' : count(before, 'hour')}.`,
  ),
  probe(
    (asked) => openKinds(asked),
    (before, after) => {
      const closed = before.filter((kind) => !after.includes(kind));
      return closed.length > 0
        ? `Closed as alternate method: ${list(closed)}.`
        : `Open as alternate method again: ${list(after.filter((kind) => !before.includes(kind)))}.`;
    },
  ),
  probe(
    (asked) => attestationHours(asked),
    (before, after) => `The code for whoever vouches is good for ${count(after, 'hour')} instead of ${before}.`,
  ),
  probe(
    (asked) => (isWaiting(asked.state) && canBeTold(asked) ? barring(asked) : null),
    (before, after) =>
      after === ''
        ? `Nothing stops its disable any more (before: ${before.charAt(0).toLowerCase()}${before.slice(1)})`
        : `Its disable stops: ${after.charAt(0).toLowerCase()}${after.slice(1)}`,
  ),
  probe(
    (asked) => (isWaiting(asked.state) ? runningUntil(asked) : null),
    (before, after, at) => `Its cooling-off ends ${ending(after, at)} instead of ${ending(before, at)}.`,
  ),
  probe(
    (asked) =>
      asked.state.account === null || !isOpen(asked.state) || (asked.state.disable !== null && !canBeTold(asked))
        ? null
        : idsOf(knownAddresses(asked.state.account, asked.state.openedAt, contactDays(asked.policy))),
    (before, after) => `Its notices go to ${count(after.length, 'address', 'addresses')} instead of ${before.length}.`,
  ),
  probe(
    (asked) => (asked.state.reSecures === null && isOpen(asked.state) ? Number(canBeTold(asked)) : null),
    (_, after) =>
      after === 1
        ? 'Its owner can be told of an approval: an address counts as from before the case.'
        : 'Its disable would not run: no address counts as from before the case, so its owner can’t be told.',
  ),
  probe(
    (asked) => (isAccessAhead(asked.state) && canBeTold(asked) ? asked.policy.temporaryAccessHours : null),
    (before, after) => `Its temporary access lasts ${count(after, 'hour')} instead of ${before}.`,
  ),
  probe(
    (asked) =>
      asked.state.reSecures === null && isOpen(asked.state) && !isAccess(asked.state) && canBeTold(asked)
        ? asked.policy.watchReminderDays
        : null,
    (before, after) =>
      `After the disable its reminders come on day ${list(after.map(String))} instead of ${list(before.map(String))}.`,
  ),
] as const;

/** R16: chosen by somebody whose approval counts; an account that keeps its second factors is not watched. */
const isAccess = ({ disable, decisions, fallback }: CaseState): boolean =>
  disable === null
    ? [...decisions, ...(fallback?.decisions ?? [])].some((made) => !made.void && made.how === 'temporary-access')
    : disable.how === 'temporary-access';
const isAccessAhead = (state: CaseState): boolean =>
  isAccess(state) && isOpen(state) && state.disable?.steps.some(({ step }) => step === 'grant') !== true;
const linksToday = ({ state, now }: Asked): number =>
  state.links.filter((link) => link.askedAt.slice(0, 10) === now.slice(0, 10)).length;
const linkLimit = (asked: Asked): number => {
  const event: CaseEvent = {
    type: 'case.link-asked',
    data: { checkId: 'next', linkNumber: 1, tokenHash: 'next', mailId: 'next', by: 'desk', at: asked.now },
  };
  const claim = claimsOf(event, asked.state, asked.policy).find((one) => one.kind === 'count');
  return claim?.kind === 'count' ? claim.limit : Number.MAX_SAFE_INTEGER;
};
const dueNow = (policy: Policy, now: string): Due =>
  dueAfterBusinessDays({
    from: now,
    days: policy.reviewBusinessDays,
    calendar: calendarOf(policy.calendarId),
    counting: policy.counting,
  });
const promised = ({ policy, now }: Asked): string => dueNow(policy, now).dueAt;
const pictureDays = (asked: Asked): number => {
  const event = submitted(asked);
  const effect = effectsOf(event, asked.state, evolve(asked.state, event), asked.policy).find(
    (one) => one.kind === 'destroy-evidence',
  );
  return effect === undefined ? 0 : (Date.parse(effect.dueAt) - Date.parse(asked.now)) / dayMs;
};
const openKinds = ({ state, policy }: Asked): readonly string[] | null => {
  if (state.account === null || state.reSecures !== null) return null;
  const isUnderWay = state.status === 'fallback-review';
  if (!isUnderWay && state.status !== 'failed' && !isBeforeTheForm(state)) return null;
  return kindsFor(state.account, policy).flatMap(({ kind, open }) =>
    open && (!isUnderWay || kind === state.fallback?.kind) ? [kindFacts[kind].title.toLowerCase()] : [],
  );
};
const attestationHours = (asked: Asked): number | null => {
  const { state, now } = asked;
  const member =
    state.account === null || state.status !== 'fallback-review' || state.fallback?.attestation?.answeredAt != null
      ? undefined
      : attestorsOf(state.account)[0];
  if (member === undefined) return null;
  const attestor = {
    name: member.name,
    role: member.role,
    language: 'en',
    timeZone: 'UTC',
    address: { id: 'next', address: '', since: new Date(0).toISOString(), until: null },
  } as const;
  const decision = decideCase(
    { ...state, frozen: null },
    { kind: 'ask-attestation', attestorId: member.accountId, attestor },
    desksFacts(asked, { kind: 'staff', id: 'nobody', role: 'agent', address: '' }),
  );
  const event = decision.ok
    ? decision.events.find(
        (one): one is CaseEvent & { type: 'case.attestation-asked' } => one.type === 'case.attestation-asked',
      )
    : undefined;
  return event === undefined ? null : (Date.parse(event.data.expiresAt) - Date.parse(now)) / hourMs;
};
/** R24: what the policy alone has against a disable that waits; empty when it has nothing. */
const barring = ({ state, policy }: Asked): string => {
  const refusal = mayExecute(
    { ...state, frozen: null, status: 'approved' },
    '9999-12-31T23:59:59.999Z',
    policy,
    (name) => ({ id: name.replace(/^staff:/, ''), role: 'reviewer', address: '' }),
  );
  return refusal === null || refusal.code === 'cooling-off' ? '' : refusal.message;
};
/** Notices that are still on their way are taken to arrive now: only then does the time run (R8). */
const runningUntil = (asked: Asked): string => {
  const { policy, now } = asked;
  const told = asked.state.mails
    .filter((mail) => mail.template === 'approval-notice' && mail.state !== 'sent')
    .reduce(
      (state, { mailId }) =>
        evolve(state, { type: 'case.mail-accepted', data: { mailId, messageId: '', rawSha256: '', at: now } }),
      readNow(asked),
    );
  const end = coolingOffEnd(told, policy);
  return end?.state !== 'ends' ? 'never' : end.hours === 0 ? 'at once' : end.at;
};
const ending = (end: string, at: (iso: string) => string): string =>
  end === 'never' || end === 'at once' ? end : at(end);

/** Only cases whose future differs; `what` says how, in the order of the case's way. */
export const treatedDifferently = (
  cases: readonly CaseState[],
  before: Policy,
  after: Policy,
  now: string,
): readonly TreatedDifferently[] =>
  cases.filter(isOpen).flatMap((state) => {
    // A freeze lies over what the case is: it is asked what would hold once it is lifted.
    const unfrozen: CaseState = { ...state, frozen: null };
    const what = probes.flatMap((ask) =>
      ask({ state: unfrozen, policy: before, now }, { state: unfrozen, policy: after, now }),
    );
    return what.length === 0
      ? []
      : [{ caseId: state.caseId, number: state.number, person: state.account?.name ?? '(erased)', what }];
  });
