/** An address that is replaced in the identity system once the case is open: no link reaches it any more (R5). */
import { beforeEach, expect, test } from 'vitest';
import { practiceDesk } from '#support/practice-desk-around';
import { linkMail } from '#support/link-mail';

const { desk, work } = practiceDesk({ policy: { signalFirmAccounts: 99, signalCallerAccounts: 99 } });

// What is asked for waits for `settle`: the tests decide what happens before its deed.
beforeEach(() => work.opened().runner.stop());

const replace = async (personId: string, address: string): Promise<void> => {
  const { status } = await work.identity().admin('POST', `/sample/people/${personId}/addresses`, { address });
  expect(status).toBe(201);
};
const ready = async (personId: string) => {
  const caseId = await work.openCase(personId);
  await work.ruleOut(caseId);
  return { caseId, addressId: await work.usable(caseId), language: 'en' as const };
};
const mailIn = async (caseId: string) =>
  (await work.view(caseId)).mails.find(({ template }) => template === 'recovery-link')!;
const qrCodes = async (...to: readonly string[]) => {
  const letters = (await Promise.all(to.map(work.letters))).flat();
  const found = await Promise.all(letters.map(({ id }) => work.mailbox().decodedQr(id)));
  return found.filter((url) => url !== null);
};

test('replaced before the link is asked for: refused, nothing is asked for, and the case shows the address as replaced', async () => {
  const asked = await ready('kwame-osei');
  await replace('kwame-osei', 'kwame@impostor.example');
  expect(await desk.refusal('compose.send', linkMail(asked))).toMatchObject({ code: 'address-too-new', rule: 'R5' });
  await work.settle();
  const view = await work.view(asked.caseId);
  expect(view.link).toBeNull();
  expect(view.account!.addresses.map(({ standing }) => standing).toSorted()).toEqual(['replaced', 'too-new']);
  expect(await qrCodes('kwame@osei-chan.example', 'kwame@impostor.example')).toEqual([]);
});

test('replaced between that and its deed: nothing leaves, no time runs, and the case says why and what the way on is', async () => {
  const asked = await ready('luc-tessier');
  await desk.ask('compose.send', linkMail(asked));
  await replace('luc-tessier', 'luc@impostor.example');
  await work.leave();
  expect(await qrCodes('ltessier@tessier-beauchemin.example', 'luc@impostor.example')).toEqual([]);
  const view = await work.view(asked.caseId);
  expect(view).toMatchObject({
    next: { action: 'alternate-method' },
    link: { state: 'undeliverable', sentAt: null },
  });
  const { mailId, ...mail } = await mailIn(asked.caseId);
  expect(mail).toMatchObject({
    state: 'failed',
    to: 'ltessier@tessier-beauchemin.example',
    why: expect.stringContaining('Choose another address, or an alternate method') as string,
  });
  expect(await desk.refusal('cases.sendAgain', { caseId: asked.caseId, mailId })).toMatchObject({ rule: 'R5' });
});

test('the identity system is down in between: the mail waits with its link’s time, and leaves when it answers', async () => {
  const asked = await ready('imogen-yates');
  await desk.ask('compose.send', linkMail(asked));
  await work.identity().fault({ path: '*', kind: 'fail-before', times: 1000 });
  await work.leave();
  expect(await mailIn(asked.caseId)).toMatchObject({
    state: 'waiting',
    why: expect.stringContaining('identity system') as string,
  });
  expect((await work.view(asked.caseId)).link).toMatchObject({ state: 'not-started', sentAt: null });
  await work.identity().clearFaults();
  await work.later();
  expect(await mailIn(asked.caseId)).toMatchObject({ state: 'sent' });
  const { at } = (await work.view(asked.caseId)).link!;
  expect(Date.parse(at!) - desk.now().getTime()).toBeGreaterThan(71.9 * 3_600_000);
  expect(await qrCodes('imogen@yates-chambers.example')).toHaveLength(1);
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
