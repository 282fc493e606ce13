/** Mails behind the fake desk that keep state: what is sent again waits. */
import type { CaseView } from '#contract/cases';
import type { MailRow } from '#contract/mail';
import { refusalView } from '#contract/refusals';
import { mayOffer } from '#domain/case/may-do';
import { factsFor, stateOf } from '../case/as-state';
import { leftAlone } from '../case/fake-outbox';
import type { FakeDesk } from '../fake-desk';
import { refuse } from '../fake-desk';
import { at } from '../fake-world';

export type FakeMail = { rows: MailRow[] };

/** What main says of a message that did not fail. */
const notFailed = {
  code: 'already-done',
  message: 'Only what failed is sent again from here.',
  rule: null,
  way: 'Open the case.',
} as const;
const row = (part: Partial<MailRow> & Pick<MailRow, 'mailId'>): MailRow => ({
  caseId: 'case-9',
  number: 'RD-2408',
  person: 'Jean-Philippe Larivière',
  template: 'recovery-link',
  to: 'jp@lariviere-fils.example',
  language: 'fr',
  askedAt: at('11-10 09:12'),
  state: 'sent',
  settledAt: at('11-10 09:12'),
  answeredAt: null,
  why: null,
  attempts: 1,
  nextTryAt: null,
  barredAgain: notFailed,
  ...leftAlone,
  ...part,
});

export const addMail = (desk: FakeDesk): FakeMail => {
  const fake: FakeMail = {
    rows: [
      row({
        mailId: 'm1',
        template: 'request-notice',
        person: 'Rory MacIsaac',
        number: 'RD-2413',
        caseId: 'case-14',
        to: 'rory@aucoin-macisaac.example',
        language: 'en',
        askedAt: at('11-10 10:22'),
        state: 'waiting',
        settledAt: null,
        attempts: 0,
      }),
      row({
        mailId: 'm2',
        person: 'Noémie Desrosiers',
        number: 'RD-2415',
        caseId: 'case-16',
        to: 'noemie@desrosiers.example',
        askedAt: at('11-10 10:05'),
        state: 'waiting',
        settledAt: null,
        attempts: 3,
        why: 'The server is busy (451).',
        nextTryAt: at('11-10 10:35'),
      }),
      row({
        mailId: 'm3',
        person: 'Adaeze Nwosu',
        number: 'RD-2412',
        caseId: 'case-13',
        to: 'adaeze@ironbridge.example',
        language: 'en',
        askedAt: at('11-10 09:40'),
        settledAt: at('11-10 09:41'),
        state: 'failed',
        why: 'No such mailbox (550).',
      }),
      row({ mailId: 'm4' }),
      row({
        mailId: 'm5',
        template: 'disabled-notice',
        person: 'Olivier Vautrin',
        number: 'RD-2417',
        caseId: 'case-18',
        to: 'olivier@vautrin.example',
        askedAt: at('11-06 15:02'),
        settledAt: at('11-06 15:02'),
      }),
      row({
        mailId: 'm6',
        template: 'approval-notice',
        person: 'Luc Tessier',
        number: 'RD-2410',
        caseId: 'case-11',
        to: 'luc@tessier-morin.example',
        askedAt: at('11-05 09:30'),
        settledAt: null,
        state: 'cancelled',
      }),
    ],
  };
  /** Whether a message that failed may go out again is the domain's word. */
  const asked = (one: MailRow): MailRow => {
    const view = desk.cases.find(({ caseId }) => caseId === one.caseId);
    if (one.state !== 'failed' || view === undefined || desk.session.state !== 'signed-in') return one;
    const { caseId: _, number: __, person: ___, ...mail } = one;
    const mails: CaseView['mails'] = [{ ...mail, answeredAt: null }];
    const refusal = mayOffer(
      stateOf({ ...view, mails }),
      { kind: 'send-again', mailId: one.mailId },
      factsFor(desk.session.who),
    );
    return { ...one, barredAgain: refusalView(refusal) };
  };
  desk.on('mail.list', ({ state, search, after }) => {
    const n = (wanted: MailRow['state']): number => fake.rows.filter((one) => one.state === wanted).length;
    const listed = { bounced: 'failed', cancelled: 'undone', sending: 'waiting' } as const;
    const found = fake.rows.filter(
      (one) =>
        (state === 'all' || one.state === state || listed[one.state as keyof typeof listed] === state) &&
        `${one.to} ${one.person} ${one.number}`.toLowerCase().includes(search.toLowerCase()),
    );
    const from = Number(after ?? 0);
    return {
      rows: found.slice(from, from + 100).map(asked),
      next: found.length > from + 100 ? String(from + 100) : null,
      counts: { waiting: n('waiting'), sent: n('sent'), failed: n('failed'), undone: n('undone') + n('cancelled') },
      server: 'the practice mailbox',
    };
  });
  desk.on('cases.sendAgain', ({ mailId }) => {
    if (!fake.rows.some((one) => one.mailId === mailId && asked(one).barredAgain === null))
      return refuse('wrong-status', 'This mail can’t be sent again.');
    fake.rows = fake.rows.map((one) =>
      one.mailId === mailId
        ? { ...one, state: 'waiting', settledAt: null, why: null, attempts: 0, barredAgain: notFailed }
        : one,
    );
    desk.emit({ type: 'changed', topics: ['mail'] });
    return { done: true };
  });
  return fake;
};
