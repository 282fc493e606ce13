/**
 * "This wasn't me" at every moment before a disable, and after it (R7), with the store killed right behind it: nothing
 * runs afterwards.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '#contract/cases';
import { kindFacts } from '#domain/fallback/kinds';
import { reSecureCaseId } from '#main/cases/other-cases';
import { sampleAccount } from '#main/desk/back-ends';
import { caseWork, staff } from '#support/case-work';
import type { CaseWork } from '#support/case-work';
import { journalDeeds, type Asked } from '#support/deed-journal';
import { startDesk } from '#support/practice-desk';
import type { PracticeDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';
import { linkMail } from '#support/link-mail';

const days = 86_400_000;
const untouched = '2FA is untouched: the approval can be taken back.';
const folder = temporaryFolder();
let desk: PracticeDesk;
let work: CaseWork;
const asked: Asked[] = [];
const stopListening = journalDeeds((one) => asked.push(one));
afterAll(async () => {
  stopListening();
  await desk.end();
  folder.remove();
});

const approve = async (caseId: string, by: string): Promise<void> => {
  await desk.ask('review.decide', await work.decision(caseId, by, { decision: 'pass' }));
  await work.settle();
};
const linkSent = async (caseId: string): Promise<void> => {
  await work.ruleOut(caseId);
  await work.sendLink(caseId);
};
const submitted = async (caseId: string, to: string): Promise<void> => {
  await linkSent(caseId);
  expect((await work.submitForm(await work.linkUrl(to))).status).toBe(200);
};
const preparing = async (caseId: string): Promise<void> => {
  await work.ruleOut(caseId);
  await desk.ask('fallback.open', { caseId, kind: 'live-video-call', reason: 'The phone has no camera that works.' });
  await work.settle();
};
const deciding = async (caseId: string): Promise<void> => {
  await preparing(caseId);
  for (const { key } of kindFacts['live-video-call'].items)
    await desk.ask('fallback.setItem', { caseId, item: key, value: 'seen', note: 'Seen on the call.' });
  await desk.ask('fallback.submit', { caseId });
};
const approveFallback = async (caseId: string, by: string): Promise<void> => {
  await work.as(by);
  const { digest, fallback } = await desk.ask('fallback.get', { caseId });
  await desk.ask('fallback.decide', {
    caseId,
    fallbackId: fallback.fallbackId,
    decision: 'approve',
    reason: 'Everything was there and fits.',
    digest,
    code: desk.code(by),
  });
  await work.settle();
};

type Row = {
  readonly moment: string;
  readonly accountId: string;
  readonly to: string;
  readonly told?: true;
  readonly status: CaseView['status'];
  /** After the time that runs meanwhile: a link ends, whatever else stands still. */
  readonly later?: CaseView['status'];
  readonly done: readonly string[];
  readonly bring: (caseId: string, to: string) => Promise<void>;
};
const rows: readonly Row[] = [
  {
    moment: 'after the opening',
    accountId: 'noemie-desrosiers',
    to: 'noemie@desrosiers-damours.example',
    status: 'triage',
    done: [],
    bring: async () => undefined,
  },
  {
    moment: 'after somebody in the firm was asked',
    accountId: 'jesse-cardinal',
    to: 'jesse@prairie-sky.example',
    status: 'awaiting-admin',
    done: [],
    bring: async (caseId) => {
      await desk.ask('cases.recordWay', { caseId, way: 'someone-in-the-firm', outcome: 'offered', why: 'Asks Moira.' });
    },
  },
  {
    moment: 'after the link was sent',
    accountId: 'jean-paul-lariviere',
    to: 'jplariviere@harrow-finch.example',
    status: 'awaiting-customer',
    later: 'link-expired',
    done: [],
    bring: linkSent,
  },
  {
    moment: 'after the link was sent, told by phone',
    accountId: 'giulia-marchetti',
    to: 'giulia@vautrin.example',
    told: true,
    status: 'awaiting-customer',
    later: 'link-expired',
    done: [],
    bring: linkSent,
  },
  {
    moment: 'after the link was opened',
    accountId: 'dominic-van-der-merwe',
    to: 'dvandermerwe@harrow-finch.example',
    status: 'awaiting-customer',
    later: 'link-expired',
    done: [],
    bring: async (caseId, to) => {
      await linkSent(caseId);
      await fetch(await work.linkUrl(to));
      expect((await fetch(`${await work.linkUrl(to)}/state`)).status).toBe(200);
    },
  },
  {
    moment: 'in review',
    accountId: 'callum-reid',
    to: 'callum@prairie-sky.example',
    status: 'in-review',
    done: [],
    bring: submitted,
  },
  {
    moment: 'after the first of two approvals',
    accountId: 'thomas-roy',
    to: 't.roy@delisle-roy.example',
    status: 'awaiting-second',
    done: [],
    bring: async (caseId, to) => {
      await submitted(caseId, to);
      await approve(caseId, staff.reviewer);
    },
  },
  {
    moment: 'within a cooling-off',
    accountId: 'imogen-yates',
    to: 'imogen@yates-chambers.example',
    status: 'approved',
    done: [untouched],
    bring: async (caseId, to) => {
      await submitted(caseId, to);
      await approve(caseId, staff.reviewer);
      await approve(caseId, staff.otherReviewer);
    },
  },
  {
    moment: 'after a check that failed',
    accountId: 'suvarna',
    to: 'suvarna@tessier-beauchemin.example',
    status: 'failed',
    done: [],
    bring: async (caseId, to) => {
      await submitted(caseId, to);
      await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'fail' }));
      await work.settle();
    },
  },
  {
    moment: 'while an alternate method is prepared',
    accountId: 'hannah-brandt',
    to: 'hannah@northlight.example',
    status: 'fallback-review',
    done: [],
    bring: preparing,
  },
  {
    moment: 'while reviewers decide an alternate method',
    accountId: 'siobhan-o-briain',
    to: 'siobhan@northlight.example',
    status: 'fallback-review',
    done: [],
    bring: async (caseId) => {
      await deciding(caseId);
      await approveFallback(caseId, staff.reviewer);
    },
  },
  {
    moment: 'within the cooling-off of an alternate method',
    accountId: 'nguyen-thi-minh-khai',
    to: 'khai@osei-chan.example',
    told: true,
    status: 'approved',
    done: [untouched],
    bring: async (caseId) => {
      await deciding(caseId);
      await approveFallback(caseId, staff.reviewer);
      await approveFallback(caseId, staff.otherReviewer);
    },
  },
];

const truth = async (accountId: string) => {
  const { factors, sessions, reEnrolmentRequired, locked, temporaryAccessUntil } = (await work
    .opened()
    .backEnds.accounts.read(sampleAccount(accountId)))!;
  return {
    factors: factors.map(({ id }) => id),
    sessions: sessions.length,
    reEnrolmentRequired,
    locked,
    temporaryAccessUntil,
  };
};
const lettersTo = async (to: string): Promise<number> => (await work.letters(to)).length;
/** In the newest letter that has one: a reminder of the staff's own need not. */
const repudiate = async ({ to, told }: Pick<Row, 'to' | 'told'>, caseId: string): Promise<void> => {
  if (told) {
    await work.as(staff.agent);
    await desk.ask('cases.recordRepudiation', {
      caseId,
      channel: 'phone',
      words: 'Called from the number on file: not them.',
    });
  } else
    expect(await work.sayNotMe(to)).toMatchObject({
      status: 200,
      page: expect.stringContaining('Everything has stopped') as string,
    });
  desk.killStore();
  await work.settle();
};

type Brought = Row & {
  readonly caseId: string;
  readonly before: Awaited<ReturnType<typeof truth>>;
  readonly sent: number;
};
const brought: Brought[] = [];
beforeAll(async () => {
  desk = await startDesk(folder.path, {
    policy: { signalFirmAccounts: 99, signalCallerAccounts: 99, approvalsWithoutProvider: 2 },
  });
  work = caseWork(desk);
  for (const row of rows) {
    const caseId = await work.openCase(row.accountId);
    await row.bring(caseId, row.to);
    await work.settle();
    expect((await work.view(caseId)).status, row.moment).toBe(row.status);
    const before = await truth(row.accountId);
    await repudiate(row, caseId);
    brought.push({ ...row, caseId, before, sent: await lettersTo(row.to) });
  }
  // Everybody is asked to stop by now; what follows would be the desk's own doing.
  asked.length = 0;
  await desk.close();
  desk.pass(5 * days);
  await desk.app.start();
  work.forgetSession();
  await work.settle();
  await work.later(40 * days);
  await work.later(40 * days);
}, 90_000);

describe("“this wasn't me” before a disable, and the desk dies behind it", () => {
  test.each(rows.map(({ moment }) => moment))(
    '%s: nothing runs, no more mail goes out, and the case says that nothing was done',
    async (moment) => {
      const { caseId, accountId, to, told, status, later, done, before, sent } = brought.find(
        (one) => one.moment === moment,
      )!;
      expect(asked).toEqual([]);
      expect(await truth(accountId)).toEqual(before);
      expect(await lettersTo(to)).toBe(sent);
      await work.as(staff.reviewer);
      const view = await work.view(caseId);
      expect(view).toMatchObject({
        status: later ?? status,
        frozen: { via: told ? 'told' : 'notice', done: [...done] },
        next: { action: 'ask-lead', refusal: { rule: 'R7' } },
        barred: {
          recordWay: { code: 'role-may-not' },
          sendLink: { code: 'role-may-not' },
          unfreeze: { code: 'role-may-not', rule: 'R7' },
          close: { code: 'frozen', rule: 'R7' },
          snooze: { code: 'frozen', rule: 'R7' },
          openFallback: { code: 'role-may-not' },
          prepareFallback: { code: 'role-may-not' },
        },
      });
      expect(view.disable?.steps.map((step) => step.state) ?? []).toEqual(
        (view.disable?.steps ?? []).map(() => 'waiting'),
      );
      expect(
        view.mails
          .map(({ template }) => template)
          .filter((template) =>
            [
              'disabled-notice',
              'temporary-notice',
              'enrol-reminder',
              'link-reminder',
              'cooling-off-changed',
              'check-failed',
            ].includes(template),
          ),
      ).toEqual(status === 'failed' ? ['check-failed'] : []);
      if (status === 'in-review' || status === 'awaiting-second')
        expect(
          (
            await desk.refusal('review.decide', {
              ...(await work.decision(caseId, staff.otherReviewer, { decision: 'fail' })),
            })
          ).code,
        ).toBe('frozen');
      if (view.fallback?.stage === 'deciding') {
        await work.as(staff.otherReviewer);
        const { digest, fallback } = await desk.ask('fallback.get', { caseId });
        expect(
          await desk.refusal('fallback.decide', {
            caseId,
            fallbackId: fallback.fallbackId,
            decision: 'approve',
            reason: 'Everything was there and fits.',
            digest,
            code: desk.code(staff.otherReviewer),
          }),
        ).toMatchObject({ code: 'frozen', rule: 'R7' });
      }
      if (status === 'awaiting-customer')
        expect(await work.submitForm(await work.linkUrl(to))).not.toMatchObject({ status: 200 });
      await work.as(staff.agent);
      for (const [name, input] of [
        ['compose.send', linkMail({ caseId, addressId: view.account!.addresses[0]!.addressId })],
        ['cases.readAccount', {}],
        ['fallback.open', { kind: 'live-video-call', reason: "The form can't be used." }],
        ['fallback.submit', {}],
        ['cases.sendAgain', { mailId: view.mails[0]!.mailId }],
        ['cases.close', { outcome: 'withdrawn', reason: 'Let us forget it.', tell: false, duplicateOf: null }],
        ['cases.snooze', { until: null, reason: 'Later, perhaps.' }],
      ] as const)
        expect((await desk.refusal(name, { caseId, ...input })).code, name).toBe('frozen');
      expect(
        (
          await desk.refusal('cases.unfreeze', {
            caseId,
            reason: 'They called again and were nice.',
            code: desk.code(staff.agent),
          })
        ).code,
      ).toBe('not-permitted');
    },
  );

  test('a lead closes one half as fraud: no account is touched, nothing is opened beside it, and the next request opens a new case', async () => {
    await work.as(staff.lead);
    for (const { caseId, accountId, before, moment } of brought.filter((_, index) => index % 2 === 0)) {
      await desk.ask('cases.close', {
        caseId,
        outcome: 'fraud',
        reason: 'Reached the owner by phone: not them.',
        tell: false,
        duplicateOf: null,
        code: desk.code(staff.lead),
      });
      await work.settle();
      expect(await work.view(caseId), moment).toMatchObject({
        status: 'closed',
        outcome: 'fraud',
        securedBy: null,
        barred: { reopen: null },
      });
      expect(await truth(accountId), moment).toEqual(before);
    }
    expect(asked).toEqual([]);
    expect(await work.openCase(brought[0]!.accountId)).not.toBe(brought[0]!.caseId);
  });

  test('a lead lifts the other half with a reason and a code: only what was approved runs, and the rest waits for people', async () => {
    await work.as(staff.lead);
    const lifted = brought.filter((_, index) => index % 2 === 1);
    for (const { caseId } of lifted) {
      expect((await desk.refusal('cases.unfreeze', { caseId, reason: 'ok', code: desk.code(staff.lead) })).code).toBe(
        'reason-missing',
      );
      await desk.ask('cases.unfreeze', {
        caseId,
        reason: 'Called back on the number on file: it was them.',
        code: desk.code(staff.lead),
      });
    }
    await work.settle();
    expect(lifted.map(({ moment }) => moment)).toContain('within a cooling-off');
    for (const { caseId, accountId, status, later, before, moment } of lifted) {
      const view = await work.view(caseId);
      expect(view.frozen, moment).toBeNull();
      if (status !== 'approved') {
        expect(view.status, moment).toBe(later ?? status);
        expect(await truth(accountId), moment).toEqual(before);
      } else expect(view.status === 'approved' || view.status === 'recovered', moment).toBe(true);
    }
    await work.later(10 * days);
    for (const { caseId, accountId, status } of lifted.filter((one) => one.status === 'approved')) {
      expect((await work.view(caseId)).status, status).toBe('recovered');
      expect((await truth(accountId)).factors).toEqual([]);
    }
  });
});

describe("“this wasn't me” after the disable", () => {
  test.each([
    ['on the notice', 'adaeze-nwosu', 'adaeze@macisaac-daughters.example', undefined],
    [
      'told by phone',
      'maximilien-de-la-bruere',
      'maximilien-alexandre.de-la-bruere-montpetit@tessier-beauchemin.example',
      true,
    ],
  ] as const)(
    '%s: the sessions end, the account is locked, the page and the case say that it had been done',
    async (_, accountId, to, told) => {
      const caseId = await work.openCase(accountId);
      await submitted(caseId, to);
      await approve(caseId, staff.reviewer);
      await approve(caseId, staff.otherReviewer);
      await work.later(10 * days);
      expect((await work.view(caseId)).status).toBe('recovered');
      if (told)
        await desk.ask('cases.recordRepudiation', {
          caseId,
          channel: 'phone',
          words: 'Called from the number on file: not them.',
        });
      else {
        const url = /https?:\/\/\S+\/n\/[\w-]+/.exec(await work.text((await work.letters(to))[0]!))![0];
        const question = await (await fetch(`${url}?lang=en`)).text();
        expect(question).toContain('This has been carried out already.');
        expect(question).not.toContain('Nothing is turned off');
        const { page } = await work.sayNotMe(to);
        expect(page).toContain('had already been carried out');
        expect(page).not.toContain('Nothing more is turned off');
        expect((await work.sayNotMe(to)).page).toContain('had already been carried out');
      }
      desk.killStore();
      await work.settle();
      expect(await truth(accountId)).toMatchObject({ factors: [], sessions: 0, locked: true });
      await work.as(staff.lead);
      const view = await work.view(caseId);
      expect(view).toMatchObject({
        status: 'recovered',
        frozen: { via: told ? 'told' : 'notice' },
        securedBy: { caseId: reSecureCaseId(caseId) },
      });
      expect(view.frozen!.done).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Removed the authenticator app/),
          expect.stringMatching(/^Ended the sessions/),
          expect.stringMatching(/at the next sign-in/),
          expect.stringMatching(/^A removed factor can't be put back/),
        ]) as string[],
      );
      const sent = await lettersTo(to);
      await work.later(40 * days);
      expect(await lettersTo(to)).toBe(sent);
      expect(
        (await work.view(caseId)).mails.filter(
          ({ template, askedAt }) => template === 'enrol-reminder' && askedAt > view.frozen!.at,
        ),
      ).toEqual([]);
      await desk.ask('cases.close', {
        caseId: reSecureCaseId(caseId),
        outcome: 'fraud',
        reason: 'The owner says it was not them.',
        tell: false,
        duplicateOf: null,
        code: desk.code(staff.lead),
      });
      await work.settle();
      expect(await truth(accountId)).toMatchObject({ locked: true });
    },
  );

  test('of temporary access: the case does not speak of factors that nobody removed', async () => {
    const to = 'rory@macisaac-daughters.example';
    const caseId = await work.openCase('rory-macisaac');
    await submitted(caseId, to);
    for (const by of [staff.reviewer, staff.otherReviewer])
      await desk.ask('review.decide', await work.decision(caseId, by, { decision: 'pass', how: 'temporary-access' }));
    await work.settle();
    await work.later(2 * days);
    expect((await work.view(caseId)).status).toBe('recovered');
    expect((await work.sayNotMe(to)).page).toContain('had already been carried out');
    await work.settle();
    const { frozen } = await work.view(caseId);
    expect(frozen!.done.at(-1)).toBe(
      "No second factor was removed. Access that was given can't be taken back here: the account can be locked, and its sessions ended.",
    );
    expect(await truth('rory-macisaac')).toMatchObject({ factors: [expect.any(String)], sessions: 0, locked: true });
  });
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults.filter(({ where }) => where !== 'store')).toEqual([]);
});
