import { screen, waitFor, within } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { describe, expect, it } from 'vitest';
import { useKeys, useModalKeys } from '../../../src/renderer/app/keys';
import { useNavigation } from '../../../src/renderer/app/navigation';
import { QueueScreen } from '../../../src/renderer/queue/QueueScreen';
import { makeFakeDesk } from '../fake-desk';
import { showApp, showPart } from '../show';

const selected = (): string =>
  screen.getAllByRole('row').find((row) => row.getAttribute('aria-selected') === 'true')?.textContent ?? '';

describe('the queue by keyboard', () => {
  it('moves with j and k, and stops at the ends', async () => {
    const { user } = showPart(makeFakeDesk(), <QueueScreen />);
    await screen.findByText('Harrow & Finch LLP');
    await user.keyboard('jj');
    expect(selected()).toContain('Callum Reid');
    await user.keyboard('k');
    expect(selected()).toContain('Marie-Ève Saint-Onge');
    await user.keyboard('kkkk');
    expect(selected()).toContain('Geoffrey Whitcombe');
  });

  it('opens the selected case in full with Enter and comes back with Escape', async () => {
    const { user } = showApp(makeFakeDesk());
    await screen.findByText('Harrow & Finch LLP');
    await user.keyboard('j{Enter}');
    await screen.findByRole('region', { name: 'Ways back, fastest first' });
    expect(useNavigation.getState().place).toEqual({ screen: 'case', caseId: 'case-2' });
    await user.keyboard('{Escape}');
    await screen.findByRole('grid');
    expect(selected()).toContain('Marie-Ève Saint-Onge');
  });

  it('goes to the search with a slash, where letters are letters', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <QueueScreen />);
    await screen.findByText('Harrow & Finch LLP');
    await user.keyboard('/jka');
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('jka');
    expect(desk.askedFor('cases.assign')).toEqual([]);
    await user.keyboard('{Escape}');
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  });

  it('assigns the selected case to me with a', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <QueueScreen />);
    const pane = await screen.findByRole('complementary', { name: 'Case of Geoffrey Whitcombe' });
    await within(pane).findByRole('heading', { name: /Geoffrey/ });
    await user.keyboard('a');
    await waitFor(() => expect(desk.askedFor('cases.assign')).toEqual([{ caseId: 'case-1', to: 'maya', note: '' }]));
  });

  it('goes to another screen with g and a letter', async () => {
    const { user } = showApp(makeFakeDesk());
    await screen.findByText('Harrow & Finch LLP');
    await user.keyboard('gs');
    expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy();
  });

  it('keeps an Escape that closes a dialog from what lies below, even when the dialog goes before the key has passed', async () => {
    const ran: string[] = [];
    const Below = () => {
      useKeys('Below', [{ keys: 'escape', label: 'Leave', run: () => ran.push('left') }]);
      return null;
    };
    const Above = ({ onClose }: { readonly onClose: () => void }) => {
      useModalKeys('Above', true);
      useEffect(() => {
        const close = (event: KeyboardEvent): void => {
          if (event.key === 'Escape') flushSync(onClose);
        };
        window.addEventListener('keydown', close, { capture: true });
        return () => window.removeEventListener('keydown', close, { capture: true });
      });
      return <p>Above</p>;
    };
    const Both = () => {
      const [isOpen, setOpen] = useState(false);
      return (
        <>
          <Below />
          <button onClick={() => setOpen(true)}>Open</button>
          {isOpen && <Above onClose={() => setOpen(false)} />}
        </>
      );
    };
    const { user } = showPart(makeFakeDesk(), <Both />);
    await user.click(screen.getByRole('button', { name: 'Open' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByText('Above')).toBeNull();
    expect(ran).toEqual([]);
    await user.keyboard('{Escape}');
    expect(ran).toEqual(['left']);
  });

  it('silences the letters below a dialog', async () => {
    const desk = makeFakeDesk();
    const { user } = showPart(desk, <QueueScreen />);
    await screen.findByText('Harrow & Finch LLP');
    await user.keyboard('c');
    const dialog = await screen.findByRole('dialog', { name: 'New case' });
    within(dialog).getByRole('button', { name: 'Close' }).focus();
    await user.keyboard('aj');
    expect(desk.askedFor('cases.assign')).toEqual([]);
    expect(selected()).toContain('Geoffrey Whitcombe');
  });
});
