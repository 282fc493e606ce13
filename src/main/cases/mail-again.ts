/** Whether a message of a case may be sent again: one answer for the case's page and the list of mails. */
import { mayOffer } from '#domain/case/may-do';
import type { Refusal } from '#domain/case/refusal';
import { no } from '#domain/case/refusal';
import type { Session } from '#main/ipc/handlers';
import { mayFactsAbout } from './case-handlers';
import type { CasesDeps } from './change-case';
import { loadCase } from './change-case';

export type MailOfCase = { readonly caseId: string; readonly mailId: string; readonly isFailed: boolean };

/** Why each of these is not sent again from a list. Only what failed is: what left is sent again from its case. */
export const barredAgain =
  (cases: CasesDeps) =>
  async (session: Session, mails: readonly MailOfCase[]): Promise<readonly (Refusal | null)[]> => {
    const ids = [...new Set(mails.filter((mail) => mail.isFailed).map((mail) => mail.caseId))];
    const loaded = new Map(
      await Promise.all(
        ids.map(async (caseId) => {
          const state = (await loadCase(cases.log, caseId))?.state;
          return [caseId, state && { state, facts: await mayFactsAbout(cases, session, state) }] as const;
        }),
      ),
    );
    return mails.map(({ caseId, mailId }) => {
      const found = loaded.get(caseId);
      return found == null
        ? no('already-done', 'Only what failed is sent again from here.', { way: 'Open the case.' }).refusal
        : mayOffer(found.state, { kind: 'send-again', mailId }, found.facts);
    });
  };
