/** A whole desk over identity systems that can't do everything: what is said before, what is done, and what is said after. */
import { describe, expect, test } from 'vitest';
import type { Capabilities } from '#domain/case/account';
import type { AccountId } from '#domain/case/account-id';
import { accountIdOf } from '#domain/case/account-id';
import { staff } from '#support/case-work';
import { memoryAccounts } from '#support/memory-accounts';
import type { MemoryOptions, MemorySystem } from '#support/memory-accounts';
import { practiceDesk } from '#support/practice-desk-around';

const key = {
  id: 'key-1',
  kind: 'other',
  systemName: 'hardwareOath',
  label: '',
  createdAt: null,
  lastUsedAt: null,
} as const;
/** A system for each ability that may be missing; its one account goes by the system's name. */
const lacking: Readonly<Record<string, MemoryOptions>> = {
  'in-force': {},
  stored: { can: { demand: 'stored' } },
  none: { can: { demand: 'none', backupCodes: 'unknown' } },
  all: { can: { removal: 'all', sessions: 'ended', demand: 'none' }, factors: [key] },
  fixed: { factors: [{ ...key, removable: false }] },
  neither: { can: { sessions: 'neither' } },
  codes: { can: { backupCodes: 'unknown' } },
  'no-lock': { can: { lock: false, temporaryAccess: false } },
  'no-lock-no-end': { can: { lock: false, sessions: 'neither', demand: 'none' } },
};
const addressOf = (name: string): string => `${name}@memory.example`;
const systems = Object.fromEntries(
  Object.entries(lacking).map(([name, options]) => [
    name,
    memoryAccounts(name, [{ id: name, name: `Ada ${name}`, address: addressOf(name), firmId: 'firm' }], options),
  ]),
);
const systemOf = (name: string): MemorySystem => systems[name]!;
const deedsOf = (name: string): readonly string[] => systemOf(name).deeds.map((deed) => deed.split(' ')[0]!);

const { desk, work } = practiceDesk({ moreSystems: Object.values(systems), policy: { signalFirmAccounts: 99 } });

const open = async (name: string): Promise<string> => {
  await work.as(staff.agent);
  const accountId: AccountId = accountIdOf(name, name);
  const opening = { channel: 'phone', callerWords: 'The phone is gone.', callerGave: '', reference: '' } as const;
  const { caseId } = await desk.ask('cases.open', { accountId, ...opening, take: false });
  await work.settle();
  return caseId;
};
const inReview = async (name: string): Promise<string> => {
  const caseId = await open(name);
  await work.ruleOut(caseId);
  await work.sendLink(caseId);
  expect((await work.submitForm(await work.linkUrl(addressOf(name)))).status).toBe(200);
  return caseId;
};
const pass = async (name: string): Promise<string> => {
  const caseId = await inReview(name);
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  return caseId;
};
/** What the newest letter says, in one line. */
const told = async (name: string): Promise<string> =>
  (await work.text((await work.letters(addressOf(name)))[0]!)).replaceAll(/\s+/g, ' ');
const titles = async (caseId: string): Promise<readonly string[]> =>
  (await work.view(caseId)).disable!.steps.map(({ title }) => title);
const historyOf = async (caseId: string): Promise<string> =>
  (await desk.ask('cases.thread', { caseId, show: 'everything', after: null })).entries
    .flatMap((entry) => (entry.kind === 'event' ? [`${entry.words}. ${entry.detail ?? ''}`] : []))
    .join('\n');
const limitsOf = async (caseId: string): Promise<readonly string[]> =>
  (await desk.ask('review.get', { caseId })).account.limits.map(({ about }) => about);

describe('a demand to enrol', () => {
  const demands: readonly (readonly [Capabilities['demand'], readonly string[], RegExp, RegExp])[] = [
    [
      'in-force',
      ['demand', 'remove', 'end-sessions'],
      /Asked for 2FA at the next sign-in/,
      /you are asked for it right after/,
    ],
    [
      'stored',
      ['demand', 'remove', 'end-sessions'],
      /Stored the demand to set 2FA up\. Read back: stored, and not enforced/,
      /Nothing asks you to/,
    ],
    [
      'none',
      ['remove', 'end-sessions'],
      /Left the next sign-in as it is\. Read back: this identity system can’t demand it/,
      /Nothing asks you to/,
    ],
  ];
  test.each(demands)(
    'that is %s: the deeds, the case and the mail say so',
    async (demand, deeds, inHistory, inMail) => {
      const caseId = await pass(demand);
      expect((await work.view(caseId)).status).toBe('recovered');
      expect(deedsOf(demand)).toEqual(deeds);
      expect(systemOf(demand).record(demand)).toMatchObject({ factors: [], reEnrolmentRequired: demand !== 'none' });
      expect(await historyOf(caseId)).toMatch(inHistory);
      const mail = await told(demand);
      expect(mail).toMatch(inMail);
      expect(mail).toMatch(/We have ended all sessions/);
      // Where nobody lists backup codes, nobody knows that they are gone.
      expect(/backup codes from before/.test(mail)).toBe(demand !== 'none');
      if (demand !== 'in-force') expect(await historyOf(caseId)).not.toMatch(/Asked for 2FA/);
    },
  );
});

test('all second factors at once: one step, one call, and sessions that nobody lists end unseen', async () => {
  const caseId = await inReview('all');
  await work.as(staff.reviewer);
  expect(await limitsOf(caseId)).toEqual(['demand', 'removal', 'sessions']);
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  expect((await work.view(caseId)).status).toBe('recovered');
  expect(deedsOf('all')).toEqual(['remove-all', 'end-sessions']);
  expect(await titles(caseId)).toEqual([
    'Listed what is there',
    'Left the next sign-in as it is',
    'Removed all second factors',
    'Ended the sessions',
    'Compared the account with what was expected',
    'Told the known addresses',
  ]);
  expect(await historyOf(caseId)).toContain('Read back: ended; this identity system lists none to read back');
  expect(systemOf('all').record('all')).toMatchObject({ factors: [], sessions: [] });
});

test('a factor that can’t be removed is said before, stops the disable untouched, and is waited for', async () => {
  const caseId = await inReview('fixed');
  await work.as(staff.reviewer);
  const { account } = await desk.ask('review.get', { caseId });
  expect(account.factors.map(({ removable }) => removable)).toEqual([true, false]);
  expect(account.limits).toEqual([
    { about: 'factor', words: 'The desk can’t remove “hardwareOath” there: somebody does it by hand first.' },
  ]);
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  expect(await work.view(caseId)).toMatchObject({
    status: 'needs-attention',
    disable: {
      stopped: {
        reason: 'identity-system',
        found: expect.stringMatching(/doesn’t let the desk remove “hardwareOath”.*Nothing was touched/) as string,
      },
    },
  });
  expect(deedsOf('fixed')).toEqual([]);
  expect(await titles(caseId)).toContain('Somebody removes the hardwareOath by hand first');
  systemOf('fixed').removeByHand('fixed', key.id);
  await desk.ask('cases.resumeDisable', { caseId, code: desk.code(staff.reviewer) });
  await work.settle();
  expect((await work.view(caseId)).status).toBe('recovered');
  expect(deedsOf('fixed')).toEqual(['demand', 'remove', 'end-sessions']);
});

test('sessions that nobody ends are left alone, and neither the case nor the mail says that they ended', async () => {
  const caseId = await pass('neither');
  expect((await work.view(caseId)).status).toBe('recovered');
  expect(deedsOf('neither')).toEqual(['demand', 'remove']);
  expect(systemOf('neither').record('neither').sessions).toHaveLength(1);
  expect(await titles(caseId)).toContain('Left the sessions alone');
  expect(await historyOf(caseId)).not.toMatch(/Ended the sessions/);
  expect(await told('neither')).toMatch(/Devices on which you are signed in stay so/);
  expect(await told('neither')).not.toMatch(/ended all sessions/);
});

test('backup codes that nobody counts are asked for in triage, and never read as none', async () => {
  const { selfHelp, account } = await work.view(await open('codes'));
  const way = selfHelp.find((one) => one.way === 'backup-code')!;
  expect(way).toMatchObject({
    open: true,
    hint: expect.stringMatching(/^Ask whether they kept backup codes/) as string,
  });
  expect(account!.limits.map(({ about }) => about)).toContain('codes');
});

test('temporary access that is not offered is not given: the decision is refused by field and rule', async () => {
  const caseId = await inReview('no-lock');
  await work.as(staff.reviewer);
  expect((await desk.ask('review.get', { caseId })).temporaryAccessHours).toBeNull();
  const decision = await work.decision(caseId, staff.reviewer, { decision: 'pass', how: 'temporary-access' });
  expect(await desk.refusal('review.decide', decision)).toMatchObject({
    code: 'access-not-offered',
    rule: 'R16',
    message: expect.stringContaining('"how"') as string,
  });
  expect((await work.view(caseId)).status).toBe('in-review');
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  expect((await work.view(caseId)).status).toBe('recovered');
});

describe('“this wasn’t me” after a disable, where the system locks nobody', () => {
  const secured = async (name: string, caseId: string) => {
    await work.sayNotMe(addressOf(name));
    await work.settle();
    await work.as(staff.lead);
    const { caseId: secures } = (await work.view(caseId)).securedBy!;
    return { secures, view: await work.view(secures) };
  };

  test('its sessions end, people lock it by hand, the owner is told no more than was done, and a false alarm unlocks nothing', async () => {
    const recovered = (await desk.ask('queue.page', { view: 'watched', search: 'no-lock', after: null })).rows[0]!;
    const { secures, view } = await secured('no-lock', recovered.caseId);
    expect(view).toMatchObject({
      status: 'needs-attention',
      next: {
        action: 'secure-account',
        title: 'Secure the account by hand',
        reason: expect.stringMatching(/The desk can’t lock an account/) as string,
      },
      secures: {
        steps: [
          { title: 'Ended the sessions', state: 'done' },
          { title: 'Lock the account', state: 'stopped' },
        ],
      },
    });
    const mail = await told('no-lock');
    expect(mail).toMatch(/All sessions are ended/);
    expect(mail).toMatch(/sees to the rest by hand/);
    expect(mail).not.toMatch(/is locked/);
    const before = deedsOf('no-lock');
    await desk.ask('cases.close', {
      caseId: secures,
      outcome: 'withdrawn',
      reason: 'Pressed by mistake; called back.',
      tell: false,
      duplicateOf: null,
      code: desk.code(staff.lead),
    });
    await work.settle();
    expect(deedsOf('no-lock')).toEqual(before);
    expect((await work.view(secures)).secures!.steps.map(({ key: step }) => step)).toEqual(['sessions', 'lock']);
  });

  test('where it ends no sessions either, the mail promises a person and nothing else', async () => {
    const name = 'no-lock-no-end';
    const { view } = await secured(name, await pass(name));
    expect(view.secures!.steps.map(({ title }) => title)).toEqual(['Left the sessions alone', 'Lock the account']);
    const mail = await told(name);
    expect(mail).toMatch(/sees to the rest by hand/);
    expect(mail).not.toMatch(/sessions are ended|is locked/);
    expect(deedsOf(name)).toEqual(['remove']);
  });
});
