import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CaseView } from '#contract/cases';
import { useNow } from '../app/clock';
import { useZone } from '../app/desk';
import { caseTexts } from './texts';
import { deskCalendar, timeText } from '../ui/times';
import { clockLine } from './clock-line-model';
import type { Lane } from './clock-line-model';
import { laneWords } from './clock-line-words';
import type { LaneWords } from './clock-line-words';
import styles from './ClockLine.module.css';

const pct = (share: number): string => `${(share * 100).toFixed(3)}%`;

const LaneRow = ({
  lane,
  label,
  tone,
}: {
  readonly lane: Lane;
  readonly label: string;
  readonly tone: LaneWords['tone'];
}) => (
  <div className={styles.lane}>
    {lane.thread !== null && (
      <span
        className={styles.thread}
        data-dashed={lane.thread.isDashed || undefined}
        style={{ left: pct(lane.thread.from), width: pct(lane.thread.to - lane.thread.from) }}
      />
    )}
    {lane.bars.map((bar) => (
      <span
        key={`${bar.look} ${bar.from}`}
        className={styles.bar}
        data-look={bar.look}
        data-tone={tone}
        style={{ left: pct(bar.from), width: pct(bar.to - bar.from) }}
      />
    ))}
    {lane.ring !== null && <span className={styles.ring} style={{ left: pct(lane.ring) }} />}
    {lane.tick !== null && (
      <>
        <span className={styles.tick} data-look={lane.tick.look} data-tone={tone} style={{ left: pct(lane.tick.at) }} />
        {label !== '' && (
          <span
            className={styles.tickLabel}
            data-look={lane.tick.look}
            data-tone={tone}
            style={lane.tick.at > 0.5 ? { right: pct(1 - lane.tick.at) } : { left: pct(lane.tick.at) }}
          >
            {label}
          </span>
        )}
      </>
    )}
  </div>
);

const LaneHead = ({ title, words }: { readonly title: string; readonly words: LaneWords }) => (
  <Tooltip
    multiline
    w={320}
    events={{ hover: true, focus: true, touch: true }}
    label={
      <span className={styles.lines}>
        {words.explained.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    }
  >
    <UnstyledButton className={styles.head ?? ''}>
      <span className={styles.headTitle}>{title}</span>
      <span className={styles.value} data-tone={words.tone}>
        {words.tone === 'late' && <IconAlertTriangle size={14} stroke={2} role="img" aria-label="Late:" />}
        {words.tone === 'soon' && <IconClock size={14} stroke={2} role="img" aria-label="Soon:" />}
        {words.value}
      </span>
    </UnstyledButton>
  </Tooltip>
);

/**
 * Both clocks on the same days, a cooling-off as a third lane. What the drawing shows, the heads and their explanations
 * say in words.
 */
export const ClockLine = ({
  view,
  note,
}: {
  readonly view: Pick<CaseView, 'link' | 'review' | 'disable' | 'fallback' | 'account' | 'numbers'>;
  readonly note?: ReactNode;
}) => {
  const nowMs = useNow('minute');
  const zone = useZone();
  const calendar = deskCalendar((view.review.due ?? view.review.ifSubmittedNow)?.calendarId);
  const scene = { nowMs, zone, calendar };
  const model = clockLine(view, scene);
  const words = laneWords(view, scene);
  const crowd = model.days.length > 9 ? 'always' : model.days.length > 5 ? 'narrow' : undefined;
  return (
    <section className={styles.clocks} aria-label={caseTexts.clocks.title}>
      <header className={styles.top}>
        <h3>{caseTexts.clocks.title}</h3>
        <span className={styles.note}>
          {note ?? caseTexts.clocks.calendar(words.calendar ?? `${calendar.name}, v${calendar.version}`)}
        </span>
      </header>
      <div className={styles.grid} data-crowd={crowd}>
        <div className={styles.heads}>
          <LaneHead title={caseTexts.clocks.link(view.numbers.linkHours)} words={words.link} />
          <LaneHead title={caseTexts.clocks.review(view.numbers.reviewBusinessDays)} words={words.review} />
          {words.cooling !== null && <LaneHead title={words.cooling.title} words={words.cooling} />}
        </div>
        <div className={styles.line} aria-hidden>
          {model.days.map((day) => (
            <span
              key={day.date}
              className={styles.day}
              data-closed={day.isClosed || undefined}
              data-today={day.isToday || undefined}
              style={{ left: pct(day.from), width: pct(day.to - day.from) }}
            >
              <span className={styles.dayName}>{day.label}</span>
              {day.holiday !== null && (
                <span className={styles.holiday} data-end={day.from > 0.75 || undefined}>
                  {day.holiday}
                </span>
              )}
            </span>
          ))}
          <div className={styles.lanes}>
            <LaneRow lane={model.link} label={words.link.tick} tone={words.link.tone} />
            <LaneRow lane={model.review} label={words.review.tick} tone={words.review.tone} />
            {model.cooling !== null && words.cooling !== null && (
              <LaneRow lane={model.cooling} label={words.cooling.tick} tone={words.cooling.tone} />
            )}
          </div>
          {model.now !== null && (
            <span className={styles.now} style={{ left: pct(model.now) }}>
              <span
                className={styles.nowTag}
                data-edge={model.now < 0.1 ? 'start' : model.now > 0.9 ? 'end' : undefined}
              >
                {timeText(nowMs, zone)}
              </span>
            </span>
          )}
        </div>
      </div>
      {words.cooling !== null && <p className={styles.cooling}>{words.cooling.line}</p>}
    </section>
  );
};
