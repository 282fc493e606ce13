/** The log as features write to it: an event that doesn't fit its own schema is a fault of ours, and isn't written. */
import { allKinds } from '#domain/log/all-kinds';
import { demandEvent } from '#domain/log/kind';
import type { EventLog } from './event-log';

/** Throws MalformedEvent, which names the field, before anything of the append is written. */
export const checkedLog = <L extends EventLog>(log: L): L => ({
  ...log,
  append: async (request) => {
    for (const { events } of request.streams) for (const event of events) demandEvent(allKinds, event);
    return await log.append(request);
  },
});
