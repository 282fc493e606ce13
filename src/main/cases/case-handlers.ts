/** Handlers of the case: open, self-help, link, notes, freeze, close. Each gathers facts and asks the domain. */
import { randomUUID } from 'node:crypto';
import type { caseCalls } from '#contract/cases';
import type { CaseActor, CaseCommand } from '#domain/case/commands';
import type { AccountId } from '#domain/case/account-id';
import { calendarOf } from '#domain/sla/calendar';
import type { Ask, MayFacts } from '#domain/case/asks';
import { closingTakesCode } from '#domain/case/may-close';
import type { Looked } from '#domain/case/looking';
import { mayDo } from '#domain/case/may-do';
import { no } from '#domain/case/refusal';
import { signalsOfRequest } from '#domain/case/signals';
import type { CaseState } from '#domain/case/state';
import { linkOf } from '#domain/case/state';
import type { Accounts, LiveAccount } from '#main/accounts/account-systems';
import { CallFailure, refused } from '#main/ipc/failure';
import type { CallContext, HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { OutsideError } from '#main/ports';
import { caseByNumber } from '#main/store/cache/case-queries';
import { allEffects, type Claim } from '#main/store/log/event-log';
import type { StoreClient } from '#main/store/spawn';
import { caseViewOf } from './case-view';
import { freeNumber, openCasesOf } from './by-claim';
import { changeCase, loadCase } from './change-case';
import type { CasesDeps, ChangeRequest, LoadedCase } from './change-case';
import type { Directory } from './directory';
import { isReadingBack } from './disable-view';
import type { Enquiries } from './enquiries';
import type { OpenedToday } from './opened-today';
import { readAnew } from './read-anew';
import { otherCasesOf } from './other-cases';
import { signalCountsOf } from './signals';
import { caseStream } from '#main/store/log/stored-case';

export type CaseHandlerDeps = {
  readonly cases: CasesDeps;
  readonly store: Pick<StoreClient, 'cache' | 'log' | 'verifyStream'>;
  readonly enquiries: Enquiries;
  readonly openedToday: Pick<OpenedToday, 'note'>;
  readonly accounts: Accounts;
  readonly directory: Directory;
  /** R21: checks a one-time code and answers with the claims that spend it in the same append. */
  readonly confirm: (session: Session, code: string) => Promise<readonly Claim[]>;
  readonly onExchange: (ok: boolean) => void;
};

const done = { done: true } as const;
/** Who asks, for the domain. */
export const staffActor = (session: Session): CaseActor & { readonly kind: 'staff' } => ({
  kind: 'staff',
  id: session.staffId,
  role: session.role,
  address: session.address,
});

/** Asks the identity system; its failure becomes a clear refusal, and the desk knows it is offline. */
export const outside = async <T>(ask: () => Promise<T>, onExchange: (ok: boolean) => void): Promise<T> => {
  try {
    const answer = await ask();
    onExchange(true);
    return answer;
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    onExchange(error.kind === 'refused');
    throw new CallFailure({
      code: 'outside',
      message: error.message,
      way: 'Try again when it answers. Nothing was changed.',
    });
  }
};

/** The case, or a clear refusal. */
export const mustLoad = async (cases: CasesDeps, caseId: string): Promise<LoadedCase> => {
  const loaded = await loadCase(cases.log, caseId);
  if (loaded === null) throw refused(no('not-found', 'There is no such case.').refusal);
  return loaded;
};

/** What an answer to "may they?" about a case rests on, for whoever is signed in now. */
export const mayFactsAbout = async (
  cases: CasesDeps,
  session: Session,
  { accountId }: CaseState,
): Promise<MayFacts> => {
  const held = await cases.held('begin-disable', accountId);
  return { now: cases.clock.now().toISOString(), actor: staffActor(session), policy: cases.policy(), held: held() };
};

/** Refuses before anything is read outside, opened or spent. */
export const mustMay = async (
  cases: CasesDeps,
  state: CaseState,
  ask: Ask,
  session: Session,
  looked?: Looked,
): Promise<void> => {
  const facts = await mayFactsAbout(cases, session, state);
  const refusal = mayDo(state, ask, looked === undefined ? facts : { ...facts, looked });
  if (refusal !== null) throw refused(refusal);
};

/** R5: the account is read again where a message is asked for that carries a link; one that carries none asks nobody. */
export const readBeforeLink = async (
  deps: Pick<CaseHandlerDeps, 'cases' | 'accounts' | 'onExchange'>,
  session: Session,
  caseId: string,
  ask: Ask & { readonly kind: 'send-link' | 'send-again' },
): Promise<void> => {
  const loaded = await mustLoad(deps.cases, caseId);
  const { state } = loaded;
  if (ask.kind === 'send-again' && linkOf(state, ask.mailId) === null) return;
  await mustMay(deps.cases, state, ask, session);
  if ((await outside(() => readAnew(deps, loaded), deps.onExchange)) === null)
    throw refused(no('not-found', 'The identity system knows no such account.').refusal);
};

type Calls = Omit<typeof caseCalls, Extract<keyof typeof caseCalls, `fallback.${string}`>>;

export const caseHandlers = (deps: CaseHandlerDeps): HandlersOf<Calls> => {
  const { cases } = deps;
  const readAccount = async (accountId: AccountId): Promise<LiveAccount> => {
    const facts = await outside(() => deps.accounts.read(accountId), deps.onExchange);
    if (facts === null) throw refused(no('not-found', 'The identity system knows no such account.').refusal);
    return facts;
  };
  const change = async (
    context: CallContext,
    caseId: string,
    command: CaseCommand,
    more: { readonly code?: string; readonly facts?: ChangeRequest['facts'] } = {},
  ) => {
    const session = sessionOf(context);
    const claims = more.code === undefined ? [] : await deps.confirm(session, more.code);
    await changeCase(cases, {
      caseId,
      command,
      actor: staffActor(session),
      claims,
      ...(more.facts === undefined ? {} : { facts: more.facts }),
    });
    return done;
  };

  const open = async (context: CallContext, input: Parameters<HandlersOf<Calls>['cases.open']>[1]) => {
    const session = sessionOf(context);
    const account = await readAccount(input.accountId);
    const [at, policy] = [cases.clock.now().toISOString(), cases.policy()];
    const counts = await signalCountsOf(account, input.callerGave, at, policy, deps.store.cache);
    const signals = signalsOfRequest(account, at, counts, policy);
    const attach = async (caseId: string, number: string) => {
      await changeCase(cases, {
        caseId,
        command: { kind: 'attach', channel: input.channel, callerWords: input.callerWords, signals },
        actor: staffActor(session),
      });
      return { caseId, number, attached: true };
    };
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const [existing] = await openCasesOf(cases.log, [account.accountId]);
      if (existing) {
        try {
          return await attach(existing.caseId, existing.number);
        } catch (error) {
          // It was closed in this very moment: look again.
          if (error instanceof CallFailure && error.error.code === 'closed') continue;
          throw error;
        }
      }
      const caseId = randomUUID();
      const number = await freeNumber(cases.log);
      try {
        await changeCase(cases, {
          caseId,
          command: {
            kind: 'open',
            caseId,
            number,
            account,
            system: deps.accounts.nameOf(account.accountId),
            channel: input.channel,
            callerWords: input.callerWords,
            callerGave: input.callerGave,
            reference: input.reference,
            signals,
            take: input.take,
          },
          actor: staffActor(session),
        });
        return { caseId, number, attached: false };
      } catch (error) {
        // Somebody opened one, or took the number, in this very moment: look again.
        if (error instanceof CallFailure && (error.error.code === 'already-open' || error.error.code === 'conflict'))
          continue;
        throw error;
      }
    }
    throw new CallFailure({ code: 'conflict', message: 'Others are opening cases at the same moment. Try again.' });
  };

  return {
    'cases.findAccounts': async (_, input) => {
      const { accounts: found, missing } = await outside(() => deps.accounts.find(input.query, 21), deps.onExchange);
      const shown = found.slice(0, 20);
      const accounts = await openCasesOf(
        cases.log,
        shown.map((account) => account.accountId),
      );
      return {
        more: found.length > 20,
        missing: [...missing],
        accounts: shown.map((account, index) => {
          const existing = accounts[index];
          return {
            accountId: account.accountId,
            name: account.name,
            login: account.login,
            firmName: account.firmName,
            role: account.role,
            firmStatus: account.firmStatus,
            openCase: existing ? { caseId: existing.caseId, number: existing.number } : null,
          };
        }),
      };
    },
    'cases.open': open,
    'cases.get': async (context, { caseId }) => {
      const session = sessionOf(context);
      const { state, stored } = await mustLoad(cases, caseId);
      deps.openedToday.note(session, state);
      const effects = await allEffects(deps.store.log, { stream: caseStream(caseId) });
      const [others, enquiries, held] = await Promise.all([
        otherCasesOf(state, deps.store.cache),
        deps.enquiries.of(state.accountId),
        cases.held('begin-disable', state.accountId),
      ]);
      return caseViewOf(state, stored, {
        others,
        enquiries,
        held: held(),
        now: context.now().toISOString(),
        policy: cases.policy(),
        calendar: calendarOf(cases.policy().calendarId),
        directory: deps.directory,
        session,
        effects,
      });
    },
    'cases.readAccount': async (context, { caseId }) => {
      const { state } = await mustLoad(cases, caseId);
      await mustMay(cases, state, { kind: 'read-account' }, sessionOf(context));
      return change(context, caseId, {
        kind: 'read-account',
        account: await readAccount(state.accountId),
        system: deps.accounts.nameOf(state.accountId),
      });
    },
    'cases.assign': (context, { caseId, to, note }) => {
      if (to !== null && !deps.directory.find(to)?.active)
        throw refused(no('not-found', 'There is no such colleague any more.').refusal);
      return change(context, caseId, { kind: 'assign', to, note });
    },
    'cases.note': (context, { caseId, text }) => change(context, caseId, { kind: 'note', text }),
    'cases.recordWay': (context, { caseId, way, outcome, why }) =>
      change(context, caseId, { kind: 'record-way', way, outcome, why }),
    'cases.overrideSelfHelp': (context, { caseId, reason }) =>
      change(context, caseId, { kind: 'override-self-help', reason }),
    'cases.sendAgain': async (context, { caseId, mailId }) => {
      await readBeforeLink(deps, sessionOf(context), caseId, { kind: 'send-again', mailId });
      return change(context, caseId, { kind: 'send-again', mailId });
    },
    'cases.freeze': (context, { caseId, words }) => change(context, caseId, { kind: 'freeze', via: 'staff', words }),
    'cases.unfreeze': (context, { caseId, reason, code }) =>
      change(context, caseId, { kind: 'unfreeze', reason }, { code }),
    'cases.close': async (context, { caseId, outcome, reason, tell, duplicateOf, code }) => {
      const { state } = await mustLoad(cases, caseId);
      // It lifts a freeze or unlocks an account, so it takes what a lift takes.
      const takesCode = closingTakesCode(state) && sessionOf(context).role === 'lead';
      if (takesCode && code === undefined)
        throw new CallFailure({
          code: 'bad-input',
          message: 'Ending a stopped case or a securing takes a one-time code: field "code".',
          field: 'code',
          rule: 'R21',
        });
      const of =
        duplicateOf === null || outcome !== 'duplicate'
          ? null
          : await deps.store.cache.query(caseByNumber, { number: duplicateOf.toUpperCase() });
      if (outcome === 'duplicate' && (of === null || of.case_id === caseId))
        throw new CallFailure({
          code: 'bad-input',
          message: 'There is no other case with this number: field "duplicateOf".',
          field: 'duplicateOf',
        });
      return change(
        context,
        caseId,
        { kind: 'close', outcome, reason, tell, ...(of === null ? {} : { duplicateOf: of.case_id }) },
        takesCode && code !== undefined ? { code } : {},
      );
    },
    'cases.reopen': (context, { caseId, reason }) => change(context, caseId, { kind: 'reopen', reason }),
    'cases.recordRepudiation': (context, { caseId, channel, words }) =>
      change(context, caseId, { kind: 'freeze', via: 'told', channel, words }),
    'cases.revokeApproval': async (context, { caseId, reason, code }) => {
      const { state: before } = await mustLoad(cases, caseId);
      const effects = await deps.store.log.effectsOf({
        ids: before.disable === null ? [] : [before.disable.effectId],
        states: ['waiting', 'running'],
        limit: 1,
      });
      return change(
        context,
        caseId,
        { kind: 'revoke-approval', reason },
        { code, facts: (state) => ({ isReadingBack: state !== null && isReadingBack(state, effects) }) },
      );
    },
    'cases.snooze': (context, { caseId, until, reason }) => change(context, caseId, { kind: 'snooze', until, reason }),
    'cases.wake': (context, { caseId }) => change(context, caseId, { kind: 'wake', snoozeId: null }),
    'cases.checkWatch': async (context, { caseId }) => {
      const { state } = await mustLoad(cases, caseId);
      await mustMay(cases, state, { kind: 'watch-looked' }, sessionOf(context));
      const account = await readAccount(state.accountId);
      // A look that finds nothing new is not written: the desk's own looks remind and go on by themselves.
      if (account.factors.length > 0)
        await changeCase(cases, {
          caseId,
          command: { kind: 'watch-looked', factors: account.factors.length },
          actor: staffActor(sessionOf(context)),
        });
      return { factors: account.factors.length };
    },
    'cases.logEnquiry': async (context, { accountId, channel, words }) => {
      await readAccount(accountId);
      await deps.enquiries.write(accountId, sessionOf(context).staffId, channel, words);
      return done;
    },
    'cases.resumeDisable': (context, { caseId, code }) => change(context, caseId, { kind: 'resume-disable' }, { code }),
    'cases.verify': async (_, { caseId }) => {
      const result = await deps.store.verifyStream(caseStream(caseId));
      if (!result.ok) return { ok: false, events: 0, words: result.message };
      if (result.events === 0) await mustLoad(cases, caseId);
      return {
        ok: true,
        events: result.events,
        words: `All ${result.events} entries of this case follow from each other, and none was changed. Settings verifies the whole log.`,
      };
    },
    'cases.colleagues': async () => ({
      people: deps.directory
        .all()
        .filter((colleague) => colleague.active)
        .map(({ staffId, name, initials, role }) => ({ staffId, name, initials, role })),
    }),
  };
};
