import { defineConfig } from 'vitest/config';

/** Takes the pictures of docs/screens/ on a running system, whose environment stands in the file E2E_ENVIRONMENT names. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.shots.ts'],
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
