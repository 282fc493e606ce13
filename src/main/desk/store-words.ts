import type { StoreStatus } from '#contract/events';
import { guidanceStream } from '#main/guidance/guidance';
import { policyStream } from '#main/policy/policy-store';
import type { StoreStatus as Status } from '#main/store/protocol';
import type { StreamName } from '#main/store/log/event-log';

/** How the store is, in a sentence for the window. */
export const storeWords = (status: Status): StoreStatus => {
  switch (status.state) {
    case 'starting':
      return { state: 'starting', message: 'The store is starting.', progress: null };
    case 'restarting':
      return {
        state: 'restarting',
        message: 'The store stopped and is being started again. Nothing that was confirmed is lost.',
        progress: null,
      };
    case 'ready':
      return status.cache.state === 'rebuilding'
        ? {
            state: 'rebuilding',
            message: 'The queue is being built anew from the log. Nothing is lost.',
            progress: status.cache.total === 0 ? null : Math.min(1, status.cache.done / status.cache.total),
          }
        : status.cache.state === 'failed'
          ? { state: 'ready', message: `The queue can't be built: ${status.cache.why}`, progress: null }
          : { state: 'ready', message: '', progress: null };
    case 'read-only':
      return {
        state: 'read-only',
        message: `The log was tampered with: ${status.finding.message} It can be read; nothing is written any more.`,
        progress: null,
      };
    case 'refused':
      return { state: 'refused', message: status.why, progress: null };
    case 'closed':
      return { state: 'refused', message: 'The store is closed.', progress: null };
  }
};

/** What the window has to ask again after an append. */
export const topicsOf = (streams: readonly StreamName[] | null): string[] => {
  // After a restart nobody knows what was missed.
  if (streams === null) return ['all'];
  const topics = new Set<string>();
  for (const stream of streams) {
    if (stream.startsWith('case:')) {
      topics.add(stream);
      topics.add('queue');
      topics.add('mail');
    } else if (stream.startsWith('audit:case:')) topics.add(stream.slice('audit:'.length));
    else if (stream.startsWith('staff:')) topics.add('staff');
    else if (stream.startsWith('seen:')) topics.add('looks');
    else if (stream.startsWith('message:')) topics.add('inbox');
    // The article tells the policy's numbers.
    else if (stream === guidanceStream || stream === policyStream) topics.add('guidance');
    if (stream === policyStream) topics.add('policy');
  }
  return [...topics];
};
