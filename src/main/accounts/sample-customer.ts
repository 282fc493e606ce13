/** What a sample customer knows and holds, asked of the sample identity system: no real one could tell. */
import { z } from 'zod';
import type { SampleCredentials } from '#main/accounts/sample/sample-api';
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

export type SampleCustomerOptions = {
  /** `http://127.0.0.1:<port>`. */
  readonly baseUrl: string;
  /** From the vault. Never in an error's words. */
  readonly token: string;
  readonly timeoutMs?: number;
};

/** Throws OutsideError (`accounts`) and nothing else; its words carry nothing of the answer. */
export const readSampleCustomer = async (
  { baseUrl, token, timeoutMs = 5_000 }: SampleCustomerOptions,
  accountId: string,
): Promise<SampleCredentials> => {
  const fail = (kind: OutsideError['kind'], message: string): OutsideError =>
    new OutsideError('accounts', kind, message);
  // The URL would resolve these away, and the call would be about something else.
  if (/^\.{0,2}$/.test(accountId)) throw fail('refused', 'This is no id of the sample identity system.');
  let status: number;
  let text: string;
  try {
    const response = await fetch(`${baseUrl}/sample/people/${encodeURIComponent(accountId)}/credentials`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
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
  if (status !== 200) throw fail(status >= 500 ? 'down' : 'refused', `The sample identity system answered ${status}.`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = null;
  }
  const credentials = Credentials.safeParse(body);
  // Not even the field: nearly all of it is secret.
  if (!credentials.success) throw fail('unexpected', 'The sample identity system’s answer is not as expected.');
  return credentials.data;
};
