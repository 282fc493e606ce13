/** A desk in one process and in memory: its cases over a log, and deeds that are done when a test says so. */
import type { CaseCommand } from '#domain/case/commands';
import { changeCase, loadCase } from '#main/cases/change-case';
import type { CasesDeps, ChangeRequest } from '#main/cases/change-case';
import type { RunnerDeps } from '#main/effects/runner';
import { createRunner } from '#main/effects/runner';
import type { EventLog } from '#main/store/log/event-log';
import { digest, lookedFor, openedAt, policyOf } from './example-case';

/** What cases need, over a log: the clock stands at the opening, and links, notices and codes have plain names. */
export const casesOver = (log: EventLog, more: Partial<CasesDeps> = {}): CasesDeps => ({
  log,
  clock: { now: () => new Date(openedAt) },
  policy: () => policyOf(),
  mint: {
    linkToken: (kind, id) => ({ hash: `${kind}-${id}` }),
    attestationHash: (mailId) => `attestation-${mailId}`,
  },
  nameOf: (actor) => actor,
  held: async () => () => [],
  ...more,
});

/** The one case of such a desk: what is done to it, with the facts of whoever looked at it as it stands, and its state. */
export const oneCase = (cases: CasesDeps, caseId = 'case-1') => ({
  change: (command: CaseCommand, actor: ChangeRequest['actor'], more: Partial<ChangeRequest> = {}) =>
    changeCase(cases, {
      caseId,
      command,
      actor,
      facts: (state) => ({
        digestNow: digest(state),
        looked: lookedFor(state, command),
        name: { rule: 'plain-strict-v1', equal: true },
      }),
      ...more,
    }),
  state: async () => (await loadCase(cases.log, caseId))!.state,
});

/** A runner that wakes nobody, sets no timer, and throws what goes wrong: `drain` does what is due. */
export const quietRunner = (over: Pick<RunnerDeps, 'log' | 'clock' | 'lanes'> & Partial<RunnerDeps>) =>
  createRunner({
    worker: 'this desk',
    random: () => 0.5,
    onFault: (_, error) => {
      throw error;
    },
    onChange: () => undefined,
    setTimer: () => () => undefined,
    ...over,
  });
