/**
 * The window that a start is measured against: the console's own bundle, styles and fonts are loaded and Mantine stands,
 * but nothing of the desk is shown or asked for.
 */
import '../../../src/renderer/app/zod-without-eval';
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@mantine/core/styles.css';
import '../../../src/renderer/app/app.css';
import { MantineProvider, Text } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { useEffect, useState } from 'react';
import { App } from '../../../src/renderer/app/App';
import { makeQueryClient } from '../../../src/renderer/app/queries';
import { theme, tokens } from '../../../src/renderer/app/theme';

const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

type Row = Readonly<Record<string, string | number | null>>;
declare global {
  interface Window {
    drawRows: (rows: readonly Row[]) => void;
  }
}

const Empty = () => {
  const [rows, setRows] = useState<readonly Row[]>([]);
  useEffect(() => {
    window.drawRows = setRows;
  }, []);
  useEffect(() => {
    document.title = rows.length === 0 ? 'shown' : 'drawn';
  }, [rows]);
  return rows.length === 0 ? (
    <Text>Nothing is here.</Text>
  ) : (
    <ul>
      {rows.map((row) => (
        <li key={row['case_id']}>{Object.values(row).join(' · ')}</li>
      ))}
    </ul>
  );
};

// What the console imports is evaluated here, too; the address never asks for it.
const page =
  window.location.hash === '#app' ? (
    <App client={makeQueryClient()} view="desk" />
  ) : (
    <MantineProvider theme={theme} cssVariablesResolver={tokens} defaultColorScheme="auto" getStyleNonce={nonce}>
      <Empty />
    </MantineProvider>
  );
createRoot(document.getElementById('root')!).render(page);
