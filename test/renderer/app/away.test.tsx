import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { axeFindings } from '../axe';
import { makeFakeDesk } from '../fake-desk';
import { showApp } from '../show';

it('says in one line what fell due while the desk was closed, until somebody has read it', async () => {
  const desk = makeFakeDesk({ as: 'maya' });
  desk.strip = { ...desk.strip, whileAway: 'While the desk was closed (14 hours): 2 links ended, 1 case came back.' };
  const { user } = showApp(desk);
  expect(await screen.findByText(/14 hours.*2 links ended/)).toBeTruthy();
  expect(await axeFindings()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'I have read it' }));
  expect(screen.queryByText(/14 hours/)).toBeNull();
});
