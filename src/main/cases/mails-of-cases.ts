/** Messages of many cases as their cases show them: one answer for the case's page and the list of mails. */
import type { MailView } from '#contract/thread';
import type { Session } from '#main/ipc/handlers';
import type { Effect } from '#main/store/log/event-log';
import { mayFactsAbout } from './case-handlers';
import type { CasesDeps } from './change-case';
import { loadCase } from './change-case';
import { mailsView } from './link-view';

export type MailOfCase = { readonly caseId: string; readonly mailId: string };

/** Each of these as its case shows it to this person; null where the case is not there. */
export const mailsOfCases =
  (cases: CasesDeps) =>
  async (
    session: Session,
    mails: readonly MailOfCase[],
    effects: readonly Effect[],
  ): Promise<readonly (MailView | null)[]> => {
    const views = new Map(
      await Promise.all(
        [...new Set(mails.map(({ caseId }) => caseId))].map(async (caseId) => {
          const state = (await loadCase(cases.log, caseId))?.state;
          const facts = state && (await mayFactsAbout(cases, session, state));
          return [caseId, state && facts ? mailsView(state, effects, facts) : []] as const;
        }),
      ),
    );
    return mails.map(({ caseId, mailId }) => views.get(caseId)?.find((mail) => mail.mailId === mailId) ?? null);
  };
