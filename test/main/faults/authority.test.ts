import { join } from 'node:path';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkKinds } from '#domain/case/events';
import { changeCase } from '#main/cases/change-case';
import { digestOf } from '#main/cases/digest';
import { openDatabase } from '#main/store/sqlite';
import { deriveStoreKeys } from '#main/store/store-keys';
import type { NewEvent } from '#main/store/log/event-log';
import { openVault } from '#main/vault/vault';
import {
  eventually,
  holdAtStart,
  lead,
  makeApprovedFolder,
  openDeskAt,
  passUntil,
  reviewer,
  sendLink,
  submitForm,
  type ApprovedFolder,
  type DeskAt,
} from '#support/approved-case';
import { journalDeeds, type Asked } from '#support/deed-journal';
import { temporaryFolder } from '#support/store-process';
import { lookedAtAll } from '#domain/case/looking';

let approved: ApprovedFolder;
const asked: Asked[] = [];
const stopListening = journalDeeds((one) => asked.push(one));
beforeAll(async () => {
  approved = await makeApprovedFolder();
}, 60_000);
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  stopListening();
  approved.remove();
});

const stoppedBy = async (desk: DeskAt, caseId: string) =>
  (await desk.until(caseId, ({ status, disable }) => status === 'recovered' || disable?.stopped != null)).disable
    ?.stopped;

describe('a decision whose author may not authorise any more (R24)', () => {
  it('stops before anything is done, also when it is let go on; the case can be closed', async () => {
    const desk = await holdAtStart(approved);
    try {
      await desk.signIn(lead);
      await desk.ask('staff.endAccess', { staffId: reviewer, handOverTo: null, code: desk.code(lead) });
      desk.go();
      // The hold lies behind the first check, so the second step's check is the first that can know.
      expect(await stoppedBy(desk, approved.caseId)).toMatchObject({
        reason: 'check-refused',
        found: { code: 'approver-unknown' },
      });
      expect(asked).toEqual([]);
      await desk.signIn('ines-kowalczyk');
      await desk.ask('cases.resumeDisable', { caseId: approved.caseId, code: desk.code('ines-kowalczyk') });
      await desk.open().runner.drain();
      expect(await stoppedBy(desk, approved.caseId)).toMatchObject({ reason: 'check-refused' });
      expect(asked).toEqual([]);
      expect(await desk.identity.isSignedIn(approved.cookies)).toBe(true);
      await desk.ask('cases.close', {
        caseId: approved.caseId,
        outcome: 'withdrawn',
        reason: 'A new case for another reviewer.',
        tell: false,
        duplicateOf: null,
      });
      expect((await desk.state(approved.caseId)).status).toBe('closed');
    } finally {
      await desk.drop();
    }
  });

  it('stops as well when their role has changed', async () => {
    const desk = await holdAtStart(approved);
    try {
      await desk.signIn(lead);
      await desk.ask('staff.changeRole', { staffId: reviewer, role: 'agent', code: desk.code(lead) });
      desk.go();
      expect(await stoppedBy(desk, approved.caseId)).toMatchObject({
        reason: 'check-refused',
        found: { code: 'refused', refusal: 'role-may-not' },
      });
      expect(asked).toEqual([]);
    } finally {
      await desk.drop();
    }
  });
});

describe("a decision without its author's signature (R24)", () => {
  const folder = temporaryFolder();
  let desk: DeskAt;
  beforeAll(async () => {
    desk = await openDeskAt(folder.path);
  }, 60_000);
  afterAll(async () => {
    await desk.drop();
    folder.remove();
  });

  it.each<[string, NewEvent['signature'] | undefined]>([
    ['none at all', undefined],
    [
      "one of a key that is nobody's",
      {
        by: `staff:${reviewer}`,
        keyId: 'ab'.repeat(8),
        value: sign(null, Buffer.from('something else'), generateKeyPairSync('ed25519').privateKey).toString('base64'),
      },
    ],
  ])('%s: nothing is executed, and a reviewer can close the case', async (_, signature) => {
    const { caseId, url } = await sendLink(desk);
    await submitForm(url);
    await passUntil(desk, caseId, ({ status }) => status === 'in-review');
    await changeCase(desk.open().cases, {
      caseId,
      actor: { kind: 'staff', id: reviewer, role: 'reviewer', address: `${reviewer}@desk.example` },
      command: {
        kind: 'decide',
        decisionId: randomUUID(),
        decision: 'pass',
        marks: checkKinds.map((check) => ({ check, value: 'pass' as const, reason: 'As it should be' })),
        printedName: 'Jean-Philippe Larivière',
        nameReason: '',
        note: '',
        digest: digestOf(await desk.state(caseId)),
      },
      facts: (now) =>
        now === null ? {} : { digestNow: digestOf(now), looked: lookedAtAll(now), name: { rule: 'test', equal: true } },
      sign: async () => signature,
    });
    expect(await stoppedBy(desk, caseId)).toMatchObject({
      reason: 'check-refused',
      found: { code: 'refused', refusal: 'signature-wrong' },
    });
    expect(asked).toEqual([]);
    await desk.signIn('ines-kowalczyk');
    await desk.open().runner.drain();
    await desk.ask('cases.close', {
      caseId,
      outcome: 'rejected',
      reason: 'Nobody signed it.',
      tell: false,
      duplicateOf: null,
    });
  });
});

describe("a decision that was changed behind the log's back", () => {
  it('is found, named, and nothing is done in its name', async () => {
    const folder = approved.copy();
    const vault = await openVault({ folder, safeStorage: null, passphrase: null });
    const db = openDatabase({
      file: join(folder, 'store/log.db'),
      key: deriveStoreKeys(vault.key('store-wrap')).log,
      cipher: 'chacha20',
    });
    db.exec('DROP TRIGGER IF EXISTS events_never_change');
    expect(
      db
        .prepare(
          `UPDATE events SET data = replace(data, '"nameEqual":true', '"nameEqual":false') WHERE type = 'case.decided'`,
        )
        .run().changes,
    ).toBe(1);
    db.close();
    const desk = await openDeskAt(folder, { ahead: approved.ahead });
    try {
      await eventually(
        async () => (await desk.ask('desk.state', {})).store.state,
        (state) => state === 'read-only',
        'the store',
      );
      expect((await desk.ask('desk.state', {})).store.message).toMatch(/tampered.*case:.*It can be read/);
      await desk.open().runner.drain();
      expect(asked).toEqual([]);
      expect(await desk.identity.isSignedIn(approved.cookies)).toBe(true);
    } finally {
      await desk.drop();
    }
  });
});
