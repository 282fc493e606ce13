/** Handlers of the composer: what may be sent by hand, the message before it leaves, sending it, and taking it back. */
import { randomUUID } from 'node:crypto';
import type { composeCalls, ComposeView, PreviewMessage } from '#contract/compose';
import type { MailDraft } from '#contract/drafts';
import { handTemplates } from '#contract/drafts';
import { refusalView } from '#contract/refusals';
import { findingWords } from '#contract/words/mail-findings';
import { addressRefusal } from '#domain/case/may-link';
import type { Ask } from '#domain/case/asks';
import { ways } from '#domain/case/events';
import { mailFieldValues } from '#domain/case/mail-fields';
import { mayDo } from '#domain/case/may-do';
import type { Refusal } from '#domain/case/refusal';
import { no } from '#domain/case/refusal';
import type { CaseMail, CaseState } from '#domain/case/state';
import { canBeRewritten } from '#domain/case/undo';
import type { JsonObject } from '#domain/json';
import { mergeFields } from '#domain/mail/fields';
import type { FieldValues } from '#domain/mail/fields';
import type { Finding, LintContext } from '#domain/mail/lint/finding';
import { lintMail, mayLeave } from '#domain/mail/lint-mail';
import type { Accounts } from '#main/accounts/account-systems';
import { refused } from '#main/ipc/failure';
import type { CallContext, HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import type { Drafts } from '#main/store/log/drafts';
import { mayFactsAbout, mustLoad, readBeforeLink, staffActor } from './case-handlers';
import type { CasesDeps } from './change-case';
import { changeCase } from './change-case';
import { asIfSent, askOf, commandOf, isFree } from './draft-command';
import { draftPlace } from './draft-handlers';
import { keepBack, mailIn } from './keep-back';

export type ComposeDeps = {
  readonly cases: CasesDeps;
  readonly accounts: Accounts;
  readonly onExchange: (ok: boolean) => void;
  readonly store: { readonly drafts: Drafts };
  readonly nameOf: (actor: string) => string;
  readonly support: string;
  /** Where a link may lead, and which addresses of the company's may be written out. */
  readonly own: { readonly hosts: () => readonly string[]; readonly addresses: readonly string[] };
  /** Names and addresses of other accounts that this person looked at today. */
  readonly othersOpened: (session: Session, except: CaseState) => readonly string[];
  /** The message as its MIME says it, built by the code that sends, with stand-ins; null once it was erased. */
  readonly preview: (state: CaseState, mail: CaseMail) => Promise<PreviewMessage | null>;
};

export const composeHandlers = (deps: ComposeDeps): HandlersOf<typeof composeCalls> => {
  const { cases } = deps;

  const valuesOf = (state: CaseState, session: Session, language: MailDraft['language']): FieldValues =>
    mailFieldValues(state, {
      language,
      by: deps.nameOf(`staff:${session.staffId}`),
      support: deps.support,
      now: cases.clock.now().toISOString(),
    });

  const looked = (state: CaseState, session: Session, draft: MailDraft) => {
    const policy = cases.policy();
    const as = asIfSent(state, draft, {
      now: cases.clock.now().toISOString(),
      by: `staff:${session.staffId}`,
      linkHours: policy.linkHours,
    });
    const values = valuesOf(as.state, session, draft.language);
    const context: LintContext = {
      language: draft.language,
      accountLanguage: state.account?.language ?? draft.language,
      ownHosts: deps.own.hosts(),
      ownAddresses: [...deps.own.addresses, ...(state.account?.addresses ?? []).map(({ address }) => address)],
      otherAccounts: deps.othersOpened(session, state),
      fieldsWithValue: mergeFields.filter((field) => values[field] !== undefined),
      promised: { businessDays: policy.reviewBusinessDays, linkHours: policy.linkHours },
    };
    const free = isFree(draft);
    const findings = lintMail(
      { subject: free ? draft.subject : null, written: draft.written, mayBeEmpty: !free },
      context,
    );
    return { ...as, findings };
  };

  const open = async (context: CallContext, caseId: string): Promise<ComposeView> => {
    const session = sessionOf(context);
    const { state } = await mustLoad(cases, caseId);
    const facts = await mayFactsAbout(cases, session, state);
    const may = (ask: Ask) => refusalView(mayDo(state, ask, facts));
    const values = { en: valuesOf(state, session, 'en'), fr: valuesOf(state, session, 'fr') };
    return {
      caseId,
      number: state.number,
      person: state.account?.name ?? '',
      firm: state.account?.firmName ?? '',
      status: state.status,
      isFrozen: state.frozen !== null,
      language: state.account?.language ?? 'en',
      isLinkSent: state.links.length > 0,
      linkHours: facts.policy.linkHours,
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
      recipients: (state.account?.addresses ?? []).map((address) => ({
        addressId: address.id,
        address: address.address,
        since: address.since,
        basis: address.basis ?? 'system',
        refusal: refusalView(addressRefusal(state, address.id, facts.policy)),
      })),
      fields: mergeFields.map((field) => ({
        field,
        en: values.en[field] ?? null,
        fr: values.fr[field] ?? null,
      })),
      sentDrafts: state.mails.flatMap((mail) =>
        mail.draftId !== null && mail.by === `staff:${session.staffId}` && mail.state !== 'undone'
          ? [mail.draftId]
          : [],
      ),
    };
  };

  /** What keeps a mail from leaving by its words; null when nothing does, or its sender was asked. */
  const heldBack = (findings: readonly Finding[], seen: readonly string[]): Refusal | null => {
    const blocking = findings.find(({ severity }) => severity === 'error');
    if (!mayLeave(findings) && blocking !== undefined) {
      const { title, why } = findingWords(blocking);
      return no('mail-held-back', `${title}: ${why}`, { way: 'Mend what is marked, then send it.' }).refusal;
    }
    const unseen = findings.find(({ rule }) => !seen.includes(rule));
    if (unseen === undefined) return null;
    const { title, why } = findingWords(unseen);
    return no('mail-asks', `${title}: ${why}`, { way: 'Mend it, or say that it is meant so.' }).refusal;
  };

  /** Makes a draft of what was written, with an id of its own. False where another one of theirs lies there. */
  const takeUp = async (session: Session, caseId: string, mail: CaseMail): Promise<boolean> => {
    const place = draftPlace(session, caseId, 'mail');
    const there = await deps.store.drafts.find(place);
    // Left behind by a crash: it is the one that was sent.
    if (there !== null && there.content['draftId'] === mail.draftId) await deps.store.drafts.drop(place);
    const draft: MailDraft = {
      kind: 'mail',
      draftId: randomUUID(),
      template: handTemplates.find((one) => one === mail.template) ?? 'recovery-link',
      way: mail.way,
      addressId: mail.addressId,
      language: mail.language,
      subject: mail.own?.subject ?? '',
      written: mail.own?.written ?? [],
    };
    const kept = await deps.store.drafts.keep({
      ...place,
      key: `case:${caseId}/contact`,
      revision: randomUUID(),
      after: null,
      at: cases.clock.now().toISOString(),
      content: draft as unknown as JsonObject,
    });
    return kept.ok;
  };

  return {
    'compose.open': (context, { caseId }) => open(context, caseId),
    'compose.preview': async (context, { caseId, draft }) => {
      const session = sessionOf(context);
      const { state } = await mustLoad(cases, caseId);
      const { findings, ...as } = looked(state, session, draft);
      return {
        findings: findings.map((finding) => ({ ...finding })),
        message: await deps.preview(as.state, as.mail),
        refusal: refusalView(mayDo(state, askOf(draft), await mayFactsAbout(cases, session, state))),
      };
    },
    'compose.send': async (context, { caseId, draft, seen }) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, caseId);
      const command = commandOf(draft);
      const held = heldBack(looked(loaded.state, session, draft).findings, seen);
      if (held !== null) throw refused(held);
      // A lost answer is asked for again: what was sent then is not asked about a second time.
      const isLink =
        command.kind === 'send-link' && !loaded.state.mails.some(({ draftId }) => draftId === draft.draftId);
      if (isLink) await readBeforeLink(deps, session, caseId, { kind: 'send-link', addressId: command.addressId });
      const { state } = await changeCase(cases, {
        caseId,
        ...(!isLink && { loaded }),
        command,
        actor: staffActor(session),
        intentId: `draft:${draft.draftId}`,
      });
      await deps.store.drafts.drop(draftPlace(session, caseId, 'mail'));
      return { mailId: state.mails.findLast((mail) => mail.draftId === draft.draftId)?.mailId ?? '' };
    },
    'compose.undo': async (context, { caseId, mailId }) => {
      const session = sessionOf(context);
      const state = await keepBack(cases, session, caseId, { kind: 'undo-mail', mailId });
      return { isDraft: await takeUp(session, caseId, mailIn(state, mailId)) };
    },
    'compose.rewrite': async (context, { caseId, mailId }) => {
      const session = sessionOf(context);
      const mail = mailIn((await mustLoad(cases, caseId)).state, mailId);
      if (!canBeRewritten(mail))
        throw refused(no('wrong-status', 'Nothing was written by hand here that arrived nowhere.').refusal);
      return { isDraft: await takeUp(session, caseId, mail) };
    },
    'compose.cancel': async (context, { caseId, mailId }) => {
      await keepBack(cases, sessionOf(context), caseId, { kind: 'cancel-mail', mailId });
      return { done: true };
    },
  };
};
