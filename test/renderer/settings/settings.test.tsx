import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DeskState } from '#contract/desk';
import { SettingsScreen } from '../../../src/renderer/settings/SettingsScreen';
import { makeFakeDesk } from '../fake-desk';
import { showPart } from '../show';

const wayShown = (storeWay: DeskState['storeWay']): string | null => {
  const desk = makeFakeDesk();
  desk.desk = { ...desk.desk, storeWay };
  showPart(desk, <SettingsScreen />);
  return screen.queryByText('Its store runs as')?.nextElementSibling?.textContent ?? null;
};

describe('settings', () => {
  it('say how the store runs', () => {
    expect(wayShown({ way: 'utility', node: '24.14.0', failed: [] })).toBe(
      'a utility process of Electron (Node 24.14.0)',
    );
  });

  it('say which way was tried before, and why it was not taken', () => {
    const failed = [{ way: 'utility', why: 'ended', detail: 'it ended with code 139' }] as const;
    expect(wayShown({ way: 'node', node: '24.21.0', failed: [...failed] })).toBe(
      'a child under a Node of its own (Node 24.21.0); a utility process of Electron ended before it was of use: it ended with code 139',
    );
  });

  it('say nothing of it while the store was not started', () => {
    expect(wayShown(null)).toBeNull();
  });
});
