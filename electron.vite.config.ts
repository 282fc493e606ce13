import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/**
 * Native or process-loaded at run time; everything else is bundled, since the older runtime can't require() ES modules.
 */
const external = ['electron', 'better-sqlite3'];

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      sourcemap: true,
      target: 'node20',
      rollupOptions: {
        external,
        input: {
          index: at('src/main/electron/index.ts'),
          store: at('src/main/store/serve.ts'),
          'message-reader': at('src/main/mail/receive/serve-reader.ts'),
          'sample-identity': at('src/main/accounts/sample/serve.ts'),
          'sample-mailbox': at('src/main/mail/sample/serve.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      minify: true,
      // The page's policy takes no data: URL for a font or a script.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: at('src/renderer/index.html'), form: at('src/renderer/form/index.html') } },
    },
  },
});
