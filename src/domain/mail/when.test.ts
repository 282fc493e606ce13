import { describe, expect, it } from 'vitest';
import { formatWhen } from './when';
import { noBreakSpace } from './words';

const shown = (iso: string, zone: string, language: 'en' | 'fr') =>
  formatWhen(new Date(iso), zone, language).replaceAll(noBreakSpace, ' ');

describe('a moment in a mail', () => {
  it("stands in the reader's zone and language", () => {
    expect(shown('2026-11-12T14:40:00Z', 'America/Toronto', 'en')).toBe(
      'Thursday, November 12, 2026, 9:40 a.m. (Eastern Time)',
    );
    expect(shown('2026-11-12T14:40:00Z', 'America/Toronto', 'fr')).toBe(
      'jeudi 12 novembre 2026, 9 h 40 (heure de l’Est)',
    );
    expect(shown('2026-07-13T17:25:00Z', 'America/Vancouver', 'en')).toBe(
      'Monday, July 13, 2026, 10:25 a.m. (Pacific Time)',
    );
    expect(shown('2026-11-13T18:25:00Z', 'America/St_Johns', 'en')).toBe(
      'Friday, November 13, 2026, 2:55 p.m. (Newfoundland Time)',
    );
  });

  it('writes noon, midnight, full hours and the first of a month as people do', () => {
    expect(shown('2026-11-01T17:00:00Z', 'America/Toronto', 'fr')).toBe(
      'dimanche 1er novembre 2026, 12 h (heure de l’Est)',
    );
    expect(shown('2026-11-12T05:00:00Z', 'America/Toronto', 'en')).toBe(
      'Thursday, November 12, 2026, 12:00 a.m. (Eastern Time)',
    );
    expect(shown('2026-11-12T17:00:00Z', 'America/Toronto', 'en')).toContain('12:00 p.m.');
  });

  it('tells the two hours apart that a clock shows twice in autumn', () => {
    expect(shown('2026-11-01T05:30:00Z', 'America/Toronto', 'en')).toContain('1:30 a.m. (Eastern Daylight');
    expect(shown('2026-11-01T06:30:00Z', 'America/Toronto', 'en')).toContain('1:30 a.m. (Eastern Standard');
  });

  it('keeps number and unit on one line', () => {
    expect(formatWhen(new Date('2026-11-12T14:40:00Z'), 'America/Toronto', 'fr')).toContain('9\u00a0h\u00a040');
  });
});
