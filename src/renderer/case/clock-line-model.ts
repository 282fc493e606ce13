/**
 * Where everything stands on the time line of a case: the same days for every lane. Positions are shares of the width,
 * 0 to 1.
 */
import type { CaseView } from '#contract/cases';
import type { Calendar } from '#domain/sla/calendar';
import { holidayOn, kindOfDay } from '#domain/sla/calendar';
import { addDays } from '#domain/sla/dates';
import { atInZone, dateInZone, inZone } from '#domain/sla/zone';

export type LineDay = {
  readonly date: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly isClosed: boolean;
  readonly isToday: boolean;
  readonly holiday: string | null;
};
export type LineBar = { readonly from: number; readonly to: number; readonly look: 'solid' | 'outlined' | 'dashed' };
export type Lane = {
  readonly bars: readonly LineBar[];
  /** The thin line between open hours. */
  readonly thread: { readonly from: number; readonly to: number; readonly isDashed: boolean } | null;
  readonly ring: number | null;
  readonly tick: { readonly at: number; readonly look: 'due' | 'used' | 'late' | 'maybe' } | null;
};
export type ClockLineModel = {
  readonly days: readonly LineDay[];
  readonly now: number | null;
  readonly link: Lane;
  readonly review: Lane;
  readonly cooling: Lane | null;
};

const hourMs = 3_600_000;
/** R4: how long a link sent now would be good for. */
export const linkMsOf = (view: Pick<CaseView, 'numbers'>): number => view.numbers.linkHours * hourMs;
const mostDays = 14;
const emptyLane: Lane = { bars: [], thread: null, ring: null, tick: null };
const ms = (iso: string | null | undefined): number | null =>
  iso === null || iso === undefined ? null : Date.parse(iso);

type Scene = { readonly nowMs: number; readonly zone: string; readonly calendar: Calendar };
type Input = Pick<CaseView, 'link' | 'review' | 'disable' | 'fallback' | 'numbers'>;
type Place = (atMs: number) => number;

const openSpans = (
  fromMs: number,
  toMs: number,
  { zone, calendar }: Scene,
): { readonly from: number; readonly to: number }[] => {
  const spans = [];
  const last = dateInZone(toMs, calendar.timeZone);
  for (let date = dateInZone(fromMs, calendar.timeZone); date <= last; date = addDays(date, 1)) {
    if (kindOfDay(calendar, date) !== 'business-day') continue;
    const from = Math.max(fromMs, atInZone(date, calendar.opens, calendar.timeZone ?? zone));
    const to = Math.min(toMs, atInZone(date, calendar.closes, calendar.timeZone ?? zone));
    if (to > from) spans.push({ from, to });
  }
  return spans;
};

/** Another way is taken than the form: what would be if it were sent says nothing any more. */
export const isWithoutForm = (view: Pick<Input, 'review' | 'fallback' | 'disable'>): boolean =>
  view.review.startedAt === null &&
  (view.fallback?.stage === 'preparing' || view.fallback?.stage === 'deciding' || view.disable !== null);

/**
 * Whether the clocks say anything: not where an account is secured, nor where the case stands still or is over before a
 * link was sent.
 */
export const hasClocks = (view: CaseView): boolean =>
  view.secures === null &&
  !(
    (view.frozen !== null || view.status === 'closed') &&
    (view.link?.sentAt ?? null) === null &&
    view.review.startedAt === null &&
    view.fallback === null &&
    view.disable === null
  );

const linkLane = (view: Input, place: Place, nowMs: number): Lane => {
  const { link } = view;
  const sent = ms(link?.sentAt);
  if (link === null || sent === null) {
    if (isWithoutForm(view)) return emptyLane;
    if (link !== null && link.state !== 'none' && link.state !== 'not-started') return emptyLane;
    return {
      ...emptyLane,
      bars: [{ from: place(nowMs), to: place(nowMs + linkMsOf(view)), look: 'dashed' }],
      tick: { at: place(nowMs + linkMsOf(view)), look: 'maybe' },
    };
  }
  const end = ms(link.at) ?? sent + linkMsOf(view);
  const ring = ms(link.openedAt);
  const isOver = link.state !== 'running';
  // A sending just now may lie a moment ahead of this window's clock.
  const middle = Math.max(sent, nowMs);
  const bars: LineBar[] =
    isOver || nowMs >= end
      ? [{ from: place(sent), to: place(end), look: 'solid' }]
      : [
          { from: place(sent), to: place(middle), look: 'solid' },
          { from: place(middle), to: place(end), look: 'outlined' },
        ];
  return {
    bars,
    thread: null,
    ring: ring === null ? null : place(ring),
    tick: {
      at: place(end),
      look:
        link.state === 'used'
          ? 'used'
          : link.state === 'expired' || link.state === 'undeliverable' || (!isOver && nowMs >= end)
            ? 'late'
            : 'due',
    },
  };
};

const reviewLane = (view: Input, place: Place, scene: Scene): Lane => {
  const { review } = view;
  if (isWithoutForm(view)) {
    const due = review.state === 'running' ? ms(review.at) : null;
    return due === null
      ? emptyLane
      : {
          bars: openSpans(scene.nowMs, due, scene).map(({ from, to }) => ({
            from: place(from),
            to: place(to),
            look: 'outlined',
          })),
          thread: { from: place(Math.min(scene.nowMs, due)), to: place(due), isDashed: false },
          ring: null,
          tick: { at: place(due), look: due < scene.nowMs ? 'late' : 'due' },
        };
  }
  const started = ms(review.startedAt) ?? null;
  if (started === null || review.due === null) {
    if (review.ifSubmittedNow === null) return emptyLane;
    const end = Date.parse(review.ifSubmittedNow.dueAt);
    return {
      bars: openSpans(scene.nowMs, end, scene).map(({ from, to }) => ({
        from: place(from),
        to: place(to),
        look: 'dashed',
      })),
      thread: { from: place(scene.nowMs), to: place(end), isDashed: true },
      ring: null,
      tick: { at: place(end), look: 'maybe' },
    };
  }
  const due = Date.parse(review.due.dueAt);
  const isOver = review.state !== 'running';
  const end = isOver ? (ms(review.at) ?? due) : due;
  const bars = openSpans(started, end, scene).flatMap(({ from, to }): LineBar[] => {
    if (isOver || to <= scene.nowMs) return [{ from: place(from), to: place(to), look: 'solid' }];
    if (from >= scene.nowMs) return [{ from: place(from), to: place(to), look: 'outlined' }];
    return [
      { from: place(from), to: place(scene.nowMs), look: 'solid' },
      { from: place(scene.nowMs), to: place(to), look: 'outlined' },
    ];
  });
  return {
    bars,
    thread: { from: place(started), to: place(end), isDashed: false },
    ring: null,
    tick: { at: place(end), look: isOver ? 'used' : scene.nowMs > due ? 'late' : 'due' },
  };
};

/** The cooling-off of a disable that is not done yet (R8). */
const coolingOf = (disable: Input['disable']) =>
  disable === null || disable.finishedAt !== null ? null : disable.coolingOff;

const coolingLane = (disable: Input['disable'], place: Place, nowMs: number): Lane | null => {
  const cooling = coolingOf(disable);
  if (disable === null || cooling === null) return null;
  const from = Date.parse(disable.approvedAt);
  const to = Date.parse(cooling.endsAt);
  // Without anybody told, or frozen, no time runs: where it would have been stays dashed, and no end is drawn.
  if (cooling.state !== 'running' && cooling.state !== 'ended')
    return { ...emptyLane, bars: [{ from: place(from), to: place(to), look: 'dashed' }] };
  const middle = Math.min(Math.max(nowMs, from), to);
  return {
    ...emptyLane,
    bars: [
      { from: place(from), to: place(middle), look: 'solid' },
      { from: place(middle), to: place(to), look: 'outlined' },
    ],
    tick: { at: place(to), look: 'due' },
  };
};

/** The days from the first thing that counts to the last one, and the lanes on them. */
export const clockLine = (view: Input, scene: Scene): ClockLineModel => {
  const { nowMs, zone, calendar } = scene;
  const isDone = view.review.state === 'kept' || view.review.state === 'ended';
  const cooling = coolingOf(view.disable);
  const hasLink = view.link !== null && view.link.sentAt !== null;
  const moments = [
    ...(isDone && cooling === null ? [] : [nowMs]),
    ms(view.link?.sentAt),
    hasLink ? ms(view.link?.at) : isWithoutForm(view) ? null : nowMs + linkMsOf(view),
    isWithoutForm(view) && view.review.state === 'running' ? ms(view.review.at) : null,
    ms(view.review.startedAt),
    isDone ? ms(view.review.at) : ms(view.review.due?.dueAt),
    isDone || view.review.startedAt !== null || isWithoutForm(view) ? null : ms(view.review.ifSubmittedNow?.dueAt),
    cooling === null ? null : ms(view.disable?.approvedAt),
    ms(cooling?.endsAt),
  ].filter((moment): moment is number => moment !== null);
  if (moments.length === 0) moments.push(nowMs);
  const last = dateInZone(Math.max(...moments), zone);
  const least = addDays(last, -(mostDays - 1));
  const wanted = dateInZone(Math.min(...moments), zone);
  const first = wanted < least ? least : wanted;

  const startMs = atInZone(first, '00:00', zone);
  const endMs = atInZone(addDays(last, 1), '00:00', zone);
  const place: Place = (atMs) => Math.min(1, Math.max(0, (atMs - startMs) / (endMs - startMs)));
  const today = dateInZone(nowMs, zone);
  const days: LineDay[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const fromMs = atInZone(date, '00:00', zone);
    days.push({
      date,
      label: inZone(fromMs, zone).toFormat('ccc d'),
      from: place(fromMs),
      to: place(atInZone(addDays(date, 1), '00:00', zone)),
      isClosed: kindOfDay(calendar, date) !== 'business-day',
      isToday: date === today,
      holiday: kindOfDay(calendar, date) === 'holiday' ? (holidayOn(calendar, date)?.name.en ?? null) : null,
    });
  }
  return {
    days,
    now: nowMs < startMs || nowMs > endMs ? null : place(nowMs),
    link: linkLane(view, place, nowMs),
    review: reviewLane(view, place, scene),
    cooling: coolingLane(view.disable, place, nowMs),
  };
};
