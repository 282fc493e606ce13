/** What messages and links make of a case. */
import type { EventsOf } from '../../log/kind';
import type { CaseAddress } from '../account';
import type { Found } from '../events';
import type { linkKinds } from '../schemas/link';
import type { CaseLink, CaseState } from '../state';
import { currentLink, linkOf } from '../state';
import { withoutMail } from './undone';

type LinkEvent = EventsOf<typeof linkKinds>;

/** People of the staff in a list of a case, each once. */
export const withPerson = (people: readonly string[], by: string): readonly string[] =>
  by.startsWith('staff:') && !people.includes(by) ? [...people, by] : people;

/** A list with a change of the items that match. */
export const replace = <T>(list: readonly T[], match: (item: T) => boolean, change: (item: T) => T): readonly T[] =>
  list.map((item) => (match(item) ? change(item) : item));

/** An address that a message may go to: the account's, or whoever's who vouches for it. */
const addressOf = ({ account, fallback }: CaseState, addressId: string): CaseAddress | null =>
  [
    ...(account?.addresses ?? []),
    ...(fallback?.attestation?.attestor ? [fallback.attestation.attestor.address] : []),
  ].find(({ id }) => id === addressId) ?? null;

/** Links that were never used lead nowhere any more. */
export const deadLinks = (links: readonly CaseLink[]): readonly CaseLink[] =>
  links.map((link) =>
    link.state === 'used' || link.state === 'expired' ? link : { ...link, state: 'replaced' as const },
  );

/** A message that left nobody, and with it its link, until it is sent again. */
const unsent = (
  state: CaseState,
  {
    mailId,
    at,
    ...more
  }: { readonly mailId: string; readonly at: string; readonly why?: Found; readonly attempts?: number },
  as: 'failed' | 'cancelled',
): CaseState => ({
  ...state,
  mails: replace(
    state.mails,
    (mail) => mail.mailId === mailId,
    (mail) => ({
      ...mail,
      state: as,
      settledAt: at,
      why: more.why ?? null,
      attempts: more.attempts ?? null,
      before: null,
    }),
  ),
  links: replace(
    state.links,
    (link) => link.mailId === mailId && (link.state === 'asked' || link.state === 'running'),
    (link) => ({ ...link, state: 'undeliverable' }),
  ),
});

/** The case after one of these. */
export const evolveLink = (state: CaseState, event: LinkEvent): CaseState => {
  switch (event.type) {
    case 'case.mail-asked':
      return {
        ...state,
        mails: [
          ...state.mails,
          {
            mailId: event.data.mailId,
            template: event.data.template,
            addressId: event.data.addressId,
            to: addressOf(state, event.data.addressId),
            noticeHash: event.data.noticeHash,
            language: event.data.language,
            askedAt: event.data.at,
            askAgain: event.data.askAgain ?? null,
            way: event.data.way ?? null,
            checkId: event.data.checkId ?? null,
            days: event.data.days ?? null,
            by: event.data.by ?? null,
            draftId: event.data.draftId ?? null,
            own: event.contact ?? null,
            state: 'waiting',
            settledAt: null,
            toldAt: null,
            why: null,
            attempts: null,
            rounds: 1,
            before:
              event.data.draftId === undefined
                ? null
                : {
                    status: state.status,
                    link: currentLink(state)?.state ?? null,
                    way: event.data.way === undefined ? null : state.selfHelp[event.data.way],
                  },
          },
        ],
      };
    case 'case.link-asked':
      return {
        ...state,
        status: 'awaiting-customer',
        submission: null,
        result: null,
        senders: withPerson(state.senders, event.data.by),
        links: [
          ...deadLinks(state.links),
          {
            checkId: event.data.checkId,
            number: event.data.linkNumber,
            tokenHash: event.data.tokenHash,
            mailId: event.data.mailId,
            by: event.data.by,
            askedAt: event.data.at,
            startedAt: null,
            expiresAt: null,
            openedAt: null,
            state: 'asked',
          },
        ],
      };
    case 'case.link-clock-started':
      return {
        ...state,
        mails: replace(
          state.mails,
          (mail) => mail.before !== null && linkOf(state, mail.mailId)?.checkId === event.data.checkId,
          (mail) => ({ ...mail, before: null }),
        ),
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId,
          (link) => ({
            ...link,
            startedAt: event.data.at,
            expiresAt: event.data.expiresAt,
            state: link.state === 'asked' ? 'running' : link.state,
          }),
        ),
      };
    case 'case.mail-accepted':
      return {
        ...state,
        mails: replace(
          state.mails,
          (mail) => mail.mailId === event.data.mailId,
          (mail) => ({
            ...mail,
            state: 'sent',
            settledAt: event.data.at,
            toldAt: mail.toldAt ?? event.data.at,
            why: null,
            attempts: null,
            before: null,
          }),
        ),
      };
    case 'case.mail-failed':
      return unsent(state, event.data, 'failed');
    case 'case.mail-cancelled':
      return unsent(state, event.data, 'cancelled');
    case 'case.mail-undone':
      return withoutMail(state, event.data);
    case 'case.mail-asked-again':
      return {
        ...state,
        senders: state.links.some((link) => link.mailId === event.data.mailId)
          ? withPerson(state.senders, event.data.by)
          : state.senders,
        mails: replace(
          state.mails,
          (mail) => mail.mailId === event.data.mailId,
          (mail) => ({
            ...mail,
            state: 'waiting',
            settledAt: null,
            why: null,
            attempts: null,
            rounds: mail.rounds + 1,
          }),
        ),
        links: replace(
          state.links,
          (link) => link.mailId === event.data.mailId && link.state === 'undeliverable',
          (link) => ({ ...link, state: link.expiresAt === null ? 'asked' : 'running' }),
        ),
      };
    case 'case.link-opened':
      return {
        ...state,
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId && link.openedAt === null,
          (link) => ({ ...link, openedAt: event.data.at, state: link.state === 'running' ? 'opened' : link.state }),
        ),
      };
    case 'case.link-expired':
      return {
        ...state,
        status: state.status === 'awaiting-customer' ? 'link-expired' : state.status,
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId,
          (link) => ({ ...link, state: 'expired' }),
        ),
      };
  }
};
