/** A case's thread: messages, notes and what else happened, in one line, newest first. */
import type { MailView, ThreadEntry, ThreadFilter } from '#contract/thread';
import type { StoredEvent } from '#main/store/log/event-log';
import { readCaseEvent } from '#main/store/log/stored-case';
import { mailIdOf } from './history';
import type { HistoryLine, Place } from './history';

type Placed = Place & { readonly entry: ThreadEntry };

const byPlace = (a: Place, b: Place): number =>
  a.at !== b.at ? (a.at < b.at ? 1 : -1) : b.version - a.version || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
/** A place in words, for a page that reads on: `2026-11-10T18:24:00.000Z|12|<id>`. */
const cursorOf = ({ at, version, id }: Place): string => `${at}|${version}|${id}`;
const placeOf = (cursor: string): Place => {
  const [at = '', version = '', id = ''] = cursor.split('|');
  return { at, version: Number(version), id };
};

const pageSize = 100;

/** The same words to several addresses at once: asked for together, in one language. */
const groupOf = ({ template, language, askedAt }: MailView): string => `${template} ${language} ${askedAt}`;
/** When it left or failed; while some of it waits, when that was asked for. */
const momentOf = (mails: readonly MailView[]): string =>
  mails.map((mail) => mail.settledAt ?? mail.askedAt).reduce((latest, at) => (at > latest ? at : latest));

/** What the log says of each message beside its state: who asked for it, its subject, its newest event. */
const messageFacts = (stored: readonly StoredEvent[], nameOf: (actor: string) => string) => {
  const facts = new Map<string, { readonly by: string; readonly subject: string | null; readonly version: number }>();
  for (const row of stored) {
    const event = readCaseEvent(row);
    const { version } = row;
    if (event.type === 'case.mail-asked')
      facts.set(event.data.mailId, { by: nameOf(row.actor), subject: null, version });
    const mailId = mailIdOf(event);
    const before = mailId === null ? undefined : facts.get(mailId);
    if (mailId === null || before === undefined) continue;
    const subject =
      'contact' in event && event.contact !== undefined && 'subject' in event.contact ? event.contact.subject : null;
    facts.set(mailId, { ...before, subject: subject ?? before.subject, version });
  }
  return facts;
};

const messagesOf = (
  stored: readonly StoredEvent[],
  mails: readonly MailView[],
  nameOf: (actor: string) => string,
): readonly Placed[] => {
  const facts = messageFacts(stored, nameOf);
  const groups = new Map<string, MailView[]>();
  for (const mail of mails) groups.set(groupOf(mail), [...(groups.get(groupOf(mail)) ?? []), mail]);
  return [...groups.values()].map((together) => {
    const [first] = together as [MailView];
    const known = together.flatMap(({ mailId }) => facts.get(mailId) ?? []);
    const at = momentOf(together);
    return {
      at,
      version: Math.max(0, ...known.map(({ version }) => version)),
      id: first.mailId,
      entry: {
        kind: 'sent',
        id: first.mailId,
        at,
        template: first.template,
        language: first.language,
        subject: known.find(({ subject }) => subject !== null)?.subject ?? null,
        by: known[0]?.by ?? '',
        mails: together,
      },
    };
  });
};

const isShown: Readonly<Record<ThreadFilter, (entry: ThreadEntry) => boolean>> = {
  everything: () => true,
  messages: ({ kind }) => kind === 'sent' || kind === 'received',
  notes: ({ kind }) => kind === 'note',
};

/** A page of the thread, and how many entries each filter has. */
export const threadOf = (of: {
  readonly stored: readonly StoredEvent[];
  /** Of the case and its audit. */
  readonly lines: readonly HistoryLine[];
  readonly mails: readonly MailView[];
  /** What came. */
  readonly received: readonly Placed[];
  readonly nameOf: (actor: string) => string;
  readonly show: ThreadFilter;
  readonly after: string | null;
}) => {
  const all = [
    ...messagesOf(of.stored, of.mails, of.nameOf),
    ...of.received,
    ...of.lines.filter(({ mailId }) => mailId === null),
  ].toSorted(byPlace);
  const count = (filter: ThreadFilter): number => all.filter(({ entry }) => isShown[filter](entry)).length;
  const shown = all.filter(({ entry }) => isShown[of.show](entry));
  // After the place of the last one that was read, not after its number: newer ones came meanwhile.
  const start = of.after === null ? null : placeOf(of.after);
  const older = start === null ? shown : shown.filter((placed) => byPlace(placed, start) > 0);
  const page = older.slice(0, pageSize);
  const last = page.at(-1);
  return {
    entries: page.map(({ entry }) => entry),
    counts: { everything: all.length, messages: count('messages'), notes: count('notes') },
    next: last === undefined || page.length === older.length ? null : cursorOf(last),
  };
};
