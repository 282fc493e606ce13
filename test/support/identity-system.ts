/** The sample identity system inside a test: the real service over a temp folder, and what its customers would do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { FaultOrder } from '#main/accounts/sample/faults';
import type { SampleCredentials } from '#main/accounts/sample/sample-api';
import { sampleFirms, samplePeople } from '#main/accounts/sample/seed';
import type { SeedFirm, SeedPerson } from '#main/accounts/sample/seed-world';
import { openIdentityService } from '#main/accounts/sample/service';
import { hashToken, isBearer } from '#main/sample-world/endpoint';
import { describeError } from '#main/sample-world/sample-log';

export type SignInAnswer = {
  readonly state: 'signed-in' | 'enrol-required' | 'code-required' | 'refused';
  readonly why?: string;
  readonly retryAt?: string;
  readonly cookies: string;
};

/** What a test can do with a running identity system, in its own process or inside the test. */
export type IdentityClient = {
  readonly baseUrl: string;
  readonly token: string;
  /** With the admin token. */
  admin(
    method: string,
    path: string,
    body?: unknown,
    headers?: { readonly [name: string]: string },
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** A whole person from the made-up world, with their firm and everyone in it. */
  addFirmOf(personId: string): Promise<void>;
  addFirm(firm: SeedFirm): Promise<void>;
  addPerson(person: SeedPerson): Promise<void>;
  /** All firms and people; about half a second. */
  seedWorld(): Promise<void>;
  /** What the customer knows and holds now. */
  credentials(personId: string): Promise<SampleCredentials>;
  /** As a browser: `cookies` of the answer go into `isSignedIn`. */
  signIn(login: string, password: string, code?: string): Promise<SignInAnswer>;
  /** True while the session of these cookies opens the home page. */
  isSignedIn(cookies: string): Promise<boolean>;
  /** The customer sets up a new authenticator app. Answers its credential's id. */
  enrol(personId: string, label: string): Promise<string>;
  fault(order: Partial<FaultOrder> & Pick<FaultOrder, 'path' | 'kind'>): Promise<void>;
  clearFaults(): Promise<void>;
};

export type IdentitySystem = IdentityClient & { readonly folder: string; close(): Promise<void> };

/** Starts one, empty. `now` in epoch ms; `folder` and `token` to open one again. */
export const startIdentitySystem = async (
  options: {
    readonly now?: () => number;
    readonly folder?: string;
    readonly token?: string;
    readonly seedKey?: string;
  } = {},
): Promise<IdentitySystem> => {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'identity-'));
  const token = options.token ?? randomBytes(32).toString('hex');
  const tokenHash = hashToken(token);
  const tools = {
    isAuthorised: (request: { headers: { authorization?: string | undefined } }) =>
      isBearer(request.headers.authorization, tokenHash),
    log: () => undefined,
  };
  const service = openIdentityService(
    { folder, token, ...(options.seedKey === undefined ? {} : { seedKey: options.seedKey }) },
    tools,
    options.now ?? Date.now,
  );
  const atWork = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const work: Promise<void> = Promise.resolve(service.handle(request, response))
      .catch((error: unknown) => {
        console.error('identity system failed:', describeError(error), error);
        response.destroy();
      })
      .finally(() => atWork.delete(work));
    atWork.add(work);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...identityClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, token),
    folder,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await Promise.all(atWork);
      await service.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** For one that runs in its own process, too. */
export const identityClient = (baseUrl: string, token: string): IdentityClient => {
  const admin = async (
    method: string,
    path: string,
    body?: unknown,
    headers: { readonly [name: string]: string } = {},
  ) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  const must = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await admin(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const addFirm = async (firm: SeedFirm): Promise<void> => void (await must('POST', '/sample/firms', firm));
  const addPerson = async (person: SeedPerson): Promise<void> => void (await must('POST', '/sample/people', person));
  return {
    baseUrl,
    token,
    admin,
    addFirm,
    addPerson,
    addFirmOf: async (personId) => {
      const firmId = samplePeople.find(({ id }) => id === personId)?.firmId;
      await addFirm(sampleFirms.find(({ id }) => id === firmId)!);
      await Promise.all(samplePeople.filter((person) => person.firmId === firmId).map(addPerson));
    },
    seedWorld: async () => void (await must('POST', '/sample/seed', {})),
    credentials: async (personId) => (await must('GET', `/sample/people/${personId}/credentials`)) as SampleCredentials,
    signIn: async (login, password, code) => {
      const response = await fetch(`${baseUrl}/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ login, password, ...(code === undefined ? {} : { code }) }),
      });
      const answer = (await response.json()) as Omit<SignInAnswer, 'cookies'>;
      return { ...answer, cookies: cookiesOf(response) };
    },
    isSignedIn: async (cookies) =>
      (await fetch(`${baseUrl}/`, { headers: { cookie: cookies }, redirect: 'manual' })).status === 200,
    enrol: async (personId, label) =>
      ((await must('POST', `/sample/people/${personId}/factors`, { label })) as { credentialId: string }).credentialId,
    fault: async (order) => void (await must('POST', '/sample/faults', order)),
    clearFaults: async () => void (await must('DELETE', '/sample/faults')),
  };
};

/** The cookies that a browser would keep after this answer, on top of those it had. */
export const cookiesOf = (response: Response, before = ''): string => {
  const jar = new Map(
    before
      .split('; ')
      .filter((one) => one !== '')
      .map((one) => one.split('=', 2) as [string, string]),
  );
  for (const line of response.headers.getSetCookie()) {
    const [name, value] = line.split(';', 1)[0]!.split('=', 2) as [string, string];
    if (/Max-Age=0/.test(line)) jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map((one) => one.join('=')).join('; ');
};
