/** The article in English. */
import type { MailTemplate } from '../mail/mail-input';
import { en, noBreakSpace as SPACE, strong, type Words } from '../mail/words';
import type { ArticleInput, ArticleTop, SectionText } from './article';
import type { SectionId } from './events';
import { caseNumberStandIn, subjectOf } from './mail-subjects';

const amount = (n: number, one: string, many: string): string => `${n}${SPACE}${n === 1 ? one : many}`;
const hours = (n: number): string => amount(n, 'hour', 'hours');
const days = (n: number): string => amount(n, 'day', 'days');
const wait = (n: number): string => (n === 0 ? 'at once' : `after ${hours(n)}`);
const listed = (numbers: readonly number[]): string =>
  [numbers.slice(0, -1).join(', '), String(numbers.at(-1) ?? '')].filter((part) => part !== '').join(' and ');

export const englishTop = ({ names }: ArticleInput): ArticleTop => ({
  title: 'Locked out? How to get back into your account',
  intro: en`You have your password, but not the code that ${names.product} asks for after it: the phone is lost, or the authenticator app did not move to the new one. Here is what to try, in this order, and what happens when you need us.`,
});

export const englishSections = ({ names, values }: ArticleInput): Readonly<Record<SectionId, SectionText>> => {
  const { product, support } = names;
  const mail = (template: MailTemplate): Words => en`${subjectOf(template, 'en', names)}`;
  const promise = `Up to ${amount(values.reviewBusinessDays, 'Canadian business day', 'Canadian business days')}`;
  return {
    'try-first': {
      title: 'What to try first',
      blocks: [
        { kind: 'paragraph', words: en`Each of these takes minutes and needs no form.` },
        {
          kind: 'items',
          ordered: true,
          items: [
            en`${strong('Are you still signed in somewhere?')} Look at your other computer, your tablet, your phone. Where ${product} opens without a code, go to your security settings and add the account to your new phone or authenticator app.`,
            en`${strong('Do you have a backup code?')} You got them when you turned on two-factor authentication (2FA). People print them, or keep them with their passwords. Type one in place of the code from the app. Each works once, so add your new phone right afterwards and make new ones.`,
            en`${strong('Can somebody in your firm turn 2FA off for you?')} A Firm Administrator or the Primary Subscriber can, in a few clicks. An administrator needs 2FA on their own account for that, and can’t do it for the Primary Subscriber.`,
          ],
        },
        {
          kind: 'paragraph',
          words: en`${strong('Are you alone in your firm, or its Primary Subscriber?')} Then nobody there can do it for you. If the first two don’t help, get in touch with us right away.`,
        },
      ],
    },
    recovery: {
      title: 'How account recovery works',
      blocks: [
        { kind: 'paragraph', words: en`When none of that helps, you show us that it is you, and we turn 2FA off.` },
        {
          kind: 'items',
          ordered: true,
          items: [
            en`${strong('You get in touch')}: ${support}. A person goes through the faster ways with you once more, then emails you a link to a form. The link goes to an address that your account had before you asked and that has not changed in the last ${days(values.recentContactDays)}, never to one that you give us now.`,
            en`${strong('You open the link')}, best by scanning the code in the email with your smartphone. It works once and is for you alone. If it ends before you get to it, ask for a new one; an account can get ${amount(values.linksPerDay, 'link', 'links')} a day.`,
            en`${strong('You fill in the form')}: accept the terms, choose the country and the kind of your photo ID, take its pictures (the camera does it by itself, or you upload them), take a live picture of your face, and submit.`,
            en`${strong('Our security team looks at it.')} The name on the ID has to be the name on the account, and its photo has to be of the person in the live picture.`,
            en`${strong('We turn 2FA off')}, end the account’s sessions where its system lets us, and email all its addresses. You sign in with your password and set up 2FA again at once. Or, where the system can do that, we open the account to your password alone for ${hours(values.temporaryAccessHours)}: you add your new phone, and 2FA stays on.`,
          ],
        },
        {
          kind: 'paragraph',
          words: en`We never ask for your password, for a code of your authenticator app, or for answers such as your date of birth. Whoever does is not us.`,
        },
      ],
    },
    'how-long': {
      title: 'How long it takes',
      blocks: [
        {
          kind: 'facts',
          rows: [
            [en`What to try first`, en`Minutes.`],
            [
              en`Your link`,
              en`Works for ${strong(hours(values.linkHours))}, nights and weekends included, from when we first send it.`,
            ],
            [en`The form`, en`A few minutes, with your ID at hand and in good light.`],
            [
              en`Our answer`,
              en`${strong(promise)} after you submit. Weekends and public holidays don’t count. ${values.counting === 'calendar-day' ? 'Neither does the day on which you submit.' : 'What comes in after closing time, or on a day that isn’t a business day, counts as of the next one.'}`,
            ],
            [
              en`From a yes to 2FA being off`,
              en`As a rule ${strong(wait(values.coolingOffHours))}. For administrators, where an address changed shortly before, where it went another way than by the form, and where anything else asks for care: ${strong(wait(values.coolingOffRaisedHours))}. While many accounts are under attack it can be ${strong(hours(values.coolingOffLongestHours))}.`,
            ],
          ],
        },
        {
          kind: 'paragraph',
          words: en`A waiting time is there so that a wrong request can still be stopped. We tell you when it ends; nobody can shorten it for you.`,
        },
      ],
    },
    'another-way': {
      title: 'If the form isn’t for you, or doesn’t lead there',
      blocks: [
        {
          kind: 'paragraph',
          words: en`You have no camera, no photo ID, or don’t want to show your face? Tell us: the form is not the only way. The same holds when the form didn’t lead there. Our email about that gives no reasons, so that it teaches nothing to somebody who is after your account.`,
        },
        {
          kind: 'items',
          ordered: false,
          items: [
            en`A live video call with our team.`,
            en`The word of an administrator of your firm: we send them digits, at an address that we knew before, and they read them to us when we call, within ${hours(values.attestationHours)}.`,
            en`Proof of what was billed and paid.`,
            en`A letter that a notary certified.`,
          ],
        },
        {
          kind: 'paragraph',
          words: en`Which of these is open depends on your account, and there are times in which we close some. At least ${strong(amount(values.fallbackApprovals, 'person', 'people'))} of our security team have to agree, each for themselves.`,
        },
      ],
    },
    emails: {
      title: 'What each email looks like',
      blocks: [
        {
          kind: 'paragraph',
          words: en`Each has your case number, and each lets you say that it wasn’t you. None asks for your password, or for a code of your authenticator app. Here they are by their subjects; “${caseNumberStandIn}” stands for your case number. People of our support team may also write to you in words of their own, under a subject of their own; the same holds for those.`,
        },
        {
          kind: 'facts',
          rows: [
            [mail('self-help'), en`The steps of one of the ways above.`],
            [
              mail('request-notice'),
              en`To every address of the account, and those that were replaced in the last ${days(values.replacedContactDays)}. If it was you, there is nothing to do.`,
            ],
            [mail('recovery-link'), en`Your link: a code to scan, a button, and when it ends. It goes to one address.`],
            [
              mail('link-reminder'),
              en`${hours(values.linkReminderHours)} before the link ends, if the form isn’t in yet. It holds the same link.`,
            ],
            [
              mail('ask-again'),
              en`A picture was too blurred, dark or cut off to look at. It says how to take it, and holds a new link.`,
            ],
            [mail('check-failed'), en`The form didn’t lead there; how to go on.`],
            [mail('fallback-asked'), en`What to prepare for another way than the form.`],
            [mail('attestation-request'), en`To whoever in your firm vouches for you, with digits to read to us.`],
            [mail('fallback-failed'), en`The other way didn’t lead there; what is possible now.`],
            [
              mail('approval-notice'),
              en`We said yes, and when 2FA is turned off. To every address, as when somebody asked.`,
            ],
            [mail('cooling-off-changed'), en`It takes longer than we said, and until when. To every address.`],
            [mail('disabled-notice'), en`You can sign in, and should set 2FA up again. To every address.`],
            [
              mail('temporary-notice'),
              en`In place of turning 2FA off: you can sign in without a code until a time that it names. To every address.`,
            ],
            [
              mail('enrol-reminder'),
              en`A reminder after ${listed(values.watchReminderDays)} days, for as long as 2FA is off.`,
            ],
            [mail('closed-notice'), en`Your request came to an end, and how.`],
            [mail('re-secured'), en`After a “this wasn’t me” that came late: what we did, and how you get back in.`],
          ],
        },
      ],
    },
    'not-me': {
      title: 'If it wasn’t you who asked',
      blocks: [
        {
          kind: 'paragraph',
          words: en`Open any of our emails and follow “this wasn’t me”. You need no password for it. The page asks you to type one word; before you do, nothing happens.`,
        },
        {
          kind: 'paragraph',
          words: en`Then ${strong('everything stops at once')}, also what was under way already. It goes on only if a lead of our team looked into it and says why.`,
        },
        {
          kind: 'paragraph',
          words: en`Was 2FA turned off already? Say so all the same: we secure the account at once. What its system can’t do for us, a person does by hand.`,
        },
      ],
    },
    pictures: {
      title: 'What happens to your pictures',
      blocks: [
        {
          kind: 'paragraph',
          words: en`They are kept encrypted. Only the reviewers of our security team can open them, and each look is written down. They are destroyed when the decision is made or new ones are asked for, and ${strong(`after ${days(values.evidenceDays)}`)} in any case; if nobody decided by then, you can get a new link.`,
        },
      ],
    },
    afterwards: {
      title: 'Once you are back in',
      blocks: [
        {
          kind: 'items',
          ordered: true,
          items: [
            en`Set up 2FA again as soon as you sign in. If nothing asks you to, your security settings are the place. Until then your password alone protects the account.`,
            en`Make new backup codes where there are such, and keep them somewhere else than on the phone with your authenticator app.`,
            en`Look at the email addresses of your account: are they all still yours?`,
          ],
        },
      ],
    },
  };
};
