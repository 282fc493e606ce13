/** The policy's calls over a desk's staff in memory; a second one on the same log is another desk. */
import { policyCalls } from '#contract/policy';
import type { CallResult } from '#contract/errors';
import type { CaseState } from '#domain/case/state';
import { createRouter } from '#main/ipc/router';
import { policyHandlers } from '#main/policy/policy-handlers';
import { createPolicyStore } from '#main/policy/policy-store';
import { eventPayload, verifySignature } from '#main/staff/signing';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { EventLog, StoredEvent } from '#main/store/log/event-log';
import { seed, startDesk } from '../staff/desk';
import type { TestClock } from '../staff/desk';

export const ruth = 'ruth-tremblay';

export const startPolicyDesk = async (
  clock: TestClock,
  kind: 'practice' | 'real',
  log: EventLog = createMemoryLog(),
  open: readonly CaseState[] = [],
) => {
  const desk = await startDesk(clock, log, seed, kind);
  const { directory, seat } = desk;
  const isSigned = (row: StoredEvent): boolean =>
    row.signature !== undefined &&
    row.signature.by === row.actor &&
    verifySignature(directory.keysOf(row.actor), eventPayload(row.stream, row), row.signature, row.recordedAt);
  const policies = await createPolicyStore(log, kind, {}, isSigned);
  const handlers = policyHandlers({
    log,
    policies,
    directory,
    desk: kind,
    now: clock.now,
    nameOf: (actor) => directory.find(actor)?.name ?? actor,
    confirm: desk.confirm,
    sign: desk.sign,
    isSigned,
    cache: { query: async () => ({ states: open, next: null }) } as never,
  });
  const faults: unknown[] = [];
  const route = createRouter({
    calls: policyCalls,
    handlers: () => handlers,
    now: clock.now,
    onFault: (_name, error) => {
      faults.push(error);
    },
  });
  const ask = async (name: keyof typeof policyCalls, input: object = {}): Promise<CallResult<never>> =>
    (await route(seat, name, input)) as CallResult<never>;
  const must = async <T>(name: keyof typeof policyCalls, input: object = {}): Promise<T> => {
    const result = await ask(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.error.code} ${result.error.message} ${String(faults[0])}`);
    return result.value;
  };
  /** Asks for a change with a code that was not used yet. */
  const change = async (staffId: string, values: object, more: object = {}): Promise<CallResult<never>> =>
    await ask('policy.change', {
      values,
      version: policies.current().version,
      reason: 'Looked at the last month.',
      code: desk.freshCode(staffId),
      ...more,
    });
  return { ...desk, policies, ask, must, change };
};
export type PolicyDesk = Awaited<ReturnType<typeof startPolicyDesk>>;
