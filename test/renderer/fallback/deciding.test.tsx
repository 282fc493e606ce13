import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { FallbackScreen } from '../../../src/renderer/fallback/FallbackScreen';
import { axeFindings } from '../axe';
import { putIn } from '../case/states';
import { makeFakeDesk } from '../fake-desk';
import type { FakeDesk } from '../fake-desk';
import { showPart } from '../show';

const show = (state = 'deciding-reviewer', as = 'daniel', prepare: (desk: FakeDesk) => void = () => undefined) => {
  const desk = makeFakeDesk({ as });
  putIn(desk, 'case-16', state);
  prepare(desk);
  return {
    desk,
    ...showPart(
      desk,
      <main>
        <FallbackScreen caseId="case-16" />
      </main>,
    ),
  };
};
const form = (): Promise<HTMLElement> => screen.findByRole('region', { name: 'Your decision' });
const confirm = (block: HTMLElement): HTMLButtonElement =>
  within(block).getByRole<HTMLButtonElement>('button', { name: /Confirm/ });
const typeCode = async (user: ReturnType<typeof showPart>['user'], block: HTMLElement, code: string): Promise<void> =>
  user.type(within(block).getByRole('textbox', { name: 'Your one-time code, digit 1 of 6' }), code);

describe('a reviewer’s own word over a fallback', () => {
  it('is reached from the case', async () => {
    const desk = makeFakeDesk({ as: 'daniel' });
    putIn(desk, 'case-16', 'deciding-reviewer');
    const { user } = showPart(desk, <CasePane caseId="case-16" />);
    await user.click(await screen.findByRole('button', { name: 'Open the evidence' }));
    expect(useNavigation.getState().place).toEqual({ screen: 'fallback', caseId: 'case-16' });
  });

  it('starts blank beside the evidence and the account, with approvals counted and nobody named', async () => {
    show();
    const block = await form();
    expect(
      within(block)
        .getAllByRole<HTMLInputElement>('radio')
        .map((radio) => radio.checked),
    ).toEqual([false, false]);
    expect(within(block).getByRole<HTMLTextAreaElement>('textbox', { name: 'Your reason' }).value).toBe('');
    expect(block.textContent).toContain('1 of 2 approvals so far');
    expect(confirm(block).disabled).toBe(true);
    expect(within(screen.getByRole('region', { name: 'Evidence' })).getAllByRole('listitem')).toHaveLength(6);
    expect(screen.getByRole('region', { name: 'Account' }).textContent).toContain('1 address changed lately');
    for (const name of ['Ines', 'Sophie']) expect(document.body.textContent).not.toContain(name);
    expect(await axeFindings()).toEqual([]);
  });

  it('needs a decision, a reason and a code, and completes the approvals', async () => {
    const { desk, user } = show();
    const block = await form();
    await user.click(within(block).getByRole('radio', { name: 'Approve' }));
    await user.type(within(block).getByRole('textbox', { name: 'Your reason' }), 'Person and ID are one');
    await typeCode(user, block, '123456');
    await user.click(confirm(block));
    expect(await screen.findByRole('region', { name: 'The fallback is approved' })).toBeTruthy();
    expect(desk.askedFor('fallback.decide')).toEqual([
      expect.objectContaining({
        caseId: 'case-16',
        fallbackId: 'fallback-1',
        decision: 'approve',
        reason: 'Person and ID are one',
        code: '123456',
      }),
    ]);
    expect(desk.askedFor('fallback.decide')[0]).not.toHaveProperty('how');
  });

  it('ends with one no', async () => {
    const { user } = show();
    const block = await form();
    await user.click(within(block).getByRole('radio', { name: 'Refuse' }));
    await user.type(within(block).getByRole('textbox', { name: 'Your reason' }), 'Somebody whispered');
    await typeCode(user, block, '123456');
    await user.click(confirm(block));
    expect((await screen.findByRole('region', { name: 'The fallback is refused' })).textContent).toContain('never why');
  });

  it('keeps what was said when the code is wrong', async () => {
    const { user } = show();
    const block = await form();
    await user.click(within(block).getByRole('radio', { name: 'Approve' }));
    await user.type(within(block).getByRole('textbox', { name: 'Your reason' }), 'Person and ID are one');
    await typeCode(user, block, '000000');
    await user.click(confirm(block));
    expect((await within(block).findByRole('alert')).textContent).toContain('That code is wrong.');
    expect(within(block).getByRole<HTMLTextAreaElement>('textbox', { name: 'Your reason' }).value).toBe(
      'Person and ID are one',
    );
  });

  it('is over what was seen: changed evidence is looked at again first', async () => {
    const { desk, user } = show();
    const block = await form();
    await user.click(within(block).getByRole('radio', { name: 'Approve' }));
    await user.type(within(block).getByRole('textbox', { name: 'Your reason' }), 'Person and ID are one');
    await act(async () =>
      desk.changeCase('case-16', (view) => ({
        ...view,
        fallback: view.fallback && {
          ...view.fallback,
          items: view.fallback.items.map((item) => ({ ...item, note: 'Another note' })),
        },
      })),
    );
    const changed = await screen.findByRole('alert');
    expect(changed.textContent).toContain('The evidence has changed');
    expect(screen.queryByText(/Another note/)).toBeNull();
    await typeCode(user, block, '123456');
    expect(confirm(block).disabled).toBe(true);
    await user.click(within(changed).getByRole('button', { name: 'Look again' }));
    expect((await screen.findAllByText(/Another note/)).length).toBe(6);
    await waitFor(() => expect(confirm(block).disabled).toBe(false));
  });

  it('may ask for temporary access where the identity system offers it', async () => {
    const { desk, user } = show('deciding-reviewer', 'daniel', (fake) =>
      fake.on('fallback.get', ({ caseId }) => ({
        digest: 'digest',
        fallback: fake.cases.find((view) => view.caseId === caseId)!.fallback!,
        account: {
          name: 'B',
          firmName: 'F',
          role: 'member',
          limits: [],
          factors: [],
          addresses: 1,
          contactChanged: 'Not in the last 14 days',
        },
        override: 'No time',
        risk: [],
        coolingOffHours: 0,
        temporaryAccessHours: 8,
        earlier: ['A check failed'],
      })),
    );
    desk.on('fallback.decide', () => ({ status: 'fallback-review', approvalsLeft: 1 }));
    const block = await form();
    await user.click(within(block).getByRole('radio', { name: 'Approve' }));
    await user.click(within(block).getByRole('radio', { name: 'Temporary access, 8 h' }));
    await user.type(within(block).getByRole('textbox', { name: 'Your reason' }), 'Person and ID are one');
    await typeCode(user, block, '123456');
    await user.click(confirm(block));
    expect(
      within(await screen.findByRole('region', { name: 'Your approval stands' })).getByRole('button', {
        name: 'Next review',
      }),
    ).toBe(document.activeElement);
    expect(desk.askedFor('fallback.decide')[0]).toMatchObject({ how: 'temporary-access' });
  });
});

describe('who may not decide a fallback', () => {
  it('reads the rule, and who could', async () => {
    show('deciding-barred');
    const alert = await screen.findByRole('alert', { name: 'You can’t decide this fallback' });
    for (const words of ['You opened this case', 'R9', 'Another reviewer']) expect(alert.textContent).toContain(words);
    expect(screen.queryByRole('region', { name: 'Your decision' })).toBeNull();
  });

  it('sees no evidence without the role', async () => {
    const { desk } = show('deciding', 'maya');
    expect((await screen.findByRole('alert')).textContent).toContain('A security reviewer does this.');
    expect(desk.askedFor('fallback.get')).toEqual([]);
  });

  it('is told when it is not with the reviewers', async () => {
    show('gathering');
    expect(await screen.findByRole('region', { name: 'There is nothing to decide' })).toBeTruthy();
  });
});
