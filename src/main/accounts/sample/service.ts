/** The identity system as one handler over one folder: in its own process (serve.ts), or inside a test. */
import type { SampleService, SampleStart, SampleTools } from '#main/sample-world/serve-sample';
import { answerAdmin } from '#main/accounts/sample/admin-api';
import { openDatabase } from '#main/accounts/sample/database';
import { createDirectory } from '#main/accounts/sample/directory';
import { createFaults } from '#main/accounts/sample/faults';
import { createFirmHelp } from '#main/accounts/sample/firm-help';
import { BadRequest, type Call, readCall, type Reply, sendReply } from '#main/accounts/sample/http';
import { createOwnFactors } from '#main/accounts/sample/own-factors';
import { createProfiles } from '#main/accounts/sample/profiles';
import { answerSample } from '#main/accounts/sample/sample-api';
import { deriveKeys } from '#main/accounts/sample/secrets';
import { createSignIn } from '#main/accounts/sample/sign-in';
import { answerSite } from '#main/accounts/sample/site';

/** The start message may carry a `seedKey`; without one the token stands for it. `now` in epoch ms. */
export const openIdentityService = (
  start: SampleStart,
  tools: Pick<SampleTools, 'isAuthorised' | 'log'>,
  now: () => number = Date.now,
): SampleService => {
  const { seedKey } = start;
  if (seedKey !== undefined && (typeof seedKey !== 'string' || seedKey.length < 22))
    throw new Error('start message: seedKey must have at least 22 characters');
  const keys = deriveKeys(seedKey ?? start.token);
  const database = openDatabase(start.folder, keys.database);
  const directory = createDirectory(database, now);
  const profiles = createProfiles(database, now);
  const signIn = createSignIn(database, keys, now, () => profiles.current().demand === 'in-force');
  const faults = createFaults();
  const ownFactors = createOwnFactors(database, signIn, now);
  const firmHelp = createFirmHelp(database, directory);
  const context = { database, keys, directory, profiles, signIn, ownFactors, firmHelp, faults, now };

  const answer = async (call: Call, isAuthorised: boolean): Promise<Reply> => {
    const isAdmin = call.path.startsWith('/admin/');
    if (!isAdmin && !call.path.startsWith('/sample/')) return answerSite(context, call);
    if (!isAuthorised)
      return { status: 401, json: { error: 'HTTP 401 Unauthorized' }, headers: { 'www-authenticate': 'Bearer' } };
    return isAdmin ? answerAdmin(context, call) : answerSample(context, call);
  };

  return {
    async handle(request, response) {
      try {
        const call = await readCall(request);
        const deed = (): Promise<Reply> => answer(call, tools.isAuthorised(request));
        const reply = call.path === '/sample/faults' ? await deed() : await faults.run(call.method, call.path, deed);
        if (reply === 'reset') request.socket.resetAndDestroy();
        else sendReply(response, reply);
      } catch (error) {
        if (!(error instanceof BadRequest)) throw error;
        sendReply(response, {
          status: error.status,
          json: { error: `${error.field} ${error.message}`, field: error.field },
          ...(error.status === 413 ? { headers: { connection: 'close' } } : {}),
        });
      }
    },
    close() {
      database.close();
    },
  };
};
