import { createHash } from 'node:crypto';

/**
 * The Message-ID of an effect's mail, the same at every attempt. It carries the moment the first attempt began, so that
 * the Date header is the same too: `<ls7k2m00.3f…@lumen-practice.example>`.
 */
export const mailMessageId = ({
  effectId,
  firstAttemptAt,
  domain,
}: {
  readonly effectId: string;
  readonly firstAttemptAt: Date;
  readonly domain: string;
}): string => {
  if (!/^[a-z0-9.-]+$/i.test(domain)) throw new TypeError('domain must be a host name');
  const seconds = Math.floor(firstAttemptAt.getTime() / 1000);
  return `<${seconds.toString(36)}.${createHash('sha256').update(effectId).digest('hex').slice(0, 32)}@${domain}>`;
};

/** The moment in a Message-ID made by mailMessageId; null for any other. */
export const dateOfMessageId = (messageId: string): Date | null => {
  const seconds = /^<([a-z0-9]{6,8})\.[0-9a-f]{32}@/.exec(messageId)?.[1];
  return seconds === undefined ? null : new Date(Number.parseInt(seconds, 36) * 1000);
};
