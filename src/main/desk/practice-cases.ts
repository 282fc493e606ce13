/**
 * The sample cases of a practice desk: made by the same handlers, rules, mails and effects as any other, a few days
 * back.
 */
import { textOf } from '#domain/json';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { termsVersion } from '#contract/identity-form';
import type { MarkInput } from '#contract/review';
import { hashToken } from '#main/pages/handler';
import { createPagesDesk } from '#main/cases/pages-desk';
import type { Channel, MailTemplate, Way, WayOutcome } from '#domain/case/events';
import { undoMs } from '#domain/case/undo';
import { kindFacts } from '#domain/fallback/kinds';
import type { CallContext } from '#main/ipc/handlers';
import { codeAt, stepOf } from '#main/staff/codes';
import { practicePassword, practiceSecret } from '#main/staff/practice-staff';
import { sampleAccount } from './back-ends';
import type { OpenDesk } from './open-desk';

export type SeedClock = { set(at: Date): void };

const hourMs = 3_600_000;
type Specimen = 'callum-reid' | 'thomas-roy' | 'marie-eve-saint-onge' | 'jean-philippe-lariviere';

/**
 * Fills a new practice desk. `now` is the moment that the newest case leads up to; the clock is moved through the days
 * before it.
 */
export const makePracticeCases = async (
  desk: OpenDesk,
  options: {
    readonly clock: SeedClock;
    readonly now: Date;
    readonly specimens: string;
    readonly onProgress: (share: number) => void;
  },
): Promise<void> => {
  const { handlers, sessions, vault, runner } = desk;
  const seed = vault.key('practice-seed');
  const pages = createPagesDesk({ cases: desk.cases, checks: desk.backEnds.checks });
  let clockMs = options.now.getTime();
  const at = (hoursAgo: number): void => {
    clockMs = options.now.getTime() - hoursAgo * hourMs;
    options.clock.set(new Date(clockMs));
  };
  /** A code counts once: each use moves the clock to the next step. */
  const code = (staffId: string): string => {
    clockMs += 31_000;
    options.clock.set(new Date(clockMs));
    return codeAt(practiceSecret(seed, staffId, 0), stepOf(new Date(clockMs)));
  };
  const seat = sessions.open(() => undefined);
  const as = async (staffId: string): Promise<CallContext> => {
    const now = (): Date => new Date(clockMs);
    const before = seat.standing();
    if (before.state !== 'signed-in' || before.session.staffId !== staffId)
      await seat.signIn({ staffId, password: practicePassword, code: code(staffId) });
    const standing = seat.standing();
    if (standing.state !== 'signed-in') throw new Error(`no such sample colleague: ${staffId}`);
    return { session: standing.session, seat, now };
  };
  const open = async (
    staffId: string,
    personId: string,
    words: string,
    more: { channel?: Channel; callerGave?: string; take?: boolean } = {},
  ): Promise<string> => {
    const context = await as(staffId);
    const { caseId } = await handlers['cases.open'](context, {
      accountId: sampleAccount(personId),
      channel: more.channel ?? 'phone',
      callerWords: words,
      callerGave: more.callerGave ?? '',
      reference: '',
      take: more.take ?? true,
    });
    await runner.drain();
    return caseId;
  };
  const way = async (staffId: string, caseId: string, which: Way, outcome: WayOutcome, why: string): Promise<void> => {
    await handlers['cases.recordWay'](await as(staffId), { caseId, way: which, outcome, why });
  };
  /** What the account's facts leave open is tried, or ruled out by what the customer said. */
  const ruleOut = async (staffId: string, caseId: string, firm: string): Promise<void> => {
    const { selfHelp } = await handlers['cases.get'](await as(staffId), { caseId });
    for (const { way: which, open: isOpen } of selfHelp) {
      if (!isOpen) continue;
      if (which === 'still-signed-in')
        await way(staffId, caseId, which, 'tried', 'No device opens without a code any more.');
      if (which === 'backup-code')
        await way(staffId, caseId, which, 'impossible', 'The codes were on the phone that is gone.');
      if (which === 'someone-in-the-firm') await way(staffId, caseId, which, 'impossible', firm);
    }
  };
  const link = async (staffId: string, caseId: string): Promise<string> => {
    const context = await as(staffId);
    const view = await handlers['cases.get'](context, { caseId });
    const address = view.account?.addresses.find((candidate) => candidate.standing === 'usable');
    if (address === undefined) throw new Error('no address to send a link to');
    await handlers['compose.send'](context, {
      caseId,
      draft: {
        kind: 'mail',
        draftId: randomUUID(),
        template: 'recovery-link',
        way: null,
        addressId: address.addressId,
        language: view.account?.language ?? 'en',
        subject: '',
        written: [],
      },
      seen: [],
    });
    clockMs += undoMs;
    options.clock.set(new Date(clockMs));
    await runner.drain();
    const stored = await desk.store.log.readStream(`case:${caseId}`);
    return textOf(stored.findLast((event) => event.type === 'case.link-asked')?.data['checkId']);
  };
  const submit = async (checkId: string, specimen: Specimen, language: 'en' | 'fr'): Promise<void> => {
    const hash = hashToken(vault.linkToken('check', checkId, 1).token);
    await pages.linkOpened(hash, 'phone');
    const isPassport = specimen === 'marie-eve-saint-onge';
    const pictures = [];
    for (const slot of isPassport ? (['front', 'selfie'] as const) : (['front', 'back', 'selfie'] as const)) {
      const kept = await desk.evidence.put(
        checkId,
        slot,
        'image/jpeg',
        await readFile(join(options.specimens, specimen, `${slot}.jpg`)),
      );
      if (kept === null) throw new Error('the sample pictures could not be kept');
      const { at: _, ...picture } = kept;
      pictures.push(picture);
    }
    await pages.submit(hash, {
      submissionId: randomUUID(),
      termsVersion,
      language,
      country: 'CA',
      documentKind: isPassport ? 'passport' : 'identity-card',
      capture: 'automatic',
      pictures,
    });
    await runner.drain();
  };
  const decide = async (
    staffId: string,
    caseId: string,
    decision: 'pass' | 'fail',
    printedName: string,
  ): Promise<void> => {
    const context = await as(staffId);
    const { digest, pictures } = await handlers['review.get'](context, { caseId });
    const mark = decision === 'pass' ? ('pass' as const) : ('fail' as const);
    const marks: MarkInput[] = [
      { check: 'document', value: 'pass', reason: 'Whole, real, in date' },
      { check: 'name', value: mark, reason: decision === 'pass' ? 'Same name' : 'Another name' },
      { check: 'face', value: mark, reason: decision === 'pass' ? 'Same features' : 'Another person' },
      { check: 'liveness', value: 'pass', reason: 'Depth in the light' },
    ];
    for (const { evidenceId } of pictures) await handlers['review.openPicture'](context, { caseId, evidenceId });
    await handlers['review.uncover'](context, { caseId, digest, printedName, marks });
    await handlers['review.decide'](context, {
      caseId,
      decision,
      digest,
      printedName,
      nameReason: '',
      note: '',
      askAgain: null,
      code: code(staffId),
      marks,
    });
    await runner.drain();
  };

  const notMe = async (caseId: string, template: MailTemplate, words: string): Promise<void> => {
    const stored = await desk.store.log.readStream(`case:${caseId}`);
    const notice = stored.find((event) => event.type === 'case.mail-asked' && event.data['template'] === template);
    await pages.repudiate(hashToken(vault.linkToken('notice', textOf(notice?.data['mailId']), 1).token), { words });
    await runner.drain();
  };

  let [disowned, failed, waiting] = ['', '', ''];
  const steps: (() => Promise<void>)[] = [
    async () => {
      // Recovered four days ago; 2FA is really off in the identity system.
      at(101);
      const caseId = await open('maya-okafor', 'dominic-van-der-merwe', 'Phone was stolen on the train.');
      await ruleOut('maya-okafor', caseId, 'The Primary Subscriber is on leave.');
      const checkId = await link('maya-okafor', caseId);
      at(98);
      await submit(checkId, 'callum-reid', 'en');
      at(96);
      await decide('daniel-achebe', caseId, 'pass', 'Dominic van der Merwe');
    },
    async () => {
      // Recovered, and much later "this wasn't me".
      at(90);
      const caseId = (disowned = await open('elodie-gagnon', 'jean-paul-lariviere', 'Phone fell into the lake.', {
        channel: 'chat',
      }));
      await ruleOut('elodie-gagnon', caseId, 'Nobody there answers.');
      const checkId = await link('elodie-gagnon', caseId);
      at(88);
      await submit(checkId, 'callum-reid', 'en');
      at(86);
      await decide('ines-kowalczyk', caseId, 'pass', 'Jean-Paul Lariviere');
    },
    async () => {
      // A link that nobody used.
      at(80);
      const caseId = await open('elodie-gagnon', 'adaeze-nwosu', 'New phone, the app did not move over.');
      await ruleOut('elodie-gagnon', caseId, 'Nobody there may do it today.');
      await link('elodie-gagnon', caseId);
    },
    async () => {
      // Failed: another person's document.
      at(54);
      const caseId = await open('priya-raman', 'william-chan', 'Lost the phone, needs in before court.', {
        callerGave: 'w.chan.law@webpost.example',
      });
      await ruleOut('priya-raman', caseId, 'Asked; they do not answer.');
      const checkId = await link('priya-raman', caseId);
      at(51);
      await submit(checkId, 'thomas-roy', 'en');
      at(49);
      await decide('ines-kowalczyk', caseId, 'fail', 'Antoine Vachon');
    },
    async () => {
      // Failed; an alternate method follows.
      at(47);
      const caseId = (failed = await open(
        'elodie-gagnon',
        'suvarna',
        'Has one name only; the app was on the old phone.',
      ));
      await ruleOut('elodie-gagnon', caseId, 'Luc Tessier is away until Monday.');
      const checkId = await link('elodie-gagnon', caseId);
      at(45);
      await submit(checkId, 'callum-reid', 'en');
      at(43);
      await decide('daniel-achebe', caseId, 'fail', 'Callum Reid');
    },
    async () => {
      // Of a Primary Subscriber: a pass is followed by a cooling-off.
      at(36);
      const caseId = (waiting = await open('priya-raman', 'olivier-vautrin', 'The phone went through the laundry.'));
      await ruleOut('priya-raman', caseId, 'A one-member firm has nobody who could.');
      const checkId = await link('priya-raman', caseId);
      at(33);
      await submit(checkId, 'callum-reid', 'en');
    },
    async () => {
      // In review since yesterday.
      at(30);
      const caseId = await open('maya-okafor', 'thomas-roy', 'Authenticator deleted by mistake.', { channel: 'email' });
      await ruleOut('maya-okafor', caseId, 'The Primary Subscriber asked us to do it.');
      const checkId = await link('maya-okafor', caseId);
      at(26);
      await submit(checkId, 'thomas-roy', 'fr');
    },
    async () => {
      at(25);
      const caseId = await open('priya-raman', 'noemie-desrosiers', 'Broke the phone; wants to use the tablet.');
      await ruleOut('priya-raman', caseId, 'Nobody there may do it.');
      await link('priya-raman', caseId);
    },
    async () => {
      // In review, one picture blurred.
      at(22);
      const caseId = await open('elodie-gagnon', 'callum-reid', 'New phone since the weekend.');
      await ruleOut('elodie-gagnon', caseId, "Jesse Cardinal was asked and can't.");
      const checkId = await link('elodie-gagnon', caseId);
      at(19);
      await submit(checkId, 'callum-reid', 'en');
    },
    async () => {
      // The alternate method waits for two reviewers.
      at(18.8);
      const context = await as('elodie-gagnon');
      await handlers['fallback.open'](context, {
        caseId: failed,
        kind: 'live-video-call',
        reason: 'The form did not lead to a yes; a call was agreed on.',
      });
      for (const item of kindFacts['live-video-call'].items)
        await handlers['fallback.setItem'](context, {
          caseId: failed,
          item: item.key,
          value: 'seen',
          note: 'Seen on the call of yesterday afternoon.',
        });
      await handlers['fallback.submit'](context, { caseId: failed });
      await runner.drain();
    },
    async () => {
      // Approved: the cooling-off runs until later today.
      at(18.4);
      await decide('ines-kowalczyk', waiting, 'pass', 'Olivier Vautrin');
    },
    async () => {
      // Raised risk: a pass is followed by a cooling-off.
      at(18);
      const caseId = await open('maya-okafor', 'marie-eve-saint-onge', 'Alone in the firm, phone reset.', {
        channel: 'chat',
      });
      await ruleOut('maya-okafor', caseId, 'A one-member firm has nobody who could.');
      const checkId = await link('maya-okafor', caseId);
      at(5);
      await submit(checkId, 'marie-eve-saint-onge', 'fr');
    },
    async () => {
      // "This wasn't me", after the disable: the account is secured in a case of its own.
      at(4.8);
      await notMe(disowned, 'disabled-notice', 'I still have my phone. Who asked for this?');
    },
    async () => {
      // "This wasn't me".
      at(4.5);
      const caseId = await open('priya-raman', 'kwame-osei', 'In a hurry, new phone, sends an address to use.', {
        callerGave: 'k.osei@post.example',
      });
      at(4.2);
      await notMe(caseId, 'request-notice', 'I did not ask for this.');
    },
    async () => {
      at(3.5);
      const caseId = await open('elodie-gagnon', 'maximilien-de-la-bruere', 'App on an old phone that was sold.');
      await way('elodie-gagnon', caseId, 'still-signed-in', 'tried', 'Signed out everywhere.');
      await way('elodie-gagnon', caseId, 'backup-code', 'tried', 'Has none.');
      await way('elodie-gagnon', caseId, 'someone-in-the-firm', 'offered', 'Asks Luc Tessier.');
    },
    async () => {
      // Helped themself.
      at(2.5);
      const caseId = await open('maya-okafor', 'siobhan-o-briain', "Can't find the authenticator.");
      await way(
        'maya-okafor',
        caseId,
        'still-signed-in',
        'worked',
        'Was signed in on the laptop; added the new phone there.',
      );
    },
    async () => {
      at(1.2);
      const caseId = await open('elodie-gagnon', 'nguyen-thi-minh-khai', 'New phone, the app did not move over.');
      await ruleOut('elodie-gagnon', caseId, "Both were asked and can't before Monday.");
      const hash = hashToken(vault.linkToken('check', await link('elodie-gagnon', caseId), 1).token);
      at(0.8);
      await pages.linkOpened(hash, 'computer');
    },
    async () => {
      // Put aside until she calls back.
      at(0.7);
      const caseId = await open(
        'maya-okafor',
        'giulia-marchetti',
        'Locked out of the phone; looks for the security key at home.',
      );
      await handlers['cases.snooze'](await as('maya-okafor'), {
        caseId,
        until: null,
        reason: 'Calls back when she has looked at home.',
      });
    },
    async () => {
      at(0.6);
      await open('priya-raman', 'rory-macisaac', 'Locked out since this morning.', { channel: 'email', take: false });
    },
    async () => {
      at(0.1);
      const caseId = await open('maya-okafor', 'hannah-brandt', 'New phone, the app did not move over.', {
        callerGave: 'hbrandt@webpost.example',
      });
      await way('maya-okafor', caseId, 'still-signed-in', 'tried', 'The laptop was signed out as well.');
    },
  ];
  for (const [index, step] of steps.entries()) {
    await step();
    options.onProgress((index + 1) / steps.length);
  }
  seat.signOut();
  seat.close();
  await sessions.settled();
  seed.fill(0);
};
