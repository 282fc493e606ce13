/** A draft as what it is: the question whether one may send it, the command, and the message that it would be. */
import type { MailDraft } from '#contract/drafts';
import type { Ask } from '#domain/case/asks';
import type { ByHand, CaseCommand, OwnText } from '#domain/case/commands';
import { no } from '#domain/case/refusal';
import type { CaseMail, CaseState } from '#domain/case/state';
import { isBlank, linesOf } from '#domain/mail/written';
import { refused } from '#main/ipc/failure';

const hourMs = 3_600_000;
const previewId = 'preview';

const isWritten = ({ written }: Pick<MailDraft, 'written'>): boolean =>
  linesOf(written).some(({ line }) => !isBlank(line));
/** Whether the subject is the writer's, and something has to be written. */
export const isFree = ({ template }: Pick<MailDraft, 'template'>): boolean => template === 'free-answer';
/** Null where nothing of theirs is in it. */
const ownOf = (draft: MailDraft): OwnText | null =>
  isFree(draft)
    ? { subject: draft.subject, written: draft.written }
    : isWritten(draft)
      ? { subject: null, written: draft.written }
      : null;

/** Whether somebody may send it: of what it is, to that address. */
export const askOf = ({ template, addressId }: Pick<MailDraft, 'template' | 'addressId'>): Ask => {
  const about = addressId === null ? {} : { addressId };
  switch (template) {
    case 'free-answer':
      return { kind: 'send-answer', ...about };
    case 'recovery-link':
      return { kind: 'send-link', ...about };
    case 'self-help':
      return { kind: 'send-self-help', ...about };
  }
};

/** The command that a draft is; refused where something was not chosen. */
export const commandOf = (draft: MailDraft): CaseCommand => {
  if (draft.addressId === null)
    throw refused(no('address-not-known', 'Choose whom it goes to: field "draft.addressId".', { rule: 'R5' }).refusal);
  const own = ownOf(draft);
  const hand: ByHand = {
    addressId: draft.addressId,
    language: draft.language,
    draftId: draft.draftId,
    ...(own === null ? {} : { own }),
  };
  switch (draft.template) {
    case 'free-answer':
      return { kind: 'send-answer', ...hand, own: { subject: draft.subject, written: draft.written } };
    case 'recovery-link':
      return { kind: 'send-link', ...hand };
    case 'self-help':
      if (draft.way === null)
        throw refused(no('not-found', 'Choose which way the steps are for: field "draft.way".').refusal);
      return { kind: 'send-self-help', way: draft.way, ...hand };
  }
};

/** The case as it would be with this draft sent now, and the message of it. Nothing is decided by it. */
export const asIfSent = (
  state: CaseState,
  draft: MailDraft,
  facts: { readonly now: string; readonly by: string; readonly linkHours: number },
): { readonly state: CaseState; readonly mail: CaseMail } => {
  const { now } = facts;
  const known = state.account?.addresses ?? [];
  const to = known.find(({ id }) => id === draft.addressId) ?? known[0] ?? null;
  const mail: CaseMail = {
    mailId: previewId,
    template: draft.template,
    addressId: draft.addressId ?? to?.id ?? '',
    to,
    noticeHash: '',
    language: draft.language,
    askedAt: now,
    askAgain: null,
    way: draft.way,
    checkId: null,
    days: null,
    by: facts.by,
    draftId: draft.draftId,
    own: ownOf(draft),
    state: 'waiting',
    settledAt: null,
    toldAt: null,
    why: null,
    attempts: null,
    rounds: 1,
    before: null,
  };
  if (draft.template !== 'recovery-link') return { state, mail };
  const link: CaseState['links'][number] = {
    checkId: previewId,
    number: state.links.length + 1,
    tokenHash: '',
    mailId: previewId,
    by: facts.by,
    askedAt: now,
    startedAt: now,
    expiresAt: new Date(Date.parse(now) + facts.linkHours * hourMs).toISOString(),
    openedAt: null,
    state: 'running',
  };
  return { state: { ...state, links: [...state.links, link] }, mail };
};
