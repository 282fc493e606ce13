import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { QueryClientProvider } from '@tanstack/react-query';
import { Authenticator } from '../sign-in/Authenticator';
import { ErrorBoundary } from './ErrorBoundary';
import { Gate } from './Gate';
import { useKeyboard } from './keys';
import { useLive } from './live';
import { theme, tokens } from './theme';

/**
 * Main puts a fresh nonce into the page that it serves; styles carry it, so that the policy needs no `unsafe-inline`.
 */
const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// The one thing that rests in browser storage: light or dark.
const schemes = localStorageColorSchemeManager({ key: 'recovery-desk-scheme' });

const Window = ({ view }: { readonly view: 'desk' | 'authenticator' }) => {
  useLive();
  useKeyboard();
  return view === 'authenticator' ? <Authenticator /> : <Gate />;
};

/** Everything one window shows: the desk, or in a practice desk the authenticator of the sample staff. */
export const App = ({
  client,
  view,
  isTest = false,
}: {
  readonly client: QueryClient;
  readonly view: 'desk' | 'authenticator';
  readonly isTest?: boolean;
}) => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={tokens}
    defaultColorScheme="auto"
    colorSchemeManager={schemes}
    getStyleNonce={nonce}
    {...(isTest ? { env: 'test' } : {})}
  >
    <QueryClientProvider client={client}>
      <ErrorBoundary>
        <Window view={view} />
      </ErrorBoundary>
    </QueryClientProvider>
  </MantineProvider>
);
