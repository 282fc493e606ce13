/** A clock of a case as a row shows it: two short lines and how loud they are. */
import type { QueueRow } from '#contract/queue';
import type { Calendar } from '#domain/sla/calendar';
import { clockTone, formatSpan } from '#domain/sla/clock';
import { msLate, openMsBetween } from '#domain/sla/due';
import { inZone } from '#domain/sla/zone';
import { queueTexts } from '../app/texts/queue';
import { whenText } from './times';

export type ClockKind = 'link' | 'review';
export type ClockWords = {
  readonly first: string;
  readonly second: string;
  readonly tone: 'late' | 'soon' | 'running' | 'quiet';
};

type Cell = QueueRow['link'];
export type ClockScene = { readonly nowMs: number; readonly zone: string; readonly calendar: Calendar };

const nothing: ClockWords = { first: '–', second: '', tone: 'quiet' };

const running = (kind: ClockKind, dueAt: string, { nowMs, zone, calendar }: ClockScene): ClockWords => {
  const now = new Date(nowMs).toISOString();
  const tone = clockTone({ kind, now, dueAt, calendar });
  const second = whenText(dueAt, nowMs, zone);
  if (tone === 'late')
    return kind === 'link'
      ? { first: queueTexts.link.expired, second, tone }
      : { first: queueTexts.late(formatSpan(msLate(now, dueAt))), second, tone };
  const left =
    kind === 'link' ? formatSpan(Date.parse(dueAt) - nowMs) : formatSpan(openMsBetween(now, dueAt, calendar), 'open');
  return { first: left, second, tone };
};

/** What a cell says. A link counts real hours, a review open ones. */
export const clockWords = (kind: ClockKind, cell: Cell, scene: ClockScene): ClockWords => {
  const second = cell.at === null ? '' : whenText(cell.at, scene.nowMs, scene.zone);
  switch (cell.state) {
    case 'running':
      return cell.at === null ? nothing : running(kind, cell.at, scene);
    case 'none':
      return kind === 'link' ? { ...nothing, second: queueTexts.link.none } : nothing;
    case 'not-started':
      if (kind === 'link') return { ...nothing, second: queueTexts.link.none };
      return {
        first: queueTexts.review['not-started'],
        second: cell.at === null ? '' : queueTexts.ifToday(inZone(Date.parse(cell.at), scene.zone).toFormat('ccc d')),
        tone: 'quiet',
      };
    case 'expired':
      return { first: queueTexts[kind].expired, second, tone: 'late' };
    case 'undeliverable':
      return { first: queueTexts.link.undeliverable, second, tone: 'late' };
    case 'used':
    case 'kept':
    case 'ended':
    case 'replaced':
    case 'stopped':
      return { first: queueTexts[kind][cell.state], second, tone: 'quiet' };
  }
};

/** Which of the two breaks first, for a list with room for one: what runs before what is over. */
export const firstToBreak = (row: Pick<QueueRow, 'link' | 'review'>): ClockKind => {
  const runs = (cell: Cell): boolean => cell.state === 'running' && cell.at !== null;
  if (runs(row.link) && runs(row.review)) return (row.link.at ?? '') <= (row.review.at ?? '') ? 'link' : 'review';
  if (runs(row.review)) return 'review';
  if (runs(row.link)) return 'link';
  return row.review.state === 'none' || row.review.state === 'not-started' ? 'link' : 'review';
};
