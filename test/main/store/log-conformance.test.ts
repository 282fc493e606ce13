import { describe } from 'vitest';
import { asEventLog } from '#main/store/log/as-event-log';
import { openSqliteLog } from '#main/store/log/sqlite-log';
import { deskKeyFrom } from '#main/store/log/checkpoint';
import { createMemoryLog } from '#main/store/log/memory-log';
import { deriveStoreKeys } from '#main/store/store-keys';
import { describeEventLog } from '#support/log-conformance';
import { exampleStore, newDeskSigningKey, startStoreProcess, temporaryFolder } from '#support/store-process';

const keys = deriveStoreKeys(Buffer.alloc(32, 3));
const deskKey = deskKeyFrom(newDeskSigningKey());

describeEventLog('the SQLite log', async () => {
  const folder = temporaryFolder();
  const log = asEventLog(openSqliteLog({ folder: folder.path, keys, deskKey }));
  return { log, close: async () => log.close().then(folder.remove) };
});

describeEventLog(
  'the store process',
  async () => {
    const folder = temporaryFolder();
    const { client } = await startStoreProcess(
      { folder: folder.path, wrapKey: Buffer.alloc(32, 3), deskSigningKey: newDeskSigningKey() },
      exampleStore,
    );
    return { log: client.log, close: async () => client.close().then(folder.remove) };
  },
  5,
);

describeEventLog('the memory log', async () => {
  const log = createMemoryLog();
  return { log, close: () => log.close() };
});

let seed = 0;
describeEventLog('the memory log with every fault', async () => {
  seed += 1;
  const log = createMemoryLog({ seed, hasHoles: true, answersLate: true, lostAnswers: 0.25, lostAnnouncements: 0.3 });
  return { log, announcesAlways: false, close: () => log.close() };
});

const isMoment = (at: string): boolean => Date.parse(at) > 0 && new Date(at).toISOString() === at;

describe.each([
  ['7 s ahead', 7_000],
  ['7 s behind', -7_000],
  ['5 hours ahead', 5 * 3_600_000],
  ['5 hours behind', -5 * 3_600_000],
])('by a machine whose clock is %s', (_, aheadMs) => {
  describeEventLog(
    'a log that has a clock of its own',
    async () => {
      // The suite's moments are the log's; the machine in between says other ones with every request.
      let trueMs = 0;
      const log = createMemoryLog({ clock: () => new Date(trueMs) });
      const said = <T extends { readonly at: string }>(request: T): T => {
        if (!isMoment(request.at)) return request;
        trueMs = Date.parse(request.at);
        return { ...request, at: new Date(trueMs + aheadMs).toISOString() };
      };
      return {
        log: {
          ...log,
          append: (request) => log.append(said(request)),
          leaseEffect: (request) => log.leaseEffect(said(request)),
        },
        close: () => log.close(),
      };
    },
    5,
  );
});
