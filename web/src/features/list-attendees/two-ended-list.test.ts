import { describe, expect, it } from 'vitest';
import { type End, TwoEndedList } from './two-ended-list.ts';

/** Numbers from 0, read by tens as the API answers: between what the reader has from either end. */
function reader(size: number, { counted = true } = {}) {
  const list = new TwoEndedList<number>();
  let pages = 0;
  const read = (end: End) => {
    pages++;
    const from = (list.edges.front ?? -1) + 1;
    const to = list.edges.back ?? size;
    const between = Array.from({ length: to - from }, (_, index) => from + index);
    const rows = end === 'front' ? between.slice(0, 10) : between.slice(-10);
    list.add(end, { rows, more: rows.length < between.length }, counted ? size : null);
  };
  const show = (first: number, last: number) => {
    for (let next = list.missing(first, last); next; next = list.missing(first, last)) read(next.end);
    return Array.from({ length: last - first + 1 }, (_, index) => list.at(first + index));
  };
  read('front');
  return { list, show, pages: () => pages };
}

describe('a list read from both its ends', () => {
  it('has its last rows after one page more', () => {
    const { show, pages, list } = reader(1_000);
    expect(list.length).toBe(1_000);
    expect(list.at(999)).toBeUndefined();
    expect(show(995, 999)).toEqual([995, 996, 997, 998, 999]);
    expect(pages()).toBe(2);
  });

  it('reads on from the end that is nearer', () => {
    const { show, pages, list } = reader(1_000);
    expect(list.missing(300, 305)).toEqual({ end: 'front', rows: 296 });
    expect(list.missing(700, 705)).toEqual({ end: 'back', rows: 300 });
    expect(show(700, 702)).toEqual([700, 701, 702]);
    expect(pages()).toBe(31);
    expect(show(695, 700)).toEqual([695, 696, 697, 698, 699, 700]);
    expect(pages()).toBe(32);
  });

  it('shows each row once where the ends meet, however it was scrolled', () => {
    const { show, list } = reader(57);
    show(50, 56);
    expect(show(0, 56)).toEqual(Array.from({ length: 57 }, (_, index) => index));
    expect(list.length).toBe(57);
    expect(list.missing(0, 56)).toBeNull();
  });

  it('is as long as it turns out where some have left it since it was counted', () => {
    const { list } = reader(12);
    list.add('front', { rows: [10], more: false }, 12);
    expect(list.length).toBe(11);
    expect(list.at(11)).toBeUndefined();
  });

  it('reads on in one direction where nobody counted, and knows its length at the end', () => {
    const { list, show } = reader(25, { counted: false });
    expect([list.length, list.counted]).toEqual([11, false]);
    expect(show(0, 24).at(-1)).toBe(24);
    expect([list.length, list.counted]).toEqual([25, true]);
  });
});
