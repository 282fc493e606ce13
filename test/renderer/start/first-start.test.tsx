import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../axe';
import type { FakeDesk } from '../fake-desk';
import { makeFakeDesk, refuse } from '../fake-desk';
import { showApp } from '../show';

const fresh = (): FakeDesk => {
  const desk = makeFakeDesk({ as: null });
  desk.desk = { ...desk.desk, stage: 'none', kind: null, company: '' };
  return desk;
};

describe('the first start', () => {
  it('recommends the practice desk: Enter opens it', async () => {
    const desk = fresh();
    const { user } = showApp(desk);
    await screen.findByRole('heading', { name: 'How do you want to start?' });
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
    expect(desk.askedFor('desk.openPractice')).toHaveLength(1);
  });

  it('says why the practice desk could not be made', async () => {
    const desk = fresh();
    desk.on('desk.openPractice', () =>
      refuse('disk-full', 'The disk is full: nothing was written.', { way: 'Free 50 MB and try again.' }),
    );
    const { user } = showApp(desk);
    await screen.findByRole('heading', { name: 'How do you want to start?' });
    await user.keyboard('1');
    expect((await screen.findByRole('alert')).textContent).toContain('Free 50 MB');
  });

  it('says that this version connects no real back ends yet', async () => {
    showApp(fresh());
    expect(await screen.findByText(/can’t connect a real identity system or mail server yet/)).toBeTruthy();
  });
});

describe('setting up a desk', () => {
  const fill = async (user: ReturnType<typeof showApp>['user'], password = 'a long password'): Promise<void> => {
    await user.keyboard('2');
    await user.type(await screen.findByRole('textbox', { name: 'Company' }), 'Lumen');
    await user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Rosa Tran');
    await user.type(screen.getByRole('textbox', { name: 'Your email address' }), 'rosa@lumen.example');
    await user.type(screen.getByLabelText('Your password'), password);
  };

  it('makes the first lead: with the key store, an authenticator and ten backup codes', async () => {
    const desk = fresh();
    const { user } = showApp(desk);
    await screen.findByRole('heading', { name: 'How do you want to start?' });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.type(await screen.findByRole('textbox', { name: 'One-time code, digit 1 of 6' }), '000000');
    expect((await screen.findByRole('alert')).textContent).toContain('That code is wrong.');
    await user.type(screen.getByRole('textbox', { name: 'One-time code, digit 1 of 6' }), '123456');
    expect(await screen.findByText('once-0000')).toBeTruthy();
    expect(desk.askedFor('desk.beginSetUp')).toEqual([
      {
        company: 'Lumen',
        name: 'Rosa Tran',
        address: 'rosa@lumen.example',
        password: 'a long password',
        vaultPassphrase: null,
      },
    ]);
  });

  it('keeps the backup codes on the screen although the desk is open by then', async () => {
    const { user } = showApp(fresh());
    await screen.findByRole('heading', { name: 'How do you want to start?' });
    await fill(user);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.type(await screen.findByRole('textbox', { name: 'One-time code, digit 1 of 6' }), '123456');
    await screen.findByText('once-0009');
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'Go to the sign-in' }));
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy();
    expect(screen.queryByText('once-0009')).toBeNull();
  });

  it('asks for a passphrase where the computer has no key store, and twice', async () => {
    const desk = fresh();
    desk.vaultChoices = { safeStorage: false, words: 'This computer has no key store that really encrypts.' };
    const { user } = showApp(desk);
    await screen.findByRole('heading', { name: 'How do you want to start?' });
    await fill(user);
    expect(screen.getByText(/no key store that really encrypts/)).toBeTruthy();
    expect(screen.queryByRole('radio')).toBeNull();
    await user.type(screen.getByLabelText('Desk passphrase'), 'correct horse battery');
    await user.type(screen.getByLabelText('Desk passphrase, again'), 'correct horse');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('The two are not the same.')).toBeTruthy();
    await user.type(screen.getByLabelText('Desk passphrase, again'), ' battery');
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() => expect(desk.askedFor('desk.beginSetUp')[0]?.vaultPassphrase).toBe('correct horse battery'));
  });

  it('says at each field what is missing', async () => {
    const desk = fresh();
    const { user } = showApp(desk);
    await screen.findByRole('heading', { name: 'How do you want to start?' });
    await fill(user, 'short');
    await user.clear(screen.getByRole('textbox', { name: 'Your email address' }));
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('12 characters at least.')).toBeTruthy();
    expect(screen.getByText('An email address, such as maya@example.com.')).toBeTruthy();
    expect(desk.askedFor('desk.beginSetUp')).toEqual([]);
  });
});
