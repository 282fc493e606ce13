/**
 * Handlers of the review: evidence, the four marks, the comparison after them, and the one act that decides (R13, R21,
 * R23).
 */
import { randomUUID } from 'node:crypto';
import type { CallOutput } from '#contract/calls';
import type { reviewCalls } from '#contract/review';
import { approvalsNeeded, failedLately, hoursFor } from '#domain/case/cooling-off';
import { noResultRows } from '#domain/case/decide-check';
import { mayDo } from '#domain/case/may-do';
import { checkKinds } from '#domain/case/events';
import type { CaseEvent } from '#domain/case/events';
import { lookedAtAll, lookRefusal } from '#domain/case/looking';
import type { Looked } from '#domain/case/looking';
import { no } from '#domain/case/refusal';
import type { CaseState } from '#domain/case/state';
import { currentLink, standingApprovals } from '#domain/case/state';
import type { JsonObject } from '#domain/json';
import { compareNames } from '#domain/names/compare';
import { roleWords } from '#domain/triage/ways';
import type { Accounts } from '#main/accounts/account-systems';
import { checkedBy, ownForm } from '#main/checks/own-form';
import type { Audit } from '#main/cases/audit';
import { mayFactsAbout, mustLoad, mustMay, outside, staffActor } from '#main/cases/case-handlers';
import { changeCase } from '#main/cases/change-case';
import { changedMarks } from '#main/cases/changed-marks';
import type { CasesDeps, LoadedCase } from '#main/cases/change-case';
import { digestOf } from '#main/cases/digest';
import type { Directory } from '#main/cases/directory';
import { readAnew } from '#main/cases/read-anew';
import { nameOfActor } from '#main/cases/directory';
import type { EvidenceStore } from '#main/evidence/evidence-store';
import { CallFailure, refused } from '#main/ipc/failure';
import type { HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { riskWords } from '#contract/words/risk';
import { contactWords, factorWords, limitsOf } from '#main/cases/account-words';
import { refusalView } from '#contract/refusals';
import type { Signature } from '#main/staff/signing';
import { decisionPayload } from '#main/cases/decision-payload';
import { everyState, reviewStates } from '#main/store/cache/case-queries';
import type { CacheReader } from '#main/store/spawn';
import type { Claim } from '#main/store/log/event-log';
import { readCaseEvent } from '#main/store/log/stored-case';

export type ReviewDeps = {
  readonly cases: CasesDeps;
  readonly cache: CacheReader;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly evidence: Pick<EvidenceStore, 'issueHandle' | 'read'>;
  readonly audit: Audit;
  readonly confirm: (session: Session, code: string) => Promise<readonly Claim[]>;
  readonly sign: (session: Session, payload: JsonObject) => Promise<Signature>;
  readonly onExchange: (ok: boolean) => void;
};

type ReviewRow = CallOutput<'review.list'>['rows'][number];

const needSubmission = (state: CaseState): NonNullable<CaseState['submission']> => {
  if (state.status === 'submitted')
    throw refused(
      no('wrong-status', 'The provider is still at work: its result has not arrived.', {
        way: 'The case comes to the review queue by itself.',
      }).refusal,
    );
  if (state.submission === null || state.result === null)
    throw refused(no('wrong-status', 'Nothing was submitted yet: there is nothing to review.').refusal);
  return state.submission;
};

export const reviewHandlers = (deps: ReviewDeps): HandlersOf<typeof reviewCalls> => {
  const { cases } = deps;
  const nameOf = (actor: string): string => nameOfActor(deps.directory, actor);

  /**
   * Reads the account anew, so that a decision is about what is there now (R15, R23). Unchanged facts write nothing.
   */
  const refreshAccount = async (loaded: LoadedCase): Promise<CaseState> => {
    const state = await outside(() => readAnew(deps, loaded), deps.onExchange);
    if (state === null) throw refused(no('not-found', 'The account is not in the identity system any more.').refusal);
    return state;
  };

  /** Whoever comes second is told who decided what, rather than that there is nothing to decide. */
  const mustBeUndecided = (state: CaseState): void => {
    const made =
      state.status === 'in-review' || state.status === 'awaiting-second' ? undefined : state.decisions.at(-1);
    if (made !== undefined)
      throw new CallFailure({
        code: 'conflict',
        message: `${nameOf(made.by)} decided this case already: ${made.decision.replace('-', ' ')}. Nothing of yours was written.`,
        way: 'Read the case again.',
      });
  };

  /** R13: shown beside a later approver's own comparison, never before it. */
  const changedByApprovers = ({ state, stored }: LoadedCase) => {
    const standing = new Set(standingApprovals(state).map(({ decisionId }) => decisionId));
    return stored
      .map(readCaseEvent)
      .flatMap((event) =>
        event.type === 'case.decided' && standing.has(event.data.decisionId)
          ? changedMarks(event).map((mark) => ({ by: nameOf(event.data.by), ...mark }))
          : [],
      );
  };

  return {
    'review.list': async (context) => {
      const session = sessionOf(context);
      const states = await everyState((params) => deps.cache.query(reviewStates, params));
      const known = await Promise.all(
        states.map(async (state) => ({ state, facts: await mayFactsAbout(cases, session, state) })),
      );
      return {
        rows: known.flatMap(({ state, facts }): ReviewRow[] => {
          if (state.status === 'fallback-review') {
            if (state.fallback?.stage !== 'deciding' || state.fallback.due === null) return [];
            const fallbackBarred = mayDo(state, { kind: 'decide-fallback' }, facts);
            return [
              {
                caseId: state.caseId,
                number: state.number,
                person: state.account?.name ?? '(erased)',
                firm: state.account?.firmName ?? '',
                submittedAt: state.fallback.openedAt,
                dueAt: state.fallback.due.dueAt,
                calendarId: state.fallback.due.calendar.id,
                mayDecide: fallbackBarred === null,
                why: fallbackBarred?.message ?? 'You neither opened this case nor gathered its evidence.',
                status: 'fallback-review' as const,
              },
            ];
          }
          if (state.submission === null || state.result === null) return [];
          const barred = mayDo(state, { kind: 'decide' }, facts);
          return [
            {
              caseId: state.caseId,
              number: state.number,
              person: state.account?.name ?? '(erased)',
              firm: state.account?.firmName ?? '',
              submittedAt: state.submission.at,
              dueAt: state.submission.due.dueAt,
              calendarId: state.submission.due.calendar.id,
              mayDecide: barred === null,
              why: barred?.message ?? 'You neither opened this case nor sent its link.',
              status: state.status === 'awaiting-second' ? ('awaiting-second' as const) : ('in-review' as const),
            },
          ];
        }),
      };
    },
    'review.get': async (context, { caseId }) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, caseId);
      const { state: before } = loaded;
      needSubmission(before);
      const facts = await mayFactsAbout(cases, session, before);
      // Whoever may not decide does not get the evidence opened either; what they see is why.
      const state = mayDo(before, { kind: 'decide' }, facts) === null ? await refreshAccount(loaded) : before;
      const barred = mayDo(state, { kind: 'decide' }, facts);
      const barredFrom = (decision: 'pass' | 'fail' | 'ask-again') =>
        refusalView(mayDo(state, { kind: 'decide', decision }, { ...facts, looked: lookedAtAll(state) }));
      const submission = needSubmission(state);
      const looked = (await deps.audit.lookedAt(caseId, session.staffId))(submission.checkId);
      const { account } = state;
      if (account === null) throw refused(no('not-found', 'The personal content of this case was erased.').refusal);
      const policy = cases.policy();
      const told = state.mails.find((mail) => mail.mailId === currentLink(state)?.mailId);
      const destroyed =
        loaded.stored.filter((row) => row.type === 'case.evidence-destroyed').at(-1)?.recordedAt ?? null;
      const needed = approvalsNeeded(state, policy);
      return {
        caseId,
        number: state.number,
        person: account.name,
        firm: account.firmName,
        digest: digestOf(state),
        mayDecide: barred === null,
        why: barred?.message ?? 'You may decide: you neither opened this case nor sent its link.',
        rule: barred?.rule ?? null,
        way: barred?.way ?? null,
        barred: { pass: barredFrom('pass'), fail: barredFrom('fail'), 'ask-again': barredFrom('ask-again') },
        submittedAt: submission.at,
        country: submission.country,
        documentKind: submission.documentKind,
        capture: submission.capture,
        termsVersion: submission.termsVersion,
        provider: state.result?.provider ?? '',
        approvalsNeeded: needed,
        approvals: standingApprovals(state).map((made) => ({ by: nameOf(made.by), at: made.at })),
        policyWords:
          policy.threatLevel === 'elevated'
            ? `The threat level is elevated: ${needed} different reviewers decide.`
            : failedLately(state)
              ? 'An earlier check of this case did not pass: two different reviewers decide.'
              : state.result?.provider !== ownForm
                ? `${checkedBy(state.result?.provider ?? '')} checked it. ${needed === 1 ? 'One reviewer decides.' : `${needed} different reviewers decide.`}`
                : needed === 1
                  ? "No provider stands behind our own form. This desk's policy asks for one reviewer."
                  : 'No provider stands behind our own form: two different reviewers decide.',
        evidence: submission.evidence,
        destroyedAt: submission.evidence === 'destroyed' ? destroyed : null,
        pictures:
          barred === null && submission.evidence === 'kept'
            ? submission.pictures.map(({ slot, evidenceId }) => ({ slot, evidenceId }))
            : [],
        looked: { opened: [...looked.opened], unreadable: [...looked.unreadable], first: looked.first },
        account: {
          name: account.name,
          nameSince: account.nameSince,
          linkWentTo: told?.to?.address ?? '',
          contactChanged: contactWords(state, account, policy),
          role:
            account.members === 'unknown'
              ? roleWords[account.role]
              : `${roleWords[account.role]}, firm of ${account.members.length}`,
          system: state.accountSystem ?? '',
          readAt: account.readAt,
          factors: account.factors.map((factor) => ({
            id: factor.id,
            kind: factorWords(factor),
            label: factor.label,
            createdAt: factor.createdAt,
            removable: factor.removable !== false,
          })),
          sessions: account.sessions === 'unknown' ? null : account.sessions.map((one) => one.device),
          can: {
            sessions: account.capabilities.sessions,
            removal: account.capabilities.removal,
            demand: account.capabilities.demand,
          },
          limits: limitsOf(account),
          addresses: account.addresses.length,
        },
        override: state.override?.reason ?? null,
        risk: { level: state.risk.level, reasons: riskWords(state.risk), coolingOffHours: hoursFor(state, policy) },
        temporaryAccessHours: account.capabilities.temporaryAccess ? policy.temporaryAccessHours : null,
      };
    },
    'review.openPicture': async (context, { caseId, evidenceId }) => {
      const session = sessionOf(context);
      const { state } = await mustLoad(cases, caseId);
      const submission = needSubmission(state);
      await mustMay(cases, state, { kind: 'decide' }, session);
      if (
        submission.evidence === 'destroyed' ||
        !submission.pictures.some((picture) => picture.evidenceId === evidenceId)
      )
        throw refused(
          no('evidence-gone', 'This picture is not there any more.', {
            rule: 'R18',
            way: 'Ask again, with a new link.',
          }).refusal,
        );
      const { seatId, staffId } = session;
      // What can't be read was not looked at (R13): that is written down, too, and opens the other decisions.
      if ((await deps.evidence.read(submission.checkId, evidenceId).catch(() => null)) === null) {
        await deps.audit.evidenceUnreadable(caseId, staffId, evidenceId);
        throw refused(
          no('evidence-gone', "This picture can't be read: its file is damaged or gone.", {
            rule: 'R18',
            way: 'Ask again, with a new link, or fail the check.',
          }).refusal,
        );
      }
      await deps.audit.evidenceViewed(caseId, staffId, evidenceId);
      const { checkId } = submission;
      return { handle: deps.evidence.issueHandle({ caseId, checkId, evidenceId, viewer: { seatId, staffId } }) };
    },
    'review.uncover': async (context, { caseId, digest, marks, printedName }) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, caseId);
      const { state } = loaded;
      const { checkId, pictures } = needSubmission(state);
      await mustMay(cases, state, { kind: 'decide' }, session);
      const looked = (await deps.audit.lookedAt(caseId, session.staffId))(checkId);
      const unseen = lookRefusal(pictures, looked, false);
      if (unseen !== null) throw refused(unseen);
      if (digestOf(state) !== digest)
        throw refused(
          no('view-changed', 'What you were shown has changed since. Look again before you decide.', {
            rule: 'R23',
            way: 'Read the case again.',
          }).refusal,
        );
      for (const check of checkKinds)
        if (!marks.some((mark) => mark.check === check))
          throw refused(
            no('marks-missing', `The mark for "${check}" is missing: the comparison opens after all four.`, {
              rule: 'R13',
            }).refusal,
          );
      await deps.audit.marksSet(
        caseId,
        session.staffId,
        checkId,
        Object.fromEntries(marks.map((mark) => [mark.check, mark.value])),
      );
      const compared = compareNames(state.account?.name ?? '', printedName);
      const rows = state.result?.rows;
      return {
        rule: compared.rule,
        equal: compared.equal,
        rows: compared.rows.map((row) => ({
          account: row.account ?? null,
          printed: row.printed ?? null,
          relation: row.relation,
        })),
        suspicious: compared.suspicious.map(
          (finding) => `${finding.side === 'account' ? 'On the account' : 'As typed'}: ${finding.note}`,
        ),
        changed: changedByApprovers(loaded),
        provider: {
          name: checkedBy(state.result?.provider ?? ''),
          isOwnForm: state.result?.provider === ownForm,
          rows: checkKinds.map((check) => {
            const { verdict, codes } = rows?.[check] ?? noResultRows[check];
            const mark = marks.find((candidate) => candidate.check === check)?.value;
            return {
              check,
              verdict,
              codes: [...codes],
              agrees:
                verdict === 'no-result'
                  ? ('nothing-to-compare' as const)
                  : verdict === mark
                    ? ('as-marked' as const)
                    : ('differs' as const),
            };
          }),
        },
      };
    },
    'review.decide': async (context, input) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, input.caseId);
      const { state: before } = loaded;
      mustBeUndecided(before);
      const lookedAt = await deps.audit.lookedAt(input.caseId, session.staffId);
      const lookedOf = ({ submission }: CaseState): Looked => lookedAt(submission?.checkId ?? '');
      const asked = { kind: 'decide', decision: input.decision } as const;
      await mustMay(cases, before, asked, session, lookedOf(before));
      await refreshAccount(loaded);
      const claims = await deps.confirm(session, input.code);
      const result = await changeCase(cases, {
        caseId: input.caseId,
        loaded,
        actor: staffActor(session),
        claims,
        command: {
          kind: 'decide',
          decisionId: randomUUID(),
          decision: input.decision,
          marks: input.marks,
          printedName: input.printedName,
          nameReason: input.nameReason,
          note: input.note,
          digest: input.digest,
          ...(input.askAgain === null ? {} : { askAgain: input.askAgain }),
          ...(input.how === undefined ? {} : { how: input.how }),
        },
        facts: (now) => {
          const compared = compareNames(now?.account?.name ?? '', input.printedName);
          return {
            ...(now === null ? {} : { digestNow: digestOf(now), looked: lookedOf(now) }),
            name: { rule: compared.rule, equal: compared.equal },
          };
        },
        sign: (event: CaseEvent) =>
          event.type === 'case.decided' ? deps.sign(session, decisionPayload(input.caseId, event)) : undefined,
      }).catch(async (error: unknown): Promise<never> => {
        if (error instanceof CallFailure && error.error.code === 'wrong-status')
          mustBeUndecided((await mustLoad(cases, input.caseId)).state);
        throw error;
      });
      const approvals = new Set(standingApprovals(result.state).map((made) => made.by)).size;
      return {
        status: result.state.status,
        approvalsLeft: Math.max(0, approvalsNeeded(result.state, cases.policy()) - approvals),
      };
    },
  };
};
