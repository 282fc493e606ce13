import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';

describe('a case in trouble', () => {
  it('that does not exist says so', async () => {
    showPart(makeFakeDesk(), <CaseScreen caseId="case-999" />);
    expect((await screen.findByRole('alert')).textContent).toContain('There is no such case.');
  });

  it('without its account offers to read it again, not a blank', async () => {
    const desk = makeFakeDesk();
    desk.cases = desk.cases.map((view) => (view.caseId === 'case-7' ? { ...view, account: null } : view));
    const { user } = showPart(desk, <CaseScreen caseId="case-7" />);
    // Where its facts stand, and beside the link that waits for them.
    expect(await screen.findAllByText('The account was not read yet.')).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'More about this case' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Read the account again' }));
    await waitFor(() => expect(desk.askedFor('cases.readAccount')).toHaveLength(1));
  });

  it('follows what happens to it elsewhere', async () => {
    const desk = makeFakeDesk();
    showPart(desk, <CaseScreen caseId="case-4" />);
    await screen.findByRole('region', { name: 'Wait for the form' });
    await act(async () =>
      desk.changeCase('case-4', (view) => ({
        ...view,
        frozen: { at: view.openedAt, by: 'The customer', via: 'notice', saidAbout: null, words: 'Not me', done: [] },
      })),
    );
    expect(await screen.findByText('“Not me”')).toBeTruthy();
    expect(screen.getByText('Frozen')).toBeTruthy();
  });
});
