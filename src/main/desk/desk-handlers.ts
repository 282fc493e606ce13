/** Handlers of the desk itself: its stage, its strip, the practice world's windows, the log's verification. */
import type { z } from 'zod';
import type { deskCalls, DeskState } from '#contract/desk';
import type { StoreStatus } from '#contract/events';
import { partsOf } from '#domain/case/account-id';
import { calendarOf } from '#domain/sla/calendar';
import { mustLoad, outside } from '#main/cases/case-handlers';
import { systemLimits } from '#main/cases/account-words';
import { CallFailure } from '#main/ipc/failure';
import type { HandlersOf } from '#main/ipc/handlers';
import { practiceCodes } from '#main/staff/practice-staff';
import { mailPage } from '#main/store/cache/case-queries';
import { vaultChoices } from '#main/vault/safe-storage';
import type { SafeStorage } from '#main/vault/safe-storage';
import { notOpen } from './open-desk';
import type { OpenDesk } from './open-desk';

type Begin = z.output<(typeof deskCalls)['desk.beginSetUp']['input']>;
type Finish = z.output<(typeof deskCalls)['desk.finishSetUp']['input']>;

export type DeskHandlerDeps = {
  readonly version: string;
  readonly electron: string;
  readonly storeWay?: () => DeskState['storeWay'];
  readonly safeStorage: SafeStorage | null;
  readonly show: (
    window: { readonly kind: 'mailbox' | 'identity'; readonly url: string } | { readonly kind: 'authenticator' },
  ) => void;
  readonly current: () => OpenDesk | null;
  readonly stage: () => Pick<DeskState, 'stage' | 'message'> & Partial<Pick<DeskState, 'earlier'>>;
  readonly storeWords: () => StoreStatus;
  readonly openPractice: () => Promise<void>;
  readonly startOver: () => Promise<void>;
  readonly replaceEarlier: () => Promise<void>;
  readonly unlock: (passphrase: string) => Promise<void>;
  readonly beginSetUp: (
    input: Begin,
  ) => Promise<{ readonly otpauthQr: string; readonly secret: string; readonly enrolmentId: string }>;
  readonly finishSetUp: (input: Finish) => Promise<{ readonly backupCodes: string[] }>;
};

const done = { done: true } as const;

export const deskHandlers = (deps: DeskHandlerDeps): HandlersOf<typeof deskCalls> => {
  const open = (): OpenDesk => {
    const desk = deps.current();
    if (desk === null) throw notOpen();
    return desk;
  };
  const practice = (): OpenDesk & {
    readonly backEnds: { readonly sample: NonNullable<OpenDesk['backEnds']['sample']> };
  } => {
    const desk = open();
    if (desk.backEnds.sample === null)
      throw new CallFailure({ code: 'practice-only', message: 'Only a practice desk has a sample world.' });
    return desk as ReturnType<typeof practice>;
  };
  return {
    'desk.state': async () => {
      const desk = deps.current();
      const { stage, message, earlier } = deps.stage();
      return {
        stage,
        message,
        earlier: earlier ?? null,
        kind: desk?.file.kind ?? null,
        store: deps.storeWords(),
        vault: desk === null ? null : { protection: desk.vault.protection, words: desk.vault.words },
        timeZone: calendarOf(desk?.policies.current().calendarId ?? 'ca-federal').timeZone,
        company: desk?.file.company ?? '',
        version: deps.version,
        electron: deps.electron,
        storeWay: deps.storeWay?.() ?? null,
      };
    },
    'desk.strip': async () => {
      const desk = open();
      const [
        { counts },
        {
          state: { current: policy },
        },
      ] = await Promise.all([
        desk.store.cache.query(mailPage, { state: 'waiting', after: null }),
        desk.policies.refresh(),
      ]);
      return {
        threatLevel: policy.threatLevel,
        online: desk.exchange.ok,
        lastExchangeAt: desk.exchange.at,
        mailWaiting: counts.waiting,
        mailFailed: counts.failed,
        approvalsWithoutProvider: policy.approvalsWithoutProvider,
        whileAway: desk.away,
      };
    },
    'desk.openPractice': async () => {
      await deps.openPractice();
      return done;
    },
    'desk.beginSetUp': async (_, input) => deps.beginSetUp(input),
    'desk.finishSetUp': async (_, input) => deps.finishSetUp(input),
    'desk.unlockVault': async (_, { passphrase }) => {
      await deps.unlock(passphrase);
      return done;
    },
    'desk.vaultChoices': async () => vaultChoices(deps.safeStorage),
    'desk.openMailbox': async (_, { address }) => {
      deps.show({
        kind: 'mailbox',
        url: await practice().backEnds.sample.mailbox.openUrl(address === null ? {} : { to: address }),
      });
      return done;
    },
    'desk.openAuthenticator': async () => {
      practice();
      deps.show({ kind: 'authenticator' });
      return done;
    },
    'desk.openIdentitySystem': async () => {
      deps.show({ kind: 'identity', url: `${practice().backEnds.sample.identityUrl}/` });
      return done;
    },
    'desk.practiceCodes': async (context) => {
      const desk = practice();
      return practiceCodes({ directory: desk.directory, seed: desk.vault.key('practice-seed') }, context.now());
    },
    'desk.practiceCustomer': async (_, { caseId }) => {
      const desk = practice();
      const { state } = await mustLoad(desk.cases, caseId);
      // Not the desk's own exchange: it says nothing about whether the desk is online.
      const { login, password, code, codeValidUntil, apps, backupCodes } = await outside(
        () => desk.backEnds.sample.extras.customer(partsOf(state.accountId)?.id ?? ''),
        () => undefined,
      );
      return {
        name: state.account?.name ?? login,
        login,
        password,
        code,
        codeValidUntil,
        apps: apps.map((app) => ({ label: app.label, code: app.code })),
        backupCodesLeft: backupCodes.length,
      };
    },
    'desk.identityKinds': async () => {
      const { extras } = practice().backEnds.sample;
      const { profile, profiles } = await outside(
        () => extras.played(),
        () => undefined,
      );
      return {
        chosen: profile,
        kinds: profiles.map((one) => ({
          kind: one.profile,
          limits: systemLimits(one.capabilities, one).map(({ words }) => words),
        })),
      };
    },
    'desk.chooseIdentityKind': async (_, { kind }) => {
      const { extras } = practice().backEnds.sample;
      await outside(
        () => extras.play(kind),
        () => undefined,
      );
      return done;
    },
    'desk.startOver': async () => {
      practice();
      await deps.startOver();
      return done;
    },
    'desk.replaceEarlier': async () => {
      await deps.replaceEarlier();
      return done;
    },
    'desk.verifyLog': async () => {
      const result = await open().store.verify();
      return result.ok
        ? {
            ok: true,
            words: `The log is intact: ${result.events} entries in ${result.streams} streams, ${result.checkpoints} signed checkpoints.`,
            events: result.events,
            checkpoints: result.checkpoints,
          }
        : { ok: false, words: result.message, events: 0, checkpoints: 0 };
    },
  };
};
