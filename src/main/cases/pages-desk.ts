/** What the customer's pages may ask and do: look, submit, say "this wasn't me". They know only hashes of tokens. */
import { randomUUID } from 'node:crypto';
import type { CaseState } from '#domain/case/state';
import { currentLink, hasRemovedFactor } from '#domain/case/state';
import { maskAddress } from '#domain/mail/clean';
import type { ChecksPort } from '#main/checks/checks-port';
import { promisedFrom } from './promised';
import { CallFailure } from '#main/ipc/failure';
import type { LinkStanding, PagesDesk } from '#main/pages/desk-port';
import { tokenOf } from './by-claim';
import { changeCase, loadCase } from './change-case';
import type { CasesDeps, LoadedCase } from './change-case';

const customer = { kind: 'customer' } as const;

/**
 * R7: whether a word of the owner comes after the deed, or about it: the account is secured then, for nothing is left
 * to stop.
 */
const isDone = (state: CaseState): boolean =>
  state.reSecures !== null || state.status === 'recovered' || (state.status === 'closed' && hasRemovedFactor(state));

/** The desk as its pages see it. */
export const createPagesDesk = (deps: {
  readonly cases: CasesDeps;
  readonly checks: Pick<ChecksPort, 'id'>;
}): PagesDesk => {
  const { cases } = deps;
  const find = async (
    hash: string,
    kind: 'check' | 'notice',
  ): Promise<(LoadedCase & { readonly caseId: string; readonly ref: string }) | null> => {
    const link = await tokenOf(cases.log, hash);
    if (link === null || link.kind !== kind) return null;
    const loaded = await loadCase(cases.log, link.caseId);
    return loaded === null ? null : { ...loaded, caseId: link.caseId, ref: link.ref };
  };
  const refusedStream = (checkId: string): string => `audit:submissions:${checkId}`;

  const standing = async (hash: string): Promise<LinkStanding> => {
    const found = await find(hash, 'check');
    const link = found?.state.links.find((candidate) => candidate.checkId === found.ref);
    if (found === null || link === undefined) return { state: 'unknown' };
    const { state } = found;
    if (link.state === 'used')
      return state.submission?.checkId === link.checkId
        ? { state: 'used', submissionId: state.submission.submissionId }
        : { state: 'replaced' };
    if (link.state === 'replaced' || link !== currentLink(state)) return { state: 'replaced' };
    if (link.state === 'expired' || (link.expiresAt !== null && link.expiresAt <= cases.clock.now().toISOString()))
      return { state: 'expired' };
    // A frozen or closed case has no link any more; which of the two is nobody's business here.
    if (state.frozen !== null || state.status !== 'awaiting-customer') return { state: 'stopped' };
    const mail = state.mails.find((candidate) => candidate.mailId === link.mailId);
    return {
      state: 'open',
      checkId: link.checkId,
      caseKey: state.caseId,
      language: mail?.language ?? state.account?.language ?? 'en',
      expiresAt: link.expiresAt,
      timeZone: state.account?.timeZone ?? 'UTC',
      submissionsRefused: (await cases.log.readStream(refusedStream(link.checkId))).length,
    };
  };

  return {
    lookLink: standing,
    async linkOpened(hash, device) {
      const found = await find(hash, 'check');
      if (found !== null)
        await changeCase(cases, {
          caseId: found.caseId,
          command: { kind: 'open-link', checkId: found.ref, device },
          actor: customer,
        });
    },
    async submit(hash, submission) {
      const found = await find(hash, 'check');
      if (found === null) return 'unknown';
      if (found.state.submission?.submissionId === submission.submissionId) return 'accepted';
      const due = promisedFrom(cases.policy(), cases.clock.now().toISOString());
      try {
        await changeCase(cases, {
          caseId: found.caseId,
          command: {
            kind: 'submit',
            submission: { ...submission, checkId: found.ref },
            provider: deps.checks.id,
            due,
          },
          actor: customer,
          intentId: `submission:${found.ref}:${submission.submissionId}`,
        });
        return 'accepted';
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error;
        switch (error.error.code) {
          case 'link-used':
            return (await loadCase(cases.log, found.caseId))?.state.submission?.submissionId === submission.submissionId
              ? 'accepted'
              : 'used';
          case 'link-expired':
            return 'expired';
          case 'link-unknown':
            return 'unknown';
          case 'link-replaced':
            return 'replaced';
          case 'frozen':
          case 'closed':
            return 'stopped';
          default:
            throw error;
        }
      }
    },
    async submissionRefused(hash, fault) {
      const found = await find(hash, 'check');
      if (found === null) return;
      const at = cases.clock.now().toISOString();
      await cases.log.append({
        streams: [
          {
            stream: refusedStream(found.ref),
            events: [
              {
                eventId: randomUUID(),
                type: 'audit.submission-refused',
                schema: 1,
                actor: 'customer',
                data: { fault, at },
              },
            ],
          },
        ],
        at,
      });
    },
    async lookNotice(hash) {
      const found = await find(hash, 'notice');
      if (found === null) return null;
      const { state } = found;
      const mail = state.mails.find((candidate) => candidate.mailId === found.ref);
      return {
        language: mail?.language ?? 'en',
        requestedAt: mail?.template === 'request-notice' ? mail.askedAt : state.openedAt,
        channel: state.channel,
        maskedAccount: maskAddress(state.account?.login ?? ''),
        caseNumber: state.number,
        alreadyStopped: state.frozen !== null,
        alreadyDone: isDone(state),
        timeZone: state.account?.timeZone ?? 'UTC',
      };
    },
    async repudiate(hash, { words }) {
      const found = await find(hash, 'notice');
      if (found === null) return null;
      const { events, state: after } = await changeCase(cases, {
        caseId: found.caseId,
        command: { kind: 'freeze', via: 'notice', mailId: found.ref, words: words ?? '' },
        actor: customer,
      });
      // The page must not say that nothing was turned off when it was.
      if (isDone(after)) return { caseNumber: after.number, whatWasDone: 're-securing' };
      return {
        caseNumber: found.state.number,
        whatWasDone: found.state.frozen === null && events.length > 0 ? 'frozen' : 'already-frozen',
      };
    },
  };
};
