import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'domain', include: ['src/{domain,contract}/**/*.test.ts'], environment: 'node' } },
      {
        test: {
          name: 'main',
          include: ['test/main/**/*.test.ts', 'src/main/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'screens',
          include: ['test/renderer/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['test/renderer/setup.ts'],
          css: false,
          testTimeout: 20_000,
        },
      },
    ],
  },
});
