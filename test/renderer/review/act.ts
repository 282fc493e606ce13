/** What a reviewer does on the screen, in the words of the screen. */
import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';

const reasons = {
  Document: 'Features and check digits agree',
  Name: 'Same name',
  Face: 'Same features',
  Liveness: 'No screen edge, no print, depth in the light',
} as const;
export type Check = keyof typeof reasons;
export const checks = Object.keys(reasons) as Check[];

export const group = (check: Check): ReturnType<typeof within> => within(screen.getByRole('group', { name: check }));

export const isDisabled = (button: HTMLElement): boolean => button instanceof HTMLButtonElement && button.disabled;

/** Answers one check and chooses its reason. */
export const mark = async (
  user: UserEvent,
  check: Check,
  value: 'Pass' | 'Fail' | 'Can’t tell' = 'Pass',
  reason: string = reasons[check],
): Promise<void> => {
  await user.click(group(check).getByRole('button', { name: value }));
  await user.click(await screen.findByRole('option', { name: reason }));
};

export const markAll = async (user: UserEvent): Promise<void> => {
  for (const check of checks) await mark(user, check);
};

export const typeName = async (user: UserEvent, name: string): Promise<void> => {
  const field = screen.getByRole('textbox', { name: 'The name as the ID prints it' });
  await user.clear(field);
  await user.type(field, name);
};

/** Marks, types the name and opens the comparison. */
export const uncover = async (user: UserEvent, name = 'LARIVIÈRE JEAN-PHILIPPE'): Promise<void> => {
  await markAll(user);
  await typeName(user, name);
  await user.keyboard('{Enter}');
  await screen.findByRole('table');
};

export const typeCode = async (user: UserEvent, code: string): Promise<void> => {
  await user.click(screen.getByRole('textbox', { name: /digit 1 of 6/ }));
  await user.keyboard(code);
};
