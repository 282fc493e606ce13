import { z } from 'zod';
import { askAgainReasons, mailTemplates, outcomes, wayOutcomes, ways } from '#domain/case/events';
import { statuses } from '#domain/case/state';
import { command, query } from './endpoint';
import { channel, clockCell, marks } from './queue';
import { caseId, done, isoTime, nothing, oneTimeCode, person, staffId } from './shared';

const firmRole = z.enum(['member', 'administrator', 'primary-subscriber']);
const accountSummary = z.strictObject({ accountId: z.string(), name: z.string(), login: z.string(), firmName: z.string(), role: firmRole, firmStatus: z.enum(['active', 'suspended']), openCase: z.strictObject({ caseId, number: z.string() }).nullable() });
export type AccountSummaryView = z.infer<typeof accountSummary>;

/** The one thing to do next, with its reason; `action` names the button. */
const nextAction = z.strictObject({
  action: z.enum(['rule-out-self-help', 'send-link', 'wait', 'send-again', 'new-link', 'review', 'watch-disable', 'resume-disable', 'lift-freeze', 'ask-lead', 'alternate-method', 'none']),
  title: z.string(), reason: z.string(),
  /** Why this person can't; null when they can. */
  refusal: z.strictObject({ message: z.string(), rule: z.string().nullable(), way: z.string().nullable() }).nullable(),
});

const factor = z.strictObject({ id: z.string(), kind: z.enum(['totp', 'security-key', 'backup-codes']), label: z.string(), createdAt: isoTime, codesLeft: z.number().nullable() });
const address = z.strictObject({ addressId: z.string(), address: z.string(), since: isoTime.nullable(), until: isoTime.nullable(), standing: z.enum(['usable', 'too-new', 'unknown-since', 'replaced', 'replaced-long-ago']) });

const accountView = z.strictObject({
  system: z.string(), readAt: isoTime, name: z.string(), nameSince: isoTime.nullable(), login: z.string(), firmName: z.string(), firmSize: z.number(), role: firmRole,
  language: z.enum(['en', 'fr']), timeZone: z.string(), factors: z.array(factor), sessions: z.array(z.strictObject({ device: z.string(), lastSeenAt: isoTime })), addresses: z.array(address),
  mayDisable: z.array(z.strictObject({ name: z.string(), role: firmRole, may: z.boolean(), why: z.string() })),
});

const wayView = z.strictObject({ way: z.enum(ways), outcome: z.enum(wayOutcomes).nullable(), why: z.string().nullable(), by: z.string().nullable(), at: isoTime.nullable(), hint: z.string() });

const mailView = z.strictObject({ mailId: z.string(), template: z.enum(mailTemplates), to: z.string(), language: z.enum(['en', 'fr']), askedAt: isoTime, state: z.enum(['waiting', 'sent', 'failed', 'cancelled']), settledAt: isoTime.nullable(), why: z.string().nullable(), canSendAgain: z.boolean() });

/** A due time explains itself (R22). */
const dueView = z.strictObject({ dueAt: isoTime, calendar: z.string(), lines: z.array(z.string()), closedDays: z.array(z.strictObject({ date: z.string(), name: z.string() })) });

const disableStep = z.strictObject({ key: z.string(), title: z.string(), state: z.enum(['waiting', 'running', 'done', 'stopped']), readBack: z.string().nullable(), at: isoTime.nullable() });
const disableView = z.strictObject({ effectId: z.string(), approvedAt: isoTime, dueAt: isoTime, coolingOffHours: z.number(), steps: z.array(disableStep), stopped: z.strictObject({ reason: z.string(), found: z.string(), at: isoTime, ways: z.array(z.enum(['resume', 'close', 'stop'])) }).nullable(), retrying: z.string().nullable(), finishedAt: isoTime.nullable() });

const historyLine = z.strictObject({ version: z.number(), at: isoTime, who: z.string(), words: z.string(), detail: z.string().nullable(), tone: z.enum(['plain', 'good', 'bad', 'warn']), signed: z.boolean() });

export const caseView = z.strictObject({
  caseId, number: z.string(), version: z.number(), person: z.string(), firm: z.string(), status: z.enum(statuses), outcome: z.string().nullable(),
  frozen: z.strictObject({ at: isoTime, by: z.string(), via: z.enum(['notice', 'staff']), words: z.string().nullable() }).nullable(),
  next: nextAction, owner: person.nullable(), marks, openedAt: isoTime, openedBy: z.string(), channel, callerWords: z.string(), callerGave: z.string(), reference: z.string(), requests: z.number(),
  account: accountView.nullable(), risk: z.strictObject({ level: z.enum(['normal', 'raised']), reasons: z.array(z.string()) }),
  selfHelp: z.array(wayView), override: z.strictObject({ by: z.string(), at: isoTime, reason: z.string() }).nullable(),
  /** Null when the link may be sent; otherwise what stands in the way. */
  linkGate: z.strictObject({ open: z.boolean(), conditions: z.array(z.strictObject({ words: z.string(), met: z.boolean() })) }),
  link: clockCell.extend({ sentAt: isoTime.nullable(), openedAt: isoTime.nullable(), to: z.string().nullable(), number: z.number() }).nullable(),
  review: clockCell.extend({ startedAt: isoTime.nullable(), due: dueView.nullable(), ifSubmittedNow: dueView.nullable() }),
  mails: z.array(mailView), history: z.array(historyLine), disable: disableView.nullable(),
  can: z.strictObject({ work: z.boolean(), sendLink: z.boolean(), decide: z.boolean(), freeze: z.boolean(), unfreeze: z.boolean(), assign: z.boolean(), close: z.boolean(), resume: z.boolean() }),
});
export type CaseView = z.infer<typeof caseView>;

export const caseCalls = {
  'cases.findAccounts': query('case:open', z.strictObject({ query: z.string().trim().min(2, 'two letters at least').max(100) }), z.strictObject({ accounts: z.array(accountSummary), more: z.boolean() })),
  /** Opens, or attaches to the open case of that account and says so (R10). */
  'cases.open': command('case:open', z.strictObject({ accountId: z.string().min(1).max(100), channel, callerWords: z.string().max(2000), callerGave: z.string().max(200), reference: z.string().max(100) }), z.strictObject({ caseId, number: z.string(), attached: z.boolean() })),
  'cases.get': query('case:read', z.strictObject({ caseId }), caseView),
  'cases.readAccount': command('case:work', z.strictObject({ caseId }), done),
  'cases.assign': command('case:assign', z.strictObject({ caseId, to: staffId.nullable() }), done),
  'cases.note': command('case:read', z.strictObject({ caseId, text: z.string().trim().min(1).max(4000) }), done),
  'cases.recordWay': command('case:work', z.strictObject({ caseId, way: z.enum(ways), outcome: z.enum(wayOutcomes), why: z.string().trim().max(1000) }), done),
  'cases.overrideSelfHelp': command('case:work', z.strictObject({ caseId, reason: z.string().trim().max(1000) }), done),
  'cases.sendLink': command('link:send', z.strictObject({ caseId, addressId: z.string().min(1).max(100), language: z.enum(['en', 'fr']) }), done),
  'cases.sendAgain': command('mail:retry', z.strictObject({ caseId, mailId: z.string().min(1).max(100) }), done),
  /** Anyone on the staff may stop a case (R7). */
  'cases.freeze': command('case:stop', z.strictObject({ caseId, words: z.string().trim().min(3, 'say in a few words why').max(1000) }), done),
  'cases.unfreeze': command('case:unfreeze', z.strictObject({ caseId, reason: z.string().trim().max(1000), code: oneTimeCode }), done),
  'cases.close': command('case:close', z.strictObject({ caseId, outcome: z.enum(outcomes), reason: z.string().trim().max(1000) }), done),
  'cases.resumeDisable': command('disable:resume', z.strictObject({ caseId, code: oneTimeCode }), done),
  'cases.verify': query('case:read', z.strictObject({ caseId }), z.strictObject({ ok: z.boolean(), events: z.number(), words: z.string() })),
  'cases.colleagues': query('queue:read', nothing, z.strictObject({ people: z.array(person) })),
};
export const askAgainReason = z.enum(askAgainReasons);
