/** Texts of a case. */
import type { CaseView } from '#contract/cases';

type NextAction = CaseView['next']['action'];

export const caseTexts = {
  expand: 'Open in full', collapse: 'Back to the queue', more: 'More about this case', loading: 'Loading the case', gone: 'This case can’t be shown', noOwner: 'Nobody', owner: (name: string) => `Owner: ${name}`,
  button: {
    'rule-out-self-help': 'Go through the ways', 'send-link': 'Send link', wait: '', 'send-again': 'Send again', 'new-link': 'Send a new link', review: 'Open the review', 'watch-disable': 'Show the steps', 'resume-disable': 'Look at it', 'lift-freeze': 'Lift the freeze', 'ask-lead': 'Hand over to a lead', 'alternate-method': '', none: '',
  } satisfies Record<NextAction, string>,
  cant: {
    'rule-out-self-help': 'You can’t work this case', 'send-link': 'You can’t send the link', wait: 'You can’t go on here', 'send-again': 'You can’t send it again', 'new-link': 'You can’t send a link', review: 'You can’t decide this case', 'watch-disable': 'You can’t see the steps', 'resume-disable': 'You can’t resume it', 'lift-freeze': 'You can’t lift the freeze', 'ask-lead': 'You can’t go on here', 'alternate-method': 'You can’t go on here', none: 'You can’t go on here',
  } satisfies Record<NextAction, string>,
  rule: 'The rule', makesPossible: 'Makes it possible', handOver: (name: string) => `Hand over to ${name}`,
  action: { assignMe: 'Assign to me', assign: 'Assign', sendLink: 'Send link', newLink: 'Send a new link', note: 'Write a note', freeze: 'Stop the case', unfreeze: 'Lift the freeze', close: 'Close the case', readAgain: 'Read the account again', full: 'Open in full', back: 'Back', verify: 'Verify the history', steps: 'Steps of the disable', mailbox: 'Open the customers’ mailbox' },
  why: { closed: 'The case is closed.', frozen: 'The case is frozen.', gate: 'Faster ways are not ruled out.', notNow: 'Not in this status.', yours: 'It is yours already.' },
  frozen: { title: 'Frozen', by: (by: string, when: string) => `${by}, ${when}.`, notice: 'by “this wasn’t me”' },
  clocks: {
    title: 'Both clocks', calendar: (name: string) => `Calendar: ${name}`, link: 'Link, 72 h', review: 'Review, 2 business days', cooling: 'Cooling-off', notSent: 'Not sent', notStarted: 'Not started', left: (span: string) => `${span} left`, late: (span: string) => `${span} late`,
    used: (when: string) => `Used ${when}`, expired: (when: string) => `Expired ${when}`, kept: (when: string) => `Kept ${when}`, replaced: 'Replaced', ended: 'Ended', stopped: 'Stopped', undeliverable: 'Not delivered', ifNow: (when: string) => `${when} if sent now`, ifToday: (when: string) => `${when} if in today`, opened: (when: string) => `Opened ${when}`, sent: (when: string) => `Sent ${when}`, until: (when: string) => `Until ${when}`, over: 'Over',
    customer: (when: string) => `For the customer: ${when}`, realHours: 'Counted in real hours, from the first attempt to send.', noDue: 'It starts when the form comes in.', coolingWords: (hours: number) => `${hours} hours between decision and disable, running only while “this wasn’t me” can arrive.`,
  },
  account: {
    title: 'Account', readFrom: (system: string, when: string) => `Read from ${system} at ${when}`, role: 'Role', firmOf: (role: string, n: number) => `${role}, firm of ${n}`, factors: 'Second factor', noFactor: 'None: 2FA is off', since: (date: string) => `since ${date}`, codesLeft: (n: number) => `${n} left`,
    sessions: 'Sessions', noSession: 'None open', lastSeen: (device: string, when: string) => `${device}, ${when}`, addresses: 'Addresses', login: 'Sign-in', name: 'Name', nameSince: (date: string) => `since ${date}`, risk: 'Risk', normal: 'Normal, no cooling-off', raised: 'Raised', language: 'Language', zone: 'Time zone', linkTo: 'Link went to', selfHelp: 'Self-help', unread: 'The account was not read yet.',
    standing: { usable: '', 'too-new': 'Too new for a link', 'unknown-since': 'Nobody knows since when', replaced: 'Replaced', 'replaced-long-ago': 'Replaced long ago' },
    reasons: { administrator: 'Firm Administrator', 'primary-subscriber': 'Primary Subscriber', 'contact-changed': 'contact changed lately', fallback: 'fallback' } as Readonly<Record<string, string>>,
  },
  request: { title: 'Request', opened: 'Opened', openedBy: (when: string, channel: string, by: string) => `${when}, ${channel}, by ${by}`, asked: 'Asked for', gave: 'The caller gave', never: 'Never used', reference: 'Reference', requests: 'Requests', nothing: 'Nothing written' },
  ways: {
    title: 'Ways back, fastest first', onPhone: 'On the phone', fastest: 'Fastest open way', worked: 'It worked: close the case', tried: 'Tried, did not work', impossible: 'Impossible…', again: 'Try again', offered: 'Ask them, and wait', neverAsk: 'Never ask for a code or a password.', may: 'May', mayNot: 'May not',
    outcome: { offered: 'Offered', tried: 'Tried, did not work', impossible: 'Impossible', worked: 'Worked' }, by: (outcome: string, by: string, when: string) => `${outcome}, ${by}, ${when}`,
    whyTitle: 'Why is this way impossible?', whyHint: 'A few words, for whoever reads the case later.', record: 'Record',
  },
  gate: { title: 'Send the verification link', words: 'Up to 72 hours, then two business days of review.', shut: 'The link can’t be sent yet', open: 'Nothing stands in the way', override: 'Override with a reason…', overridden: (by: string, when: string) => `Passed over by ${by}, ${when}`, met: 'ruled out', unmet: 'not yet' },
  override: { title: 'Pass over the faster ways?', words: 'The reviewer and the lead see that you did, and why.', reason: 'Reason', hint: 'A sentence: 20 characters at least.', button: 'Pass over', left: (n: number) => `${n} more characters` },
  send: { title: (name: string) => `Send ${name} the link`, newTitle: (name: string) => `Send ${name} a new link`, to: 'To which address?', only: 'Only addresses that the account had before the case; there is no way to type one.', language: 'Language of the mail', kills: 'The link before it stops working at once.', end: 'It works once, and ends 72 hours after the first attempt to send it.', button: 'Send link', none: 'No address is left for a link. The alternate method is the way.', since: (date: string) => `since ${date}`, sinceUnknown: 'nobody knows since when', barred: { 'too-new': (date: string) => `Changed ${date}, less than 14 days before the case: told, but gets no link (R5).`, 'unknown-since': 'Nobody knows since when: told, but gets no link (R5).', replaced: 'Replaced: told, but gets no link (R5).', 'replaced-long-ago': 'Replaced long ago: not told, gets no link.' } },
  messages: { title: 'Messages', none: 'No mail was sent in this case.', to: (to: string) => `To ${to}`, again: 'Send again', masked: 'The link is masked.' },
  history: { title: 'History', all: (n: number) => `All ${n}`, fewer: 'Fewer', signed: 'Signed', detail: 'Detail', verify: 'Verify', verified: (n: number, words: string) => `${n} events. ${words}` },
  note: { title: 'Note', label: 'Write a note', placeholder: 'For colleagues; never shown to the customer', button: 'Add the note' },
  assign: { title: 'Who owns this case?', me: 'me', nobody: 'Nobody', button: 'Assign' },
  freeze: { title: 'Stop this case?', words: 'Nothing runs any more: no link, no decision, no disable. Only a lead lifts it.', reason: 'Why?', button: 'Stop the case' },
  unfreeze: { title: 'Lift the freeze?', words: 'The case goes on where it stood. What waits may run at once.', reason: 'Why may it go on?', hint: 'Ten characters at least.', code: 'Your one-time code', button: 'Lift the freeze' },
  close: { title: 'Close this case?', outcome: 'How did it end?', reason: 'In a few words', button: 'Close the case', words: 'A closed case is not opened again; a new request opens a new one.' },
  keep: 'Keep it as it is', cancel: 'Cancel', done: 'Done.',
} as const;
