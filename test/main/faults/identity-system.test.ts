import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEndpoint } from '#main/sample-world/endpoint';
import {
  agent,
  holdAtStart,
  lawyer,
  makeApprovedFolder,
  openDeskAt,
  passUntil,
  resume,
  type ApprovedFolder,
  type DeskAt,
} from '#support/approved-case';
import { journalDeeds, type Asked } from '#support/deed-journal';

const app = 'jean-philippe-lariviere.otp-1';
const steps = [
  'list',
  're-enrolment',
  `factor:${app}`,
  'factor:jean-philippe-lariviere.webauthn-2',
  'sessions',
  'compare',
  'tell',
];
const credential = (id: string): string => `/admin/realms/lumen/users/${lawyer}/credentials/${id}`;
const deeds = [
  { method: 'DELETE', path: credential(app) },
  { method: 'POST', path: `/admin/realms/lumen/users/${lawyer}/logout` },
  { method: 'PUT', path: `/admin/realms/lumen/users/${lawyer}` },
] as const;

let approved: ApprovedFolder;
const asked: Asked[] = [];
const stopListening = journalDeeds((one) => asked.push(one));
beforeAll(async () => {
  approved = await makeApprovedFolder();
}, 60_000);
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  stopListening();
  approved.remove();
});

const recovered = async (desk: DeskAt): Promise<void> => {
  const state = await passUntil(
    desk,
    approved.caseId,
    ({ status }) => status === 'recovered' || status === 'needs-attention',
  );
  expect(state.disable?.stopped).toBeNull();
  expect(state.disable?.steps.map(({ step }) => step)).toEqual(steps);
  expect(await desk.identity.isSignedIn(approved.cookies)).toBe(false);
  expect((await desk.identity.signIn(approved.login, approved.password)).state).toBe('enrol-required');
};
const pidOf = (desk: DeskAt): number => readEndpoint(join(desk.folder, 'sample-world/identity'))?.pid ?? 0;

describe('an identity system that fails at every deed', () => {
  it.each(['fail-before', 'fail-after', 'reset-before', 'reset-after'] as const)(
    'once each (%s) is read and asked again, and the disable finishes',
    async (kind) => {
      const desk = await holdAtStart(approved);
      try {
        for (const deed of deeds) await desk.identity.fault({ ...deed, kind });
        desk.go();
        await desk.until(approved.caseId, ({ disable }) => (disable?.steps.length ?? 0) > 0);
        await desk.signIn(agent);
        const view = await desk.ask('cases.get', { caseId: approved.caseId });
        expect(view.status).toBe('disabling');
        await recovered(desk);
        // What was done and not answered is not done again.
        const isDone = kind.endsWith('-after');
        const answers = (path: string) =>
          asked.filter((one) => one.path === path).map(({ status }) => status >= 200 && status < 300);
        for (const path of [`/credentials/${app}`, ''])
          expect(answers(path), path).toEqual(isDone ? [false] : [false, true]);
        // Only what is listed can be read back: what isn't listed may be there still, so the sessions are ended again.
        const ended = asked.filter(({ path, status }) => path === '/logout' && status === 200);
        expect(ended.map(({ body }) => body)).toEqual([isDone ? '{"ended":0}' : '{"ended":3}']);
      } finally {
        await desk.drop();
      }
    },
  );

  it('says on the screen what it waits for, and gives a reviewer a way on when it gives up', async () => {
    const desk = await holdAtStart(approved);
    try {
      await desk.identity.fault({ ...deeds[0], kind: 'fail-before', times: 1000 });
      desk.go();
      await desk.signIn(agent);
      const stopped = await passUntil(desk, approved.caseId, ({ status }) => status === 'needs-attention');
      expect(stopped.disable?.stopped).toMatchObject({
        step: `factor:${app}`,
        reason: 'identity-system',
        found: { code: 'outside', system: 'accounts', kind: 'down', status: 500 },
      });
      desk.pass(1_000);
      await desk.signIn(agent);
      const view = await desk.ask('cases.get', { caseId: approved.caseId });
      expect(view).toMatchObject({
        next: { action: 'resume-disable', refusal: { way: 'Ask a reviewer.' } },
        disable: { retrying: null, stopped: { reason: 'identity-system' } },
        barred: { resume: { way: 'Ask a reviewer.' }, freeze: null },
      });
      await desk.identity.clearFaults();
      await resume(desk, approved.caseId);
      await recovered(desk);
    } finally {
      await desk.drop();
    }
  });
});

describe('an identity system that is away', () => {
  it('stands still for longer than the desk waits: tried again, with the reason and the time on the screen', async () => {
    const desk = await holdAtStart(approved);
    try {
      const pid = pidOf(desk);
      await desk.signIn(agent);
      process.kill(pid, 'SIGSTOP');
      desk.go();
      // Five seconds of the desk's own patience.
      await wait(5_500);
      expect((await desk.ask('cases.get', { caseId: approved.caseId })).disable?.retrying).toMatch(
        /did not answer in time\. Next try /,
      );
      expect((await desk.ask('desk.strip', {})).online).toBe(false);
      process.kill(pid, 'SIGCONT');
      await recovered(desk);
      expect((await desk.ask('desk.strip', {})).online).toBe(true);
    } finally {
      await desk.drop();
    }
  });

  it('is gone: the disable stops by name, and goes on when it is back', async () => {
    const first = await holdAtStart(approved);
    process.kill(pidOf(first), 'SIGKILL');
    first.go();
    const stopped = await passUntil(first, approved.caseId, ({ status }) => status === 'needs-attention');
    expect(stopped.disable?.stopped).toMatchObject({
      step: 'list',
      reason: 'identity-system',
      found: { code: 'outside', system: 'accounts', kind: 'down' },
    });
    await first.signIn(agent);
    expect(await first.refusal('cases.findAccounts', { query: 'Larivière' })).toMatchObject({
      code: 'outside',
      message: 'The identity system can not be reached.',
      way: expect.any(String),
    });
    await first.close();
    const desk = await openDeskAt(first.folder, { ahead: first.ahead() });
    try {
      await resume(desk, approved.caseId);
      await recovered(desk);
    } finally {
      await desk.drop();
    }
  });
});

describe('a factor that somebody else removed', () => {
  it('is written down as gone already, and the rest is done', async () => {
    const desk = await holdAtStart(approved);
    try {
      await desk.identity.admin('DELETE', credential(app));
      asked.length = 0;
      desk.go();
      await recovered(desk);
      expect(
        (await desk.state(approved.caseId)).disable?.steps.find(({ step }) => step === `factor:${app}`)?.readBack,
      ).toEqual({ code: 'gone-already' });
      expect(asked.filter(({ path }) => path === `/credentials/${app}`)).toEqual([]);
    } finally {
      await desk.drop();
    }
  });
});
