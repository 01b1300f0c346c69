import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By path, and what looks at the traces of all others last. */
class InvariantsLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const key = ({ moduleId }: TestSpecification) => `${moduleId.includes('invariants') ? 1 : 0} ${moduleId}`;
    return files.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}

/** Scenarios through a whole running system, whose environment stands in the file E2E_ENVIRONMENT names. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    setupFiles: ['../packages/testing/src/search-answers.ts'],
    // One at a time: they share the system, and measure it.
    fileParallelism: false,
    maxWorkers: 1,
    retry: 0,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // vitest's own second is over before a busy machine has shown a page.
    expect: { poll: { timeout: 45_000 } },
    sequence: { sequencer: InvariantsLast },
  },
});
