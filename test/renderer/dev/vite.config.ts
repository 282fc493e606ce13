import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** For looking at the screens while making them. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { port: 5199, strictPort: true, fs: { strict: false } },
});
