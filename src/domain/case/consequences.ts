/** What else an append holds besides its events: claims that span cases (R4, R10, R11) and the deeds to be done. */
import type { Policy } from '../policy/policy';
import { calendarOf } from '../sla/calendar';
import { addDays } from '../sla/dates';
import { atInZone, dateInZone } from '../sla/zone';
import type { CaseEvent } from './events';
import type { CaseState, DisableRun } from './state';
import { currentLink, hasRemovedFactor } from './state';
import { leavesAt, undoMs } from './undo';

export type CaseClaim =
  /** `holder`: what a rule is told that asks the log who holds it. */
  | { readonly kind: 'unique'; readonly name: string; readonly holder?: Readonly<Record<string, string>> }
  | { readonly kind: 'release'; readonly name: string }
  | { readonly kind: 'give-back'; readonly name: string }
  | { readonly kind: 'count'; readonly name: string; readonly limit: number };
export type CaseEffect = {
  readonly effectId: string;
  readonly kind:
    | 'send-mail'
    | 'expire-link'
    | 'remind-link'
    | 'ask-check'
    | 'destroy-evidence'
    | 'disable'
    | 'watch-admin'
    | 'watch'
    | 'wake'
    | 'open-re-secure'
    | 're-secure'
    | 'unlock'
    | 'stop-others';
  readonly dueAt: string;
  readonly payload: Readonly<Record<string, string>>;
};

/** ISO, so many ms after another. */
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** How soon the identity system is asked whether somebody in the firm did it. */
export const adminLookMs = 120_000;
/** After the last reminder an account without 2FA is looked at so often. */
const watchEveryDays = 7;

const deskZone = (policy: Policy): string => calendarOf(policy.calendarId).timeZone;

/**
 * R11: when a link is possible again after its limit, ISO: the account's with the desk's next day, a colleague's with
 * the next hour.
 */
export const nextLinkAt = (of: 'account' | 'agent', now: string, policy: Policy): string => {
  const ms = Date.parse(now);
  return new Date(
    of === 'agent'
      ? Math.floor(ms / hourMs) * hourMs + hourMs
      : atInZone(addDays(dateInZone(ms, deskZone(policy)), 1), '00:00', deskZone(policy)),
  ).toISOString();
};

/** R10: the claim of an account's open case; it holds the case. */
export const openCaseClaim = (accountId: string): string => `open-case:${accountId}`;
const openCase = ({ accountId, caseId, number }: CaseState): CaseClaim => ({
  kind: 'unique',
  name: openCaseClaim(accountId),
  holder: { caseId, number },
});
/** The claim of a case's number. */
export const caseNumberClaim = (number: string): string => `case-number:${number}`;
/** The claim of a mail's Message-ID, once a server took it; it holds which mail that was. */
export const sentMailClaim = (messageId: string): string => `sent:${messageId}`;
/** The claim of a link's or a notice's token, by its hash; it holds what the token is for (R4, R7). */
export const tokenClaim = (hash: string): string => `token:${hash}`;
const token = (hash: string, holder: Readonly<Record<'kind' | 'caseId' | 'ref', string>>): CaseClaim => ({
  kind: 'unique',
  name: tokenClaim(hash),
  holder,
});

/** A message belongs to one case, and to that once; it holds which. */
const receivedClaim = (messageId: string, caseId: string): CaseClaim => ({
  kind: 'unique',
  name: `received:${messageId}`,
  holder: { caseId },
});

/** R11: what a link counts against, by when it was asked for. */
const linkCounts = (
  accountId: string,
  at: string,
  by: string,
  policy: Policy,
): readonly { readonly name: string; readonly limit: number }[] => [
  {
    name: `links:${accountId}:${dateInZone(Date.parse(at), deskZone(policy))}`,
    limit: policy.linksPerAccountAndDay,
  },
  ...(by === 'desk' ? [] : [{ name: `links-by:${by}:${at.slice(0, 13)}`, limit: policy.linksPerAgentAndHour }]),
];

/** Claims of one event. `after` is the case with it. */
export const claimsOf = (event: CaseEvent, after: CaseState, policy: Policy): readonly CaseClaim[] => {
  switch (event.type) {
    case 'case.opened':
      return [
        openCase(after),
        { kind: 'unique', name: caseNumberClaim(event.data.number), holder: { caseId: after.caseId } },
      ];
    case 'case.link-asked':
      return [
        token(event.data.tokenHash, { kind: 'check', caseId: after.caseId, ref: event.data.checkId }),
        ...linkCounts(after.accountId, event.data.at, event.data.by, policy).map((count) => ({
          kind: 'count' as const,
          ...count,
        })),
      ];
    case 'case.mail-undone': {
      // Nothing of it left: it told nobody, and nobody is kept from a link by it.
      const mail = after.mails.find(({ mailId }) => mailId === event.data.mailId);
      return mail?.template === 'recovery-link' && mail.by !== null
        ? linkCounts(after.accountId, mail.askedAt, mail.by, policy).map(({ name }) => ({ kind: 'give-back', name }))
        : [];
    }
    case 'case.mail-asked':
      return [token(event.data.noticeHash, { kind: 'notice', caseId: after.caseId, ref: event.data.mailId })];
    case 'case.message-received':
      return [receivedClaim(event.data.messageId, after.caseId)];
    case 'case.mail-accepted':
      return [
        {
          kind: 'unique',
          name: sentMailClaim(event.data.messageId),
          holder: { caseId: after.caseId, mailId: event.data.mailId },
        },
      ];
    case 'case.submitted':
      return [{ kind: 'unique', name: `link-used:${event.data.checkId}` }];
    case 'case.reopened':
      return [openCase(after)];
    case 'case.recovered':
    case 'case.closed':
      return [{ kind: 'release', name: openCaseClaim(after.accountId) }];
    default:
      return [];
  }
};

/** R18: pictures that were taken through a link and never sent go when the link dies. */
const unsent = (before: CaseState | null, at: string): readonly CaseEffect[] => {
  const link = before?.links.at(-1);
  return before === null || link === undefined || link.state === 'used' || link.state === 'expired'
    ? []
    : [
        {
          effectId: `evidence:${link.checkId}:unsent`,
          kind: 'destroy-evidence',
          dueAt: at,
          payload: { caseId: before.caseId, checkId: link.checkId, why: 'unsent' },
        },
      ];
};

/** The provider of a submission is asked what it found. */
const askCheck = ({ caseId, submission }: CaseState, effectId: string, at: string): readonly CaseEffect[] =>
  submission === null
    ? []
    : [{ effectId, kind: 'ask-check', dueAt: at, payload: { caseId, checkId: submission.checkId } }];

/** A later word asks anew: what was secured may have been a false alarm, and was unlocked. */
const openReSecure = (
  { caseId, repudiations }: Pick<CaseState, 'caseId' | 'repudiations'>,
  at: string,
): CaseEffect => ({
  effectId: repudiations > 1 ? `re-secure:${caseId}:${repudiations}` : `re-secure:${caseId}`,
  kind: 'open-re-secure',
  dueAt: at,
  payload: { caseId },
});

/** A disable that was held back goes on, and not before its time. */
const disableAt = ({ dueAt }: DisableRun, effectId: string, caseId: string, at: string): CaseEffect => ({
  effectId,
  kind: 'disable',
  dueAt: dueAt > at ? dueAt : at,
  payload: { caseId },
});

/** A link's end, and the reminder before it. `turn`: asked for once more, where the first ones found another link. */
const linkEnds = (
  caseId: string,
  { checkId, expiresAt }: { readonly checkId: string; readonly expiresAt: string },
  policy: Policy,
  turn = '',
): readonly CaseEffect[] => [
  { effectId: `expire:${checkId}${turn}`, kind: 'expire-link', dueAt: expiresAt, payload: { caseId, checkId } },
  {
    effectId: `remind:${checkId}${turn}`,
    kind: 'remind-link',
    dueAt: later(expiresAt, -policy.linkReminderHours * hourMs),
    payload: { caseId, checkId },
  },
];

/** Somebody in the firm was asked: it is looked whether they did it. */
const watchAdmin = (before: CaseState | null, after: CaseState, at: string): readonly CaseEffect[] =>
  after.status === 'awaiting-admin' && before?.status !== 'awaiting-admin'
    ? [
        {
          effectId: `admin:${after.caseId}:${after.version}`,
          kind: 'watch-admin',
          dueAt: later(at, adminLookMs),
          payload: { caseId: after.caseId },
        },
      ]
    : [];

/** What was waited for before a mail that was taken back is waited for again. */
const undoneEffects = (
  { at }: { readonly at: string },
  before: CaseState | null,
  after: CaseState,
  policy: Policy,
): readonly CaseEffect[] => {
  const link = currentLink(after);
  const isBack = link !== null && before !== null && link.checkId !== currentLink(before)?.checkId;
  return [
    ...(isBack && link.expiresAt !== null && link.state !== 'expired'
      ? linkEnds(after.caseId, { checkId: link.checkId, expiresAt: link.expiresAt }, policy, `:${after.version}`)
      : []),
    ...watchAdmin(before, after, at),
  ];
};

/** The effect that sends a message, in one of its rounds. */
export const mailEffectId = (mailId: string, round: number): string => `mail:${mailId}:${round}`;

/** Effects of one event. `before` is the case without it, `after` with it. */
export const effectsOf = (
  event: CaseEvent,
  before: CaseState | null,
  after: CaseState,
  policy: Policy,
): readonly CaseEffect[] => {
  const { caseId } = after;
  switch (event.type) {
    case 'case.mail-asked':
      return [
        {
          effectId: mailEffectId(event.data.mailId, 1),
          kind: 'send-mail',
          dueAt: leavesAt(event.data),
          payload: { caseId, mailId: event.data.mailId },
        },
      ];
    case 'case.mail-undone':
      return undoneEffects(event.data, before, after, policy);
    case 'case.mail-asked-again':
      return [
        {
          effectId: mailEffectId(
            event.data.mailId,
            after.mails.find((mail) => mail.mailId === event.data.mailId)?.rounds ?? 0,
          ),
          kind: 'send-mail',
          dueAt: event.data.at,
          payload: { caseId, mailId: event.data.mailId },
        },
      ];
    case 'case.link-asked':
      // The new link may be taken back before it leaves; then the one before is the customer's again.
      return unsent(before, after.mails.at(-1)?.before == null ? event.data.at : later(event.data.at, undoMs)).map(
        (effect) => ({ ...effect, effectId: `${effect.effectId}:${event.data.checkId}` }),
      );
    case 'case.link-expired':
    case 'case.fallback-opened':
      return unsent(before, event.data.at);
    case 'case.link-clock-started':
      return linkEnds(caseId, event.data, policy);
    case 'case.way-recorded':
      return watchAdmin(before, after, event.data.at);
    case 'case.recovered':
    case 'case.watch-looked': {
      const { watch } = after;
      if (watch === null) return [];
      const days = Math.floor((Date.parse(event.data.at) - Date.parse(watch.since)) / dayMs);
      const next = policy.watchReminderDays.find((day) => day > days) ?? days + watchEveryDays;
      return [
        {
          effectId: `watch:${caseId}:${watch.looks + 1}`,
          kind: 'watch',
          dueAt: new Date(Date.parse(watch.since) + next * dayMs).toISOString(),
          payload: { caseId },
        },
      ];
    }
    case 'case.snoozed':
      return event.data.until === null
        ? []
        : [
            {
              effectId: `wake:${event.data.snoozeId}`,
              kind: 'wake',
              dueAt: event.data.until,
              payload: { caseId, snoozeId: event.data.snoozeId },
            },
          ];
    case 'case.cooling-off-changed':
      return [{ effectId: event.data.effectId, kind: 'disable', dueAt: event.data.dueAt, payload: { caseId } }];
    case 'case.opened':
      return event.data.reSecures === undefined
        ? []
        : [{ effectId: `secure:${caseId}`, kind: 're-secure', dueAt: event.data.at, payload: { caseId } }];
    case 'case.frozen':
      if (event.data.via === 'staff' || (after.status !== 'recovered' && after.status !== 'closed')) return [];
      // R7: what was done already is not undone by stopping; and a false alarm that was none after all is secured
      // again.
      if (after.reSecures !== null)
        return after.outcome === 'fraud'
          ? []
          : [
              {
                ...openReSecure({ caseId: after.reSecures, repudiations: 0 }, event.data.at),
                effectId: `re-secure:${caseId}:again:${after.repudiations}`,
              },
            ];
      if (after.status === 'recovered' || hasRemovedFactor(after)) return [openReSecure(after, event.data.at)];
      // Nothing is left to stop in this case, but the account may have another one by now: the owner's word is about
      // the account.
      return [
        {
          effectId: `stop-others:${caseId}:${after.repudiations}`,
          kind: 'stop-others',
          dueAt: event.data.at,
          payload: { caseId },
        },
      ];
    case 'case.disable-step':
      // Seen only after the case was closed: a dead desk had done it without a record.
      return after.status === 'closed' &&
        (after.outcome === 'fraud' || (after.frozen !== null && after.frozen.via !== 'staff')) &&
        hasRemovedFactor(after) &&
        before !== null &&
        !hasRemovedFactor(before)
        ? [openReSecure(after, event.data.at)]
        : [];
    case 'case.submitted':
      return [
        ...askCheck(after, `check:${event.data.checkId}`, event.data.at),
        {
          effectId: `evidence:${event.data.checkId}:ten-days`,
          kind: 'destroy-evidence',
          dueAt: new Date(Date.parse(event.data.at) + policy.evidenceDays * dayMs).toISOString(),
          payload: { caseId, checkId: event.data.checkId, why: 'ten-days' },
        },
      ];
    case 'case.decided':
      return event.data.decision === 'pass' || !before?.submission
        ? []
        : [
            {
              effectId: `evidence:${before.submission.checkId}:decided`,
              kind: 'destroy-evidence',
              dueAt: event.data.at,
              payload: { caseId, checkId: before.submission.checkId, why: 'decided' },
            },
          ];
    case 'case.approved':
      return [
        { effectId: event.data.effectId, kind: 'disable', dueAt: event.data.dueAt, payload: { caseId } },
        ...(after.submission
          ? [
              {
                effectId: `evidence:${after.submission.checkId}:decided`,
                kind: 'destroy-evidence' as const,
                dueAt: event.data.at,
                payload: { caseId, checkId: after.submission.checkId, why: 'decided' },
              },
            ]
          : []),
      ];
    case 'case.message-read':
      return event.data.effectId === undefined || !after.disable
        ? []
        : [disableAt(after.disable, event.data.effectId, caseId, event.data.at)];
    case 'case.disable-resumed':
      return [{ effectId: event.data.effectId, kind: 'disable', dueAt: event.data.at, payload: { caseId } }];
    case 'case.unfrozen':
      // Nobody was asked while it was frozen.
      if (after.status === 'submitted')
        return askCheck(after, `check:${after.submission?.checkId ?? ''}:${after.version}`, event.data.at);
      return event.data.effectId === undefined || !after.disable
        ? []
        : [disableAt(after.disable, event.data.effectId, caseId, event.data.at)];
    case 'case.closed':
      // An account that was locked before, by somebody else or for an earlier fraud, is not the desk's to open; nor is
      // one that its system lets nobody lock.
      if (after.reSecures !== null)
        return event.data.outcome === 'fraud' ||
          after.account?.locked === true ||
          after.account?.capabilities.lock === false
          ? []
          : [{ effectId: `unlock:${caseId}`, kind: 'unlock', dueAt: event.data.at, payload: { caseId } }];
      if (event.data.outcome === 'fraud' && hasRemovedFactor(after)) return [openReSecure(after, event.data.at)];
      if (!after.submission) return unsent(before, event.data.at);
      return after.submission?.evidence === 'kept'
        ? [
            {
              effectId: `evidence:${after.submission.checkId}:closed`,
              kind: 'destroy-evidence',
              dueAt: event.data.at,
              payload: { caseId, checkId: after.submission.checkId, why: 'closed' },
            },
          ]
        : [];
    default:
      return [];
  }
};
