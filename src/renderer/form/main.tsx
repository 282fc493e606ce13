import '@fontsource-variable/inter/wght.css';
import './form.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Start } from './Start';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <Start base={window.location.pathname.replace(/\/+$/, '')} />
  </StrictMode>,
);
