import { expect, test } from 'vitest';
import { createBoundedQueue, QueueFull } from './bounded-queue.ts';

test('two run, three wait in their order, the sixth is refused, and there is room again afterwards', async () => {
  const run = createBoundedQueue(2, 3);
  const tasks = Array.from({ length: 6 }, () => Promise.withResolvers<void>());
  const started: number[] = [];
  const outcomes = tasks.map((task, number) =>
    run(async () => {
      started.push(number);
      await task.promise;
      return number;
    }),
  );

  await expect(outcomes[5]).rejects.toBeInstanceOf(QueueFull);
  expect(started).toEqual([0, 1]);
  tasks[1]?.resolve();
  expect(await outcomes[1]).toBe(1);
  expect(started).toEqual([0, 1, 2]);
  for (const task of tasks) task.resolve();
  expect(await Promise.all(outcomes.slice(0, 5))).toEqual([0, 1, 2, 3, 4]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(await run(async () => 'room')).toBe('room');
});

test('a task that fails gives its place back', async () => {
  const run = createBoundedQueue(1, 0);
  await expect(run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await run(async () => 'room')).toBe('room');
});
