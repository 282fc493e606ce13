/** Messages that no case was found for, until a person says which one it is: told from the message streams. */
import { inboxKinds } from '#domain/mail/incoming/inbox-events';
import { readEvent } from '#domain/log/kind';
import type { StoredEvent } from '../log/event-log';
import type { Db } from '../sqlite';
import type { Projection, Projector } from './projection';

const tables = `
CREATE TABLE inbox (message_id TEXT PRIMARY KEY, state TEXT NOT NULL, why TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, subject TEXT NOT NULL, excerpt TEXT NOT NULL, arrived_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
const indexes = 'CREATE INDEX inbox_state ON inbox (state, arrived_at DESC, message_id);';

const openInbox = (db: Db): Projector => {
  const put = db.prepare('INSERT OR REPLACE INTO inbox VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const putAside = db.prepare<[string]>("UPDATE inbox SET state = 'put-aside' WHERE message_id = ?");
  const remove = db.prepare<[string]>('DELETE FROM inbox WHERE message_id = ?');
  const erase = db.prepare<[string]>(
    "UPDATE inbox SET name = '', address = '', subject = '(erased)', excerpt = '' WHERE message_id = ?",
  );
  const idOf = ({ stream }: Pick<StoredEvent, 'stream'>): string => stream.slice('message:'.length);
  return {
    apply: (events) => {
      for (const stored of events) {
        if (!stored.stream.startsWith('message:')) continue;
        // The kept copies of what left lie in such streams, too: they are of no kind of these.
        const event = readEvent(inboxKinds, stored);
        if (event.type === 'message.attached') remove.run(idOf(stored));
        else if (event.type === 'message.put-aside') putAside.run(idOf(stored));
        else if (event.type === 'message.received' && event.data.route.to !== 'case') {
          const { messageId, arrivedAt, route } = event.data;
          const { name, address, subject, excerpt } = event.personal ?? {
            name: '',
            address: '',
            subject: '(erased)',
            excerpt: '',
          };
          const state = route.to === 'list' ? 'waiting' : 'put-aside';
          put.run(messageId, state, route.why, name, address, subject, excerpt, arrivedAt);
        }
      }
    },
    forget: (keys) => {
      for (const key of keys) if (key.startsWith('message:')) erase.run(key.slice('message:'.length));
    },
  };
};

/** Change anything here, and `version`, and every cache is built anew. */
export const inboxProjection: Projection = { name: 'inbox', version: 1, tables, indexes, open: openInbox };
