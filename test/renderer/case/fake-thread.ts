/** The thread of a case of the fake desk: its messages, what the morning began with, and what was done since. */
import type { CallOutput, CallParsed } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import type { SentEntry, ThreadEntry } from '#contract/thread';
import { at } from '../fake-world';

const subjects: Partial<Record<SentEntry['template'], string>> = {
  'recovery-link': 'Votre lien pour retrouver l’accès à Lumen Practice',
  'request-notice': 'Demande d’accès à votre compte',
};

const sent = (mails: CaseView['mails']): readonly SentEntry[] => {
  const groups = new Map<string, CaseView['mails']>();
  for (const mail of mails) {
    const key = `${mail.template} ${mail.askedAt}`;
    groups.set(key, [...(groups.get(key) ?? []), mail]);
  }
  return [...groups.values()].map((together) => {
    const first = together[0]!;
    return {
      kind: 'sent',
      id: first.mailId,
      at: first.settledAt ?? first.askedAt,
      template: first.template,
      subject: first.state === 'sent' ? (subjects[first.template] ?? null) : null,
      language: first.language,
      by: 'Maya Okafor',
      mails: together,
    };
  });
};

/** An event of the thread. */
export const happened = (
  id: string,
  when: string,
  by: string,
  words: string,
  detail: string | null = null,
): ThreadEntry => ({
  kind: 'event',
  id,
  at: when,
  by,
  words,
  detail,
  tone: 'plain',
  signed: false,
});

const begun = (view: CaseView): readonly ThreadEntry[] => {
  const { link } = view;
  return [
    happened('opened', at('11-09 09:31'), 'Maya Okafor', 'Case opened, by phone', view.callerWords),
    ...(link?.sentAt ? [happened('link', link.sentAt, 'Maya Okafor', 'Link sent, the first')] : []),
    ...(link?.openedAt ? [happened('seen', link.openedAt, 'The customer', 'Link opened, on a phone')] : []),
  ];
};

/** `since` is what was done on the fake desk, newest first. */
export const threadOf = (
  view: CaseView,
  since: readonly ThreadEntry[],
  came: readonly ThreadEntry[],
  { show, after }: CallParsed<'cases.thread'>,
): CallOutput<'cases.thread'> => {
  const all = [
    ...since,
    ...[...sent(view.mails), ...came, ...begun(view)].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
  ];
  const of = (filter: typeof show): readonly ThreadEntry[] =>
    filter === 'everything'
      ? all
      : all.filter(({ kind }) => (filter === 'notes' ? kind === 'note' : kind === 'sent' || kind === 'received'));
  const from = Number(after ?? 0);
  const found = of(show);
  return {
    entries: found.slice(from, from + 100),
    counts: { everything: all.length, messages: of('messages').length, notes: of('notes').length },
    next: found.length > from + 100 ? String(from + 100) : null,
  };
};

const page = (words: string): string =>
  `data:text/html;charset=utf-8,${encodeURIComponent(`<!DOCTYPE html><html lang="fr-CA"><head><title>Mail</title></head><body style="font:16px/24px sans-serif;padding:24px">${words}</body></html>`)}`;

/** A message as main shows one that left. */
export const messageOf = (view: CaseView, mailId: string): CallOutput<'cases.message'> => {
  const mail = view.mails.find((one) => one.mailId === mailId);
  const left = mail?.state === 'sent' ? [mail] : [];
  return {
    isErased: false,
    copies: left.map(({ settledAt, askedAt, to, template }) => ({
      at: settledAt ?? askedAt,
      from: 'Lumen Practice account recovery <recovery@lumen-practice.example>',
      to,
      subject: subjects[template] ?? template,
      messageId: '<ls7k2m00.3f@lumen-practice.example>',
      rawSha256: '3f'.repeat(32),
      length: 31_204,
      answer: '250 2.0.0: queued',
      text: 'Bonjour,\n\nhttps://recover.lumen-practice.example/secret-link-not-shown-to-staff\n',
      frame: page('<p>Bonjour,</p><p>Voici votre lien.</p>'),
    })),
    events:
      mail === undefined
        ? []
        : [happened('asked', mail.askedAt, 'Maya Okafor', `Asked for, to ${mail.to}`)].filter(
            (one) => one.kind === 'event',
          ),
  };
};
