import { expect, it, vi } from 'vitest';
import { createListReader, type Reading, type ReadOn } from './list-reader.ts';

const size = 1_000;
const tooMuch = new Error('too much');

/** Reads numbers by tens; each page comes when it is let through, or fails with what is thrown in its place. */
function slowList() {
  const asked: string[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const told: Reading[] = [];
  let pauses = 0;
  const readOn: ReadOn<number> = (end, after = -1, before = size) => {
    asked.push(`${end} ${after} ${before}`);
    const rows = Array.from({ length: 10 }, (_, index) => (end === 'front' ? after + 1 : before - 10) + index);
    return new Promise((resolve, reject) => {
      answers.push((error) => (error ? reject(error) : resolve({ rows, more: true, total: size })));
    });
  };
  const reader = createListReader<number>({
    readOn,
    pace: {
      quickPages: 3,
      pause: async () => void pauses++,
      isTooMuch: (error) => error === tooMuch,
      patience: async () => {},
    },
    tell: (reading) => told.push(reading),
  });
  const answer = async (error?: Error) => {
    const before = asked.length;
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0));
    answers.shift()!(error);
    await vi.waitFor(() => expect(asked.length > before || told.at(-1)?.kind !== 'reading').toBe(true));
  };
  return { reader, asked, told, answer, pauses: () => pauses };
}

it('one page is asked for at a time, and none once what is wanted is there', async () => {
  const { reader, asked, told, answer } = slowList();
  reader.want(0, 14);
  reader.want(0, 15);
  await answer();
  await answer();
  expect(asked).toEqual(['front -1 1000', 'front 9 1000']);
  expect(told.at(-1)).toEqual({ kind: 'idle' });
  reader.want(3, 12);
  expect(asked).toHaveLength(2);
});

it('a jump to the end reads the end, and one elsewhere turns it', async () => {
  const { reader, asked, answer } = slowList();
  reader.want(0, 5);
  await answer();
  reader.want(900, 910);
  await answer();
  reader.want(10, 15);
  await answer();
  expect(asked.slice(1)).toEqual(['back 9 1000', 'back 9 990', 'front 9 980']);
});

it('a long way is told as it shrinks, and gone at a walk after the first pages', async () => {
  const { reader, told, answer, pauses } = slowList();
  reader.want(0, 59);
  for (let page = 0; page < 6; page++) await answer();
  expect(told.filter(({ kind }) => kind === 'reading').map((each) => 'missing' in each && each.missing)).toEqual([
    1, 50, 40, 30, 20, 10,
  ]);
  expect(pauses()).toBe(3);
});

it('a jump is quick again, and scrolling on is none', async () => {
  const { reader, answer, pauses } = slowList();
  reader.want(0, 49);
  for (let page = 0; page < 3; page++) await answer();
  reader.want(5, 54);
  await answer();
  expect(pauses()).toBe(2);
  reader.want(900, 929);
  for (let page = 0; page < 2; page++) await answer();
  expect(pauses()).toBe(2);
});

it('what was too much at once is asked for again by itself; any other failure waits for a person', async () => {
  const { reader, asked, told, answer } = slowList();
  reader.want(0, 5);
  await answer(tooMuch);
  expect(told).toContainEqual({ kind: 'reading', missing: 1, waiting: true });
  await answer(new Error('broken'));
  expect(told.at(-1)).toMatchObject({ kind: 'failed' });
  reader.want(0, 6);
  expect(asked).toHaveLength(2);
  reader.retry();
  await answer();
  expect(told.at(-1)).toEqual({ kind: 'idle' });
});

it('nothing more is asked for once nobody looks', async () => {
  const { reader, asked, answer } = slowList();
  reader.want(0, 500);
  reader.stop();
  await answer();
  expect(asked).toHaveLength(1);
});
