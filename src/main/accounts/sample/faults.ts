/** Faults on order, for tests and the practice desk: the next N requests that match go wrong in a chosen way. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Reply } from '#main/accounts/sample/http';

export const FaultOrder = z.strictObject({
  // A star in it stands for anything, slashes too.
  path: z.string().min(1).max(300),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** `fail-after` and `reset-after` do the deed first: the answer is lost, not the deed. */
  kind: z.enum(['fail-before', 'fail-after', 'delay', 'reset-before', 'reset-after']),
  times: z.number().int().min(1).max(1000).default(1),
  /** For `delay`, in milliseconds. */
  delayMs: z.number().int().min(0).max(120_000).default(0),
});
export type FaultOrder = z.infer<typeof FaultOrder>;

export type Faults = ReturnType<typeof createFaults>;

/** Kept in memory: a restarted process is well again. */
export const createFaults = () => {
  let orders: { readonly order: FaultOrder; readonly matches: RegExp }[] = [];

  const take = (method: string, path: string): FaultOrder | null => {
    const found = orders.find(
      ({ order, matches }) => (order.method === undefined || order.method === method) && matches.test(path),
    );
    if (!found) return null;
    found.order.times -= 1;
    if (found.order.times === 0) orders = orders.filter((one) => one !== found);
    return found.order;
  };

  return {
    add(order: FaultOrder): void {
      const source = order.path
        .split('*')
        .map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, String.raw`\$&`))
        .join('.*');
      orders.push({ order: { ...order }, matches: new RegExp(`^${source}$`) });
    },
    clear(): void {
      orders = [];
    },
    list(): FaultOrder[] {
      return orders.map(({ order }) => ({ ...order }));
    },
    /** Does the deed, or not, as ordered. `reset` means: cut the connection instead of answering. */
    async run(method: string, path: string, deed: () => Promise<Reply>): Promise<Reply | 'reset'> {
      const fault = take(method, path);
      if (!fault) return deed();
      const failed: Reply = { status: 500, json: { error: 'unknown_error' } };
      switch (fault.kind) {
        case 'fail-before':
          return failed;
        case 'reset-before':
          return 'reset';
        case 'delay':
          await wait(fault.delayMs);
          return deed();
        case 'fail-after':
          await deed();
          return failed;
        case 'reset-after':
          await deed();
          return 'reset';
      }
    },
  };
};
