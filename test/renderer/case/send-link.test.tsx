import { screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { CasePane } from '../../../src/renderer/case/CasePane';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';

beforeEach(() => useNavigation.getState().reset());

describe('sending the link', () => {
  it('is one key to its mail in the composer, beside the queue and on the case', async () => {
    for (const part of [<CasePane key="pane" caseId="case-6" />, <CaseScreen key="screen" caseId="case-6" />]) {
      useNavigation.getState().reset();
      const { user, unmount } = showPart(makeFakeDesk(), part);
      await screen.findByRole('region', { name: 'Send a new link' });
      await user.keyboard('s');
      expect(useNavigation.getState().place).toEqual({ screen: 'compose', caseId: 'case-6', about: 'recovery-link' });
      unmount();
    }
  });

  it('is the one filled button where it is what to do next', async () => {
    const { user } = showPart(makeFakeDesk(), <CasePane caseId="case-6" />);
    const next = await screen.findByRole('region', { name: 'Send a new link' });
    await user.click(within(next).getByRole('button', { name: /link/i }));
    expect(useNavigation.getState().place).toMatchObject({ screen: 'compose', about: 'recovery-link' });
  });

  it('says so when no address is left', async () => {
    const desk = makeFakeDesk();
    desk.changeCase('case-6', (view) => ({
      ...view,
      account: view.account && { ...view.account, addresses: view.account.addresses.slice(1) },
      override: { by: 'x', at: view.openedAt, reason: 'x' },
    }));
    showPart(desk, <CaseScreen caseId="case-6" />);
    const gate = await screen.findByRole('region', { name: 'Send the verification link' });
    expect(gate.textContent).toContain('No address is known to have been there 14 days before the case.');
    expect(within(gate).getByRole<HTMLButtonElement>('button', { name: /Send/ }).disabled).toBe(true);
    expect(within(gate).getByRole('button', { name: /Alternate method/ })).toBeTruthy();
  });
});
