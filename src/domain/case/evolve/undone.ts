/** What taking a mail back makes of a case: as if it had not been asked for, but that it is known. */
import type { CaseLink, CaseMail, CaseState, LinkState } from '../state';

const mailOf = ({ mails }: CaseState, mailId: string): CaseMail | undefined =>
  mails.find((mail) => mail.mailId === mailId);

/** What a link is again that was replaced by one that never left: what it was, or what became of it meanwhile. */
const revived = (state: CaseState, link: CaseLink, was: LinkState, at: string): LinkState => {
  if (was === 'used' || was === 'replaced') return was;
  if (link.expiresAt !== null && link.expiresAt <= at) return 'expired';
  // Its own message was given up while another link stood in its place.
  const message = mailOf(state, link.mailId)?.state;
  return message === 'failed' || message === 'cancelled' ? 'undeliverable' : was;
};

/** The case without its newest link, which never left: the link before it is what it was (R4). */
const withoutLink = (state: CaseState, { before }: CaseMail, at: string): CaseState => {
  const links = state.links.slice(0, -1);
  const last = links.at(-1);
  const isAwaited = state.status === 'awaiting-customer';
  const back: CaseState = { ...state, links, status: isAwaited && before ? before.status : state.status };
  if (last === undefined || before?.link == null) return back;
  const message = mailOf(state, last.mailId);
  // That one was taken back, too, while this one stood in its place.
  if (message?.state === 'undone') return withoutLink({ ...back, status: state.status }, message, at);
  const is = revived(state, last, before.link, at);
  return {
    ...back,
    status: isAwaited && before.status === 'awaiting-customer' && is === 'expired' ? 'link-expired' : back.status,
    links: [...links.slice(0, -1), { ...last, state: is }],
  };
};

/** A way whose steps were not mailed after all is what was recorded of it before (R3). */
const withoutSteps = (state: CaseState, { way, before, askedAt }: CaseMail): CaseState => {
  const record = way === null ? null : state.selfHelp[way];
  if (way === null || before === null || record?.because !== 'steps-mailed' || record.at !== askedAt) return state;
  return {
    ...state,
    status: state.status === 'awaiting-admin' ? before.status : state.status,
    selfHelp: { ...state.selfHelp, [way]: before.way },
  };
};

/** The case after its sender took a message back. */
export const withoutMail = (state: CaseState, of: { readonly mailId: string; readonly at: string }): CaseState => {
  const mail = mailOf(state, of.mailId);
  if (mail === undefined) return state;
  const after: CaseState = {
    ...state,
    mails: state.mails.map((one) => (one === mail ? { ...mail, state: 'undone', settledAt: of.at } : one)),
  };
  const link = after.links.at(-1);
  if (link?.mailId === of.mailId && link.state === 'asked') return withoutLink(after, mail, of.at);
  return withoutSteps(after, mail);
};
