/** What only the sample identity system answers: what its customers know and hold, and which system it plays. */
import { z } from 'zod';
import { capabilities } from '#domain/case/schemas/account-facts';
import type { SampleCredentials } from '#main/accounts/sample/sample-api';
import { type ProfileName, profileNames } from '#main/accounts/sample/profiles';
import { OutsideError } from '#main/ports';

const Credentials: z.ZodType<SampleCredentials> = z.object({
  login: z.string(),
  password: z.string().nullable(),
  code: z.string().nullable(),
  codeValidUntil: z.string().nullable(),
  apps: z.array(
    z.object({
      credentialId: z.string(),
      label: z.string(),
      code: z.string().nullable(),
      codeValidUntil: z.string().nullable(),
    }),
  ),
  backupCodes: z.array(z.string()),
});

const Played = z.object({
  profile: z.enum(profileNames),
  profiles: z.array(
    z.object({
      profile: z.enum(profileNames),
      capabilities,
      /** Whether it says since when an address is there. */
      ages: z.boolean(),
      firms: z.boolean(),
      fixed: z.array(z.string()),
    }),
  ),
});
/** Which system it plays, and what each that it can play can do and say. */
export type PlayedIdentity = z.output<typeof Played>;

export type SampleExtrasOptions = {
  /** `http://127.0.0.1:<port>`. */
  readonly baseUrl: string;
  /** From the vault. Never in an error's words. */
  readonly token: string;
  readonly timeoutMs?: number;
};

/** Every call throws OutsideError (`accounts`) and nothing else; its words carry nothing of the answer. */
export const sampleExtras = ({ baseUrl, token, timeoutMs = 5_000 }: SampleExtrasOptions) => {
  const fail = (kind: OutsideError['kind'], message: string): OutsideError =>
    new OutsideError('accounts', kind, message);

  const ask = async (method: 'GET' | 'POST', path: string, given?: unknown): Promise<unknown> => {
    let status: number;
    let text: string;
    try {
      const response = await fetch(`${baseUrl}/sample/${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(given === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(given === undefined ? {} : { body: JSON.stringify(given) }),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      const isSlow = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
      throw fail(
        isSlow ? 'slow' : 'down',
        isSlow
          ? `The sample identity system did not answer within ${timeoutMs / 1000} seconds.`
          : 'The sample identity system can not be reached.',
      );
    }
    if (status === 404) throw fail('refused', 'The sample identity system knows no such person.');
    if (status !== 200 && status !== 204)
      throw fail(status >= 500 ? 'down' : 'refused', `The sample identity system answered ${status}.`);
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  /** Not even the field of what does not fit: nearly all of it is secret. */
  const understand = <T>(schema: z.ZodType<T>, body: unknown): T => {
    const read = schema.safeParse(body);
    if (!read.success) throw fail('unexpected', 'The sample identity system’s answer is not as expected.');
    return read.data;
  };

  return {
    /** What a sample customer types at their sign-in: no real system could tell. */
    customer: async (accountId: string): Promise<SampleCredentials> => {
      // The URL would resolve these away, and the call would be about something else.
      if (/^\.{0,2}$/.test(accountId)) throw fail('refused', 'This is no id of the sample identity system.');
      return understand(Credentials, await ask('GET', `people/${encodeURIComponent(accountId)}/credentials`));
    },
    played: async (): Promise<PlayedIdentity> => understand(Played, await ask('GET', 'profile')),
    play: async (profile: ProfileName): Promise<void> => void (await ask('POST', 'profile', { profile })),
  };
};
