/** Puts the app, or one part of it, on the page over a fake desk. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { App } from '../../src/renderer/app/App';
import { setClock } from '../../src/renderer/app/clock';
import { DeskContext } from '../../src/renderer/app/desk';
import { useKeyboard } from '../../src/renderer/app/keys';
import { useLive, useStoreStatus } from '../../src/renderer/app/live';
import { useNavigation } from '../../src/renderer/app/navigation';
import { makeQueryClient } from '../../src/renderer/app/queries';
import { useQueueSearch } from '../../src/renderer/app/queue-search';
import { loadScreens } from '../../src/renderer/app/screens';
import { SessionContext } from '../../src/renderer/app/session';
import { useShownOnce } from '../../src/renderer/app/shown-once';
import { theme } from '../../src/renderer/app/theme';
import type { FakeDesk } from './fake-desk';
import { morning } from './fake-world';

// A window has them by the time that somebody signed in.
await loadScreens(() => Promise.resolve());

type Shown = RenderResult & { readonly user: UserEvent };

const prepare = (desk: FakeDesk): void => {
  Object.defineProperty(window, 'desk', { configurable: true, value: desk.bridge });
  const putBack = setClock(() => morning);
  useNavigation.getState().reset();
  useStoreStatus.getState().set(null);
  useShownOnce.getState().forget();
  useQueueSearch.setState({ view: 'all-open', search: '', selected: null });
  onTestFinished(putBack);
};

/** The whole window, from the gate on. */
export const showApp = (desk: FakeDesk, view: 'desk' | 'authenticator' = 'desk'): Shown => {
  prepare(desk);
  return { ...render(<App client={makeQueryClient()} view={view} isTest />), user: userEvent.setup() };
};

const Alive = ({ children }: { readonly children: ReactNode }) => {
  useLive();
  useKeyboard();
  return children;
};

/** One part, for the person who is signed in at the fake desk; keys and live events work. */
export const showPart = (desk: FakeDesk, part: ReactNode): Shown => {
  prepare(desk);
  if (desk.session.state !== 'signed-in') throw new Error('showPart needs somebody at the desk');
  const client = makeQueryClient();
  const session = desk.session;
  return {
    ...render(
      <MantineProvider theme={theme} env="test">
        <QueryClientProvider client={client}>
          <DeskContext value={desk.desk}>
            <SessionContext value={session}>
              <Alive>{part}</Alive>
            </SessionContext>
          </DeskContext>
        </QueryClientProvider>
      </MantineProvider>,
    ),
    user: userEvent.setup(),
  };
};
