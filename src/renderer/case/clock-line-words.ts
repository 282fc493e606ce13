/** What the clocks of a case say in words: value, tick and explanation (R22). */
import type { CaseView } from '#contract/cases';
import type { Calendar } from '#domain/sla/calendar';
import { formatSpan } from '#domain/sla/clock';
import { caseTexts } from './texts';
import { isWithoutForm, linkMsOf } from './clock-line-model';
import { clockWords } from '../ui/clock-words';
import type { ClockWords } from '../ui/clock-words';
import { inZone } from '#domain/sla/zone';
import { fullText, whenText } from '../ui/times';

/** The cooling-off says in a line of its own why it runs and what changed. */
export type CoolingWords = LaneWords & { readonly title: string; readonly line: string };
export type LaneWords = {
  readonly value: string;
  readonly tone: ClockWords['tone'];
  readonly tick: string;
  readonly explained: readonly string[];
};
type Scene = { readonly nowMs: number; readonly zone: string; readonly calendar: Calendar };
type View = Pick<CaseView, 'link' | 'review' | 'disable' | 'fallback' | 'account' | 'numbers'>;

const { clocks } = caseTexts;
/** Short, since the days stand above it. */
const tickText = (iso: string, zone: string): string => inZone(Date.parse(iso), zone).toFormat('ccc HH:mm');
/** The same, unless the weekday alone would mislead. */
const shortText = (iso: string | null, { nowMs, zone }: Scene): string =>
  iso === null
    ? ''
    : Math.abs(Date.parse(iso) - nowMs) < 6 * 86_400_000
      ? tickText(iso, zone)
      : inZone(Date.parse(iso), zone).toFormat('d LLL');

const linkWords = (view: View, scene: Scene): LaneWords => {
  const { link } = view;
  const { nowMs, zone } = scene;
  const customer = (iso: string): readonly string[] =>
    view.account === null ? [] : [clocks.customer(fullText(iso, view.account.timeZone))];
  if ((link === null || link.sentAt === null) && isWithoutForm(view))
    return { value: clocks.notSent, tone: 'quiet', tick: '', explained: [clocks.noForm] };
  if (link === null || link.sentAt === null)
    return {
      value: clocks.notSent,
      tone: 'quiet',
      tick: clocks.ifNow(tickText(new Date(nowMs + linkMsOf(view)).toISOString(), zone)),
      explained: [clocks.realHours],
    };
  const words = clockWords('link', link, scene);
  const explained = [
    clocks.sent(fullText(link.sentAt, zone)),
    ...(link.openedAt === null ? [] : [clocks.opened(fullText(link.openedAt, zone))]),
    ...(link.at === null ? [] : [clocks.until(fullText(link.at, zone)), ...customer(link.at)]),
    clocks.realHours,
  ];
  switch (link.state) {
    case 'running':
      return {
        value: words.tone === 'late' ? clocks.expired(shortText(link.at, scene)) : clocks.left(words.first),
        tone: words.tone,
        tick: link.at === null ? '' : tickText(link.at, zone),
        explained,
      };
    case 'used':
      return { value: clocks.used(shortText(link.at, scene)), tone: 'quiet', tick: '', explained };
    case 'expired':
      return { value: clocks.expired(shortText(link.at, scene)), tone: 'late', tick: '', explained };
    case 'undeliverable':
      return { value: clocks.undeliverable, tone: 'late', tick: '', explained };
    case 'none':
    case 'not-started':
    case 'replaced':
    case 'kept':
    case 'ended':
    case 'stopped':
      return { value: `${words.first} ${shortText(link.at, scene)}`.trim(), tone: 'quiet', tick: '', explained };
  }
};

const reviewWords = (view: View, scene: Scene): LaneWords => {
  const { review } = view;
  const words = clockWords('review', review, scene);
  if (review.state === 'running')
    return {
      value: words.tone === 'late' ? words.first : clocks.left(words.first),
      tone: words.tone,
      tick: review.at === null ? '' : tickText(review.at, scene.zone),
      explained: review.due?.lines ?? [],
    };
  if (isWithoutForm(view)) return { value: clocks.notStarted, tone: 'quiet', tick: '', explained: [clocks.noForm] };
  if (review.due === null) {
    const maybe = review.ifSubmittedNow;
    return {
      value: clocks.notStarted,
      tone: 'quiet',
      tick: maybe === null ? '' : clocks.ifToday(tickText(maybe.dueAt, scene.zone)),
      explained: [clocks.noDue, ...(maybe?.lines ?? [])],
    };
  }
  return {
    value: `${words.first} ${shortText(review.at, scene)}`.trim(),
    tone: 'quiet',
    tick: '',
    explained: review.due.lines,
  };
};

const coolingWords = (view: View, { nowMs, zone }: Scene): CoolingWords | null => {
  const { disable } = view;
  const cooling = disable?.coolingOff ?? null;
  if (disable === null || cooling === null || disable.finishedAt !== null) return null;
  const { state, endsAt, hours, reasons, changed } = cooling;
  const leftMs = Date.parse(endsAt) - nowMs;
  const ends = clocks.ends(fullText(endsAt, zone));
  const hasEnd = state === 'running' || state === 'ended';
  const line = [
    `${clocks.coolingTitle(hours)}${reasons.length === 0 ? '' : `, ${clocks.because(reasons.join(', '))}`}.`,
    hasEnd && `${clocks.ends(whenText(endsAt, nowMs, zone).replace(/^Today/, 'today'))}.`,
    changed,
    clocks.coolingNote[state],
  ]
    .filter((part): part is string => typeof part === 'string')
    .join(' ');
  return {
    title: clocks.cooling,
    line,
    tone: state === 'nobody-told' ? 'late' : state === 'running' ? 'running' : 'quiet',
    tick: state === 'running' ? tickText(endsAt, zone) : '',
    value:
      state === 'running' ? (leftMs > 0 ? clocks.left(formatSpan(leftMs)) : clocks.over) : clocks.coolingState[state],
    explained: [clocks.coolingWords(hours), ...(hasEnd ? [ends] : []), ...(changed === null ? [] : [changed])],
  };
};

/** For each lane; `calendar` is the one that the case's own due time was counted by. */
export const laneWords = (
  view: View,
  scene: Scene,
): {
  readonly link: LaneWords;
  readonly review: LaneWords;
  readonly cooling: CoolingWords | null;
  readonly calendar: string | null;
} => ({
  link: linkWords(view, scene),
  review: reviewWords(view, scene),
  cooling: coolingWords(view, scene),
  calendar: view.review.due?.calendar ?? view.review.ifSubmittedNow?.calendar ?? null,
});
