import { screen } from '@testing-library/react';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseView } from '#contract/cases';
import { canadaFederal } from '#domain/sla/calendars/federal';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { clockLine, hasClocks } from '../../../src/renderer/case/clock-line-model';
import { laneWords } from '../../../src/renderer/case/clock-line-words';
import { makeFakeDesk } from '../fake-desk';
import { at, dueOf, makeCases, morning, zone } from '../fake-world';
import { showPart } from '../show';
import { states } from './states';

const scene = { nowMs: morning, zone, calendar: canadaFederal };
const cases = makeCases(18);
const viewOf = (name: string): CaseView => cases.find((view) => view.person === name)!;

describe('both clocks on one line', () => {
  it('has a column for each day from the sending to the last due time, with the holiday closed and named', () => {
    const { days, now } = clockLine(viewOf('Margaux Delisle'), scene);
    expect(days.map((day) => day.label)).toEqual(['Mon 9', 'Tue 10', 'Wed 11', 'Thu 12', 'Fri 13']);
    expect(days.filter((day) => day.isClosed).map((day) => day.holiday)).toEqual(['Remembrance Day']);
    expect(now).toBeCloseTo((24 + 10.4) / (5 * 24), 3);
  });

  it('draws a running link solid to now and outlined to its end, with a ring where it was opened', () => {
    const { link, now } = clockLine(viewOf('Margaux Delisle'), scene);
    expect(link.bars.map((bar) => bar.look)).toEqual(['solid', 'outlined']);
    expect(link.bars[0]?.to).toBe(now);
    expect(link.ring).toBeGreaterThan(link.bars[0]!.from);
    expect(link.tick?.look).toBe('due');
  });

  it('draws only open hours of a review, and none on the holiday', () => {
    const view = viewOf('Wendy Chan');
    const { review, days } = clockLine(view, scene);
    const holiday = days.find((day) => day.holiday !== null)!;
    expect(review.bars.every((bar) => bar.to <= holiday.from || bar.from >= holiday.to)).toBe(true);
    expect(review.bars.map((bar) => bar.look)).toEqual(['solid', 'solid', 'outlined', 'outlined']);
  });

  it('shows both clocks dashed before anything was sent', () => {
    const model = clockLine(viewOf('Hannah Brandt'), scene);
    expect(model.link.bars.map((bar) => bar.look)).toEqual(['dashed']);
    expect(new Set(model.review.bars.map((bar) => bar.look))).toEqual(new Set(['dashed']));
    expect(laneWords(viewOf('Hannah Brandt'), scene).link.tick).toBe('Fri 10:24 if sent now');
  });

  it('gives a cooling-off a line of its own', () => {
    expect(clockLine(viewOf('Luc Tessier'), scene).cooling?.bars).toHaveLength(2);
    expect(laneWords(viewOf('Luc Tessier'), scene).cooling?.value).toBe('5 h 06 m left');
    expect(clockLine(viewOf('Wendy Chan'), scene).cooling).toBeNull();
  });

  it('draws no link and no form that nobody sends while another method is used', () => {
    const view: CaseView = {
      ...states['deciding']!(viewOf('Hannah Brandt')),
      review: {
        state: 'running',
        at: at('11-12 17:00'),
        startedAt: null,
        due: null,
        ifSubmittedNow: dueOf(at('11-10 10:24')),
      },
    };
    const model = clockLine(view, scene);
    expect(model.link.bars).toEqual([]);
    expect(model.review.tick?.look).toBe('due');
    expect(laneWords(view, scene).link.tick).toBe('');
    expect(laneWords(view, scene).review.value).toMatch(/left$/);
    const isOver: CaseView = {
      ...view,
      review: { ...view.review, state: 'ended', at: null },
      disable: { ...viewOf('Luc Tessier').disable!, coolingOff: null },
    };
    expect(clockLine(isOver, scene).days).toHaveLength(1);
    expect(laneWords(isOver, scene).review.value).toBe('Not started');
  });

  it('is left out where no link went and none will: the case is closed, frozen, or secures an account', () => {
    const unsent: CaseView = {
      ...viewOf('Margaux Delisle'),
      status: 'triage',
      link: null,
      fallback: null,
      disable: null,
      secures: null,
      frozen: null,
    };
    unsent.review = { ...unsent.review, startedAt: null };
    expect(hasClocks(unsent)).toBe(true);
    expect(hasClocks({ ...unsent, status: 'closed' })).toBe(false);
    expect(
      hasClocks({
        ...unsent,
        frozen: { at: at('11-10 10:02'), by: 'Maya Okafor', via: 'staff', saidAbout: null, words: null, done: [] },
      }),
    ).toBe(false);
    expect(hasClocks(states['securing']!(unsent))).toBe(false);
  });

  it('explains a due time: calendar, version, and every day', () => {
    const { explained } = laneWords(viewOf('Wendy Chan'), scene).review;
    expect(explained.join('\n')).toMatch(/Canada \(federal\), version 1/);
    expect(explained.join('\n')).toMatch(/Remembrance Day/);
  });

  it('keeps everything on the line, whatever the times are', () => {
    const hour = fc
      .integer({ min: -24 * 20, max: 24 * 20 })
      .map((hours) => new Date(morning + hours * 3_600_000).toISOString());
    fc.assert(
      fc.property(
        hour,
        hour,
        fc.constantFrom(
          'running',
          'used',
          'expired',
          'replaced',
          'stopped',
          'undeliverable',
        ) as fc.Arbitrary<'running'>,
        fc.boolean(),
        (sentAt, opened, state, isIn) => {
          const view: CaseView = {
            ...viewOf('Margaux Delisle'),
            link: {
              state,
              at: new Date(Date.parse(sentAt) + 72 * 3_600_000).toISOString(),
              sentAt,
              openedAt: opened,
              to: null,
              number: 1,
            },
            review: isIn
              ? {
                  state: 'running',
                  at: dueOf(opened).dueAt,
                  startedAt: opened,
                  due: dueOf(opened),
                  ifSubmittedNow: null,
                }
              : viewOf('Margaux Delisle').review,
          };
          const model = clockLine(view, scene);
          expect(model.days.length).toBeGreaterThan(0);
          expect(model.days.length).toBeLessThanOrEqual(14);
          for (const lane of [model.link, model.review]) {
            for (const bar of lane.bars) {
              expect(bar.from).toBeGreaterThanOrEqual(0);
              expect(bar.to).toBeLessThanOrEqual(1);
              expect(bar.to).toBeGreaterThanOrEqual(bar.from);
            }
          }
          expect(laneWords(view, scene).link.value).not.toBe('');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells the customer’s time to whoever focuses the clock', async () => {
    const { user } = showPart(makeFakeDesk(), <CasePane caseId="case-4" />);
    const head = await screen.findByRole('button', { name: /Link, 72 h/ });
    await user.hover(head);
    expect((await screen.findByRole('tooltip')).textContent).toContain(
      'Thursday 12 November 2026, 11:40 (America/Toronto)',
    );
    expect(at('11-12 09:40')).toBe(viewOf('Margaux Delisle').link?.at);
  });
});
