/**
 * The features of an open desk. One is a function of the ground that answers with its handlers, its deeds, or both, and
 * with what it does at each start before any deed; a new one is one line in `featuresOf`. What is missing, a call's
 * handler or an effect's deed, does not compile.
 */
import type { Calls } from '#contract/calls';
import type { deskCalls } from '#contract/desk';
import type { CaseEffect } from '#domain/case/consequences';
import { caseHandlers, staffActor } from '#main/cases/case-handlers';
import { changeCase } from '#main/cases/change-case';
import { composeHandlers } from '#main/cases/compose-handlers';
import { draftHandlers } from '#main/cases/draft-handlers';
import { createEnquiries } from '#main/cases/enquiries';
import { fallbackHandlers } from '#main/cases/fallback-handlers';
import { looksHandlers } from '#main/cases/looks-handlers';
import { queueHandlers } from '#main/cases/queue-handlers';
import { threadHandlers } from '#main/cases/thread-handlers';
import { askCheckDeed } from '#main/effects/ask-check';
import { remindLinkDeed, wakeDeed, watchAdminDeed, watchDeed } from '#main/effects/after-care';
import { disableDeed } from '#main/effects/disable';
import { beginLooks, lookDeed } from '#main/effects/look';
import { openReSecureDeed, reSecureDeed, stopOthersDeed, unlockDeed } from '#main/effects/re-secure';
import type { Deed } from '#main/effects/runner';
import { sendMailDeed } from '#main/effects/send-mail';
import { destroyEvidenceDeed, expireLinkDeed } from '#main/effects/small-deeds';
import { guidanceHandlers } from '#main/guidance/guidance-handlers';
import { inboxHandlers } from '#main/inbox/inbox-handlers';
import type { CallContext, HandlersOf } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { mailsOfCases } from '#main/cases/mails-of-cases';
import { mailHandlers } from '#main/mail/mail-handlers';
import { policyHandlers } from '#main/policy/policy-handlers';
import { reviewHandlers } from '#main/review/review-handlers';
import { newSecret } from '#main/staff/codes';
import { createEnrolments } from '#main/staff/enrolments';
import { practiceSecret } from '#main/staff/practice-staff';
import { sessionHandlers } from '#main/staff/session-handlers';
import { staffHandlers } from '#main/staff/staff-handlers';
import { everyOwned, ownedBy } from '#main/store/cache/case-queries';
import { composeCaseMail, ownHosts, previewCaseMail } from './customer-pages';
import type { Ground } from './ground';

/** Lease of a deed, in milliseconds: longer than any one step of it may take. */
const stepLeaseMs = 20_000;
/**
 * Deeds of one lane run one after the other, lanes side by side: a slow mail server never holds a disable, `stop`
 * waits for no identity system, since the owner's word stops at once, and a look over all accounts holds nothing.
 */
const laneLeasesMs = {
  disable: stepLeaseMs,
  mail: 30_000,
  small: stepLeaseMs,
  checks: stepLeaseMs,
  account: stepLeaseMs,
  stop: stepLeaseMs,
  look: 60_000,
  inbox: 60_000,
};
type InLane = { readonly lane: keyof typeof laneLeasesMs; readonly deed: Deed };

const staff = (ground: Ground) => {
  const enrolments = createEnrolments({
    ...ground,
    company: () => ground.file.company,
    newSecretFor: (staffId, generation) =>
      ground.desk === 'practice' ? practiceSecret(ground.vault.key('practice-seed'), staffId, generation) : newSecret(),
  });
  const handOverCases = async (from: string, to: string | null, context: CallContext): Promise<number> => {
    let handed = 0;
    for await (const caseId of everyOwned(ground.cache, from)) {
      await changeCase(ground.cases, {
        caseId,
        command: { kind: 'assign', to },
        actor: staffActor(sessionOf(context)),
      });
      handed += 1;
    }
    return handed;
  };
  return {
    handlers: staffHandlers({
      ...ground,
      enrolments,
      openCasesOf: (staffId) => ground.cache.query(ownedBy, { owner: staffId }),
      handOverCases,
    }),
  };
};

const cases = (ground: Ground) => ({
  handlers: caseHandlers({ ...ground, enquiries: createEnquiries(ground.log, ground.clock) }),
  deeds: {
    'expire-link': { lane: 'small', deed: expireLinkDeed(ground.cases) },
    'remind-link': { lane: 'small', deed: remindLinkDeed(ground.cases) },
    wake: { lane: 'small', deed: wakeDeed(ground.cases) },
    'destroy-evidence': { lane: 'small', deed: destroyEvidenceDeed(ground.cases, ground.evidence) },
    'watch-admin': { lane: 'account', deed: watchAdminDeed(ground.cases, ground.accounts) },
  } satisfies Partial<Deeds>,
});

const checks = (ground: Ground) => ({
  deeds: {
    'ask-check': {
      lane: 'checks',
      deed: askCheckDeed({ cases: ground.cases, checks: ground.backEnds.checks, patienceMs: stepLeaseMs / 2 }),
    },
  } satisfies Partial<Deeds>,
});

const disable = (ground: Ground) => {
  const deed = disableDeed({
    ...ground,
    leaseMs: stepLeaseMs,
    ...(ground.receiver !== null && { lookAtMail: ground.receiver.look }),
    ...ground.deedHooks,
  });
  return {
    deeds: {
      disable: {
        lane: 'disable',
        deed: async (effect) => {
          await ground.awake();
          return await deed(effect);
        },
      },
      watch: { lane: 'account', deed: watchDeed(ground.cases, ground.accounts) },
    } satisfies Partial<Deeds>,
  };
};

const reSecure = (ground: Ground) => ({
  deeds: {
    'open-re-secure': { lane: 'account', deed: openReSecureDeed(ground) },
    're-secure': { lane: 'account', deed: reSecureDeed(ground) },
    unlock: { lane: 'account', deed: unlockDeed(ground) },
    'stop-others': { lane: 'stop', deed: stopOthersDeed(ground) },
  } satisfies Partial<Deeds>,
});

const fallback = (ground: Ground) => ({
  handlers: fallbackHandlers({
    ...ground,
    attestationHash: (mailId, digits) => ground.vault.attestation.hash(mailId, digits),
  }),
});

const compose = (ground: Ground) => ({
  handlers: {
    ...draftHandlers(ground),
    ...composeHandlers({
      ...ground,
      support: ground.brand.support,
      own: { hosts: () => ownHosts(ground), addresses: [ground.brand.support] },
      othersOpened: (session, state) => ground.openedToday.others(session, state),
      preview: previewCaseMail(ground),
    }),
  },
});

const mail = (ground: Ground) => ({
  handlers: mailHandlers({
    ...ground,
    ofCases: mailsOfCases(ground.cases),
    serverName: () => (ground.desk === 'practice' ? 'the practice mailbox' : 'no mail server'),
  }),
  deeds: {
    'send-mail': {
      lane: 'mail',
      deed: sendMailDeed({
        cases: ground.cases,
        accounts: ground.accounts,
        mail: ground.backEnds.mail,
        compose: composeCaseMail(ground),
        onExchange: () => undefined,
        onFault: ground.onFault,
      }),
    },
  } satisfies Partial<Deeds>,
});

const inbox = (ground: Ground) => ({
  handlers: inboxHandlers({ ...ground, mailbox: ground.backEnds.inbox?.name ?? null }),
  deeds: {
    receive: {
      lane: 'inbox',
      deed: ground.receiver?.deed ?? (async () => ({ outcome: 'retry', why: { code: 'no-handler' } })),
    },
  } satisfies Partial<Deeds>,
  begin: async () => ground.receiver?.begin(),
});

const looks = (ground: Ground) => {
  const onFailed = (): void => ground.emit({ type: 'changed', topics: ['looks'] });
  return {
    handlers: looksHandlers(ground),
    deeds: { look: { lane: 'look', deed: lookDeed({ ...ground, onFailed }) } } satisfies Partial<Deeds>,
    begin: () => beginLooks(ground),
  };
};

/** One line a feature. */
const featuresOf = (ground: Ground) =>
  [
    { handlers: sessionHandlers(ground) },
    staff(ground),
    { handlers: queueHandlers(ground) },
    cases(ground),
    { handlers: threadHandlers(ground) },
    checks(ground),
    { handlers: reviewHandlers(ground) },
    disable(ground),
    reSecure(ground),
    fallback(ground),
    { handlers: guidanceHandlers({ ...ground, origin: () => ground.pages?.origin ?? null }) },
    { handlers: policyHandlers(ground) },
    compose(ground),
    mail(ground),
    inbox(ground),
    looks(ground),
  ] as const;

/** Every deed: those that an event of a case may ask for, and those that the desk asks for by itself. */
type Deeds = Readonly<Record<CaseEffect['kind'] | 'look' | 'receive', InLane>>;
/** Every call that an open desk answers; those about the desk itself come before it is open. */
export type DeskCalls = Omit<Calls, keyof typeof deskCalls>;

type Feature = ReturnType<typeof featuresOf>[number];
type Parts<K extends 'handlers' | 'deeds'> = Feature extends infer F
  ? F extends Record<K, infer P>
    ? P
    : never
  : never;
type All<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
const joined = <P extends object>(parts: readonly P[]): All<P> => Object.assign({}, ...parts) as All<P>;

/** All features of an open desk as one: a handler for each call, and the lanes with a deed for each effect. */
export const openFeatures = (ground: Ground) => {
  const features = featuresOf(ground);
  const handlers = joined<Parts<'handlers'>>(
    features.flatMap((one) => ('handlers' in one ? [one.handlers] : [])),
  ) satisfies HandlersOf<DeskCalls>;
  const deeds = joined<Parts<'deeds'>>(features.flatMap((one) => ('deeds' in one ? [one.deeds] : []))) satisfies Deeds;
  const lanes = Object.entries(laneLeasesMs).map(([name, leaseMs]) => ({
    name,
    leaseMs,
    kinds: Object.fromEntries(
      Object.entries<InLane>(deeds).flatMap(([kind, one]) => (one.lane === name ? [[kind, one.deed]] : [])),
    ),
  }));
  const begin = async (): Promise<void> => {
    await Promise.all(features.flatMap((one) => ('begin' in one ? [one.begin()] : [])));
  };
  return { handlers, lanes, begin };
};
