import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveKeys } from '#main/accounts/sample/secrets';
import { faultLog } from '#main/desk/fault-log';
import { readEndpoint } from '#main/sample-world/endpoint';
import { codeAt, stepOf } from '#main/staff/codes';
import { practicePassword, practiceSecret, practiceStaff } from '#main/staff/practice-staff';
import {
  agent,
  killSampleWorld,
  lawyer,
  openDeskAt,
  pass,
  resume,
  reviewer,
  sendLink,
  specimen,
  submitForm,
  type DeskAt,
} from '#support/approved-case';
import { hitsIn, needlesFor, searchFolder, searchProcess, type Needle } from '#support/byte-search';
import { dieAt, outputOf, removeTraces } from '#support/desk-process';
import { temporaryFolder } from '#support/store-process';

const letters = join('sample-world', 'mailbox', 'letters');
/**
 * The customer's own mailbox holds their name and address, and the letters in it their links; nothing else of a
 * recovery does.
 */
const isTheirs = (label: string): boolean => /^(name|address|link)/.test(label);
const mayHold = (file: string, label: string): boolean =>
  file.startsWith(letters) && isTheirs(label) && (!label.startsWith('link') || file.endsWith('.eml'));

describe('the data folder of a practice desk, after a whole recovery', () => {
  const folder = temporaryFolder();
  let desk: DeskAt;
  let caseId = '';
  let needles: Needle[] = [];
  const wrongPassword = 'the password of my other account 81';
  const said: Buffer[] = [];
  const unlisten: (() => void)[] = [];
  const add = (label: string, ...secrets: readonly (string | Uint8Array)[]): void => {
    needles = [...needles, ...secrets.flatMap((secret) => needlesFor(label, secret))];
  };

  /** What every link of the case is, from the vault's key. */
  const addLinks = async (): Promise<void> => {
    const { vault } = desk.open();
    const state = await desk.state(caseId);
    for (const { checkId } of state.links) add('link to the form', vault.linkToken('check', checkId, 1).token);
    for (const { mailId } of state.mails) add('link of a notice', vault.linkToken('notice', mailId, 1).token);
  };
  const clean = (): void => {
    const { files, hits } = searchFolder(folder.path, needles, mayHold);
    expect(files).toEqual(
      expect.arrayContaining([
        'desk.json',
        'desk.log',
        'vault.json',
        'secrets.json',
        'store/log.db',
        'store/keys.db',
        'store/cache.db',
        'sample-world/identity/identity.db',
        'sample-world/identity/sample.log',
      ]),
    );
    expect(hits).toEqual([]);
    expect(hitsIn('what the desk said', Buffer.concat(said), needles)).toEqual([]);
  };

  beforeAll(async () => {
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream);
      stream.write = ((...args: Parameters<typeof write>) => {
        said.push(Buffer.from(args[0]));
        return write(...args);
      }) as typeof stream.write;
      unlisten.push(() => {
        stream.write = write;
      });
    }
    desk = await openDeskAt(folder.path);
    const { vault } = desk.open();
    const seed = vault.key('practice-seed');
    const sample = deriveKeys(seed.toString('base64url'));
    add('staff password', practicePassword, wrongPassword);
    add('TOTP secret of the staff', ...practiceStaff.map(({ staffId }) => practiceSecret(seed, staffId, 0)));
    add(
      'TOTP secret of a customer',
      sample.totpSecretOf(`${lawyer}.otp-1`),
      sample.totpSecretOf('hannah-brandt.otp-1'),
    );
    add('password of a customer', sample.passwordOf(lawyer), sample.passwordOf('hannah-brandt'));
    add('backup code of a customer', ...(await desk.identity.credentials('hannah-brandt')).backupCodes);
    add('token of the sample world', vault.key('sample-world').toString('base64url'), vault.key('sample-world'));
    add('seed of the sample world', seed.toString('base64url'), seed);
    add(
      'key',
      vault.key('store-wrap'),
      vault.key('evidence-wrap'),
      vault.deskSigningKey().pkcs8.subarray(16),
      sample.database,
    );
    add('SMTP password', await vault.secrets.use('smtp-password', (secret) => secret));
    // Pieces of every picture, from where the picture itself is.
    for (const slot of ['front', 'back', 'selfie'] as const) {
      const bytes = specimen(slot);
      for (const share of [0.2, 0.4, 0.6, 0.8])
        add('picture', bytes.subarray(Math.floor(bytes.length * share), Math.floor(bytes.length * share) + 48));
    }
    add('name', 'Jean-Philippe', 'Larivière');
    add('address', 'jp.lariviere@lariviere-fils.example', 'jplariviere@courriel.example');
    add('words of the caller', 'the app did not move over');
  }, 60_000);
  afterAll(async () => {
    for (const stop of unlisten) stop();
    await desk.close();
    killSampleWorld(folder.path);
    folder.remove();
    removeTraces(folder.path);
  });

  it('holds nothing in clear while the case is in review and the pictures are there', async () => {
    const { url, ...opened } = await sendLink(desk);
    ({ caseId } = opened);
    await submitForm(url);
    // The faults that people and systems make leave traces, too.
    await desk.refusal('session.signIn', { staffId: reviewer, password: wrongPassword, code: '123456' });
    await desk.refusal('session.signIn', { staffId: reviewer, password: practicePassword, code: '123456' });
    await fetch(`${url}x/state`);
    await fetch(`${url}/submit`, { method: 'POST', body: 'not what is expected' });
    await addLinks();
    await desk.signIn(reviewer);
    const codes = await desk.ask('session.makeBackupCodes', { code: desk.code(reviewer) });
    add('backup code of the staff', ...codes.codes);
    const review = await desk.ask('review.get', { caseId });
    const { handle } = await desk.ask('review.openPicture', { caseId, evidenceId: review.pictures[0]!.evidenceId });
    expect((await desk.app.takePicture(handle))?.bytes.equals(specimen('front'))).toBe(true);
    // An error may quote anything; the desk's own log keeps none of its words.
    const poison = new TypeError(needles.map(({ bytes }) => bytes.toString('latin1')).join('\n'));
    faultLog(join(folder.path, 'desk.log'))('a call', poison);
    expect(readFileSync(join(folder.path, 'desk.log'), 'utf8')).toMatch(/a call: TypeError/);
    clean();
    expect(searchFolder(folder.path, needles).hits.filter(({ label }) => isTheirs(label)).length).toBeGreaterThan(0);
  });

  it('holds nothing in clear while the decision is made and the desk dies in the middle of it', async () => {
    await desk.open().runner.stop();
    await pass(desk, caseId);
    const ahead = desk.ahead();
    await desk.close();
    await dieAt(folder.path, ahead, { step: 'sessions', moment: 'done' });
    clean();
    expect(existsSync(outputOf(folder.path))).toBe(true);
    expect(hitsIn('output', readFileSync(outputOf(folder.path)), needles)).toEqual([]);
    desk = await openDeskAt(folder.path, { ahead });
  });

  it('holds nothing in clear afterwards, when a factor was enrolled anew, and when the pictures are gone', async () => {
    const state = await desk.until(
      caseId,
      ({ status, submission }) =>
        (status === 'recovered' || status === 'needs-attention') && submission?.evidence === 'destroyed',
    );
    if (state.status === 'needs-attention') await resume(desk, caseId);
    await desk.until(caseId, ({ status }) => status === 'recovered');
    await desk.mailSettled(caseId);
    await addLinks();
    await desk.identity.enrol(lawyer, 'The new phone');
    await desk.signIn(agent);
    await desk.ask('desk.verifyLog', {});
    clean();
  });

  it('holds nothing in what its processes were started with', () => {
    const pids = ['identity', 'mailbox'].map((name) => readEndpoint(join(folder.path, 'sample-world', name))!.pid);
    for (const pid of pids) expect(searchProcess(pid, needles)).toEqual([]);
  });

  it('would have been found out: each secret is found in each of its forms when it is planted', async () => {
    const places = ['store/planted', 'evidence/planted', 'sample-world/identity/planted', 'planted.log'].map((name) =>
      join(folder.path, name),
    );
    const missed: string[] = [];
    for (const [index, needle] of needles.entries()) {
      const path = places[index % places.length]!;
      writeFileSync(path, Buffer.concat([randomBytes(500 + (index % 7)), needle.bytes, randomBytes(333)]));
      if (!hitsIn(path, readFileSync(path), [needle]).some(({ label }) => label === needle.label))
        missed.push(`${needle.label} ${needle.encoding}`);
    }
    expect(missed).toEqual([]);
    const { hits } = searchFolder(folder.path, needles, mayHold);
    expect(hits.map(({ file }) => file).toSorted()).toEqual(
      expect.arrayContaining(['evidence/planted', 'planted.log', 'sample-world/identity/planted', 'store/planted']),
    );
    for (const path of places) rmSync(path);
  });

  it('would have been found out: what is inside base64 is found wherever it begins', () => {
    const secret = 'an orchard behind the old mill';
    const own = needlesFor('it', secret);
    for (let before = 0; before < 6; before += 1) {
      const bytes = Buffer.concat([randomBytes(before), Buffer.from(secret), randomBytes(5)]);
      for (const encoding of ['base64', 'base64url', 'hex'] as const)
        expect(hitsIn('', Buffer.from(bytes.toString(encoding)), own), `${before} ${encoding}`).not.toEqual([]);
    }
    expect(hitsIn('', Buffer.from(`x${secret}`, 'utf16le'), own)).not.toEqual([]);
  });
});

describe('the data folder of a real desk, after its set-up', () => {
  it("holds neither passphrase, password, TOTP secret, backup codes nor the lead's name in clear", async () => {
    const folder = temporaryFolder();
    const desk = await openDeskAt(folder.path, { open: false });
    try {
      const vaultPassphrase = 'an orchard behind the old mill';
      const password = 'plenty of rain this spring';
      const begun = await desk.ask('desk.beginSetUp', {
        company: 'Lumen Legal',
        name: 'Ada Moreau',
        address: 'ada@lumen-legal.example',
        password,
        vaultPassphrase,
      });
      const { backupCodes } = await desk.ask('desk.finishSetUp', {
        enrolmentId: begun.enrolmentId,
        code: codeAt(begun.secret, stepOf(new Date())),
      });
      const people = await desk.ask('session.state', {});
      const staffId = people.state === 'signed-out' ? (people.people[0]?.staffId ?? '') : '';
      desk.pass(30_000);
      await desk.ask('session.signIn', {
        staffId,
        password,
        code: codeAt(begun.secret, stepOf(new Date(Date.now() + desk.ahead()))),
      });
      const needles = [
        ['passphrase', vaultPassphrase],
        ['password', password],
        ['TOTP secret', begun.secret],
        ...backupCodes.map((code) => ['backup code', code] as const),
        ['name', 'Ada Moreau'],
        ['address', 'ada@lumen-legal.example'],
      ].flatMap(([label, secret]) => needlesFor(label!, secret!));
      for (const purpose of ['store-wrap', 'evidence-wrap'] as const)
        needles.push(...needlesFor(`key ${purpose}`, desk.open().vault.key(purpose)));
      const { files, hits } = searchFolder(folder.path, needles);
      expect(files).toContain('store/log.db');
      expect(hits).toEqual([]);
      // What is not secret is found: the search looks at these files.
      expect(searchFolder(folder.path, needlesFor('company', 'Lumen Legal')).hits.map(({ file }) => file)).toEqual([
        'desk.json',
      ]);
    } finally {
      await desk.close();
      folder.remove();
    }
  }, 30_000);
});
