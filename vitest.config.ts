import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The scenarios of chaos first, since they are the longest: one of them begun last would leave a worker without work. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others.toSorted((a, b) => Number(isChaos(b)) - Number(isChaos(a)));
  }
}

const isChaos = ({ moduleId }: TestSpecification) => moduleId.includes('/chaos/');

export default defineConfig({
  // Our sources import graphql as a module, Apollo requires it: two copies, whose errors don't know each other. Node itself
  // resolves both to one.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'e2e/**', '.cityevents/**'],
    setupFiles: ['packages/testing/src/search-answers.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A process of its own for each of some 250 files took a tenth of the time.
    pool: 'threads',
    // Two workers: the services under test share the machine's cores.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
