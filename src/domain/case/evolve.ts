/** What an event makes of a case: the one way to its state. */
import type { CaseEvent, CaseEventOf } from './events';
import { evolveAnswer } from './evolve/answer';
import { evolveCheck } from './evolve/check';
import { evolveDisable } from './evolve/disable';
import { evolveFallback } from './evolve/fallback';
import { evolveLink } from './evolve/link';
import { evolveOpening } from './evolve/opening';
import { evolveStopping } from './evolve/stopping';
import { isAccountId } from './account-id';
import type { CaseState } from './state';
import { textOf } from '../json';
import type { Unread } from '../log/kind';

const opened = (event: Pick<CaseEventOf<'case.opened'>, 'data' | 'contact'>): CaseState => ({
  caseId: event.data.caseId,
  number: event.data.number,
  accountId: event.data.accountId,
  firmId: event.data.firmId,
  version: 1,
  unread: 0,
  status: event.data.reSecures === undefined ? 'triage' : 'needs-attention',
  frozen: null,
  openedBy: event.data.by,
  openedAt: event.data.at,
  channel: event.data.channel,
  policyVersion: event.data.policyVersion,
  requests: 1,
  callerWords: event.contact?.callerWords ?? null,
  callerGave: event.contact?.callerGave ?? null,
  reference: event.contact?.reference ?? null,
  repudiations: 0,
  closedFrozen: false,
  owner: null,
  reSecures: event.data.reSecures ?? null,
  triage: [],
  signals: [],
  snooze: null,
  account: null,
  accountSystem: null,
  accountReadAt: null,
  risk: { level: 'normal', reasons: [] },
  selfHelp: { 'still-signed-in': null, 'backup-code': null, 'someone-in-the-firm': null },
  override: null,
  links: [],
  senders: [],
  reopeners: [],
  overriders: [],
  mails: [],
  received: [],
  submission: null,
  result: null,
  decisions: [],
  disable: null,
  fallback: null,
  fallbacksRefused: 0,
  watch: null,
  secure: { steps: [], stopped: null },
  duplicateOf: null,
  outcome: null,
  closedAt: null,
  updatedAt: event.data.at,
});

/**
 * A case whose beginning this version can't read, as far as it shows: its owner can still say "this wasn't me", and
 * anybody stop it (R7).
 */
const openedUnread = ({ data, raw }: Unread): CaseState => {
  const accountId = textOf(raw['accountId']);
  const firmId = textOf(raw['firmId']);
  return {
    ...opened({
      data: {
        caseId: textOf(raw['caseId']),
        number: textOf(raw['number']),
        accountId: isAccountId(accountId) ? accountId : 'unread:unread',
        firmId: isAccountId(firmId) ? firmId : 'unread:unread',
        by: textOf(raw['by']),
        channel: 'phone',
        at: data.at,
        policyVersion: 0,
      },
    }),
    unread: 1,
  };
};

/** What wakes a case that somebody snoozed: the customer, the clock or trouble, but not the desk's own bookkeeping. */
const wakes = new Set<CaseEvent['type']>([
  'case.request-attached',
  'case.link-opened',
  'case.link-expired',
  'case.submitted',
  'case.result-arrived',
  'case.result-late',
  'case.mail-failed',
  'case.mail-bounced',
  'case.message-received',
  'case.frozen',
  'case.attestation-answered',
  'case.disable-stopped',
  'case.secure-stopped',
  'case.closed',
  'case.woken',
]);

/** What machines answer by themselves brings nobody back. */
const doesWake = (event: CaseEvent): boolean =>
  wakes.has(event.type) && (event.type !== 'case.message-received' || event.data.kind === 'message');
/**
 * What an event makes of a case. Total: one that can't be read is counted, and an event on nothing but `case.opened`
 * leaves a case that can't be read.
 */
export const evolve = (before: CaseState | null, event: CaseEvent | Unread): CaseState => {
  if (event.type === 'case.opened') return opened(event);
  if (before === null)
    return event.type === 'unread'
      ? openedUnread(event)
      : evolve(openedUnread({ type: 'unread', data: { of: '', schema: 0, at: event.data.at }, raw: {} }), event);
  if (event.type === 'unread')
    return { ...before, version: before.version + 1, unread: before.unread + 1, updatedAt: event.data.at };
  const state: CaseState = {
    ...before,
    version: before.version + 1,
    updatedAt: event.data.at,
    snooze: doesWake(event) ? null : before.snooze,
  };
  switch (event.type) {
    case 'case.account-read':
    case 'case.triage-computed':
    case 'case.signals-seen':
    case 'case.request-attached':
    case 'case.assigned':
    case 'case.snoozed':
    case 'case.woken':
    case 'case.noted':
    case 'case.way-recorded':
    case 'case.self-help-overridden':
      return evolveOpening(state, event);
    case 'case.mail-asked':
    case 'case.link-asked':
    case 'case.link-clock-started':
    case 'case.mail-accepted':
    case 'case.mail-failed':
    case 'case.mail-undone':
    case 'case.mail-cancelled':
    case 'case.mail-asked-again':
    case 'case.link-opened':
    case 'case.link-expired':
      return evolveLink(state, event);
    case 'case.message-received':
    case 'case.message-read':
    case 'case.mail-bounced':
      return evolveAnswer(state, event);
    case 'case.submitted':
    case 'case.result-arrived':
    case 'case.result-late':
    case 'case.decided':
    case 'case.evidence-destroyed':
      return evolveCheck(state, event);
    case 'case.fallback-opened':
    case 'case.fallback-item':
    case 'case.attestation-asked':
    case 'case.attestation-answered':
    case 'case.fallback-submitted':
    case 'case.fallback-decided':
    case 'case.fallback-withdrawn':
      return evolveFallback(state, event);
    case 'case.approved':
    case 'case.cooling-off-changed':
    case 'case.approval-revoked':
    case 'case.disable-begun':
    case 'case.disable-step':
    case 'case.disable-stopped':
    case 'case.disable-resumed':
    case 'case.recovered':
    case 'case.watch-looked':
    case 'case.watch-ended':
      return evolveDisable(state, event);
    case 'case.secure-step':
    case 'case.secure-stopped':
    case 'case.frozen':
    case 'case.unfrozen':
    case 'case.closed':
    case 'case.reopened':
      return evolveStopping(state, event);
  }
};

/** A case from its events; null when there are none. */
export const replay = (events: readonly (CaseEvent | Unread)[]): CaseState | null =>
  events.reduce<CaseState | null>(evolve, null);
