import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../axe';
import { makeFakeDesk, refuse } from '../fake-desk';
import { morning } from '../fake-world';
import { showApp } from '../show';

const codes = (leftMs: number) => () => ({
  password: 'x',
  people: [
    {
      staffId: 'maya',
      name: 'Maya Okafor',
      role: 'agent',
      code: '418093',
      nextCode: '100200',
      validUntil: new Date(morning + leftMs).toISOString(),
    },
  ],
});

describe('the practice authenticator', () => {
  it('shows each person’s code and how long it lives', async () => {
    const desk = makeFakeDesk({ as: null });
    desk.on('desk.practiceCodes', codes(12_000));
    showApp(desk, 'authenticator');
    expect(await screen.findByText('418 093')).toBeTruthy();
    expect(screen.getByText('Support agent')).toBeTruthy();
    expect(screen.getByRole('img', { name: '12 seconds left' })).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('shows the next code as soon as the first has run out', async () => {
    const desk = makeFakeDesk({ as: null });
    desk.on('desk.practiceCodes', codes(-1000));
    showApp(desk, 'authenticator');
    expect(await screen.findByText('100 200')).toBeTruthy();
  });

  it('copies a code', async () => {
    const desk = makeFakeDesk({ as: null });
    desk.on('desk.practiceCodes', codes(12_000));
    const { user } = showApp(desk, 'authenticator');
    await user.click(await screen.findByRole('button', { name: 'Copy the code of Maya Okafor' }));
    expect(await screen.findByText('Copied')).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe('418093');
  });

  it('says that a real desk has none', async () => {
    const desk = makeFakeDesk({ as: null });
    desk.on('desk.practiceCodes', () => refuse('practice-only', 'Only a practice desk shows codes.'));
    showApp(desk, 'authenticator');
    expect((await screen.findByRole('alert')).textContent).toContain('Only a practice desk shows codes.');
  });
});
