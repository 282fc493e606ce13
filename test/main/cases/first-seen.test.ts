/** A system that keeps no history of addresses, as a new Keycloak realm: what the desk's own looks make of it (R5). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityClient } from '#support/identity-system';
import { caseWork, staff } from '#support/case-work';
import type { CaseWork } from '#support/case-work';
import { dayMs, minuteMs } from '#support/look-world';
import { startDesk } from '#support/practice-desk';
import type { PracticeDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';
import { linkMail } from '#support/link-mail';

const early = 'callum-reid';
const later = 'jean-philippe-lariviere';
const ageUnknown = 'nobody knows since when a contact address is there';
const folder = temporaryFolder();
let desk: PracticeDesk;
let work: CaseWork;
let firstLook = '';

const looks = async () => (await desk.ask('looks.list', {})).systems[0]!;
const passDays = async (days: number): Promise<void> => {
  for (let day = 0; day < days; day += 1) {
    desk.pass(dayMs);
    await work.settle();
  }
  // Whoever was signed in is not any more.
  work = caseWork(desk);
  await work.as(staff.agent);
};

beforeAll(async () => {
  desk = await startDesk(folder.path);
  work = caseWork(desk);
  const { identityUrl } = work.opened().backEnds.sample!;
  const token = work.opened().vault.key('sample-world').toString('base64url');
  await identityClient(identityUrl, token).admin('POST', '/sample/profile', { profile: 'keycloak-new' });
  await work.as(staff.agent);
}, 60_000);
afterAll(async () => {
  await desk.end();
  folder.remove();
});

describe('addresses of an identity system without a history', () => {
  test('are of an age that nobody knows before the first look, and the case says why', async () => {
    expect(await looks()).toMatchObject({ standing: 'first', lookedAt: null, failing: null });
    const { account } = await work.view(await work.openCase('marie-eve-saint-onge'));
    expect(account!.looks).toMatchObject({ standing: 'first', lastAt: null });
    for (const { since, standing } of account!.addresses)
      expect({ since, standing }).toEqual({ since: null, standing: 'unknown-since' });
  });

  test('are seen a minute after the connection, and told on the case from then on', async () => {
    desk.pass(minuteMs);
    await work.settle();
    const { lookedAt, addresses, standing } = await looks();
    firstLook = lookedAt!;
    expect(standing).toBe('current');
    expect(addresses).toBeGreaterThan(20);
    const kept = (await work.opened().store.log.readStream('seen:sample')).map(({ data }) => data);
    expect(JSON.stringify(kept)).not.toMatch(/@|\.example|callum|sample/i);
  });

  test('take no link thirteen days after that', async () => {
    await passDays(13);
    const caseId = await work.openCase(early);
    const { account, risk } = await work.view(caseId);
    expect(account!.looks).toMatchObject({ standing: 'current', since: expect.any(String) as string });
    for (const { since, basis, standing } of account!.addresses)
      expect({ since, basis, standing }).toEqual({ since: firstLook, basis: 'first-seen', standing: 'unknown-since' });
    expect(risk.reasons).toContain(ageUnknown);
    await work.ruleOut(caseId);
    expect(
      await desk.refusal(
        'compose.send',
        linkMail({
          caseId,
          addressId: account!.addresses[0]!.addressId,
          language: 'en',
        }),
      ),
    ).toMatchObject({ code: 'address-too-new', rule: 'R5' });
  });

  test('take one after fourteen, and the whole recovery runs', async () => {
    await passDays(1);
    const caseId = await work.openCase(later);
    const { account, risk } = await work.view(caseId);
    expect(account!.addresses.map(({ basis, standing }) => [basis, standing])).toContainEqual(['first-seen', 'usable']);
    expect(risk.reasons).not.toContain(ageUnknown);
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    const to = (await work.view(caseId)).link!.to!;
    expect((await work.submitForm(await work.linkUrl(to))).status).toBe(200);
    await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
    await work.settle();
    // Nobody knows whether this is an administrator, so a cooling-off runs, and the looks go on meanwhile.
    expect((await work.view(caseId)).status).toBe('approved');
    await passDays(2);
    expect((await work.view(caseId)).status).toBe('recovered');
  });

  test('stay unusable for the case that was opened too early: R5 counts to its opening', async () => {
    await passDays(5);
    const caseId = await work.openCase(early);
    expect((await work.view(caseId)).account!.addresses.map(({ standing }) => standing)).not.toContain('usable');
  });

  test('count for nothing after a week without a look, and the settings say so', async () => {
    const { identityUrl } = work.opened().backEnds.sample!;
    const token = work.opened().vault.key('sample-world').toString('base64url');
    const identity = identityClient(identityUrl, token);
    await identity.fault({ path: '*/addresses', kind: 'fail-before', times: 1000 });
    await passDays(7);
    expect(await looks()).toMatchObject({
      standing: 'stale',
      failing: expect.stringContaining('identity system') as string,
    });
    const { account } = await work.view(await work.openCase('thomas-roy'));
    expect(account!.looks).toMatchObject({ standing: 'stale' });
    expect(account!.addresses.map(({ standing }) => standing)).not.toContain('usable');
    await identity.clearFaults();
    await passDays(1);
    expect(await looks()).toMatchObject({
      standing: 'current',
      failing: null,
      countsFrom: expect.any(String) as string,
    });
  });
});
