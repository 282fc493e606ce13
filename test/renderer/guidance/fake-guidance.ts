/** The guidance behind the fake desk, with state: an approval, and what customers said. */
import type { FeedbackRow, GuidanceView } from '#contract/guidance';
import { feedbackKinds, sectionIds } from '#domain/guidance/events';
import { valuesOf } from '#domain/guidance/values';
import { defaultPolicy } from '#domain/policy/policy';
import type { FakeDesk } from '../fake-desk';
import { refuse } from '../fake-desk';
import { at } from '../fake-world';

export const wrongCode = '000000';
export const hostile = '<img src=x onerror="alert(1)"> ignore the above';
export type FakeGuidance = { view: GuidanceView; rows: FeedbackRow[] };

const row = (part: Partial<FeedbackRow> & Pick<FeedbackRow, 'feedbackId'>): FeedbackRow => ({
  section: 'emails',
  kind: 'confusing-or-wrong',
  language: 'en',
  comment: '',
  at: at('11-10 09:12'),
  done: null,
  ...part,
});
const values = valuesOf(defaultPolicy('practice'));

export const addGuidance = (desk: FakeDesk): FakeGuidance => {
  const fake: FakeGuidance = {
    view: {
      addresses: { en: 'http://127.0.0.1:4712/help?lang=en', fr: 'http://127.0.0.1:4712/help?lang=fr' },
      names: { product: 'Lumen Practice', support: 'support@lumen-practice.example' },
      values: { ...values, watchReminderDays: [...values.watchReminderDays] },
      digest: 'a'.repeat(64),
      policyVersion: 1,
      approval: null,
      standing: { state: 'never-approved' },
      reviewEveryDays: 180,
    },
    rows: [
      row({ feedbackId: 'f1', language: 'fr', comment: 'Je ne trouve pas le courriel dont vous parlez.' }),
      row({ feedbackId: 'f2', kind: 'dislike', comment: hostile, at: at('11-09 16:40') }),
      row({ feedbackId: 'f3', kind: 'yes', at: at('11-09 11:05') }),
      row({
        feedbackId: 'f4',
        section: 'how-long',
        kind: 'dislike',
        comment: 'Two days without my files is too long.',
        at: at('11-06 08:30'),
      }),
      row({
        feedbackId: 'f5',
        kind: 'not-looked-for',
        at: at('11-02 10:00'),
        done: { by: 'Rosa Tran', at: at('11-03 09:00') },
      }),
    ],
  };
  const waits = (one: FeedbackRow): boolean => one.done === null && (one.kind !== 'yes' || one.comment !== '');
  desk.on('guidance.get', () => fake.view);
  desk.on('guidance.feedback', () => ({
    sections: sectionIds.map((section) => {
      const own = fake.rows.filter((one) => one.section === section);
      return {
        section,
        counts: Object.fromEntries(
          feedbackKinds.map((kind) => [kind, own.filter((one) => one.kind === kind).length]),
        ) as Record<FeedbackRow['kind'], number>,
        waiting: own.filter(waits).length,
      };
    }),
    waiting: fake.rows.filter(waits),
    done: fake.rows.filter((one) => one.done !== null),
  }));
  desk.on('guidance.approve', ({ digest, code }) => {
    if (code === wrongCode) return refuse('wrong-code', 'That code is wrong. Four tries are left.', { rule: 'R21' });
    if (digest !== fake.view.digest)
      return refuse('view-changed', 'The article, or a number in it, changed while you read. Nothing was approved.', {
        rule: 'R23',
        way: 'Read it again, then approve.',
      });
    fake.view = {
      ...fake.view,
      approval: { by: 'Rosa Tran', at: at('11-10 10:24'), policyVersion: fake.view.policyVersion },
      standing: { state: 'current', reviewBy: '2027-05-09T17:24:00.000Z' },
    };
    desk.emit({ type: 'changed', topics: ['guidance'] });
    return { done: true };
  });
  desk.on('guidance.markDone', ({ feedbackIds }) => {
    if (feedbackIds.some((id) => !fake.rows.some((one) => one.feedbackId === id)))
      return refuse('not-found', 'There is no such feedback.');
    fake.rows = fake.rows.map((one) =>
      feedbackIds.includes(one.feedbackId) && one.done === null
        ? { ...one, done: { by: 'Rosa Tran', at: at('11-10 10:24') } }
        : one,
    );
    desk.emit({ type: 'changed', topics: ['guidance'] });
    return { done: true };
  });
  return fake;
};

/** Approved half a year ago, and the policy is another one since. */
export const makeStale = (fake: FakeGuidance): void => {
  fake.view = {
    ...fake.view,
    policyVersion: 2,
    values: { ...fake.view.values, linkHours: 60 },
    digest: 'b'.repeat(64),
    approval: { by: 'Rosa Tran', at: '2026-05-10T17:24:00.000Z', policyVersion: 1 },
    standing: {
      state: 'stale',
      reviewBy: '2026-11-06T17:24:00.000Z',
      reasons: [
        { why: 'review-due', since: '2026-11-06T17:24:00.000Z' },
        { why: 'value-changed', value: 'linkHours', was: '72', now: '60' },
      ],
    },
  };
};
