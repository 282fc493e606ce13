import { z } from 'zod';
import { askAgainReasons, fallbackKinds, howKinds, outcomes, signals, wayOutcomes, ways } from '#domain/case/events';
import { offerNames } from '#domain/case/offers';
import { saidToBeFrom } from '#domain/case/schemas/answer';
import { statuses, mailStates } from '#domain/case/state';
import { calendarIds } from '#domain/sla/calendar';
import { command, query } from './endpoint';
import { channel, clockCell, marks } from './queue';
import { accountId, caseId, done, isoTime, limit, nothing, oneTimeCode, person, refusal, staffId } from './shared';
import { mailView } from './thread';

const firmRole = z.enum(['member', 'administrator', 'primary-subscriber']);
const accountRole = z.union([z.literal('unknown'), firmRole]);
const accountSummary = z.strictObject({
  accountId,
  name: z.string(),
  login: z.string(),
  firmName: z.string(),
  role: accountRole,
  firmStatus: z.enum(['active', 'suspended', 'unknown']),
  openCase: z.strictObject({ caseId, number: z.string() }).nullable(),
});
export type AccountSummaryView = z.infer<typeof accountSummary>;

/** The one thing to do next, with its reason; `action` names the button. */
const nextAction = z.strictObject({
  action: z.enum([
    'rule-out-self-help',
    'send-link',
    'wait',
    'send-again',
    'read-message',
    'new-link',
    'review',
    'watch-disable',
    'resume-disable',
    'lift-freeze',
    'ask-lead',
    'alternate-method',
    'prepare-fallback',
    'decide-fallback',
    'cooling-off',
    'secure-account',
    'watch-account',
    'reopen',
    'none',
  ]),
  title: z.string(),
  reason: z.string(),
  /** Why this person can't; null when they can. */
  refusal: refusal.nullable(),
});

const factor = z.strictObject({
  id: z.string(),
  kind: z.enum(['totp', 'security-key', 'backup-codes', 'other']),
  /** What it is called; the system's own name where its kind says nothing. */
  name: z.string(),
  label: z.string(),
  createdAt: isoTime.nullable(),
  /** Null for what has no codes. */
  codesLeft: z.union([z.number(), z.literal('unknown')]).nullable(),
});
const address = z.strictObject({
  addressId: z.string(),
  address: z.string(),
  since: isoTime.nullable(),
  /** `system`: a day of the system's own; the others say that it is at least so old. */
  basis: z.enum(['system', 'unchanged', 'first-seen', 'appeared']),
  until: isoTime.nullable(),
  standing: z.enum(['usable', 'too-new', 'unknown-since', 'replaced', 'replaced-long-ago']),
});

const accountView = z.strictObject({
  system: z.string(),
  readAt: isoTime,
  name: z.string(),
  nameSince: isoTime.nullable(),
  login: z.string(),
  firmName: z.string(),
  /** Null where nobody knows who is in the firm. */
  firmSize: z.number().nullable(),
  role: accountRole,
  language: z.enum(['en', 'fr']),
  timeZone: z.string(),
  factors: z.array(factor),
  /** Null where the system lists none: there may be some. */
  sessions: z.array(z.strictObject({ device: z.string(), lastSeenAt: isoTime })).nullable(),
  /** What its system can't do or doesn't say. */
  limits: z.array(limit),
  addresses: z.array(address),
  /** This desk's daily looks over the system's addresses, where one of these counts by them or could; else null. */
  looks: z
    .strictObject({
      standing: z.enum(['first', 'current', 'stale']),
      since: isoTime,
      lastAt: isoTime.nullable(),
    })
    .nullable(),
  mayDisable: z.array(z.strictObject({ name: z.string(), role: firmRole, may: z.boolean(), why: z.string() })),
});

const wayWords = z.strictObject({
  title: z.string(),
  intro: z.string(),
  steps: z.array(z.string()),
  never: z.string(),
});
const wayView = z.strictObject({
  way: z.enum(ways),
  outcome: z.enum(wayOutcomes).nullable(),
  why: z.string().nullable(),
  by: z.string().nullable(),
  at: isoTime.nullable(),
  /** Whether the account's facts leave this way open, and why, in one sentence. */
  open: z.boolean(),
  hint: z.string(),
  /** What to say or send, in the customer's language. */
  words: z.strictObject({ en: wayWords, fr: wayWords }),
});

const fallbackKind = z.enum(fallbackKinds);
const otherCase = z.strictObject({ caseId, number: z.string() });
/** The alternate method. While reviewers decide, nobody who may still decide sees the others' words (R9). */
const fallbackView = z.strictObject({
  fallbackId: z.string(),
  kind: fallbackKind,
  title: z.string(),
  what: z.string(),
  strength: z.enum(['strong', 'weak']),
  stage: z.enum(['preparing', 'deciding', 'approved', 'refused', 'withdrawn']),
  openedBy: z.string(),
  openedAt: isoTime,
  reason: z.string(),
  script: z.array(z.string()),
  items: z.array(
    z.strictObject({
      key: z.string(),
      words: z.string(),
      value: z.enum(['seen', 'missing']).nullable(),
      note: z.string().nullable(),
      by: z.string().nullable(),
      at: isoTime.nullable(),
    }),
  ),
  /** Null when this method asks nobody to vouch. */
  attestation: z
    .strictObject({
      candidates: z.array(z.strictObject({ accountId, name: z.string(), role: firmRole })),
      asked: z
        .strictObject({
          name: z.string(),
          to: z.string(),
          expiresAt: isoTime,
          attemptsLeft: z.number(),
          answeredAt: isoTime.nullable(),
          mail: z.enum(mailStates),
        })
        .nullable(),
    })
    .nullable(),
  missing: z.array(z.string()),
  approvalsNeeded: z.number(),
  approvals: z.number(),
  dueAt: isoTime.nullable(),
  decisions: z.array(
    z.strictObject({
      by: z.string(),
      decision: z.enum(['approve', 'refuse']),
      at: isoTime,
      reason: z.string().nullable(),
    }),
  ),
  mayDecide: z.boolean(),
  why: z.string(),
  rule: z.string().nullable(),
  way: z.string().nullable(),
  /** Why it can only be refused now: the method was closed, or nothing is left to disable (R15, R20). */
  barredApproval: refusal.nullable(),
});
export type FallbackView = z.infer<typeof fallbackView>;

/** R8. Null where the disable needs none. */
const coolingOffView = z.strictObject({
  hours: z.number(),
  reasons: z.array(z.string()),
  endsAt: isoTime,
  state: z.enum(['running', 'not-started', 'nobody-told', 'ended', 'frozen']),
  changed: z.string().nullable(),
});

/** A due time explains itself (R22). */
const dueView = z.strictObject({
  dueAt: isoTime,
  calendar: z.string(),
  calendarId: z.enum(calendarIds),
  lines: z.array(z.string()),
  closedDays: z.array(z.strictObject({ date: z.string(), name: z.string() })),
});

const disableStep = z.strictObject({
  key: z.string(),
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'stopped']),
  readBack: z.string().nullable(),
  at: isoTime.nullable(),
});
const disableView = z.strictObject({
  effectId: z.string(),
  via: z.enum(['check', 'fallback']),
  how: z.enum(howKinds),
  coolingOff: coolingOffView.nullable(),
  approvedAt: isoTime,
  dueAt: isoTime,
  coolingOffHours: z.number(),
  steps: z.array(disableStep),
  stopped: z
    .strictObject({
      reason: z.string(),
      found: z.string(),
      at: isoTime,
    })
    .nullable(),
  retrying: z.string().nullable(),
  finishedAt: isoTime.nullable(),
});

export const caseView = z.strictObject({
  caseId,
  number: z.string(),
  version: z.number(),
  person: z.string(),
  firm: z.string(),
  status: z.enum(statuses),
  outcome: z.string().nullable(),
  frozen: z
    .strictObject({
      at: isoTime,
      by: z.string(),
      via: z.enum(['notice', 'told', 'staff']),
      saidAbout: z.string().nullable(),
      words: z.string().nullable(),
      /** What had been done of a disable when it froze, and what can be undone. */ done: z.array(z.string()),
    })
    .nullable(),
  next: nextAction,
  owner: person.nullable(),
  marks,
  openedAt: isoTime,
  openedBy: z.string(),
  channel,
  callerWords: z.string(),
  callerGave: z.string(),
  reference: z.string(),
  requests: z.number(),
  account: accountView.nullable(),
  risk: z.strictObject({ level: z.enum(['normal', 'raised']), reasons: z.array(z.string()) }),
  selfHelp: z.array(wayView),
  override: z.strictObject({ by: z.string(), at: isoTime, reason: z.string() }).nullable(),
  /** What stands before a link, one by one (R3, R5). */
  linkGate: z.strictObject({
    open: z.boolean(),
    conditions: z.array(z.strictObject({ of: z.enum([...ways, 'address']), met: z.boolean() })),
  }),
  link: clockCell
    .extend({ sentAt: isoTime.nullable(), openedAt: isoTime.nullable(), to: z.string().nullable(), number: z.number() })
    .nullable(),
  review: clockCell.extend({
    startedAt: isoTime.nullable(),
    due: dueView.nullable(),
    ifSubmittedNow: dueView.nullable(),
  }),
  /** The policy's numbers that this screen speaks of. */
  numbers: z.strictObject({
    linkHours: z.number(),
    reviewBusinessDays: z.number(),
    recentContactDays: z.number(),
    watchReminderDays: z.array(z.number()),
  }),
  /** Messages for which a disable would wait until somebody has read them, those first that this person has not (R7). */
  unread: z.array(z.string()),
  /** The newest message that could say “this wasn't me”, while nobody has recorded that it does (R7). */
  maybeNotMe: z
    .strictObject({
      messageId: z.string(),
      at: isoTime,
      from: z.enum(saidToBeFrom),
      /** Nobody has read it who may judge it (R9). */
      holds: z.boolean(),
    })
    .nullable(),
  /** Each message to each address, newest first; the thread has them in their place. */
  mails: z.array(mailView),
  disable: disableView.nullable(),
  fallback: fallbackView.nullable(),
  /** The alternate methods that could begin now; empty when none may. */
  fallbackKinds: z.array(
    z.strictObject({
      kind: fallbackKind,
      title: z.string(),
      what: z.string(),
      strength: z.enum(['strong', 'weak']),
      open: z.boolean(),
      why: z.string(),
    }),
  ),
  signals: z.array(z.strictObject({ signal: z.enum(signals), title: z.string(), explanation: z.string() })),
  snooze: z.strictObject({ until: isoTime.nullable(), by: z.string(), at: isoTime, reason: z.string() }).nullable(),
  watch: z
    .strictObject({
      since: isoTime,
      days: z.number(),
      looks: z.number(),
      lastLookAt: isoTime.nullable(),
      endedAt: isoTime.nullable(),
    })
    .nullable(),
  /** On a case that secures an account again: what it follows, and its steps. */
  secures: z.strictObject({ of: otherCase, steps: z.array(disableStep), stopped: z.string().nullable() }).nullable(),
  /** The case that secures this one's account again. */
  securedBy: otherCase.nullable(),
  duplicateOf: otherCase.nullable(),
  /** Part of it was written by a newer version: it stands still until this desk is updated. Null when none was. */
  standsStill: refusal.nullable(),
  enquiries: z.array(z.strictObject({ at: isoTime, by: z.string(), channel, words: z.string() })),
  /** Why this person can't, for each thing that a screen offers; null where they can. */
  barred: z.record(z.enum(offerNames), refusal.nullable()),
});
export type CaseView = z.infer<typeof caseView>;

export const caseCalls = {
  'cases.findAccounts': query(
    'case:open',
    z.strictObject({ query: z.string().trim().min(2, 'two letters at least').max(100) }),
    z.strictObject({
      accounts: z.array(accountSummary),
      more: z.boolean(),
      /** The identity systems that did not answer, by name: their accounts are not among these. */
      missing: z.array(z.string()),
    }),
  ),
  /** Opens, or attaches to the open case of that account and says so (R10). */
  'cases.open': command(
    'case:open',
    z.strictObject({
      accountId,
      channel,
      callerWords: z.string().max(2000),
      callerGave: z.string().max(200),
      reference: z.string().max(100),
      take: z.boolean(),
    }),
    z.strictObject({ caseId, number: z.string(), attached: z.boolean() }),
  ),
  'cases.get': query('case:read', z.strictObject({ caseId }), caseView),
  'cases.readAccount': command('case:work', z.strictObject({ caseId }), done),
  'cases.assign': command(
    'case:assign',
    z.strictObject({ caseId, to: staffId.nullable(), note: z.string().trim().max(1000) }),
    done,
  ),
  'cases.note': command('case:read', z.strictObject({ caseId, text: z.string().trim().min(1).max(4000) }), done),
  'cases.recordWay': command(
    'case:work',
    z.strictObject({ caseId, way: z.enum(ways), outcome: z.enum(wayOutcomes), why: z.string().trim().max(1000) }),
    done,
  ),
  'cases.overrideSelfHelp': command('case:work', z.strictObject({ caseId, reason: z.string().trim().max(1000) }), done),
  'cases.sendAgain': command('mail:retry', z.strictObject({ caseId, mailId: z.string().min(1).max(100) }), done),
  /** Anyone on the staff may stop a case (R7). */
  'cases.freeze': command(
    'case:stop',
    z.strictObject({ caseId, words: z.string().trim().min(3, 'say in a few words why').max(1000) }),
    done,
  ),
  'cases.unfreeze': command(
    'case:unfreeze',
    z.strictObject({ caseId, reason: z.string().trim().max(1000), code: oneTimeCode }),
    done,
  ),
  'cases.close': command(
    'case:close',
    z.strictObject({
      caseId,
      outcome: z.enum(outcomes),
      reason: z.string().trim().max(1000),
      tell: z.boolean(),
      /** The number of the case that this one repeats. */ duplicateOf: z.string().trim().max(20).nullable(),
      /** R21: of a lead who ends what is frozen, or a securing. */ code: oneTimeCode.optional(),
    }),
    done,
  ),
  'cases.reopen': command('case:close', z.strictObject({ caseId, reason: z.string().trim().max(1000) }), done),
  /** The owner said "this wasn't me" by phone or in a reply (R7). */
  'cases.recordRepudiation': command(
    'case:stop',
    z.strictObject({ caseId, channel, words: z.string().trim().max(1000) }),
    done,
  ),
  'cases.revokeApproval': command(
    'approval:revoke',
    z.strictObject({ caseId, reason: z.string().trim().max(1000), code: oneTimeCode }),
    done,
  ),
  'cases.snooze': command(
    'case:assign',
    z.strictObject({
      caseId,
      /** Null: until something happens. */ until: isoTime.nullable(),
      reason: z.string().trim().max(500),
    }),
    done,
  ),
  'cases.wake': command('case:assign', z.strictObject({ caseId }), done),
  /** Looks at once whether 2FA is on again. */
  'cases.checkWatch': command('case:read', z.strictObject({ caseId }), z.strictObject({ factors: z.number() })),
  /** R19: an enquiry that changes nothing is written down on the account. */
  'cases.logEnquiry': command(
    'case:open',
    z.strictObject({
      accountId,
      channel,
      words: z.string().trim().min(3, 'say in a few words what was asked').max(1000),
    }),
    done,
  ),
  'fallback.open': command(
    'case:work',
    z.strictObject({ caseId, kind: fallbackKind, reason: z.string().trim().max(1000) }),
    done,
  ),
  'fallback.setItem': command(
    'case:work',
    z.strictObject({
      caseId,
      item: z.string().min(1).max(60),
      value: z.enum(['seen', 'missing']),
      note: z.string().trim().max(500),
    }),
    done,
  ),
  'fallback.askAttestation': command('case:work', z.strictObject({ caseId, attestorId: accountId }), done),
  /** The eight digits that whoever vouches read out. */
  'fallback.answerAttestation': command(
    'case:work',
    z.strictObject({
      caseId,
      digits: z
        .string()
        .trim()
        .regex(/^\d{4}\s?\d{4}$/, 'eight digits'),
    }),
    z.strictObject({ ok: z.boolean(), attemptsLeft: z.number() }),
  ),
  'fallback.submit': command('case:work', z.strictObject({ caseId }), done),
  'fallback.withdraw': command('case:work', z.strictObject({ caseId, reason: z.string().trim().max(1000) }), done),
  /** R23: the digest of what is shown goes back with the decision. */
  'fallback.get': query(
    'decision:make',
    z.strictObject({ caseId }),
    z.strictObject({
      digest: z.string(),
      fallback: fallbackView,
      account: z.strictObject({
        name: z.string(),
        firmName: z.string(),
        role: accountRole,
        /** What its system can't do or doesn't say. */
        limits: z.array(limit),
        factors: z.array(z.string()),
        addresses: z.number(),
        contactChanged: z.string(),
      }),
      override: z.string().nullable(),
      risk: z.array(z.string()),
      coolingOffHours: z.number(),
      /** R16: hours of temporary access, where the identity system offers it. */ temporaryAccessHours: z
        .number()
        .nullable(),
      earlier: z.array(z.string()),
    }),
  ),
  'fallback.decide': command(
    'decision:make',
    z.strictObject({
      caseId,
      fallbackId: z.string().min(1).max(100),
      decision: z.enum(['approve', 'refuse']),
      reason: z.string().trim().max(2000),
      digest: z.string().min(1).max(200),
      how: z.enum(howKinds).optional(),
      code: oneTimeCode,
    }),
    z.strictObject({ status: z.enum(statuses), approvalsLeft: z.number() }),
  ),
  'cases.resumeDisable': command('disable:resume', z.strictObject({ caseId, code: oneTimeCode }), done),
  'cases.verify': query(
    'case:read',
    z.strictObject({ caseId }),
    z.strictObject({ ok: z.boolean(), events: z.number(), words: z.string() }),
  ),
  'cases.colleagues': query('queue:read', nothing, z.strictObject({ people: z.array(person) })),
};
export const askAgainReason = z.enum(askAgainReasons);
