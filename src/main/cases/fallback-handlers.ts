/**
 * Handlers of the alternate method: evidence item by item, a code for whoever vouches, and the reviewers' own words
 * (R1, R9, R13, R21, R23).
 */
import { randomUUID } from 'node:crypto';
import type { caseCalls } from '#contract/cases';
import { addressStanding, isAccountOf } from '#domain/case/account';
import { approvalsNeeded, hoursFor } from '#domain/case/cooling-off';
import { mayDo } from '#domain/case/may-do';
import { mostWrongCodes } from '#domain/case/may-fallback';
import type { CaseCommand } from '#domain/case/commands';
import { contactDays } from '#domain/case/notices';
import { no } from '#domain/case/refusal';
import type { CaseState } from '#domain/case/state';
import type { JsonObject } from '#domain/json';
import type { Accounts } from '#main/accounts/account-systems';
import { refused } from '#main/ipc/failure';
import type { CallContext, HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import type { Signature } from '#main/staff/signing';
import { decisionPayload } from './decision-payload';
import { openCasesOf } from './by-claim';
import type { CacheReader } from '#main/store/spawn';
import type { Claim } from '#main/store/log/event-log';
import { promisedFrom } from './promised';
import { mayFactsAbout, mustLoad, mustMay, outside, staffActor } from './case-handlers';
import { changeCase } from './change-case';
import type { CasesDeps, LoadedCase } from './change-case';
import { digestOf } from './digest';
import type { Directory } from './directory';
import { nameOfActor } from './directory';
import { readAnew } from './read-anew';
import { fallbackViewOf } from './fallback-view';
import { riskWords } from '#contract/words/risk';
import { contactWords, factorWords, limitsOf } from './account-words';

export type FallbackDeps = {
  readonly cases: CasesDeps;
  readonly accounts: Accounts;
  readonly cache: CacheReader;
  readonly directory: Directory;
  readonly confirm: (session: Session, code: string) => Promise<readonly Claim[]>;
  readonly sign: (session: Session, payload: JsonObject) => Promise<Signature>;
  /** What is stored of a code for whoever vouches. */
  readonly attestationHash: (mailId: string, digits: string) => string;
  readonly onExchange: (ok: boolean) => void;
};
type Calls = Pick<typeof caseCalls, Extract<keyof typeof caseCalls, `fallback.${string}`>>;

const done = { done: true } as const;

export const fallbackHandlers = (deps: FallbackDeps): HandlersOf<Calls> => {
  const { cases } = deps;
  const nameOf = (actor: string): string => nameOfActor(deps.directory, actor);
  const change = async (context: CallContext, caseId: string, command: CaseCommand) => {
    await changeCase(cases, { caseId, command, actor: staffActor(sessionOf(context)) });
    return done;
  };
  /** R23: what is decided about is what is there now. */
  const refreshAccount = async (loaded: LoadedCase): Promise<CaseState> => {
    const state = await outside(() => readAnew(deps, loaded), deps.onExchange);
    if (state === null) throw refused(no('not-found', 'The account is not in the identity system any more.').refusal);
    return state;
  };
  return {
    'fallback.open': (context, { caseId, kind, reason }) =>
      change(context, caseId, { kind: 'open-fallback', fallbackId: randomUUID(), method: kind, reason }),
    'fallback.setItem': (context, { caseId, item, value, note }) =>
      change(context, caseId, { kind: 'set-fallback-item', item, value, note }),
    'fallback.askAttestation': async (context, { caseId, attestorId }) => {
      const { state } = await mustLoad(cases, caseId);
      const attestor = await outside(() => deps.accounts.read(attestorId), deps.onExchange);
      const role = attestor?.role ?? 'unknown';
      if (attestor === null || attestor.firmId === null || attestor.firmId !== state.firmId || role === 'unknown')
        throw refused(no('not-found', 'There is no such person in this firm.').refusal);
      // Whoever is locked out themself, or had to say "this wasn't me", vouches for nobody now.
      if ((await openCasesOf(cases.log, [attestorId]))[0] != null)
        throw refused(
          no('role-may-not', `${attestor.name} has an open case of their own: they can't vouch now.`, {
            way: 'Ask somebody else to vouch, or choose another method.',
          }).refusal,
        );
      const usable = attestor.addresses.filter(
        (one) => addressStanding(one, state.openedAt, contactDays(cases.policy())) === 'usable',
      );
      // The domain refuses one that is the account's own, too; another one is better.
      const address =
        usable.find((one) => state.account === null || !isAccountOf(state.account, one.address)) ?? usable[0];
      if (address === undefined)
        throw refused(
          no(
            'address-too-new',
            `${attestor.name} has no address that was there ${cases.policy().recentContactDays} days before the case.`,
            { rule: 'R5', way: 'Ask somebody else to vouch, or choose another method.' },
          ).refusal,
        );
      return change(context, caseId, {
        kind: 'ask-attestation',
        attestorId,
        attestor: {
          name: attestor.name,
          role,
          language: attestor.language,
          timeZone: attestor.timeZone,
          address,
        },
      });
    },
    'fallback.answerAttestation': async (context, { caseId, digits }) => {
      const { state } = await mustLoad(cases, caseId);
      const codeHash = deps.attestationHash(state.fallback?.attestation?.mailId ?? '', digits.replace(/\s/g, ''));
      const after = await changeCase(cases, {
        caseId,
        command: { kind: 'answer-attestation', codeHash },
        actor: staffActor(sessionOf(context)),
      });
      const asked = after.state.fallback?.attestation;
      return { ok: asked?.answeredAt != null, attemptsLeft: Math.max(0, mostWrongCodes - (asked?.wrong ?? 0)) };
    },
    'fallback.submit': async (context, { caseId }) =>
      change(context, caseId, {
        kind: 'submit-fallback',
        due: promisedFrom(cases.policy(), cases.clock.now().toISOString()),
      }),
    'fallback.withdraw': (context, { caseId, reason }) =>
      change(context, caseId, { kind: 'withdraw-fallback', reason }),
    'fallback.get': async (context, { caseId }) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, caseId);
      let { state } = loaded;
      const takenBack = loaded.stored.filter((row) => row.type === 'case.fallback-withdrawn').length;
      if (state.fallback === null || state.account === null)
        throw refused(no('wrong-status', 'No alternate method is under way.').refusal);
      const facts = await mayFactsAbout(cases, session, state);
      if (mayDo(state, { kind: 'decide-fallback' }, facts) === null) state = await refreshAccount(loaded);
      const { account } = state;
      const fallback = fallbackViewOf(state, facts, nameOf);
      if (fallback === null || account === null)
        throw refused(no('not-found', 'The personal content of this case was erased.').refusal);
      return {
        digest: digestOf(state),
        fallback,
        account: {
          name: account.name,
          firmName: account.firmName,
          role: account.role,
          factors: account.factors.map(
            (factor) => `${factorWords(factor)}${factor.label === '' ? '' : ` “${factor.label}”`}`,
          ),
          addresses: account.addresses.length,
          limits: limitsOf(account),
          contactChanged: contactWords(state, account, cases.policy()),
        },
        override: state.override?.reason ?? null,
        risk: riskWords(state.risk),
        coolingOffHours: hoursFor(state, cases.policy()),
        temporaryAccessHours: state.account?.capabilities.temporaryAccess ? cases.policy().temporaryAccessHours : null,
        earlier: [
          ...(state.decisions.some((made) => made.decision === 'fail') ? ['The identity check did not pass.'] : []),
          ...(state.fallbacksRefused > 0
            ? [
                `${state.fallbacksRefused === 1 ? 'One earlier method was' : `${state.fallbacksRefused} earlier methods were`} refused.`,
              ]
            : []),
          ...(takenBack > 0
            ? [`${takenBack === 1 ? 'A method was' : `${takenBack} methods were`} taken back before.`]
            : []),
        ],
      };
    },
    'fallback.decide': async (context, input) => {
      const session = sessionOf(context);
      const loaded = await mustLoad(cases, input.caseId);
      const { state } = loaded;
      // Before the code is spent: who may not decide is told so.
      await mustMay(cases, state, { kind: 'decide-fallback', decision: input.decision }, session);
      await refreshAccount(loaded);
      const claims = await deps.confirm(session, input.code);
      const result = await changeCase(cases, {
        caseId: input.caseId,
        actor: staffActor(session),
        claims,
        command: {
          kind: 'decide-fallback',
          decisionId: randomUUID(),
          fallbackId: input.fallbackId,
          decision: input.decision,
          reason: input.reason,
          digest: input.digest,
          ...(input.how === undefined ? {} : { how: input.how }),
        },
        facts: (now) => (now === null ? {} : { digestNow: digestOf(now) }),
        sign: (event) =>
          event.type === 'case.fallback-decided' ? deps.sign(session, decisionPayload(input.caseId, event)) : undefined,
      });
      const after = result.state;
      const approvals = new Set(
        after.fallback?.decisions.filter((made) => !made.void && made.decision === 'approve').map((made) => made.by),
      ).size;
      return {
        status: after.status,
        approvalsLeft:
          after.fallback?.stage === 'deciding' ? Math.max(0, approvalsNeeded(after, cases.policy()) - approvals) : 0,
      };
    },
  };
};
