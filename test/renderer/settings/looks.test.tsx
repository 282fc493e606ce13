import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SystemLooks } from '#contract/looks';
import { SettingsScreen } from '../../../src/renderer/settings/SettingsScreen';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { morning } from '../fake-world';
import { showPart } from '../show';

const dayMs = 86_400_000;
const at = (days: number): string => new Date(morning + days * dayMs).toISOString();

const shown = async (change: Partial<SystemLooks> | null) => {
  const desk = makeFakeDesk();
  const [system] = desk.looks.systems;
  desk.looks = { ...desk.looks, systems: change === null ? [] : [{ ...system!, ...change }] };
  showPart(desk, <SettingsScreen />);
  const section = await screen.findByRole('region', { name: 'Looks over addresses' });
  const text = async (label: string) => (await within(section).findByText(label)).nextElementSibling?.textContent;
  return { section, text };
};

describe('the looks over addresses in the settings', () => {
  it('say since when this desk looks, and when the last whole look was', async () => {
    const { text, section } = await shown({});
    expect(await text('Identity system')).toBe('Sample identity system');
    expect(await text('Looks since')).toBe('1 Oct 2026');
    expect(await text('Last whole look')).toBe('10 Nov 2026 at 09:24, 412 addresses');
    expect(await text('State')).toMatch(/^An address counts from the day .* Next: Today, 16:24\.$/);
    expect(within(section).queryByText('Counts anew')).toBeNull();
    expect(await axeFindings()).toEqual([]);
  });

  it('say that none has finished yet', async () => {
    const { text } = await shown({ standing: 'first', lookedAt: null, addresses: 0 });
    expect(await text('Last whole look')).toBe('None yet');
    expect(await text('State')).toMatch(/^The first look has not finished/);
  });

  it('name a look that fails, why, what it means, and what to do', async () => {
    const { text } = await shown({
      standing: 'stale',
      lookedAt: at(-8),
      failing: 'The identity system can’t be reached.',
    });
    const state = await text('State');
    expect(state).toMatch(/^The look fails/);
    expect(state).toContain('The identity system can’t be reached.');
    expect(state).toContain('more than 6 days ago, so no address counts by the looks');
    expect(state).toContain('ask whoever runs the identity system');
    expect(await axeFindings()).toEqual([]);
  });

  it('name looks that are too old to count, those of a newer version, and a gap that lies behind', async () => {
    expect(await (await shown({ standing: 'stale' })).text('State')).toMatch(/^Nothing counts by the looks/);
    document.body.replaceChildren();
    expect(await (await shown({ standing: 'newer' })).text('State')).toMatch(/^Written by a newer version/);
    document.body.replaceChildren();
    expect(await (await shown({ countsFrom: at(-3) })).text('Counts anew')).toMatch(/^Since 7 Nov 2026: /);
  });

  it('say that there is nothing to look over where no identity system is connected', async () => {
    const { section } = await shown(null);
    expect(await within(section).findByText(/No identity system is connected/)).not.toBeNull();
  });
});
