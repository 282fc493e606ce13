import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleExtras } from '#main/accounts/sample-extras';
import { OutsideError } from '#main/ports';
import { codeAt, stepOf } from '#main/staff/codes';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';
import { startIdentitySystem } from '#support/identity-system';
import type { IdentitySystem } from '#support/identity-system';
import { startDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';

const customer = 'callum-reid';

describe('the sign-in of a practice desk’s customer', () => {
  const { desk, work } = practiceDesk();
  let caseId = '';
  let address = '';
  beforeAll(async () => {
    caseId = await work.openCase(customer);
    address = (await work.view(caseId)).account!.addresses.find(({ standing }) => standing === 'usable')!.address;
  }, 60_000);

  it('is asked for by whoever sits at the desk, and by nobody else', async () => {
    for (const who of [staff.agent, staff.reviewer, staff.lead]) {
      await work.as(who);
      expect(await desk.ask('desk.practiceCustomer', { caseId })).toMatchObject({
        name: 'Callum Reid',
        login: expect.any(String),
        password: expect.any(String),
      });
    }
    expect((await desk.refusal('desk.practiceCustomer', { caseId: 'no-such-case' })).code).toBe('not-found');
    expect((await desk.refusal('desk.practiceCustomer', { caseId: null })).code).toBe('bad-input');
    await desk.ask('session.lock', {});
    expect((await desk.refusal('desk.practiceCustomer', { caseId })).code).toBe('locked');
    await desk.ask('session.signOut', {});
    expect((await desk.refusal('desk.practiceCustomer', { caseId })).code).toBe('not-signed-in');
    work.forgetSession();
    await work.as(staff.agent);
  });

  it('before: the password alone is refused, with the code it goes through', async () => {
    const { login, password, code, codeValidUntil, apps } = await desk.ask('desk.practiceCustomer', { caseId });
    expect(apps[0]?.code).toBe(code);
    expect(codeValidUntil).not.toBeNull();
    expect((await work.identity().signIn(login, password!)).state).toBe('code-required');
    expect((await work.identity().signIn(login, password!, code!)).state).toBe('signed-in');
  });

  it('offers no code twice', async () => {
    const first = await desk.ask('desk.practiceCustomer', { caseId });
    if (first.code !== null) await work.identity().signIn(first.login, first.password!, first.code);
    const then = await desk.ask('desk.practiceCustomer', { caseId });
    expect(then.code === null || then.code !== first.code).toBe(true);
  });

  it('after the disable: no app, no backup code; the password alone leads to a demand to enrol', async () => {
    await work.as(staff.agent);
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    expect((await work.submitForm(await work.linkUrl(address), customer)).status).toBe(200);
    await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
    await work.settle();
    expect((await work.view(caseId)).status).toBe('recovered');
    const { login, password, code, codeValidUntil, apps, backupCodesLeft } = await desk.ask('desk.practiceCustomer', {
      caseId,
    });
    expect({ code, codeValidUntil, apps, backupCodesLeft }).toEqual({
      code: null,
      codeValidUntil: null,
      apps: [],
      backupCodesLeft: 0,
    });
    expect((await work.identity().signIn(login, password!)).state).toBe('enrol-required');
  });

  it('leaves the password in nothing that the desk told its windows, and none of it is a fault', async () => {
    const { password } = await desk.ask('desk.practiceCustomer', { caseId });
    expect(desk.faults).toEqual([]);
    expect(JSON.stringify([desk.events, await work.view(caseId)])).not.toContain(password);
  });

  it('is refused in words while the sample identity system is away, and the desk does not call itself offline for it', async () => {
    const sample = work.opened().backEnds.sample!;
    await sample.stop();
    const refused = await desk.refusal('desk.practiceCustomer', { caseId });
    expect(refused).toMatchObject({
      code: 'outside',
      message: 'The sample identity system can not be reached.',
      way: expect.stringContaining('Try again'),
    });
    expect((await desk.ask('desk.strip', {})).online).toBe(true);
  });
});

describe('asking the sample identity system what a customer knows', () => {
  let identity: IdentitySystem;
  beforeEach(async () => {
    identity = await startIdentitySystem();
    await identity.addFirmOf(customer);
  });
  afterEach(async () => {
    await identity.close();
  });
  const failure = async (options: Parameters<typeof sampleExtras>[0], id = customer): Promise<OutsideError> => {
    const error: unknown = await sampleExtras(options)
      .customer(id)
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    if (!(error instanceof OutsideError)) throw new Error(`it was no OutsideError: ${String(error)}`);
    return error;
  };

  it('answers what the customer would type', async () => {
    const { login, password } = await sampleExtras(identity).customer(customer);
    expect(await identity.credentials(customer)).toMatchObject({ login, password });
  });

  it('needs the token, and names neither it nor the answer in its errors', async () => {
    const error = await failure({ baseUrl: identity.baseUrl, token: 'a-wrong-token' });
    expect(error).toMatchObject({ system: 'accounts', kind: 'refused' });
    expect(error.message).not.toContain('a-wrong-token');
  });

  it('refuses who is not there, and an id that would lead to another path', async () => {
    expect((await failure(identity, 'nobody-at-all')).message).toBe('The sample identity system knows no such person.');
    for (const id of ['', '.', '..']) expect((await failure(identity, id)).kind, id).toBe('refused');
  });

  it('says when the system is gone, and gives up on one that never answers', async () => {
    expect((await failure({ ...identity, baseUrl: 'http://127.0.0.1:1' })).kind).toBe('down');
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    try {
      expect(
        (
          await failure({
            ...identity,
            baseUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
            timeoutMs: 50,
          })
        ).kind,
      ).toBe('slow');
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  it('takes no answer of another form, and repeats nothing of it', async () => {
    const other = createServer((_, response) => {
      response.end(JSON.stringify({ login: 'callum', password: 'quiet-river-41' }));
    });
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    try {
      const error = await failure({
        ...identity,
        baseUrl: `http://127.0.0.1:${(other.address() as AddressInfo).port}`,
      });
      expect(error.kind).toBe('unexpected');
      expect(error.message).not.toContain('quiet-river-41');
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });
});

describe('a real desk', () => {
  it('knows no customer’s sign-in', async () => {
    const folder = temporaryFolder();
    const desk = await startDesk(folder.path, { open: false });
    try {
      const password = 'plenty of rain this spring';
      const { enrolmentId, secret } = await desk.ask('desk.beginSetUp', {
        company: 'Lumen Legal',
        name: 'Ada Moreau',
        address: 'ada@lumen-legal.example',
        password,
        vaultPassphrase: 'an orchard behind the old mill',
      });
      const code = (): string => {
        desk.pass(30_000);
        return codeAt(secret, stepOf(desk.now()));
      };
      await desk.ask('desk.finishSetUp', { enrolmentId, code: code() });
      const state = await desk.ask('session.state', {});
      await desk.ask('session.signIn', {
        staffId: state.state === 'signed-out' ? state.people[0]!.staffId : '',
        password,
        code: code(),
      });
      expect(await desk.refusal('desk.practiceCustomer', { caseId: 'any-case' })).toMatchObject({
        code: 'practice-only',
      });
    } finally {
      await desk.close();
      folder.remove();
    }
  });
});
