/** Words that several screens use, in the glossary's spelling. A French catalogue has the same shape. */
import type { Role } from '#domain/access/roles';
import type { Channel, Outcome, Way } from '#domain/case/events';
import type { CaseStatus } from '#domain/case/state';

export const roleNames: Readonly<Record<Role, string>> = {
  agent: 'Support agent',
  reviewer: 'Security reviewer',
  lead: 'Team lead',
};

export const statusNames: Readonly<Record<CaseStatus, string>> = {
  triage: 'Triage',
  'awaiting-admin': 'Awaiting admin',
  'awaiting-customer': 'Awaiting customer',
  'link-expired': 'Link expired',
  submitted: 'Submitted',
  'in-review': 'In review',
  'awaiting-second': 'Awaiting second',
  approved: 'Approved',
  disabling: 'Disabling',
  'needs-attention': 'Needs attention',
  recovered: 'Recovered',
  failed: 'Failed',
  'fallback-review': 'Fallback review',
  closed: 'Closed',
};
export const frozenName = 'Frozen';

export const channelNames: Readonly<Record<Channel, string>> = {
  phone: 'By phone',
  email: 'By email',
  chat: 'By chat',
  'in-person': 'In person',
};
export const outcomeNames: Readonly<Record<Outcome | 'recovered', string>> = {
  'self-served': 'Helped themselves',
  'disabled-by-admin': 'Disabled by their firm',
  withdrawn: 'Withdrawn',
  rejected: 'Rejected',
  duplicate: 'Duplicate',
  fraud: 'Fraud',
  recovered: 'Recovered',
};
export const firmRoleNames = {
  unknown: 'Role unknown',
  member: 'Firm member',
  administrator: 'Firm Administrator',
  'primary-subscriber': 'Primary Subscriber',
} as const;
export const languageNames = { en: 'English', fr: 'French' } as const;
export const mailStateNames = {
  waiting: 'Waiting',
  sending: 'Sending',
  sent: 'Sent',
  failed: 'Failed',
  bounced: 'Bounced',
  cancelled: 'Cancelled',
  undone: 'Undone',
} as const;
export const wayNames: Readonly<Record<Way, string>> = {
  'still-signed-in': 'Still signed in somewhere',
  'backup-code': 'Use a backup code',
  'someone-in-the-firm': 'Somebody in the firm disables it',
};
/** `1 case`, `2 cases`. */
export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
