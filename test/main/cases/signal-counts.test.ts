/** What the signals of reconnaissance are counted from: the desk's other cases of the last days, out of its cache. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signalCountsOf } from '#main/cases/signals';
import { casesProjection } from '#main/store/cache/cases';
import { createRebuild } from '#main/store/cache/open';
import { cacheWriter } from '#main/store/cache/project';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { CacheReader } from '#main/store/spawn';
import type { Db } from '#main/store/sqlite';
import { account, agent, hoursOn, open, policyOf } from '#support/example-case';
import { casesOver, oneCase } from '#support/memory-desk';
import { temporaryFolder } from '#support/store-process';

const folder = temporaryFolder();
const policy = policyOf({ signalDays: 7, linksPerAccountAndDay: 9 });
const log = createMemoryLog();
let db: Db;
const cache: CacheReader = { query: async (query, params) => query.prepare(db)(params) };
const accountOf = (name: string, firmId: string | null) =>
  account({ accountId: `lumen:${name}`, firmId: firmId === null ? null : `lumen:${firmId}` });

/** Cases in the order in which they came; links that go out and are not used. */
const cameIn = [
  { name: 'ann', firm: 'oak', caller: '+1 (514) 555-0101', day: 0, links: 0 },
  { name: 'bob', firm: 'oak', caller: 'Somebody Else', day: 1, links: 0 },
  { name: 'cid', firm: 'oak', caller: '514 555 0101', day: 8, links: 2 },
  { name: 'dora', firm: 'elm', caller: '', day: 8, links: 0 },
  { name: 'eve', firm: null, caller: '', day: 8, links: 0 },
  { name: 'cid', firm: 'oak', caller: '15145550101', day: 9, links: 1 },
] as const;

beforeAll(async () => {
  db = createRebuild(folder.path, Buffer.alloc(32, 1));
  db.exec(casesProjection.tables);
  db.exec(casesProjection.indexes);
  for (const [index, { name, firm, caller, day, links }] of cameIn.entries()) {
    const cases = casesOver(log, { clock: { now: () => new Date(hoursOn(24 * day)) }, policy: () => policy });
    const caseId = `case-${index}`;
    const { change } = oneCase(cases, caseId);
    const asked = { ...open(accountOf(name, firm)), caseId, number: `RD-${2000 + index}`, callerGave: caller };
    await change(asked as Parameters<typeof change>[0], agent);
    await change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    for (let link = 0; link < links; link += 1)
      await change({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    // R10: an account has one open case at a time.
    await change({ kind: 'close', outcome: 'withdrawn', reason: 'called it off' }, agent);
  }
  await cacheWriter(db, [casesProjection], { position: 0, hash: '', turn: 0 }).catchUp(log);
});
afterAll(() => {
  db.close();
  folder.remove();
});

test.each([
  ['one account of the firm within the days; who asks is not counted, however often', 'cid', 'oak', '', 8, 1, 0, 3],
  ['three accounts of a firm, of which two come within the days', 'new', 'oak', '', 8, 2, 0, 0],
  ['the oldest of them is out of it a moment later', 'new', 'oak', '', 8.001, 1, 0, 0],
  ['no firm is no cluster', 'new', null, '', 9, 0, 0, 0],
  ['one caller, however the number is written', 'new', 'ash', '(514) 5550101', 9, 0, 1, 0],
  ['with the country’s 1 or without', 'new', 'ash', '514.555.0101', 5, 0, 2, 0],
  ['nobody in particular is no caller', 'new', 'ash', '', 9, 0, 0, 0],
  ['nor is what is too short to know anybody by', 'new', 'ash', '555', 9, 0, 0, 0],
  ['the links of both cases of the account that nobody used', 'cid', 'oak', '', 10, 0, 0, 3],
  ['those of the case within the days alone', 'cid', 'oak', '', 15.5, 0, 0, 1],
] as const)('%s', async (_, name, firm, caller, day, ofFirm, ofCaller, unusedLinks) => {
  expect(await signalCountsOf(accountOf(name, firm), caller, hoursOn(24 * day), policy, cache)).toEqual({
    firm: ofFirm,
    caller: ofCaller,
    unusedLinks,
  });
});
