import { expect, it, vi } from 'vitest';
import { createDraftKeeper, type Kept, type Stored } from './draft-keeper.ts';

/** A store that answers when it is told to. */
function slowStore() {
  const asked: string[] = [];
  const answers: ((stored: Stored | Error) => void)[] = [];
  const kept: Kept['kind'][] = [];
  const keeper = createDraftKeeper<string>({
    pauseMs: 0,
    tell: ({ kind }) => kept.push(kind),
    store: (values) => {
      asked.push(values);
      return new Promise((resolve, reject) => {
        answers.push((stored) => (stored instanceof Error ? reject(stored) : resolve(stored)));
      });
    },
  });
  return { keeper, asked, kept, answer: (stored: Stored | Error) => answers.shift()!(stored) };
}

it('what is typed while a request is on its way goes with the next, and only the last of it', async () => {
  const { keeper, asked, kept, answer } = slowStore();
  keeper.changed('a');
  const done = keeper.flush();
  keeper.changed('ab');
  keeper.changed('abc');
  answer('whole');
  await vi.waitFor(() => expect(asked).toEqual(['a', 'abc']));
  expect(keeper.isBehind()).toBe(true);
  answer('in-part');
  await done;
  expect(keeper.isBehind()).toBe(false);
  expect(kept).toEqual(['waiting', 'saving', 'saved', 'saving', 'saved']);
});

it('what couldn’t be stored is kept, and stored with the next try', async () => {
  const { keeper, asked, kept, answer } = slowStore();
  keeper.changed('a');
  const failed = keeper.flush();
  answer(new Error('unreachable'));
  await failed;
  expect(kept.at(-1)).toBe('failed');
  expect(keeper.isBehind()).toBe(true);
  const again = keeper.flush();
  answer('whole');
  await again;
  expect(asked).toEqual(['a', 'a']);
  expect(keeper.isBehind()).toBe(false);
});

it('a pause is enough to store', async () => {
  const { keeper, asked, answer } = slowStore();
  keeper.changed('a');
  await vi.waitFor(() => expect(asked).toEqual(['a']));
  answer('whole');
});
