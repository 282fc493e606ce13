import { defineConfig } from '@playwright/test';

/** The real app in Electron. Started by `npm test e2e` and `npm run demo`, which find Electron and a screen first. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env['CI']),
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  projects: [
    { name: 'e2e', testMatch: '**/*.spec.ts', testIgnore: '**/demo.spec.ts' },
    { name: 'demo', testMatch: '**/demo.spec.ts', timeout: 600_000 },
  ],
});
