import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', '.cityevents/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two workers: the services under test share the machine's cores.
    maxWorkers: 2,
  },
});
