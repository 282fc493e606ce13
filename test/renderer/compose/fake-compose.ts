/** Composer and drafts behind the fake desk: the domain's own answers, the true rendering, drafts that keep state. */
import type { CallName, CallOutput, CallParsed } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import type { KeptDraftView, MailDraft } from '#contract/drafts';
import { refusalView } from '#contract/refusals';
import type { Person } from '#contract/shared';
import { fieldWords } from '#contract/words/mail-findings';
import type { Ask } from '#domain/case/asks';
import { ways } from '#domain/case/events';
import { mailFieldValues } from '#domain/case/mail-fields';
import { mayDo } from '#domain/case/may-do';
import { addressRefusal } from '#domain/case/may-link';
import { undoMs } from '#domain/case/undo';
import { mergeFields } from '#domain/mail/fields';
import { lintMail } from '#domain/mail/lint-mail';
import type { MailInputs, MailTemplate } from '#domain/mail/mail-input';
import { renderMail, withoutSecretLinks } from '#domain/mail/render-mail';
import { wayWords } from '#domain/triage/ways';
import { factsFor, stateOf } from '../case/as-state';
import { leftAlone } from '../case/fake-outbox';
import { refuse } from '../fake-desk';

type World = {
  readonly find: (caseId: string) => CaseView;
  readonly change: (caseId: string, edit: (view: CaseView) => CaseView) => void;
  readonly told: (view: CaseView, words: string) => CaseView;
  readonly me: () => Person;
  readonly now: () => Date;
};
type Names = Extract<CallName, `compose.${string}` | `drafts.${string}`>;
type Handlers = { [N in Names]: (input: CallParsed<N>) => CallOutput<N> };

const brand = { company: 'Lumen Practice Inc.', product: 'Lumen Practice', support: 'support@lumen-practice.example' };
const askOf = (draft: Pick<MailDraft, 'template' | 'addressId'>): Ask => ({
  kind: ({ 'free-answer': 'send-answer', 'recovery-link': 'send-link', 'self-help': 'send-self-help' } as const)[
    draft.template
  ],
  ...(draft.addressId === null ? {} : { addressId: draft.addressId }),
});

export const composeHandlers = ({ find, change, told, me, now }: World): Handlers => {
  const drafts = new Map<string, KeptDraftView>();
  const sent = new Set<string>();
  const keyOf = (caseId: string): string => `${me().staffId} ${caseId}`;
  const valuesOf = (view: CaseView, language: 'en' | 'fr') =>
    mailFieldValues(stateOf(view), { language, by: me().name, support: brand.support, now: now().toISOString() });

  const previewOf = (view: CaseView, draft: MailDraft) => {
    const state = stateOf(view);
    const { account } = state;
    if (account === null) return { findings: [], message: null, refusal: null };
    const isFree = draft.template === 'free-answer';
    const values = valuesOf(view, draft.language);
    const common = {
      brand,
      caseNumber: view.number,
      recipientName: account.name,
      timeZone: account.timeZone,
      notMeUrl: 'https://recover.lumen-practice.example/n/preview',
      ownWords: {
        written: draft.written,
        values,
        showMissing: (field: (typeof mergeFields)[number]) => `[${fieldWords[field]}]`,
      },
    };
    const words = wayWords(draft.way ?? 'still-signed-in', account, draft.language);
    const inputs = {
      'free-answer': { ...common, subject: draft.subject.trim() === '' ? '(no subject yet)' : draft.subject },
      'recovery-link': {
        ...common,
        linkUrl: 'https://recover.lumen-practice.example/v/preview',
        expiresAt: new Date(now().getTime() + 72 * 3_600_000),
      },
      'self-help': {
        ...common,
        way: draft.way ?? 'still-signed-in',
        intro: words.intro,
        steps: words.steps,
        guidanceUrl: null,
      },
    } as const;
    const made = renderMail(
      draft.template,
      draft.language,
      withoutSecretLinks<MailTemplate>(inputs[draft.template]) as MailInputs[typeof draft.template],
    );
    const findings = lintMail(
      { subject: isFree ? draft.subject : null, written: draft.written, mayBeEmpty: !isFree },
      {
        language: draft.language,
        accountLanguage: account.language,
        ownHosts: ['lumen-practice.example'],
        ownAddresses: [brand.support, ...account.addresses.map(({ address }) => address)],
        otherAccounts: ['Monique Delisle'],
        fieldsWithValue: mergeFields.filter((field) => values[field] !== undefined),
        promised: { businessDays: 2, linkHours: 72 },
      },
    );
    return {
      findings: findings.map((finding) => ({ ...finding })),
      message: {
        from: 'Lumen Practice account recovery <recovery@lumen-practice.example>',
        to: account.addresses.find(({ id }) => id === draft.addressId)?.address ?? '',
        subject: made.subject,
        text: made.text,
        html: made.html,
        bytes: made.html.length + made.text.length,
      },
      refusal: refusalView(mayDo(state, askOf(draft), factsFor(me()))),
    };
  };

  const linkAsked = (view: CaseView, to: string): Partial<CaseView> => ({
    status: 'awaiting-customer',
    next: { action: 'wait', title: 'The message is on its way', reason: 'Its time has not begun.', refusal: null },
    link: { state: 'not-started', at: null, sentAt: null, openedAt: null, to, number: (view.link?.number ?? 0) + 1 },
  });
  /** What was sent, by its mail. */
  const outbox = new Map<string, MailDraft>();
  const setMail = (caseId: string, mailId: string, part: Partial<CaseView['mails'][number]>): void =>
    change(caseId, (view) => ({
      ...view,
      mails: view.mails.map((mail) => (mail.mailId === mailId ? { ...mail, ...part } : mail)),
    }));
  const takeUp = (caseId: string, mailId: string): { isDraft: boolean } => {
    const draft = outbox.get(mailId);
    if (draft === undefined || drafts.has(keyOf(caseId))) return { isDraft: false };
    drafts.set(keyOf(caseId), {
      revision: crypto.randomUUID(),
      keptAt: now().toISOString(),
      content: { ...draft, draftId: crypto.randomUUID() },
    });
    return { isDraft: true };
  };

  return {
    'compose.open': ({ caseId }) => {
      const view = find(caseId);
      const state = stateOf(view);
      const facts = factsFor(me());
      const may = (ask: Ask) => refusalView(mayDo(state, ask, facts));
      const values = { en: valuesOf(view, 'en'), fr: valuesOf(view, 'fr') };
      return {
        caseId,
        number: view.number,
        person: view.person,
        firm: view.firm,
        status: view.status,
        isFrozen: view.frozen !== null,
        language: view.account?.language ?? 'en',
        isLinkSent: view.link !== null,
        linkHours: 72,
        templates: [
          { template: 'free-answer', way: null, isFree: true, refusal: may({ kind: 'send-answer' }) },
          { template: 'recovery-link', way: null, isFree: false, refusal: may({ kind: 'send-link' }) },
          ...ways.map((way) => ({
            template: 'self-help' as const,
            way,
            isFree: false,
            refusal: may({ kind: 'send-self-help' }),
          })),
        ],
        recipients: (view.account?.addresses ?? []).map(({ addressId, address, since, basis }) => ({
          addressId,
          address,
          since,
          basis,
          refusal: refusalView(addressRefusal(state, addressId, facts.policy)),
        })),
        fields: mergeFields.map((field) => ({
          field,
          en: values.en[field] ?? null,
          fr: values.fr[field] ?? null,
        })),
        sentDrafts: [...sent],
      };
    },
    'compose.preview': ({ caseId, draft }) => previewOf(find(caseId), draft),
    'compose.send': ({ caseId, draft, seen }) => {
      const { findings, refusal } = previewOf(find(caseId), draft);
      if (refusal !== null) return refuse(refusal.code, refusal.message);
      const held = findings.find(({ severity, rule }) => severity === 'error' || !seen.includes(rule));
      if (held !== undefined) return refuse('mail-held-back', held.rule);
      sent.add(draft.draftId);
      outbox.set(`mail-${draft.draftId}`, draft);
      drafts.delete(keyOf(caseId));
      change(caseId, (view) => {
        const to = view.account?.addresses.find(({ addressId }) => addressId === draft.addressId)?.address ?? '';
        return told(
          {
            ...view,
            ...(draft.template === 'recovery-link' ? linkAsked(view, to) : {}),
            mails: [
              {
                mailId: `mail-${draft.draftId}`,
                template: draft.template,
                to,
                language: draft.language,
                askedAt: now().toISOString(),
                state: 'waiting',
                settledAt: null,
                answeredAt: null,
                why: null,
                attempts: 0,
                nextTryAt: null,
                barredAgain: null,
                ...leftAlone,
                undoUntil: new Date(now().getTime() + undoMs).toISOString(),
              },
              ...view.mails,
            ],
          },
          'Wrote to the customer',
        );
      });
      return { mailId: `mail-${draft.draftId}` };
    },
    'compose.undo': ({ caseId, mailId }) => {
      const mail = find(caseId).mails.find((one) => one.mailId === mailId);
      if (mail?.undoUntil == null)
        return refuse('already-leaving', 'This mail is leaving already: it can’t be taken back any more.');
      setMail(caseId, mailId, { ...leftAlone, state: 'undone', settledAt: now().toISOString(), canBeRewritten: true });
      return takeUp(caseId, mailId);
    },
    'compose.rewrite': ({ caseId, mailId }) => takeUp(caseId, mailId),
    'compose.cancel': ({ caseId, mailId }) => {
      setMail(caseId, mailId, {
        ...leftAlone,
        state: 'cancelled',
        settledAt: now().toISOString(),
        canBeRewritten: true,
      });
      return { done: true };
    },
    'drafts.get': ({ caseId }) => ({ draft: drafts.get(keyOf(caseId)) ?? null }),
    'drafts.keep': ({ caseId, revision, after, content }) => {
      const before = drafts.get(keyOf(caseId)) ?? null;
      if (before?.revision !== revision && (before?.revision ?? null) !== after) return { kept: false, newer: before };
      drafts.set(keyOf(caseId), { revision, keptAt: now().toISOString(), content });
      return { kept: true };
    },
    'drafts.drop': ({ caseId }) => {
      drafts.delete(keyOf(caseId));
      return { done: true };
    },
  };
};
