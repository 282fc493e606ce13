/**
 * What a case's message is made from, at the moment it is sent. Raw links exist only here and in the bytes that leave.
 */
import { assertNever } from '#domain/assert-never';
import type { OwnWords, RequestChannel } from '#domain/mail/mail-input';
import type { OwnText } from '#domain/case/commands';
import { mailFieldValues } from '#domain/case/mail-fields';
import type { ShowMissing } from '#domain/mail/written';
import type { Channel, ReadBack } from '#domain/case/events';
import type { CaseMail, CaseState } from '#domain/case/state';
import { kindInstructions } from '#domain/fallback/instructions';
import { wayWords } from '#domain/triage/ways';
import { OutsideError } from '#main/ports';
import type { MailContent } from '#main/mail/compose-mail';

export type MailFacts = {
  readonly brand: { readonly company: string; readonly product: string; readonly support: string };
  /** The customer's side of the pages: `http://127.0.0.1:4712`. */
  readonly pagesOrigin: string;
  readonly signInUrl: string | null;
  readonly token: (kind: 'check' | 'notice', id: string) => string;
  /** The eight digits for whoever vouches. */
  readonly attestationDigits: (mailId: string) => string;
  /** The name of whoever wrote into it, for the customer. */
  readonly nameOf: (actor: string) => string;
  readonly now: () => Date;
  /** Stands for a field without a value, in a preview; without it such a mail is refused. */
  readonly showMissing?: ShowMissing;
  /** The article for customers, in a language. */
  readonly guidanceUrl: (language: 'en' | 'fr') => string | null;
};

const channelInMail: Readonly<Record<Channel, RequestChannel>> = {
  phone: 'phone',
  email: 'email',
  chat: 'chat',
  'in-person': 'other',
};

/** R16: as the identity system read it back. */
const grantedUntil = (state: CaseState): Date => {
  const read = state.disable?.steps.find((done) => done.step === 'grant')?.readBack;
  return new Date(read?.code === 'access-until' ? read.until : state.updatedAt);
};

/** R15: what the account's system did of a disable, or of securing. */
const endedSessions = (steps: readonly { readonly step: string; readonly readBack: ReadBack }[]): boolean =>
  steps.some(({ step, readBack }) => step === 'sessions' && readBack.code !== 'sessions-not-ended');
const asksToEnrol = (state: CaseState): boolean => state.disable?.demand === 'in-force';

/** Who gets it and what it is made from; null when the personal content is erased. */
export const caseMailContent = (
  state: CaseState,
  mail: CaseMail,
  facts: MailFacts,
): { readonly to: string; readonly content: MailContent } | null => {
  const { account } = state;
  if (account === null || mail.to === null || (mail.template === 'free-answer' && mail.own === null)) return null;
  const to = mail.to.address;
  const ownWords = ({ written }: OwnText): OwnWords => ({
    written,
    values: mailFieldValues(state, {
      language: mail.language,
      by: mail.by === null ? facts.brand.company : facts.nameOf(mail.by),
      support: facts.brand.support,
      now: facts.now().toISOString(),
    }),
    ...(facts.showMissing === undefined ? {} : { showMissing: facts.showMissing }),
  });
  const common = {
    brand: facts.brand,
    caseNumber: state.number,
    recipientName: account.name,
    timeZone: account.timeZone,
    notMeUrl: `${facts.pagesOrigin}/n/${facts.token('notice', mail.mailId)}`,
    ...(mail.own === null ? {} : { ownWords: ownWords(mail.own) }),
  };
  const link = state.links.find((candidate) =>
    mail.checkId === null ? candidate.mailId === mail.mailId : candidate.checkId === mail.checkId,
  );
  const withLink = () => {
    if (link?.expiresAt == null) throw new Error('a link is composed before its clock started');
    return {
      ...common,
      linkUrl: `${facts.pagesOrigin}/v/${facts.token('check', link.checkId)}`,
      expiresAt: new Date(link.expiresAt),
    };
  };
  const { language } = mail;
  const content = (): MailContent => {
    switch (mail.template) {
      case 'recovery-link':
        return {
          template: mail.template,
          language,
          input: { ...withLink(), guidanceUrl: facts.guidanceUrl(language) },
        };
      case 'link-reminder':
        return { template: mail.template, language, input: withLink() };
      case 'ask-again':
        return {
          template: mail.template,
          language,
          input: { ...withLink(), reasons: mail.askAgain === null ? [] : [mail.askAgain] },
        };
      case 'request-notice':
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            account: account.login,
            requestedAt: new Date(mail.askedAt),
            channel: channelInMail[state.channel],
            guidanceUrl: facts.guidanceUrl(language),
          },
        };
      case 'approval-notice':
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            account: account.login,
            turnsOffAt:
              state.disable !== null && state.disable.coolingOffHours > 0 ? new Date(state.disable.dueAt) : null,
          },
        };
      case 'disabled-notice':
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            account: account.login,
            disabledAt: new Date(mail.askedAt),
            signInUrl: facts.signInUrl,
            sessionsEnded: endedSessions(state.disable?.steps ?? []),
            isAsked: asksToEnrol(state),
            codesGone: account.capabilities.backupCodes !== 'unknown',
          },
        };
      case 'temporary-notice':
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            account: account.login,
            until: grantedUntil(state),
            signInUrl: facts.signInUrl,
            sessionsEnded: endedSessions(state.disable?.steps ?? []),
          },
        };
      case 'check-failed':
        return { template: mail.template, language, input: common };
      case 'self-help': {
        const way = mail.way ?? 'still-signed-in';
        const words = wayWords(way, account, language);
        return {
          template: mail.template,
          language,
          input: { ...common, way, intro: words.intro, steps: words.steps, guidanceUrl: facts.guidanceUrl(language) },
        };
      }
      case 'fallback-asked': {
        const method = state.fallback?.kind ?? 'live-video-call';
        return {
          template: mail.template,
          language,
          input: { ...common, method, instructions: kindInstructions[method][language] },
        };
      }
      case 'attestation-request': {
        const asked = state.fallback?.attestation;
        if (asked?.attestor == null || asked.mailId !== mail.mailId)
          throw new OutsideError('mail', 'refused', 'A newer code replaced this one.');
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            recipientName: asked.attestor.name,
            timeZone: asked.attestor.timeZone,
            colleague: account.name,
            code: facts.attestationDigits(mail.mailId),
            expiresAt: new Date(asked.expiresAt),
          },
        };
      }
      case 'fallback-failed':
        return { template: mail.template, language, input: common };
      case 'cooling-off-changed':
        return {
          template: mail.template,
          language,
          input: { ...common, account: account.login, turnsOffAt: new Date(state.disable?.dueAt ?? mail.askedAt) },
        };
      case 're-secured':
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            account: account.login,
            locked: state.secure.steps.some((done) => done.step === 'lock'),
            sessionsEnded: endedSessions(state.secure.steps),
          },
        };
      case 'enrol-reminder':
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            account: account.login,
            days: mail.days ?? 1,
            signInUrl: facts.signInUrl,
            isAsked: asksToEnrol(state),
          },
        };
      case 'closed-notice':
        return {
          template: mail.template,
          language,
          input: {
            ...common,
            outcome: state.outcome === null || state.outcome === 'recovered' ? 'withdrawn' : state.outcome,
          },
        };
      case 'free-answer': {
        const own = mail.own ?? { subject: null, written: [] };
        return {
          template: mail.template,
          language,
          input: { ...common, subject: own.subject ?? '', ownWords: ownWords(own) },
        };
      }
      default:
        return assertNever(mail.template);
    }
  };
  return { to, content: content() };
};
