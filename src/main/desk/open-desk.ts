/** Everything that runs while a desk is open: store, staff, back ends, pages, effects, and the handlers over them. */
import { join } from 'node:path';
import type { StoreStatus as StoreWords } from '#contract/events';
import type { BridgeEvent } from '#contract/events';
import { guidanceUrl } from '#domain/guidance/guidance-url';
import type { Policy } from '#domain/policy/policy';
import { calendarOf } from '#domain/sla/calendar';
import { createAudit } from '#main/cases/audit';
import { caseHandlers, staffActor } from '#main/cases/case-handlers';
import { caseMailContent } from '#main/cases/case-mail';
import { changeCase } from '#main/cases/change-case';
import type { CasesDeps } from '#main/cases/change-case';
import { nameOfActor } from '#main/cases/directory';
import { createPagesDesk } from '#main/cases/pages-desk';
import { queueHandlers } from '#main/cases/queue-handlers';
import { createEnquiries } from '#main/cases/enquiries';
import { fallbackHandlers } from '#main/cases/fallback-handlers';
import { remindLinkDeed, wakeDeed, watchAdminDeed, watchDeed } from '#main/effects/after-care';
import { openReSecureDeed, reSecureDeed, stopOthersDeed, unlockDeed } from '#main/effects/re-secure';
import { disableDeed } from '#main/effects/disable';
import type { DisableDeps } from '#main/effects/disable';
import { createRunner } from '#main/effects/runner';
import { sendMailDeed } from '#main/effects/send-mail';
import { destroyEvidenceDeed, expireLinkDeed } from '#main/effects/small-deeds';
import { createEvidenceStore } from '#main/evidence/evidence-store';
import { createGuidance } from '#main/guidance/guidance';
import { guidanceHandlers } from '#main/guidance/guidance-handlers';
import { CallFailure } from '#main/ipc/failure';
import { sessionOf } from '#main/ipc/handlers';
import { composeMail } from '#main/mail/compose-mail';
import { mailHandlers } from '#main/mail/mail-handlers';
import { mailMessageId } from '#main/mail/message-id';
import { createAssets } from '#main/pages/assets';
import { createPages } from '#main/pages/handler';
import { serveLoopback } from '#main/pages/serve-loopback';
import type { LoopbackPages } from '#main/pages/serve-loopback';
import type { Clock } from '#main/ports';
import { OutsideError } from '#main/ports';
import { policyHandlers } from '#main/policy/policy-handlers';
import { createPolicyStore } from '#main/policy/policy-store';
import { reviewHandlers } from '#main/review/review-handlers';
import { newSecret } from '#main/staff/codes';
import { createDirectory } from '#main/staff/directory';
import { staffCosts } from '#main/staff/enrolment';
import { createEnrolments } from '#main/staff/enrolments';
import { practiceCosts, practiceSecret } from '#main/staff/practice-staff';
import { sessionHandlers } from '#main/staff/session-handlers';
import { createSessions } from '#main/staff/sessions';
import { eventPayload, verifySignature } from '#main/staff/signing';
import { staffHandlers } from '#main/staff/staff-handlers';
import { createThrottle } from '#main/staff/throttle';
import { openCasesOf } from '#main/store/cache/case-queries';
import type { StoreOpening } from '#main/store/protocol';
import { createStoreClient } from '#main/store/spawn';
import type { StoreChannel } from '#main/store/spawn';
import type { Vault } from '#main/vault/vault';
import { connectSampleWorld, unconnected } from './back-ends';
import type { SampleEntries } from './back-ends';
import type { DeskFile } from './desk-file';
import { afterSleep, lastHere, lengthenCoolingOffs, stayHere, whileAway } from './presence';
import { storeWords, topicsOf } from './store-words';

export type OpenDeskOptions = {
  readonly folder: string;
  readonly file: DeskFile;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly launchStore: () => StoreChannel;
  readonly sample: SampleEntries;
  readonly rendererFolder: string;
  readonly emit: (event: BridgeEvent) => void;
  readonly onFault: (where: string, error: unknown) => void;
  readonly deedHooks?: Pick<DisableDeps, 'beforeDeed' | 'afterDeed'>;
  /** Rules that differ from what such a desk starts with. */
  readonly policy?: Partial<Policy>;
};

/** Lease of a disable's step, and of a mail: longer than any one deed may take. */
const stepLeaseMs = 20_000;
const mailLeaseMs = 30_000;
const mailDomain = 'lumen-practice.example';

const storeOpening = (folder: string, vault: Vault): StoreOpening => ({
  folder: join(folder, 'store'),
  wrapKey: vault.key('store-wrap'),
  deskSigningKey: vault.deskSigningKey().pkcs8,
});

export type OpenDesk = Awaited<ReturnType<typeof openDesk>>;

/** Opens a desk whose vault is open. Throws StoreRefused, SampleError and the like, in words for people. */
export const openDesk = async (options: OpenDeskOptions) => {
  const { folder, file, vault, clock, emit, onFault } = options;
  const now = (): Date => clock.now();

  let words: StoreWords = { state: 'starting', message: 'The store is starting.', progress: null };
  const store = createStoreClient(options.launchStore, {
    open: () => storeOpening(folder, vault),
  });
  const stopStatus = store.onStatus((status) => {
    words = storeWords(status);
    emit({ type: 'store', status: words });
  });

  const closers: (() => void | Promise<void>)[] = [stopStatus];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.toReversed()) await close();
    await store.close();
  };
  try {
    await store.log.head();
    const directory = await createDirectory(store.log);
    closers.push(() => directory.close());
    const isSigned: DisableDeps['isSigned'] = (row) =>
      row.signature !== undefined &&
      row.signature.by === row.actor &&
      verifySignature(directory.keysOf(row.actor), eventPayload(row.stream, row), row.signature, row.recordedAt);
    // A key from another desk may be newer than what is in memory.
    const policies = await createPolicyStore(
      store.log,
      file.kind,
      options.policy,
      async (row) => isSigned(row) || (await directory.refresh(), isSigned(row)),
    );
    closers.push(() => policies.close());
    const policy = (): Policy => policies.current();
    const costs = file.kind === 'practice' ? practiceCosts : staffCosts;
    const throttle = createThrottle({
      log: store.log,
      directory,
      now,
      timeZone: () => calendarOf(policy().calendarId).timeZone,
    });
    const sessions = createSessions({
      log: store.log,
      directory,
      throttle,
      now,
      idleMinutes: () => policy().idleMinutes,
      onSessionChange: (reason) => emit({ type: 'session', reason }),
      onFault,
      costs,
    });
    closers.push(
      () => sessions.close(),
      () => sessions.settled(),
      sessions.watch(),
    );

    const backEnds =
      file.kind === 'practice'
        ? await connectSampleWorld(folder, vault, options.sample, clock, file.company)
        : unconnected;
    closers.push(() => backEnds.close());

    const evidence = await createEvidenceStore({
      folder: join(folder, 'evidence'),
      keysFolder: join(folder, 'evidence-keys'),
      wrapKey: vault.key('evidence-wrap'),
      clock,
    });
    // Finishes destructions that a crash cut short; the case's own effect destroys after its days, this is the net
    // below it.
    void evidence
      .sweep((policy().evidenceDays + 4) * 86_400_000)
      .catch((error: unknown) => onFault('evidence sweep', error));
    const exchange = { ok: true, at: null as string | null };
    const onExchange = (ok: boolean): void => {
      const changed = exchange.ok !== ok;
      exchange.ok = ok;
      if (ok) exchange.at = now().toISOString();
      if (changed) emit({ type: 'changed', topics: ['mail'] });
    };

    const cases: CasesDeps = {
      log: store.log,
      clock,
      policy,
      mint: {
        linkToken: (kind, id) => vault.linkToken(kind, id, 1),
        attestationHash: (mailId) => vault.attestation.hash(mailId, vault.attestation.digits(mailId)),
      },
      nameOf: (actor) => nameOfActor(directory, actor),
    };
    const audit = createAudit(store.log, clock);
    const confirm: Parameters<typeof caseHandlers>[0]['confirm'] = async (session, code) => [
      await sessions.confirm(session, code),
    ];

    const brand = { company: file.company, product: file.product, support: 'support@lumen-practice.example' };
    const guidance = createGuidance({
      log: store.log,
      clock,
      policy,
      names: { product: file.product, support: brand.support },
      timeZone: () => calendarOf(policy().calendarId).timeZone,
    });
    let pages: LoopbackPages | null = null;
    if (file.kind === 'practice') {
      const handler = createPages({
        desk: createPagesDesk({ cases, cache: store.cache }),
        guidance: guidance.pages,
        evidence,
        clock,
        assets: createAssets(options.rendererFolder),
        companyName: file.product,
        onError: (error) => onFault('pages', error),
      });
      pages = await serveLoopback(handler, file.pagesPort).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
        return serveLoopback(handler, 0);
      });
      const served = pages;
      closers.push(() => served.close());
    }

    const compose: Parameters<typeof sendMailDeed>[0]['compose'] = async (state, mail) => {
      const made = caseMailContent(state, mail, {
        brand,
        pagesOrigin: pages?.origin ?? '',
        signInUrl: backEnds.sample?.identityUrl ?? null,
        token: (kind, id) => vault.linkToken(kind, id, 1).token,
        attestationDigits: (mailId) => vault.attestation.digits(mailId),
        guidanceUrl: (language) => (pages === null ? null : guidanceUrl(pages.origin, language)),
      });
      if (made === null) throw new OutsideError('mail', 'refused', 'The address was erased.');
      const firstAttemptAt = new Date(state.links.find((link) => link.mailId === mail.mailId)?.askedAt ?? mail.askedAt);
      return composeMail(made.content, {
        to: made.to,
        messageId: mailMessageId({
          effectId: `mail:${mail.mailId}:${mail.rounds}`,
          firstAttemptAt,
          domain: mailDomain,
        }),
      });
    };

    const awake = afterSleep(cases);
    const disable = disableDeed({
      cases,
      accounts: backEnds.accounts,
      directory,
      isSigned,
      leaseMs: stepLeaseMs,
      onExchange,
      ...options.deedHooks,
    });
    const secureDeps = { cases, accounts: backEnds.accounts, cache: store.cache };
    const runner = createRunner({
      log: store.log,
      clock,
      alone: true,
      random: Math.random,
      onFault,
      onChange: (effect) => emit({ type: 'changed', topics: ['mail', 'queue', effect.stream] }),
      setTimer: (run, ms) => {
        const timer = setTimeout(run, ms);
        timer.unref();
        return () => clearTimeout(timer);
      },
      lanes: [
        {
          name: 'disable',
          leaseMs: stepLeaseMs,
          kinds: {
            disable: async (effect) => {
              await awake();
              return await disable(effect);
            },
          },
        },
        {
          name: 'mail',
          leaseMs: mailLeaseMs,
          kinds: { 'send-mail': sendMailDeed({ cases, mail: backEnds.mail, compose, onExchange: () => undefined }) },
        },
        {
          name: 'small',
          leaseMs: stepLeaseMs,
          kinds: {
            'expire-link': expireLinkDeed(cases),
            'remind-link': remindLinkDeed(cases),
            'destroy-evidence': destroyEvidenceDeed(cases, evidence),
            wake: wakeDeed(cases),
          },
        },
        {
          name: 'account',
          leaseMs: stepLeaseMs,
          kinds: {
            'watch-admin': watchAdminDeed(cases, backEnds.accounts),
            watch: watchDeed(cases, backEnds.accounts),
            'open-re-secure': openReSecureDeed(secureDeps),
            're-secure': reSecureDeed(secureDeps),
            unlock: unlockDeed(secureDeps),
          },
        },
        // Waits for no identity system: the owner's word stops at once.
        { name: 'stop', leaseMs: stepLeaseMs, kinds: { 'stop-others': stopOthersDeed(secureDeps) } },
      ],
    });
    closers.push(() => runner.stop());
    closers.push(
      store.onChanged(({ streams }) => {
        if (streams.length === 0) runner.storeRestarted();
        emit({ type: 'changed', topics: topicsOf(streams) });
      }),
    );

    const since = await lastHere(folder);
    await lengthenCoolingOffs(cases, since);
    const away = whileAway(await store.log.effectsOf({ states: ['waiting'], limit: 1000 }), since, now());
    closers.push(stayHere(folder, clock, (error) => onFault('presence', error), awake));

    const changeDeps = { log: store.log, directory, desk: file.kind, now };
    const enrolments = createEnrolments({
      ...changeDeps,
      throttle,
      company: () => file.company,
      newSecretFor: (staffId, generation) =>
        file.kind === 'practice' ? practiceSecret(vault.key('practice-seed'), staffId, generation) : newSecret(),
      costs,
    });
    const owned = async (staffId: string) =>
      (await store.cache.query(openCasesOf, { accounts: [], owner: staffId })).owned;
    const handlers = {
      ...sessionHandlers({ ...changeDeps, sessions, costs }),
      ...staffHandlers({
        ...changeDeps,
        sessions,
        enrolments,
        openCasesOf: async (staffId) => (await owned(staffId)).length,
        handOverCases: async (from, to, context) => {
          const mine = await owned(from);
          for (const { case_id: caseId } of mine)
            await changeCase(cases, { caseId, command: { kind: 'assign', to }, actor: staffActor(sessionOf(context)) });
          return mine.length;
        },
      }),
      ...queueHandlers({ cache: store.cache, directory, policy }),
      ...caseHandlers({
        cases,
        store,
        enquiries: createEnquiries(store.log, clock),
        accounts: backEnds.accounts,
        directory,
        audit,
        confirm,
        onExchange,
      }),
      ...reviewHandlers({
        cases,
        cache: store.cache,
        accounts: backEnds.accounts,
        directory,
        evidence,
        audit,
        confirm,
        sign: (session, payload) => sessions.sign(session, payload),
        onExchange,
      }),
      ...guidanceHandlers({
        guidance,
        origin: () => pages?.origin ?? null,
        nameOf: cases.nameOf,
        confirm,
        sign: (session, payload) => sessions.sign(session, payload),
      }),
      ...fallbackHandlers({
        cases,
        cache: store.cache,
        accounts: backEnds.accounts,
        directory,
        confirm,
        sign: (session, payload) => sessions.sign(session, payload),
        attestationHash: (mailId, digits) => vault.attestation.hash(mailId, digits),
        onExchange,
      }),
      ...policyHandlers({
        ...changeDeps,
        policies,
        cache: store.cache,
        nameOf: cases.nameOf,
        confirm,
        sign: (session, payload) => sessions.sign(session, payload),
        isSigned,
      }),
      ...mailHandlers({
        cache: store.cache,
        log: store.log,
        serverName: () => (file.kind === 'practice' ? 'the practice mailbox' : 'no mail server'),
      }),
    };
    return {
      file,
      vault,
      store,
      directory,
      sessions,
      runner,
      evidence,
      backEnds,
      pages,
      audit,
      handlers,
      cases,
      policies,
      exchange,
      away,
      storeWords: () => words,
      close: closeAll,
    };
  } catch (error) {
    await closeAll().catch((second: unknown) => onFault('closing a desk that did not open', second));
    throw error;
  }
};

/**
 * Throws what the store says (StoreUnavailable) when the folder's store is another desk's at work. A store that can't
 * be opened for another reason is free.
 */
export const demandFreeStore = async (folder: string, vault: Vault, launch: () => StoreChannel): Promise<void> => {
  const store = createStoreClient(launch, { open: () => storeOpening(folder, vault) });
  try {
    await store.log.head();
  } catch (error) {
    const status = store.status();
    if (status.state === 'refused' && status.code === 'in-use') throw error;
  } finally {
    await store.close();
  }
};

/** For calls that come before the desk is open. */
export const notOpen = (): CallFailure =>
  new CallFailure({ code: 'store-away', message: 'The desk is not open yet.', way: 'Wait a moment.' });
