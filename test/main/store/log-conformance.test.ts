import { asEventLog, openSqliteLog } from '#main/store/log/sqlite-log';
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
