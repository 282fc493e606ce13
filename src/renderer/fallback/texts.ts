/** Texts of the alternate method: opening, gathering the evidence, deciding. */
import type { FallbackView } from '#contract/cases';
import { count } from '../app/texts/words';

const inline = (when: string): string => when.replace(/^Today/, 'today');
const things = (missing: readonly string[]): string => (missing.length <= 1 ? missing.join('') : `${missing[0]} and ${count(missing.length - 1, 'more thing', 'more things')}`);

export const fallbackTexts = {
  title: 'Alternate method', strength: { strong: 'Strong', weak: 'Weak' } satisfies Record<FallbackView['strength'], string>,
  open: { title: 'Begin an alternate method', words: 'It replaces the form. Whoever gathers its evidence does not decide; different reviewers do.', kind: 'Which one?', closed: 'Closed', reason: 'Why will the usual way not do?', reasonHint: 'Ten characters at least; the reviewers read it.', button: 'Begin' },
  stage: { preparing: 'Evidence is gathered', deciding: 'Reviewers decide', approved: 'Approved', refused: 'Refused', withdrawn: 'Taken back' } satisfies Record<FallbackView['stage'], string>,
  because: 'Why another way', opened: (by: string, when: string) => `${by}, ${inline(when)}`,
  script: 'What to say and do', checklist: 'What has to be seen', of: (done: number, all: number) => `${done} of ${all} seen`,
  item: { seen: 'Seen', missing: 'Missing', change: 'Change', open: 'Not answered yet', seenFor: (words: string) => `Seen: ${words}`, missingFor: (words: string) => `Missing: ${words}`, changeFor: (words: string) => `Change: ${words}`, note: { seen: 'What did you see, and where is it kept?', missing: 'What is missing?' }, record: 'Record', by: (by: string, when: string) => `${by}, ${when}` },
  attest: {
    title: 'Somebody vouches', who: 'Who vouches?', send: 'Send the code', sendNew: 'Send a new code', sent: (name: string, to: string, until: string) => `Code for ${name} to ${to}, good until ${inline(until)}.`, mail: { waiting: 'The mail waits to leave.', sent: 'The mail has left.', failed: 'The mail could not be sent.' },
    digits: 'The eight digits that they read out', hint: 'You never see them beforehand.', check: 'Check', wrong: (left: number) => `These are not the digits. ${count(left, 'try is', 'tries are')} left.`, none: 'No try is left: send a new code.', left: (n: number) => `${count(n, 'try', 'tries')} left`, expired: 'The code has expired: send a new one.', answered: (name: string, when: string) => `${name} vouched, ${inline(when)}.`, nobody: 'Nobody in the firm may vouch.', asked: (name: string) => `${name} was sent a code and has not read it out.`, notAsked: 'Nobody was asked.',
  },
  submit: { button: 'Ask the reviewers', missing: (missing: readonly string[]) => `Missing: ${things(missing)}.`, ready: 'Nothing is missing. From then on the evidence stands as it is.' },
  withdraw: { action: 'Take back', title: 'Take this method back?', words: 'What was gathered stays in the history. Another method, or the same anew, can begin afterwards.', reason: 'Why?', button: 'Take it back' },
  deciding: { approvals: (n: number, of: number) => `${n} of ${count(of, 'approval', 'approvals')}`, due: (when: string) => `due ${inline(when)}`, quiet: 'Two different people decide by themselves; the names are told when it is over.' },
  over: { approve: (by: string, when: string) => `${by} approved, ${inline(when)}`, refuse: (by: string, when: string) => `${by} refused, ${inline(when)}` },
  review: {
    title: 'Fallback review', back: 'Back to the reviews', openCase: 'Open the case', loading: 'Loading the evidence', evidence: 'Evidence', account: 'Account', name: 'Name', firm: 'Firm', role: 'Role', factors: 'Second factors', noFactor: 'None: 2FA is off', addresses: 'Known addresses', contact: 'Contact', changed: 'Changed shortly before', unchanged: 'Not changed lately', override: 'Self-help was passed over', risk: 'Risk', normal: 'Normal', raised: (reasons: string) => `Raised: ${reasons}`, cooling: 'Cooling-off', coolingHours: (n: number) => (n === 0 ? 'None' : `${n} h after the last approval`), earlier: 'Earlier in this case',
    form: 'Your decision', approvals: (n: number, of: number) => `${n} of ${of} approvals so far`, choose: 'What do you say?', approve: 'Approve', approveWords: (n: number) => (n > 1 ? `Then ${n - 1 === 1 ? 'one more reviewer' : `${n - 1} more reviewers`} must approve.` : 'This is the last one: the disable is authorised.'), refuse: 'Refuse', refuseWords: 'One no ends it. The customer never learns which part.', how: 'What then?', disable: 'Disable 2FA', disableWords: 'The second factors are removed and asked for anew.', temporary: (n: number) => `Temporary access, ${n} h`, temporaryWords: '2FA stays on; meanwhile they sign in without it and set up a new factor. One reviewer who asks for it is enough.', reason: 'Your reason', reasonHint: (left: number) => (left > 0 ? `${left} more characters` : 'Kept with your decision; another reviewer sees it only after their own.'), code: 'Your one-time code', decide: 'Confirm', why: 'Opens with a decision, your reason and a code.',
    blank: 'It starts blank: the others’ words are shown after yours.',
    changedTitle: 'The evidence has changed', changedWords: 'What you decide about is not what you saw.', lookAgain: 'Look again',
    refused: 'You can’t decide this fallback', noRole: 'Only reviewers see this', foot: 'Nothing was decided.', footRole: 'Nothing was shown.',
    done: { first: 'Your approval stands', firstWords: (n: number) => `${n === 1 ? 'One more reviewer' : `${n} more reviewers`} must approve.`, approved: 'The fallback is approved', approvedWords: 'The disable is authorised; its cooling-off is on the case.', refused: 'The fallback is refused', refusedWords: 'The customer is told that it did not work, never why.', next: 'Next review', nothing: 'There is nothing to decide', nothingWords: 'This fallback is not with the reviewers now.' },
  },
} as const;
