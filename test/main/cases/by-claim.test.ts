import { expect, test } from 'vitest';
import { changeCase, loadCase } from '#main/cases/change-case';
import { freeNumber, openCasesOf, tokenOf } from '#main/cases/by-claim';
import { createPagesDesk } from '#main/cases/pages-desk';
import { ownFormChecks } from '#main/checks/own-form';
import { createMemoryLog } from '#main/store/log/memory-log';
import { account, agent, open } from '#support/example-case';
import { casesOver } from '#support/memory-desk';

const deskOver = () => {
  const log = createMemoryLog();
  const cases = casesOver(log);
  const change = (command: Parameters<typeof changeCase>[1]['command'], actor = agent) =>
    changeCase(cases, { caseId: 'case-1', command, actor });
  return { log, cases, change };
};

test('a repudiation finds its case in the log: there is no cache to ask, gone or being built (R7)', async () => {
  const { log, cases, change } = deskOver();
  const { state } = await change(open());
  const notice = state.mails.at(-1)!;
  const hash = `notice-${notice.mailId}`;
  expect(await tokenOf(log, hash)).toEqual({ kind: 'notice', caseId: 'case-1', ref: notice.mailId });
  const pages = createPagesDesk({ cases, checks: ownFormChecks });
  expect(await pages.repudiate(hash, { words: 'Not me.' })).toMatchObject({ whatWasDone: 'frozen' });
  expect((await loadCase(log, 'case-1'))!.state.frozen).toMatchObject({ via: 'notice' });
  expect(await pages.lookNotice('notice-unknown')).toBeNull();
});

test('a link finds its check in the log, and a notice is no link', async () => {
  const { cases, change } = deskOver();
  const opened = await change(open());
  await change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' });
  const { state } = await change({ kind: 'send-link', addressId: 'old', language: 'en' });
  const pages = createPagesDesk({ cases, checks: ownFormChecks });
  expect(await pages.lookLink(`check-${state.links.at(-1)!.checkId}`)).toMatchObject({ state: 'open' });
  expect(await pages.lookLink(`notice-${opened.state.mails.at(-1)!.mailId}`)).toEqual({ state: 'unknown' });
});

test('the open case of an account is asked from its claim, until it is closed (R10)', async () => {
  const { log, change } = deskOver();
  const { accountId } = account();
  expect(await openCasesOf(log, [accountId])).toEqual([null]);
  const { state } = await change(open());
  expect(await openCasesOf(log, ['none', accountId])).toEqual([null, { caseId: 'case-1', number: state.number }]);
  await change({ kind: 'close', outcome: 'withdrawn', reason: 'They found the phone.', tell: false });
  expect(await openCasesOf(log, [accountId])).toEqual([null]);
});

test.each([0, 1, 2, 3, 40, 1000, 70_000])('after %i cases the next number is the next one', async (count) => {
  let asked = 0;
  const held = (name: string): boolean => Number(name.replace('case-number:RD-', '')) <= 1000 + count;
  const number = await freeNumber({
    holdersOf: async (names) => {
      asked += 1;
      return names.map((name) => (held(name) ? {} : null));
    },
  });
  expect(number).toBe(`RD-${1001 + count}`);
  expect(asked).toBeLessThanOrEqual(6);
});
