/**
 * The admin API, after Keycloak's (26.x, `/admin/realms/{realm}`): the same calls, and the same traps. Above all,
 * deleting a credential takes any credential: whoever calls it must know what is a second factor and what is the
 * password.
 */
import { z } from 'zod';
import type { IdentityDatabase } from '#main/accounts/sample/database';
import type { Directory } from '#main/accounts/sample/directory';
import type { Profiles } from '#main/accounts/sample/profiles';
import { BadRequest, type Call, jsonOf, matchPath, type Reply } from '#main/accounts/sample/http';

export const realmName = '/admin/realms/lumen';

const UserUpdate = z.strictObject({
  enabled: z.boolean().optional(),
  requiredActions: z.array(z.literal('CONFIGURE_TOTP')).max(1).optional(),
});
const TemporaryAccess = z.strictObject({ hours: z.number().int().min(1).max(72) });
/** What the system it behaves like doesn't have. */
const noSuchCall: Reply = { status: 405, json: { error: 'Method not allowed' } };
const notFound: Reply = { status: 404, json: { error: 'User not found' } };

type Context = { readonly database: IdentityDatabase; readonly directory: Directory; readonly profiles: Profiles };
type Route = {
  readonly method: string;
  readonly path: string;
  answer(context: Context, call: Call, at: { readonly [name: string]: string }): Reply;
};

/** A route about one user; 404 when there is no such user. */
const ofUser = (
  method: string,
  rest: string,
  answer: (context: Context, call: Call, userId: string, at: { readonly [name: string]: string }) => Reply,
): Route => {
  return {
    method,
    path: `${realmName}/users/:userId${rest}`,
    answer: (context, call, at) =>
      context.directory.user(at.userId!) === null ? notFound : answer(context, call, at.userId!, at),
  };
};

const maxOf = (query: URLSearchParams): number => {
  const max = Number(query.get('max') ?? 100);
  if (!Number.isInteger(max) || max < 1 || max > 1000)
    throw new BadRequest(400, 'max', 'must be a whole number from 1 to 1000');
  return max;
};

const routeTable: readonly Route[] = [
  {
    method: 'GET',
    path: `${realmName}/users`,
    answer: ({ directory, profiles }, { query }) => {
      const found = directory.search((query.get('search') ?? '').slice(0, 200), maxOf(query));
      return { status: 200, json: found.map(profiles.user) };
    },
  },
  // Keycloak pages its users by number, which skips one when an earlier one goes; this is by a cursor, as Okta, Entra
  // and Google page theirs.
  {
    method: 'GET',
    path: `${realmName}/addresses`,
    answer: ({ directory, profiles }, { query }) => {
      const max = maxOf(query);
      const users = directory.usersAfter(query.get('after') ?? '', max);
      return {
        status: 200,
        json: {
          accounts: users.map(profiles.user).map(({ id, addresses }) => ({ accountId: id, addresses })),
          next: users.length < max ? null : users.at(-1)!.id,
        },
      };
    },
  },
  { method: 'GET', path: `${realmName}/profile`, answer: ({ profiles }) => ({ status: 200, json: profiles.facts() }) },
  ofUser('GET', '', ({ directory, profiles }, _call, userId) => ({
    status: 200,
    json: profiles.user(directory.user(userId)!),
  })),
  ofUser('PUT', '', ({ database, directory, profiles }, call, userId) => {
    const update = UserUpdate.safeParse(jsonOf(call));
    if (!update.success)
      throw new BadRequest(
        400,
        update.error.issues[0]?.path.join('.') || 'body',
        'must be enabled (boolean) or requiredActions (CONFIGURE_TOTP or none)',
      );
    const { demand, lock } = profiles.current();
    if ((update.data.requiredActions && demand === 'none') || (update.data.enabled !== undefined && !lock))
      return noSuchCall;
    return database.transaction((): Reply => {
      if (update.data.requiredActions) directory.requireEnrolment(userId, update.data.requiredActions.length > 0);
      if (update.data.enabled !== undefined) directory.setEnabled(userId, update.data.enabled);
      return { status: 204 };
    })();
  }),
  ofUser('GET', '/credentials', ({ directory, profiles }, _call, userId) => ({
    status: 200,
    json: profiles.credentials(directory.credentials(userId)),
  })),
  ofUser('DELETE', '/credentials/:credentialId', ({ directory, profiles }, _call, userId, at) => {
    const { removal, fixed } = profiles.current();
    const type = directory.credentials(userId).find(({ id }) => id === at.credentialId)?.type ?? '';
    if (removal === 'all' || Object.hasOwn(fixed, type)) return noSuchCall;
    return directory.deleteCredential(userId, at.credentialId!)
      ? { status: 204 }
      : { status: 404, json: { error: 'Credential not found' } };
  }),
  ofUser('POST', '/two-step/turn-off', ({ directory, profiles }, _call, userId) => {
    if (profiles.current().removal !== 'all') return noSuchCall;
    directory.deleteSecondFactors(userId);
    return { status: 204 };
  }),
  ofUser('GET', '/sessions', ({ directory, profiles }, _call, userId) =>
    profiles.current().sessions === 'listed' ? { status: 200, json: directory.sessions(userId) } : noSuchCall,
  ),
  ofUser('POST', '/logout', ({ database, directory, profiles }, _call, userId) => {
    const { sessions } = profiles.current();
    if (sessions === 'neither') return noSuchCall;
    const ended = database.transaction(() => directory.endSessions(userId))();
    return { status: 200, json: { ended: sessions === 'listed' ? ended : null } };
  }),
  // Keycloak has no such thing; this is after Microsoft Graph's Temporary Access Pass, with the password in the pass's
  // place.
  ofUser('POST', '/temporary-access', ({ directory, profiles }, call, userId) => {
    if (!profiles.current().temporaryAccess) return noSuchCall;
    const wish = TemporaryAccess.safeParse(jsonOf(call));
    if (!wish.success) throw new BadRequest(400, 'hours', 'must be a whole number from 1 to 72');
    if (directory.user(userId)?.enabled === false) throw new BadRequest(409, 'user', 'is locked');
    return { status: 200, json: { until: directory.grantTemporaryAccess(userId, wish.data.hours) } };
  }),
  {
    method: 'GET',
    path: `${realmName}/organizations/:firmId/members`,
    answer: ({ directory, profiles }, _call, { firmId }) =>
      profiles.current().firms && directory.hasFirm(firmId!)
        ? { status: 200, json: directory.members(firmId!) }
        : { status: 404, json: { error: 'Organization not found' } },
  },
];

/** The caller has checked the token. */
export const answerAdmin = (context: Context, call: Call): Reply => {
  const fits = routeTable.flatMap((route) => {
    const at = matchPath(route.path, call.path);
    return at ? [{ route, at }] : [];
  });
  const found = fits.find(({ route }) => route.method === call.method);
  if (found) return found.route.answer(context, call, found.at);
  return fits.length > 0
    ? { status: 405, json: { error: 'Method not allowed' } }
    : { status: 404, json: { error: 'Not found' } };
};
