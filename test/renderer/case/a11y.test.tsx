import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CaseScreen } from '../../../src/renderer/case/CaseScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';
import { putIn, states } from './states';

describe('a case for assistive technology', () => {
  it.each([
    ['in triage', 'case-7', 'maya'],
    ['waiting', 'case-4', 'maya'],
    ['refused', 'case-10', 'daniel'],
    ['frozen', 'case-8', 'rosa'],
    ['cooling off', 'case-11', 'sophie'],
  ])('has nothing that axe finds, %s', async (_, caseId, as) => {
    showPart(
      makeFakeDesk({ as }),
      <main>
        <CaseScreen caseId={caseId} />
      </main>,
    );
    await screen.findByRole('region', { name: 'Thread' });
    expect(await axeFindings()).toEqual([]);
  });

  it.each(Object.keys(states))('has nothing that axe finds, %s', async (state) => {
    const desk = makeFakeDesk({
      as: state.startsWith('deciding-') ? 'daniel' : state === 'frozen-lead' ? 'rosa' : 'maya',
    });
    putIn(desk, state.startsWith('cooling') || state.startsWith('frozen') ? 'case-11' : 'case-7', state);
    showPart(
      desk,
      <main>
        <CaseScreen caseId={state.startsWith('cooling') || state.startsWith('frozen') ? 'case-11' : 'case-7'} />
      </main>,
    );
    await screen.findByRole('region', { name: 'Thread' });
    expect(await axeFindings()).toEqual([]);
  });

  it('has nothing that axe finds in its dialogs', async () => {
    const { user } = showPart(
      makeFakeDesk(),
      <main>
        <CaseScreen caseId="case-6" />
      </main>,
    );
    await screen.findByRole('region', { name: 'Thread' });
    for (const key of ['x', 'z', 'm', '{Shift>}a{/Shift}']) {
      await user.keyboard(key);
      await screen.findByRole('dialog');
      expect(await axeFindings()).toEqual([]);
      await user.keyboard('{Escape}');
    }
  });
});
