/** A case's history in words: one line an event, from the rows of the log alone. */
import type { ThreadEntry, ThreadEvent } from '#contract/thread';
import type { CaseEvent, CaseEventOf, CheckOutcome, ReceivedKind, WaitReason } from '#domain/case/events';
import { kindFacts } from '#domain/fallback/kinds';
import { checkedBy } from '#main/checks/own-form';
import { foundWords, unsentWords } from '#contract/words/found';
import { wayBecauseWords } from '#contract/words/way';
import { disableStepDone, secureStepWords } from '#contract/words/disable-step';
import { readBackWords } from '#contract/words/read-back';
import { templateNames } from '#contract/words/template';
import { riskWords } from '#contract/words/risk';
import { decidedDetail } from './changed-marks';
import { assertNever } from '#domain/assert-never';
import type { StoredEvent } from '#main/store/log/event-log';
import type { Unread } from '#domain/log/kind';
import { readCaseEvent } from '#main/store/log/stored-case';

/** Where an entry stands in the thread: the newest first. */
export type Place = { readonly at: string; readonly version: number; readonly id: string };
/** An event as an entry of the thread; one of a message stands in that message. */
export type HistoryLine = Place & {
  readonly entry: Exclude<ThreadEntry, { kind: 'sent' | 'received' }>;
  /** Of a message, ours or one that came. */
  readonly mailId: string | null;
};
type Words = {
  readonly words: string;
  readonly who?: string;
  readonly detail?: string | null;
  readonly tone?: ThreadEvent['tone'];
};

const wayName = {
  'still-signed-in': 'Still signed in somewhere',
  'backup-code': 'A backup code',
  'someone-in-the-firm': 'Somebody in the firm',
} as const;
const outcomeName = {
  offered: 'offered',
  tried: 'tried, did not work',
  impossible: 'impossible',
  worked: 'worked',
  'taken-back': 'taken back',
} as const;
const askAgainName = {
  blurred: 'a picture was blurred',
  'wrong-side': 'the wrong side was shown',
  cropped: 'a picture was cut off',
  glare: 'a reflection hid something',
  'too-dark': 'a picture was too dark',
} as const;
const isWithoutVerdict = (outcome: CheckOutcome): boolean =>
  outcome === 'expired' || outcome === 'abandoned' || outcome === 'error';
const machineWords: Readonly<Record<Exclude<ReceivedKind, 'message'>, string>> = {
  'auto-reply': 'An automatic reply came',
  report: 'A report of a mail server came',
  invitation: 'An invitation came',
};
/** What came, without its verdict: an agent could tell it to the customer (R14), and a reviewer marks first (R13). */
const resultWords = ({ outcome, provider }: CaseEventOf<'case.result-arrived'>['data']): string =>
  outcome === 'none'
    ? 'No provider behind our own form: people decide'
    : isWithoutVerdict(outcome)
      ? `No verdict from ${checkedBy(provider)}: people decide`
      : `Result from ${checkedBy(provider)}`;
const lateWords: Readonly<Record<WaitReason, string>> = {
  pending: 'The provider is still at work. The desk goes on asking.',
  down: "The provider can't be reached. The desk goes on asking.",
  slow: 'The provider does not answer in time. The desk goes on asking.',
  unexpected: 'The provider answers in a way that is not known. The desk goes on asking.',
};
/** Labels of factors by id, from the events of the same case. */
const factorLabels = (events: readonly (CaseEvent | Unread)[]): ReadonlyMap<string, string> => {
  const labels = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'case.account-read')
      for (const factor of event.contact?.facts.factors ?? []) labels.set(factor.id, factor.label);
  }
  return labels;
};

type Telling = {
  readonly name: (actor: string) => string;
  readonly label: (id: string) => string;
  readonly addressOf: (id: string) => string;
  readonly when: (iso: string) => string;
  readonly seesIdentity: boolean;
  readonly hidesDecisions: boolean;
};

const wordsOf = (
  event: CaseEvent | Unread,
  who: string,
  { name, label, addressOf, when, seesIdentity, hidesDecisions }: Telling,
): Words => {
  switch (event.type) {
    case 'case.opened':
      return event.data.reSecures !== undefined
        ? {
            words: 'The desk opened a case that secures the account again',
            detail: event.contact?.callerWords || null,
            tone: 'bad',
          }
        : {
            words: `${who} opened the case, by ${event.data.channel.replace('-', ' ')}`,
            detail: event.contact?.callerWords || null,
          };
    case 'case.account-read':
      return {
        words: `Account read from the ${event.data.system}`,
        ...(event.data.voidsApprovals === true ? { tone: 'warn' as const } : {}),
        detail:
          event.data.voidsApprovals === true
            ? 'What was approved has changed: both approvals are needed anew'
            : event.data.risk.level === 'raised'
              ? `Raised risk: ${riskWords(event.data.risk).join(', ')}`
              : null,
      };
    case 'case.request-attached':
      return {
        words: `A further request was attached by ${who}`,
        detail: event.contact?.callerWords || null,
        tone: 'warn',
      };
    case 'case.triage-computed':
      return {
        words: event.data.findings.some((found) => found.open)
          ? `Ways back that are open: ${event.data.findings
              .filter((found) => found.open)
              .map((found) => wayName[found.way].toLowerCase())
              .join(', ')}`
          : 'No way back without us is open',
      };
    case 'case.signals-seen':
      return {
        words: `Signals: ${event.data.signals.map((seen) => seen.signal.replaceAll('-', ' ')).join(', ')}`,
        tone: 'warn',
      };
    case 'case.snoozed':
      return {
        words:
          event.data.until === null
            ? `${who} put the case aside until something happens`
            : `${who} put the case aside until ${when(event.data.until)}`,
        detail: event.contact?.reason || null,
      };
    case 'case.woken':
      return {
        words: event.data.by === 'desk' ? 'The case is back: its time has come' : `${who} took the case up again`,
      };
    case 'case.assigned':
      return {
        detail: event.contact?.note || null,
        words:
          event.data.to === null
            ? `${who} took the owner off`
            : event.data.to === event.data.by.replace('staff:', '')
              ? `${who} took the case`
              : `${who} gave the case to ${name(`staff:${event.data.to}`)}`,
      };
    case 'case.noted':
      return { words: `${who} wrote a note`, detail: event.contact?.text ?? '(erased)' };
    case 'case.way-recorded':
      return {
        words: `${wayName[event.data.way]}: ${outcomeName[event.data.outcome]}`,
        detail: event.contact?.why || (event.data.because ? wayBecauseWords[event.data.because] : null),
      };
    case 'case.self-help-overridden':
      return { words: `${who} passed over self-help`, detail: event.contact?.reason ?? '(erased)', tone: 'warn' };
    case 'case.mail-asked':
      return {
        words: `${templateNames[event.data.template]} to ${addressOf(event.data.addressId)}${event.data.by === undefined ? '' : `, sent by ${who}`}`,
        detail: event.data.askAgain ? `Because ${askAgainName[event.data.askAgain]}` : null,
      };
    case 'case.link-asked':
      return {
        words:
          event.data.by === 'desk'
            ? `A new link was asked for (number ${event.data.linkNumber})`
            : `${who} sent the link${event.data.linkNumber > 1 ? ` (number ${event.data.linkNumber}; the one before is dead)` : ''}`,
      };
    case 'case.link-clock-started':
      return { words: "The link's clock started", detail: `Ends ${when(event.data.expiresAt)}` };
    case 'case.mail-accepted':
      return { words: 'The mail server accepted the message' };
    case 'case.mail-failed':
      return {
        words: 'A message could not be delivered',
        detail: unsentWords(event.data.why, event.data.attempts ?? null),
        tone: 'bad',
      };
    case 'case.mail-undone':
      return { words: `${who} took the message back before it left` };
    case 'case.mail-cancelled':
      return event.data.by === 'desk'
        ? { words: 'The message was not needed any more', detail: event.data.why ? foundWords(event.data.why) : null }
        : { words: `${who} stopped the message: it is not tried again`, tone: 'warn' };
    case 'case.mail-asked-again':
      return { words: `${who} sent the same message again` };
    case 'case.message-received':
      return {
        words: event.data.kind === 'message' ? 'A message came' : machineWords[event.data.kind],
        detail: event.contact ? `From ${event.contact.address || 'nobody in particular'}` : '(erased)',
        ...(event.data.saysNotMe ? { tone: 'bad' as const } : {}),
      };
    case 'case.message-read':
      return { words: `${who} read a message` };
    case 'case.mail-bounced':
      return {
        words: 'The message bounced: it did not arrive',
        detail: foundWords({ code: 'mail-bounced', status: event.data.status, says: event.contact?.says ?? '' }),
        tone: 'bad',
      };
    case 'case.link-opened':
      return { words: `Link opened on a ${event.data.device === 'other' ? 'device' : event.data.device}` };
    case 'case.link-expired':
      return { words: 'The link expired', tone: 'warn' };
    case 'case.submitted':
      return {
        words: `Form submitted, ${event.data.pictures.length} pictures, ${event.data.documentKind.replace('-', ' ')} of ${event.data.country}`,
        detail: `Terms ${event.data.termsVersion}, capture ${event.data.capture}. Due ${when(event.data.due.dueAt)}, calendar ${event.data.due.calendar.name} v${event.data.due.calendar.version}`,
      };
    case 'case.result-arrived':
      return {
        words: resultWords(event.data),
        detail: seesIdentity && event.data.codes.length > 0 ? `It says: ${event.data.codes.join(', ')}` : null,
        ...(isWithoutVerdict(event.data.outcome) ? { tone: 'warn' as const } : {}),
      };
    case 'case.result-late':
      return { words: 'The result stays away', detail: lateWords[event.data.why], tone: 'warn' };
    case 'case.decided':
      return event.data.decision === 'pass'
        ? {
            words: `${who} passed all four checks`,
            detail: seesIdentity && !hidesDecisions ? decidedDetail(event) : null,
            tone: 'good',
          }
        : event.data.decision === 'fail'
          ? { words: `${who} decided: fail`, detail: seesIdentity ? decidedDetail(event) : null, tone: 'bad' }
          : {
              words: `${who} asked again: ${event.data.askAgain ? askAgainName[event.data.askAgain] : 'pictures'}`,
              tone: 'warn',
            };
    case 'case.approved':
      return {
        words: `Approved: ${event.data.factors.length} second ${event.data.factors.length === 1 ? 'factor goes' : 'factors go'}`,
        detail: event.data.coolingOffHours > 0 ? `Cooling-off until ${when(event.data.dueAt)}` : 'No cooling-off',
        tone: 'good',
      };
    case 'case.cooling-off-changed':
      return {
        words: `The cooling-off ends later: ${when(event.data.dueAt)}`,
        detail:
          event.data.why === 'policy'
            ? 'The policy asks for more time'
            : event.data.why === 'repudiated'
              ? 'A lead lifted a repudiation: everybody has the time to say it again'
              : event.data.why === 'notice-late'
                ? 'The notice went out late'
                : 'The desk was closed for a while',
        tone: 'warn',
      };
    case 'case.approval-revoked':
      return { words: `${who} took the approval back`, detail: event.contact?.reason ?? '(erased)', tone: 'warn' };
    case 'case.fallback-opened':
      return {
        words: `${who} began another method: ${kindFacts[event.data.kind].title.toLowerCase()}`,
        detail: event.contact?.reason ?? '(erased)',
      };
    case 'case.fallback-item':
      return {
        words: `${who} noted evidence: ${event.data.value}, ${event.data.item.replaceAll('-', ' ')}`,
        detail: event.contact?.note ?? '(erased)',
      };
    case 'case.attestation-asked':
      return {
        words: `${who} sent a code to ${event.contact?.attestor.name ?? 'somebody in the firm'}`,
        detail: `Good until ${when(event.data.expiresAt)}`,
      };
    case 'case.attestation-answered':
      return event.data.ok
        ? { words: 'The code came back: right', tone: 'good' }
        : { words: 'A wrong code was typed', tone: 'warn' };
    case 'case.fallback-submitted':
      return {
        words: `${who} asked the reviewers`,
        detail: `${event.data.approvalsNeeded} approvals needed, due ${when(event.data.due.dueAt)}`,
      };
    case 'case.fallback-decided':
      return hidesDecisions
        ? { words: 'A reviewer gave their word', who: 'A reviewer' }
        : event.data.decision === 'approve'
          ? {
              words: `${who} approved the other method`,
              detail: (seesIdentity && event.identity?.reason) || null,
              tone: 'good',
            }
          : {
              words: `${who} refused the other method`,
              detail: (seesIdentity && event.identity?.reason) || null,
              tone: 'bad',
            };
    case 'case.fallback-withdrawn':
      return { words: `${who} took the other method back`, detail: event.contact?.reason ?? '(erased)' };
    case 'case.disable-begun':
      return { words: 'The disable began' };
    case 'case.disable-step':
      return {
        words: disableStepDone(event.data.step, event.data.readBack, label),
        detail: `Read back: ${readBackWords(event.data.readBack)}`,
      };
    case 'case.disable-stopped':
      return {
        words: `The disable stopped: ${event.data.reason.replaceAll('-', ' ')}`,
        detail: event.contact ? foundWords(event.contact.found) : '(erased)',
        tone: 'bad',
      };
    case 'case.disable-resumed':
      return { words: `${who} let the disable go on` };
    case 'case.recovered':
      return { words: 'The account is recovered', tone: 'good' };
    case 'case.watch-looked':
      return {
        words: `Still without 2FA, ${event.data.days} ${event.data.days === 1 ? 'day' : 'days'} after the disable`,
        tone: 'warn',
      };
    case 'case.watch-ended':
      return { words: '2FA is on again', tone: 'good' };
    case 'case.secure-step':
      return {
        words: secureStepWords(event.data.step, event.data.readBack),
        detail: `Read back: ${readBackWords(event.data.readBack)}`,
      };
    case 'case.secure-stopped':
      return { words: 'Securing the account stopped', detail: foundWords(event.data.found), tone: 'bad' };
    case 'case.evidence-destroyed':
      return {
        words: 'The pictures were destroyed',
        detail: event.data.why === 'ten-days' ? 'Ten days after the submission' : null,
      };
    case 'case.frozen':
      return {
        words:
          event.data.saidAbout !== undefined
            ? `“This wasn't me”, said about ${event.data.saidAbout}: everything stopped`
            : event.data.via === 'notice'
              ? "“This wasn't me”: everything stopped"
              : event.data.via === 'told'
                ? `“This wasn't me”, told to ${who}${event.data.channel === undefined ? '' : ` by ${event.data.channel.replace('-', ' ')}`}: everything stopped`
                : `${who} stopped the case`,
        detail: event.contact?.words || null,
        tone: 'bad',
      };
    case 'case.unfrozen':
      return { words: `${who} lifted the freeze`, detail: event.contact?.reason ?? '(erased)', tone: 'warn' };
    case 'case.closed':
      return {
        words: `Closed by ${who}: ${event.data.outcome.replaceAll('-', ' ')}`,
        detail: event.contact?.reason || null,
      };
    case 'unread':
      return {
        words: 'Written by a newer version of Recovery Desk',
        detail: 'This version can’t read it. Update this desk to see what it says.',
        tone: 'warn',
      };
    case 'case.reopened':
      return { words: `${who} opened the case again`, detail: event.contact?.reason ?? '(erased)', tone: 'warn' };
    default:
      return assertNever(event);
  }
};

/** The message that an event tells of, and stands in: what was asked, what became of it, who read it. */
export const mailIdOf = (event: CaseEvent | Unread): string | null => {
  switch (event.type) {
    case 'case.mail-asked':
    case 'case.mail-asked-again':
    case 'case.mail-accepted':
    case 'case.mail-failed':
    case 'case.mail-bounced':
    case 'case.mail-undone':
    case 'case.mail-cancelled':
      return event.data.mailId;
    case 'case.message-received':
    case 'case.message-read':
      return event.data.messageId;
    default:
      return null;
  }
};

/**
 * Newest first. `when` writes a time in the desk's zone. What reviewers wrote about evidence is theirs alone: agents
 * speak with the customer (R14).
 */
export const historyOf = (
  stored: readonly StoredEvent[],
  nameOf: (actor: string) => string,
  when: (iso: string) => string,
  sees: { readonly identity: boolean; readonly hidesDecisions: boolean },
): readonly HistoryLine[] => {
  const events = stored.map(readCaseEvent);
  const labels = factorLabels(events);
  const addresses = new Map<string, string>();
  const lines: HistoryLine[] = [];
  for (const [index, event] of events.entries()) {
    const row = stored[index];
    if (row === undefined) continue;
    if (event.type === 'case.account-read')
      for (const address of event.contact?.facts.addresses ?? []) addresses.set(address.id, address.address);
    if (event.type === 'case.attestation-asked' && event.contact)
      addresses.set(event.contact.attestor.address.id, event.contact.attestor.address.address);
    const words = wordsOf(event, nameOf(row.actor), {
      name: nameOf,
      label: (id) => labels.get(id) ?? 'a second factor',
      addressOf: (id) => addresses.get(id) ?? 'an address',
      when,
      seesIdentity: sees.identity,
      hidesDecisions: sees.hidesDecisions,
    });
    const place = { at: row.recordedAt, version: row.version, id: row.eventId };
    const by = words.who ?? nameOf(row.actor);
    const detail = words.detail ?? null;
    lines.push({
      ...place,
      mailId: mailIdOf(event),
      entry:
        event.type === 'case.noted'
          ? { kind: 'note', id: place.id, at: place.at, by, words: detail ?? '' }
          : {
              kind: 'event',
              id: place.id,
              at: place.at,
              by,
              words: words.words,
              detail,
              tone: words.tone ?? 'plain',
              signed: row.signature !== undefined,
            },
    });
  }
  return lines.toReversed();
};
