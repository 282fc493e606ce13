import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { ComposeScreen } from '../../../src/renderer/compose/ComposeScreen';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { forgetKeptDrafts } from '../../../src/renderer/app/kept-drafts';
import type { MailDraft } from '#contract/drafts';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse, type FakeDesk } from '../fake-desk';
import { showPart } from '../show';

beforeEach(forgetKeptDrafts);

const caseId = 'case-6';
const keep = async (desk: FakeDesk, part: Partial<MailDraft>): Promise<void> => {
  await desk.bridge.call('drafts.keep', {
    caseId,
    revision: crypto.randomUUID(),
    after: null,
    content: {
      kind: 'mail',
      draftId: crypto.randomUUID(),
      template: 'free-answer',
      way: null,
      addressId: 'a1',
      language: 'en',
      subject: 'Your question',
      written: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'The form takes five minutes.' }] }],
      ...part,
    },
  });
};
const openIt = async (desk = makeFakeDesk(), about: string | null = null) => {
  useNavigation.getState().reset();
  const shown = showPart(desk, <ComposeScreen caseId={caseId} about={about} />);
  await screen.findByRole('textbox', { name: 'What you write' });
  return { ...shown, desk };
};
const sendButton = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Send/ });

describe('writing an email', () => {
  it('begins with the account’s language, the first address that may be used, and nothing written', async () => {
    await openIt();
    expect(screen.getByRole('heading', { name: 'Write an email' })).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'English' }).checked).toBe(true);
    expect(screen.getByRole('radio', { name: 'giulia.marchetti@firm.example' }).getAttribute('aria-checked')).toBe(
      'true',
    );
    const barred = screen.getByRole<HTMLButtonElement>('radio', { name: 'new@courrier.example' });
    expect(barred.disabled).toBe(true);
    expect(document.getElementById(barred.getAttribute('aria-describedby')!)?.textContent).toMatch(/14 days/);
    expect(await screen.findByText('2 findings block sending')).toBeTruthy();
    expect(sendButton().disabled).toBe(true);
  });

  it('sends what was written, and goes back to the case', async () => {
    const desk = makeFakeDesk();
    await keep(desk, {});
    const { user } = await openIt(desk);
    expect(await screen.findByText('Nothing holds this mail back')).toBeTruthy();
    await waitFor(() => expect(sendButton().disabled).toBe(false));
    await user.click(sendButton());
    await waitFor(() => expect(desk.askedFor('compose.send')).toHaveLength(1));
    expect(desk.askedFor('compose.send')[0]).toMatchObject({
      draft: { subject: 'Your question', addressId: 'a1' },
      seen: [],
    });
    expect((await desk.bridge.call('drafts.get', { caseId, kind: 'mail' })) as object).toMatchObject({
      value: { draft: null },
    });
  });

  it('shows the true message, in HTML at two widths and as plain text', async () => {
    const desk = makeFakeDesk();
    await keep(desk, {});
    const { user } = await openIt(desk);
    const preview = screen.getByRole('region', { name: 'Preview' });
    const frame = await within(preview).findByTitle<HTMLIFrameElement>('The message, Desktop, 540 px');
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(frame.srcdoc).toContain('The form takes five minutes.');
    expect(frame.srcdoc).not.toMatch(/<script|cid:/);
    expect(within(preview).getByTitle('The message, Phone, 320 px')).toBeTruthy();
    await user.click(within(preview).getByRole('radio', { name: 'Plain text' }));
    expect(within(preview).getByText(/The form takes five minutes\./)).toBeTruthy();
    expect(within(preview).getByText(/recovery@lumen-practice\.example/)).toBeTruthy();
  });

  it('puts dark mode’s own rules in force in a dark mail program, and leaves pictures out where they are off', async () => {
    const desk = makeFakeDesk();
    desk.changeCase(caseId, (view) => ({ ...view, override: { by: 'x', at: view.openedAt, reason: 'x' } }));
    await keep(desk, { template: 'recovery-link' });
    const { user } = await openIt(desk);
    const frame = () => screen.getByTitle<HTMLIFrameElement>('The message, Desktop, 540 px');
    await waitFor(() => expect(frame().srcdoc).toContain('data:image/svg+xml'));
    expect(frame().srcdoc).toContain('@media not all');
    await user.click(screen.getByRole('radio', { name: 'Dark' }));
    expect(frame().srcdoc).toContain('@media all');
    await user.click(screen.getByRole('checkbox', { name: 'Pictures' }));
    expect(frame().srcdoc).not.toContain('data:image');
  });

  it('marks what reveals a check, and mends it by one press', async () => {
    const desk = makeFakeDesk();
    await keep(desk, {
      written: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'Hm. Your last picture was too dark.' }] }],
    });
    const { user } = await openIt(desk);
    const findings = screen.getByRole('region', { name: 'Findings' });
    expect(await within(findings).findByText('Says which check failed')).toBeTruthy();
    expect(document.querySelector('.rd-finding')?.textContent).toBe('Your last picture was too dark.');
    expect(screen.getByText('Blocked by 1 finding')).toBeTruthy();
    await user.click(within(findings).getByRole('button', { name: 'Replace: Says which check failed' }));
    expect(await screen.findByText('Nothing holds this mail back')).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'What you write' }).textContent).toContain('in daylight');
  });

  it('inserts a field as a chip, and says where one without a value would come from', async () => {
    const { user } = await openIt();
    await user.click(screen.getByRole('button', { name: 'Case number' }));
    const body = screen.getByRole('textbox', { name: 'What you write' });
    expect(within(body).getByText('Case number').dataset['field']).toBe('case-number');
    await user.click(screen.getByRole('button', { name: 'Answer due' }));
    expect(await screen.findByText('Nothing was submitted, so no answer is due.')).toBeTruthy();
  });

  it('asks before it sends what is only a warning', async () => {
    const desk = makeFakeDesk();
    await keep(desk, {
      written: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'We guarantee that it works.' }] }],
    });
    const { user } = await openIt(desk);
    expect(await screen.findByText('1 thing to look at')).toBeTruthy();
    await waitFor(() => expect(sendButton().disabled).toBe(false));
    await user.keyboard('{Control>}{Enter}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Send it all the same?' });
    expect(dialog.textContent).toContain('A promise of your own');
    expect(desk.askedFor('compose.send')).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Send it so' }));
    await waitFor(() => expect(desk.askedFor('compose.send')).toMatchObject([{ seen: ['promise'] }]));
  });

  it('marks another language than the account’s, and gives the way back', async () => {
    const { user } = await openIt();
    await user.click(screen.getByRole('radio', { name: 'Français' }));
    expect(await screen.findByText('The account’s language is English.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Write in English' }));
    await waitFor(() => expect(screen.queryByText('The account’s language is English.')).toBeNull());
  });

  it('says who may where this person may not', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    showPart(desk, <ComposeScreen caseId={caseId} about={null} />);
    expect((await screen.findByRole('alert')).textContent).toMatch(/agent/);
  });

  it('has nothing that axe finds', async () => {
    const desk = makeFakeDesk();
    await keep(desk, {
      written: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'Your last picture was too dark.' }] }],
    });
    await openIt(desk);
    await screen.findByText('Says which check failed');
    expect(await axeFindings()).toEqual([]);
  });
});

describe('the draft', () => {
  it('is kept while one types, and there when it is opened again', async () => {
    const desk = makeFakeDesk();
    const first = await openIt(desk);
    fireEvent.change(screen.getByRole('textbox', { name: 'Subject' }), { target: { value: 'About your case' } });
    await screen.findByText('Draft kept');
    first.unmount();
    await openIt(desk);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' }).value).toBe('About your case');
  });

  it('is kept at once when the screen goes', async () => {
    const desk = makeFakeDesk();
    const first = await openIt(desk);
    fireEvent.change(screen.getByRole('textbox', { name: 'Subject' }), { target: { value: 'Half a wo' } });
    first.unmount();
    await waitFor(() => expect(desk.askedFor('drafts.keep')).toHaveLength(1));
  });

  it('stays in the window while the store is away, and is kept when it is back', async () => {
    const desk = makeFakeDesk();
    let isAway = true;
    const { refuse } = await import('../fake-desk');
    desk.on('drafts.keep', () => (isAway ? refuse('store-away', 'The store restarts.') : { kept: true }));
    const first = await openIt(desk);
    fireEvent.change(screen.getByRole('textbox', { name: 'Subject' }), { target: { value: 'Not lost' } });
    expect((await screen.findByRole('alert')).textContent).toContain('The store restarts.');
    first.unmount();
    isAway = false;
    await openIt(desk);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' }).value).toBe('Not lost');
    expect(await screen.findByText('Draft kept')).toBeTruthy();
  });

  it('asks which goes on where another window wrote, too, and loses neither before', async () => {
    const desk = makeFakeDesk();
    await keep(desk, { subject: 'Here' });
    await openIt(desk);
    const { content, revision } = desk.askedFor('drafts.keep')[0]!;
    await desk.bridge.call('drafts.keep', {
      caseId,
      revision: crypto.randomUUID(),
      after: revision,
      content: { ...content, subject: 'There' },
    });
    fireEvent.change(screen.getByRole('textbox', { name: 'Subject' }), { target: { value: 'Here, longer' } });
    const dialog = await screen.findByRole('dialog', { name: 'You wrote this email in another window, too' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'The other window’s' }));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' }).value).toBe('There'));
  });

  it('that left already is not offered again', async () => {
    const desk = makeFakeDesk();
    await keep(desk, {});
    const { content } = desk.askedFor('drafts.keep')[0]!;
    await desk.bridge.call('compose.send', { caseId, draft: content, seen: [] });
    await keep(desk, { draftId: content.draftId });
    await openIt(desk);
    expect(screen.getByText('This draft was sent already; a new one has begun.')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' }).value).toBe('');
  });

  it('is thrown away only when one says so twice', async () => {
    const desk = makeFakeDesk();
    await keep(desk, {});
    const { user } = await openIt(desk);
    await user.click(screen.getByRole('button', { name: 'Throw away' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Throw it away' }));
    await waitFor(() => expect(desk.askedFor('drafts.drop')).toHaveLength(1));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Subject' }).value).toBe(''));
  });
});

describe('the link', () => {
  it('asked for by its key is sent by one more, once its mail was read', async () => {
    const desk = makeFakeDesk();
    const { user } = await openIt(desk, 'recovery-link');
    expect(screen.getByRole('heading', { name: 'Send a new link' })).toBeTruthy();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(desk.askedFor('compose.send')).toMatchObject([
        { draft: { template: 'recovery-link', addressId: 'a1', language: 'en', written: [] }, seen: [] },
      ]),
    );
  });

  it('stays with the refusal, its rule and the way', async () => {
    const desk = makeFakeDesk();
    desk.on('compose.send', () =>
      refuse('limit-account-day', 'Three links a day are the limit for one account.', {
        rule: 'R11',
        way: 'Tomorrow, or the alternate method.',
      }),
    );
    const { user } = await openIt(desk, 'recovery-link');
    await user.keyboard('{Control>}{Enter}{/Control}');
    const alert = await screen.findByRole('alert');
    for (const words of ['Three links a day', 'R11', 'Tomorrow']) expect(alert.textContent).toContain(words);
  });
});
