import { describe, expect, it } from 'vitest';
import { identityKinds } from '#contract/desk';
import { sampleAccount } from '#main/desk/back-ends';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';

const { desk, work } = practiceDesk({ policy: { signalFirmAccounts: 99 } });
const limitsOf = async (caseId: string) =>
  (await work.view(caseId)).account!.limits.map(({ about }) => about).toSorted();

describe('the system that a practice desk’s identity system plays', () => {
  it('is the sample one at first; each that it can play says what it can’t', async () => {
    await work.as(staff.agent);
    const { chosen, kinds } = await desk.ask('desk.identityKinds', {});
    expect(chosen).toBe('sample');
    expect(kinds.map(({ kind }) => kind)).toEqual(identityKinds);
    for (const { kind, limits } of kinds) expect(limits.length > 0, kind).toBe(kind !== 'sample');
  });

  it('is chosen by whoever sits there, refused by name when nobody plays it, and kept', async () => {
    await desk.ask('desk.chooseIdentityKind', { kind: 'google' });
    expect((await desk.ask('desk.identityKinds', {})).chosen).toBe('google');
    expect(await desk.refusal('desk.chooseIdentityKind', { kind: 'ldap' })).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('kind') as string,
    });
    expect((await desk.ask('desk.identityKinds', {})).chosen).toBe('google');
    expect(await work.opened().backEnds.accounts.read(sampleAccount('callum-reid'))).toMatchObject({
      capabilities: { removal: 'all', demand: 'none' },
      sessions: 'unknown',
      members: 'unknown',
    });
    await desk.ask('desk.chooseIdentityKind', { kind: 'sample' });
  });

  it('holds for a new case at once; an open one shows what was read of its account until that is read again', async () => {
    const before = await work.openCase('callum-reid');
    expect(await limitsOf(before)).toEqual([]);
    await desk.ask('desk.chooseIdentityKind', { kind: 'okta' });
    const after = await work.openCase('hannah-brandt');
    expect(await limitsOf(after)).toEqual(['codes', 'demand', 'firms', 'sessions']);
    expect(await limitsOf(before)).toEqual([]);
    await desk.ask('cases.readAccount', { caseId: before });
    expect(await limitsOf(before)).toEqual(['codes', 'demand', 'firms', 'sessions']);
    await desk.ask('desk.chooseIdentityKind', { kind: 'sample' });
  });

  it('asks a reviewer about what it can do now, and stops a disable that was decided about another', async () => {
    const person = 'dominic-van-der-merwe';
    const caseId = await work.caseInReview(person, 'dvandermerwe@harrow-finch.example');
    await desk.ask('desk.chooseIdentityKind', { kind: 'keycloak' });
    const decision = await work.decision(caseId, staff.reviewer, { decision: 'pass' });
    expect((await desk.ask('review.get', { caseId })).account.limits.map(({ about }) => about)).toEqual(['access']);
    await desk.ask('review.decide', decision);
    await desk.ask('desk.chooseIdentityKind', { kind: 'google' });
    const { factors } = (await work.opened().backEnds.accounts.read(sampleAccount(person)))!;
    await work.settle();
    expect(await work.view(caseId)).toMatchObject({
      status: 'needs-attention',
      disable: {
        stopped: {
          reason: 'account-changed',
          found: expect.stringMatching(
            /What the identity system can do changed.*No second factor was removed/,
          ) as string,
        },
      },
    });
    const { readAt: _, ...still } = (await work.opened().backEnds.accounts.read(sampleAccount(person)))!;
    expect(still).toMatchObject({ factors, reEnrolmentRequired: false });
    await desk.ask('desk.chooseIdentityKind', { kind: 'sample' });
  });

  it('is not known while the sample identity system is away: the desk says so and is not offline for it', async () => {
    await work.opened().backEnds.sample!.stop();
    for (const [name, input] of [
      ['desk.identityKinds', {}],
      ['desk.chooseIdentityKind', { kind: 'okta' }],
    ] as const)
      expect(await desk.refusal(name, input)).toMatchObject({
        code: 'outside',
        message: 'The sample identity system can not be reached.',
      });
  });
});
