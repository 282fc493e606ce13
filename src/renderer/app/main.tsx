import './zod-without-eval';
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '@mantine/core/styles.css';
import './app.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { makeQueryClient } from './queries';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html lost its root');
createRoot(root).render(
  <App client={makeQueryClient()} view={window.location.hash === '#/authenticator' ? 'authenticator' : 'desk'} />,
);
