import { z } from 'zod';

const times = z.number().int().min(1).max(1000).default(1);
/** Only deliveries to this address; any when missing. */
const to = z.string().max(254).optional();

/** What the next deliveries meet with, in order; each delivery uses up one. */
export const SmtpFault = z.discriminatedUnion('kind', [
  /** Answers 4xx or 5xx: to the recipient, or after the whole letter was heard. 421 closes the connection, too. */
  z.strictObject({
    kind: z.literal('answer'),
    code: z.number().int().min(400).max(599),
    at: z.enum(['recipient', 'data']).default('recipient'),
    times,
    to,
  }),
  /** Waits before the letter is kept and answered. */
  z.strictObject({ kind: z.literal('delay'), delayMs: z.number().int().min(1).max(120_000), times, to }),
  /** Keeps the letter, then cuts the connection instead of answering: the sender can't know. */
  z.strictObject({ kind: z.literal('drop-after-store'), times, to }),
  /** Cuts the connection before the letter is kept. */
  z.strictObject({ kind: z.literal('drop-before-store'), times, to }),
]);
export type SmtpFault = z.infer<typeof SmtpFault>;
/** The same, as one writes it: what has a usual value may be left out. */
export type SmtpFaultOrder = z.input<typeof SmtpFault>;

export type SmtpFaults = {
  add(fault: SmtpFault): void;
  clear(): void;
  list(): readonly SmtpFault[];
  /** The first fault that meets this delivery at this stage, used up by one. */
  take(stage: 'recipient' | 'data', address: string): SmtpFault | null;
};

const stageOf = (fault: SmtpFault) => (fault.kind === 'answer' ? fault.at : 'data');

/** Kept in memory: a restarted mailbox is well again. */
export const createSmtpFaults = (): SmtpFaults => {
  let faults: SmtpFault[] = [];
  return {
    add: (fault) => {
      faults.push({ ...fault });
    },
    clear: () => {
      faults = [];
    },
    list: () => faults.map((fault) => ({ ...fault })),
    take: (stage, address) => {
      const fault = faults.find(
        (one) => stageOf(one) === stage && (one.to === undefined || one.to.toLowerCase() === address.toLowerCase()),
      );
      if (fault === undefined) return null;
      fault.times -= 1;
      faults = faults.filter((one) => one.times > 0);
      return { ...fault };
    },
  };
};
