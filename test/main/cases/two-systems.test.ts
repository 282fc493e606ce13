import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountId } from '#domain/case/account-id';
import { accountIdOf, partsOf } from '#domain/case/account-id';
import { connectAccounts } from '#main/accounts/account-systems';
import { sampleAccount } from '#main/desk/back-ends';
import { caseWork, staff } from '#support/case-work';
import type { CaseWork } from '#support/case-work';
import { memoryAccounts } from '#support/memory-accounts';
import { startDesk } from '#support/practice-desk';
import type { PracticeDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';
import { linkMail } from '#support/link-mail';

const person = 'callum-reid';
const secondAddress = 'callum@second.example';
const atSample = sampleAccount(person);
const atSecond = accountIdOf('second', person);

const folder = temporaryFolder();
let firmId = '';
const second = memoryAccounts('second', [
  {
    id: person,
    name: 'Callum Reid',
    address: secondAddress,
    get firmId() {
      return firmId;
    },
  },
]);
let desk: PracticeDesk;
let work: CaseWork;
const cases = new Map<AccountId, string>();
beforeAll(async () => {
  desk = await startDesk(folder.path, {
    moreSystems: [second],
    policy: { linksPerAccountAndDay: 1, signalFirmAccounts: 2 },
  });
  work = caseWork(desk);
  firmId = partsOf((await sampleNow())!.firmId!)!.id;
}, 60_000);
afterAll(async () => {
  await desk.end();
  folder.remove();
});

const sampleNow = () => work.opened().backEnds.accounts.read(atSample);
const open = (accountId: AccountId) =>
  desk.ask('cases.open', {
    accountId,
    channel: 'phone',
    callerWords: 'Lost the phone.',
    callerGave: '',
    reference: '',
    take: false,
  });

describe('a second account system with the same ids at one desk', () => {
  test('a search finds both accounts, each under its own system', async () => {
    await work.as(staff.agent);
    const { accounts } = await desk.ask('cases.findAccounts', { query: 'callum' });
    expect(accounts.map(({ accountId }) => accountId)).toEqual(expect.arrayContaining([atSample, atSecond]));
  });

  test('one system that does not answer is named, and what the other found is shown', async () => {
    second.isDown = true;
    const { accounts, missing } = await desk.ask('cases.findAccounts', { query: 'callum' });
    expect(missing).toEqual(['The second system']);
    expect(accounts.map(({ accountId }) => accountId)).toContain(atSample);
    expect(accounts.map(({ accountId }) => accountId)).not.toContain(atSecond);
    expect((await desk.ask('desk.strip', {})).online).toBe(true);
    second.isDown = false;
    expect((await desk.ask('cases.findAccounts', { query: 'callum' })).missing).toEqual([]);
  });

  test('both accounts have an open case at once, and each request attaches to its own (R10)', async () => {
    for (const accountId of [atSample, atSecond]) {
      const opened = await open(accountId);
      expect(opened.attached).toBe(false);
      cases.set(accountId, opened.caseId);
    }
    expect(await open(atSecond)).toMatchObject({ caseId: cases.get(atSecond), attached: true });
    expect((await work.view(cases.get(atSample)!)).requests).toBe(1);
    const { accounts } = await desk.ask('cases.findAccounts', { query: 'callum' });
    expect(new Map(accounts.map(({ accountId, openCase }) => [accountId, openCase?.caseId]))).toEqual(cases);
  });

  test('an enquiry is written down on the account of its own system', async () => {
    await desk.ask('cases.logEnquiry', { accountId: atSecond, channel: 'phone', words: 'Asked about the second.' });
    expect((await work.view(cases.get(atSecond)!)).enquiries).toMatchObject([{ words: 'Asked about the second.' }]);
    expect((await work.view(cases.get(atSample)!)).enquiries).toEqual([]);
  });

  test('one firm id in two systems is two firms to the signals', async () => {
    const firms = await Promise.all(
      [atSample, atSecond].map(async (accountId) => (await work.opened().backEnds.accounts.read(accountId))!.firmId!),
    );
    expect(firms.map((firm) => partsOf(firm)!.id)).toEqual([firmId, firmId]);
    expect(new Set(firms).size).toBe(2);
    for (const caseId of cases.values())
      expect((await work.view(caseId)).signals.map(({ signal }) => signal)).not.toContain('firm-cluster');
  });

  test('a link of a day to one account leaves the other its own (R11)', async () => {
    for (const accountId of [atSample, atSecond]) {
      await work.ruleOut(cases.get(accountId)!);
      await work.sendLink(cases.get(accountId)!);
    }
    expect(
      await desk.refusal(
        'compose.send',
        linkMail({
          caseId: cases.get(atSecond)!,
          addressId: await work.usable(cases.get(atSecond)!),
          language: 'en',
        }),
      ),
    ).toMatchObject({ code: 'limit-account-day' });
    expect((await work.view(cases.get(atSecond)!)).account!.addresses.map(({ address }) => address)).toEqual([
      secondAddress,
    ]);
  });

  test('a disable reaches the account of its own system alone, and each case keeps its own events', async () => {
    const before = (await sampleNow())!;
    const caseId = cases.get(atSecond)!;
    expect((await work.submitForm(await work.linkUrl(secondAddress))).status).toBe(200);
    await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
    await work.settle();
    expect((await work.view(caseId)).status).toBe('recovered');
    expect(second.deeds).toEqual([`demand ${person}`, `remove ${person}`, `end-sessions ${person}`]);
    const { readAt: _, ...after } = (await sampleNow())!;
    expect(before).toMatchObject(after);
    const opened = await Promise.all([...cases.values()].map(async (one) => (await work.events(one))[0]));
    expect(opened.map((event) => event?.type === 'case.opened' && event.data.accountId)).toEqual([atSample, atSecond]);
  });
});

test('a first system with many of a name leaves room for the next one in a search', async () => {
  const many = (id: string) =>
    memoryAccounts(
      id,
      [1, 2, 3].map((n) => ({ id: `p${n}`, name: 'Callum Reid', address: `p${n}@${id}.example`, firmId: 'firm' })),
    );
  const found = await connectAccounts([many('one'), many('two')]).find('callum', 3);
  expect(found.accounts.map(({ accountId }) => accountId)).toEqual(['one:p1', 'two:p1', 'one:p2']);
});

test('a search that no system answers fails with the first one’s words', async () => {
  const systems = ['one', 'two'].map((id) => memoryAccounts(id, []));
  for (const system of systems) system.isDown = true;
  await expect(connectAccounts(systems).find('callum', 3)).rejects.toThrow('The one system can not be reached.');
});

test('an answer that is a fault of ours is never called a system that did not answer', async () => {
  const [one, two] = ['one', 'two'].map((id) => memoryAccounts(id, []));
  const broken = { ...two!, accounts: { ...two!.accounts, find: () => Promise.reject(new TypeError('a fault')) } };
  await expect(connectAccounts([one!, broken]).find('callum', 3)).rejects.toThrow('a fault');
});
