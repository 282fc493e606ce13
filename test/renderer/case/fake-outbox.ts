/** What main says of a message that nobody can keep back any more. */
import type { MailView } from '#contract/thread';

/** Nothing is offered about it but what a test adds. */
export const leftAlone = {
  undoUntil: null,
  barredCancel: { code: 'already-done', message: 'It left already.', rule: null, way: null },
  canBeRewritten: false,
} as const satisfies Partial<MailView>;
