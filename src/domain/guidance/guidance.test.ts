import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../policy/policy';
import { cleanComment, mostCommentCharacters } from './comment';
import { decideGuidance } from './decide';
import type { GuidanceCommand, GuidanceFacts } from './decide';
import { feedbackKinds } from './events';
import type { GuidanceEvent } from './events';
import { guidanceUrl } from './guidance-url';
import { reviewEveryDays, standingOf } from './standing';
import { countFeedback, evolveGuidance, noGuidance, waits } from './state';
import { valuesOf } from './values';

const policy = defaultPolicy('real');
const values = valuesOf(policy);
const at = '2026-11-10T17:24:00.000Z';
const later = (days: number, from = at): string => new Date(Date.parse(from) + days * 86_400_000).toISOString();
const facts: GuidanceFacts = { now: at, policyVersion: 1, values, article: 'a1', digest: 'd1' };
const lead = { staffId: 'rosa', role: 'lead' } as const;
const agent = { staffId: 'maya', role: 'agent' } as const;
const reviewer = { staffId: 'daniel', role: 'reviewer' } as const;

const events = (
  state: Parameters<typeof decideGuidance>[0],
  command: GuidanceCommand,
  more: Partial<GuidanceFacts> = {},
): readonly GuidanceEvent[] => {
  const decision = decideGuidance(state, command, { ...facts, ...more });
  if (!decision.ok) throw new Error(decision.refusal.message);
  return decision.events;
};
const approved = evolveGuidance(noGuidance, events(noGuidance, { kind: 'approve', by: lead, shown: 'd1' }));
const say = (feedbackId: string, more: Partial<Extract<GuidanceCommand, { kind: 'say' }>> = {}): GuidanceCommand => ({
  kind: 'say',
  feedbackId,
  section: 'emails',
  feedback: 'dislike',
  language: 'en',
  comment: '',
  ...more,
});

describe('approving', () => {
  test('records who, when, and what the article said then', () => {
    expect(approved.approval).toEqual({ by: 'rosa', at, policyVersion: 1, article: 'a1', values });
  });

  test.each([agent, reviewer])('is not for $role', (by) => {
    expect(decideGuidance(noGuidance, { kind: 'approve', by, shown: 'd1' }, facts)).toMatchObject({
      ok: false,
      refusal: { code: 'role-may-not' },
    });
  });

  test('is refused when the article changed while it was read', () => {
    expect(decideGuidance(noGuidance, { kind: 'approve', by: lead, shown: 'd0' }, facts)).toMatchObject({
      ok: false,
      refusal: { code: 'view-changed', rule: 'R23' },
    });
  });
});

describe('the article’s standing', () => {
  const stand = (more: Partial<GuidanceFacts>) => standingOf(approved, { ...facts, ...more });

  test('before any approval is a state of its own', () => {
    expect(standingOf(noGuidance, facts)).toEqual({ state: 'never-approved' });
  });

  test('is current until its review date, that day included', () => {
    expect(stand({ now: later(reviewEveryDays) })).toEqual({ state: 'current', reviewBy: later(180) });
    expect(stand({ now: new Date(Date.parse(later(180)) + 1).toISOString() })).toMatchObject({
      state: 'stale',
      reasons: [{ why: 'review-due', since: later(180) }],
    });
  });

  test('is current on a clock that runs behind the approval', () => {
    expect(stand({ now: later(-3) }).state).toBe('current');
  });

  test('names the value that changed, as it was and as it is', () => {
    const now = valuesOf({ ...policy, version: 2, linkHours: 48, watchReminderDays: [2, 4, 8] });
    expect(stand({ values: now })).toMatchObject({
      state: 'stale',
      reasons: [
        { why: 'value-changed', value: 'linkHours', was: '72', now: '48' },
        { why: 'value-changed', value: 'watchReminderDays', was: '1, 3, 7', now: '2, 4, 8' },
      ],
    });
  });

  test('is not touched by a new policy that changes nothing the article tells', () => {
    expect(
      stand({ values: valuesOf({ ...policy, version: 9, idleMinutes: 5, threatLevel: 'elevated', signalDays: 3 }) })
        .state,
    ).toBe('current');
  });

  test('is fresh again when a value came back to what was approved', () => {
    expect(stand({ values: valuesOf({ ...policy, linkHours: 48 }) }).state).toBe('stale');
    expect(stand({ values: valuesOf({ ...policy, version: 3 }) }).state).toBe('current');
  });

  test('says that the texts are others than those approved', () => {
    expect(stand({ article: 'a2' })).toMatchObject({ reasons: [{ why: 'text-changed' }] });
  });

  test('counts a value that the approval did not know as changed', () => {
    const { evidenceDays: _, ...older } = values;
    const state = evolveGuidance(noGuidance, [
      {
        type: 'guidance.approved',
        data: { by: 'rosa', at, policyVersion: 1, article: 'a1', values: older as typeof values },
      },
    ]);
    expect(standingOf(state, facts)).toMatchObject({ reasons: [{ value: 'evidenceDays', was: '', now: '10' }] });
  });
});

describe('what customers say', () => {
  test('waits until a lead marks it done; a bare yes waits for nobody', () => {
    const given = evolveGuidance(noGuidance, [
      ...events(noGuidance, say('f1')),
      ...events(noGuidance, say('f2', { feedback: 'yes' })),
      ...events(noGuidance, say('f3', { feedback: 'yes', comment: 'Clear.' })),
    ]);
    expect([...given.feedback.values()].map(waits)).toEqual([true, false, true]);
    const after = evolveGuidance(
      given,
      events(given, { kind: 'mark-done', by: lead, feedbackIds: ['f1', 'f3', 'f1'] }),
    );
    expect([...after.feedback.values()].some(waits)).toBe(false);
    expect(countFeedback(after).find(({ section }) => section === 'emails')).toEqual({
      section: 'emails',
      kinds: { yes: 2, 'confusing-or-wrong': 0, 'not-looked-for': 0, dislike: 1 },
      waiting: 0,
    });
  });

  test('is done once: a second time there is nothing to write', () => {
    const given = evolveGuidance(noGuidance, events(noGuidance, say('f1')));
    const after = evolveGuidance(given, events(given, { kind: 'mark-done', by: lead, feedbackIds: ['f1'] }));
    expect(events(after, { kind: 'mark-done', by: lead, feedbackIds: ['f1'] }, { now: later(1) })).toEqual([]);
    expect(after.feedback.get('f1')?.done).toEqual({ by: 'rosa', at });
  });

  test('can be marked by leads alone, and only what is there', () => {
    const given = evolveGuidance(noGuidance, events(noGuidance, say('f1')));
    expect(decideGuidance(given, { kind: 'mark-done', by: agent, feedbackIds: ['f1'] }, facts)).toMatchObject({
      ok: false,
      refusal: { code: 'role-may-not' },
    });
    expect(decideGuidance(given, { kind: 'mark-done', by: lead, feedbackIds: ['f1', 'f9'] }, facts)).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
  });

  test('counts once when it comes twice, in any order of what came before', () => {
    const first = events(noGuidance, say('f1', { comment: 'first' }));
    const state = evolveGuidance(noGuidance, [...first, ...events(noGuidance, say('f1', { comment: 'again' }))]);
    expect([...state.feedback.values()].map(({ comment }) => comment)).toEqual(['first']);
    expect(
      evolveGuidance(noGuidance, [{ type: 'guidance.feedback-done', data: { feedbackId: 'f0', by: 'rosa', at } }])
        .feedback.size,
    ).toBe(0);
  });

  test('taken in parts is taken whole', () => {
    const log = [
      ...Array.from({ length: 6 }, (_, n) =>
        events(noGuidance, say(`f${n}`, { feedback: feedbackKinds[n % 4]! })),
      ).flat(),
      ...events(noGuidance, { kind: 'approve', by: lead, shown: 'd1' }),
    ];
    fc.assert(
      fc.property(fc.nat(log.length), (cut) => {
        expect(evolveGuidance(evolveGuidance(noGuidance, log.slice(0, cut)), log.slice(cut))).toEqual(
          evolveGuidance(noGuidance, log),
        );
      }),
    );
  });
});

describe('a comment', () => {
  test.each([
    ['line breaks and double spaces', ' It  is\r\n\r\nlong. ', 'It is long.'],
    ['what would turn the reading direction, or hide', 'safe\u202Egnp.exe\u200B\u0000', 'safe gnp.exe'],
    ['an address', 'write to maya@delisle-roy.example, please', 'write to … please'],
    ['a code', 'my code 418 207 was refused', 'my code … was refused'],
    ['a backup code', 'I typed 4f7k-29qx twice', 'I typed … twice'],
    ['a telephone number', 'call (514) 555-0142', 'call (…'],
    ['nothing but a few digits', 'after 72 hours, 2 days, 2FA', 'after 72 hours, 2 days, 2FA'],
    ['markup, as text', '<b>no</b> & "so"', '<b>no</b> & "so"'],
  ])('keeps or loses %s', (_, typed, kept) => {
    expect(cleanComment(typed)).toBe(kept);
  });

  test('is one visible line of at most 500 characters, whatever was typed; cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (typed) => {
        const kept = cleanComment(typed);
        expect(Array.from(kept).length).toBeLessThanOrEqual(mostCommentCharacters);
        expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(kept).toBe(kept.trim());
        expect(cleanComment(kept)).toBe(kept);
      }),
    );
  });

  test('of a megabyte takes no time', () => {
    expect(Array.from(cleanComment('1 '.repeat(500_000))).length).toBeLessThanOrEqual(mostCommentCharacters);
    expect(Array.from(cleanComment('a@'.repeat(500_000))).length).toBeLessThanOrEqual(mostCommentCharacters);
  });
});

test('a mail gets the article’s address by language, and by section', () => {
  expect(guidanceUrl('http://127.0.0.1:4712', 'fr')).toBe('http://127.0.0.1:4712/help?lang=fr');
  expect(guidanceUrl('https://help.lumen.example', 'en', 'try-first')).toBe(
    'https://help.lumen.example/help?lang=en#try-first',
  );
});
