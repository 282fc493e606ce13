/**
 * Reads of evidence and refused attempts: in the log, but in streams of their own, so that a look never makes a
 * decision conflict (R17).
 */
import { randomUUID } from 'node:crypto';
import type { CallInput, CallName, Calls } from '#contract/calls';
import type { CallError } from '#contract/errors';
import type { HistoryLine } from './history';
import type { JsonObject } from '#domain/json';
import { auditKinds } from '#domain/case/audit-events';
import type { Looked, Marks } from '#domain/case/looking';
import { readEvent, schemaOf } from '#domain/log/kind';
import { CallFailure } from '#main/ipc/failure';
import type { Clock } from '#main/ports';
import type { EventLog } from '#main/store/log/event-log';
import { appendError } from './change-case';

export const auditStream = (caseId: string): string => `audit:case:${caseId}`;

export type Audit = {
  evidenceViewed(caseId: string, staffId: string, evidenceId: string): Promise<void>;
  evidenceUnreadable(caseId: string, staffId: string, evidenceId: string): Promise<void>;
  marksSet(caseId: string, staffId: string, checkId: string, marks: Marks): Promise<void>;
  /** R13: what one person did with the pictures of a case's checks, for the check that is asked about. */
  lookedAt(caseId: string, staffId: string): Promise<(checkId: string) => Looked>;
  refused(caseId: string, staffId: string, call: string, error: CallError): Promise<void>;
  /**
   * Lines for the case's history. `hidesDecisions`: not who has given their word over the alternate method, which a
   * refused second try would tell (R9).
   */
  lines(caseId: string, nameOf: (actor: string) => string, hidesDecisions: boolean): Promise<readonly HistoryLine[]>;
};

/** Calls about one case whose refusal is history: what changes it, and each look at its evidence. */
type OnACase = {
  [N in CallName]: CallInput<N> extends { readonly caseId: string }
    ? Calls[N]['kind'] extends 'command'
      ? N
      : N extends `review.${string}`
        ? N
        : never
    : never;
}[CallName];
const callWords: Readonly<Record<OnACase, string>> = {
  'cases.readAccount': 'read the account',
  'cases.assign': 'assign the case',
  'cases.note': 'write a note',
  'cases.recordWay': 'record a way back',
  'cases.overrideSelfHelp': 'pass over self-help',
  'cases.sendAgain': 'send a message again',
  'cases.readMessage': 'read a message',
  'cases.freeze': 'stop the case',
  'cases.unfreeze': 'lift the freeze',
  'cases.close': 'close the case',
  'cases.reopen': 'open the case again',
  'cases.recordRepudiation': 'record “this wasn’t me”',
  'cases.revokeApproval': 'take the approval back',
  'cases.snooze': 'put the case aside',
  'cases.wake': 'take the case up again',
  'cases.checkWatch': 'look whether 2FA is on again',
  'cases.resumeDisable': 'let the disable go on',
  'fallback.open': 'open another method',
  'fallback.setItem': "fill in the other method's evidence",
  'fallback.askAttestation': 'ask somebody to vouch',
  'fallback.answerAttestation': 'type in the code of whoever vouches',
  'fallback.submit': 'ask reviewers about the other method',
  'fallback.withdraw': 'withdraw the other method',
  'fallback.decide': 'decide the other method',
  'compose.send': 'send an email',
  'compose.undo': 'take an email back',
  'compose.rewrite': 'take up again what an email said',
  'compose.cancel': 'stop an email',
  'inbox.attach': 'put a message on the case',
  'drafts.keep': 'keep a draft',
  'drafts.drop': 'throw a draft away',
  'review.get': 'open the evidence',
  'review.openPicture': 'open a picture',
  'review.uncover': 'compare the names',
  'review.decide': 'decide',
};
const wordsOfCall = (name: string): string => (callWords as Readonly<Record<string, string>>)[name] ?? name;

/** Writes and tells audit events of cases. */
export const createAudit = (log: EventLog, clock: Clock): Audit => {
  const write = async (
    caseId: string,
    staffId: string,
    type: keyof typeof auditKinds,
    data: JsonObject,
  ): Promise<void> => {
    const at = clock.now().toISOString();
    const result = await log.append({
      streams: [
        {
          stream: auditStream(caseId),
          events: [
            {
              eventId: randomUUID(),
              type,
              schema: schemaOf(auditKinds[type]),
              actor: `staff:${staffId}`,
              data: { ...data, at },
            },
          ],
        },
      ],
      at,
    });
    // A look that can't be written down is not taken (R17, R18).
    if (!result.ok) throw new CallFailure(appendError(result));
  };
  return {
    evidenceViewed: (caseId, staffId, evidenceId) => write(caseId, staffId, 'audit.evidence-viewed', { evidenceId }),
    evidenceUnreadable: (caseId, staffId, evidenceId) =>
      write(caseId, staffId, 'audit.evidence-unreadable', { evidenceId }),
    marksSet: (caseId, staffId, checkId, marks) => write(caseId, staffId, 'audit.marks-set', { checkId, marks }),
    async lookedAt(caseId, staffId) {
      const theirs = (await log.readStream(auditStream(caseId)))
        .filter((row) => row.actor === `staff:${staffId}`)
        .map((row) => readEvent(auditKinds, row));
      const picturesOf = (type: 'audit.evidence-viewed' | 'audit.evidence-unreadable'): readonly string[] =>
        theirs.flatMap((event) => (event.type === type ? [event.data.evidenceId] : []));
      return (checkId) => ({
        opened: picturesOf('audit.evidence-viewed'),
        unreadable: picturesOf('audit.evidence-unreadable'),
        first:
          theirs.flatMap((event) =>
            event.type === 'audit.marks-set' && event.data.checkId === checkId ? [event.data.marks] : [],
          )[0] ?? null,
      });
    },
    refused: (caseId, staffId, call, error) =>
      write(caseId, staffId, 'audit.refused', {
        call,
        code: error.code,
        ...(error.rule === undefined ? {} : { rule: error.rule }),
      }),
    async lines(caseId, nameOf, hidesDecisions) {
      const stored = await log.readStream(auditStream(caseId));
      return stored
        .map((row) => {
          const event = readEvent(auditKinds, row);
          const who =
            hidesDecisions && event.type === 'audit.refused' && event.data.call === 'fallback.decide'
              ? 'A reviewer'
              : nameOf(row.actor);
          const line = (words: string, tone: 'plain' | 'warn'): HistoryLine => ({
            at: row.recordedAt,
            version: 0,
            id: row.eventId,
            mailId: null,
            entry: {
              kind: 'event',
              id: row.eventId,
              at: row.recordedAt,
              by: who,
              words,
              detail: null,
              tone,
              signed: false,
            },
          });
          switch (event.type) {
            case 'audit.evidence-viewed':
              return line(`${who} looked at a picture`, 'plain');
            case 'audit.evidence-unreadable':
              return line(`${who} could not open a picture: its file can't be read`, 'warn');
            case 'audit.marks-set':
              return line(`${who} set the four marks`, 'plain');
            case 'audit.refused':
              return line(
                `${who} tried to ${wordsOfCall(event.data.call)}: refused${event.data.rule === undefined ? '' : ` (${event.data.rule})`}`,
                'warn',
              );
            case 'audit.submission-refused':
              return null;
            case 'unread':
              return line('Written by a newer version of Recovery Desk', 'warn');
          }
        })
        .filter((line) => line !== null);
    },
  };
};
