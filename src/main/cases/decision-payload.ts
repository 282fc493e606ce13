/** What a reviewer signs: their decision as the log will hold it, in today's shape (R24). */
import type { CaseEvent } from '#domain/case/events';
import { caseKinds } from '#domain/case/schemas/case-kinds';
import type { JsonObject } from '#domain/json';
import { schemaOf } from '#domain/log/kind';
import { eventPayload } from '#main/staff/signing';
import { caseStream } from '#main/store/log/stored-case';

/** Of an event of a case: where it belongs, what it is, what it says. */
export const decisionPayload = (caseId: string, event: CaseEvent): JsonObject =>
  eventPayload(caseStream(caseId), {
    type: event.type,
    schema: schemaOf(caseKinds[event.type]),
    data: event.data as unknown as JsonObject,
  });
