import { configDefaults, defineConfig } from 'vitest/config';

/** What takes longer than every push should wait for: `npm test long`. */
const long = '**/*.long.test.ts';
const exclude = [...configDefaults.exclude, long];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'domain',
          include: ['src/{domain,contract}/**/*.test.ts'],
          exclude,
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'main',
          include: ['test/main/**/*.test.ts', 'src/main/**/*.test.ts'],
          exclude,
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
          // React and Mantine once a worker, not once a file: more than half of this project's time. `prepare` in
          // show.tsx and setup.ts put back what a test leaves behind.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'long',
          include: [`{src,test}/${long}`],
          environment: 'node',
          testTimeout: 600_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
