/**
 * Which case the log's claims say: by an account, by a token's hash. Rules ask here and never the cache, which may be
 * gone, or being built, while a repudiation arrives (R4, R7, R10).
 */
import { caseNumberClaim, openCaseClaim, sentMailClaim, tokenClaim } from '#domain/case/consequences';
import { textOf } from '#domain/json';
import type { EventLog } from '#main/store/log/event-log';

export type HeldCase = { readonly caseId: string; readonly number: string };
export type HeldToken = { readonly kind: 'check' | 'notice'; readonly caseId: string; readonly ref: string };

/** The open case of each account, null where there is none (R10). */
export const openCasesOf = async (
  log: Pick<EventLog, 'holdersOf'>,
  accounts: readonly string[],
): Promise<readonly (HeldCase | null)[]> => {
  const held = await log.holdersOf(accounts.map(openCaseClaim));
  return held.map((one) => one && { caseId: textOf(one['caseId']), number: textOf(one['number']) });
};

/** What a token is for, by its hash; null for one that was never given out (R4, R7). */
export const tokenOf = async (log: Pick<EventLog, 'holdersOf'>, hash: string): Promise<HeldToken | null> => {
  const [held] = await log.holdersOf([tokenClaim(hash)]);
  if (held == null) return null;
  return {
    kind: held['kind'] === 'check' ? 'check' : 'notice',
    caseId: textOf(held['caseId']),
    ref: textOf(held['ref']),
  };
};

/** The cases of these numbers, null where there is none. */
export const casesByNumber = async (
  log: Pick<EventLog, 'holdersOf'>,
  numbers: readonly string[],
): Promise<readonly (string | null)[]> =>
  numbers.length === 0
    ? []
    : (await log.holdersOf(numbers.map(caseNumberClaim))).map((held) =>
        held === null ? null : textOf(held['caseId']),
      );

export type SentMail = { readonly caseId: string; readonly mailId: string };
/** The mails of ours that these Message-IDs name, null for what we never sent. */
export const sentMails = async (
  log: Pick<EventLog, 'holdersOf'>,
  messageIds: readonly string[],
): Promise<readonly (SentMail | null)[]> =>
  messageIds.length === 0
    ? []
    : (await log.holdersOf(messageIds.map(sentMailClaim))).map((held) =>
        held === null ? null : { caseId: textOf(held['caseId']), mailId: textOf(held['mailId']) },
      );

const firstNumber = 1001;
/** Asked about at once: so a million cases take four questions. */
const probes = 32;

/**
 * A case number that nobody has yet, the lowest beyond those given out one after the other. Whoever is faster takes it:
 * its claim says so, and one asks again.
 */
export const freeNumber = async (log: Pick<EventLog, 'holdersOf'>): Promise<string> => {
  const isTaken = async (numbers: readonly number[]): Promise<readonly boolean[]> =>
    (await log.holdersOf(numbers.map((n) => caseNumberClaim(`RD-${n}`)))).map((held) => held !== null);
  // Doubling steps find a free one; then the range between it and the last taken one is cut down.
  const doubled = Array.from({ length: probes }, (_, k) => firstNumber + 2 ** k - 1);
  const at = (await isTaken(doubled)).indexOf(false);
  let free = doubled[at]!;
  let taken = at <= 0 ? firstNumber - 1 : doubled[at - 1]!;
  while (free - taken > 1) {
    const step = Math.ceil((free - taken) / (probes + 1));
    const asked = Array.from({ length: probes }, (_, k) => taken + step * (k + 1)).filter((n) => n < free);
    const first = (await isTaken(asked)).indexOf(false);
    if (first >= 0) free = asked[first]!;
    taken = (first < 0 ? asked.at(-1) : asked[first - 1]) ?? taken;
  }
  return `RD-${free}`;
};
