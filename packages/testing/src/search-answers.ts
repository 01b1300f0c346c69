import { afterEach, expect } from 'vitest';
import { findLeaksInAnswer } from './leaks.ts';

// Loaded before every test file. Whatever a test asks for, the errors it gets are searched: what they tell that is nobody's
// business fails the test.

const searches: Promise<string[]>[] = [];
const ask = globalThis.fetch;

globalThis.fetch = async (...request: Parameters<typeof fetch>) => {
  const response = await ask(...request);
  if (response.headers.get('content-type')?.includes('json')) {
    // Of a copy, and beside the test: it may read its answer as slowly as it likes, or not at all.
    searches.push(search(response.clone()));
  }
  return response;
};

async function search(answer: Response): Promise<string[]> {
  return findLeaksInAnswer(await answer.json().catch(() => null));
}

/** What was found since the last call. */
export async function takeLeaks(): Promise<string[]> {
  return (await Promise.all(searches.splice(0))).flat();
}

afterEach(async () => expect(await takeLeaks()).toEqual([]));
