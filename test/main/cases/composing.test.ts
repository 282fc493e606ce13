import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MailDraft } from '#contract/drafts';
import type { Written } from '#domain/mail/written';
import { namedCases } from '#main/mail/reply-address';
import { caseWork, staff } from '#support/case-work';
import { startDesk, type PracticeDesk } from '#support/practice-desk';

let folder: string;
let desk: PracticeDesk;
let work: ReturnType<typeof caseWork>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recovery-desk-composing-'));
  desk = await startDesk(folder);
  work = caseWork(desk);
});
afterAll(async () => {
  await desk.end();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const paragraph = (text: string): Written[number] => ({ kind: 'paragraph', words: [{ kind: 'text', text }] });
const draftOf = (rest: Partial<MailDraft> = {}): MailDraft => ({
  kind: 'mail',
  draftId: randomUUID(),
  template: 'free-answer',
  way: null,
  addressId: null,
  language: 'en',
  subject: 'Your question about the form',
  written: [
    {
      kind: 'paragraph',
      words: [
        { kind: 'text', text: 'Your case is ' },
        { kind: 'field', field: 'case-number' },
        { kind: 'text', text: ', and ' },
        { kind: 'strong', text: 'nothing is lost' },
        { kind: 'text', text: '.' },
      ],
    },
    {
      kind: 'items',
      ordered: false,
      items: [[{ kind: 'text', text: 'Sit where it is light.' }], [{ kind: 'text', text: 'Take your time.' }]],
    },
  ],
  ...rest,
});
/** A case of somebody, with an address that may be used. */
const opened = async (personId: string): Promise<{ caseId: string; addressId: string; to: string }> => {
  const caseId = await work.openCase(personId);
  const { recipients } = await desk.ask('compose.open', { caseId });
  const usable = recipients.find(({ refusal }) => refusal === null)!;
  return { caseId, addressId: usable.addressId, to: usable.address };
};

/** What differs between the preview and what leaves: date, Message-ID, boundaries, and the secrets. */
const normalised = (text: string): string =>
  text
    .replaceAll(/https?:\/\/[^\s"<>)]+\/(?:[vn]\/[\w-]+|[a-z-]+-not-[a-z-]+|not-kept|preview)/g, '<link>')
    .replaceAll(/https:\/\/link\.invalid\/[\w-]+/g, '<link>');

describe('an answer in an agent’s own words', () => {
  test('arrives as the preview showed it, and stands in the case', async () => {
    const { caseId, addressId, to } = await opened('callum-reid');
    const draft = draftOf({ addressId });
    const preview = await desk.ask('compose.preview', { caseId, draft });
    expect(preview).toMatchObject({ findings: [], refusal: null });
    const { mailId } = await desk.ask('compose.send', { caseId, draft, seen: [] });
    await work.leave();
    const [letter] = await work.letters(to);
    expect(letter?.subject).toBe('Your question about the form');
    const raw = Buffer.from(await desk.app.current()!.backEnds.sample!.mailbox.raw(letter!.id));
    const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
    expect(normalised(preview.message!.text)).toBe(normalised(parsed.text!));
    expect(normalised(preview.message!.html)).toBe(normalised(String(parsed.html)));
    expect(preview.message).toMatchObject({
      subject: letter!.subject,
      to,
      from: parsed.from!.text.replaceAll('"', ''),
    });
    const view = await work.view(caseId);
    // What is answered goes to the case, and what can't be delivered, too.
    const [answeredTo] = parsed.replyTo!.value;
    expect(namedCases(parsed.from!.value[0]!.address!, [answeredTo!.address!, letter!.from])).toMatchObject([
      { number: view.number },
      { number: view.number },
    ]);
    expect(JSON.stringify(view)).not.toContain(answeredTo!.address);
    expect(parsed.headers.has('auto-submitted')).toBe(false);
    expect(parsed.text).toContain(`Your case is ${view.number}, and nothing is lost.`);
    expect(parsed.text).toContain('- Sit where it is light.');
    expect(view.mails.find((mail) => mail.mailId === mailId)).toMatchObject({
      template: 'free-answer',
      state: 'sent',
      to,
    });
  });

  test('shows no link and no code of the customer in its preview', async () => {
    const { caseId, addressId } = await opened('hannah-brandt');
    await work.ruleOut(caseId);
    const draft = draftOf({ addressId, template: 'recovery-link', written: [paragraph('As you asked on the phone.')] });
    const { message, findings, refusal } = await desk.ask('compose.preview', { caseId, draft });
    expect({ findings, refusal }).toEqual({ findings: [], refusal: null });
    expect(message!.text).toContain('As you asked on the phone.');
    expect(message!.html).toContain('cid:qr');
    expect(`${message!.text}${message!.html}`).not.toMatch(/\/[vn]\/[\w-]{8,}/);
    expect((await work.view(caseId)).link).toBeNull();
    await desk.ask('compose.send', { caseId, draft, seen: [] });
    await work.leave();
    expect((await work.view(caseId)).link).toMatchObject({ state: 'running' });
  });

  test('is sent once, however often it is asked', async () => {
    const { caseId, addressId, to } = await opened('geoffrey-whitcombe');
    const draft = draftOf({ addressId, subject: 'Only once' });
    const first = await desk.ask('compose.send', { caseId, draft, seen: [] });
    expect(await desk.ask('compose.send', { caseId, draft, seen: [] })).toEqual(first);
    await work.leave();
    expect((await work.letters(to)).filter(({ subject }) => subject === 'Only once')).toHaveLength(1);
    expect((await desk.ask('compose.open', { caseId })).sentDrafts).toContain(draft.draftId);
  });
});

describe('what keeps a mail back', () => {
  test('an error does, in main too, and the draft stays', async () => {
    const { caseId, addressId } = await opened('dominic-van-der-merwe');
    const draft = draftOf({ addressId, written: [paragraph('Your last picture was too dark.')] });
    const { findings } = await desk.ask('compose.preview', { caseId, draft });
    expect(findings).toMatchObject([{ rule: 'reveals-check', severity: 'error' }]);
    await desk.ask('drafts.keep', { caseId, revision: randomUUID(), after: null, content: draft });
    expect(await desk.refusal('compose.send', { caseId, draft, seen: ['reveals-check'] })).toMatchObject({
      code: 'mail-held-back',
    });
    expect((await desk.ask('drafts.get', { caseId, kind: 'mail' })).draft?.content).toEqual(draft);
  });

  test('a warning asks once, and is sent when it is meant so', async () => {
    const { caseId, addressId } = await opened('peter-nygaard');
    const draft = draftOf({ addressId, written: [paragraph('We guarantee that it works.')] });
    const { findings } = await desk.ask('compose.preview', { caseId, draft });
    expect(findings).toMatchObject([{ rule: 'promise', severity: 'warning' }]);
    expect(await desk.refusal('compose.send', { caseId, draft, seen: [] })).toMatchObject({ code: 'mail-asks' });
    await desk.ask('compose.send', { caseId, draft, seen: ['promise'] });
  });

  test('a field without a value does, and the preview shows where it stands', async () => {
    const { caseId, addressId } = await opened('moira-o-donnell');
    const draft = draftOf({
      addressId,
      written: [
        {
          kind: 'paragraph',
          words: [
            { kind: 'text', text: 'Until ' },
            { kind: 'field', field: 'link-end' },
          ],
        },
      ],
    });
    const { findings, message } = await desk.ask('compose.preview', { caseId, draft });
    expect(findings).toMatchObject([{ rule: 'field-without-value', about: 'link-end' }]);
    expect(message!.text).toContain('[End of the link]');
    expect((await desk.refusal('compose.send', { caseId, draft, seen: [] })).code).toBe('mail-held-back');
  });

  test('so does nobody to send it to, an address that is not the account’s, and one that was changed lately (R5)', async () => {
    const { caseId } = await opened('siobhan-o-briain');
    expect(await desk.refusal('compose.send', { caseId, draft: draftOf(), seen: [] })).toMatchObject({
      code: 'address-not-known',
      rule: 'R5',
    });
    expect(
      await desk.refusal('compose.send', { caseId, draft: draftOf({ addressId: 'somebody@evil.example' }), seen: [] }),
    ).toMatchObject({ code: 'address-not-known', rule: 'R5' });
    const { recipients } = await desk.ask('compose.open', { caseId });
    for (const { addressId, refusal } of recipients.filter((one) => one.refusal !== null)) {
      expect(refusal?.rule).toBe('R5');
      expect(await desk.refusal('compose.send', { caseId, draft: draftOf({ addressId }), seen: [] })).toMatchObject({
        code: refusal?.code,
      });
    }
  });

  test('somebody else, whose case this person opened today, is not named by mistake', async () => {
    const { caseId: other } = await opened('nguyen-thi-minh-khai');
    const { person } = await work.view(other);
    const { caseId, addressId } = await opened('maximilien-de-la-bruere');
    const draft = draftOf({ addressId, written: [paragraph(`We wrote to ${person} as well.`)] });
    const { findings } = await desk.ask('compose.preview', { caseId, draft });
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'other-account', severity: 'error' }));
  });

  test('a mail larger than a person writes is refused by the name of its field', async () => {
    const { caseId, addressId } = await opened('kwame-osei');
    const draft = draftOf({ addressId, written: [paragraph('x'.repeat(20_001))] });
    expect(await desk.refusal('compose.preview', { caseId, draft })).toMatchObject({
      code: 'bad-input',
      field: expect.stringMatching(/^draft\.written/) as string,
    });
    expect(
      await desk.refusal('compose.preview', {
        caseId,
        draft: { ...draftOf(), written: [{ kind: 'html', html: '<b>x</b>' }] },
      }),
    ).toMatchObject({ code: 'bad-input' });
  });

  test('a reviewer, whose mails would have to be somebody else’s', async () => {
    const { caseId, addressId } = await opened('wendy-chan');
    await work.as(staff.reviewer);
    expect((await desk.refusal('compose.send', { caseId, draft: draftOf({ addressId }), seen: [] })).code).toBe(
      'not-permitted',
    );
    await work.as(staff.agent);
  });

  test('a freeze, but for the lead who looks into it (R7)', async () => {
    const { caseId, addressId } = await opened('william-chan');
    await desk.ask('cases.freeze', { caseId, words: 'Somebody else called.' });
    const draft = draftOf({ addressId, subject: 'Somebody asked for your account' });
    expect((await desk.ask('compose.preview', { caseId, draft })).refusal).toMatchObject({ code: 'frozen' });
    expect(await desk.refusal('compose.send', { caseId, draft, seen: [] })).toMatchObject({
      code: 'frozen',
      rule: 'R7',
    });
    await work.as(staff.lead);
    await desk.ask('compose.send', { caseId, draft: { ...draft, draftId: randomUUID() }, seen: [] });
    await work.as(staff.agent);
  });
});

describe('a draft', () => {
  test('survives a lock, the store’s end, another person at the seat, and is theirs alone', async () => {
    const { caseId, addressId } = await opened('luc-tessier');
    const content = draftOf({ addressId, subject: 'A subject that nobody else reads' });
    const revision = randomUUID();
    expect(await desk.ask('drafts.keep', { caseId, revision, after: null, content })).toEqual({ kept: true });
    desk.killStore();
    await work.as(staff.otherAgent);
    expect(await desk.ask('drafts.get', { caseId, kind: 'mail' })).toEqual({ draft: null });
    await work.as(staff.agent);
    expect((await desk.ask('drafts.get', { caseId, kind: 'mail' })).draft).toMatchObject({ revision, content });
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    for (const file of files)
      expect(
        readFileSync(join(file.parentPath, file.name)).includes(Buffer.from('A subject that nobody else reads')),
        file.name,
      ).toBe(false);
  });

  test('of an older save is refused with the newer one, and is gone once it was sent', async () => {
    const { caseId, addressId } = await opened('jesse-cardinal');
    const content = draftOf({ addressId });
    const [first, second] = [randomUUID(), randomUUID()];
    await desk.ask('drafts.keep', { caseId, revision: first, after: null, content });
    await desk.ask('drafts.keep', {
      caseId,
      revision: second,
      after: first,
      content: { ...content, subject: 'Newer' },
    });
    expect(await desk.ask('drafts.keep', { caseId, revision: randomUUID(), after: first, content })).toMatchObject({
      kept: false,
      newer: { revision: second, content: { subject: 'Newer' } },
    });
    await desk.ask('compose.send', { caseId, draft: content, seen: [] });
    expect(await desk.ask('drafts.get', { caseId, kind: 'mail' })).toEqual({ draft: null });
    // A save that was on its way does not bring it back.
    expect(await desk.ask('drafts.keep', { caseId, revision: randomUUID(), after: second, content })).toEqual({
      kept: false,
      newer: null,
    });
  });

  test('goes with the case’s personal content, and so does what was sent', async () => {
    const { caseId, addressId } = await opened('imogen-yates');
    const draft = draftOf({ addressId });
    await desk.ask('compose.send', { caseId, draft, seen: [] });
    await desk.ask('drafts.keep', { caseId, revision: randomUUID(), after: null, content: draftOf() });
    await desk.app.current()!.store.log.destroyKey(`case:${caseId}/contact`);
    expect(await desk.ask('drafts.get', { caseId, kind: 'mail' })).toEqual({ draft: null });
    expect(
      await desk.refusal('drafts.keep', { caseId, revision: randomUUID(), after: null, content: draftOf() }),
    ).toMatchObject({ code: 'not-found' });
    expect((await desk.ask('compose.preview', { caseId, draft })).message).toBeNull();
  });
});

describe('taking a mail back', () => {
  test('gives what was written back as a draft with a new id, and nothing of it leaves', async () => {
    const { caseId, addressId, to } = await opened('geoffrey-whitcombe');
    const draft = draftOf({ addressId, subject: 'Too quick' });
    const { mailId } = await desk.ask('compose.send', { caseId, draft, seen: [] });
    const waiting = (await work.view(caseId)).mails.find((mail) => mail.mailId === mailId)!;
    expect(waiting).toMatchObject({ state: 'waiting', undoUntil: expect.any(String) as string });
    expect(await desk.ask('compose.undo', { caseId, mailId })).toEqual({ isDraft: true });
    const kept = (await desk.ask('drafts.get', { caseId, kind: 'mail' })).draft!.content;
    expect({ ...kept, draftId: '' }).toEqual({ ...draft, draftId: '' });
    expect(kept.draftId).not.toBe(draft.draftId);
    await work.leave();
    expect((await work.letters(to)).map(({ subject }) => subject)).not.toContain('Too quick');
    expect((await work.view(caseId)).mails.find((mail) => mail.mailId === mailId)).toMatchObject({
      state: 'undone',
      undoUntil: null,
      canBeRewritten: true,
    });
    const { entries } = await desk.ask('cases.thread', { caseId, show: 'messages', after: null });
    expect(entries[0]).toMatchObject({ kind: 'sent', mails: [{ mailId, state: 'undone' }] });
    expect((await desk.ask('compose.open', { caseId })).sentDrafts).not.toContain(draft.draftId);
    const { number, person } = await work.view(caseId);
    for (const search of ['', to.slice(2, 9).toUpperCase(), number, person, person.split(' ')[0]!]) {
      const { rows, counts } = await desk.ask('mail.list', { state: 'undone', search, after: null });
      expect(
        rows.map((row) => [row.mailId, row.state]),
        search,
      ).toContainEqual([mailId, 'undone']);
      expect(counts.undone).toBeGreaterThan(0);
    }
    for (const search of ['nobody at all', '%', '_', "'"])
      expect((await desk.ask('mail.list', { state: 'undone', search, after: null })).rows, search).toEqual([]);
    // The answer to the sending was lost, and it is asked for again: it was sent, and taken back.
    await desk.ask('compose.send', { caseId, draft, seen: [] });
    await work.leave();
    expect((await work.letters(to)).map(({ subject }) => subject)).not.toContain('Too quick');
    await desk.ask('compose.send', { caseId, draft: { ...kept, subject: 'Better so' }, seen: [] });
    await work.leave();
    expect((await work.letters(to))[0]?.subject).toBe('Better so');
  });

  test('overwrites no other draft: what was written stays in the case, to be taken up later', async () => {
    const { caseId, addressId } = await opened('peter-nygaard');
    const draft = draftOf({ addressId, subject: 'The first' });
    const { mailId } = await desk.ask('compose.send', { caseId, draft, seen: [] });
    const other = draftOf({ addressId, subject: 'The second' });
    await desk.ask('drafts.keep', { caseId, revision: randomUUID(), after: null, content: other });
    expect(await desk.ask('compose.undo', { caseId, mailId })).toEqual({ isDraft: false });
    expect((await desk.ask('drafts.get', { caseId, kind: 'mail' })).draft?.content).toEqual(other);
    await desk.ask('drafts.drop', { caseId, kind: 'mail' });
    expect(await desk.ask('compose.rewrite', { caseId, mailId })).toEqual({ isDraft: true });
    expect((await desk.ask('drafts.get', { caseId, kind: 'mail' })).draft?.content).toMatchObject({
      subject: 'The first',
    });
  });

  test('is its sender’s alone, refused once it left, and never a notice’s (R6)', async () => {
    const { caseId, addressId } = await opened('callum-reid');
    const { mailId } = await desk.ask('compose.send', { caseId, draft: draftOf({ addressId }), seen: [] });
    await work.as(staff.otherAgent);
    expect(await desk.refusal('compose.undo', { caseId, mailId })).toMatchObject({ code: 'role-may-not' });
    expect((await work.view(caseId)).mails.find((mail) => mail.mailId === mailId)?.undoUntil).toBeNull();
    await work.as(staff.agent);
    await work.leave();
    expect(await desk.refusal('compose.undo', { caseId, mailId })).toMatchObject({ code: 'already-leaving' });
    expect(await desk.refusal('compose.rewrite', { caseId, mailId })).toMatchObject({ code: 'wrong-status' });
    const notice = (await work.view(caseId)).mails.find(({ template }) => template === 'request-notice')!;
    expect(await desk.refusal('compose.undo', { caseId, mailId: notice.mailId })).toMatchObject({ rule: 'R6' });
  });

  test('of a link gives its place in the day back (R11), and the case is where it was', async () => {
    const { caseId, addressId } = await opened('dominic-van-der-merwe');
    await work.ruleOut(caseId);
    for (let turn = 0; turn < 5; turn += 1) {
      const draft = draftOf({ addressId, template: 'recovery-link', subject: '', written: [] });
      const { mailId } = await desk.ask('compose.send', { caseId, draft, seen: [] });
      expect(await work.view(caseId)).toMatchObject({ status: 'awaiting-customer', link: { state: 'not-started' } });
      await desk.ask('compose.undo', { caseId, mailId });
      await desk.ask('drafts.drop', { caseId, kind: 'mail' });
      expect(await work.view(caseId)).toMatchObject({
        status: 'triage',
        link: null,
        next: { action: 'send-link', refusal: null },
      });
    }
  });
});
